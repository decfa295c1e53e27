"""measure-without-deadline: see measure-without-deadline.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def measure_without_deadline(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `deadline` and `period`."""
    for measure in plan.measures.values():
        told = measure.deadline or measure.period or measure.withdrawn
        if not told and measure.sound("deadline", "period"):
            yield hit(measure.at_top(), Hint("write-deadline", {}))
