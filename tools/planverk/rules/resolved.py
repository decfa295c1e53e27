"""What rules may draw conclusions from: whether references lead anywhere, those to goals and measures of referenced plans among them."""

from __future__ import annotations

from collections.abc import Iterable

from planverk.ids import parse_part
from planverk.model.entry import Entry
from planverk.model.plan import Plan, Reference


def untold(entry: Entry) -> bool:
    """True where the entry says that the original says no more: what is missing there is for incomplete-entry to report."""
    return entry.incomplete and entry.known is not None


def leads_nowhere(plan: Plan, reference: Reference) -> bool:
    """True where a field, a link or a citation names an entry that is not there. References to parts of referenced plans are `all_certain`'s."""
    return reference.kind in plan.kinds and reference.name not in plan.kinds[reference.kind]


def uses_are_known(plan: Plan) -> bool:
    """True where every field that refers could be read and every reference leads to an entry: only then may a rule call something unused."""
    read = all(entry.sound(*(route[0] for route in entry.refers)) for entry in plan.entries)
    return read and not any(leads_nowhere(plan, reference) for reference in plan.references)


def all_certain(plan: Plan, names: Iterable[str]) -> bool:
    """True where every `PLAN#PART` leads to something, in a plan whose level is known."""
    for part in map(parse_part, names):
        referenced = plan.plans.get(part.plan) if part else None
        if part is None or referenced is None or referenced.level is None:
            return False
        if part.part not in referenced.goal_names and part.part not in referenced.measure_names:
            return False
    return True
