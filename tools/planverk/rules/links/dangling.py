"""References to what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import nearest, parse_part, proper_id
from planverk.model.entry import Entry
from planverk.model.plan import Plan, Reference
from planverk.model.planfile import SPECIAL_PARTS
from planverk.rules.hits import Hit, hit, near_fix
from planverk.rules.persons import find_person
from planverk.rules.resolved import leads_nowhere

MOST_NAMES = 8
"""Names that a hint lists."""


class _Names:
    """The entries of a kind by what an author may have called them; found once, since a kind has many names and may be named wrongly often."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.ids = sorted(entries)
        self.former: dict[str, list[str]] = {}
        self.titled: dict[str, list[str]] = {}
        for entry in entries.values():
            self.titled.setdefault(proper_id(getattr(entry, "title", "") or ""), []).append(entry.id)
            for name in dict.fromkeys(entry.formerly):
                self.former.setdefault(name, []).append(entry.id)
        self.near = cache(partial(_near, "", known=self.ids))

    def remedies(self, name: str) -> tuple[Hint, ...]:
        """The id that the entry has now, else that of the one entry whose title was written in its place, else the nearest one, else those that
        there are."""
        titled = self.titled.get(proper_id(name), [])
        meant = self.former.get(name) or (titled if len(titled) == 1 else [])
        return did_you_mean(tuple(meant)) or self.near(name)


def dangling_reference(plan: Plan) -> Iterator[Hit]:
    """Hits at every reference to an entry, or to a part of a referenced plan, that is not there. Citations have a rule of their own."""
    names = cache(lambda kind: _Names(plan.kinds[kind]))
    for reference in plan.references:
        is_citation = reference.kind == "source" and not reference.route
        if reference.kind == "part":
            yield from _part(plan, reference)
        elif not is_citation and leads_nowhere(plan, reference):
            yield _hit(reference, _remedies(plan, reference, names), f"the-{reference.kind}", reference.name)


def _hit(reference: Reference, remedies: tuple[Hint, ...], kind: str, name: str) -> Hit:
    return hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, remedies), kind=kind, name=name)


def _remedies(plan: Plan, reference: Reference, names: Callable[[str], _Names]) -> tuple[Hint, ...]:
    """What the name may have meant; a person's name gets a word of its own, and a part of the contents its line."""
    if reference.kind == "function" and find_person(reference.name):
        return (Hint("function-not-person", {}),)
    if reference.route[:1] == ("contents",) and reference.name in SPECIAL_PARTS:
        listed = reference.name in plan.head.contents
        return (Hint("listed-already", {"name": reference.name}) if listed else Hint("write-line", {"line": f"- {reference.name}"}),)
    return names(reference.kind).remedies(reference.name)


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
    field, known, kind = "goals", referenced.goal_names, "the-goal"
    if part.measure_number is not None:
        field, known, kind = "measures", referenced.measure_names, "the-measure"
    if referenced.sound(field) and part.part not in known:
        yield _hit(reference, _near(f"{part.plan}#", part.part, known), kind, reference.name)


def dangling_citation(plan: Plan) -> Iterator[Hit]:
    """Hits at every citation in prose whose source is not there."""
    for reference in plan.references:
        if reference.kind == "source" and not reference.route and reference.name not in plan.sources:
            near = did_you_mean(nearest(reference.name, plan.sources))
            remedies = near or (Hint("add-source", {"name": reference.name}),)
            yield hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, near), name=reference.name)
