"""The plan speaks of suicide in words that guides on the subject advise against.

Words can lay blame, hide, alarm or make suicide look like a way out, and those who read a plan for suicide prevention may be bereaved or in a crisis.
The finding says why, what to write instead, and which guide says so. It is advice: no Norwegian authority bans any of these words, and in doubt the
author decides. The word «selvmord» itself is always right.

What a row of the list weighs is the severity of its findings: the mark of success or failure on a death is an error, most are warnings, and what
needs a person's judgement is information. The severity that planverk.toml gives the rule goes before that of the rows. Quotations between « and » or
in a block of their own, titles of cited works, and the search terms of definitions keep their words.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).
    Hvert år er det noen som begår selvmord.  # <-
    Vi vil ikke tale om en selvmordsbølge.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).
    Hvert år er det noen som dør i selvmord.
    Å snakke om selvmord kan redde liv. Ordene «begå selvmord» bruker vi ikke.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import texts_of
from planverk.rules.wordings import Wording, cited_titles, is_own, own_passages, read_wordings, uses

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{text}» kan skrives varsommere: {why}",
    "nn": "«{text}» kan skrivast varsamare: {why}",
    "en": "“{text}” can be put with more care: {why}",
}


@cache
def wordings() -> tuple[Wording, ...]:
    """The list that lies beside this file."""
    return read_wordings(Path(__file__).with_suffix(".toml"))


def terms(language: str) -> Mapping[str, str]:
    """The reasons of the list, by the names of its rows."""
    return {wording.name: wording.why[language] for wording in wordings()}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at every such wording that is the plan's own, each with the severity of its row."""
    titles, form = cited_titles(plan), "nn" if plan.head.language == "nn" else "nb"
    for entry in texts_of(plan):
        for passage in own_passages(entry):
            for use in uses(passage.text, wordings()):
                if is_own(passage, use.start, use.end, titles):
                    hints = (Hint("write-rather", {"better": use.wording.write[form]}), Hint("by-source", {"source": use.wording.source}))
                    found = hit(passage.at(use.start, use.end), *hints, text=passage.text[use.start : use.end], why=use.wording.name)
                    yield found._replace(severity=use.wording.severity)
