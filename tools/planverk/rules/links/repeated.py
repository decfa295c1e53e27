"""Ids, numbers and references that are there twice, and numbers that are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planverk.diagnostics import Hint, Location
from planverk.model.data_entries import Figure, ReferencedPlan
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit, line_of
from planverk.source.prose import FigurePlace
from planverk.source.yaml import Route

_REMEDY = Hint("never-reuse-id", {})


def repeated_identifier(plan: Plan) -> Iterator[Hit]:
    """Hits at former ids that another entry has or had, and at goals of a referenced plan whose id another above it has."""
    for kind, group in plan.kinds.items():
        yield from _former(kind, group)
    for referenced in plan.plans.values():
        yield from _goal_ids(referenced)


def _former(kind: str, group: Mapping[str, Entry]) -> Iterator[Hit]:
    taken = {entry.id: entry.path for entry in group.values()}
    for entry in group.values():
        for index, name in enumerate(entry.formerly):
            location = entry.at("formerly", index)
            if name in taken:
                own = name == entry.id or name in entry.formerly[:index]
                yield hit(location, Hint("former-is-own", {}) if own else _REMEDY, kind=f"the-{kind}", name=name, place=taken[name])
            taken.setdefault(name, line_of(location))


def _goal_ids(referenced: ReferencedPlan) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for index, goal in enumerate(referenced.goals):
        location = referenced.at("goals", index, "id")
        if goal.id in seen:
            yield hit(location, _REMEDY, kind="the-goal", name=goal.id, place=seen[goal.id])
        seen.setdefault(goal.id, line_of(location))


def repeated_number(plan: Plan) -> Iterator[Hit]:
    """Hits at each number that another goal under the same one, another measure of the same plan, or another statement has before it in order of
    id."""
    groups: list[tuple[str, Iterable[Goal | Measure]]] = [("the-measure", plan.measures.values())]
    groups += [("the-goal", sorted(plan.goals_below(above), key=lambda goal: goal.id)) for above in (None, *plan.goals.values())]
    for kind, entries in groups:
        yield from _repeated(kind, [(entry.number, entry.title or entry.id, entry.at("number")) for entry in entries])
    heard = sorted(plan.statements.values(), key=lambda each: each.id)
    yield from _repeated("the-statement", [(each.number, each.organisation or each.id, each.at("number")) for each in heard])
    for referenced in plan.plans.values():
        for kind, field in (("the-goal", "goals"), ("the-measure", "measures")):
            listed = enumerate(getattr(referenced, field))
            yield from _repeated(kind, [(each.number, each.title, referenced.at(field, index, "number")) for index, each in listed])


def _repeated(kind: str, numbered: Iterable[tuple[int | None, str, Location]]) -> Iterator[Hit]:
    """Hits among numbers, each with the title and the place of what has it."""
    entries = [(number, title, location) for number, title, location in numbered if number is not None]
    following = Hint("next-number", {"number": str(max((number for number, _, _ in entries), default=0) + 1)})
    first: dict[int, str] = {}
    for number, title, location in entries:
        if number in first:
            yield hit(location, following, kind=kind, other=first[number], number=str(number))
        first.setdefault(number, title)


def number_gap(plan: Plan) -> Iterator[Hit]:
    """Hits at the number after each gap; none while a number of the same kind is missing, wrong or repeated."""
    for above in (None, *plan.goals.values()):
        yield from _gaps(plan.goals_below(above), "the-goals", Hint("gap-in-goals", {}))
    yield from _gaps(plan.measures_in_order, "the-measures", Hint("gap-in-measures", {}))


def _gaps(entries: Sequence[Goal | Measure], kind: str, remedy: Hint) -> Iterator[Hit]:
    numbers = [entry.number or 0 for entry in entries]
    if 0 in numbers or len(set(numbers)) < len(numbers):
        return
    for entry, number, before in zip(entries, numbers, [0, *numbers], strict=False):
        if number > before + 1:
            missing = str(before + 1) if number == before + 2 else f"{before + 1}–{number - 1}"
            yield hit(entry.at("number"), remedy, kind=kind, numbers=missing)


def listed_twice(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later of equal items in `contents`, in the lists of references, and in a figure's series."""
    for entry in plan.entries:
        seen: dict[tuple[Route, str], int] = {}
        for route, name in _items(entry):
            line = entry.at(*route).span.start.line
            first = seen.setdefault((route[:-1], name), line)
            if first != line:
                yield hit(entry.at(*route), Hint("remove-one", {}), name=name, line=str(first))


def _items(entry: Entry) -> Iterator[tuple[Route, str]]:
    for route, _, name in entry.named():
        if isinstance(route[-1], int):
            yield route, name
    if isinstance(entry, PlanFile):
        yield from ((("contents", index), name) for index, name in enumerate(entry.contents))
    elif isinstance(entry, Figure):
        yield from ((("series", index), name) for index, name in enumerate(entry.series))


def figure_placed_twice(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later places of a figure, in the order in which entries are read."""
    seen: dict[str, Location] = {}
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FigurePlace):
                here = entry.within(node)
                first = seen.setdefault(node.figure, here)
                if first is not here:
                    yield hit(here, Hint("link-to-figure", {"name": node.figure}), name=node.figure, place=line_of(first))
