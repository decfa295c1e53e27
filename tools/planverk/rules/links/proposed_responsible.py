"""proposed-responsible: see proposed-responsible.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def proposed_responsible(plan: Plan) -> Iterator[Hit]:
    """Hits at `assignment` of measures in force whose function is there and proposed."""
    for measure in plan.measures.values():
        function = plan.functions.get(measure.responsible or "")
        if measure.assignment == "proposed" and function and not measure.withdrawn:
            yield hit(measure.at("assignment"), Hint("confirm-responsible", {}), function=function.title or function.id)
