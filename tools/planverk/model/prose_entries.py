"""The entries that are prose with front matter: chapters, goals, measures and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from planverk.model.entry import Entry, Fault, Part
from planverk.model.fields import Day, EnglishText, IdText, OwnText, Positive, Unprinted, WhoText, needed
from planverk.model.planfile import Days, Titles


class Chapter(Entry):
    """A prose part of the plan."""

    kind: ClassVar[str] = "chapter"
    folder: ClassVar[str] = "plan/chapters"
    suffix: ClassVar[str] = ".md"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("part_of",): "chapter"}

    title: OwnText = needed("")
    title_in: Titles | None = None
    part_of: IdText | None = None


class Goal(Entry):
    """A broad intended result of this plan."""

    kind: ClassVar[str] = "goal"
    folder: ClassVar[str] = "plan/goals"
    suffix: ClassVar[str] = ".md"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("related", "*"): "part"}

    number: Positive | None = needed()
    title: OwnText = needed("")
    title_in: Titles | None = None
    related: tuple[IdText, ...] = needed(())


class Reporting(Part):
    """To whom a measure's progress is reported, and how many months apart."""

    to: WhoText
    interval_months: Positive


class Withdrawal(Part):
    """When and why a measure was withdrawn."""

    date: Day
    reason: OwnText


class Measure(Entry):
    """An action that the plan decides on."""

    kind: ClassVar[str] = "measure"
    folder: ClassVar[str] = "plan/measures"
    suffix: ClassVar[str] = ".md"
    upkeep: ClassVar[frozenset[str]] = frozenset({"withdrawn"})
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {
        ("goal",): "goal",
        ("national_goals", "*"): "part",
        ("follows", "*"): "part",
        ("responsible",): "function",
        ("participants", "*"): "function",
    }

    number: Positive | None = needed()
    title: OwnText = needed("")
    title_in: Titles | None = None
    goal: IdText = needed("")
    national_goals: tuple[IdText, ...] = ()
    follows: tuple[IdText, ...] = ()
    responsible: IdText | None = None  # its absence is measure-without-responsible
    assignment: Literal["adopted", "proposed"] | None = needed()
    basis: OwnText | None = None
    participants: tuple[IdText, ...] = ()
    level: Literal["universal", "selective", "indicated"] | None = None
    target_groups: tuple[OwnText, ...] = ()
    period: Days | None = None
    deadline: Day | None = None
    financing: OwnText | None = None
    reporting: Reporting | None = None
    indicators: tuple[OwnText, ...] = ()
    effects: tuple[OwnText, ...] = ()
    withdrawn: Withdrawal | None = None

    def faults(self) -> Iterator[Fault]:
        """`basis` belongs to a proposal; a measure has a period or a deadline, not both."""
        if self.assignment == "proposed" and self.basis is None:
            yield Fault("missing-field", "basis", {})
        if self.period and self.deadline:
            yield Fault("not-both", "deadline", {"other": "period"})


class Terms(Part):
    """A term in one or both forms of Norwegian, or in English."""

    nb: OwnText | None = None
    nn: OwnText | None = None
    en: EnglishText | None = None


class Discouraged(Part):
    """A term not to use, and why."""

    term: OwnText
    why: OwnText


class Definition(Entry):
    """A term; its meaning is the body."""

    kind: ClassVar[str] = "definition"
    folder: ClassVar[str] = "plan/definitions"
    suffix: ClassVar[str] = ".md"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("source",): "source"}

    term: Terms | None = needed()
    forms: Annotated[tuple[OwnText, ...], Unprinted("they are how the term is found in the text, where it stands so")] = ()
    discouraged: tuple[Discouraged, ...] = ()
    source: IdText | None = None

    def term_in(self, language: str) -> str:
        """The term in the language, else in the first that it has, else "" (where it could not be read)."""
        if self.term is None:
            return ""
        return getattr(self.term, language, None) or self.term.nb or self.term.nn or self.term.en or ""
