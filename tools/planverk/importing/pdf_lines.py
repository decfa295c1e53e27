"""Lines and tables of a page, by where its texts and rules stand: what comes again on every page, columns, rows between rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_GAP = 1.1
"""Of the size of letters, what is between two words of one line at most."""
_GUTTER = 5.0
"""Points between two columns of a table at least."""
_WIDEST = 0.75
"""Of the width of a table, the widest column."""
_RULE = 100.0
"""Points that a rule of a table is long at least."""
_EDGES = 0.12
"""The share of a page at its top and at its foot where what comes again on every page stands."""


class Glyphs(NamedTuple):
    """Text of one look on one line, and its box, counted from the left and from the foot."""

    text: str
    left: float
    low: float
    right: float
    size: float
    bold: bool
    italic: bool


class Rule(NamedTuple):
    """A line across the page."""

    left: float
    right: float
    y: float


class Line(NamedTuple):
    """A line of text: its pieces from left to right, in groups that room of more than a word is between, and the page."""

    groups: tuple[tuple[Glyphs, ...], ...]
    page: int

    @property
    def first(self) -> Glyphs:
        return self.groups[0][0]

    @property
    def text(self) -> str:
        return " ".join(said(group) for group in self.groups)

    @property
    def low(self) -> float:
        return max(self.glyphs, key=lambda each: each.size).low

    @property
    def size(self) -> float:
        return max(each.size for each in self.glyphs)

    @property
    def glyphs(self) -> list[Glyphs]:
        return [each for group in self.groups for each in group]

    @property
    def right(self) -> float:
        return self.groups[-1][-1].right

    @property
    def is_bold(self) -> bool:
        return all(each.bold for each in self.glyphs)


Page = tuple[Sequence[Glyphs], Sequence[Rule], float]
"""What is drawn on a page, and its height."""


def said(group: Iterable[Glyphs]) -> str:
    """The words of pieces that follow each other on a line."""
    text, last = "", None
    for each in group:
        text += (" " if last and has_room(last, each) and not text.endswith(" ") else "") + each.text
        last = each
    return " ".join(text.split())


def has_room(last: Glyphs, each: Glyphs) -> bool:
    """True where a space is between two pieces of a line; signs stand right behind a word."""
    return each.left - last.right > 0.12 * min(last.size, each.size) and each.text.lstrip()[:1] not in set(".,;:!?)]»”")


def lines_of(glyphs: Sequence[Glyphs], page: int) -> Iterator[Line]:
    """The lines of a page from its top; what is smaller and higher belongs to the line that it stands in."""
    lines: list[list[Glyphs]] = []
    for each in sorted(glyphs, key=lambda each: -each.low):
        home = next((line for line in lines[-4:] if abs(line[0].low - each.low) < 0.5 * max(line[0].size, each.size)), None)
        if home is None:
            lines.append([each])
        else:
            home.append(each)
    for line in lines:
        ordered, groups = sorted(line, key=lambda each: each.left), list[list[Glyphs]]()
        for each in ordered:
            if groups and each.left - groups[-1][-1].right < _GAP * each.size:
                groups[-1].append(each)
            else:
                groups.append([each])
        yield Line(tuple(map(tuple, groups)), page)


def without_repeated(pages: Sequence[list[Line]], heights: Sequence[float]) -> Iterator[list[Line]]:
    """The pages without what stands at the edges of most of them, numbers apart."""
    shapes = [{_shape(line) for line in lines if _is_at_edge(line, height)} for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(shape for each in shapes for shape in each)
    repeated = {shape for shape, count in counts.items() if len(pages) > 2 and count > max(2, len(pages) * 0.4)}
    for lines, height in zip(pages, heights, strict=True):
        yield [line for line in lines if not (_is_at_edge(line, height) and _shape(line) in repeated)]


def _is_at_edge(line: Line, height: float) -> bool:
    return not height * _EDGES < line.low < height * (1 - _EDGES)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


# --- tables ---


class Grid(NamedTuple):
    """A table: the left edges of its columns, and the lines of its rows; `is_open` where its first row is below no rule of its own."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Line, ...], ...]


def parts_of(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator[Line | Grid]:
    """The lines of a page, and its tables in their places."""
    tables = list(_tables(lines, rules))
    taken = {id(line): table for table in tables for row in table.rows for line in row}
    shown = set[int]()
    for line in _in_columns(lines, taken.keys()):
        table = taken.get(id(line))
        if table is None:
            yield line
        elif id(table) not in shown:
            shown.add(id(table))
            yield table


def _tables(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator[Grid]:
    """Rows between rules of one width whose texts stand in the same columns; the row of headers may stand above the first rule."""
    used = set[int]()
    for group in _by_width(rules):
        free = [line for line in lines if id(line) not in used]
        tables = list(_tables_between(free, group))
        used |= {id(line) for table in tables for row in table.rows for line in row}
        yield from tables


def _tables_between(lines: Sequence[Line], group: Sequence[Rule]) -> Iterator[Grid]:
    """The tables whose rows are between rules of one width."""
    width = group[0].right - group[0].left
    heights = sorted({round(rule.y) for rule in group}, reverse=True)
    heights = [y for at, y in enumerate(heights) if not at or heights[at - 1] - y > 4]
    rows = list[tuple[Line, ...]]()
    for top, foot in pairwise(heights):
        between = tuple(line for line in lines if foot < line.low < top)
        is_row = len(_columns([between])) > 1 and not _holds_heading(between, width)
        if rows and not (is_row and len(_columns([*rows, between])) >= len(_columns(rows)) - 1 > 0):
            yield Grid(_columns(rows), tuple(rows))
            rows = []
        if is_row and not rows and (header := _header(lines, top, between)):
            rows.append(header)
        if is_row:
            rows.append(between)
    if rows:
        yield Grid(_columns(rows), tuple(rows))


def _holds_heading(lines: Sequence[Line], width: float) -> bool:
    """True for lines that are no row of a table: one is wider than a column, or larger than the others."""
    sizes = sorted(line.size for line in lines)
    alone = [line for line in lines if len(line.groups) == 1]
    return any(line.right - line.first.left > width * _WIDEST or line.size > sizes[len(sizes) // 2] * 1.2 for line in alone)


def _whole_rules(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules of which programs draw a piece for each cell, as one."""
    last: Rule | None = None
    for rule in sorted(rules, key=lambda rule: (round(rule.y / 1.5), rule.left)):
        if last and abs(last.y - rule.y) < 1.5 and rule.left - last.right < _GUTTER:
            last = Rule(last.left, max(last.right, rule.right), last.y)
            continue
        if last:
            yield last
        last = rule
    if last:
        yield last


def _by_width(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules of tables by their ends, most first; the others stand below words."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in _whole_rules(rules):
        if rule.right - rule.left > _RULE:
            groups.setdefault(_same_width(rule), []).append(rule)
    return sorted(groups.values(), key=len, reverse=True)


def _same_width(rule: Rule) -> tuple[int, int]:
    return round(rule.left / 6), round(rule.right / 6)


def _header(lines: Sequence[Line], top: float, below: Sequence[Line]) -> tuple[Line, ...]:
    """The bold lines right above a rule that stand in the columns of what is below it."""
    header, at = list[Line](), top
    for line in sorted((line for line in lines if line.low > top), key=lambda line: line.low):
        if line.low - at > 2.0 * line.size or not line.is_bold or len(_columns([header, [line], below])) < 2:
            break
        header, at = [line, *header], line.low
    return tuple(header) if any(len(line.groups) > 1 for line in header) else ()


def _columns(rows: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The left edges of the columns between which no text stands in any row."""
    spans = sorted((group[0].left, group[-1].right) for row in rows for line in row for group in line.groups)
    edges, reached = list[float](), -1.0e9
    for left, right in spans:
        if left - reached > _GUTTER:
            edges.append(left)
        reached = max(reached, right)
    return tuple(edges)


def _in_columns(lines: Sequence[Line], apart: Iterable[int]) -> list[Line]:
    """The lines in the order in which they are read: of a page in two columns of text the left one first."""
    rest = [line for line in lines if id(line) not in set(apart)]
    pairs = [line for line in rest if len(line.groups) == 2 and all(len(said(group)) > 25 for group in line.groups)]
    if len(pairs) < max(4, len(rest) * 0.4):
        return list(lines)
    middle = sorted(line.groups[1][0].left for line in pairs)[len(pairs) // 2] - 1
    halves = [
        Line(tuple(part), line.page)
        for keep in (0, 1)
        for line in rest
        if (part := [group for group in line.groups if (group[0].left >= middle) == bool(keep)])
    ]
    return [*halves, *(line for line in lines if id(line) in set(apart))]


def joined_tables(parts: Sequence[Line | Grid]) -> Iterator[Line | Grid]:
    """The parts, with a table that goes on over the page as one, and its row of headers once."""
    last: Line | Grid | None = None
    for part in parts:
        if (
            isinstance(part, Grid)
            and isinstance(last, Grid)
            and len(part.columns) == len(last.columns)
            and part.rows[0][0].page > last.rows[-1][-1].page
        ):
            again = [line.text for line in part.rows[0]] == [line.text for line in last.rows[0]]
            last = Grid(last.columns, (*last.rows, *part.rows[again:]))
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
