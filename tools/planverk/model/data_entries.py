"""The entries that are YAML alone: functions, referenced plans, sources, resources, figures and progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from planverk.model.entry import Entry, Fault, Part
from planverk.model.fields import (
    Address,
    CitedText,
    Day,
    IdText,
    Issued,
    LanguageTag,
    NumberText,
    OwnText,
    Positive,
    Text,
    Token,
    Unprinted,
    WhoText,
    needed,
    refused,
)  # fmt: skip
from planverk.model.planfile import Years


class Validity(Part):
    """From when, and until when, a function exists."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def in_order(self) -> Validity:
        if self.from_ and self.to and self.to < self.from_:
            raise refused("bad-period", begins=str(self.from_), ends=str(self.to))
        return self


class Function(Entry):
    """An office or role that answers for measures; never a person."""

    kind: ClassVar[str] = "function"
    folder: ClassVar[str] = "plan/functions"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("successor",): "function"}
    upkeep: ClassVar[frozenset[str]] = frozenset({"valid", "successor"})

    title: WhoText = needed("")
    kind_of: Literal["unit", "role", "council"] | None = needed(alias="kind")
    valid: Validity | None = None
    successor: IdText | None = None
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


class ReferencedPlan(Entry):
    """Another plan that this one builds on, with those of its goals and measures that we cite."""

    kind: ClassVar[str] = "plan"
    folder: ClassVar[str] = "plan/references/plans"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("successor",): "plan"}
    upkeep: ClassVar[frozenset[str]] = frozenset({"successor", "checked"})

    title: CitedText = needed("")
    level: Literal["national", "regional", "municipal"] | None = needed()
    owner: CitedText = needed("")
    period: Years | None = needed()
    goals: tuple[PlanGoal, ...] = needed(())
    measures: tuple[PlanMeasure, ...] = ()
    url: Address | None = None
    successor: IdText | None = None
    checked: Day | None = None


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


class Source(Entry):
    """A work that is cited, as a CSL item. https://docs.citationstyles.org/en/stable/specification.html"""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "plan/references/sources"
    suffix: ClassVar[str] = ".yaml"

    type: Annotated[SourceType | None, Unprinted("it tells programs what kind of work it is; readers see that from the rest")] = needed()
    title: CitedText = needed("")
    author: tuple[Name, ...] = ()
    publisher: CitedText | None = None
    issued: Issued | None = needed()
    URL: Address | None = None
    accessed: Day | None = None
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
        """An author or a publisher must be told."""
        if not (self.author or self.publisher or (self.incomplete and self.known)) and self.sound("author"):
            yield Fault("missing-field", "publisher", {})


class Resource(Entry):
    """A help service, web page or centre that the plan points readers to."""

    kind: ClassVar[str] = "resource"
    folder: ClassVar[str] = "plan/references/resources"
    suffix: ClassVar[str] = ".yaml"

    title: CitedText = needed("")
    publisher: CitedText = needed("")
    audience: Literal["residents", "staff", "centres"] | None = needed()
    url: Address | None = needed()
    description: OwnText = needed("")


ColumnTitle = Annotated[Text, Token("the title of a column, as the file of data has it")]


class Figure(Entry):
    """A table or chart: its data, or why the data is missing, and what it shows in words."""

    kind: ClassVar[str] = "figure"
    folder: ClassVar[str] = "plan/figures"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("source",): "source"}

    title: OwnText = needed("")
    kind_of: Literal["table", "line", "bar"] | None = needed(alias="kind")
    data: Annotated[Text, Token("a file")] | None = None
    x: ColumnTitle | None = None
    series: tuple[ColumnTitle, ...] = ()
    unit: OwnText | None = None
    data_missing: OwnText | None = None
    alternative: OwnText | None = None  # its absence is missing-alternative
    source: IdText | None = None
    note: OwnText | None = None

    def faults(self) -> Iterator[Fault]:
        """Data with x, series and unit, or the reason why it is missing, and not both."""
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
    reported_by: IdText


class Progress(Entry):
    """The dated records of one measure; the file's name is the measure's id."""

    kind: ClassVar[str] = "progress"
    folder: ClassVar[str] = "plan/progress"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("records", "*", "reported_by"): "function"}

    records: tuple[Record, ...] = needed(())
