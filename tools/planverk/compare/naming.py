"""What entries, their fields and their values are called, in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_origin

from planverk.catalogue import load_words
from planverk.compare.records import LISTINGS, UNREAD, Names, entry_of
from planverk.ids import parse_part
from planverk.model.annotations import fields_of, leaves
from planverk.model.custom_fields import below, title_of, unit_of, with_unit
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS, RECORDS
from planverk.model.labels import title_and_description
from planverk.model.plan import Plan
from planverk.model.planfile import Help, PlanFile
from planverk.model.prose_entries import Definition, Goal, Measure
from planverk.model.when import When, read_when, said
from planverk.source.numbers import written_value

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_REFERS = {(kind.kind, ".".join(part for part in route if part != "*")): named for kind in KINDS for route, named in kind.refers.items()}

_ALL: tuple[type[Entry], ...] = (*KINDS, *RECORDS, PlanFile, Help)
CHOICES = frozenset(leaf.names[-1] for kind in _ALL for leaf in leaves(kind) if get_origin(leaf.annotation) is Literal)
"""Fields whose values are words of planverk's own."""

_TIMES = frozenset((kind.kind, ".".join(leaf.names)) for kind in _ALL for leaf in leaves(kind) if leaf.annotation is When)

_OURS = {kind.kind: frozenset((*fields_of(kind), "body", UNREAD)) for kind in _ALL}
"""The fields of each kind that planverk has words for; a municipality may give a field of its own any of the other names."""


def is_ours(kind: str, field: str) -> bool:
    """False for a field that a municipality added, whatever it is called."""
    return kind not in _OURS or field.partition(".")[0] in _OURS[kind]


class Naming:
    """Calls things of a plan by their names."""

    def __init__(self, plan: Plan, language: str, names: Names | None = None) -> None:
        """`names` are ids of the other plan that mean an entry of this one by another id."""
        self.plan, self.language, self.names = plan, language, names or {}
        self.words = load_words("compare", language, plan.nouns(language))

    def words_for(self, key: str) -> Mapping[str, str]:
        """The words for what is said of an entry: of a goal, those of its layer."""
        entry = entry_of(self.plan, self._known(key))
        return load_words("compare", self.language, self.plan.nouns(self.language, entry)) if isinstance(entry, Goal) else self.words

    def say(self, key: str, **facts: object) -> str:
        return self.words[key].format_map(facts)

    def label(self, kind: str, field: str) -> str:
        """What a field is called: the title that it has in its schema, or its name where it has none."""
        if kind == "data":
            return self.words.get(field, field)
        parts = tuple(field.split("."))
        title = self._title if is_ours(kind, field) else self._own_title
        first, *below = [title(kind, parts[: depth + 1]) for depth in range(len(parts))]
        return first + "".join(f" {each}" if each[:1].isdecimal() else f": {each[:1].lower()}{each[1:]}" for each in below)

    def _title(self, kind: str, names: tuple[str, ...]) -> str:
        try:
            return title_and_description(kind, names, self.language, self.plan.nouns(self.language))[0]
        except KeyError:
            return self.words.get(".".join(names), ".".join(names)).partition(". ")[0]

    def _own_title(self, kind: str, names: tuple[str, ...]) -> str:
        return title_of(self._schema(kind, ".".join(names))) or names[-1]

    def _schema(self, kind: str, field: str) -> Any:
        custom = self.plan.custom_fields.get(kind)
        return custom.at(tuple(field.split("."))) if custom else None

    def counted(self, kind: str, field: str, shown: str) -> str:
        """A value of the municipality's own with what it is counted in."""
        parts = field.split(".")
        units = [unit_of(self._schema(kind, ".".join(parts[: depth + 1]))) for depth in range(len(parts))]
        return with_unit(shown, next(filter(None, reversed(units)), ""))

    def quoted(self, text: str) -> str:
        return self.say("quoted", text=text)

    def heading(self, key: str) -> str:
        """An entry at the start of a line: Tiltak 1 «Felles rutine»."""
        return self._named("name", key)

    def within(self, key: str) -> str:
        """An entry in the middle of a sentence: tiltak 1 «Felles rutine»; KIND:ID where there is none."""
        kind, _, id = key.partition(":")
        if kind == "part":
            return self.part(id)
        known = self._known(key)
        return self._named("in", known) if entry_of(self.plan, known) else self._unknown(key)

    def numbered(self, key: str) -> str:
        """A goal or measure by its number alone, "" where it has none: tiltak 3."""
        entry = entry_of(self.plan, key)
        number = self.plan.number_of(entry) if isinstance(entry, Goal) else entry.number if isinstance(entry, Measure) else None
        if not entry or not number:
            return ""
        return load_words("model", self.language, self.plan.nouns(self.language, entry if isinstance(entry, Goal) else None))[entry.kind].format(
            number=number
        )

    def _unknown(self, key: str) -> str:
        kind, _, id = key.partition(":")
        name = next((name for name in (f"in-{kind}-unknown", f"in-{kind}-unnumbered", f"in-{kind}") if name in self.words), "quoted")
        return self.say(name, title=id, text=key)

    def _known(self, key: str) -> str:
        kind, _, id = key.partition(":")
        return key if entry_of(self.plan, key) else f"{kind}:{self.names.get((kind, id), id)}"

    def _named(self, where: str, key: str) -> str:
        kind, _, id = key.partition(":")
        entry = entry_of(self.plan, f"measure:{id}" if kind == "progress" else key)
        title = (
            entry.term_in(self.plan.head.language)
            if isinstance(entry, Definition)
            else getattr(entry, "organisation" if kind == "statement" else "title", "")
        )
        number = self.plan.number_of(entry) if isinstance(entry, Goal) else getattr(entry, "number", None)
        words = self.words_for(key)
        if kind == "progress" and where == "in":
            name = self._named("name", key)
            return name[:1].lower() + name[1:]
        if (isinstance(entry, (Goal, Measure)) and not number) or (kind == "progress" and entry is None):
            return words[f"{where}-{kind}-unnumbered"].format(title=title or id)
        if where == "name" and isinstance(entry, Figure) and entry.kind_of == "table":
            kind = "table"
        shown = {"settings": "planverk.toml", "data": self._figures(id)}.get(kind, title or id)
        if f"{where}-{kind}" not in words:  # what there is one of, or what is seldom named within a sentence, has its name alone
            name = words[f"name-{kind}"].format(title=shown, number=number)
            return name[:1].lower() + name[1:]
        return words[f"{where}-{kind}"].format(title=shown, number=number)

    def _figures(self, sheet: str) -> str:
        """The titles of the tables and figures that show a file's numbers; the file's name where none does."""
        return ", ".join(self.quoted(figure.title) for figure in self.plan.figures.values() if figure.data == sheet and figure.title) or sheet

    def part(self, name: str) -> str:
        """A goal or measure of another plan."""
        part = parse_part(name)
        referenced = self.plan.plans.get(self._known(f"plan:{part.plan}").partition(":")[2]) if part else None
        if part is None or referenced is None:
            return self.quoted(name)
        if part.measure_number is not None:
            title = next((each.title for each in referenced.measures if each.number == part.measure_number), "…")
            return self.say("in-part-measure", number=part.measure_number, title=title, plan=referenced.title)
        title = next((goal.title for goal in referenced.goals if goal.id == part.part), part.part)
        return self.say("in-part", title=title, plan=referenced.title)

    def content(self, name: str) -> str:
        return self.words[f"part-{name}"] if f"part-{name}" in self.words else self.within(name)

    def value(self, kind: str, field: str, value: Any) -> str:
        """A field's value as people read it."""
        if not is_ours(kind, field):
            schema = self._schema(kind, field)
            return self._own(schema if isinstance(value, list) else below(schema, "items") or schema, value)
        named = _REFERS.get((kind, field)) or ("content" if LISTINGS.get(kind) == field else "")
        if isinstance(value, list):
            return ("; " if field == "records" else ", ").join(self.item(kind, field, item) for item in value)
        if isinstance(value, dict):
            return self._mapping(kind, field, value)
        if isinstance(value, bool):
            return self.words["true" if value else "false"]
        if named == "content":
            return self.content(value)
        if named:
            return self.within(f"{named}:{value}")
        if (kind, field) in _TIMES and (when := read_when(value)):
            return said(when, load_words("model", self.language), due="." not in field)
        last = field.rpartition(".")[2]
        if last in CHOICES and f"{last}-{value}" in self.words:
            return self.words[f"{last}-{value}"]
        return self.day(value) if isinstance(value, str) else str(value)

    def _own(self, schema: Any, value: Any) -> str:
        """A value of the municipality's own, by what its schema says of it."""
        match value:
            case list():
                return ", ".join(self._own(below(schema, "items"), item) for item in value)
            case dict():
                told = below(schema, "properties") or {}
                return ", ".join(f"{title_of(told.get(name)) or name}: {self._own(told.get(name), each)}" for name, each in value.items())
            case bool():
                return self.words["true" if value else "false"]
            case int() | float():
                return written_value(Decimal(str(value)), self.language)
            case str() if kind := below(schema, "x-refers-to"):
                return self.within(f"{kind}:{value}")
            case _:
                return self.day(value) if isinstance(value, str) else str(value)

    def item(self, kind: str, field: str, value: Any) -> str:
        """A value in a list, in quotation marks where it is a text of the author's."""
        shown = self.value(kind, field, value)
        return self.quoted(shown) if shown == value else shown

    def day(self, text: str) -> str:
        """A date in words; any other text as it is."""
        found = _DAY.match(text)
        if not found:
            return text
        months = self.words["months"].split()
        number = int(found[2])
        return self.say("day", day=int(found[3]), month=months[number - 1], year=found[1]) if 0 < number <= len(months) else text

    def _mapping(self, kind: str, field: str, value: Mapping[str, Any]) -> str:
        facts = {name: self.value(kind, f"{field}.{name}", below) for name, below in value.items()}
        if field == "period":
            years = all(str(end).isdecimal() for end in value.values())
            return f"{value['from']}–{value['to']}" if years else self.words["days"].format_map(facts)
        if field == "valid":
            return self.words["days" if len(facts) == 2 else "since" if "from" in facts else "until"].format_map(facts)
        if field == "reporting":
            return self.say("reporting", to=facts["to"], months=facts["interval_months"])
        if field in ("adoption", "revises", "withdrawn"):
            return self.words["withdrawn" if field == "withdrawn" else "adoption-of" if "organisation" in facts else "adoption"].format_map(facts)
        if field == "records":
            return self.words["record"].format_map(facts | {"note": facts["note"].rstrip(".")})
        if "title" in facts:
            return self.quoted(facts["title"])
        first, *others = facts.values()
        return f"{first} ({', '.join(others)})" if others else first


def years_months_days(old: date, new: date) -> tuple[int, int, int]:
    """Whole years, months and days from the earlier of two days to the later."""
    first, last = sorted((old, new))
    months = (last.year - first.year) * 12 + last.month - first.month
    both_last = _is_last(first) and _is_last(last)
    if last.day < first.day and not both_last:
        months -= 1
    days = 0 if both_last else (last - _months_on(first, months)).days
    return months // 12, months % 12, days


def _is_last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1 if day < date.max else True


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a day 28")
