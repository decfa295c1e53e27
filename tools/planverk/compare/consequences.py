"""What follows from the changes: a goal that nobody answers any longer, a function without a measure, a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planverk.compare.change import SETTLED_BY, Change, Kind, Weight
from planverk.compare.left_open import Turn, left_open
from planverk.compare.markdown import markdown_of
from planverk.compare.matching import Matching
from planverk.compare.records import Names, entry_of, new_name, place_of
from planverk.compare.significance import classify
from planverk.diagnostics import Location
from planverk.ids import parse_part
from planverk.model.entry import Entry
from planverk.model.plan import Plan, Reference
from planverk.model.prose_entries import Definition
from planverk.source.prose import FigurePlace


def consequences(before: Plan, after: Plan, matching: Matching) -> Iterator[Change]:
    """What holds in one of the plans and not in the other, as changes of their own kinds."""
    links = _Links(before, after, matching)
    yield from links.national_goals()
    yield from links.holders("goal", Kind.GOAL_WITHOUT_MEASURE, Kind.GOAL_WITH_MEASURE)
    yield from links.holders("function", Kind.FUNCTION_WITHOUT_MEASURE, Kind.FUNCTION_WITH_MEASURE)
    yield from links.references()
    yield from links.used("source", Kind.SOURCE_NOT_CITED, Kind.SOURCE_CITED)
    yield from links.used("figure", Kind.FIGURE_NOT_SHOWN, Kind.FIGURE_SHOWN)
    yield from links.definitions()
    yield from links.adopted_measures()
    yield from links.left_open()


@dataclass(frozen=True)
class _Readable:
    """A plan, as far as it can be read, beside the other one that it is compared with: a field that cannot be read in the one is taken to say what it
    says in the other. `keys` are KIND:ID of this one → of the other, `names` ids of either → of the other.

    A slip in one file is no reason to say that a function lost its measure.
    """

    plan: Plan
    other: Plan
    keys: Mapping[str, str]
    names: Names

    @cached_property
    def unread(self) -> frozenset[str]:
        """The entries of this plan that cannot be read whole."""
        return frozenset(entry.key for entry in self.plan.entries if entry.wholly_unread or entry.unread)

    @cached_property
    def incomplete(self) -> bool:
        """True where an entry that cannot be read whole is not in the other plan."""
        return not self.unread <= self.keys.keys()

    def withdrawn(self, key: str) -> bool:
        """True for a measure that is withdrawn."""
        entry, _ = self._reader(key, "withdrawn")
        return getattr(entry, "withdrawn", None) is not None

    def names_in(self, key: str, field: str, kind: str) -> list[str]:
        """The names that a field of an entry holds, as this plan calls them."""
        entry, foreign = self._reader(key, field)
        value: Any = getattr(entry, field, None) or ()
        names = list(value)
        return [new_name(kind, name, self.names) for name in names] if foreign else names

    def _reader(self, key: str, field: str) -> tuple[Entry | None, bool]:
        """The entry that a field is read from, and whether it is that of the other plan."""
        entry = entry_of(self.plan, key)
        if entry is None or not (entry.wholly_unread or field in entry.unread):
            return entry, False
        return entry_of(self.other, self.keys.get(key, "")), True


class _Links:
    """Two plans, and the names of the entries of BEFORE as AFTER has them."""

    def __init__(self, before: Plan, after: Plan, matching: Matching) -> None:
        self.before, self.after, self.matching = before, after, matching
        self.key_after = {old: new for old, new in matching.pairs if old and new}
        self.key_before = {new: old for old, new in self.key_after.items()}
        self.earlier = _Readable(before, after, self.key_after, matching.names)
        self.later = _Readable(after, before, self.key_before, matching.names)

    def national_goals(self) -> Iterator[Change]:
        """Goals of national plans that were answered and are not, or the other way about."""
        then = {(self.name("plan", plan), goal): by for (plan, goal), by in _answered(self.before, self.earlier).items()}
        now = _answered(self.after, self.later)
        for plan, goal in sorted(then.keys() & now.keys()):
            old, new = then[plan, goal], now[plan, goal]
            if bool(old) != bool(new) and self.known(new):
                kind = Kind.NATIONAL_GOAL_ANSWERED if new else Kind.NATIONAL_GOAL_UNANSWERED
                yield self.change(kind, f"plan:{plan}", f"goals.{goal}", sorted(old), sorted(new))

    def holders(self, kind: str, left: Kind, got: Kind) -> Iterator[Change]:
        """Goals, or responsible functions, that are in both plans and have measures in force in only one."""
        then, now = _held(self.earlier, kind), _held(self.later, kind)
        for id in sorted(self.after.kinds[kind]):
            earlier = self.key_before.get(f"{kind}:{id}")
            if earlier is not None and not self.has_goals_below(kind, earlier, id):
                old, new = then.get(earlier.partition(":")[2], set()), now.get(id, set())
                if bool(old) != bool(new) and self.known(new):
                    yield self.change(got if new else left, f"{kind}:{id}", "", sorted(old), sorted(new))

    def has_goals_below(self, kind: str, earlier: str, later: str) -> bool:
        """True for a goal that in either plan has goals below it, and then needs no measures of its own."""
        pairs = ((self.before, earlier.partition(":")[2]), (self.after, later)) if kind == "goal" else ()
        return any(plan.goals_below(plan.goals[id]) for plan, id in pairs)

    def references(self) -> Iterator[Change]:
        """References that lead nowhere now and did not, or the other way about."""
        then = {(self.key(owner), kind, self.name(kind, name)): (name, place) for (owner, kind, name), place in _dangling(self.before).items()}
        now = _dangling(self.after)
        unknown = {*map(self.key, self.earlier.unread), *self.later.unread}
        for owner, kind, name in sorted(key for key in now.keys() - then.keys() if key[0] not in unknown):
            yield self.reference(Kind.REFERENCE_DANGLES, owner, f"{kind}:{name}", None, now[owner, kind, name])
        for owner, kind, meant in sorted(key for key in then.keys() - now.keys() if key[0] not in unknown):
            name, place = then[owner, kind, meant]
            yield self.reference(Kind.REFERENCE_MENDED, owner, f"{kind}:{name}", place, None)

    def used(self, kind: str, left: Kind, got: Kind) -> Iterator[Change]:
        """Sources that the plan cited, or figures that it showed, and does not, or the other way about."""
        for id in sorted(self.after.kinds[kind]):
            key, earlier = f"{kind}:{id}", self.key_before.get(f"{kind}:{id}")
            if earlier is not None:
                old, new = _users(self.before, earlier), _users(self.after, key)
                if bool(old) != bool(new) and not self.earlier.incomplete and not self.later.incomplete and not {*old, *new} & self.unread:
                    yield self.change(got if new else left, key, "", sorted(old), sorted(new))

    def definitions(self) -> Iterator[Change]:
        """Definitions whose meaning is another, with the entries that use the term."""
        for id, definition in sorted(self.after.definitions.items()):
            earlier = self.before.definitions.get(self.key_before.get(definition.key, "").partition(":")[2])
            if earlier is None or {earlier.key, definition.key} & self.unread:
                continue
            old, new = markdown_of(earlier.prose), markdown_of(definition.prose)
            if old and new and classify(Kind.TEXT_CHANGED, "definition", "body", old, new) is Weight.SUBSTANTIVE:
                users = _users_of_term(self.before, earlier), _users_of_term(self.after, definition)
                if any(users):
                    yield self.change(Kind.DEFINITION_REWORDED, f"definition:{id}", "", *users)

    def adopted_measures(self) -> Iterator[Change]:
        """Measures that an adoption decided on, and whose file is gone while nothing says that they were withdrawn; or is back."""
        for plan, matched, gone in ((self.before, self.key_after, True), (self.after, self.key_before, False)):
            listed = {each.entry for one in (self.before, self.after) for manifest in one.adopted.values() for each in manifest.entries}
            for measure in plan.measures.values():
                decided = plan.head.status == "adopted" or measure.key in listed
                if measure.key not in matched and decided and not measure.withdrawn and measure.assignment != "proposed":
                    place = place_of(plan, measure.key, "")
                    if gone:
                        yield Change(Kind.ADOPTED_MEASURE_GONE, measure.key, "", "", None, None, Weight.SUBSTANTIVE, place, None)
                    else:
                        yield Change(Kind.ADOPTED_MEASURE_BACK, "", measure.key, "", None, None, Weight.SUBSTANTIVE, None, place)

    def left_open(self) -> Iterator[Change]:
        """What the facts of the two plans leave open in AFTER alone, then what they leave open in BEFORE alone."""
        unread = self.unread
        for (kind, owner, field), about in left_open(Turn(self.before, self.after, self.key_before, unread)).items():
            earlier = self.key_before.get(owner, "")
            places = place_of(self.before, earlier, field) if earlier else None, place_of(self.after, owner, field)
            yield Change(kind, earlier, owner, field, None, about, Weight.SUBSTANTIVE, *places)
        for (kind, owner, field), about in left_open(Turn(self.after, self.before, self.key_after, unread)).items():
            later = self.key_after.get(owner, "")
            places = place_of(self.before, owner, field), place_of(self.after, later, field) if later else None
            yield Change(SETTLED_BY[kind], owner, later, field, about, None, Weight.SUBSTANTIVE, *places)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The entries, as either plan calls them, that cannot be read whole in one of the plans."""
        names = [{key, other.get(key, key)} for side, other in ((self.earlier, self.key_after), (self.later, self.key_before)) for key in side.unread]
        return frozenset().union(*names)

    def known(self, holders: set[str]) -> bool:
        """False where the plan that has no `holders` has an entry that cannot be read and is new to the other: it may be one."""
        return not (self.earlier if holders else self.later).incomplete

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
        """KIND:ID of BEFORE as AFTER has it; as it is where the entry was removed."""
        return self.key_after.get(key, key)


def _place(plan: Plan, key: str, field: str) -> Location | None:
    """Where an entry stands; of a referenced plan, where the goal does that a field "goals.ID" names."""
    referenced, goal = plan.plans.get(key.removeprefix("plan:")), field.removeprefix("goals.")
    numbers = [number for number, each in enumerate(referenced.goals) if each.id == goal] if referenced and field else []
    return referenced.at("goals", numbers[0]) if referenced and numbers else place_of(plan, key, "")


def _users(plan: Plan, key: str) -> set[str]:
    """The entries that cite a source, or show a figure."""
    kind, _, id = key.partition(":")
    if kind == "figure":
        return {entry.key for entry in plan.entries for node in entry.prose.walk() if isinstance(node, FigurePlace) and node.figure == id}
    return {each.entry.key for each in plan.referrers.get((kind, id), ())}


def _users_of_term(plan: Plan, definition: Definition) -> list[str]:
    """The entries that use a term in their text, or link to its meaning."""
    linked = {each.entry.key for each in plan.referrers.get(("definition", definition.id), ())}
    saying = (entry.key for entry in plan.entries if any(definition.used.search(run.text) for run in entry.prose.runs))
    return sorted({*linked, *saying} - {definition.key})


def _answered(plan: Plan, readable: _Readable) -> dict[tuple[str, str], set[str]]:
    """Referenced national plan and goal → the goals and measures in force that name it."""
    found: dict[tuple[str, str], set[str]] = {(id, goal.id): set() for id, each in plan.plans.items() if plan.is_national(id) for goal in each.goals}
    owners = (*((goal.key, "related") for goal in plan.goals.values()), *((measure.key, "national_goals") for measure in plan.measures.values()))
    for owner, field in owners:
        for name in () if readable.withdrawn(owner) else readable.names_in(owner, field, "part"):
            part = parse_part(name)
            if part and part in found:
                found[part].add(owner)
    return found


def _held(readable: _Readable, kind: str) -> dict[str, set[str]]:
    """Goal or responsible function → its measures in force."""
    found: dict[str, set[str]] = {}
    for measure in readable.plan.measures.values():
        for holder in () if readable.withdrawn(measure.key) else readable.names_in(measure.key, "goal" if kind == "goal" else "responsible", kind):
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
        return True  # not a reference at all; check reports it
    referenced = plan.plans.get(part.plan)
    if referenced is None:
        return False
    if referenced.wholly_unread or {"goals", "measures"} & referenced.unread:
        return True  # as far as anybody knows
    if part.measure_number is not None:
        return any(measure.number == part.measure_number for measure in referenced.measures)
    return any(goal.id == part.part for goal in referenced.goals)
