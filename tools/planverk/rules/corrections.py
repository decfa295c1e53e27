"""Finds what is written against Norwegian typography, with the way it is written, in the texts of a plan in Norwegian."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planverk.diagnostics import Hint, Replacement
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, passages, texts_of

Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
"""What to look for, and what to write instead, None where it is right after all. A group called `wrong` is the part that is meant, else the whole."""


def _always(found: re.Match[str]) -> bool:
    return True


def corrections(plan: Plan, patterns: tuple[Pattern, ...], signs: str, sure: Callable[[re.Match[str]], bool] = _always) -> Iterator[Hit]:
    """Hits at every match that should be written otherwise, with facts `text` and `better`; none in a plan in English.

    Only texts with one of the `signs` are searched: every match has one, and most texts have none. A match that is `sure` is offered as a fix.
    """
    if plan.head.language in ("nb", "nn"):
        for entry in texts_of(plan):
            for passage in passages(entry):
                if passage.words.language != "en" and any(sign in passage.text for sign in signs):
                    yield from _in_passage(passage, patterns, sure)


def _in_passage(passage: Passage, patterns: tuple[Pattern, ...], sure: Callable[[re.Match[str]], bool]) -> Iterator[Hit]:
    for pattern, write in patterns:
        for found in pattern.finditer(passage.text):
            part = "wrong" if "wrong" in pattern.groupindex else 0
            better = write(found)
            if better is not None and better != found[part]:
                place = passage.at(*found.span(part))
                fix = Replacement(place, found[part], better) if sure(found) else None
                yield hit(place, Hint("write-so", {"better": better}), fix=fix, text=found[part])
