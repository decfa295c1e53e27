"""The numbers of the changes as text, after each line of a redline that shows one: a PDF has no margin where a program tells whose a change is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planverk.catalogue import load_words
from planverk.document.blocks import Definition, Deleted, Inlines, Inserted, Mark, Row, Table, Text
from planverk.document.document import Document
from planverk.document.redline.bracketed import BRACKETS
from planverk.document.transform import Transformer
from planverk.document.walk import plain, within
from planverk.text_diff import opcodes
from planverk.verdicts.redline_lines import Numbers
from planverk.word.tracked_document import TrackedDocument

_MARKS = re.compile(":|\N{OBJECT REPLACEMENT CHARACTER}")
"""What stands between a term and its meaning in a row in Word, and in place of a note."""


def numbered(document: Document, sent: TrackedDocument, shows: Numbers, language: str) -> Document:
    """A redline in brackets with the numbers of the changes after their lines, each found by the line of the redline in Word that says the same, in
    the same order. A row, which comes or goes as a whole, has each number once."""
    read = _Lines(f"[{document.words['moved-from'].partition('{')[0]}")
    read.document(document)
    word = [(key, number) for number, line in enumerate(sent.lines) for key in _parts(line.before, line.after)]
    found: dict[int, tuple[int, ...]] = {}
    for same, b0, b1, a0, _ in opcodes([key for key, _ in word], [key for key, _ in read.found]):
        for step in range(b1 - b0) if same else ():
            if changes := shows.get(word[b0 + step][1]):
                found[read.found[a0 + step][1]] = changes
    return _Numbering(read.moved, found, load_words("verdicts", language)).document(document)


def _parts(before: str, after: str) -> Iterator[str]:
    """What a line says in both editions, without what differs from format to format; a term and its meaning, which a tab parts, apart."""
    old, new = before.split("\t"), after.split("\t")
    for at in range(max(len(old), len(new))):
        yield _key("".join(old[at : at + 1]), "".join(new[at : at + 1]))


def _key(before: str, after: str) -> str:
    return "\n".join("".join(_MARKS.sub("", text).split()) for text in (before, after))


@dataclass
class _Lines(Transformer):
    """Meets the lines in reading order."""

    moved: str
    """How what stands before a thing that was moved begins."""
    found: list[tuple[str, int]] = field(default_factory=list)
    """What a line says, and its number."""
    at: int = -1
    deep: int = 0

    def row(self, row: Row) -> Row:
        self.deep += 1
        made = super().row(row)
        self.deep -= 1
        return made

    def definition(self, item: Definition) -> Definition:
        """A term and its meaning, which in a row are one line in Word."""
        first = len(self.found)
        made = super().definition(item)
        if self.deep and len(self.found) > first + 1:
            (term, _), (meaning, at) = self.found[first : first + 2]
            sides = zip(term.split("\n"), meaning.split("\n"), strict=True)
            self.found[first : first + 2] = [(_key(*("".join(side) for side in sides)), at)]
        return made

    def line(self, inlines: Inlines) -> Inlines:
        if plain(inlines):
            self.at += 1
            came = plain(inlines).startswith(self.moved)
            before, after = (self._said(inlines, mark) for mark in ("inserted", "deleted"))
            self.found.append((_key("" if came else before, after), self.at))
        return super().line(inlines)

    def _said(self, inlines: Inlines, gone: Mark) -> str:
        """The words of a line without those of a mark, without brackets and without where it came from."""
        text = "".join(_without(inlines, gone))
        for bracket in (bracket for pair in BRACKETS.values() for bracket in pair):
            text = text.replace(bracket, "")
        return text.partition("] ")[2] if text.startswith(self.moved) else text


def _without(inlines: Inlines, gone: Mark) -> Iterator[str]:
    for inline in inlines:
        if not isinstance(inline, Inserted if gone == "inserted" else Deleted):
            yield from _without(below, gone) if (below := within(inline)) else (plain((inline,)),)


@dataclass
class _Numbering(Transformer):
    moved: str
    shows: Mapping[int, tuple[int, ...]]
    words: Mapping[str, str]
    at: int = -1
    told: set[int] | None = None
    """The numbers that the row at hand, or the head of the table, has already; None outside tables."""
    deep: int = 0

    def table(self, table: Table) -> Table:
        if self.deep:
            return super().table(table)
        self.told = set()
        made = super().table(table)
        self.told = None
        return made

    def row(self, row: Row) -> Row:
        if not self.deep:
            self.told = set()
        self.deep += 1
        made = super().row(row)
        self.deep -= 1
        return made

    def line(self, inlines: Inlines) -> Inlines:
        self.at += bool(plain(inlines))
        shown = self.shows.get(self.at, ()) if plain(inlines) and self._is_marked(inlines) else ()
        made = super().line(inlines)
        numbers = sorted(set(shown) - (self.told or set()))
        if self.told is not None:
            self.told.update(numbers)
        if not numbers:
            return made
        key = "line-change" if len(numbers) == 1 else "line-changes"
        return (*made, Text(" " + self.words[key].format(number=numbers[0], numbers=", ".join(map(str, numbers)))))

    def _is_marked(self, inlines: Inlines) -> bool:
        before, after = ("".join(_without(inlines, mark)) for mark in ("inserted", "deleted"))
        return before != after or before.startswith(self.moved)
