"""The block half of the Markdown parser: where the lines of each paragraph stand, and which lines are no list and no definition in a plan."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, list_block, reference
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from planverk.source.prose import ENTRY_SCHEMES, LANGUAGE_SCHEME, SAFE_SCHEMES
from planverk.source.rows import table_rule

MONTHS = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mars?|apr(?:il)?|mai|juni?|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?"
    r"|june|(?:march|may)(?=\s*(?:\d|[,;:.!?)]|$)))"
)
"""Names of months in Norwegian and English, with their abbreviations; «may» and «march» are words too, and count before a number or a sign only."""

_DATED = re.compile(rf"(?:1[5-9]|20)\d\d[.)](?=\s|$)|\d{{1,2}}\.[ \t]+{MONTHS}(?![^\W\d_])", re.IGNORECASE | re.MULTILINE)
"""A date or a year at the start of a line, which looks like the mark of a list's item."""

_TARGET = re.compile(rf"(?:{'|'.join((*SAFE_SCHEMES, *ENTRY_SCHEMES, LANGUAGE_SCHEME))}):", re.IGNORECASE)


class _State(StateBlock):
    """Notes where the lines of a paragraph begin, and the first that stands in a list, a quotation or a note without its marks."""

    cut: dict[str, Any] | None = None

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:
        begins = [self.bMarks[line] + self.tShift[line] for line in range(begin, end)]
        lazy = (line for line in range(begin + 1, end) if self.sCount[line] < indent and self._outside(line))
        self.cut = {"line": begin, "begins": begins, "swallowed": next(lazy, None)}
        return super().getLines(begin, end, indent, keepLastLF)

    def _outside(self, line: int) -> bool:
        """True for a line that is not even indented as far as the mark of the list; in a quotation markdown-it counts it as -1."""
        return self.sCount[line] <= max(0, self.listIndent)

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
    """Makes a parser use the rules of this room."""
    block = PlacedBlocks()
    block.ruler = md.block.ruler
    md.block = block
    md.options["inline_definitions"] = True
    block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    block.ruler.at("reference", _definition)
    block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
