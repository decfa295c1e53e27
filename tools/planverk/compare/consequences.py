"""What follows from the changes: a goal that nobody answers any longer, a function without a measure, a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.compare.change import Change
from planverk.compare.kinds import Kind, Weight
from planverk.compare.matching import Matching
from planverk.compare.records import entry_of, new_name, place_of
from planverk.diagnostics import Location
from planverk.identifiers import parse_part
from planverk.model.plan import Plan, Reference


def consequences(before: Plan, after: Plan, matching: Matching) -> Iterator[Change]:
    """What holds in one of the plans and not in the other, as changes of their own kinds."""
    links = _Links(before, after, matching)
    yield from links.national_goals()
    yield from links.measures_of_goals()
    yield from links.measures_of_functions()
    yield from links.references()


class _Links:
    """Two plans, and the names of the entries of BEFORE as AFTER has them."""

    def __init__(self, before: Plan, after: Plan, matching: Matching) -> None:
        self.before, self.after, self.matching = before, after, matching
        self.key_after = {old: new for old, new in matching.pairs if old and new}
        self.key_before = {new: old for old, new in self.key_after.items()}

    def national_goals(self) -> Iterator[Change]:
        """Goals of national plans that were answered and are not, or the other way about."""
        then = {(self.name("plan", plan), goal): by for (plan, goal), by in _answered(self.before).items()}
        now = _answered(self.after)
        for plan, goal in sorted(then.keys() & now.keys()):
            old, new = then[plan, goal], now[plan, goal]
            if bool(old) != bool(new):
                kind = Kind.NATIONAL_GOAL_ANSWERED if new else Kind.NATIONAL_GOAL_UNANSWERED
                yield self.change(kind, f"plan:{plan}", f"goals.{goal}", sorted(old), sorted(new))

    def measures_of_goals(self) -> Iterator[Change]:
        yield from self.holders("goal", Kind.GOAL_WITHOUT_MEASURE, Kind.GOAL_WITH_MEASURE)

    def measures_of_functions(self) -> Iterator[Change]:
        yield from self.holders("function", Kind.FUNCTION_WITHOUT_MEASURE, Kind.FUNCTION_WITH_MEASURE)

    def holders(self, kind: str, left: Kind, got: Kind) -> Iterator[Change]:
        """Goals, or responsible functions, that are in both plans and have measures in force in only one."""
        then, now = _held(self.before, kind), _held(self.after, kind)
        for id in sorted(self.after.kinds[kind]):
            earlier = self.key_before.get(f"{kind}:{id}")
            if earlier is not None:
                old, new = then.get(earlier.partition(":")[2], set()), now.get(id, set())
                if bool(old) != bool(new):
                    yield self.change(got if new else left, f"{kind}:{id}", "", sorted(old), sorted(new))

    def references(self) -> Iterator[Change]:
        """References that lead nowhere now and did not, or the other way about."""
        then = {(self.key(owner), kind, self.name(kind, name)): (name, place) for (owner, kind, name), place in _dangling(self.before).items()}
        now = _dangling(self.after)
        for owner, kind, name in sorted(now.keys() - then.keys()):
            yield self.reference(Kind.REFERENCE_DANGLES, owner, f"{kind}:{name}", None, now[owner, kind, name])
        for owner, kind, meant in sorted(then.keys() - now.keys()):
            name, place = then[owner, kind, meant]
            yield self.reference(Kind.REFERENCE_MENDED, owner, f"{kind}:{name}", place, None)

    def reference(self, kind: Kind, owner: str, target: str, old: Location | None, new: Location | None) -> Change:
        there = owner if entry_of(self.after, owner) else ""
        earlier = self.key_before.get(owner, owner if not there else "")
        place_before = old or (place_of(self.before, earlier, "") if earlier else None)
        place_after = new or (place_of(self.after, there, "") if there else None)
        dangles = kind is Kind.REFERENCE_DANGLES
        return Change(
            kind, earlier, there, "", None if dangles else target, target if dangles else None, Weight.SUBSTANTIVE, place_before, place_after
        )

    def change(self, kind: Kind, key: str, field: str, old: list[str], new: list[str]) -> Change:
        earlier = self.key_before[key]
        places = _place(self.before, earlier, field), _place(self.after, key, field)
        return Change(kind, earlier, key, field, old, new, Weight.SUBSTANTIVE, *places)

    def name(self, kind: str, id: str) -> str:
        return new_name(kind, id, self.matching.names)

    def key(self, key: str) -> str:
        """KIND:ID of BEFORE as AFTER has it; as it is where the entry is gone."""
        return self.key_after.get(key, key)


def _place(plan: Plan, key: str, field: str) -> Location | None:
    """Where an entry stands; of a referenced plan, where the goal does that a field "goals.ID" names."""
    referenced, goal = plan.plans.get(key.removeprefix("plan:")), field.removeprefix("goals.")
    numbers = [number for number, each in enumerate(referenced.goals) if each.id == goal] if referenced and field else []
    return referenced.at("goals", numbers[0]) if referenced and numbers else place_of(plan, key, "")


def _answered(plan: Plan) -> dict[tuple[str, str], set[str]]:
    """Referenced national plan and goal → the goals and measures in force that name it."""
    found: dict[tuple[str, str], set[str]] = {(id, goal.id): set() for id, each in plan.plans.items() if plan.is_national(id) for goal in each.goals}
    for reference in plan.references:
        part = parse_part(reference.name) if reference.kind == "part" and reference.route[:1] in (("related",), ("national_goals",)) else None
        if part and part in found and not _withdrawn(plan, reference):
            found[part].add(reference.entry.key)
    return found


def _withdrawn(plan: Plan, reference: Reference) -> bool:
    measure = plan.measures.get(reference.entry.id) if reference.entry.kind == "measure" else None
    return measure is not None and measure.withdrawn is not None


def _held(plan: Plan, kind: str) -> dict[str, set[str]]:
    """Goal or responsible function → its measures in force."""
    found: dict[str, set[str]] = {}
    for measure in plan.measures.values():
        holder = measure.goal if kind == "goal" else measure.responsible
        if holder and measure.withdrawn is None:
            found.setdefault(holder, set()).add(measure.key)
    return found


def _dangling(plan: Plan) -> dict[tuple[str, str, str], Location]:
    """Who refers, the kind and the name of what is not there → the first place."""
    found: dict[tuple[str, str, str], Location] = {}
    for reference in plan.references:
        if not _leads_somewhere(plan, reference):
            found.setdefault((reference.entry.key, reference.kind, reference.name), reference.location)
    return found


def _leads_somewhere(plan: Plan, reference: Reference) -> bool:
    if reference.kind != "part":
        return reference.kind not in plan.kinds or reference.name in plan.kinds[reference.kind]
    part = parse_part(reference.name)
    if part is None:
        return True  # not a reference at all; check tells
    referenced = plan.plans.get(part.plan)
    if referenced is None:
        return False
    if part.measure_number is not None:
        return any(measure.number == part.measure_number for measure in referenced.measures)
    return any(goal.id == part.part for goal in referenced.goals)
