"""Reads YAML 1.2 core strictly and remembers where every key and value stood.

The data is built from libyaml's events, in one pass and without recursion: composing first would cost a second pass and crash on deep nesting.
Scalars stay what the author typed until the model reads them: a plain one is `Plain`, a quoted one `str`, and an empty one, `null` or `~` is None.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from unicodedata import normalize

import yaml

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.source.text import CONTROL, MOST_FINDINGS, Lines, control_character
from planverk.source.yaml_faults import CUT, ODD_ITEM, cut_finding, quoting_hint, strange_space, syntax_finding

DEEPEST = 20
"""Levels of nesting; the deepest file of the contract has 4."""

Route = tuple[str | int, ...]
Event = Any  # a yaml.Event; its subclasses' fields depend on its kind
Data = Any  # dict[str, Data] | list[Data] | Plain | str | None


class Plain(str):
    """A scalar that was typed without quotes."""

    __slots__ = ()


@dataclass(slots=True)
class Places:
    """Where each key and value stood, by route from the top of the data: `("related", 0)`."""

    keys: dict[Route, Span] = field(default_factory=dict)
    values: dict[Route, Span] = field(default_factory=dict)

    def find(self, route: Route) -> Span | None:
        """The span of the value at the route, or of the nearest thing above it; None where nothing was read."""
        route = self._typed(route)
        while route not in self.values:
            if not route:
                return None
            route = route[:-1]
        return self.values[route]

    def key(self, route: Route) -> Span | None:
        """The span of the key at the route, None where there is none."""
        return self.keys.get(self._typed(route))

    def _typed(self, route: Route) -> Route:
        """The route as it was typed: the first of a list leads to the value itself where no list was typed (a field that takes one or many)."""
        if route in self.values or 0 not in route:
            return route
        typed: Route = ()
        for part in route:
            typed = typed if part == 0 and (*typed, 0) not in self.values else (*typed, part)
        return typed


@dataclass(slots=True)
class Located:
    """What was read: the data, its places and what is wrong. After a fault in the syntax the data is None and `broken` is true."""

    data: Data
    places: Places
    findings: list[Finding]
    broken: bool = False


def unread(*findings: Finding) -> Located:
    """What is read of a file that cannot be: nothing, and the findings that say why."""
    return Located(None, Places(), [*findings], broken=True)


_TAB = re.compile(r"^ *\t[\t ]*", re.MULTILINE)
_NULL = frozenset({"", "null", "Null", "NULL", "~"})


def read_yaml(path: str, text: str, first_line: int = 1) -> Located:
    """The data of a YAML text whose first line is line `first_line` of its file. Never raises; what is wrong is reported in `findings`."""
    findings = _tabs(path, text, first_line)
    if findings:
        text = _TAB.sub(lambda tabs: tabs[0].replace("\t", " "), text)
    reader = _Reader(path, first_line, Lines(text).position(len(text)))
    try:
        reader.read(text)
    except _Stop as stop:
        return Located(None, reader.places, [*findings, *reader.findings, stop.finding], broken=True)
    except yaml.YAMLError as error:
        bracket = reader.open[-1].start if reader.open and reader.open[-1].flow else None
        syntax = [] if findings else [syntax_finding(path, text, first_line, error, bracket)]
        told = {(found.rule, found.location.span.start.line) for found in reader.findings}
        syntax = [found for found in syntax if ("comment-in-text", found.location.span.start.line) not in told]
        return Located(None, reader.places, [*findings, *reader.findings, *syntax], broken=True)
    return Located(reader.data, reader.places, findings + reader.findings)


def _tabs(path: str, text: str, first_line: int) -> list[Finding]:
    """A finding a line that a tab indents, for the first lines that do."""
    lines = Lines(text)
    findings = []
    for found in islice(_TAB.finditer(text), MOST_FINDINGS):
        line = first_line - 1 + lines.position(found.start()).line
        span = Span(Position(line, 1), Position(line, found.end() - found.start() + 1))
        findings.append(Finding("tab-indentation", Location(path, span), {}, (Hint("use-spaces", {}),)))
    return findings


class _Stop(Exception):
    """Reading ends here with this finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    data: dict[str, Data] | list[Data]
    route: Route
    start: Position
    flow: bool
    key: str | None = None
    waits_for_key: bool = True


class _Reader:
    """Builds data and places from events."""

    def __init__(self, path: str, first_line: int, end: Position) -> None:
        self.path, self.first_line = path, first_line
        self.text_ends = Position(first_line - 1 + end.line, end.column)
        self.places, self.findings = Places(), list[Finding]()
        self.data: Data = None
        self.open: list[_Open] = []
        self.ignored = 0
        self.cut_lines: list[str] = []
        self.text = ""

    def read(self, text: str) -> None:
        self.text = text
        documents = 0
        if CUT.search(text):  # in most files nothing looks like it
            self.cut_lines = text.split("\n")
        events: Iterator[Event] = yaml.parse(text, yaml.CLoader)
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.start(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.end(event)
            elif kind is yaml.AliasEvent:
                self.report("yaml-alias", event, {"name": "*" + event.anchor}, "quote-value")
                self.put(None, event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Stop(self.finding("yaml-syntax", event, {}, Hint("yaml-second-document", {})))

    def place(self, mark: Any) -> Position:
        """The place of a mark; libyaml ends what the text's end cuts off on a line that is not there."""
        return min(Position(self.first_line + mark.line, mark.column + 1), self.text_ends)

    def span(self, event: Event) -> Span:
        return Span(self.place(event.start_mark), self.place(event.end_mark))

    def finding(self, rule: str, event: Event, facts: dict[str, str], *hints: Hint) -> Finding:
        return Finding(rule, Location(self.path, self.span(event)), facts, hints)

    def report(self, rule: str, event: Event, facts: dict[str, str], remedy: str) -> None:
        line = self.place(event.start_mark).line
        again = rule == "yaml-alias" and any(found.rule == rule and found.location.span.start.line == line for found in self.findings[-1:])
        if not self.ignored and not again and len(self.findings) < MOST_FINDINGS:
            hint = quoting_hint(remedy, self.text.split("\n"), event.start_mark.line) if remedy == "quote-value" else Hint(remedy, {})
            self.findings.append(self.finding(rule, event, facts, hint))

    def decorated(self, event: Event) -> None:
        if event.anchor:
            self.report("yaml-alias", event, {"name": "&" + event.anchor}, "quote-value")
        if event.tag:
            self.report("yaml-tag", event, {"tag": event.tag}, "quote-value")

    def escaped(self, event: Event) -> None:
        """Control characters that an escape in double quotes made; those in the file's text are deleted before this."""
        if found := CONTROL.search(event.value):
            if not self.ignored and len(self.findings) < MOST_FINDINGS:
                self.findings.append(control_character(Location(self.path, self.span(event)), found[0], "yaml-escape"))
            event.value = CONTROL.sub(" ", event.value)

    def scalar(self, event: Event) -> None:
        self.decorated(event)
        self.escaped(event)
        if not event.value.isascii():
            if not event.style:
                self.spaced(event)
            event.value = normalize("NFC", event.value)
        if self.cut_lines and self.open and not self.open[-1].flow and not self.ignored and len(self.findings) < MOST_FINDINGS:
            self.findings += cut_finding(self.path, self.cut_lines, event, self.span(event))
        if self.open and isinstance(self.open[-1].data, dict) and self.open[-1].waits_for_key:
            self.key(self.open[-1], event)
        elif not event.style:  # libyaml says "", the Python parser None
            self.put(None if event.value in _NULL else Plain(event.value), event)
        else:
            self.put(event.value, event)

    def spaced(self, event: Event) -> None:
        """Stops at a sign that looks like a space where YAML looks for one: the field or the item that was meant is not read."""
        is_key = bool(self.open) and isinstance(self.open[-1].data, dict) and self.open[-1].waits_for_key
        odd = [at for at, char in enumerate(event.value) if char.isspace() and char not in " \n"]
        if odd and (ODD_ITEM.match(event.value) or (is_key and event.value.strip() != event.value)):
            start = self.place(event.start_mark)
            raise _Stop(strange_space(self.path, Position(start.line, start.column + odd[0]), event.value[odd[0]]))

    def key(self, top: _Open, event: Event) -> None:
        top.waits_for_key = False
        key: str = event.value
        if key in top.data:
            self.report("repeated-key", event, {"key": key, "line": str(self.places.keys[(*top.route, key)].start.line)}, "remove-one")
            top.key = None
        else:
            top.key = key
            self.places.keys[(*top.route, key)] = self.span(event)

    def put(self, value: Data, event: Event) -> None:
        """Puts a value under what is open; under a repeated key it is dropped."""
        if not self.open:
            self.data, self.places.values[()] = value, self.span(event)
            return
        top = self.open[-1]
        if isinstance(top.data, list):
            self.places.values[(*top.route, len(top.data))] = self.span(event)
            top.data.append(value)
        elif top.waits_for_key:  # an alias as a key
            top.waits_for_key, top.key = False, None
        else:
            top.waits_for_key = True
            if top.key is not None:
                self.places.values[(*top.route, top.key)] = self.span(event)
                top.data[top.key] = value

    def start(self, event: Event) -> None:
        self.decorated(event)
        if len(self.open) >= DEEPEST:
            raise _Stop(self.finding("too-deep", event, {"limit": str(DEEPEST)}, Hint("flatten", {})))
        if self.open and isinstance(self.open[-1].data, dict) and self.open[-1].waits_for_key:
            raise _Stop(self.finding("yaml-syntax", event, {}, Hint("yaml-complex-key", {})))
        fresh: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        route: Route = ()
        if self.open:
            top = self.open[-1]
            route = (*top.route, len(top.data)) if isinstance(top.data, list) else (*top.route, top.key if top.key is not None else "")
            self.ignored += isinstance(top.data, dict) and top.key is None
        self.put(fresh, event)
        self.open.append(_Open(fresh, route, self.place(event.start_mark), event.flow_style))

    def end(self, event: Event) -> None:
        closed = self.open.pop()
        if closed.route in self.places.values:
            self.places.values[closed.route] = Span(closed.start, self.place(event.end_mark))
        if self.open and isinstance(self.open[-1].data, dict) and self.open[-1].key is None and self.ignored:
            self.ignored -= 1


# --- JSON -------------------------------------------------------------------------------------------------------------

# Reads JSON as YAML is read, with the place of every value; nearly all JSON is YAML, and what is not JSON is found first.


def read_json(path: str, text: str) -> Located:
    """The data of a JSON text, as `read_yaml` gives it. Never raises; a fault in the syntax is the one finding."""
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = Position(error.lineno, error.colno)
        finding = Finding("bad-schema", Location(path, Span(place, place)), {"why": "schema-not-json"}, (Hint("json-form", {}),))
        return unread(finding)
    except RecursionError:
        pass  # reading it as YAML says too-deep, and where
    return read_yaml(path, text.replace("\t", " "))


# --- front matter -----------------------------------------------------------------------------------------------------

# Takes a Markdown file apart: the YAML between the two lines of three hyphens, and the prose below it.


_OPENING = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)


@dataclass(slots=True)
class Parts:
    """The located front matter, and the offset in characters at which the prose begins."""

    front: Located
    body: int


def split_front_matter(path: str, text: str) -> Parts:
    """The parts of a file. Without front matter the whole text is prose; with an unclosed one there is no prose."""
    opening = _OPENING.match(text)
    if opening is None:
        return Parts(unread(_missing(path)), 0)
    above = opening[0].count("\n")  # empty lines above the fields are a fault, and no reason to hide the others
    closing = _FENCE.search(text, opening.end())
    while closing and text[closing.start() - 1] != "\n":
        closing = _FENCE.search(text, closing.end())
    if closing is None:
        place = Span(Position(above + 1, 1), Position(above + 1, 4))
        finding = Finding("unclosed-front-matter", Location(path, place), {}, (Hint("close-front-matter", {}),))
        return Parts(unread(finding), len(text))
    front = read_yaml(path, text[opening.end() + 1 : closing.start()], first_line=above + 2)
    if above or (front.data is None and not front.broken):
        front.findings.append(_missing(path))
    front.broken = front.broken or front.data is None
    return Parts(front, min(closing.end() + 1, len(text)))


def _missing(path: str) -> Finding:
    return Finding("missing-front-matter", Location(path), {}, (Hint("front-matter-form", {}),))


# --- YAML 1.2 core ----------------------------------------------------------------------------------------------------

# What other programs make of a plan's YAML: the types of YAML 1.2 core, as a JSON Schema sees them.


_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LONGEST_INTEGER = 18
"""Digits; one of more is a number with a point, as it is to the programs that read JSON."""

_LONGEST_NUMBER = 400


def as_core(value: Any) -> Any:
    """Data of our reader with its plain scalars resolved (https://yaml.org/spec/1.2.2/#103-core-schema). What is no finite number stays text."""
    if isinstance(value, dict):
        return {key: as_core(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_core(item) for item in value]
    if isinstance(value, Plain):
        return _scalar(str(value))
    return value.isoformat() if isinstance(value, (date, datetime)) else value  # what schema tools make of TOML's dates


def _scalar(text: str) -> Any:
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _OTHER_BASE.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _INTEGER.match(text) and len(text) <= _LONGEST_INTEGER:
        return int(text)
    number = float(text) if _FLOAT.match(text) or _INTEGER.match(text) else math.inf
    return number if math.isfinite(number) else text
