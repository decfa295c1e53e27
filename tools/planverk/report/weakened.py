"""Promises that became weaker by the change of a word: «skal» → «bør», «årlig» → «jevnlig»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planverk.text_diff import TextChange
from planverk.text_moves import words


def weakened(passages: Iterable[Iterable[TextChange]], told: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words that went out and the weaker ones that came in their place, each pair once. `told` has the pairs of the plan's language."""
    steps = list(_steps(told["weaker"]))
    found = [pair for passage in passages for run in passage if not run.same for pair in _pairs(run, steps)]
    return list(dict.fromkeys(found))


def _steps(told: str) -> Iterator[tuple[str, str]]:
    """Strong and weak words of a text such as «skal, må > bør, kan; årlig > jevnlig»."""
    for step in told.split(";"):
        strong, _, weak = step.partition(">")
        yield from ((one.strip(), other.strip()) for one in strong.split(",") for other in weak.split(","))


def _pairs(run: TextChange, steps: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The steps of which the one word went out and the other came in."""
    before, after = (f" {' '.join(words(text)).lower()} " for text in (run.before, run.after))
    for strong, weak in steps:
        if _only(strong, before, after) and _only(weak, after, before):
            yield strong, weak


def _only(word: str, here: str, there: str) -> bool:
    return f" {word} " in here and f" {word} " not in there
