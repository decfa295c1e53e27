"""The entries that are prose with front matter: chapters, goals, measures and definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from planverk.model.entry import Entry, Fault, Part
from planverk.model.fields import (
    Asked,
    Boolean,
    ChapterId,
    Day,
    FilePath,
    FunctionId,
    GoalId,
    OwnText,
    PartId,
    Positive,
    Several,
    Shown,
    SourceId,
    Time,
    Unprinted,
    Upkeep,
    WhoText,
    assumed,
    needed,
)  # fmt: skip
from planverk.model.planfile import Times, Titles
from planverk.model.when import When

LONGEST_ENDING = 5
"""Letters that an inflection may add to a form that a definition lists."""


class Signature(Part):
    """Who signs a foreword: a function, where, and a name only where the plan's owner wants one."""

    by: WhoText
    place: OwnText | None = None
    name: WhoText | None = None


class Chapter(Entry, kind="chapter", folder="plan/chapters", suffix=".md"):
    """A prose part of the plan."""

    title: Annotated[OwnText, Asked(1, required=True)] = needed("")
    title_in: Titles | None = None
    part_of: Annotated[ChapterId | None, Asked(2)] = None
    appendix: Boolean = False
    signed: Signature | None = None
    files: tuple[FilePath, ...] = ()


class Goal(Entry, kind="goal", folder="plan/goals", suffix=".md"):
    """A broad intended result of this plan."""

    number: Positive | None = needed()
    title: Annotated[OwnText, Asked(1, required=True)] = needed("")
    title_in: Titles | None = None
    part_of: Annotated[GoalId | None, Asked(2)] = None
    related: Annotated[tuple[PartId, ...], Asked(3)] = needed(())


class Reporting(Part):
    """To whom a measure's progress is reported, and how many months apart."""

    to: WhoText
    interval_months: Positive


class Withdrawal(Part):
    """When and why a measure was withdrawn."""

    date: Day
    reason: OwnText


class Measure(Entry, kind="measure", folder="plan/measures", suffix=".md"):
    """An action that the plan decides on."""

    number: Positive | None = needed()
    title: Annotated[OwnText, Asked(1, required=True)] = needed("")
    title_in: Titles | None = None
    goal: Annotated[Several[GoalId], Asked(2, required=True)] = needed(())
    national_goals: Annotated[tuple[PartId, ...], Shown(4), Asked(7)] = ()
    follows: Annotated[tuple[PartId, ...], Shown(5)] = ()
    responsible: Annotated[Several[FunctionId], Shown(1), Asked(3)] = ()  # its absence is measure-without-responsible
    assignment: Annotated[Literal["adopted", "proposed"], Asked(4)] = assumed("adopted")
    basis: Annotated[OwnText | None, Shown(2), Asked(5)] = None
    participants: Annotated[tuple[FunctionId, ...], Shown(3), Asked(6)] = ()
    level: Annotated[Literal["universal", "selective", "indicated"] | None, Shown(8)] = None
    target_groups: Annotated[tuple[OwnText, ...], Shown(9)] = ()
    period: Annotated[Times | None, Shown(6)] = None
    deadline: Annotated[Time | None, Shown(7), Asked(8)] = None
    financing: Annotated[OwnText | None, Shown(10), Asked(9)] = None
    reporting: Annotated[Reporting | None, Shown(13)] = None
    indicators: Annotated[tuple[OwnText, ...], Shown(11)] = ()
    effects: Annotated[tuple[OwnText, ...], Shown(12)] = ()
    withdrawn: Annotated[Withdrawal | None, Upkeep()] = None

    @property
    def home(self) -> str:
        """The goal that the measure stands under; "" where none is known."""
        return next(iter(self.goal), "")

    @property
    def due(self) -> When | None:
        """When it is to be done: its deadline, or the end of its period."""
        return self.deadline or (self.period.to if self.period else None)

    def faults(self) -> Iterator[Fault]:
        """`basis` belongs to a proposal; a measure has a period or a deadline, not both."""
        if self.assignment == "proposed" and self.basis is None:
            yield Fault("missing-field", "basis", {})
        if self.period and self.deadline:
            yield Fault("not-both", "deadline", {"other": "period"})


class Terms(Titles):
    """A term by language; `planverk new` writes it in the plan's own."""

    nb: Annotated[OwnText | None, Asked(1, required=True, flag="term")] = None


class Discouraged(Part):
    """A term not to use, and why."""

    term: OwnText
    why: OwnText


class Definition(Entry, kind="definition", folder="plan/definitions", suffix=".md"):
    """A term; its meaning is the body."""

    term: Terms | None = needed()
    forms: Annotated[tuple[OwnText, ...], Unprinted("they are how the term is found in the text, where it stands so"), Asked(2)] = ()
    discouraged: tuple[Discouraged, ...] = ()
    source: Annotated[SourceId | None, Asked(3)] = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words by which the term is used: itself in each language, and its forms."""
        terms = [part for term in (self.term.nb, self.term.nn, self.term.en) if term for part in term.split("/")] if self.term else []
        return tuple(filter(None, map(str.strip, (*terms, *self.forms))))

    @property
    def used(self) -> re.Pattern[str]:
        """What is found where the term is used: any of its forms at the beginning of a word, and little after it."""
        forms = "|".join(map(re.escape, self.phrases))
        return re.compile(rf"(?<!\w)(?:{forms})\w{{0,{LONGEST_ENDING}}}(?!\w)" if forms else r"(?!)", re.IGNORECASE)

    def term_in(self, language: str) -> str:
        """The term in the language, else in the first that it has, else "" (where it could not be read)."""
        if self.term is None:
            return ""
        return getattr(self.term, language, None) or self.term.nb or self.term.nn or self.term.en or ""
