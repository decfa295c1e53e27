"""The entries that are YAML alone: functions, referenced plans, sources, resources, figures and progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from planverk.model.entry import Entry, Fault, Part
from planverk.model.fields import Address, Day, Issued, LanguageTag, Positive, Text, needed, refused
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

    title: Text = needed("")
    kind_of: Literal["unit", "role", "council"] | None = needed(alias="kind")
    valid: Validity | None = None
    successor: Text | None = None
    contact: Text | None = None


class PlanGoal(Part):
    """A goal of a referenced plan."""

    id: Text
    number: Positive | None = None
    title: Text


class PlanMeasure(Part):
    """A measure of a referenced plan."""

    number: Positive
    title: Text


class ReferencedPlan(Entry):
    """Another plan that this one builds on, with those of its goals and measures that we cite."""

    kind: ClassVar[str] = "plan"
    folder: ClassVar[str] = "plan/references/plans"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("successor",): "plan"}
    upkeep: ClassVar[frozenset[str]] = frozenset({"successor", "checked"})

    title: Text = needed("")
    level: Literal["national", "regional", "municipal"] | None = needed()
    owner: Text = needed("")
    period: Years | None = needed()
    goals: tuple[PlanGoal, ...] = needed(())
    measures: tuple[PlanMeasure, ...] = ()
    url: Address | None = None
    successor: Text | None = None
    checked: Day | None = None


class Name(Part):
    """A CSL name."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def told(self) -> Name:
        if not (self.family or self.literal):
            raise refused("missing-field", field="family")
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

    type: SourceType | None = needed()
    title: Text = needed("")
    author: tuple[Name, ...] = ()
    publisher: Text | None = None
    issued: Issued | None = needed()
    URL: Address | None = None
    accessed: Day | None = None
    container_title: Text | None = Field(default=None, alias="container-title")
    publisher_place: Text | None = Field(default=None, alias="publisher-place")
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    number: Text | None = None
    edition: Text | None = None
    DOI: Text | None = None
    ISBN: Text | None = None
    language: LanguageTag | None = None
    note: Text | None = None

    def faults(self) -> Iterator[Fault]:
        """An author or a publisher must be told."""
        if not (self.author or self.publisher or (self.incomplete and self.known)) and self.sound("author"):
            yield Fault("missing-field", "publisher", {})


class Resource(Entry):
    """A help service, web page or centre that the plan points readers to."""

    kind: ClassVar[str] = "resource"
    folder: ClassVar[str] = "plan/references/resources"
    suffix: ClassVar[str] = ".yaml"

    title: Text = needed("")
    publisher: Text = needed("")
    audience: Literal["residents", "staff", "centres"] | None = needed()
    url: Address | None = needed()
    description: Text = needed("")


class Figure(Entry):
    """A table or chart: its data, or why the data is missing, and what it shows in words."""

    kind: ClassVar[str] = "figure"
    folder: ClassVar[str] = "plan/figures"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("source",): "source"}

    title: Text = needed("")
    kind_of: Literal["table", "line", "bar"] | None = needed(alias="kind")
    data: Text | None = None
    x: Text | None = None
    series: tuple[Text, ...] = ()
    unit: Text | None = None
    data_missing: Text | None = None
    alternative: Text | None = None  # its absence is missing-alternative
    source: Text | None = None
    note: Text | None = None

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
    note: Text
    evidence: Text | None = None
    reported_by: Text


class Progress(Entry):
    """The dated records of one measure; the file's name is the measure's id."""

    kind: ClassVar[str] = "progress"
    folder: ClassVar[str] = "plan/progress"
    suffix: ClassVar[str] = ".yaml"
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {("records", "*", "reported_by"): "function"}

    records: tuple[Record, ...] = needed(())
