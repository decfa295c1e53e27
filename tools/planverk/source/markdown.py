"""Reads an author's Markdown into prose, and reports what a plan may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from planverk.diagnostics import Finding, Hint
from planverk.source.blocks import Cell
from planverk.source.inlines import RAW, InlineReader, Reporter, untagged
from planverk.source.origin import Origin, of_cell, of_lines
from planverk.source.positioned_parser import blocks_of, inlines_of, out_of_bounds
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
from planverk.source.text import Lines

DEEPEST_BLOCK = 9
"""Lists and quotations inside each other; Word has as many levels of lists."""


def read_markdown(path: str, text: str, start: int) -> tuple[Prose, list[Finding]]:
    """The prose that begins at offset `start` of a file's text, and what is wrong in it. Never raises."""
    lines = Lines(text)
    body = text[start:]
    if fault := out_of_bounds(path, lines, body, start):
        return Prose(lines=lines), [fault]
    reporter = Reporter(path, lines)
    tokens, env = blocks_of(body)
    reader = _Reader(reporter, start, body, env)
    prose = Prose(reader.blocks(iter(tokens), ""), reader.footnotes, lines)
    for begin, end in unaccounted(text, start, [*_spans(prose), *reporter.spans]):
        reporter.report("text-not-printed", begin, end, {"text": text[begin:end]}, *reader.why(begin))
        if reader.too_deep:  # what is dropped for that is one fault
            break
    return prose, reporter.findings


def _spans(prose: Prose) -> Iterator[tuple[int, int]]:
    """The places of all that a prose says."""
    for node in prose.walk():
        if isinstance(node, (Text, Link, Citation, FootnoteCall, FigurePlace)):
            yield node.start, node.end
    for note in prose.footnotes.values():
        yield note.start, note.end


@dataclass
class _Reader:
    reporter: Reporter
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
        self.inline = InlineReader(self.reporter)

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
        """Where the text of an inline token is located: its lines as the parser cut them, or, for a heading behind its signs, the end of the line."""
        first = token.map[0] if token.map else 0
        if token.meta.get("line") == first:
            return of_lines(token.content, token.meta["begins"], self.start)
        low = self.starts[min(first, len(self.starts) - 1)]
        return of_lines(token.content, [max(low, self.body.rfind(token.content, low, self.line_end(low)))], self.start)

    def why(self, at: int) -> tuple[Hint, ...]:
        """What to do with a text that is not printed."""
        if any(begin <= at < end for begin, end in self.surplus):
            return (Hint("one-cell-a-column", {}),)
        line = self.reporter.lines.text[self.reporter.lines.text.rfind("\n", 0, at) + 1 : at]
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
                self.reporter.spans.append(self.lines_of(token))
            case _ if token.type in RAW:
                typed = self.body[start - self.start : self.line_end(start - self.start)]
                self.reporter.raw(RAW[token.type], typed if token.type in ("fence", "hr") else token.content, start)
                self.reporter.spans.append(self.lines_of(token))
                return (Paragraph((Text(untagged(token.content), start, start + len(token.content)),), start),) if token.content else ()
            case _:
                raise AssertionError(f"a Markdown block that no parser rule of ours gives: {token.type}")
        return ()

    @contextmanager
    def deeper(self, kind: str, start: int) -> Iterator[None]:
        """One level further into lists and quotations; the first that is too deep is found fault with."""
        self.within.append(kind)
        if len(self.within) - self.within.count("note") == DEEPEST_BLOCK + 1 and kind != "note":
            self.reporter.report("too-deep", start, start, {"limit": str(DEEPEST_BLOCK)}, Hint("flatten", {}))
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
            under = self.reporter.lines.text.rfind("\n", begin, end) + 1
            self.reporter.report("underlined-heading", under, end, {"text": inline.content}, Hint("heading-mark", {}), Hint("delete-underline", {}))
        return Heading(int(token.tag[1]), self.inline.read(inline.content, inlines_of(inline.content, self.env), self.origin(inline)), start)

    def swallowed(self, line: int, kind: str) -> None:
        """Reports a line that became part of what is above it."""
        begin = self.starts[line]
        end = self.line_end(begin)
        self.reporter.report(
            "swallowed-line", self.start + begin, self.start + end, {"kind": f"the-{kind}"}, Hint("empty-line-between", {}), Hint(f"go-on-{kind}", {})
        )

    def figure(self, image: Token, origin: Origin) -> FigurePlace | None:
        target = str(image.attrs.get("src", ""))
        at = origin(image.meta["at"])
        if not target.startswith("figure:"):
            self.inline.image(image, at)
            return None
        place = self.reporter.lines.text.find("figure:", at)
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
        return tuple(
            List(tuple(blocks for _, blocks in items[one:other]), first, places[one]) for one, other, first in lists_of(marks, self.reporter)
        )

    def table(self, token: Token, start: int) -> Table:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        columns = len(token.meta["aligned"])
        for cells, line in zip(token.meta["rows"], token.meta["lines"], strict=True):
            rows.append((*map(self.cell, cells[:columns]), *((),) * (columns - len(cells))))
            self.surplus += [(self.start + cell.start, self.start + cell.end) for cell in cells[columns:]]
            begin = self.starts[line]
            if len(cells) == 1 and "|" not in self.body[begin : self.line_end(begin)]:
                self.swallowed(line, "table")
        return Table(rows[0], tuple(rows[1:]), tuple(token.meta["aligned"]), start)

    def cell(self, cell: Cell) -> tuple[Inline, ...]:
        text, origin = of_cell(self.body[cell.start : cell.end], self.start + cell.start)
        return self.inline.read(text, inlines_of(text, self.env), origin)

    def footnote(self, token: Token, tokens: Iterator[Token], start: int) -> None:
        label = token.meta["label"]
        start = self.reporter.lines.text.index(f"[^{label}]:", start)
        with self.deeper("note", start):
            blocks = self.blocks(tokens, "footnote_reference_close")
        end = start + len(label) + 3
        if label in self.footnotes:
            first = self.reporter.lines.position(self.footnotes[label].start).line
            self.reporter.report(
                "repeated-identifier", start, end, {"kind": "footnote", "name": f"[^{label}]", "place": f"{self.reporter.path}:{first}"}
            )
            self.reporter.spans.append(self.lines_of(token))
        else:
            self.footnotes[label] = Footnote(blocks, start, end)


# --- numbers of items -------------------------------------------------------------------------------------------------

# The numbers of a list's items: those that are printed are those that are typed.


Mark = tuple[str, int]
"""The digits before an item's full stop or bracket, and where they stand in the file."""


def lists_of(marks: list[Mark], reporter: Reporter) -> Iterator[tuple[int, int, int]]:
    """The runs of items that count up, as first and last item and the first number: each is a list of its own.

    Where every item has the same number, as many write Markdown, they are counted; each that is printed with another number is a finding.
    """
    reporter.spans += [(at, at + len(digits) + 1) for digits, at in marks]
    same = len({digits for digits, _ in marks}) == 1
    begins = 0
    for item in range(1, len(marks) + 1):
        if item == len(marks) or not (same or int(marks[item][0]) == int(marks[item - 1][0]) + 1):
            yield begins, item, int(marks[begins][0])
            _renumbered(marks[begins:item], reporter)
            if item < len(marks):
                digits, at = marks[item]
                facts = {"before": marks[item - 1][0], "number": digits}
                hints = Hint("count-up", facts), Hint("number-as-text", {"typed": digits})
                reporter.report("number-out-of-order", at, at + len(digits), facts, *hints)
            begins = item


def _renumbered(marks: list[Mark], reporter: Reporter) -> None:
    """Finds fault with marks that are printed otherwise than they are typed."""
    for number, (digits, at) in enumerate(marks, int(marks[0][0])):
        if digits != str(number):
            facts = {"typed": digits, "printed": str(number)}
            reporter.report(
                "number-changed", at, at + len(digits), facts, Hint("number-in-order", facts), Hint("number-as-text", facts), new=str(number)
            )


# --- what is not printed ----------------------------------------------------------------------------------------------

# Finds what is in a file and in nothing that was read from it. It knows nothing of Markdown's rules, so that it sees what they drop.


Span = tuple[int, int]

_NO_MARK = re.compile(r"[^\s\[\]()<>*_#|:\-+=!\\]")
"""What is neither white space nor a mark of the closed set of blocks and inlines."""


def unaccounted(text: str, start: int, spans: Iterable[Span]) -> Iterator[Span]:
    """The places, from offset `start` of the text on, that no span holds and that say something: one for each line of each gap between spans."""
    at = start
    for begin, end in sorted(span for span in spans if span[1] > start):
        if begin > at:
            yield from _said(text, at, begin)
        at = max(at, end)
    yield from _said(text, at, len(text))


def _said(text: str, begin: int, end: int) -> Iterator[Span]:
    """The lines of a gap that say something, each from its first to behind its last such character."""
    while found := _NO_MARK.search(text, begin, end):
        line_end = text.find("\n", found.start(), end)
        line_end = end if line_end < 0 else line_end
        last = next(at for at in range(line_end - 1, found.start() - 1, -1) if _NO_MARK.match(text[at]))
        yield found.start(), last + 1
        begin = line_end
