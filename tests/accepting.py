"""What a marked Document says with all changes accepted, and with all rejected; and a Document as what is held against that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    CrossReference,
    Definition,
    DefinitionList,
    Deleted,
    Figure,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Mark,
    Move,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Row,
    Table,
    Text,
)
from planverk.document.document import Document, Section


def accepted(document: Document) -> Any:
    """All that a reader sees once every change is accepted, as plain tuples; see `seen`."""
    return _Reading(drop="deleted", anchors=True).document(document)


def rejected(document: Document) -> Any:
    """Likewise once every change is rejected, without anchors and references to them: what went out has none that leads to what is gone."""
    return _Reading(drop="inserted", anchors=False).document(document)


def seen(document: Document, *, anchors: bool = True) -> Any:
    """What a reader sees of a Document without marks: with anchors and references, or without."""
    return _Reading(drop="none", anchors=anchors).document(document)


def cells_read(cells: tuple[Blocks, ...], mark: str) -> Any:
    """Likewise what cells say with all changes accepted, for "inserted", or rejected, for "deleted"; without anchors."""
    return tuple(_Reading(drop="deleted" if mark == "inserted" else "inserted", anchors=False).blocks(cell) for cell in cells)


@dataclass(frozen=True)
class _Reading:
    """Reads a document as tuples of plain values, without the numbers of notes. Neighbouring words in the same emphasis are one."""

    drop: str
    anchors: bool

    def document(self, document: Document) -> Any:
        lines = document.redline.lines if document.redline else {}
        outside = {name: getattr(document, name) for name in ("publisher", "title", "period", "cover_line", "version", "footer")}
        texts = outside | {"status": document.status.line, "label": document.status.label}
        front = {name: self.line(lines.get(name, (Text(text),) if text else ())) for name, text in texts.items()}
        colophon = (*document.colophon.blocks, *([document.help] if document.help else []))
        return front, self.blocks(document.cover), self.section(replace(document.colophon, blocks=colophon)), self.sections(document.sections)

    def stays(self, mark: Mark | str) -> bool:
        return mark != self.drop

    def sections(self, sections: tuple[Section, ...]) -> tuple[Any, ...]:
        return tuple(self.section(section) for section in sections if self.stays(section.mark))

    def section(self, section: Section) -> Any:
        place = section.anchor if self.anchors else ""
        return (place, section.level, section.role, self.line(section.heading), self.blocks(section.blocks), self.sections(section.sections))

    # --- blocks

    def blocks(self, blocks: Blocks) -> tuple[Any, ...]:
        return tuple(made for block in blocks for made in self.block(block))

    def block(self, block: Block) -> Iterator[Any]:
        match block:
            case Revised(mark=mark, blocks=blocks):
                yield from self.blocks(blocks) if self.stays(mark) else ()
            case Paragraph(role=role, children=children):
                yield "paragraph", role, self.line(children)
            case BulletList(items=items):
                yield "bullets", self.items(items)
            case NumberedList(items=items, start=start):
                yield "numbers", start, self.items(items)
            case DefinitionList(role=role, items=definitions):
                yield "definitions", role, tuple(self.definition(item) for item in definitions if self.stays(item.mark))
            case Quote(blocks=blocks):
                yield "quote", self.blocks(blocks)
            case Table():
                yield self.table(block)
            case Figure(chart=chart, alternative=alternative, table=table, notes=notes):
                yield (
                    "figure",
                    self.place(block.anchor),
                    self.line(block.heading),
                    chart,
                    alternative,
                    table and self.table(table),
                    self.blocks(notes),
                )
            case Card(role=role, title=title, blocks=blocks):
                yield "card", role, self.place(block.anchor), self.line(title), self.blocks(blocks)

    def items(self, items: tuple[Blocks, ...]) -> tuple[Any, ...]:
        """An item that went whole leaves nothing behind."""
        gone = [len(item) == 1 and isinstance(item[0], Revised) and not self.stays(item[0].mark) for item in items]
        return tuple(self.blocks(item) for item, left in zip(items, gone, strict=True) if not left)

    def definition(self, item: Definition) -> Any:
        return self.place(item.anchor), self.line(item.term), self.blocks(item.blocks)

    def table(self, table: Table) -> Any:
        columns = tuple((self.line(column.title), column.align) for column in table.columns)
        rows = tuple(self.row(row) for row in table.rows if self.stays(row.mark))
        return "table", table.role, table.header_column, self.place(table.anchor), self.line(table.heading), columns, rows

    def row(self, row: Row) -> Any:
        return self.place(row.anchor), tuple(self.blocks(cell) for cell in row.cells)

    def place(self, anchor: str) -> str:
        return anchor if self.anchors else ""

    # --- lines

    def line(self, inlines: Inlines) -> tuple[Any, ...]:
        """Runs of characters with what stands around them."""
        runs: list[Any] = []
        for characters, around in self.runs(inlines, ()):
            if runs and isinstance(characters, str) and isinstance(runs[-1][0], str) and runs[-1][1] == around:
                runs[-1] = (runs[-1][0] + characters, around)
            elif characters:
                runs.append((characters, around))
        return tuple(runs)

    def runs(self, inlines: Inlines, around: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        for inline in inlines:
            yield from self.run(inline, around)

    def run(self, inline: Inline, around: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        match inline:
            case Text(text=text):
                yield text, around
            case LineBreak():
                yield ("break",), around
            case Note(kind=kind, blocks=blocks):
                yield (kind, self.blocks(blocks)), around
            case Inserted(children=children) | Deleted(children=children):
                mark = "inserted" if isinstance(inline, Inserted) else "deleted"
                yield from self.runs(children, around) if self.stays(mark) else ()
            case CrossReference(children=children) if not self.anchors:
                yield from self.runs(children, around)
            case _:
                yield from self.runs(inline.children, (*around, replace(inline, children=())))


def marks(document: Document) -> int:
    """How many marks a document has, without those inside moves, whose two ends tell the same words."""
    return (
        _marks(document.cover)
        + _marks(document.sections)
        + _marks(document.colophon)
        + _marks(document.help)
        + (len(document.redline.lines) if document.redline else 0)
    )


def _marks(thing: Any) -> int:
    if isinstance(thing, tuple):
        return sum(map(_marks, thing))
    if not is_dataclass(thing) or isinstance(thing, Move):
        return 0
    own = isinstance(thing, Inserted | Deleted | Revised) or bool(getattr(thing, "mark", ""))
    return own + sum(_marks(getattr(thing, each.name)) for each in fields(thing))
