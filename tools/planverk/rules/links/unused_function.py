"""Nothing refers to a function of the register.

It may have been left behind when a measure went to another function. What nobody names is printed nowhere.

Bad ``plan/functions/ungdomskontakt.yaml``::

    title: Ungdomskontakt  # <-
    kind: role

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Severity
from planverk.model.data_entries import Function
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "ingenting i planen viser til funksjonen «{title}»",
    "nn": "ingenting i planen viser til funksjonen «{title}»",
    "en": "nothing in the plan refers to the function “{title}”",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at functions that exist and that no field, no link, and none of the bodies named in words mean."""
    bodies = {measure.reporting.to for measure in plan.measures.values() if measure.reporting}
    if plan.head.adoption:
        bodies.add(plan.head.adoption.body)
    for function in plan.functions.values():
        ended = function.valid is not None and function.valid.to is not None
        if not ended and function.title not in bodies and not _named(plan, function):
            yield hit(function.at_top(), title=function.title or function.id)


def _named(plan: Plan, function: Function) -> bool:
    return any(found.entry is not function for found in plan.referrers.get(("function", function.id), ()))
