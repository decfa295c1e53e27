"""Two goals or two measures have the same number.

Readers, committees and reports say «tiltak 7»; with two of them nobody knows which is meant. The same holds for the goals and the measures of a
referenced plan. A measure that was withdrawn keeps its number.

Bad ``plan/measures/moteplass.md``::

    ---
    number: 1  # <-
    title: Åpen møteplass
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Kommunen holder en møteplass åpen hver uke.

Good ``plan/measures/moteplass.md``::

    ---
    number: 2
    title: Åpen møteplass
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Kommunen holder en møteplass åpen hver uke.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.data_entries import ReferencedPlan
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "{kind} «{other}» har også nummer {number}",
    "nn": "{kind} «{other}» har òg nummer {number}",
    "en": "{kind} “{other}” has number {number}, too",
}


class _Numbered(NamedTuple):
    number: int | None
    title: str
    location: Location


def check(plan: Plan) -> Iterator[Hit]:
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
