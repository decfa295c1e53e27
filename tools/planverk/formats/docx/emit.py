"""A Document as pandoc's AST (API 1.23.1): every paragraph in a named style, every anchor an id, a placeholder for every picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, assert_never

from planverk.document import blocks as doc
from planverk.document.accept_reject import blocks_without, inlines_without, mark_of_line, words_without
from planverk.document.document import Document, Section
from planverk.document.mark_all import is_changed
from planverk.document.walk import is_blank, plain
from planverk.formats.docx.design import Place, Role, style_name
from planverk.formats.docx.ooxml import bookmark
from planverk.formats.pandoc import InlineEmitter, Node, attributes, cell, image, span, text
from planverk.formats.pandoc import table as table_node

LABEL, MISSING = "Planverk Label", "Planverk Missing Text"
MARKS: dict[doc.Mark, str] = {"inserted": "Planverk_Inserted", "deleted": "Planverk_Deleted"}
ROW_MARKS: dict[doc.Mark, str] = {"inserted": "Planverk_Row_Inserted", "deleted": "Planverk_Row_Deleted"}
"""Bookmarks by which the emitter tells the finishing what came in or went out whole. No anchor's bookmark begins with a capital."""


MOVE = "_Move_"
"""Stands between such a bookmark and the number of the move by which it came in or went out."""


def mark_of(mark: doc.Mark | Literal[""], move: int = 0) -> list[Node]:
    """What tells, at the beginning of a paragraph and until it is finished, that the whole of it came in or went out, and by which move; nothing
    where it did not."""
    return [span(attributes(MARKS[mark] + (f"{MOVE}{move}" if move else "")))] if mark else []


def _styled_span(style: str, *children: Node) -> Node:
    return span(attributes(custom_style=style), *children)


class _Inlines(InlineEmitter):
    anchor = staticmethod(bookmark)

    def marked(self, mark: doc.Mark, children: doc.Inlines) -> list[Node]:
        """Pandoc's insertion or deletion, whose author and date are put in afterwards."""
        kind = "insertion" if mark == "inserted" else "deletion"
        return [span(attributes("", kind, author="", date=""), *self.inlines(children))]

    def call(self, note: doc.Note) -> list[Node]:
        return [{"t": "Note", "c": _blocks(note.blocks, _Spot("note"))}]


_inlines = _Inlines().inlines
PUBLISHER, STATUS, LOGO, FIGURE = "Planverk Publisher", "Planverk Status", "Planverk Logo", "Planverk Figure"
LINE = "Planverk Cover Line"
TITLE, PERIOD, CAPTION = "Title", "Subtitle", "Caption"
_DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a block stands: the place, in lists how deep and in which part of an item, and the mark of what it came in or went out with, and the
    number of the move by which it did."""

    place: Place = "flow"
    depth: int = 0
    kind: Literal["", "Bullet", "Number", "Continue"] = ""
    mark: doc.Mark | Literal[""] = ""
    move: int = 0


def emit(document: Document) -> list[Node]:
    """The whole document but its contents list, headers and footers, which come afterwards."""
    parts = (_section(part) if isinstance(part, Section) else _block(part, _Spot()) for part in document.flow)
    return [*_cover(document), *(node for nodes in parts for node in nodes)]


def _cover(document: Document) -> list[Node]:
    logo = document.look.logo
    lines = ((PUBLISHER, "publisher"), (TITLE, "title"), (PERIOD, "period"), (LINE, "cover_line"), (STATUS, "status"))
    picture = [_styled(LOGO, [image(logo.alternative, _DOT)])] if logo else []
    given = ((style, line, mark_of_line(line)) for style, line in ((style, document.line(name)) for style, name in lines))
    return [*picture, *(_styled(style, _inlines(line), mark) for style, line, mark in given if mark is not None)]


def _section(section: Section, mark: doc.Mark | Literal[""] = "") -> list[Node]:
    mark = mark or section.mark
    heading = {"t": "Header", "c": [section.level, attributes(bookmark(section.anchor)), [*mark_of(mark), *_heading(section)]]}
    return [heading, *_blocks(section.blocks, _Spot(mark=mark)), *(node for below in section.sections for node in _section(below, mark))]


def _heading(section: Section) -> list[Node]:
    """The words of a heading, its label in a style of its own."""
    if section.label:
        first, *others = _inlines(section.heading)
        return [_styled_span(LABEL, first), *others]
    label, title = parted(section.title, GOAL_SHAPE) if section.role == "goal" else ((), section.title)
    return [*([_styled_span(LABEL, *_inlines(label))] if label else []), *_inlines(title)]


# --- pieces ----------------------------------------------------------------------------------------------------------


def _styled(style: str, children: list[Node], mark: doc.Mark | Literal[""] = "", move: int = 0) -> Node:
    return {"t": "Div", "c": [attributes(custom_style=style), [{"t": "Para", "c": [*mark_of(mark, move), *children]}]]}


def _anchored(anchor: str, nodes: list[Node]) -> list[Node]:
    return [{"t": "Div", "c": [attributes(bookmark(anchor)), nodes]}] if anchor and nodes else nodes


def _line(children: doc.Inlines, spot: _Spot, role: Role) -> list[Node]:
    """A paragraph, or none where there is nothing to read in any edition."""
    mark = spot.mark or mark_of_line(children)
    if mark is None or is_blank(children):
        return []
    if spot.place == "note":
        return [{"t": "Para", "c": [*mark_of(mark), *_inlines(children)]}]
    return [_styled(_style(spot, role), _inlines(children), mark, spot.move)]


def _style(spot: _Spot, role: Role) -> str:
    if role != "body" or not spot.kind:
        return style_name(spot.place, role)
    if spot.place == "flow":
        return f"List {spot.kind}" + (f" {min(spot.depth, 3)}" if spot.depth > 1 else "")
    return style_name(spot.place, "body" if spot.kind == "Continue" else "list")


# --- blocks ----------------------------------------------------------------------------------------------------------


def _blocks(blocks: doc.Blocks, spot: _Spot) -> list[Node]:
    return [node for block in blocks for node in _block(block, spot)]


def _block(block: doc.Block, spot: _Spot) -> list[Node]:
    match block:
        case doc.Paragraph():
            return _line(block.children, spot, block.role)
        case doc.BulletList():
            return [{"t": "BulletList", "c": [_item(item, spot, "Bullet") for item in block.items]}]
        case doc.NumberedList():
            items = [_item(item, spot, "Number") for item in block.items]
            return [{"t": "OrderedList", "c": [[block.start, {"t": "Decimal"}, {"t": "Period"}], items]}]
        case doc.DefinitionList():
            return [node for item in block.items for node in (_fact(item, spot) if block.role == "facts" else _definition(item, spot))]
        case doc.Quote():
            return _blocks(block.blocks, replace(spot, place="note" if spot.place == "note" else "quote"))
        case doc.Table():
            return _table(block, spot)
        case doc.Figure():
            return _figure(block, spot)
        case doc.Card():
            inside = _Spot("note" if spot.place == "note" else block.role, mark=spot.mark)
            return [*_anchored(block.anchor, _line(block.title, inside, "title")), *_blocks(block.blocks, inside)]
        case doc.Revised():
            return _blocks(*_revised(block, spot))
        case _:
            assert_never(block)


def _revised(block: doc.Revised, spot: _Spot) -> tuple[doc.Blocks, _Spot]:
    """What came in or went out, with the spot that says so."""
    move = block.move
    return (_moved(move, block.mark)[0] if move else block.blocks), replace(spot, mark=block.mark, move=move.number if move else 0)


def _moved(move: doc.Move, mark: doc.Mark) -> list[doc.Blocks]:
    """The cells of what was moved at one end: what went out on the way is marked where it stood, what came in where it stands."""
    # Word would take both marks at the end where the move came to, a deletion within an insertion. LibreOffice does not know the one for the other's.
    return [words_without("deleted" if mark == "inserted" else "inserted", blocks) for blocks in move.cells]


def _item(blocks: doc.Blocks, spot: _Spot, kind: Literal["Bullet", "Number"]) -> list[Node]:
    if len(blocks) == 1 and isinstance(blocks[0], doc.Revised):
        return _item(*_revised(blocks[0], spot), kind)
    inside = _Spot(spot.place, spot.depth + 1, kind, spot.mark, spot.move)
    after = replace(inside, kind="Continue")
    nodes = [node for index, block in enumerate(blocks) for node in _block(block, after if index else inside)]
    # A list that is the first thing in an item stands below its mark; pandoc would make a line for the mark, in a style that is none of ours.
    return nodes if nodes and nodes[0]["t"] not in ("BulletList", "OrderedList") else [_styled(_style(inside, "body"), []), *nodes]


def _definition(item: doc.Definition, spot: _Spot) -> list[Node]:
    spot = replace(spot, mark=spot.mark or item.mark)
    return [*_anchored(item.anchor, _line(item.term, spot, "term")), *_blocks(item.blocks, spot)]


def _fact(item: doc.Definition, spot: _Spot) -> list[Node]:
    """Term and meaning on one line where the meaning begins with a paragraph: side by side, in narrow places one after the other."""
    if not item.blocks or not isinstance(item.blocks[0], doc.Paragraph) or not plain(item.blocks[0].children).strip():
        return _definition(item, spot)
    first, spot = item.blocks[0], replace(spot, mark=spot.mark or item.mark)
    meaning = _inlines(first.children)
    between = text("\t" if spot.place in ("flow", "help", "notice") and not spot.kind else ": ")
    children = [*_inlines((doc.Strong(item.term),)), between, *([_styled_span(MISSING, *meaning)] if first.role == "missing" else meaning)]
    mark = spot.mark or mark_of_line((*item.term, *first.children)) or ""
    line = {"t": "Para", "c": [*mark_of(mark), *children]} if spot.place == "note" else _styled(style_name(spot.place, "facts"), children, mark)
    more = [_under(block, spot) for block in item.blocks[1:]]
    return [*_anchored(item.anchor, [line]), *(node for nodes in more for node in nodes)]


def _under(block: doc.Block, spot: _Spot) -> list[Node]:
    """What goes on a meaning. In a box a small line stands under the meaning by a tab, since the indents of a box may not differ."""
    nodes = _block(block, spot)
    if nodes and spot.place in ("help", "notice") and isinstance(block, doc.Paragraph) and block.role == "small":
        nodes[0]["c"][1][0]["c"].insert(0, text("\t"))
    return nodes


def _caption(label: str, heading: doc.Inlines, spot: _Spot) -> list[Node]:
    strong, others = (heading[:1], heading[1:]) if label else parted(heading, CAPTION_SHAPE)
    children = (doc.Strong(strong), *others) if strong else others
    mark = spot.mark or mark_of_line(heading)
    return [] if mark is None or is_blank(heading) else [_styled(CAPTION, _inlines(children), mark)]


def _figure(figure: doc.Figure, spot: _Spot) -> list[Node]:
    nodes = _anchored(figure.anchor, _caption(figure.label, figure.heading, spot))
    if figure.chart and spot.place != "note":
        nodes.append(_styled(FIGURE, [image(figure.alternative, _DOT)], spot.mark))
    else:
        nodes += _line((doc.Text(figure.alternative),), spot, "body")
    return nodes + (_table(figure.table, spot) if figure.table else []) + _blocks(figure.notes, spot)


# --- tables ----------------------------------------------------------------------------------------------------------


def _table(table: doc.Table, spot: _Spot) -> list[Node]:
    """The caption as a paragraph, then the table; what refers to a table without a caption finds its first cell."""
    caption = _anchored(table.anchor, _caption(table.label, table.heading, spot))
    heads = [_cell(_line(column.title, _Spot("column head", mark=spot.mark), "body"), "column head") for column in table.columns]
    if not caption and heads:
        heads[0][4] = _anchored(table.anchor, heads[0][4])
    rows = [_row(row, table.header_column, spot) for row in table.rows]
    return [*caption, table_node(table.columns, _marked_row(heads, spot.mark), rows)]


def _row(row: doc.Row, header_column: int | None, spot: _Spot) -> list[Any]:
    mark, move = spot.mark or row.mark, 0 if spot.mark or not row.move else row.move.number
    places: list[Place] = ["row head" if index == header_column else "cell" for index in range(len(row.cells))]
    made = _moved(row.move, mark) if move and row.move and mark else row.cells
    cells = [_filled(blocks, _Spot(place, mark=mark, move=move)) for blocks, place in zip(made, places, strict=True)]
    if cells:
        first = cells[header_column or 0]
        first[4] = _anchored(row.anchor, first[4])
    return _marked_row(cells, mark, move)


def _marked_row(cells: list[list[Any]], mark: doc.Mark | Literal[""], move: int = 0) -> list[Any]:
    """The row; where it is marked, a paragraph before its first cell's says so until the row is finished."""
    if mark and cells:
        cells[0][4] = [{"t": "Para", "c": [span(attributes(ROW_MARKS[mark] + (f"{MOVE}{move}" if move else "")))]}, *cells[0][4]]
    return cells


def _filled(blocks: doc.Blocks, spot: _Spot) -> list[Any]:
    """A cell; where one edition has nothing in it and the other has, with the empty paragraph of that edition."""
    nodes = _blocks(blocks, spot)
    if nodes and not spot.mark and is_changed(blocks):
        marks: tuple[tuple[doc.Mark, doc.Mark], ...] = (("deleted", "inserted"), ("inserted", "deleted"))
        empty = [mark for gone, mark in marks if not _blocks(blocks_without(gone, blocks), spot)]
        nodes += [{"t": "Para", "c": mark_of(mark)} for mark in empty]
    return _cell(nodes, spot.place)


def _cell(nodes: list[Node], place: Place) -> list[Any]:
    """A cell; Word needs at least one block in it."""
    return cell(nodes or [_styled(style_name(place, "body"), [])])


# --- the label of a heading that changed -----------------------------------------------------------------------------


GOAL_SHAPE, CAPTION_SHAPE = re.compile(r"\w+(?:\s\d+)?: "), re.compile(r"\w+\s\d+(?:\. |$)")
"""The labels of goals, and those of figures and tables."""
_LACKS: dict[type[doc.Inline], tuple[doc.Mark, ...]] = {doc.Text: ("deleted", "inserted"), doc.Inserted: ("deleted",), doc.Deleted: ("inserted",)}
"""The editions that a piece stands in, by what each of them lacks; the later one first."""


def parted(heading: doc.Inlines, shape: re.Pattern[str]) -> tuple[doc.Inlines, doc.Inlines]:
    """The label of a heading that has changes, as long as it is in each edition, and the rest of the heading."""
    if not any(isinstance(each, doc.Inserted | doc.Deleted) for each in heading):
        return (), heading
    found = {gone: shape.match(plain(inlines_without(gone, heading))) for gone in _LACKS[doc.Text]}
    left = {gone: match.end() if match else 0 for gone, match in found.items()}
    label: list[doc.Inline] = []
    rest: list[doc.Inline] = []
    for piece in heading:
        editions = _LACKS.get(type(piece), ())
        head, tail = _cut(piece, min((left[gone] for gone in editions), default=0))
        label += head
        rest += tail
        left.update({gone: 0 if tail else left[gone] - len(plain(head)) for gone in editions})
    return tuple(label), tuple(rest)


def _cut(piece: doc.Inline, room: int) -> tuple[doc.Inlines, doc.Inlines]:
    """A piece of plain words in two at a length; one that holds more than words is none of a label."""
    words = piece.children if isinstance(piece, doc.Inserted | doc.Deleted) else (piece,)
    if not room or any(not isinstance(word, doc.Text) for word in words):
        return (), (piece,)
    text = plain(words)
    head, tail = ((doc.Text(half),) if half else () for half in (text[:room], text[room:]))
    if isinstance(piece, doc.Inserted | doc.Deleted):
        return (type(piece)(head),), ((type(piece)(tail),) if tail else ())
    return head, tail
