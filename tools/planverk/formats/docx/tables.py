"""Tables: widths by share, header rows that repeat, rows that stay whole, title and description for those who listen."""

from __future__ import annotations

from collections.abc import Container, Iterable
from copy import deepcopy
from itertools import accumulate, pairwise

from planverk.document.accept_reject import blocks_without, inlines_without
from planverk.document.blocks import Inlines, Paragraph, Table
from planverk.document.document import Document
from planverk.document.walk import every_block, plain
from planverk.formats.clean import clean
from planverk.formats.docx.design import CELL_SIDE, style_id, style_name
from planverk.formats.docx.emit import STATUS
from planverk.formats.docx.ooxml import make, properties, put, style_of
from planverk.formats.docx.styles import SEPARATOR, TABLE_STYLE
from planverk.formats.walk import document_blocks
from planverk.word.names import Element, w

WHOLE = 2_500
"""A row with more characters than this may break over a page: kept whole it would leave most of a page empty."""
_LONGEST, _LETTER = 12, 108
"""The longest word that a column is widened for, and the width of a letter in a table; longer words are hyphenated."""
_AFTER = 140
_ROOMY = ("Heading", "Caption", style_id(SEPARATOR))
_CLOSE = ("overview", "matrix", "register")
"""Tables that are looked up rather than read; their rows stand closer, so that all measures fit on a page."""


def dress(body: Element, document: Document, width: int, scale: float = 1.0, hidden: Container[Element] = ()) -> None:
    """Gives every table of the body what pandoc leaves out; `width` is that of the text, `scale` how large its letters are beside ours.

    `hidden` are runs that count for nothing, since they went out of a row that stands.

    ValueError where Word's body holds other tables than the document.
    """
    tables = ((under, block) for under, block in document_blocks(document) if isinstance(block, Table))
    for (under, table), element in zip(tables, list(body.iter(w("tbl"))), strict=True):
        found = element.find(f"{w('tblPr')}/{w('tblInd')}")  # how far pandoc moves a table in for the list that it stands in
        shift = 0 if found is None else int(found.get(w("w"), "0"))
        widths = _widths([column.share for column in table.columns], _needs(table, scale), _room(element, width) - shift)
        _replace(element, _table_properties(table, sum(widths), shift, clean(_later(table.heading) or under)))
        _replace(element, make("tblGrid", *(make("gridCol", w=width) for width in widths)))
        for row in element.findall(w("tr")):
            _dress_row(row, widths, hidden)


def part_tables(part: Element) -> None:
    """Keeps every table apart from the next, and from the end of what it stands in, by an empty paragraph: Word asks for it. Each gets the style
    that tables in notes keep; pandoc names one that is not there."""
    for table in part.iter(w("tbl")):
        for style in table.iter(w("tblStyle")):
            style.set(w("val"), style_id(TABLE_STYLE))
        after = next(table.itersiblings(w("tbl"), w("p"), w("sdt")), None)
        if after is None or after.tag == w("tbl"):
            table.addnext(make("p"))
            after = table.getnext()
        if after is not None and after.tag == w("p") and not len(after):
            put(properties(after), make("pStyle", val=style_id(SEPARATOR)))


def align_once(part: Element) -> None:
    """Leaves a paragraph its own column's alignment; in a table inside a table pandoc adds that of the outer column, which Word's schema refuses."""
    for found in part.iter(w("pPr")):
        for other in found.findall(w("jc"))[1:]:
            found.remove(other)


def style_empty(part: Element) -> None:
    """Gives the empty paragraph of an empty cell the style of the others and its column's alignment; pandoc gives it neither."""
    for table in part.iter(w("tbl")):
        rows = [row.findall(w("tc")) for row in table.iterchildren(w("tr"))]
        sides = [cell.find(f"{w('p')}/{w('pPr')}/{w('jc')}") for cell in rows[0]] if rows else []
        for cell, side in (pair for row in rows for pair in zip(row, sides, strict=True)):
            for paragraph in cell.iterchildren(w("p")):
                found = properties(paragraph)
                if len(paragraph) == 1 and found.find(w("numPr")) is None and style_of(paragraph) != style_id(SEPARATOR):
                    found[:] = [make("pStyle", val=style_id(style_name("cell", "body"))), *([] if side is None else [deepcopy(side)])]


def room_after(body: Element, among: Container[Element] | None = None) -> None:
    """Gives text that follows a table at once some room, and the status above that of the cover; headings and captions have their own."""
    for table in body.iter(w("tbl")):
        before = table.getprevious()
        if before is not None and before.tag == w("p") and style_of(before) == style_id(STATUS):
            put(properties(before), make("spacing", after=_AFTER))
        after = table.getnext()
        if after is not None and after.tag == w("p") and not style_of(after).startswith(_ROOMY) and (among is None or after in among):
            put(properties(after), make("spacing", before=_AFTER))


def _dress_row(row: Element, widths: list[int], hidden: Container[Element]) -> None:
    head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    for old in row.findall(w("trPr")):
        row.remove(old)
    length = sum(len(text.text or "") for text in row.iter(w("t")) if text.getparent() not in hidden)
    kept = [make("cantSplit")] if head or length <= WHOLE else []
    row.insert(0, make("trPr", *kept, *([make("tblHeader")] if head else [])))
    for cell, width in zip(row.findall(w("tc")), widths, strict=True):
        _replace(cell, make("tcPr", make("tcW", w=width, type="dxa")))


def _table_properties(table: Table, width: int, shift: int, title: str) -> Element:
    first = table.header_column == 0
    look = make("tblLook", val="04A0" if first else "0420", firstRow=1, lastRow=0, firstColumn=int(first), lastColumn=0, noHBand=0, noVBand=1)
    close = [] if table.role not in _CLOSE else [make("tblCellMar", make("top", w=40, type="dxa"), make("bottom", w=10, type="dxa"))]
    return make(
        "tblPr",
        make("tblStyle", val=style_id(TABLE_STYLE)),
        make("tblW", w=width, type="dxa"),
        make("tblInd", w=shift, type="dxa"),
        make("tblLayout", type="fixed"),
        *close,
        look,
        make("tblCaption", val=title),
        make("tblDescription", val=clean(", ".join(_later(column.title) for column in table.columns))),
    )


def _replace(parent: Element, child: Element) -> None:
    """Puts a child where the one of its name stands, first where there is none."""
    old = parent.find(str(child.tag))
    if old is None:
        parent.insert(0, child)
    else:
        parent.replace(old, child)


def _room(element: Element, whole: int) -> int:
    """The width that a table may take: that of the text, or of the cell it stands in (cells get theirs first)."""
    cell = next(element.iterancestors(w("tc")), None)
    width = None if cell is None else cell.find(f"{w('tcPr')}/{w('tcW')}")
    return whole if width is None else int(width.get(w("w"), "0")) - 2 * CELL_SIDE


def _widths(shares: Iterable[float], needs: list[int], room: int) -> list[int]:
    """Whole twips that add up to the room: by share, but no column narrower than it needs, as far as the others can give."""
    given = list(shares)
    wished = [room * share / (sum(given) or 1) for share in given]
    lacking = sum(max(0.0, need - wish) for need, wish in zip(needs, wished, strict=True))
    spare = sum(max(0.0, wish - need) for need, wish in zip(needs, wished, strict=True))
    part = min(1.0, lacking / spare) if spare else 0.0
    met = min(1.0, spare / lacking) if lacking else 0.0
    sizes = [wish - (wish - need) * part if wish > need else wish + (need - wish) * met for need, wish in zip(needs, wished, strict=True)]
    edges = [0, *(round(room * size / (sum(sizes) or 1)) for size in accumulate(sizes))]
    return [right - left for left, right in pairwise(edges)]


def _needs(table: Table, scale: float) -> list[int]:
    """How wide each column must be so that no number and no ordinary word in it is broken."""
    cells = [[_later(column.title)] for column in table.columns]
    for row in (row for row in table.rows if row.mark != "deleted"):
        for texts, blocks in zip(cells, row.cells, strict=True):
            texts += [plain(block.children) for block in every_block(blocks_without("deleted", blocks)) if isinstance(block, Paragraph)]
    longest = (max((len(word) for text in texts for word in text.split()), default=1) for texts in cells)
    return [round(min(length, _LONGEST) * _LETTER * scale) + 2 * CELL_SIDE for length in longest]


def _later(given: Inlines) -> str:
    return plain(inlines_without("deleted", given))
