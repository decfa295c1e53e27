"""plan.yaml: what the plan is called, whose it is, its period and its status; and help.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from planverk.catalogue import load_words
from planverk.ids import proper_id
from planverk.model.entry import Entry, Part
from planverk.model.fields import (
    Address,
    Asked,
    ChapterId,
    CitedText,
    Day,
    EnglishText,
    NumberText,
    OrganisationNumber,
    OwnText,
    PlanFormat,
    Positive,
    PublicKey,
    Several,
    Time,
    Token,
    Unprinted,
    Upkeep,
    WhoText,
    Year,
    needed,
    refused,
)  # fmt: skip
from planverk.model.when import When

Language = Literal["nb", "nn", "en"]
"""The languages in which a plan can be written. Those of messages are the folders of locale/."""

LANGUAGES: tuple[str, ...] = get_args(Language)
Status = Literal["draft", "hearing", "adopted", "superseded"]
SPECIAL_PARTS = ("definitions", "goals", "measures", "matrix", "functions", "resources", "references", "hearing")
NAMED_PARTS = ("chapter", "goal")
"""The kinds of entries that `contents` names with their ids."""


class Span(Part):
    """From when and until when, both ends included; the classes that declare the two fields say what they are: years, days or times."""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        begins, ends = getattr(self, "from_", None), getattr(self, "to", None)
        first, last = (begins.begin if isinstance(begins, When) else begins), (ends.end if isinstance(ends, When) else ends)
        if first and last and last < first:
            raise refused("bad-period", begins=str(begins), ends=str(ends))
        return self


class Years(Span):
    """A period in whole years."""

    from_: Annotated[Year, Asked(4)] = Field(alias="from")
    to: Annotated[Year, Asked(5)]


class Times(Span):
    """A period whose ends are given as people write them."""

    from_: Time = Field(alias="from")
    to: Time


class Organisation(Part):
    """The public body whose plan it is."""

    name: CitedText
    orgnr: OrganisationNumber | None = None
    municipality_number: NumberText | None = None
    county_number: NumberText | None = None


def name_of_adoption(day: date, organisation: str | None) -> str:
    """The day, and whose adoption it is where several organisations adopt the plan."""
    return "-".join((day.isoformat(), *((proper_id(organisation),) if organisation else ())))


class Adoption(Part):
    """The decision that adopted the plan; `organisation` says whose, where several organisations adopt it."""

    organisation: CitedText | None = None
    body: WhoText
    date: Day
    case: NumberText

    @property
    def name(self) -> str:
        """What its manifest and its tag are called."""
        return name_of_adoption(self.date, self.organisation)


class Signer(Part):
    """Who signs the manifests of adoptions: an office or a role, never a person, and its public key."""

    name: WhoText
    key: Annotated[PublicKey, Unprinted("it is for machines, and stands in the manifest")]


class Successor(Part):
    """The plan that replaces this one."""

    title: CitedText
    url: Address | None = None


class Titles(Part):
    """A title in other languages than the plan's own."""

    nb: OwnText | None = None
    nn: OwnText | None = None
    en: EnglishText | None = None


def in_a_row(names: Sequence[str], last: str) -> str:
    """One, two and three; `last` is the word between the last two."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


class Edition(Part):
    """Which edition of the text this is, where there is more than one."""

    name: OwnText
    note: OwnText


class Review(Part):
    """How often the plan is revised and how it is evaluated."""

    interval_years: Positive
    how: OwnText


def _content(value: object) -> str:
    if not isinstance(value, str):
        raise refused("wrong-type", expected="type-text")
    kind, mark, _ = value.partition(":")
    if value not in SPECIAL_PARTS and not (mark and kind in NAMED_PARTS):
        raise refused("not-allowed", value=value, allowed=", ".join((*(f"{kind}:ID" for kind in NAMED_PARTS), *SPECIAL_PARTS)))
    return str(value)


Content = Annotated[str, BeforeValidator(_content), Token("a part of the plan")]


class PlanFile(Entry, kind="plan-file", folder="plan", suffix=".yaml"):
    """plan.yaml; one without `format` is of the first."""

    format: Annotated[PlanFormat | None, Upkeep(), Unprinted("it tells planverk how the files are to be read")] = None
    title: OwnText = needed("")
    title_in: Titles | None = None
    organisation: Several[Organisation] = needed(())
    language: Language = needed("nb")
    period: Years | None = needed()
    status: Status | None = needed()
    adoption: Several[Adoption] = ()
    successor: Annotated[Successor | None, Upkeep()] = None
    revises: Several[Adoption] = ()
    signers: tuple[Signer, ...] = ()
    archive_case: NumberText | None = None
    contact: Annotated[WhoText, Upkeep()] = needed("")
    edition: Edition | None = None
    contents: tuple[Content, ...] = needed(())
    purpose: ChapterId | None = None
    review: Review | None = None
    accessibility_statement: Annotated[Address | None, Upkeep()] = None
    licence: OwnText | None = None

    @property
    def publisher(self) -> str:
        """The names of those whose plan it is, in a row."""
        return in_a_row([each.name for each in self.organisation], load_words("model", self.language)["and"])

    @property
    def last_adoption(self) -> Adoption | None:
        """The latest of the decisions that adopted the plan."""
        return max(self.adoption, key=lambda adoption: adoption.date, default=None)

    @property
    def not_adopted_by(self) -> tuple[str, ...]:
        """The organisations, of several, that have not adopted the plan; () where some adoption does not say whose it is."""
        names = tuple(each.name for each in self.organisation)
        adopted = {adoption.organisation for adoption in self.adoption}
        return tuple(name for name in names if name not in adopted) if len(names) > 1 and None not in adopted else ()


class HelpLine(Part):
    """A helpline."""

    name: OwnText
    number: OwnText
    hours: OwnText
    url: Address | None = None


class Help(Entry, kind="help", folder="plan", suffix=".yaml"):
    """help.yaml: where to get help, and when the numbers were last checked."""

    checked: Day | None = needed()
    lines: tuple[HelpLine, ...] = needed(())
