"""Documents with marks at random: a document of which things of every sort come in, go out or change their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from random import Random
from typing import Any, Literal, TypeVar, get_args

from planverk.document.accept_reject import accept, reject
from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Column,
    CrossReference,
    Definition,
    DefinitionList,
    Deleted,
    Inline,
    Inlines,
    Inserted,
    Link,
    Mark,
    Note,
    NumberedList,
    Paragraph,
    Revised,
    Row,
    Table,
    Text,
)
from planverk.document.document import Document, Redline, Section
from planverk.document.walk import Holding, holdings, plain
from tests.sample import paragraph, sample_document, words

T = TypeVar("T")
LINES = ("publisher", "title", "period", "cover_line", "status", "label", "version", "footer")


def earlier(document: Document) -> Document:
    """The edition that the marks take the document from."""
    assert document.redline is not None
    texts: dict[str, Any] = {name: _text(line) for name, line in document.redline.lines.items()}
    status = replace(document.status, line=texts.pop("status", document.status.line), label=texts.pop("label", document.status.label))
    return replace(reject(document), status=status, **texts)


def _text(line: Inlines) -> str:
    return plain(tuple(each for each in line if not isinstance(each, Inserted)))


def to_addresses(part: Any) -> Any:  # a document, or any part of one
    """The same without marks, with links out of the document in place of those to an anchor, which may go out."""
    if isinstance(part, CrossReference):
        return Link(f"https://dome.example/{part.anchor}", to_addresses(part.children))
    if isinstance(part, tuple) and type(part) is tuple:
        return tuple(to_addresses(each) for each in part if not isinstance(each, Inserted | Deleted))
    if type(part) in (Document, Section, Row, Definition, *get_args(Block), *get_args(Inline)):
        return replace(part, **{each.name: to_addresses(getattr(part, each.name)) for each in fields(part)})
    return part


@dataclass
class Marker:
    """Marks a document as chance has it; `often` is how likely a thing is to be marked as a whole."""

    chance: Random
    often: float

    def document(self, document: Document) -> Document:
        """The document with marks, all of whose fields are those of the later edition."""
        colophon, help = self.section(document.colophon), self.block(document.help) if document.help else None
        assert help is None or isinstance(help, Card)
        sections = tuple(map(self._whole, document.sections))
        marked = replace(document, colophon=colophon, help=help, sections=(replace(sections[0], mark=""), *sections[1:]))
        lines = {name: self.words((Text(text),)) for name in LINES if (text := self._line(document, name)) and self._is_chosen()}
        new: dict[str, Any] = {name: plain(tuple(each for each in line if not isinstance(each, Deleted))) for name, line in lines.items()}
        status = replace(document.status, line=new.pop("status", document.status.line), label=new.pop("label", document.status.label))
        redline = Redline("Døme kommune", datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC), lines)
        return replace(marked, status=status, redline=redline, **new)

    def _line(self, document: Document, name: str) -> str:
        return {"status": document.status.line, "label": document.status.label}.get(name) or str(getattr(document, name))

    def _whole(self, section: Section) -> Section:
        """The section, marked as a whole or in parts; nothing in a marked one is marked again."""
        return replace(section, mark=self._mark()) if self._is_chosen() else self.section(section)

    def section(self, section: Section) -> Section:
        title = section.title if section.label else self.words(section.title)
        return replace(section, title=title, blocks=self.blocks(section.blocks), sections=tuple(map(self._whole, section.sections)))

    def blocks(self, blocks: Blocks, first: bool = True) -> Blocks:
        """Blocks; where the `first` may not be marked as a whole, since its looks depend on its place, it is not."""
        return tuple(self._one(block, is_free=first or index > 0) for index, block in enumerate(blocks))

    def _one(self, block: Block, is_free: bool) -> Block:
        return Revised(self._mark(), (block,)) if is_free and self._is_chosen() else self.block(block)

    def block(self, block: Block) -> Block:
        if isinstance(block, Revised):
            return block
        if isinstance(block, Table):
            return self.table(block)
        made = {name: self._held(block, holding, value) for name, holding in holdings(block) if (value := getattr(block, name))}
        return replace(block, **made)

    def _held(self, block: Block, holding: Holding, value: Any) -> Any:
        match holding:
            case "line":
                return self.words(value)
            case "blocks":
                return self.blocks(value)
            case "items":
                return self._some(value, lambda item, mark: (Revised(mark, item),), lambda item: self.blocks(item, False))
            case "definitions":
                return self._some(value, lambda item, mark: replace(item, mark=mark), self._definition(getattr(block, "role", "")))
            case "table":
                return self.table(value)
        raise TypeError(holding)

    def _definition(self, role: str) -> Callable[..., object]:
        return lambda item: replace(item, term=self.words(item.term), blocks=self.blocks(item.blocks, first=role != "facts"))

    def table(self, table: Table) -> Table:
        columns = tuple(replace(column, title=self.words(column.title)) for column in table.columns)
        rows = self._some(
            table.rows, lambda row, mark: replace(row, mark=mark), lambda row: replace(row, cells=tuple(self.blocks(cell) for cell in row.cells))
        )
        return replace(table, columns=columns, rows=rows, caption=self.words(table.caption))

    def _some(self, parts: tuple[T, ...], whole: Callable[[T, Mark], T], inside: Callable[[T], object]) -> tuple[T, ...]:
        """Parts of which some are marked as a whole, but the last."""
        out: list[T] = []
        for index, part in enumerate(parts):
            is_whole = self._is_chosen() and index < len(parts) - 1
            out.append(whole(part, self._mark()) if is_whole else inside(part))  # type: ignore[arg-type]
        return tuple(out)

    def words(self, given: Inlines) -> Inlines:
        """Inlines of which some came in or went out; a text that stands keeps a word in both editions."""
        out: list[object] = []
        for inline in given:
            if isinstance(inline, Text) and self._is_chosen():
                head, space, tail = inline.text.rpartition(" ")
                kind = Inserted if self._mark() == "inserted" else Deleted
                out += [Text(head + space), kind((Text(tail),))] if head.strip() else [Text(tail), kind((Text(" til"),))]
            elif not isinstance(inline, Text) and len(given) > 1 and self._is_chosen():
                out.append((Inserted if self._mark() == "inserted" else Deleted)((inline,)))
            else:
                out.append(inline)
        return tuple(out)  # type: ignore[arg-type]

    def _is_chosen(self) -> bool:
        return self.chance.random() < self.often

    def _mark(self) -> Mark:
        return self.chance.choice(_MARKS)


_MARKS: tuple[Literal["inserted"], Literal["deleted"]] = ("inserted", "deleted")


def editions(document: Document) -> tuple[Document, Document]:
    """The later edition and the earlier one."""
    return accept(document), earlier(document)


def start(nested: bool = True) -> Document:
    """What is marked: the sample, and a chapter of things that stand close: tables beside and (`nested`) in each other, lists in cells and notes."""
    inner = Table((Column(words("Indre"), 1.0),), (Row(((paragraph("celle"),),)), Row(((),))), "prose", header_column=None)
    deep = BulletList(((paragraph("en"), NumberedList(((paragraph("to"),), (paragraph("tre"),)), 3), paragraph("igjen")), (paragraph("fire"),)))
    facts = DefinitionList((Definition(words("Frist"), (paragraph("2027"), deep)), Definition(words("Vei"), (paragraph("fram"),))), "facts")
    card = Card("notice", words("Merk"), (paragraph("Ring"), facts, BulletList(((paragraph("fem"),), (paragraph("seks"),)))))
    within: Blocks = (inner,) if nested else ()
    note = Note(1, "footnote", (paragraph("Note"), deep, *within, paragraph("slutt")))
    rows = (Row(((deep, *within),)), Row(((*within, *within),)), Row(((facts, card),)), Row(((paragraph("sju"), *within, paragraph("åtte")),)))
    outer = Table((Column(words("Ytre"), 1.0),), rows, "register")
    numbers = NumberedList(((paragraph("ni"),), (paragraph("ti"), *within), (paragraph("elleve"),)))
    blocks: Blocks = (inner, inner, outer, numbers, numbers, Paragraph((*words("Kall"), note)), card, paragraph("tolv"), inner, inner)
    chapter = Section("kapittel-tett", 1, words("Tett i tett"), blocks, page="kapittel/tett/")
    document = sample_document()
    made: Document = to_addresses(replace(document, sections=(document.sections[0], chapter, *document.sections[1:])))
    return made
