"""The block half of the Markdown parser: where the lines of each paragraph stand, and which lines are no list and no definition in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, list_block, reference
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from planverk.source.prose import ENTRY_SCHEMES, LANGUAGE_SCHEME, SAFE_SCHEMES

MONTHS = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mars?|apr(?:il)?|mai|juni?|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?"
    r"|june|(?:march|may)(?=\s*(?:\d|[,;:.!?)]|$)))"
)
"""Names of months in Norwegian and English, with their abbreviations; «may» and «march» are words too, and count before a number or a sign only."""

_DATED = re.compile(
    rf"(?:1[5-9]|20)\d\d[.)](?=\s|$)|\d{{1,2}}\.[ \t]+(?:{MONTHS}(?![^\W\d_])|[^\W\d_]+mán(?:n?[uo])|\d{{1,2}}\.[ \t]*(?:1[5-9]|20)\d\d(?!\d))",
    re.IGNORECASE | re.MULTILINE,
)
"""A date or a year at the start of a line, which looks like the mark of a list's item; all months end alike in Northern and in Lule Sámi."""

_TARGET = re.compile(rf"(?:{'|'.join((*SAFE_SCHEMES, *ENTRY_SCHEMES, LANGUAGE_SCHEME))}):", re.IGNORECASE)


class _State(StateBlock):
    """Notes where the lines of a paragraph begin, and the first in a list, a quotation or a note without its marks."""

    cut: dict[str, Any] | None = None

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:
        cells = ((line, _trimmed(self.src, self.bMarks[line] + self.tShift[line], self.eMarks[line])) for line in range(begin, end))
        first, start = next(((line, cell.start) for line, cell in cells if cell.start < cell.end), (begin, self.bMarks[begin]))
        begins = [start, *(self.bMarks[line] + self.tShift[line] for line in range(first + 1, end))]  # a paragraph is trimmed at its start only
        most = min(indent - 1, max(0, self.listIndent))  # not even as far in as the mark of the list; in a quotation markdown-it counts it as -1
        lazy = (line for line in range(begin + 1, end) if self.sCount[line] <= most)
        self.cut = {"line": begin, "begins": begins, "swallowed": next(lazy, None)}
        return super().getLines(begin, end, indent, keepLastLF)

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype == "list_item_open":
            token.meta = {"at": self.bMarks[self.line] + self.tShift[self.line]}
        if ttype == "inline" and self.cut:  # of an earlier block, where the lines are not those of the token
            token.meta, self.cut = self.cut, None
        return token


class PlacedBlocks(ParserBlock):
    """Parses blocks with places."""

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:
        if src:
            state = _State(src, md, env, outTokens)
            self.tokenize(state, state.line, state.lineMax)
        return outTokens


def _list(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A list; no date and no year begins one, nor ends a paragraph. Within a list that counts up to it, a mark is a mark."""
    begins = not silent or (state.parentType == "paragraph" and state.sCount[first] >= state.blkIndent)
    if begins and _DATED.match(state.src, state.bMarks[first] + state.tShift[first], state.eMarks[first]):
        return False
    return list_block(state, first, last, silent)


def _definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The address of links that name it, `[label]: https://…`. One without an address, with a title or that no link uses is a text."""
    if state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]][:1] != "[":
        return False
    line, outer, state.env = state.line, state.env, {}
    accepted = reference(state, first, last, False)
    inner, state.env = state.env, outer
    if not accepted:
        return False
    found, known = state.tokens.pop(), state.env.setdefault("references", {})
    if found.meta["title"] or not _TARGET.match(found.meta["url"]) or found.meta["id"] in (*state.env["unused"], *known):
        state.line = line
        return False
    known.update(inner["references"])
    state.tokens.append(found)
    return True


def place_blocks(md: MarkdownIt) -> None:
    """Makes a parser use the rules of this module."""
    block = PlacedBlocks()
    block.ruler = md.block.ruler
    md.block = block
    md.options["inline_definitions"] = True
    block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    block.ruler.at("reference", _definition)
    block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})


# --- tables -----------------------------------------------------------------------------------------------------------

# Tables in Markdown, by a parser rule of our own: every cell keeps its place and no cell is dropped.
#
# markdown-it's rule makes six tokens of each cell, takes the backslash out of `\|` so that all places behind it are off, and drops the cells that a
# row has beyond its header without a word. Which lines are a table, and where it ends, is decided here as there (GitHub Flavored Markdown).


_RULE = re.compile(r"[-:|][-:| \t]*")
_COLUMN = re.compile(r":?-+:?")
_SIDES = {(False, False): "", (True, False): "left", (False, True): "right", (True, True): "center"}
_BAR = re.compile(r"\|")


class Cell(NamedTuple):
    """Where a cell's text is located in the parsed text, without the spaces around it."""

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
