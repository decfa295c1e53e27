"""References to what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import nearest, parse_part, proper_id
from planverk.model.plan import Plan, Reference
from planverk.model.planfile import SPECIAL_PARTS
from planverk.rules.hits import Hit, hit, near_fix
from planverk.rules.persons import find_person
from planverk.rules.resolved import goal_names, leads_nowhere, measure_names

MOST_NAMES = 8
"""Names that a hint lists."""


def dangling_reference(plan: Plan) -> Iterator[Hit]:
    """Hits at every reference to an entry, or to a part of a referenced plan, that is not there. Citations have a rule of their own."""
    for reference in plan.references:
        is_citation = reference.kind == "source" and not reference.route
        if reference.kind == "part":
            yield from _part(plan, reference)
        elif not is_citation and leads_nowhere(plan, reference):
            yield _hit(reference, _remedies(plan, reference), f"the-{reference.kind}", reference.name)


def _hit(reference: Reference, remedies: tuple[Hint, ...], kind: str, name: str) -> Hit:
    return hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, remedies), kind=kind, name=name)


def _remedies(plan: Plan, reference: Reference) -> tuple[Hint, ...]:
    """The id that the entry has now, else that of the one entry whose title was written in its place, else the nearest one, else those that there
    are; a person's name gets a word of its own, and a part of the contents its line."""
    if reference.kind == "function" and find_person(reference.name):
        return (Hint("function-not-person", {}),)
    if reference.route[:1] == ("contents",) and reference.name in SPECIAL_PARTS:
        listed = reference.name in plan.head.contents
        return (Hint("listed-already", {"name": reference.name}) if listed else Hint("write-line", {"line": f"- {reference.name}"}),)
    known = plan.kinds[reference.kind]
    renamed = tuple(entry.id for entry in known.values() if reference.name in entry.formerly)
    titled = tuple(entry.id for entry in known.values() if proper_id(getattr(entry, "title", "") or "") == proper_id(reference.name))
    return did_you_mean(renamed or (titled if len(titled) == 1 else ())) or _near("", reference.name, known)


def _near(before: str, name: str, known: Iterable[str]) -> tuple[Hint, ...]:
    names = sorted(known)
    if near := nearest(name, names):
        return did_you_mean(tuple(before + found for found in near))
    if not names:
        return (Hint("none-exists", {}),)
    listed = ", ".join(f"«{before}{found}»" for found in names[:MOST_NAMES])
    return (Hint("those-that-exist", {"names": listed + (" …" if len(names) > MOST_NAMES else "")}),)


def _part(plan: Plan, reference: Reference) -> Iterator[Hit]:
    part = parse_part(reference.name)
    if part is None:
        return  # bad-identifier says it
    if part.plan not in plan.plans:
        near = tuple(f"{name}#{part.part}" for name in nearest(part.plan, plan.plans))
        yield _hit(reference, did_you_mean(near) or _near("", part.plan, plan.plans), "the-plan", part.plan)
        return
    referenced = plan.plans[part.plan]
    field, known, kind = "goals", goal_names(referenced), "the-goal"
    if part.measure_number is not None:
        field, known, kind = "measures", measure_names(referenced), "the-measure"
    if referenced.sound(field) and part.part not in known:
        yield _hit(reference, _near(f"{part.plan}#", part.part, known), kind, reference.name)


def dangling_citation(plan: Plan) -> Iterator[Hit]:
    """Hits at every citation in prose whose source is not there."""
    for reference in plan.references:
        if reference.kind == "source" and not reference.route and reference.name not in plan.sources:
            near = did_you_mean(nearest(reference.name, plan.sources))
            remedies = near or (Hint("add-source", {"name": reference.name}),)
            yield hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, near), name=reference.name)
