"""Reads TOML and remembers on which line every table and key stood."""

from __future__ import annotations

import re
import tomllib

from planverk.diagnostics import Finding, Location, Position, Span
from planverk.source.yaml import Located, Places, Route

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=\s*(.*?)\s*$""")
_AT = re.compile(r"at line (\d+), column (\d+)")


def read_toml(path: str, text: str) -> Located:
    """The data of a TOML text, as tomllib reads it. Never raises; a fault in the syntax is the one finding.

    tomllib tells no places, so they are found by a scan over lines that knows tables, arrays of tables and simple keys; a value that spans lines has the
    place of its first.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = _AT.search(str(error))
        place = Position(int(found[1]), int(found[2])) if found else Position(1, 1)
        problem = _AT.sub("", str(error)).replace("()", "").strip()
        return Located(None, Places(), [Finding("toml-syntax", Location(path, Span(place, place)), {"problem": problem})], broken=True)
    return Located(data, _places(text), [])


def _places(text: str) -> Places:
    places = Places()
    places.values[()] = Span(Position(1, 1), Position(1, 1))
    table: Route = ()
    counts: dict[Route, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = tuple(part.strip().strip("\"'") for part in header[2].split("."))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            span = Span(Position(number, header.start(1) + 1), Position(number, len(line.rstrip()) + 1))
            places.keys[table] = places.values[table] = span
        elif pair := _KEY.match(line):
            route = (*table, pair[1].strip("\"'"))
            places.keys.setdefault(route, Span(Position(number, pair.start(1) + 1), Position(number, pair.end(1) + 1)))
            places.values.setdefault(route, Span(Position(number, pair.start(2) + 1), Position(number, pair.end(2) + 1)))
    return places
