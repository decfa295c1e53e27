"""Takes back from a text what a reader gets: headings by the rules under them, tables by their lines, notes by their numbers.

Where a table stands, and whether it has a line a row or a line a cell, is taken from the document; its words are the text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from planverk.document.blocks import Blocks, Inline, Link, Note, Table
from planverk.document.document import Document
from planverk.document.walk import every_block, every_inline, lines, plain
from planverk.formats.txt.emit import is_grid, says_address
from tests.takeback import Taken, expected, squeeze

_LEVELS = {"=": 1, "-": 2, "~": 3, ".": 4}
_RULE = re.compile(r"(?:=+|-+|~+|\.+)\Z")
_CALL = re.compile(r"(?<=\S)\[\d+\]")
_NOTE = re.compile(r"\[(\d+)\] ?")
_NUMBER = re.compile(r"([ >]*)(\d+)\. ")
_ADDRESS = re.compile(r"\s<([a-z]+:[^<>\s]+)>")


def take(data: bytes, document: Document) -> Taken:
    """What the text tells after its cover and its contents."""
    text, _, facts = data.decode().rpartition("\n" + "-" * 76 + "\n")
    assert facts and all(line.startswith("planverk:") for line in facts.splitlines())
    addresses = _ADDRESS.findall(text)
    read = _ADDRESS.sub("", text).split("\n")
    first = next(place for place, (line, below) in enumerate(pairwise(read)) if place > 5 and line and _RULE.match(below))
    flow, notes = _apart(read[first:], document.words["notes"])
    shown = _shown("\n".join(flow))
    tables = _Tables(flow)
    found = [tables.take(table) for table in _tables(document)]
    said = _without_numbers("\n".join(tables.lines).split("\n"))
    return Taken(
        headings=[(_LEVELS[below[0]], squeeze(_CALL.sub("", line))) for line, below in pairwise(said) if line.strip() and _RULE.match(below)],
        tables=found,
        text=squeeze(_CALL.sub("", _without("\n".join(said), shown))),
        notes=[squeeze(_CALL.sub("", note)) for note in notes],
        addresses=sorted(addresses),
        references=None,
        alternatives=shown,
        languages={},
    )


def in_text(document: Document) -> Taken:
    """What the document promised, in the terms of a text: it tells no address that the link's own words tell."""
    promised = expected(document)
    links = (inline for inline in _inlines(document) if isinstance(inline, Link))
    said = [link.address for link in links if says_address(plain(link.children), link.address)]
    left = list(promised.addresses)
    for address in said:
        left.remove(address)
    return replace(promised, addresses=left)


# --- the document's own ----------------------------------------------------------------------------------------------


def _tables(document: Document) -> list[Table]:
    return [block for blocks in _runs(document) for block in every_block(blocks) if isinstance(block, Table)]


def _runs(document: Document) -> Iterator[Blocks]:
    yield document.colophon.blocks
    yield (document.help,) if document.help else ()
    pending = [*document.sections]
    while pending:
        section = pending.pop(0)
        yield section.blocks
        pending[:0] = section.sections


def _inlines(document: Document) -> Iterator[Inline]:
    """Every inline outside headings, those in notes too."""
    runs = [*_runs(document)]
    while runs:
        for block in every_block(runs.pop()):
            for line in lines(block):
                for inline in every_inline(line):
                    yield inline
                    runs += [inline.blocks] if isinstance(inline, Note) else []


# --- the text's ------------------------------------------------------------------------------------------------------


def _apart(read: list[str], word: str) -> tuple[list[str], list[str]]:
    """The lines outside notes, and the text of each note; the notes of a chapter end where the next begins."""
    flow: list[str] = []
    notes: list[str] = []
    inside = False
    for place, line in enumerate(read):
        after = [*read[place + 1 : place + 3], "", ""]
        inside = (inside and not (line and after[0].startswith("="))) or (line == word and not after[0] and _NOTE.match(after[1]) is not None)
        if inside and _NOTE.match(line):
            notes.append(_NOTE.sub("", line, count=1))
        elif inside and notes and line != word:
            notes[-1] += f"\n{line}"
        elif not inside:
            flow.append(line)
    return flow, notes


def _shown(text: str) -> list[str]:
    """What charts show in words: paragraphs in brackets; those of a change have a sign behind theirs."""
    return [re.sub("[ \n]+", " ", each[1:-1]) for each in re.split(r"\n\n+", text) if re.match(r"\[[^+−\d]", each) and each.endswith("]")]


def _without(text: str, shown: list[str]) -> str:
    for each in shown:
        found = re.search("[ \n]+".join(map(re.escape, f"[{each}]".split(" "))), text)
        assert found
        text = text[: found.start()] + text[found.end() :]
    return text


def _without_numbers(given: list[str]) -> list[str]:
    """The lines without the numbers of lists: one that stands after an empty line, or goes on from the one before at its place."""
    made: list[str] = []
    last: dict[int, int] = {}
    for line in given:
        found = _NUMBER.match(line)
        if found and (not made or not made[-1].strip() or last.get(len(found[1])) == int(found[2]) - 1 or _opens(made[-1])):
            last[len(found[1])] = int(found[2])
            line = found[1] + line[found.end() :]
        made.append(line)
    return made


def _opens(line: str) -> bool:
    return line.rstrip().endswith(":")


class _Tables:
    """Takes tables out of lines, one after the other; what is left in a table's place are its words in the document's order."""

    def __init__(self, given: list[str]) -> None:
        self.lines, self.at = given, 0

    def take(self, table: Table) -> list[list[str]]:
        titles = [_CALL.sub("", plain(column.title)) for column in table.columns]
        first, after, rows = self._grid(table) if is_grid(table) else self._records(titles, len(table.rows))
        words = [squeeze(title) for title in titles]
        self.lines[first:after] = [*titles, *(cell for row in rows for cell in row)]
        self.at = first + len(titles) + sum(map(len, rows))
        return [words, *([squeeze(_CALL.sub("", "\n".join(_without_numbers(cell.split("\n"))))) for cell in row] for row in rows)]

    def _grid(self, table: Table) -> tuple[int, int, list[list[str]]]:
        rule = re.compile(r"[ >]*-+(?:  -+)*\Z")
        titles = squeeze("".join(plain(column.title) for column in table.columns))
        first = next(
            place for place in range(self.at, len(self.lines) - 1) if rule.match(self.lines[place + 1]) and squeeze(self.lines[place]) == titles
        )
        spans = [found.span() for found in re.finditer(r"-+", self.lines[first + 1])]
        after = first + 2 + len(table.rows)
        return first, after, [[line[start:end] for start, end in spans] for line in self.lines[first + 2 : after]]

    def _records(self, titles: list[str], count: int) -> tuple[int, int, list[list[str]]]:
        first = place = next(place for place in range(self.at, len(self.lines)) if self.lines[place].lstrip(" >").startswith(f"{titles[0]}:"))
        indent = len(self.lines[first]) - len(self.lines[first].lstrip(" >"))
        rows: list[list[str]] = []
        for _ in range(count):
            cells: list[str] = []
            for title in titles:
                while not self.lines[place][indent:].startswith(f"{title}:"):
                    assert not self.lines[place].strip(), self.lines[place]
                    place += 1
                cell = [self.lines[place][indent + len(title) + 1 :]]
                place += 1
                while place < len(self.lines) and (not self.lines[place].strip() or self.lines[place][indent:].startswith("  ")):
                    cell.append(self.lines[place])
                    place += 1
                cells.append("\n".join(cell))
            rows.append(cells)
        return first, place, rows
