"""What a municipality wants to know of each measure: until when, for what money, and how it is reported."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def measure_without_deadline(plan: Plan) -> Iterator[Hit]:
    return _without(plan, "write-deadline", "deadline", "period")


def measure_without_financing(plan: Plan) -> Iterator[Hit]:
    return _without(plan, "write-financing", "financing")


def measure_without_reporting(plan: Plan) -> Iterator[Hit]:
    return _without(plan, "write-reporting", "reporting")


def _without(plan: Plan, remedy: str, *fields: str) -> Iterator[Hit]:
    """Hits at the top of measures in force that have none of the fields."""
    for measure in plan.measures.values():
        if not measure.withdrawn and measure.sound(*fields) and all(getattr(measure, field) is None for field in fields):
            yield hit(measure.at_top(), Hint(remedy, {}))
