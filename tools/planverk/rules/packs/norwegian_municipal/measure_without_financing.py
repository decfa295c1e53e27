"""measure-without-financing: see measure-without-financing.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def measure_without_financing(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `financing`."""
    for measure in plan.measures.values():
        if measure.financing is None and measure.sound("financing") and not measure.withdrawn:
            yield hit(measure.at_top(), Hint("write-financing", {}))
