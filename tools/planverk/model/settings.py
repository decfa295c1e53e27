"""planverk.toml: packs, severities, waivers, a municipality's own rules and fields, what the plan calls its goals and measures, and the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from planverk.colors import NEUTRAL
from planverk.ids import is_id, proper_id
from planverk.model.custom_fields import CustomFields
from planverk.model.entry import Entry, Origin, Part
from planverk.model.fields import Address, Boolean, Day, InsidePath, Line, OwnText, Text, inside_path, noun_forms, refused
from planverk.model.fields import Words as WordsMark
from planverk.model.patterns import PatternError, read_pattern
from planverk.paths import SETTINGS_FILE
from planverk.source.yaml import Located

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not _COLOUR.match(value):
        raise refused("wrong-type", expected="type-colour")
    return value.lower()


def _rule_name(value: Any) -> str:
    """A name in kebab-case, as all rules have."""
    if not isinstance(value, str) or not value.strip():
        raise refused("wrong-type", expected="type-text")
    if not is_id(value):
        raise refused("bad-identifier", name=value, meant=proper_id(value))
    return value


def _pattern(value: Any) -> str:
    """A pattern in the language of `patterns`."""
    if not isinstance(value, str) or not value:
        raise refused("wrong-type", expected="type-text")
    try:
        read_pattern(value)
    except PatternError as error:
        raise refused("bad-pattern", pattern=value, rest=value[error.at :], place=str(error.at + 1)) from None
    return value


def _choices(value: Any) -> tuple[str, ...]:
    """One value or a list of them, as the text that an author would type."""
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(one, (str, int, date)) and one != "" for one in values):
        raise refused("wrong-type", expected="type-choices")
    return tuple(as_typed(one) for one in values)


def as_typed(value: object) -> str:
    """A value as an author types it in YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _percent(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 90:
        raise refused("wrong-type", expected="type-percent")
    return value


Percent = Annotated[int, BeforeValidator(_percent)]
Colour = Annotated[str, BeforeValidator(_colour)]
RuleName = Annotated[str, BeforeValidator(_rule_name)]
PatternText = Annotated[str, BeforeValidator(_pattern)]
Choices = Annotated[tuple[str, ...], BeforeValidator(_choices)]


Weight = Literal["error", "warning", "info", "off"]
WEIGHTS: tuple[str, ...] = get_args(Weight)


class Waiver(Part):
    """A finding that is tolerated: which rule, in which file, why, and until when. `reason` and `until` may be missing, which is a finding."""

    rule: Text
    path: Text
    reason: Text | None = None
    until: Day | None = None


EntryKind = Literal["plan-file", "help", "chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure", "progress"]


class CustomRule(Part):
    """A rule that the municipality made for itself: what a field of its entries must hold, or a wording that its plan does without.

    `kind` and `field` make the first of it, `wording` the second; rules/custom_rules.py tells what is wrong with a rule that is neither or both.
    """

    name: RuleName
    severity: Literal["error", "warning", "info"]
    message: Text
    reason: Text | None = None
    kind: EntryKind | None = None
    where: dict[str, Choices] = Field(default_factory=dict)
    field: Text | None = None
    required: Boolean = False
    matches: PatternText | None = None
    one_of: Choices = ()
    wording: tuple[PatternText, ...] = ()
    write: Text | None = None

    @property
    def read(self) -> bool:
        """False for a rule whose declaration has a fault; its name counts, and nothing else."""
        return bool(self.message)


class FieldSchemas(Part):
    """The JSON Schema files that describe a municipality's own fields, by kind of entry; "" where what stood there was no path."""

    chapter: InsidePath | None = None
    goal: InsidePath | None = None
    measure: InsidePath | None = None
    definition: InsidePath | None = None
    function: InsidePath | None = None
    plan: InsidePath | None = None
    source: InsidePath | None = None
    resource: InsidePath | None = None
    figure: InsidePath | None = None
    progress: InsidePath | None = None
    plan_file: InsidePath | None = Field(default=None, alias="plan-file")
    help: InsidePath | None = None

    @property
    def by_kind(self) -> dict[str, str]:
        """Kind of entry → path."""
        told = {field.alias or name: getattr(self, name) for name, field in type(self).model_fields.items()}
        return {kind: path for kind, path in told.items() if path is not None}


COLOURS = tuple(NEUTRAL)
"""The colours of a theme, but for that of the cover's band."""


class Theme(Part):
    """What a municipality may change of the look; what is left out keeps the neutral default."""

    ink: Colour | None = None
    paper: Colour | None = None
    primary: Colour | None = None
    tint: Colour | None = None
    accent: Colour | None = None
    secondary: Colour | None = None
    hairline: Colour | None = None
    cover: Literal["band", "plain"] = "band"
    cover_colour: Colour | None = None
    cover_line: Line | None = None
    footer: Line | None = None
    font_family: Text | None = None
    font_files: tuple[InsidePath, ...] = ()
    logo: InsidePath | None = None
    logo_alternative: OwnText | None = None
    reference_docx: InsidePath | None = None


class ShownColumn(Part):
    """A column of the table of measures: a field, or one inside another with a point between (`kostnad.2026`), what stands above it, and its share of
    the width in per cent."""

    field: Text
    title: OwnText | None = None
    width: Percent | None = None


def _column(value: Any) -> Any:
    return {"field": value} if isinstance(value, str) else value


TableColumn = Annotated[ShownColumn, BeforeValidator(_column)]


class MeasureTable(Part):
    """The table of measures, under each goal and of all: its columns, which of them are summed up, and the fields that sort it (`-field` from the
    last to the first)."""

    columns: tuple[TableColumn, ...] = ()
    sums: tuple[Text, ...] = ()
    sort: tuple[Text, ...] = ()


NounForms = Annotated[tuple[str, ...], BeforeValidator(noun_forms), WordsMark()]
Preset = Literal["mal-delmal", "hovedmal-delmal-tiltak", "satsingsomrade-delmal-strategi", "innsatsomrade-mal-tiltak"]


class Headings(Part):
    """Headings of the plan's own in place of the usual ones: below a goal `how` (its measures) and `related` (other plans), and of the parts."""

    how: Line | None = None
    related: Line | None = None
    measures: Line | None = None
    matrix: Line | None = None
    functions: Line | None = None
    definitions: Line | None = None
    resources: Line | None = None
    references: Line | None = None
    hearing: Line | None = None


class PlanWords(Part):
    """What the plan calls its goals, from the top down, and its measures: a preset, or nouns in the forms of `catalogue.Noun`; and its headings."""

    preset: Preset | None = None
    goal: tuple[NounForms, ...] = ()
    measure: NounForms | None = None
    headings: Headings = Headings()


class SettingsTexts(Entry, kind="settings", folder="", suffix=".toml"):
    """What planverk.toml prints in the outputs, for the rules that read texts."""

    theme: Theme = Theme()
    table: MeasureTable = MeasureTable()
    words: PlanWords = PlanWords()

    @classmethod
    def of(cls, settings: Settings, located: Located) -> SettingsTexts:
        """The texts of the settings, with the places that they have in the file."""
        made = cls(theme=settings.theme, words=settings.words, table=settings.table)
        made._origin = Origin(SETTINGS_FILE, PurePosixPath(SETTINGS_FILE).stem, located.places)
        return made


class SchemaTexts(Entry, kind="schema"):
    """The titles in a municipality's own schema under which fields are printed, for the rules that read texts."""

    @classmethod
    def of(cls, custom: CustomFields) -> SchemaTexts:
        """The titles in a schema, with the places that they have in its file."""
        made = cls()
        made._origin = Origin(custom.path, PurePosixPath(custom.path).stem, custom.places, custom_texts=custom.titles)
        return made


class Site(Part):
    """The web site: its address."""

    address: Address | None = None


class HearingTable(Part):
    """The table of the statements of the hearing: what they are sorted by; those that are alike in it by organisation and date."""

    sort: Literal["organisation", "date", "number", "outcome"] = "organisation"


class Settings(Part):
    """The whole file."""

    packs: tuple[Text, ...] = ()
    severity: dict[str, Weight] = Field(default_factory=dict)
    waiver: tuple[Waiver, ...] = ()
    rule: tuple[CustomRule, ...] = ()
    fields: FieldSchemas = FieldSchemas()
    words: PlanWords = PlanWords()
    theme: Theme = Theme()
    site: Site = Site()
    table: MeasureTable = MeasureTable()
    hearing: HearingTable = HearingTable()


def kept(data: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What still holds of severities, waivers, own rules and own fields of which one has a fault, so that the fault is one finding and not many.

    Each keeps its number; a waiver goes on covering what its rule and path name, and of a rule the name is kept.
    """
    found: dict[str, Any] = {}
    severity, waivers, rules = data.get("severity"), data.get("waiver"), data.get("rule")
    if "severity" not in values and isinstance(severity, dict):
        found["severity"] = {rule: weight for rule, weight in severity.items() if weight in WEIGHTS}
    if "waiver" not in values and isinstance(waivers, list):
        found["waiver"] = tuple(_covering(waiver) for waiver in waivers if isinstance(waiver, dict))
    if "rule" not in values and isinstance(rules, list):
        found["rule"] = tuple(_named(rule) for rule in rules if isinstance(rule, dict))
    if "fields" not in values and isinstance(data.get("fields"), dict):
        found["fields"] = _paths(data["fields"])
    return found


def _paths(table: Mapping[str, Any]) -> FieldSchemas:
    """The paths that can be used; a kind whose path cannot keeps "", so that its entries' own fields count as known."""
    made: dict[str, Any] = {}
    for name, field in FieldSchemas.model_fields.items():
        if (key := field.alias or name) in table:
            try:
                made[name] = inside_path(table[key])
            except PydanticCustomError:
                made[name] = ""
    return FieldSchemas.model_construct(**made)


def _named(rule: Mapping[str, Any]) -> CustomRule:
    try:
        return CustomRule.model_validate(rule)
    except ValidationError:
        name = rule.get("name")
        return CustomRule.model_construct(name=name if isinstance(name, str) else "", severity="warning", message="")


def _covering(waiver: Mapping[str, Any]) -> Waiver:
    try:
        return Waiver.model_validate(waiver)
    except ValidationError:
        rule, path = waiver.get("rule"), waiver.get("path")
        return Waiver.model_construct(
            rule=rule if isinstance(rule, str) else "", path=path if isinstance(path, str) else "", reason="-", until=date.max
        )
