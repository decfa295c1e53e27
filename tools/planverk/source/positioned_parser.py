"""A markdown-it parser whose inline tokens know where they stood.

markdown-it gives blocks their lines and inlines nothing. Its state collects plain characters in `pending`; noting the offset at which `pending`
began, and the offset at which every other token was pushed, gives each token its place in the block's own text, from `meta["at"]` on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from planverk.source.blocks import place_blocks

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


def _bracketed(mark: str, name: str) -> Any:
    """A rule for `[@id]` or `[^label]`."""

    def rule(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith("[" + mark, state.pos):
            return False
        end = state.src.find("]", state.pos, min(state.posMax, state.pos + 200))
        label = state.src[state.pos + 2 : end]
        if end < 0 or not label or any(c in label for c in " \n\t[@^"):
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
    md.inline.ruler.before("link", "footnote_call", _bracketed("^", "footnote_call"))
    md.inline.ruler.before("link", "citation", _bracketed("@", "citation"))
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md
