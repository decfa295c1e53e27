"""number-gap: see number-gap.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit


def number_gap(plan: Plan) -> Iterator[Hit]:
    """Hits at the number after each gap; none while a number of the same kind is missing, wrong or repeated."""
    yield from _gaps(plan.goals_in_order, "the-goals", Hint("gap-in-goals", {}))
    yield from _gaps(plan.measures_in_order, "the-measures", Hint("gap-in-measures", {}))


def _gaps(entries: Sequence[Goal | Measure], kind: str, remedy: Hint) -> Iterator[Hit]:
    numbers = [entry.number or 0 for entry in entries]
    if 0 in numbers or len(set(numbers)) < len(numbers):
        return
    for entry, number, before in zip(entries, numbers, [0, *numbers], strict=False):
        if number > before + 1:
            missing = str(before + 1) if number == before + 2 else f"{before + 1}–{number - 1}"
            yield hit(entry.at("number"), remedy, kind=kind, numbers=missing)
