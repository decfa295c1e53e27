"""Reads TOML and remembers on which line every table and key stood."""

from __future__ import annotations

import re
import tomllib
from unicodedata import normalize

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.source.text import Lines
from planverk.source.yaml import DEEPEST, Located, Places, Route, unread

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=\s*(.*?)\s*$""")
_DEEP = re.compile(r"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){20}""")
_REMEDIES = (
    ("Cannot overwrite", "toml-repeated"),
    ("twice", "toml-repeated"),
    ("Cannot mutate", "toml-repeated"),
    ("Invalid value", "toml-value"),
    ("Unbalanced quotes", "toml-value"),
    ("Invalid statement", "toml-value"),
    ("Expected '=' after", "toml-equals"),
    ("Expected ']'", "toml-table"),
    ("Unescaped", "toml-escape"),
    ("Illegal character", "toml-value"),
    ("Unterminated string", "toml-value"),
    ('Expected "\'"', "toml-value"),
    ("Expected newline", "toml-value"),
    ("Invalid date", "toml-date"),
)
_AT = re.compile(r"at line (\d+), column (\d+)")


def read_toml(path: str, text: str) -> Located:
    """The data of a TOML text, as tomllib reads it. Never raises; a fault in the syntax is the one finding.

    tomllib tells no places, so they are found by a scan over lines that knows tables, arrays of tables and simple keys; a value that spans lines
    has the place of its first.
    """
    if deep := _DEEP.search(text):  # tomllib takes quadratic time and room on a key of many parts
        place = Lines(text).position(deep.start())
        return unread(Finding("too-deep", Location(path, Span(place, place)), {"limit": str(DEEPEST)}, (Hint("flatten", {}),)))
    try:
        data = tomllib.loads(normalize("NFC", text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found, lines = _AT.search(str(error)), Lines(text)
        place = Position(int(found[1]), int(found[2])) if found else lines.position(len(text.rstrip()))
        remedy = next((key for part, key in _REMEDIES if part in str(error)), "toml-other")
        if remedy == "toml-value" and (pair := _KEY.match(text.split("\n")[place.line - 1])):
            place = Position(place.line, pair.start(2) + 1)
        return unread(Finding("toml-syntax", Location(path, Span(place, place)), {}, (Hint(remedy, {}),)))
    return Located(data, _places(text), [])


def _places(text: str) -> Places:
    places = Places()
    places.values[()] = Span(Position(1, 1), Position(1, 1))
    table: Route = ()
    counts: dict[Route, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = tuple(normalize("NFC", part.strip().strip("\"'")) for part in header[2].split("."))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            span = Span(Position(number, header.start(1) + 1), Position(number, len(line.rstrip()) + 1))
            places.keys[table] = places.values[table] = span
        elif pair := _KEY.match(line):
            route = (*table, normalize("NFC", pair[1].strip("\"'")))
            places.keys.setdefault(route, Span(Position(number, pair.start(1) + 1), Position(number, pair.end(1) + 1)))
            places.values.setdefault(route, Span(Position(number, pair.start(2) + 1), Position(number, pair.end(2) + 1)))
    return places
