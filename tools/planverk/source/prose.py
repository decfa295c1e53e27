"""The closed set of blocks and inlines that an author's Markdown may hold, each with its place.

`start` and `end` are offsets in characters into the text of the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from planverk.diagnostics import Span
from planverk.source.text import Lines


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are read; where nothing was escaped they stand one to one in the file."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break that the author asked for with a backslash or two spaces."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `start` and `end` are those of the target as typed, or of the text where the target is declared elsewhere."""

    target: str
    children: tuple[Inline, ...]
    start: int
    end: int

    @property
    def entry(self) -> tuple[str, str] | None:
        """Kind and id where the link leads inside the plan, None where it leads out of it."""
        scheme, mark, rest = self.target.partition(":")
        return (scheme, rest) if mark and scheme in ENTRY_SCHEMES else None


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the plan's: `[well-being](lang:en)`. `language` is a BCP 47 tag."""

    language: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that is cited, and the place in it, such as «§ 1-7». Of several within one pair of brackets the first spans them all, and the others
    are `joined` to it: they make one note."""

    source: str
    start: int
    end: int
    locator: str | None = None
    joined: bool | None = None

    @property
    def at(self) -> int:
        """Where the source's id begins."""
        return self.start + (1 if self.joined else 2)


@dataclass(frozen=True, slots=True)
class FootnoteCall:
    label: str
    start: int
    end: int


Inline = Text | Emphasis | Strong | HardBreak | Link | Foreign | Citation | FootnoteCall


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `end` is where its last line ends, 0 where that is not known."""

    children: tuple[Inline, ...]
    start: int
    end: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    children: tuple[Inline, ...]
    start: int


@dataclass(frozen=True, slots=True)
class List:
    """A list; `first` is the number of the first item, None for bullets. Each further item has the next number, and no other was typed."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None
    start: int


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as runs of inlines; every row has as many as the header."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    aligned: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """The place of a figure or table of the plan."""

    figure: str
    start: int
    end: int


Block = Paragraph | Heading | List | Quote | Table | FigurePlace
Node = Inline | Block

ENTRY_SCHEMES = ("measure", "goal", "definition", "plan", "figure", "resource", "function", "chapter")
"""The schemes of links inside the plan: kinds of entries."""

SAFE_SCHEMES = ("https", "http", "mailto", "tel")
"""The schemes of links out of the plan."""

LANGUAGE_SCHEME = "lang"
"""What stands before the tag of a language where words of that language stand in brackets."""

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
"""A tag of a language as BCP 47 writes it, with script and country where they matter: en, en-GB, sr-Latn."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """What the author wrote under a footnote's label."""

    blocks: tuple[Block, ...]
    start: int
    end: int


Piece = tuple[int, int]
"""An offset in a run, and the offset in the file of the character there."""


class Run(NamedTuple):
    """The characters of a paragraph, a heading or a cell, without marks and notes. `quoted` where the prose quotes somebody."""

    text: str
    block: Block
    quoted: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Prose:
    """The body of a file: blocks, footnotes by label, and the lines that offsets are turned into places with."""

    blocks: tuple[Block, ...] = ()
    footnotes: Mapping[str, Footnote] = field(default_factory=dict)
    lines: Lines = field(default_factory=lambda: Lines(""), compare=False)

    def span(self, node: Text | Link | Citation | FootnoteCall | FigurePlace | Footnote) -> Span:
        """Where a node is located in the file."""
        return self.lines.span(node.start, node.end)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Paragraphs, headings and cells in reading order, those of the footnotes last. Most rules ask for them."""
        below = (run for footnote in self.footnotes.values() for run in _runs(footnote.blocks, False))
        return (*_runs(self.blocks, False), *below)

    def walk(self) -> Iterator[Node]:
        """Every node in reading order, those of the footnotes last."""
        return iter(self._nodes)

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        """A score of rules walk, so the way is kept."""
        below = (node for footnote in self.footnotes.values() for node in walk_blocks(footnote.blocks))
        return (*walk_blocks(self.blocks), *below)


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Node]:
    """Every block and inline below the blocks, each before what it holds."""
    for block in blocks:
        yield block
        texts, below = held(block)
        for text in texts:
            yield from walk_inlines(text)
        for inner in below:
            yield from walk_blocks(inner)


def held(block: Block) -> tuple[tuple[tuple[Inline, ...], ...], tuple[tuple[Block, ...], ...]]:
    """What a block holds right below it: texts, and groups of blocks."""
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return (children,), ()
        case Table(header=header, rows=rows):
            return (*header, *(cell for row in rows for cell in row)), ()
        case List(items=items):
            return (), items
        case Quote(blocks=below):
            return (), (below,)
        case FigurePlace():
            return (), ()


def _runs(blocks: tuple[Block, ...], quoted: bool) -> Iterator[Run]:
    for block in blocks:
        texts, below = held(block)
        yield from (_run(block, text, quoted) for text in texts)
        for inner in below:
            yield from _runs(inner, quoted or isinstance(block, Quote))


def _run(block: Block, children: tuple[Inline, ...], quoted: bool) -> Run:
    text, pieces = "", list[Piece]()
    for inline in walk_inlines(children):
        if isinstance(inline, Text):
            pieces.append((len(text), inline.start))
            text += inline.text
        elif isinstance(inline, HardBreak):
            text += " "
    return Run(text, block, quoted, tuple(pieces))


def walk_inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Every inline and those below it, each before what it holds."""
    for inline in inlines:
        yield inline
        if isinstance(inline, (Emphasis, Strong, Link, Foreign)):
            yield from walk_inlines(inline.children)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The characters of the inlines, without notes and marks."""
    return "".join(inline.text if isinstance(inline, Text) else " " if isinstance(inline, HardBreak) else "" for inline in walk_inlines(inlines))
