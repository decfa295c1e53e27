"""Tables in Markdown, by a parser rule of our own: every cell keeps its place and no cell is dropped.

markdown-it's rule makes six tokens of each cell, takes the backslash out of `\\|` so that all places behind it are off, and drops the cells that a
row has beyond its header without a word. Which lines are a table, and where it ends, is decided here as there (GitHub Flavored Markdown).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock

_RULE = re.compile(r"[-:|][-:| \t]*")
_COLUMN = re.compile(r":?-+:?")
_SIDES = {(False, False): "", (True, False): "left", (False, True): "right", (True, True): "center"}
_BAR = re.compile(r"\|")


class Cell(NamedTuple):
    """Where a cell's text stands in the parsed text, without the spaces around it."""

    start: int
    end: int


def table_rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The block rule: one token `table`. Its meta has `rows` (lists of cells, the header first; a row may have more or fewer), `lines` (the number
    of each row's line) and `aligned`.
    """
    below = state.bMarks[first + 1] + state.tShift[first + 1]
    if first + 2 > last or state.src[below : below + 1] not in "-:|":  # nearly all lines
        return False
    if state.sCount[first + 1] < state.blkIndent or state.is_code_block(first + 1) or state.is_code_block(first):
        return False
    aligned = _aligned(_line(state, first + 1))
    header = _cells(state, first) if aligned and "|" in _line(state, first) else []
    if not header or len(header) != len(aligned):
        return False
    if silent:
        return True
    rows, lines = [header], [first]
    parent, state.parentType = state.parentType, "table"
    for line in _below(state, first + 2, last):
        rows.append(_cells(state, line))
        lines.append(line)
    state.parentType = parent
    state.line = max(first + 1, lines[-1]) + 1
    token = state.push("table", "table", 0)
    token.map = [first, state.line]
    token.meta = {"rows": rows, "lines": lines, "aligned": aligned}
    return True


def _below(state: StateBlock, line: int, last: int) -> Iterator[int]:
    """The lines that are rows: up to an empty one, or one that begins another block."""
    endings = state.md.block.ruler.getRules("blockquote")
    while line < last and state.sCount[line] >= state.blkIndent and not state.isEmpty(line) and not state.is_code_block(line):
        if any(rule(state, line, last, True) for rule in endings):
            return
        yield line
        line += 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _aligned(line: str) -> list[str]:
    """How each column is aligned, by the line of hyphens below the header; empty where it is no such line."""
    if len(line) < 2 or not _RULE.fullmatch(line) or re.match(r"-[ \t]", line):
        return []
    columns = [column.strip(" \t") for column in line.split("|")]
    columns = columns[not columns[0] : len(columns) - (not columns[-1] and len(columns) > 1)]
    if not all(_COLUMN.fullmatch(column) for column in columns):
        return []
    return [_SIDES[column.startswith(":"), column.endswith(":")] for column in columns]


def _cells(state: StateBlock, line: int) -> list[Cell]:
    """The cells of a line; a bar behind a backslash parts none."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    begin, end = _trimmed(state.src, begin, end)
    bars = [found.start() for found in _BAR.finditer(state.src, begin, end) if state.src[found.start() - 1] != "\\" or found.start() == begin]
    edges = [begin - 1, *bars, end]
    cells = [_trimmed(state.src, one + 1, other) for one, other in pairwise(edges)]
    opens, closes = bool(bars) and bars[0] == begin, bool(bars) and bars[-1] == end - 1
    return cells[int(opens) : len(cells) - int(closes)]


def _trimmed(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in MD_TRIM_CHARS:
        start += 1
    while end > start and text[end - 1] in MD_TRIM_CHARS:
        end -= 1
    return Cell(start, end)
