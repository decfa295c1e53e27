"""plan.yaml: what the plan is called, whose it is, its period and its status; and help.yaml."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

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
    Positive,
    Token,
    Upkeep,
    WhoText,
    Year,
    needed,
    refused,
)  # fmt: skip

Language = Literal["nb", "nn", "en"]
"""The languages in which a plan can be written. Those of messages are the folders of locale/."""

LANGUAGES: tuple[str, ...] = get_args(Language)
Status = Literal["draft", "hearing", "adopted", "superseded"]
SPECIAL_PARTS = ("definitions", "goals", "measures", "matrix", "functions", "resources", "references", "hearing")
NAMED_PARTS = ("chapter", "goal")
"""The kinds of entries that `contents` names with their ids."""


class Span(Part):
    """From when and until when, both ends included; the classes that declare the two fields say whether they are years or days."""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        begins, ends = getattr(self, "from_", None), getattr(self, "to", None)
        if begins and ends and ends < begins:
            raise refused("bad-period", begins=str(begins), ends=str(ends))
        return self


class Years(Span):
    """A period in whole years."""

    from_: Annotated[Year, Asked(4)] = Field(alias="from")
    to: Annotated[Year, Asked(5)]


class Days(Span):
    """A period in days."""

    from_: Day = Field(alias="from")
    to: Day


class Organisation(Part):
    """The public body whose plan it is."""

    name: CitedText
    orgnr: OrganisationNumber
    municipality_number: NumberText | None = None


class Adoption(Part):
    """The decision that adopted the plan."""

    body: WhoText
    date: Day
    case: NumberText


class Successor(Part):
    """The plan that replaces this one."""

    title: CitedText
    url: Address | None = None


class Titles(Part):
    """A title in other languages than the plan's own."""

    nb: OwnText | None = None
    nn: OwnText | None = None
    en: EnglishText | None = None


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
    """plan.yaml."""

    title: OwnText = needed("")
    title_in: Titles | None = None
    organisation: Organisation | None = needed()
    language: Language = needed("nb")
    period: Years | None = needed()
    status: Status | None = needed()
    adoption: Adoption | None = None
    successor: Annotated[Successor | None, Upkeep()] = None
    revises: Adoption | None = None
    archive_case: NumberText | None = None
    contact: Annotated[WhoText, Upkeep()] = needed("")
    edition: Edition | None = None
    contents: tuple[Content, ...] = needed(())
    purpose: ChapterId | None = None
    review: Review | None = None
    accessibility_statement: Annotated[Address | None, Upkeep()] = None
    licence: OwnText | None = None


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
