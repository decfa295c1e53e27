"""A Document as lines of plain text: what a mail, a braille display or an archive takes, and what two editions are compared by line for line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import wrap
from typing import assert_never

from planverk.document import blocks as doc
from planverk.document.document import Document, Section
from planverk.document.redline.bracketed import bracketed
from planverk.document.walk import is_blank, plain
from planverk.formats.clean import clean
from planverk.formats.read_back import PREFIX
from planverk.formats.walk import document_sections

WIDTH = 76
"""Characters of a line; a longer word, as an address, stands whole on a line of its own."""
_CONTENTS_DEPTH = 2
_GRID = 64
"""Characters of the widest table whose rows are lines; one that is wider, or holds more than short texts, is written row by row."""
_NARROWEST = 24
"""Characters that text deep inside lists and tables gets at least."""
_GAP = "  "
_RULES = "=-~."
"""What headings are underlined with, by level; deeper ones as the last."""


def emit(document: Document) -> str:
    """The whole text: cover, contents, what the document says of itself, helplines, sections with their notes, and what the file was made from."""
    document = bracketed(document) if document.redline else document
    parts = [*_cover(document), *_Emitter(document).blocks(document.cover), *([""] if document.cover else []), *_contents(document)]
    for part in document.flow[len(document.cover) :]:
        parts += _Emitter(document).part(part)
    facts = [f"{PREFIX}{name}: {clean(text)}" for name, text in document.provenance.facts().items()]
    return "\n".join([*parts, *(["-" * WIDTH, *facts] if facts else [])]) + "\n"


def is_grid(table: doc.Table) -> bool:
    """True for a table of short texts, which is read best with a line a row. All else is read best with a line a cell: what stands side by side in
    columns of wrapped words, a screen reader or a braille display takes across."""
    cells = [cell for row in table.rows for cell in row.cells]
    fits = all(len(cell) < 2 and all(isinstance(block, doc.Paragraph) for block in cell) for cell in cells)
    short = doc.Text | doc.Emphasis | doc.Strong | doc.Foreign
    fits = fits and all(isinstance(each, short) for cell in cells for block in cell if isinstance(block, doc.Paragraph) for each in block.children)
    return fits and sum(_widths(table)) + len(_GAP) * (len(table.columns) - 1) <= _GRID


def _widths(table: doc.Table) -> list[int]:
    texts = [[plain(column.title)] for column in table.columns]
    for row in table.rows:
        for column, cell in zip(texts, row.cells, strict=True):
            column += [plain(block.children) for block in cell if isinstance(block, doc.Paragraph)]
    return [max(map(len, column)) for column in texts]


def says_address(text: str, address: str) -> bool:
    """True where a link's text is its address, so that it need not be told once more, and where there is no text, since nobody can follow it."""
    if not text.strip():
        return True
    scheme, _, rest = address.partition(":")
    if scheme == "tel":
        return "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, rest))
    return text.strip().rstrip("/") in {each.rstrip("/") for each in (address, rest, rest.removeprefix("//"))}


def _cover(document: Document) -> Iterator[str]:
    title = wrap(clean(document.title), WIDTH, break_long_words=False, break_on_hyphens=False)
    rule = "=" * max(map(len, title), default=0)
    for line in (document.publisher, "", rule, *title, rule, "", document.period, document.cover_line, document.status.line):
        yield from _wrapped(clean(line)) or ([""] if line == "" else [])
    yield ""


def _contents(document: Document) -> Iterator[str]:
    yield from (clean(document.words["contents"]), "")
    for section in listed(document):
        yield from _wrapped(clean(plain(section.heading)), "  " * (section.level - 1) + "- ", "  " * section.level)
    yield ""


def listed(document: Document) -> Iterator[Section]:
    """The sections that the contents name."""
    return (section for section in document_sections(document) if section.level <= _CONTENTS_DEPTH)


def _wrapped(text: str, first: str = "", after: str = "", width: int = WIDTH) -> list[str]:
    """The lines of a text whose own line ends stand; the first line begins with `first`, the others with `after`."""
    lines: list[str] = []
    for piece in text.split("\n"):
        begin = after if lines else first
        lines += wrap(piece, width, initial_indent=begin, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)
    return lines


@dataclass(slots=True)
class _Emitter:
    """Writes a part with the notes that are called in it; `width` is what is left of a line where it is about to write."""

    document: Document
    notes: list[doc.Note] = field(default_factory=list)
    width: int = WIDTH

    def part(self, part: Section | doc.Block) -> Iterator[str]:
        """A section with those below it, or the helplines; its notes last, each a hanging paragraph behind its number."""
        if isinstance(part, Section):
            yield from self.section(part)
        else:
            yield from (*self.block(part), "")
        if self.notes:
            yield from (clean(self.document.words["notes"]), "")
        told = {note.number: self.hung(f"[{note.number}] ", note.blocks) for note in self.notes}  # grows while a note calls another
        for number in sorted(told):
            yield from (*told[number], "")

    def section(self, section: Section) -> Iterator[str]:
        heading = self.wrapped(self.inlines(section.heading))
        yield from (*heading, _RULES[min(section.level, len(_RULES)) - 1] * max(map(len, heading), default=0), "")
        if section.blocks:
            yield from (*self.blocks(section.blocks), "")
        for below in section.sections:
            yield from self.section(below)

    # --- inlines

    def inlines(self, given: doc.Inlines) -> str:
        """The words of a line, a line end where the author asked for one."""
        return "".join(map(self.inline, given))

    def inline(self, inline: doc.Inline) -> str:
        match inline:
            case doc.Text(text=text):
                return clean(text)
            case (
                doc.Emphasis(children=children)
                | doc.Strong(children=children)
                | doc.Foreign(children=children)
                | doc.CrossReference(children=children)
                | doc.Inserted(children=children)
                | doc.Deleted(children=children)
            ):
                return self.inlines(children)
            case doc.LineBreak():
                return "\n"
            case doc.Link(address=address, children=children):
                text = self.inlines(children)
                return text if says_address(plain(children), address) else f"{text} <{clean(address)}>"
            case doc.Note():
                self.notes.append(inline)
                return f"[{inline.number}]"
            case _:
                assert_never(inline)

    # --- blocks

    def blocks(self, blocks: doc.Blocks) -> list[str]:
        """The lines of blocks, an empty one between two of them."""
        return self.spaced(list(map(self.block, blocks)), close=False)

    def block(self, block: doc.Block) -> list[str]:
        match block:
            case doc.Paragraph(children=children):
                return [] if is_blank(children) else self.wrapped(self.inlines(children))
            case doc.BulletList(items=items):
                return self.items([("- ", item) for item in items])
            case doc.NumberedList(items=items, start=start):
                return self.items([(f"{number}. ", item) for number, item in enumerate(items, start)])
            case doc.DefinitionList(items=definitions):
                return self.spaced([self.definition(each, block.role == "facts") for each in definitions], close=block.role == "facts")
            case doc.Revised(blocks=blocks):
                return self.blocks(blocks)
            case doc.Quote(blocks=blocks):
                return self.inset(blocks, "> ")
            case doc.Table():
                return self.table(block)
            case doc.Figure():
                return self.figure(block)
            case doc.Card(title=title, blocks=blocks):
                return self.spaced([self.wrapped(self.inlines(title)), self.inset(blocks)], close=False)
            case _:
                assert_never(block)

    def spaced(self, pieces: list[list[str]], *, close: bool) -> list[str]:
        """Pieces under each other, with an empty line between two of them unless each is to stand close and is short."""
        found = [piece for piece in pieces if piece]
        between = [] if close and all("" not in piece for piece in found) else [""]
        return [line for number, piece in enumerate(found) for line in (*(between if number else []), *piece)]

    def items(self, items: list[tuple[str, doc.Blocks]]) -> list[str]:
        return self.spaced([self.hung(sign, blocks) for sign, blocks in items], close=True)

    def definition(self, item: doc.Definition, on_one_line: bool) -> list[str]:
        """A term with what it means: on one line for a fact, else under it."""
        term, first = self.inlines(item.term), item.blocks[0] if item.blocks else None
        if on_one_line and isinstance(first, doc.Paragraph) and plain(first.children).strip():
            meaning = self.inlines(first.children)
            return [*self.wrapped(f"{term}: {meaning}", "", _GAP), *self.inset(item.blocks[1:])]
        return [*self.wrapped(term), *self.inset(item.blocks)]

    def figure(self, figure: doc.Figure) -> list[str]:
        shown = clean(figure.alternative)
        alternative = f"[{shown}]" if figure.chart else shown
        pieces = [self.wrapped(self.inlines(figure.heading)), self.wrapped(alternative), self.block(figure.table) if figure.table else []]
        return self.spaced([*pieces, self.blocks(figure.notes)], close=False)

    # --- tables

    def table(self, table: doc.Table) -> list[str]:
        heading = self.wrapped(self.inlines(table.heading))
        rows = self.grid(table) if is_grid(table) or not table.rows else self.records(table)
        return self.spaced([heading, rows], close=False)

    def grid(self, table: doc.Table) -> list[str]:
        """A line a row, the columns under their titles."""
        lines = [[self.inlines(column.title) for column in table.columns]]
        lines += [
            ["".join(self.inlines(block.children) for block in cell if isinstance(block, doc.Paragraph)) for cell in row.cells] for row in table.rows
        ]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        sides = {"left": str.ljust, "right": str.rjust, "center": str.center}
        places = [(sides[column.align], width) for column, width in zip(table.columns, widths, strict=True)]
        return [_GAP.join(put(text, width) for text, (put, width) in zip(line, places, strict=True)).rstrip() for line in lines]

    def records(self, table: doc.Table) -> list[str]:
        """A line a cell, each with its column's title, and an empty line between rows."""
        return self.spaced([self.record(table, row) for row in table.rows], close=False)

    def record(self, table: doc.Table, row: doc.Row) -> list[str]:
        lines: list[str] = []
        for column, cell in zip(table.columns, row.cells, strict=True):
            title = f"{self.inlines(column.title)}:"
            text = self.inlines(cell[0].children) if cell and isinstance(cell[0], doc.Paragraph) else ""
            lines += self.wrapped(f"{title} {text}".rstrip(), "", _GAP)
            more = self.inset(cell[1:] if text else cell)
            lines += ["", *more] if text and more else more
        return lines

    # --- lines

    def wrapped(self, text: str, first: str = "", after: str = "") -> list[str]:
        return _wrapped(text, first, after, max(self.width, _NARROWEST))

    def inset(self, blocks: doc.Blocks, by: str = _GAP) -> list[str]:
        """Blocks whose lines begin with `by`."""
        self.width -= len(by)
        lines = self.blocks(blocks)
        self.width += len(by)
        return [f"{by}{line}".rstrip() for line in lines]

    def hung(self, sign: str, blocks: doc.Blocks) -> list[str]:
        """Blocks behind a sign, which stands in their first line alone."""
        first, *others = self.inset(blocks, " " * len(sign)) or [""]
        return [f"{sign}{first.removeprefix(' ' * len(sign))}".rstrip(), *others]
