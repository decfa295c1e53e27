"""Finds what is written against Norwegian typography, with the way it is written, in the texts of a plan in Norwegian."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, passages

Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
"""What to look for, and what to write instead, None where it is right after all. A group called `wrong` is the part that is meant, else the whole."""


def corrections(plan: Plan, patterns: tuple[Pattern, ...], signs: str) -> Iterator[Hit]:
    """Hits at every match that should be written otherwise, with facts `text` and `better`; none in a plan in English.

    Only texts with one of the `signs` are searched: every match has one, and most texts have none.
    """
    if plan.head.language in ("nb", "nn"):
        for entry in plan.entries:
            for passage in passages(entry):
                if any(sign in passage.text for sign in signs):
                    yield from _in_passage(passage, patterns)


def _in_passage(passage: Passage, patterns: tuple[Pattern, ...]) -> Iterator[Hit]:
    for pattern, write in patterns:
        for found in pattern.finditer(passage.text):
            part = "wrong" if "wrong" in pattern.groupindex else 0
            better = write(found)
            if better is not None and better != found[part]:
                yield hit(passage.at(*found.span(part)), Hint("write-so", {"better": better}), text=found[part])
