"""A Document as data that Typst reads: JSON in which every text is a string, and the files (charts, logo) that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from math import ceil
from typing import assert_never

from planverk.colors import readable
from planverk.document import blocks as doc
from planverk.document.column_shares import LETTER, LINE, PADDING, need
from planverk.document.document import Document, Section
from planverk.document.mark_all import has_marks, is_changed_row, marked_blocks, marked_definition, marked_row, marked_section
from planverk.document.records import Image, Look
from planverk.document.walk import every_inline, every_line, plain
from planverk.formats.charts import ENDINGS
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.expected import contents_of, cover_lines, is_large
from planverk.formats.pdf.line_breaks import CELL, PAGE, ActualText, Room, lines_of, runs

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Node = dict[str, Json]

_ENDINGS = {"image/svg+xml": "svg", "image/png": "png"}
_LINE_OF_CELL, _LINE_OF_TEXT = 95, 62  # characters in a table's type on a line as wide as the page's text, and as a paragraph
_TALLEST_WHOLE = 40  # lines of a row that may still be kept on one page
_SMALLER = 0.85  # of a line: one of the facts below a measure's text
_BETWEEN = 0.4  # lines of room after a paragraph in a cell
_SMALL_TABLE = 17  # lines of a table that is kept on one page
_SHORT_TERM = 12  # characters of terms that have room beside their meanings
_SHORT_MEANING = 8  # lines of what is said under a term that stand together
_TEXT_SHARE = 0.7  # of a whole table's line: one of text
_LEAD_IN = 250  # characters of a paragraph that may have to go to the next page with the list below it
_ACROSS, _MOST_BESIDE = ("measures", "overview", "matrix", "register"), 4  # roles of tables as wide as the page's text; columns of one that is not
_SAME = ("overview", "matrix", "register")  # roles of tables whose columns have the same shares in every plan, unless the plan chose them
_LETTERS = re.compile(r"[^\W\d_]\S*")  # a run that begins with a letter


@dataclass(frozen=True, slots=True)
class Emitted:
    """The data of the whole document, the files it names (name → bytes), and what the typesetter does not write: the row headers' column of each
    table, the name of each link for those who do not see it, and the words that get an ActualText, all in reading order and without the contents
    list; and what is set closer or kept whole, by how."""

    data: Node
    files: dict[str, bytes]
    headers: tuple[int | None, ...]
    links: tuple[str, ...]
    actual_texts: tuple[str, ...]
    closer: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"tight": (), "joined": (), "kept": ()})


def emit(document: Document, draw: Callable[[doc.Chart | Image], Image], broken: frozenset[str] = frozenset()) -> Emitted:
    """The Document as JSON-able data; `draw` makes a chart's SVG, and runs with one of `broken` in them may break anywhere. UserError for a
    logo of another type than SVG or PNG."""
    emitter = _Emitter(draw, document.words, document.language, bars=document.redline is not None, room=replace(PAGE, broken=broken))
    furniture = replace(emitter, actual_texts=[])
    logo = emitter.logo(document.look)
    data: Node = {
        "language": document.language,
        "title": document.title,
        "publisher": document.publisher,
        "status": {"key": document.status.key, "label": document.status.label},
        "version": document.version,
        "whole": True,
        "created": [document.created.year, document.created.month, document.created.day],
        "words": {key: document.words[key] for key in ("contents", "page-of")},
        "look": _look(document.look),
        "logo": logo,
        "marked": document.redline is not None,
        "lines": {name: emitter.inlines(document.line(name)) for name in cover_lines(document)},
        "cover": emitter.blocks(document.cover),
        "head": furniture.inlines((doc.Text(document.publisher),)),
        "foot": furniture.inlines((doc.Text(document.footer),)),
        "colophon": emitter.section(document.colophon),
        "help": emitter.block(document.help) if document.help else None,
        "contents": bool(contents_of(document)),
        "sections": [emitter.section(section) for section in document.sections],
    }
    return Emitted(data, emitter.files, tuple(emitter.headers), tuple(emitter.links), tuple(emitter.actual_texts))


def _called_from(made: list[Json]) -> list[Json]:
    """Puts a note's number, the last node, into the box before it, so that no line ends between the two."""
    *before, box, note = [None, *made]
    match box:
        case {"is": "held", "pieces": [*first, last]}:
            start: list[Json] = [{"is": "held", "pieces": first}] if first else []
            return [*before[1:], *start, {"is": "called", "children": [{"is": "held", "pieces": [last]}, note]}]
        case {"is": "actual-text"}:
            return [*before[1:], {"is": "called", "children": [box, note]}]
        case _:
            return made


def _signs_before(inlines: doc.Inlines, before: str) -> Iterator[str]:
    """The last sign before each inline, `before` for the first; that of a note's call is the one before it."""
    for inline in inlines:
        yield before
        before = plain((inline,))[-1:] or before


def _look(look: Look) -> Node:
    colours: Node = {name: getattr(look, name) for name in ("ink", "paper", "primary", "tint", "accent", "secondary", "hairline")}
    on_cover = readable(look.cover, look.paper, look.ink) if look.cover else look.ink
    return colours | {"family": look.font_family, "cover": look.cover or None, "on-cover": on_cover}


@dataclass(frozen=True, slots=True)
class _Emitter:
    draw: Callable[[doc.Chart | Image], Image]
    words: Mapping[str, str]
    language: str
    bars: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    headers: list[int | None] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    actual_texts: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    room: Room = PAGE

    def logo(self, look: Look) -> Json:
        if look.logo is None:
            return None
        if look.logo.media_type not in _ENDINGS:
            raise unmade(fault("logo-type", found=look.logo.media_type))
        return {"file": self.file(_ENDINGS[look.logo.media_type], look.logo.data), "alternative": look.logo.alternative}

    def file(self, ending: str, data: bytes) -> str:
        name = f"picture-{len(self.files) + 1}.{ending}"
        self.files[name] = data
        return name

    def drawing(self, image: Image) -> str:
        return self.file(ENDINGS[image.media_type], image.data)

    def section(self, section: Section) -> Node:
        section = marked_section(section)
        return {
            "anchor": section.anchor,
            "level": section.level,
            "plain": plain(section.heading),
            "label": section.label,
            "number": section.number,
            "title": (title := self.inlines(section.title)),
            "heading": [*self.inlines(section.heading[: len(section.heading) - len(section.title)]), *title],
            "role": section.role,
            "large": is_large(section),
            "blocks": self.blocks(section.blocks),
            "sections": [self.section(below) for below in section.sections],
        }

    # --- inlines

    def inlines(self, inlines: doc.Inlines, before: str = "") -> list[Json]:
        """What stands on a line; `before` is the sign that another inline ends with right before these, "" for none."""
        made: list[Json] = []
        for inline, last in zip(inlines, _signs_before(inlines, before), strict=True):
            made += self.text(inline.text, last) if isinstance(inline, doc.Text) else [self.inline(inline, last)]
            if isinstance(inline, doc.Note):
                made = _called_from(made)
        return made

    def text(self, text: str, before: str = "") -> Iterator[Node]:
        """The text, its runs that break at certain places, the words that get an ActualText, and first the rest of a word that another inline begins.

        No hyphen stands where two inlines touch: Typst puts it outside the tags of the first, and breaks down where that is a link; and it is the
        hyphen that tells the rest of the word, which may have another language.
        """
        rest = _LETTERS.match(text)
        if before.isalpha() and rest:
            yield from self.pieces(rest[0], replace(self.room, word=self.room.least), whole=True)
            text = text[rest.end() :]
        yield from self.pieces(text, self.room)

    def pieces(self, text: str, room: Room, *, whole: bool = False) -> Iterator[Node]:
        for piece in runs(text, room):
            match piece:
                case str():
                    yield {"is": "whole" if whole else "text", "text": piece}
                case ActualText():
                    self.actual_texts.append(piece.text)
                    yield {"is": "actual-text", "text": piece.text, "pieces": [*piece.pieces], "leftward": piece.leftward, "language": self.language}
                case _:
                    yield {"is": "held", "pieces": [[*chunks] for chunks in piece]}

    def inline(self, inline: doc.Inline, before: str = "") -> Node:
        match inline:
            case doc.Text(text=text):
                return {"is": "text", "text": text}
            case doc.Emphasis(children=children) | doc.Strong(children=children) | doc.Inserted(children=children) | doc.Deleted(children=children):
                return {"is": type(inline).__name__.lower(), "children": self.inlines(children, before)}
            case doc.Foreign(language=language, children=children):
                # hyphenation may know no places in another language
                inside = replace(self, language=language, room=replace(self.room, word=self.room.least))
                return {"is": "foreign", "language": language, "children": inside.inlines(children, before)}
            case doc.LineBreak():
                return {"is": "break"}
            case doc.Link(address=address, children=children):
                self.links.append(self.called(address, plain(children)))
                return {"is": "link", "address": address, "children": self.inlines(children, before)}
            case doc.CrossReference(anchor=anchor, children=children):
                self.links.append(plain(children))
                return {"is": "reference", "anchor": anchor, "children": self.inlines(children, before)}
            case doc.Note(number=number, blocks=blocks):
                note = self.words["note"].format(number=number)
                self.links.extend((note, f"{self.words['back-to-text']}: {note}"))
                return {"is": "note", "number": str(number), "blocks": replace(self, headers=[]).blocks(blocks)}
        assert_never(inline)

    def called(self, address: str, text: str) -> str:
        """What a link out of the plan is called: its text, and where it leads unless the text says so."""
        scheme, _, rest = address.partition(":")
        if scheme in ("tel", "mailto"):
            return self.words[f"link-{scheme}"].format(text=text if scheme == "tel" else rest)
        return text if text == address else f"{text}: {address}"

    # --- blocks

    def blocks(self, blocks: doc.Blocks) -> list[Json]:
        return [self.block(block) | {"leads": _leads(block, after)} for block, after in zip(blocks, (*blocks[1:], None), strict=False)]

    def block(self, block: doc.Block) -> Node:
        match block:
            case doc.Paragraph(children=children, role=role):
                return {"is": "paragraph", "role": role, "children": self.inlines(children), "changed": self.bars and has_marks(children)}
            case doc.BulletList(items=items):
                return {"is": "bullets", "items": [self.blocks(item) for item in items]}
            case doc.NumberedList(items=items, start=start):
                return {"is": "numbers", "start": start, "items": [self.blocks(item) for item in items]}
            case doc.DefinitionList(items=definitions, role=role):
                short = all(len(plain(item.term)) <= _SHORT_TERM for item in definitions)
                return {"is": "definitions", "role": role, "short": short, "items": [self.definition(definition) for definition in definitions]}
            case doc.Quote(blocks=blocks):
                return {"is": "quote", "blocks": self.blocks(blocks)}
            case doc.Table():
                return self.table(block)
            case doc.Figure():
                return self.figure(block)
            case doc.Card(role=role, title=title, blocks=blocks, anchor=anchor):
                inside = replace(self, bars=False).blocks(blocks)  # a card has an edge of its own where a bar would stand
                return {"is": "card", "role": role, "title": self.inlines(title), "blocks": inside, "anchor": anchor}
            case doc.Revised(mark=mark, blocks=blocks):
                return {"is": "revised", "blocks": self.blocks(marked_blocks(blocks, mark))}
        assert_never(block)

    def definition(self, definition: doc.Definition) -> Node:
        """A term and its meaning; what is said of it in small type is not parted from what follows, nor is anything in a few short paragraphs."""
        definition = marked_definition(definition)
        term, blocks = self.inlines(definition.term), self.blocks(definition.blocks)
        short = all(isinstance(block, doc.Paragraph) for block in definition.blocks)
        short = short and sum(_block_lines(block, _TEXT_SHARE) for block in definition.blocks) <= _SHORT_MEANING
        for number, block in enumerate(blocks[:-1]):
            if isinstance(block, dict) and (short or (number == 0 and block.get("role") == "small")):
                block["leads"] = True
        return {"term": term, "blocks": blocks, "anchor": definition.anchor}

    def table(self, table: doc.Table) -> Node:
        """The table's data. Its header column is noted, but for a table in a note: those are emitted by an emitter of their own.

        The number is the table's own among all, those in notes too: the template finds the first page of a header by it. Two tables of one number had
        both links of their headers on the page of the first, and none on that of the second.
        """
        self.headers.append(table.header_column)
        wide = _needed_width(table) > LINE + 1  # shares are rounded
        across = wide or _is_across(table)
        tall = [_lines(row, table.columns, across) for row in table.rows]
        in_titles = (each for column in table.columns for each in every_inline(column.title))
        return {
            "is": "table",
            "number": next(self.numbers),
            "linked": any(isinstance(each, doc.Link | doc.CrossReference | doc.Note) for each in in_titles),
            "role": table.role,
            "wide": wide,
            "across": _is_across(table),
            "whole": sum(tall) <= _SMALL_TABLE,
            "heading": self.inlines(table.heading),
            "anchor": table.anchor,
            "header": table.header_column,
            "columns": [{"share": column.share, "align": column.align} for column in table.columns],
            "head": [[self.head_cell(cell) for cell in row] for row in table.head],
            "rows": [self.row(row, lines <= _TALLEST_WHOLE) for row, lines in zip(table.rows, tall, strict=True)],
            "changed": self.bars and any(map(is_changed_row, table.rows)),
        }

    def head_cell(self, cell: doc.HeadCell) -> Node:
        return {"title": self.narrow().inlines(cell.title), "align": cell.align, "across": cell.across, "down": cell.down}

    def narrow(self) -> _Emitter:
        """For the cells of a table."""
        return replace(self, room=replace(CELL, broken=self.room.broken))

    def row(self, row: doc.Row, whole: bool) -> Node:
        cells: list[Json] = [self.narrow().blocks(cell) for cell in marked_row(row).cells]
        return {"cells": cells, "anchor": row.anchor, "whole": whole, "changed": self.bars and is_changed_row(row)}

    def figure(self, figure: doc.Figure) -> Node:
        return {
            "is": "figure",
            "anchor": figure.anchor,
            "heading": self.inlines(figure.heading),
            "alternative": figure.alternative,
            "said": [] if figure.chart else self.inlines((doc.Text(figure.alternative),)),
            "file": self.drawing(self.draw(figure.chart)) if figure.chart else None,
            "photo": isinstance(figure.chart, Image),
            "table": self.table(figure.table) if figure.table else None,
            "notes": self.blocks(figure.notes),
        }


def _leads(block: doc.Block, after: doc.Block | None) -> bool:
    """Whether a block may not be parted from the one after it: a few words before a list or a table, a table from what is said of it below."""
    match block, after:
        case doc.Paragraph(children=children), doc.BulletList() | doc.NumberedList() | doc.Table():
            return len(plain(children)) <= _LEAD_IN
        case doc.Table() | doc.Paragraph(role="small"), doc.Paragraph(role="small"):
            return True
        case _:
            return False


def _is_across(table: doc.Table) -> bool:
    """Whether a table stands on all of the page's columns, not on those of its paragraphs."""
    return table.role in _ACROSS or len(table.columns) > _MOST_BESIDE


def _needed_width(table: doc.Table) -> float:
    """Millimetres that a table needs so that no ordinary word has to be broken: where its columns were shared by what they hold, in each column's
    share of them; in a table whose columns are always the same, a title that is a little longer than its column turns no page."""
    every = zip(*([(doc.Paragraph(column.title),) for column in table.columns], *(row.cells for row in table.rows)), strict=True)
    texts = ([plain(line) for cell in column for line in every_line(cell)] for column in every)
    needs = [need(column) for column in texts]
    if table.role in _SAME:
        return sum(needs)
    return max((each / max(column.share, 0.01) for each, column in zip(needs, table.columns, strict=True)), default=0)


def _lines(row: doc.Row, columns: tuple[doc.Column, ...], across: bool) -> float:
    """About how many lines a row takes."""
    line = _LINE_OF_CELL if across else _LINE_OF_TEXT
    shares = (column.share * line / _LINE_OF_CELL for column in columns)
    return max((sum(_block_lines(block, share) for block in cell) for cell, share in zip(row.cells, shares, strict=True)), default=1)


def _block_lines(block: doc.Block, share: float) -> float:
    match block:
        case doc.Paragraph(children=children):
            return _text_lines(plain(children), max(share * _LINE_OF_CELL, 1)) + _BETWEEN
        case doc.BulletList(items=items) | doc.NumberedList(items=items):
            return sum(_block_lines(below, share) for item in items for below in item)
        case doc.DefinitionList(items=definitions, role="facts"):
            return _SMALLER * sum(_block_lines(below, share) for definition in definitions for below in _run_on(definition))
        case doc.DefinitionList(items=definitions):
            return sum(_block_lines(below, share) for definition in definitions for below in (doc.Paragraph(definition.term), *definition.blocks))
        case doc.Quote(blocks=blocks) | doc.Card(blocks=blocks) | doc.Revised(blocks=blocks):
            return sum(_block_lines(below, share) for below in blocks)
        case doc.Table() | doc.Figure():
            return _TALLEST_WHOLE + 1
    assert_never(block)


def _text_lines(text: str, line: float) -> int:
    """About how many lines of so many letters a text takes: what hyphenation finds no places in fills them less well."""
    long = [run for run in text.split() if len(run) > CELL.word]
    return ceil((len(text) - sum(map(len, long))) / line) + sum(lines_of(run, line - PADDING / LETTER) for run in long)


def _run_on(definition: doc.Definition) -> doc.Blocks:
    """A fact's blocks, its label in the first of them where they stand on one line."""
    match definition.blocks:
        case (doc.Paragraph(children=children), *rest):
            return (doc.Paragraph((*definition.term, *children)), *rest)
        case _:
            return (doc.Paragraph(definition.term), *definition.blocks)
