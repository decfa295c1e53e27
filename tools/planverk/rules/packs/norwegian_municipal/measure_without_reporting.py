"""measure-without-reporting: see measure-without-reporting.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def measure_without_reporting(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `reporting`."""
    for measure in plan.measures.values():
        if measure.reporting is None and measure.sound("reporting") and not measure.withdrawn:
            yield hit(measure.at_top(), Hint("write-reporting", {}))
