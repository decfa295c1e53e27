"""repeated-number: see repeated-number.md beside this file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Location
from planverk.model.data_entries import ReferencedPlan
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit


class _Numbered(NamedTuple):
    number: int | None
    title: str
    location: Location


def repeated_number(plan: Plan) -> Iterator[Hit]:
    """Hits at each number that another goal, or another measure, of the same plan has before it in order of id."""
    yield from _repeated("the-goal", map(_of_entry, plan.goals.values()))
    yield from _repeated("the-measure", map(_of_entry, plan.measures.values()))
    for referenced in plan.plans.values():
        yield from _repeated("the-goal", _goals(referenced))
        yield from _repeated("the-measure", _measures(referenced))


def _of_entry(entry: Goal | Measure) -> _Numbered:
    return _Numbered(entry.number, entry.title or entry.id, entry.at("number"))


def _goals(plan: ReferencedPlan) -> Iterator[_Numbered]:
    for index, goal in enumerate(plan.goals):
        yield _Numbered(goal.number, goal.title, plan.at("goals", index, "number"))


def _measures(plan: ReferencedPlan) -> Iterator[_Numbered]:
    for index, measure in enumerate(plan.measures):
        yield _Numbered(measure.number, measure.title, plan.at("measures", index, "number"))


def _repeated(kind: str, numbered: Iterable[_Numbered]) -> Iterator[Hit]:
    entries = [entry for entry in numbered if entry.number is not None]
    following = Hint("next-number", {"number": str(max((entry.number or 0 for entry in entries), default=0) + 1)})
    first: dict[int, str] = {}
    for number, title, location in entries:
        assert number is not None
        if number in first:
            yield hit(location, following, kind=kind, other=first[number], number=str(number))
        first.setdefault(number, title)
