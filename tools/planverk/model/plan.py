"""The whole plan: its entries by id, and who refers to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from planverk.catalogue import PRESET, Noun, Nouns, preset_nouns
from planverk.diagnostics import Location
from planverk.ids import PartReference, parse_part
from planverk.model.custom_fields import CustomFields
from planverk.model.data_entries import Adopted, Figure, Function, Progress, ReferencedPlan, Resource, Review, Source, Statement
from planverk.model.entry import Entry
from planverk.model.planfile import Help, PlanFile
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure
from planverk.model.settings import Settings
from planverk.source.prose import Citation, FigurePlace, Link
from planverk.source.table import Data
from planverk.source.yaml import Located, Route

E = TypeVar("E", bound=Entry)
TABLES = ("measures", "matrix", "functions")
"""The parts of the contents that tell of all goals and measures in tables."""
DEEPEST_CHAIN = 50
"""Entries above one another by `part_of`; more are nobody's plan."""


class Reference(NamedTuple):
    """One place where an entry names another: `kind` is what is named, "part" for `PLAN#GOAL`; `route` is () in prose."""

    entry: Entry
    kind: str
    name: str
    location: Location
    route: Route


class Sheet(NamedTuple):
    """A data file: its path, and its data where it could be read."""

    path: str
    data: Data | None


@dataclass(frozen=True)
class Plan:
    """A plan as read. Entries that have faults are here too, with `Entry.faulty` telling which fields not to trust."""

    head: PlanFile
    help: Help | None
    settings: Settings
    settings_at: Located
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    plans: Mapping[str, ReferencedPlan] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    progress: Mapping[str, Progress] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    adopted: Mapping[str, Adopted] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    theme_files: Mapping[str, bytes] = field(default_factory=dict)
    custom_fields: Mapping[str, CustomFields] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    schema_files: Mapping[str, bytes] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> Mapping[str, Mapping[str, Entry]]:
        """The entries of each kind that can be named, by kind."""
        return {
            "chapter": self.chapters,
            "goal": self.goals,
            "measure": self.measures,
            "definition": self.definitions,
            "function": self.functions,
            "plan": self.plans,
            "source": self.sources,
            "resource": self.resources,
            "figure": self.figures,
        }

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, plan.yaml and help.yaml first, then by kind and id; review stamps last. Manifests of adoptions are no entries."""
        yield self.head
        if self.help:
            yield self.help
        for group in (*self.kinds.values(), self.progress, self.statements, self.reviews):
            yield from group.values()

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every place where an entry names another, in fields and in prose."""
        return tuple(found for entry in self.entries for found in self.references_of(entry))

    def references_of(self, entry: Entry) -> tuple[Reference, ...]:
        """Every place where one entry names another."""
        return (*_in_fields(entry), *_in_prose(entry))

    @cached_property
    def referrers(self) -> Mapping[tuple[str, str], tuple[Reference, ...]]:
        """Kind and id → the references that name it, those of statements and review stamps apart; ("plan", ID) counts `ID#GOAL` too."""
        found: dict[tuple[str, str], list[Reference]] = {}
        for reference in (each for each in self.references if not isinstance(each.entry, (Review, Statement))):
            if reference.kind == "part":
                part = parse_part(reference.name)
                if part:
                    found.setdefault(("plan", part.plan), []).append(reference)
            else:
                found.setdefault((reference.kind, reference.name), []).append(reference)
        return {key: tuple(references) for key, references in found.items()}

    # --- what rules and the document ask for ---

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What is printed, in order: kind and id of chapters and of the goals at the top, and the special parts with "" for an id.

        `goals` brings the goals that `contents` does not name, and after them the tables about them that it does not name either.
        """
        named, found = self.head.contents, list[tuple[str, str]]()
        for content in named:
            kind, _, name = content.partition(":")
            if content == "goals":
                found += [("goal", goal.id) for goal in self.goals_below(None) if f"goal:{goal.id}" not in named]
                found += [(part, "") for part in TABLES if part not in named]
            elif kind != "goal" or (name in self.goals and not self.goals_above(self.goals[name])):
                found.append((kind, name))
        return tuple(found)

    @cached_property
    def printed_parts(self) -> frozenset[tuple[str, str]]:
        """The same without order, since every reference asks whether what it leads to is printed."""
        return frozenset(self.parts)

    @cached_property
    def printed_goals(self) -> Mapping[str, Goal]:
        """The goals that are printed by id, in reading order."""
        return {each.id: each for kind, name in self.parts if kind == "goal" for each in self.with_those_below(self.goals[name])}

    @cached_property
    def goals_in_order(self) -> tuple[Goal, ...]:
        """Goals by number, each with those below it after it; those without a number last."""
        return tuple(each for goal in self.goals_below(None) for each in self.with_those_below(goal))

    def with_those_below(self, goal: Goal) -> Iterator[Goal]:
        """A goal, then all that stand under it, at any depth, in reading order."""
        yield goal
        for each in self.goals_below(goal):
            yield from self.with_those_below(each)

    def goals_below(self, above: Goal | None) -> tuple[Goal, ...]:
        """The goals right below a goal, or those at the top, by number."""
        return self._by_parent.get(above.id if above else "", ())

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Goal, ...]]:
        found: dict[str, list[Goal]] = {}
        for goal in sorted(self.goals.values(), key=_by_number):
            above = self.goals_above(goal)
            found.setdefault(above[-1].id if above else "", []).append(goal)
        return {key: tuple(goals) for key, goals in found.items()}

    def goals_above(self, goal: Goal) -> tuple[Goal, ...]:
        """The goals that a goal stands under, from the top down; none where the way up leads round in a circle."""
        return tuple(self.goals[id] for id in above(self.goals, goal.id))

    def number_of(self, goal: Goal) -> str:
        """The number that readers see, after those of the goals above: 1.2.3; "" where one of them has none."""
        numbers = [each.number for each in (*self.goals_above(goal), goal)]
        return "" if None in numbers else ".".join(map(str, numbers))

    def nouns(self, language: str = "", goal: Goal | None = None) -> Nouns:
        """What the plan calls its goals and measures in a language, its own where none is named; of a goal, what those of its depth are called.

        Nouns of the plan's own are in its language; Norwegian is one here, and in another language the plan's goals have the usual name.
        """
        words, own = self.settings.words, self.head.language
        language = language or own
        nouns = preset_nouns(words.preset or PRESET, language)
        if (language == "en") == (own == "en"):
            goals = tuple(Noun(*forms) for forms in words.goal) or nouns.goals
            nouns = replace(nouns, goals=goals, measure=Noun(*words.measure) if words.measure else nouns.measure)
        return nouns.at(len(self.goals_above(goal)) + 1) if goal else nouns

    @cached_property
    def measures_in_order(self) -> tuple[Measure, ...]:
        """Measures by number; those without one last."""
        return tuple(sorted(self.measures.values(), key=_by_number))

    def measures_of(self, goal: Goal) -> tuple[Measure, ...]:
        """The measures that name a goal, as their home or beside it, by number."""
        return self._by_goal.get(goal.id, ())

    def measures_under(self, goal: Goal) -> tuple[Measure, ...]:
        """The measures whose home is a goal, by number: their text stands there."""
        return tuple(measure for measure in self.measures_of(goal) if measure.home == goal.id)

    def goals_of(self, measure: Measure) -> tuple[Goal, ...]:
        """The goals that a measure names and that are there, its home first."""
        return tuple(self.goals[name] for name in measure.goal if name in self.goals)

    def measures_below(self, goal: Goal) -> tuple[Measure, ...]:
        """The measures of a goal and of all that stand below it, each once, in reading order."""
        return tuple({measure.id: measure for each in self.with_those_below(goal) for measure in self.measures_of(each)}.values())

    @cached_property
    def _by_goal(self) -> Mapping[str, tuple[Measure, ...]]:
        found: dict[str, list[Measure]] = {}
        for measure in self.measures_in_order:
            for goal in dict.fromkeys(measure.goal):
                found.setdefault(goal, []).append(measure)
        return {goal: tuple(measures) for goal, measures in found.items()}

    def national_goals_of(self, entry: Goal | Measure) -> tuple[PartReference, ...]:
        """The national goals that a goal is related to, or that a measure names or else takes from its goals."""
        if isinstance(entry, Measure) and not entry.national_goals:
            return tuple(dict.fromkeys(part for goal in self.goals_of(entry) for part in self.national_goals_of(goal)))
        names = entry.national_goals if isinstance(entry, Measure) else entry.related
        parts = (parse_part(name) for name in names)
        return tuple(part for part in parts if part and part.measure_number is None and self.is_national(part.plan))

    @cached_property
    def followed(self) -> tuple[ReferencedPlan, ...]:
        """The national plans whose goals this plan says that it has to answer."""
        return tuple(each for each in self.plans.values() if each.follows and each.level == "national")

    def is_national(self, plan: str) -> bool:
        """True where the referenced plan is there and its level is national."""
        return plan in self.plans and self.plans[plan].level == "national"


def above(entries: Mapping[str, Chapter] | Mapping[str, Goal], id: str) -> tuple[str, ...]:
    """The ids of what an entry stands under by `part_of`, from the top down; none where the way up leads round in a circle, or on and on."""
    way = [id]
    while (parent := entries[way[-1]].part_of) in entries and parent is not None:
        if parent in way or len(way) > DEEPEST_CHAIN:
            return ()
        way.append(parent)
    return tuple(reversed(way[1:]))


def files_named(entry: Entry) -> Iterator[tuple[Route, str]]:
    """The files of the repository that an entry names, each with its route: its picture, or what is attached to it."""
    if isinstance(entry, Figure) and entry.file:
        yield ("file",), entry.file
    elif isinstance(entry, Chapter):
        yield from ((("files", number), path) for number, path in enumerate(entry.files))


def _by_number(entry: Goal | Measure) -> tuple[bool, int, str]:
    return (entry.number is None, entry.number or 0, entry.id)


def _in_fields(entry: Entry) -> Iterator[Reference]:
    for route, kind, name in entry.named():
        yield Reference(entry, kind, name, entry.at(*route), route)
    if isinstance(entry, PlanFile):
        for index, content in enumerate(entry.contents):
            kind, mark, name = content.partition(":")
            if mark:
                yield Reference(entry, kind, name, entry.at("contents", index), ("contents", index))
    elif isinstance(entry, Progress):
        yield Reference(entry, "measure", entry.id, entry.at_top(), ())
    elif isinstance(entry, Statement):
        for index, heard in enumerate(entry.entries):
            kind, _, name = heard.partition(":")
            yield Reference(entry, kind, name, entry.at("entries", index), ("entries", index))
    elif isinstance(entry, Review):
        yield Reference(entry, *entry.reviewed, entry.at_top(), ())


def _in_prose(entry: Entry) -> Iterator[Reference]:
    for node in entry.prose.walk():
        match node:
            case Link(entry=(kind, name)):
                yield Reference(entry, kind, name, entry.within(node), ())
            case Citation():
                yield Reference(entry, "source", node.source, entry.within(node), ())
            case FigurePlace():
                yield Reference(entry, "figure", node.figure, entry.within(node), ())
            case _:
                pass
