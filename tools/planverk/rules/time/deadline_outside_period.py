"""A measure's deadline or period lies outside the plan's period.

The plan decides for its own years only. Either the date is a slip, or the measure goes on beyond the plan and somebody has to carry it over.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2029-06-30  # <-
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2028-12-31
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit
from planverk.source.yaml import Route

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "{date} er utenfor planens periode, {begins}–{ends}",
    "nn": "{date} er utanfor perioden til planen, {begins}–{ends}",
    "en": "{date} is outside the plan's period, {begins}–{ends}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the dates of measures in force that lie in no year of the plan."""
    period = plan.head.period
    if period is None:
        return
    facts = {"begins": str(period.from_), "ends": str(period.to)}
    for measure in plan.measures.values():
        for route, day in _dates(measure):
            if not period.from_ <= day.year <= period.to:
                yield Hit(measure.at(*route), {"date": day.isoformat(), **facts}, (Hint("move-date", {}),))


def _dates(measure: Measure) -> Iterator[tuple[Route, date]]:
    if measure.withdrawn:
        return
    if measure.deadline:
        yield ("deadline",), measure.deadline
    if measure.period:
        yield ("period", "from"), measure.period.from_
        yield ("period", "to"), measure.period.to
