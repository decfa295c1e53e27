"""Tables in plain text: measures whose cells stand below each other, and rows of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planverk.importing.foreign import Block, Cell, Paragraph, Table, Text
from planverk.importing.text_lines import Line, Paragraphs, split
from planverk.importing.vocabulary import names, pattern

_LABEL = re.compile("|".join(f"(?P<{name}>{pattern('column', name)}\\.?)" for name in names("column")), re.IGNORECASE)
_ROW = re.compile(r"(\d{1,4})\.?\s+(?=\S)")
_NUMBERS = re.compile(r"(?P<label>\D*?)\s*(?P<numbers>\d[\d,.]*(?:\s+\d[\d,.]*){2,})\Z")
_FURTHEST = 12
"""Lines over which the names of the columns may be spread."""


def measure_table(lines: Sequence[Line], at: int, paragraphs: Paragraphs) -> tuple[list[Block], int] | None:
    """A table whose first column is a number: rows that begin with the next one, cells with an empty line between them."""
    labels, to = _header(lines, at)
    if len(labels) < 2 or to >= len(lines) or not _ROW.match(lines[to].text):
        return None
    rows = [tuple(Cell((Paragraph(paragraphs.joined([label])),), header=True) for label in labels)]
    number = int(_ROW.match(lines[to].text)[1])  # type: ignore[index]  # asked above
    while to < len(lines) and (found := _ROW.match(lines[to].text)) and int(found[1]) == number:
        cells, to = _cells(lines, to, len(labels) - 1)
        first = cells[0][0]
        cells[0][0] = first._replace(text=first.text[found.end() :])
        numeral = Cell((Paragraph(paragraphs.joined([first._replace(text=found[0].strip())])),))
        width = max(len(line.text) for line in cells[-1])
        title = Cell((Paragraph(paragraphs.joined(cells[0])),))
        rest = (Cell(tuple(map(Paragraph, _paragraphs(cell, width, paragraphs)))) for cell in cells[1:])
        rows.append((numeral, title, *rest))
        number += 1
    return ([Table(tuple(rows))], to) if len(rows) > 1 else None


def _header(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    """The names of the columns from a line on, and the line after them; none where the line has other words."""
    found = list[Line]()
    for to in range(at, min(at + _FURTHEST, len(lines))):
        text, place, here = lines[to].text, 0, list[Line]()
        while place < len(text) and (label := _LABEL.match(text, place)):
            here.append(lines[to]._replace(text=label[0]))
            place = label.end() + (len(text[label.end() :]) - len(text[label.end() :].lstrip()))
        if place < len(text) or not here:
            return (found, to) if found and _LABEL.match(found[0].text).lastgroup == "number" else ([], at)  # type: ignore[union-attr]
        found += here
    return [], at


def _cells(lines: Sequence[Line], at: int, count: int) -> tuple[list[list[Line]], int]:
    """The lines of so many cells from a line on, and the line after them."""
    cells = [[lines[at]]]
    to = at + 1
    while to < len(lines):
        if lines[to].gap == "hard":
            if len(cells) == count:
                break
            cells.append([])
        cells[-1].append(lines[to])
        to += 1
    return cells, to


def _paragraphs(lines: Sequence[Line], width: int, paragraphs: Paragraphs) -> Iterator[Text]:
    """The paragraphs of a cell: an empty line or an indented one begins the next."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].gap or lines[at].lead:
            yield from split(lines[start:at], width, paragraphs)
            start = at


# --- numbers ---


def number_table(lines: Sequence[Line], at: int, paragraphs: Paragraphs) -> tuple[list[Block], int] | None:
    """Rows of as many numbers each, all but perhaps the first with a label; a label of their own may stand on the line before the first."""
    corner = lines[at] if at + 1 < len(lines) and len(lines[at].text.split()) <= 3 and not _NUMBERS.match(lines[at].text) else None
    to, rows = at + (corner is not None), list[tuple[Line, str, list[str]]]()
    while to < len(lines) and (found := _NUMBERS.match(lines[to].text)):
        numbers = found["numbers"].split()
        if rows and (len(numbers) != len(rows[0][2]) or not found["label"]):
            break
        rows.append((lines[to], found["label"].strip(), numbers))
        to += 1
    if len(rows) < 2 or (rows[0][1] and corner) or any(char in ".:" for _, label, _ in rows for char in label):
        return None
    return [Table(tuple(_row(row, corner if number == 0 else None, paragraphs) for number, row in enumerate(rows)))], to


def _row(row: tuple[Line, str, list[str]], corner: Line | None, paragraphs: Paragraphs) -> tuple[Cell, ...]:
    line, label, numbers = row
    label = corner.text if corner else label
    texts = [paragraphs.joined([line._replace(text=text)]) if text else None for text in (label, *numbers)]
    return tuple(Cell((Paragraph(text),) if text else (), header=bool(corner)) for text in texts)
