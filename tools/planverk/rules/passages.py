"""The texts that people read in an entry, from fields and from prose, with the way back from a match to its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planverk.diagnostics import Location, Position, Span
from planverk.model.entry import Entry
from planverk.source.prose import Block, Paragraph, Piece
from planverk.source.yaml import Route


@dataclass(frozen=True, slots=True)
class Passage:
    """A text: of a field (`route`), or of a block of prose (`block`), without marks and notes. `quoted` where the prose quotes somebody."""

    entry: Entry
    text: str
    route: Route = ()
    block: Block | None = None
    quoted: bool = False
    pieces: tuple[Piece, ...] = ()

    def at(self, start: int, end: int) -> Location:
        """The place of the characters from `start` up to `end`."""
        if self.block is None:
            return _in_field(self.entry.at(*self.route), self.text, start, end)
        first, last = self._offset(start), self._offset(max(start, end - 1)) + 1
        return Location(self.entry.path, self.entry.prose.lines.span(first, last))

    def _offset(self, at: int) -> int:
        before = [piece for piece in self.pieces if piece[0] <= at] or [(0, getattr(self.block, "start", 0))]
        return before[-1][1] + at - before[-1][0]


def _in_field(value: Location, text: str, start: int, end: int) -> Location:
    """The place inside a value that stands on one line as it is read, perhaps in quotes; else that of the value."""
    (line, column), until = value.span
    quotes = until.column - column - len(text)
    if until.line != line or quotes not in (0, 2):
        return value
    column += quotes // 2
    return Location(value.path, Span(Position(line, column + start), Position(line, column + end)))


_EMPTY_LINE = re.compile(r"\n[ \t>]*(?:\n|\Z)")
_OTHER_QUOTES = re.compile(r"""(?<!\w)"[^"]{1,500}"|“[^“”]{1,500}”|„[^„“”]{1,500}[“”]""")


def outside_quotes(passage: Passage, at: int) -> bool:
    """True where the character stands in no quotation: neither in a block of its own nor between quotation marks."""
    before = passage.text[:at]
    between = any(pair.start() < at < pair.end() for pair in _OTHER_QUOTES.finditer(passage.text))
    return not passage.quoted and not between and before.count("«") <= before.count("»")


def block_location(entry: Entry, block: Block) -> Location:
    """The first line of a block, from its first character on."""
    lines = entry.prose.lines
    end = lines.text.find("\n", block.start)
    return Location(entry.path, lines.span(block.start, len(lines.text) if end < 0 else end))


def typed_paragraphs(entry: Entry) -> Iterator[tuple[int, str]]:
    """Where each paragraph of an entry's body and footnotes begins in its file, and its lines as they are typed."""
    text = entry.prose.lines.text
    for node in entry.prose.walk():
        if isinstance(node, Paragraph):
            end = _EMPTY_LINE.search(text, node.start)
            yield node.start, text[node.start : end.start() if end else len(text)]


def field_passage(entry: Entry, route: Route, text: str) -> Passage:
    """A field's text as a passage."""
    return Passage(entry, text, route)


def prose_passages(entry: Entry) -> Iterator[Passage]:
    """The paragraphs, headings and cells of an entry's body and footnotes, in reading order."""
    return (Passage(entry, run.text, (), run.block, run.quoted, run.pieces) for run in entry.prose.runs)


_OWN_WORDS: dict[str, tuple[str, ...]] = {
    "plan-file": ("title", "edition.note", "review.how", "known"),
    "help": ("lines.*.name", "lines.*.hours", "known"),
    "chapter": ("title", "known"),
    "goal": ("title", "known"),
    "measure": ("title", "basis", "target_groups.*", "financing", "reporting.to", "indicators.*", "effects.*", "withdrawn.reason", "known"),
    "definition": ("forms.*", "discouraged.*.why", "known"),
    "function": ("title", "known"),
    "plan": ("known",),
    "source": ("note", "known"),
    "resource": ("description", "known"),
    "figure": ("title", "unit", "data_missing", "alternative", "note", "known"),
    "progress": ("records.*.note", "known"),
    "review": ("note", "known"),
    "statement": ("summary", "assessment", "change", "known"),
}
"""The fields, by kind, that hold words of this plan's own; titles of other works are not among them."""


def field_passages(entry: Entry) -> Iterator[Passage]:
    """The fields of an entry that hold words of this plan's own."""
    for pattern in _OWN_WORDS.get(entry.kind, ()):
        yield from (Passage(entry, text, route) for route, text in _values(entry, tuple(pattern.split(".")), ()))


def passages(entry: Entry) -> Iterator[Passage]:
    """Fields first, then prose."""
    yield from field_passages(entry)
    yield from prose_passages(entry)


def _values(value: Any, pattern: tuple[str, ...], route: Route) -> Iterator[tuple[Route, str]]:
    if value is None or not value:
        return
    if not pattern:
        yield route, value
    elif pattern[0] == "*":
        for index, item in enumerate(value):
            yield from _values(item, pattern[1:], (*route, index))
    else:
        yield from _values(getattr(value, pattern[0]), pattern[1:], (*route, pattern[0]))
