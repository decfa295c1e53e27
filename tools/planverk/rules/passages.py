"""The texts that people read, in the fields and the prose of an entry and in data files, with the way back from a match to its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from planverk.diagnostics import Location, Position, Span
from planverk.model.annotations import worded
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry, texts_at
from planverk.model.fields import Words
from planverk.model.plan import Plan
from planverk.model.settings import SchemaTexts, SettingsTexts
from planverk.source.prose import Block, Paragraph, Piece
from planverk.source.table import cell_spans
from planverk.source.yaml import Route

_OWN = Words()


@dataclass(frozen=True, slots=True)
class Passage:
    """A text: of a field (`route`), or of a block of prose (`block`), without marks and notes. `quoted` where the prose quotes somebody; `words` is
    what the model says of a field's text.
    """

    entry: Entry
    text: str
    route: Route = ()
    block: Block | None = None
    quoted: bool = False
    pieces: tuple[Piece, ...] = ()
    words: Words = _OWN

    def at(self, start: int, end: int) -> Location:
        """The place of the characters from `start` up to `end`."""
        if self.block is None:
            return _in_field(self.entry.at(*self.route), self.text, start, end)
        first, last = self._offset(start), self._offset(max(start, end - 1)) + 1
        return Location(self.entry.path, self.entry.prose.lines.span(first, last))

    def _offset(self, at: int) -> int:
        found = bisect_right(self.pieces, at, key=itemgetter(0))
        begins, place = self.pieces[found - 1] if found else (0, getattr(self.block, "start", 0))
        return place + at - begins


def _in_field(value: Location, text: str, start: int, end: int) -> Location:
    """The place inside a value that is on one line as it is read, perhaps in quotes; else that of the value."""
    (line, column), until = value.span
    quotes = until.column - column - len(text)
    if until.line != line or quotes not in (0, 2):
        return value
    column += quotes // 2
    return Location(value.path, Span(Position(line, column + start), Position(line, column + end)))


_OTHER_QUOTES = re.compile(r"""(?<!\w)"[^"]{1,500}"|“[^“”]{1,500}”|„[^„“”]{1,500}[“”]""")


def outside_quotes(passage: Passage, at: int) -> bool:
    """True where the character is in no quotation: neither in a block of its own nor between quotation marks."""
    return not passage.quoted and not _between_quotes(passage.text)[at]


@lru_cache(maxsize=4)
def _between_quotes(text: str) -> bytes:
    """For each character, 1 where it is between quotation marks. Asked for every hit in a text, so it is found once for all."""
    opened = accumulate((char == "«") - (char == "»") for char in f" {text}"[:-1])
    between = bytearray(depth > 0 for depth in opened)
    for pair in _OTHER_QUOTES.finditer(text):
        between[pair.start() + 1 : pair.end()] = b"\1" * (pair.end() - pair.start() - 1)
    return bytes(between)


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
            yield node.start, text[node.start : node.end]


def prose_passages(entry: Entry) -> Iterator[Passage]:
    """The paragraphs, headings and cells of an entry's body and footnotes, in reading order."""
    return (Passage(entry, run.text, (), run.block, run.quoted, run.pieces) for run in entry.prose.runs)


def field_passages(entry: Entry) -> Iterator[Passage]:
    """The fields of an entry that hold words, by what the model says of them, and those of the municipality's own that are printed."""
    for pattern, words in worded(type(entry)):
        if not getattr(entry, pattern[0]):  # most are left out, and every rule about words asks for all of them
            continue
        yield from (Passage(entry, text, route, words=words) for route, text in texts_at(entry, pattern))
    yield from (Passage(entry, text, route) for route, text in entry.custom_texts)


def passages(entry: Entry) -> Iterator[Passage]:
    """The plan's own words in an entry: fields first, then prose. Names, and titles of other works, are not among them."""
    yield from (passage for passage in field_passages(entry) if passage.words.own)
    yield from prose_passages(entry)


def all_passages(entry: Entry) -> Iterator[Passage]:
    """Every text of an entry that readers get: names, and titles of other works, too."""
    yield from field_passages(entry)
    yield from prose_passages(entry)


def texts_of(plan: Plan) -> Iterator[Entry]:
    """All that holds texts for readers: the plan's entries, its settings with the lines that the theme prints, and the schemas of its own fields with
    the titles that these are printed under."""
    yield from plan.entries
    yield SettingsTexts.of(plan.settings, plan.settings_at)
    yield from map(SchemaTexts.of, {custom.path: custom for custom in plan.custom_fields.values()}.values())


class Cell(NamedTuple):
    """A cell of a data file: what it holds, the number of its row (0 for the titles), the title of its column, and its place."""

    text: str
    row: int
    column: str
    location: Location


def cells(plan: Plan, wanted: Callable[[str, bool], bool], figures: Callable[[Figure], bool] = bool) -> Iterator[Cell]:
    """The cells that are wanted, titles of columns among them. `wanted` is given the text, and whether any of the `figures` shows it as a number."""
    for name, sheet in plan.sheets.items():
        if sheet.data:
            header = sheet.data.header
            shown = {title for figure in plan.figures.values() if figure.data == name and figures(figure) for title in figure.series}
            found = [
                (row, at, text)
                for row, texts in enumerate((header, *sheet.data.rows))
                for at, text in enumerate(texts)
                if wanted(text, row > 0 and header[at] in shown)
            ]
            spans = cell_spans(plan.texts[sheet.path]) if found else ()
            yield from (Cell(text, row, header[at], Location(sheet.path, spans[row][at])) for row, at, text in found)
