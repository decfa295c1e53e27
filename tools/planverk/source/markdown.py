"""Reads an author's Markdown into prose, and reports what a plan may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from planverk.diagnostics import Finding, Hint
from planverk.source.bounds import out_of_bounds
from planverk.source.inlines import RAW, InlineReader, image_end, untagged
from planverk.source.lists import lists_of
from planverk.source.origin import Origin, of_cell, of_lines
from planverk.source.positioned_parser import blocks_of, inlines_of
from planverk.source.prose import (
    Block,
    Citation,
    FigurePlace,
    Footnote,
    FootnoteCall,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Table,
    Text,
)
from planverk.source.reporter import Told
from planverk.source.rows import Cell
from planverk.source.text import Lines
from planverk.source.unprinted import unaccounted

DEEPEST_BLOCK = 9
"""Lists and quotations inside each other; Word has as many levels of lists."""


def read_markdown(path: str, text: str, start: int) -> tuple[Prose, list[Finding]]:
    """The prose that begins at offset `start` of a file's text, and what is wrong in it. Never raises."""
    lines = Lines(text)
    body = text[start:]
    if fault := out_of_bounds(path, lines, body, start):
        return Prose(lines=lines), [fault]
    told = Told(path, lines)
    tokens, env = blocks_of(body)
    reader = _Reader(told, start, body, env)
    prose = Prose(reader.blocks(iter(tokens), ""), reader.footnotes, lines)
    for begin, end in unaccounted(text, start, [*_spans(prose), *told.spans]):
        told.report("text-not-printed", begin, end, {"text": text[begin:end]}, *reader.why(begin))
        if reader.too_deep:  # what is dropped for that is one fault
            break
    return prose, told.findings


def _spans(prose: Prose) -> Iterator[tuple[int, int]]:
    """The places of all that a prose says."""
    for node in prose.walk():
        if isinstance(node, (Text, Link, Citation, FootnoteCall, FigurePlace)):
            yield node.start, node.end
    for note in prose.footnotes.values():
        yield note.start, note.end


@dataclass
class _Reader:
    told: Told
    start: int
    body: str
    env: dict[str, Any]
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    starts: list[int] = field(init=False)
    inline: InlineReader = field(init=False)
    within: list[str] = field(default_factory=list)
    surplus: list[tuple[int, int]] = field(default_factory=list)
    too_deep: bool = False

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.body))]
        self.inline = InlineReader(self.told)

    # --- places ---

    def line_start(self, token: Token) -> int:
        """The offset in the file of a block's first visible character."""
        at = self.starts[min(token.map[0], len(self.starts) - 1)] if token.map else 0
        while at < len(self.body) and self.body[at] == " ":
            at += 1
        return self.start + at

    def line_end(self, offset: int) -> int:
        end = self.body.find("\n", offset)
        return len(self.body) if end < 0 else end

    def lines_of(self, token: Token) -> tuple[int, int]:
        """Where the lines of a block begin and end in the file."""
        first, last = token.map or (0, 0)
        begins = self.starts[min(first, len(self.starts) - 1)]
        return self.start + begins, self.start + (self.starts[last] - 1 if last < len(self.starts) else len(self.body))

    def origin(self, token: Token) -> Origin:
        """Where the text of an inline token stands: its lines as the parser cut them, or, for a heading behind its signs, the end of the line."""
        first = token.map[0] if token.map else 0
        if token.meta.get("line") == first:
            return of_lines(token.content, token.meta["begins"], self.start)
        low = self.starts[min(first, len(self.starts) - 1)]
        return of_lines(token.content, [max(low, self.body.rfind(token.content, low, self.line_end(low)))], self.start)

    def why(self, at: int) -> tuple[Hint, ...]:
        """What to do with a text that is not printed."""
        if any(begin <= at < end for begin, end in self.surplus):
            return (Hint("one-cell-a-column", {}),)
        line = self.told.lines.text[self.told.lines.text.rfind("\n", 0, at) + 1 : at]
        return (Hint("alternative-in-figure" if line.endswith("![") else "title-in-text", {}),)

    # --- blocks ---

    def blocks(self, tokens: Iterator[Token], until: str) -> tuple[Block, ...]:
        """The blocks up to the token of type `until`; what nests too deep has a finding."""
        found: list[Block] = []
        for token in tokens:
            if token.type == until:
                break
            found += self.block(token, tokens)
        return tuple(found)

    def block(self, token: Token, tokens: Iterator[Token]) -> tuple[Block, ...]:
        start = self.line_start(token)
        match token.type:
            case "paragraph_open":
                return self.paragraph(token, next(tokens), tokens, start)
            case "heading_open":
                return (self.heading(token, next(tokens), tokens, start),)
            case "bullet_list_open" | "ordered_list_open":
                return self.lists(token, tokens, start)
            case "blockquote_open":
                with self.deeper("quote", start):
                    return (Quote(self.blocks(tokens, "blockquote_close"), start),)
            case "table":
                return (self.table(token, start),)
            case "footnote_reference_open":
                self.footnote(token, tokens, start)
            case "definition":
                self.told.spans.append(self.lines_of(token))
            case _ if token.type in RAW:
                typed = self.body[start - self.start : self.line_end(start - self.start)]
                self.told.raw(RAW[token.type], typed if token.type in ("fence", "hr") else token.content, start)
                self.told.spans.append(self.lines_of(token))
                return (Paragraph((Text(untagged(token.content), start, start + len(token.content)),), start),) if token.content else ()
            case _:
                raise AssertionError(f"a Markdown block that no parser rule of ours gives: {token.type}")
        return ()

    @contextmanager
    def deeper(self, kind: str, start: int) -> Iterator[None]:
        """One level further into lists and quotations; the first that is too deep is found fault with."""
        self.within.append(kind)
        if len(self.within) - self.within.count("note") == DEEPEST_BLOCK + 1 and kind != "note":
            self.told.report("too-deep", start, start, {"limit": str(DEEPEST_BLOCK)}, Hint("flatten", {}))
            self.too_deep = True
        yield
        self.within.pop()

    def paragraph(self, token: Token, inline: Token, tokens: Iterator[Token], start: int) -> tuple[Block, ...]:
        next(tokens)
        origin, children = self.origin(inline), inlines_of(inline.content, self.env)
        if (line := inline.meta.get("swallowed")) is not None:
            self.swallowed(line, self.within[-1])
        if len(children) == 1 and children[0].type == "image":
            place = self.figure(children[0], origin)
            return (place,) if place else ()
        return (Paragraph(self.inline.read(inline.content, children, origin), start, self.lines_of(token)[1]),)

    def heading(self, token: Token, inline: Token, tokens: Iterator[Token], start: int) -> Heading:
        next(tokens)
        if token.markup in ("-", "="):
            begin, end = self.lines_of(token)
            under = self.told.lines.text.rfind("\n", begin, end) + 1
            self.told.report("underlined-heading", under, end, {"text": inline.content}, Hint("heading-mark", {}), Hint("delete-underline", {}))
        return Heading(int(token.tag[1]), self.inline.read(inline.content, inlines_of(inline.content, self.env), self.origin(inline)), start)

    def swallowed(self, line: int, kind: str) -> None:
        """Finds fault with a line that became part of what stands above it."""
        begin = self.starts[line]
        end = self.line_end(begin)
        self.told.report(
            "swallowed-line", self.start + begin, self.start + end, {"kind": f"the-{kind}"}, Hint("empty-line-between", {}), Hint(f"go-on-{kind}", {})
        )

    def figure(self, image: Token, origin: Origin) -> FigurePlace | None:
        target = str(image.attrs.get("src", ""))
        at = origin(image.meta["at"])
        if not target.startswith("figure:"):
            end = image_end(self.told, at)
            self.told.report("raw-markup", at, end, {"text": self.told.lines.text[at:end][:60]}, Hint("raw-image", {}))
            self.told.spans.append((at, end))
            return None
        place = self.told.lines.text.find("figure:", at)
        return FigurePlace(target.removeprefix("figure:"), place, place + len(target))

    def lists(self, token: Token, tokens: Iterator[Token], start: int) -> tuple[List, ...]:
        items: list[tuple[Token, tuple[Block, ...]]] = []
        with self.deeper("list", start):
            for item in tokens:
                if item.type == token.type.replace("open", "close"):
                    break
                items.append((item, self.blocks(tokens, "list_item_close")))
        if token.type.startswith("bullet"):
            return (List(tuple(blocks for _, blocks in items), None, start),)
        marks = [(item.info, self.start + item.meta["at"]) for item, _ in items]
        places = [self.line_start(item) for item, _ in items]
        return tuple(List(tuple(blocks for _, blocks in items[one:other]), first, places[one]) for one, other, first in lists_of(marks, self.told))

    def table(self, token: Token, start: int) -> Table:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        columns = len(token.meta["aligned"])
        for cells, line in zip(token.meta["rows"], token.meta["lines"], strict=True):
            rows.append((*map(self.cell, cells[:columns]), *((),) * (columns - len(cells))))
            self.surplus += [(self.start + cell.start, self.start + cell.end) for cell in cells[columns:]]
            begin = self.starts[line]
            if len(cells) == 1 < columns and "|" not in self.body[begin : self.line_end(begin)]:
                self.swallowed(line, "table")
        return Table(rows[0], tuple(rows[1:]), tuple(token.meta["aligned"]), start)

    def cell(self, cell: Cell) -> tuple[Inline, ...]:
        text, origin = of_cell(self.body[cell.start : cell.end], self.start + cell.start)
        return self.inline.read(text, inlines_of(text, self.env), origin)

    def footnote(self, token: Token, tokens: Iterator[Token], start: int) -> None:
        label = token.meta["label"]
        start = self.told.lines.text.index(f"[^{label}]:", start)
        with self.deeper("note", start):
            blocks = self.blocks(tokens, "footnote_reference_close")
        end = start + len(label) + 3
        if label in self.footnotes:
            first = self.told.lines.position(self.footnotes[label].start).line
            self.told.report("repeated-identifier", start, end, {"kind": "footnote", "name": f"[^{label}]", "place": f"{self.told.path}:{first}"})
            self.told.spans.append(self.lines_of(token))
        else:
            self.footnotes[label] = Footnote(blocks, start, end)
