"""function-no-longer-valid: see function-no-longer-valid.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, did_you_mean
from planverk.model.data_entries import Function
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit


def function_no_longer_valid(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits where a measure in force names a function, as responsible or as participant, that ended before the day."""
    for reference in plan.references:
        function = plan.functions.get(reference.name) if reference.kind == "function" and reference.route else None
        if function is None or not isinstance(reference.entry, Measure) or reference.entry.withdrawn:
            continue
        if function.valid and function.valid.to and function.valid.to < day:
            yield hit(reference.location, *_remedies(plan, function), title=function.title or function.id, date=function.valid.to.isoformat())


def _remedies(plan: Plan, function: Function) -> tuple[Hint, ...]:
    if function.successor in plan.functions:
        return did_you_mean((str(function.successor),))
    return (Hint("name-function-of-today", {}),)
