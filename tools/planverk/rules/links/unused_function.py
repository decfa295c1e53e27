"""unused-function: see unused-function.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.model.data_entries import Function
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known
from planverk.rules.passages import passages


def unused_function(plan: Plan) -> Iterator[Hit]:
    """Hits at functions in force that no field and no link names, and no text in words."""
    if not uses_are_known(plan):
        return
    unnamed = [function for function in plan.functions.values() if not (function.valid and function.valid.to) and not _referred_to(plan, function)]
    texts = _texts(plan) if unnamed else ""
    for function in unnamed:
        if function.title and function.title.casefold() not in texts:
            yield hit(function.at_top(), title=function.title)


def _referred_to(plan: Plan, function: Function) -> bool:
    return any(found.entry is not function for found in plan.referrers.get(("function", function.id), ()))


def _texts(plan: Plan) -> str:
    """What the plan says in words, the body that adopted it with it, without capitals; not what the register says of itself."""
    texts = [passage.text for entry in plan.entries if not isinstance(entry, Function) for passage in passages(entry)]
    return "\n".join((plan.head.adoption.body if plan.head.adoption else "", *texts)).casefold()
