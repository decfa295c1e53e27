"""unsafe-wording: see unsafe-wording.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from planverk.catalogue import DEFAULT
from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import texts_of
from planverk.rules.wordings import Wording, cited_titles, is_own, own_passages, read_wordings, uses


@cache
def wordings() -> tuple[Wording, ...]:
    """The list that lies beside this file."""
    return read_wordings(Path(__file__).with_suffix(".toml"))


def terms(language: str) -> Mapping[str, str]:
    """The reasons of the list, by the names of its rows."""
    return {wording.name: wording.why.get(language, wording.why[DEFAULT]) for wording in wordings()}


def unsafe_wording(plan: Plan) -> Iterator[Hit]:
    """Hits at every such wording that is the plan's own, each with the severity of its row."""
    titles, form = cited_titles(plan), "nn" if plan.head.language == "nn" else "nb"
    for entry in texts_of(plan):
        for passage in own_passages(entry):
            for use in uses(passage.text, wordings()):
                if is_own(passage, use.start, use.end, titles):
                    hints = (Hint("write-rather", {"better": use.wording.write[form]}), Hint("by-source", {"source": use.wording.source}))
                    found = hit(passage.at(use.start, use.end), *hints, text=passage.text[use.start : use.end], why=use.wording.name)
                    yield found._replace(severity=use.wording.severity)
