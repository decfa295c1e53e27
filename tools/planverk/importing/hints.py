"""What the recogniser can't know and the user says: a mapping in TOML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from planverk.files import digest_of
from planverk.importing.vocabulary import names
from planverk.source.toml import read_toml

HEADINGS = ("goal", "measure", "chapter", "definitions", "resources", "leave")
"""What a heading may be said to begin; of what is left out nothing is read."""


def tables() -> dict[str, tuple[str, ...]]:
    """The tables of a mapping, each with what may be said in it; () where anything may."""
    return {"headings": HEADINGS, "columns": names("column"), "functions": ()}


class BadMapping(Exception):
    """The mapping can't be used: the line, and what is wrong there as a key of the catalogue of errors with facts."""

    def __init__(self, line: int, key: str, **facts: str) -> None:
        super().__init__(key)
        self.line, self.key, self.facts = line, key, facts


@dataclass(frozen=True)
class Hints:
    """What headings begin, which field a column is, under which name functions are joined, and the beginnings of paragraphs that are left out;
    `forgotten` are those of an earlier import, as their lengths and SHA-256 alone."""

    headings: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()

    def heading(self, text: str) -> str:
        """What a heading begins, "" where the user did not say."""
        return self.headings.get(_plain(text), "")

    def column(self, text: str) -> str:
        """The field of a column, "" where the user did not say."""
        return self.columns.get(_plain(text), "")

    def leaves(self, text: str) -> bool:
        """True for a paragraph that the user left out."""
        if any(text.startswith(each) for each in self.leave):
            return True
        return any(_forgotten(text[:length]) in known for length, known in self._by_length.items() if length <= len(text))

    @cached_property
    def _by_length(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for each in self.forgotten:
            found.setdefault(int(each.partition(" ")[0]), set()).add(each)
        return found

    def function(self, name: str) -> str:
        """The name that a function goes under."""
        return self.functions.get(_plain(name), name)


NO_HINTS = Hints()

LONGEST_FORGOTTEN = 999
"""Characters of a beginning that its SHA-256 is of, so that a paragraph is compared with no more than as many, whoever wrote them."""


def forgetting(hints: Hints) -> Hints:
    """The hints as they may be kept in Git: what is left out is often the name of a person, which is not told there."""
    return replace(hints, leave=(), forgotten=(*hints.forgotten, *(_forgotten(each[:LONGEST_FORGOTTEN]) for each in hints.leave)))


def _forgotten(text: str) -> str:
    return f"{len(text)} {digest_of(text.encode('utf-8', 'surrogatepass'))}"


def read_hints(text: str) -> Hints:
    """The hints of a mapping. BadMapping where it is none."""
    located = read_toml("", text)
    if located.findings:
        raise BadMapping(located.findings[0].location.span.start.line, "mapping-syntax")
    known = tables()

    def line(*route: str) -> int:
        span = located.places.find(route)
        return span.start.line if span else 1

    for name in located.data:
        if name not in (*known, "leave"):
            raise BadMapping(line(name), "mapping-name", name=name, allowed=", ".join((*known, "leave")))
    found: dict[str, Any] = {}
    for table, allowed in known.items():
        given: Any = located.data.get(table, {})
        if not isinstance(given, dict):
            raise BadMapping(line(table), "mapping-table", name=table)
        for key, value in given.items():
            if not isinstance(value, str) or (allowed and value not in allowed):
                raise BadMapping(line(table, key), "mapping-value", name=key, allowed=", ".join(allowed))
        found[table] = {_plain(key): value for key, value in given.items()}
    leave = located.data.get("leave", [])
    if not isinstance(leave, list) or not all(isinstance(each, str) and each.strip() for each in leave):
        raise BadMapping(line("leave"), "mapping-leave")
    return Hints(**found, leave=tuple(leave))


def with_answer(hints: Hints, table: str, text: str, answer: str) -> Hints:
    """The hints with one more: what a text of "headings" or "columns" is, or a paragraph ("leave") that is left out."""
    if table == "leave":
        return replace(hints, leave=(*hints.leave, text))
    changed: dict[str, Any] = {table: {**getattr(hints, table), _plain(text): answer}}
    return replace(hints, **changed)


def as_toml(hints: Hints) -> str:
    """The mapping that reads as these hints."""
    lines = ["leave = [", *(f"  {_quoted(each)}," for each in hints.leave), "]"] if hints.leave else []
    for table in ("headings", "columns", "functions"):
        if pairs := getattr(hints, table):
            lines += ["", f"[{table}]", *(f"{_quoted(name)} = {_quoted(value)}" for name, value in pairs.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, which has the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(" :.")
