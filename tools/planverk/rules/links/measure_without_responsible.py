"""measure-without-responsible: see measure-without-responsible.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import untold


def measure_without_responsible(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force that name nobody."""
    for measure in plan.measures.values():
        if measure.responsible is None and measure.sound("responsible") and not measure.withdrawn and not untold(measure):
            yield hit(measure.at_top(), Hint("name-a-function", {}))
