"""repeated-identifier: see repeated-identifier.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planverk.diagnostics import Hint, Location
from planverk.model.data_entries import ReferencedPlan
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

_REMEDY = Hint("never-reuse-id", {})


def repeated_identifier(plan: Plan) -> Iterator[Hit]:
    """Hits at former ids that another entry has or had, and at goals of a referenced plan whose id stands above already."""
    for kind, group in plan.kinds.items():
        yield from _former(kind, group)
    for referenced in plan.plans.values():
        yield from _goals(referenced)


def _former(kind: str, group: Mapping[str, Entry]) -> Iterator[Hit]:
    taken = {entry.id: entry.path for entry in group.values()}
    for entry in group.values():
        for index, name in enumerate(entry.formerly):
            location = entry.at("formerly", index)
            if name in taken:
                own = name == entry.id or name in entry.formerly[:index]
                yield hit(location, Hint("former-is-own", {}) if own else _REMEDY, kind=f"the-{kind}", name=name, place=taken[name])
            taken.setdefault(name, _place(location))


def _goals(referenced: ReferencedPlan) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for index, goal in enumerate(referenced.goals):
        location = referenced.at("goals", index, "id")
        if goal.id in seen:
            yield hit(location, _REMEDY, kind="the-goal", name=goal.id, place=seen[goal.id])
        seen.setdefault(goal.id, _place(location))


def _place(location: Location) -> str:
    return f"{location.path}:{location.span.start.line}"
