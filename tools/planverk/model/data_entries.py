"""The entries that are data alone: functions, referenced plans, sources, resources, figures, progress, hearing statements; and what commands keep
beside the plan's text: the manifest of an adoption, and the stamps of those who have read an entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from planverk.ids import is_id
from planverk.model.entry import Entry, Fault, Part
from planverk.model.fields import (
    Address,
    Asked,
    Boolean,
    CitedText,
    Day,
    FilePath,
    FunctionId,
    Hash,
    IdText,
    Issued,
    LanguageTag,
    NumberText,
    OwnText,
    PlanId,
    Positive,
    SourceId,
    Text,
    Token,
    Unprinted,
    Upkeep,
    WhoText,
    needed,
    refused,
)  # fmt: skip
from planverk.model.planfile import Adoption, Signer, Span, Years
from planverk.paths import ADOPTED_FOLDER


class Validity(Span):
    """From when, and until when, a function exists."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Function(Entry, kind="function", folder="plan/functions", suffix=".yaml"):
    """An office or role that answers for measures; never a person."""

    title: Annotated[WhoText, Asked(1, required=True)] = needed("")
    kind_of: Annotated[Literal["unit", "role", "council"] | None, Asked(2, required=True)] = needed(alias="kind")
    valid: Annotated[Validity | None, Upkeep()] = None
    successor: Annotated[FunctionId | None, Upkeep()] = None
    contact: WhoText | None = None


class PlanGoal(Part):
    """A goal of a referenced plan."""

    id: Annotated[IdText, Unprinted("it is what this plan names the goal by; readers get its number and title")]
    number: Positive | None = None
    title: CitedText


class PlanMeasure(Part):
    """A measure of a referenced plan."""

    number: Positive
    title: CitedText


class ReferencedPlan(Entry, kind="plan", folder="plan/references/plans", suffix=".yaml"):
    """Another plan that this one builds on, with those of its goals and measures that we cite."""

    title: Annotated[CitedText, Asked(1, required=True)] = needed("")
    level: Annotated[Literal["international", "national", "regional", "municipal"] | None, Asked(2, required=True)] = needed()
    owner: Annotated[CitedText, Asked(3)] = needed("")
    period: Years | None = needed()
    goals: tuple[PlanGoal, ...] = needed(())
    measures: tuple[PlanMeasure, ...] = ()
    url: Annotated[Address | None, Asked(6)] = None
    successor: Annotated[PlanId | None, Upkeep()] = None
    checked: Annotated[Day | None, Upkeep()] = None
    follows: Annotated[Boolean, Upkeep(), Unprinted("it tells rules whose goals this plan has to answer; readers see the answers")] = False

    @cached_property
    def goal_names(self) -> frozenset[str]:
        """The parts `GOAL` that a reference may name after `PLAN#`; kept, since every reference asks."""
        return frozenset(goal.id for goal in self.goals)

    @cached_property
    def measure_names(self) -> frozenset[str]:
        """The parts `measure-NUMBER` that a reference may name after `PLAN#`."""
        return frozenset(f"measure-{measure.number}" for measure in self.measures)


class Name(Part):
    """A CSL name."""

    family: CitedText | None = None
    given: CitedText | None = None
    literal: CitedText | None = None

    @model_validator(mode="after")
    def told(self) -> Name:
        if not (self.family or self.literal):
            raise refused("missing-field", field="family")
        if self.literal and (self.family or self.given):
            raise refused("not-both", field="literal", other="family" if self.family else "given")
        return self

    @property
    def text(self) -> str:
        """The name as a list of sources sorts it: family name first."""
        return self.literal or ", ".join(filter(None, (self.family, self.given)))


SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "chapter", "dataset", "document", "hearing", "interview",
    "legislation", "manuscript", "map", "motion_picture", "pamphlet", "paper-conference", "post", "post-weblog", "regulation", "report", "review",
    "software", "speech", "standard", "thesis", "webpage",
]  # fmt: skip
"""Those types of CSL 1.0.2 that a plan may cite."""


class Source(Entry, kind="source", folder="plan/references/sources", suffix=".yaml"):
    """A work that is cited, as a CSL item. https://docs.citationstyles.org/en/stable/specification.html"""

    type: Annotated[
        SourceType | None, Unprinted("it tells programs what kind of work it is; readers see that from the rest"), Asked(2, required=True)
    ] = needed()
    title: Annotated[CitedText, Asked(1, required=True)] = needed("")
    author: tuple[Name, ...] = ()
    publisher: Annotated[CitedText | None, Asked(3)] = None
    issued: Annotated[Issued | None, Asked(4)] = needed()
    URL: Annotated[Address | None, Asked(5)] = None
    accessed: Day | None = None
    title_short: CitedText | None = Field(default=None, alias="title-short")
    container_title: CitedText | None = Field(default=None, alias="container-title")
    publisher_place: CitedText | None = Field(default=None, alias="publisher-place")
    volume: NumberText | None = None
    issue: NumberText | None = None
    page: NumberText | None = None
    number: NumberText | None = None
    edition: CitedText | None = None
    DOI: NumberText | None = None
    ISBN: NumberText | None = None
    language: LanguageTag | None = None
    note: OwnText | None = None

    def faults(self) -> Iterator[Fault]:
        """An author or a publisher is needed."""
        if not (self.author or self.publisher or (self.incomplete and self.known)) and self.sound("author"):
            yield Fault("missing-field", "publisher", {})


class Resource(Entry, kind="resource", folder="plan/references/resources", suffix=".yaml"):
    """A help service, web page or centre that the plan points readers to."""

    title: Annotated[CitedText, Asked(1, required=True)] = needed("")
    publisher: Annotated[CitedText, Asked(2)] = needed("")
    audience: Annotated[Literal["residents", "staff", "centres"] | None, Asked(3)] = needed()
    url: Annotated[Address | None, Asked(4)] = needed()
    description: Annotated[OwnText, Asked(5)] = needed("")


ColumnTitle = Annotated[Text, Token("the title of a column, as the file of data has it")]


class Figure(Entry, kind="figure", folder="plan/figures", suffix=".yaml"):
    """A table or chart: its data, or why the data is missing; or a picture: its file, and who made it. What it shows in words."""

    title: Annotated[OwnText, Asked(1, required=True)] = needed("")
    kind_of: Annotated[Literal["table", "line", "bar", "picture"] | None, Asked(2, required=True)] = needed(alias="kind")
    data: Annotated[Annotated[Text, Token("a file")] | None, Asked(3)] = None
    x: Annotated[ColumnTitle | None, Asked(4)] = None
    series: Annotated[tuple[ColumnTitle, ...], Asked(5)] = ()
    unit: Annotated[OwnText | None, Asked(6)] = None
    data_missing: Annotated[OwnText | None, Asked(7)] = None
    file: FilePath | None = None
    alternative: Annotated[OwnText | None, Asked(8)] = None  # its absence is missing-alternative
    credit: OwnText | None = None
    licence: OwnText | None = None
    source: Annotated[SourceId | None, Asked(9)] = None
    note: OwnText | None = None

    def faults(self) -> Iterator[Fault]:
        """Data with x, series and unit, or the reason why it is missing, and not both; a picture has a file in their place."""
        if self.kind_of == "picture":
            if self.file is None:
                yield Fault("missing-field", "file", {})
            yield from (Fault("not-both", name, {"other": "file"}) for name in ("data", "data_missing") if getattr(self, name) is not None)
            return
        if self.file is not None and self.kind_of:
            yield Fault("not-allowed", "kind", {"value": self.kind_of, "allowed": "picture"})
        if self.data is None and self.data_missing is None and self.sound("data_missing"):
            yield Fault("missing-field", "data", {})
        if self.data is not None and self.data_missing is not None:
            yield Fault("not-both", "data_missing", {"other": "data"})
        if self.data is not None:
            yield from (Fault("missing-field", name, {}) for name in ("x", "series", "unit") if not getattr(self, name))


class Record(Part):
    """How far a measure had come on a day."""

    date: Day
    degree: Literal["not-started", "planned", "started", "mostly-done", "done", "stopped"]
    note: OwnText
    evidence: OwnText | None = None
    reported_by: FunctionId


class Progress(Entry, kind="progress", folder="plan/progress", suffix=".yaml"):
    """The dated records of one measure; the file's name is the measure's id."""

    records: tuple[Record, ...] = needed(())

    @property
    def newest_first(self) -> tuple[Record, ...]:
        """The records by date; the file may have them in any order."""
        return tuple(sorted(self.records, key=lambda record: record.date, reverse=True))


HEARD_KINDS = ("chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure")
"""Kinds of entries that a statement can be about."""


def _entry_name(value: Any) -> str:
    if not isinstance(value, str):
        raise refused("wrong-type", expected="type-text")
    kind, _, name = value.strip().partition(":")
    if kind not in HEARD_KINDS or not is_id(name):
        raise refused("not-allowed", value=value, allowed=", ".join(f"{each}:ID" for each in HEARD_KINDS))
    return f"{kind}:{name}"


EntryName = Annotated[str, BeforeValidator(_entry_name), Token("an entry with its kind")]
"""KIND:ID."""


class Statement(Entry, kind="statement", folder="plan/hearing", suffix=".yaml"):
    """A statement in the hearing: by an organisation, never by a person."""

    organisation: CitedText = needed("")
    date: Day | None = needed()
    number: Positive | None = None
    journal_post: NumberText | None = None
    entries: tuple[EntryName, ...] = ()
    summary: OwnText = needed("")
    assessment: OwnText | None = None  # its absence is statement-without-assessment
    outcome: Literal["accepted", "partly", "rejected", "noted"] | None = None
    change: OwnText | None = None  # its absence may be outcome-without-change


class Hashed(Part):
    """An entry or a data file (KIND:ID), and the hash of what it said."""

    entry: Text
    sha256: Hash


class Made(Part):
    """An output, and the hash of its bytes; that of a folder is the hash of its list of files."""

    path: Text
    sha256: Hash


class Tool(Part):
    """What outputs were made with."""

    name: Text
    version: Text


class VerdictOn(Part):
    """A change of the proposal by the name of what it says, and what was decided of it."""

    change: Text
    verdict: Literal["adopted", "rejected", "amended"]
    body: Text | None = None
    vote: Text | None = None


class Proposed(Part):
    """The two editions that were decided on, as commits, and the hash of the record of the verdicts."""

    before: Text
    proposal: Text
    sha256: Hash


class Adopted(Entry, kind="adopted", folder=ADOPTED_FOLDER, suffix=".json"):
    """The manifest of an adoption: what was adopted, by whom, and what was published of it. The file's name is the day of the adoption."""

    form: Text = needed("")
    adoption: Adoption | None = needed()
    revision: Text | None = None
    digest: Hash = needed("")
    entries: tuple[Hashed, ...] = needed(())
    proposed: Proposed | None = None
    verdicts: tuple[VerdictOn, ...] = ()
    signers: tuple[Signer, ...] = ()
    outputs: tuple[Made, ...] = ()
    tools: tuple[Tool, ...] = ()


class Review(Entry, kind="review", folder="plan/reviews", suffix=".yaml"):
    """That a function has read an entry as it was on a day, and all that the entry leaned on. The file's name is KIND-ID of the entry."""

    by: FunctionId = needed("")
    date: Day | None = needed()
    note: WhoText | None = None
    form: NumberText = needed("")
    sha256: Hash = needed("")
    leans_on: tuple[Hashed, ...] = ()

    @property
    def reviewed(self) -> tuple[str, str]:
        """Kind and id of the entry that was read."""
        kind, _, name = self.id.partition("-")
        return kind, name
