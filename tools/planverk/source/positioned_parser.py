"""A markdown-it parser whose inline tokens know where they stood.

markdown-it gives blocks their lines and inlines nothing. Its state collects plain characters in `pending`; noting the offset at which `pending`
began, and the offset at which every other token was pushed, gives each token its place in the block's own text, from `meta["at"]` on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from planverk.diagnostics import Finding, Hint, Location
from planverk.source.blocks import place_blocks
from planverk.source.text import Lines

MOST_NESTED = 100
"""Levels of blocks after which markdown-it drops what is deeper, without a word; `markdown` finds fault with far fewer."""


MOST_OPEN = 20
"""Brackets that may be open at once in a text. At each `[` markdown-it reads on in search of its end, through all that begins after it, so that a
hundred open ones cost a hundred times the work; of a link behind yet more it makes plain text without a word."""


class _PlacedState(StateInline):
    """Notes where each token begins, and where too many brackets were open; no link is looked for after that."""

    began = 0
    crowded: int | None = None

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.began = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["at"] = self.began
        return token

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        before = self.tokens[-2] if len(self.tokens) > 1 else None
        again = ttype == "text" and before is not None and before.type == "text" and before.meta["at"] >= self.pos  # stars come one by one
        token.meta["at"] = before.meta["at"] + 1 if again and before else self.pos
        return token


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        if state.crowded is not None:
            state.tokens[0].meta["crowded"] = state.crowded
        return state.tokens

    def skipToken(self, state: StateInline) -> None:
        assert isinstance(state, _PlacedState)
        if state.crowded is None and state.level >= MOST_OPEN:
            state.crowded = state.pos
        if state.crowded is None:
            super().skipToken(state)
        else:
            state.pos = state.posMax


_LABEL = re.compile(r"[^ \n\t\[\]@^]+")
_CITED = re.compile(r"[^\s\[\]@^,;]+(?:,[^\n\[\]@^;]*\S)?(?:; *@[^\s\[\]@^,;]+(?:,[^\n\[\]@^;]*\S)?)*")
"""One source or several, each with its place in it or without: `a; @b, s. 12`."""


def _bracketed(mark: str, name: str, form: re.Pattern[str]) -> Any:
    """A rule for `[@id]` or `[^label]`."""

    def rule(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith("[" + mark, state.pos):
            return False
        end = state.src.find("]", state.pos, min(state.posMax, state.pos + 200))
        label = state.src[state.pos + 2 : end]
        if end < 0 or not form.fullmatch(label):
            return False
        if not silent:
            state.push(name, "", 0).content = label
        state.pos = end + 1
        return True

    return rule


def blocks_of(body: str) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a body, their texts not parsed yet, and what its texts are parsed with. A definition that no link uses is a text."""
    env: dict[str, Any] = {"unused": frozenset()}
    tokens = parser().parse(body, env)
    defined = [token.meta["id"] for token in tokens if token.type == "definition"]
    if defined:
        used = {child.meta.get("label") for token in tokens if token.type in ("inline", "table") for child in _links(token, body, env)}
        if unused := frozenset(defined) - used:
            env = {"unused": unused}
            tokens = parser().parse(body, env)
    return tokens, env


def _links(token: Token, body: str, env: dict[str, Any]) -> Iterator[Token]:
    """The links in a token's text, or in the cells of its table."""
    cells = (body[cell.start : cell.end] for row in token.meta["rows"] for cell in row) if token.type == "table" else (token.content,)
    for text in cells:
        yield from (child for child in inlines_of(text, env) if child.type == "link_open")


def inlines_of(text: str, env: dict[str, Any]) -> list[Token]:
    """The inline tokens of a block's text."""
    return parser().inline.parse(text, parser(), env, [])


@cache
def parser() -> MarkdownIt:
    """The one parser: CommonMark, tables, footnotes and citations; addresses stay as typed, and what is not allowed is still recognised."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MOST_NESTED, "store_labels": True}).enable("table")
    place_blocks(md)
    inline = _PlacedInline()
    inline.ruler, inline.ruler2 = md.inline.ruler, md.inline.ruler2
    md.inline = inline
    md.inline.ruler2.disable("fragments_join")
    md.core.ruler.disable(["inline", "text_join"])
    md.inline.ruler.before("link", "footnote_call", _bracketed("^", "footnote_call", _LABEL))
    md.inline.ruler.before("link", "citation", _bracketed("@", "citation", _CITED))
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


# --- bounds -----------------------------------------------------------------------------------------------------------

# Finds in Markdown what nobody wrote to be read, before a parser spends its time on it: endless paragraphs, and tables that are nearly all gaps.


LONGEST_PARAGRAPH = 20_000
"""Characters; markdown-it takes quadratic time on some runs of brackets and stars, and no paragraph that a person reads is near this."""

MOST_BLOCKS = 20_000
"""Lines that are not empty, marks of lists and quotations before them, and signs that may begin something within a text. Each may become a node
of its own, with places, findings and a part of every output; a chapter of a hundred pages has a quarter as many.
"""

_SIGNS = "*_[`<&\\|\t"

MOST_GAPS = 300
"""Cells that a table's rows may lack beside its header, or as many as the table has characters: the parser makes a cell of every gap."""

_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_LINE = re.compile(r"^[ \t]*+(?=\S)((?:(?:(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t])|>)[ \t]*+)*+)", re.MULTILINE)
_DELIMITERS = re.compile(r"^[ \t>]*[-:|][-:| \t]*$", re.MULTILINE)


def out_of_bounds(path: str, lines: Lines, body: str, start: int) -> Finding | None:
    """The first fault of the kind in the prose that begins at offset `start` of the file; None where it may be parsed."""
    blocks = sum(1 + len(found[1].replace(">", " > ").split()) for found in _LINE.finditer(body)) + sum(map(body.count, _SIGNS))
    if blocks > MOST_BLOCKS:
        first = start + len(body) - len(body.lstrip())
        facts = {"size": str(blocks), "limit": str(MOST_BLOCKS)}
        return Finding("too-many-blocks", Location(path, lines.span(first, first)), facts, (Hint("split-text", {}),))
    for begins, ends in _parts(body):
        begins += len(body[begins:ends]) - len(body[begins:ends].lstrip("\n"))
        place = Location(path, lines.span(start + begins, start + begins))
        if ends - begins > LONGEST_PARAGRAPH:
            facts = {"size": str(ends - begins), "limit": str(LONGEST_PARAGRAPH)}
            return Finding("paragraph-too-long", place, facts, (Hint("split-paragraph", {}),))
        columns, gaps = _table(body[begins:ends])
        if gaps > max(MOST_GAPS, ends - begins):
            return Finding("missing-cells", place, {"columns": str(columns), "missing": str(gaps)}, (Hint("fill-rows", {}),))
    return None


def _parts(body: str) -> Iterator[tuple[int, int]]:
    """Begin and end of what is between empty lines."""
    begins = 0
    for gap in _GAP.finditer(body):
        yield begins, gap.start()
        begins = gap.end()
    yield begins, len(body)


def _table(part: str) -> tuple[int, int]:
    """How many columns the widest line of dashes sets, and how many cells the rows below the first such line lack then; 0 where there is none."""
    found = list(_DELIMITERS.finditer(part)) if "|" in part else []
    columns = max((line[0].strip(" \t>").strip("|").count("|") + 1 for line in found), default=0)
    rows = part[found[0].end() :].split("\n")[1:] if columns > 1 else []
    return columns, sum(max(0, columns - 1 - row.strip(" \t>").strip("|").count("|")) for row in rows if row)
