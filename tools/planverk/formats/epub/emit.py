"""A Document as pandoc's AST for an EPUB: a cover, then a chapter a section, each with its notes at its end."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Any, assert_never
from uuid import NAMESPACE_URL, uuid5

from planverk.document import blocks as doc
from planverk.document.document import Document, Section
from planverk.document.records import Image
from planverk.document.transform import Transformer
from planverk.document.walk import is_blank
from planverk.formats.clean import clean
from planverk.formats.pandoc import InlineEmitter, Node, attributes, cell, image, link, span, text
from planverk.formats.pandoc import table as table_node

CALL, NOTE = "planverk-call-", "planverk-note-"
"""How the ids of a note's call and of the note begin; no anchor of a document begins so."""
COVER, UNLISTED = "planverk-cover", "unlisted"


def emit(document: Document, draw: Callable[[doc.Chart | Image], Image]) -> tuple[list[Node], Node]:
    """The whole document, with what its package tells of it; `draw` makes the SVG of a chart."""
    emitter = _Emitter(document, draw)
    chapters = [node for part in document.flow for node in emitter.part(part)]
    return [*_cover(document), *chapters], _metadata(document, emitter)


def _metadata(document: Document, emitter: _Emitter) -> Node:
    """What the package tells: whose it is, and how it can be read (EPUB Accessibility 1.1, 3.2)."""
    identity = f"{document.publisher}\n{document.title}\n{document.provenance.digest or document.revision}"
    pictures = emitter.pictures or document.look.logo is not None
    features = (*(("alternativeText",) if pictures else ()), "readingOrder", "structuralNavigation", "tableOfContents", "displayTransformability")
    return {
        "title": _meta(document.title),
        "lang": _meta(document.language),
        "identifier": _meta(f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}"),
        "publisher": _meta(document.publisher),
        "toc-title": _meta(document.words["contents"]),
        "accessModes": _metas("textual", *(("visual",) if pictures else ())),
        "accessModeSufficient": _metas("textual"),
        "accessibilityFeatures": _metas(*features),
        "accessibilityHazards": _metas("none"),
        "accessibilitySummary": _meta(document.words["epub-summary"]),
    }


def _meta(words: str) -> Node:
    return {"t": "MetaString", "c": clean(words)}


def _metas(*words: str) -> Node:
    return {"t": "MetaList", "c": [*map(_meta, words)]}


def _cover(document: Document) -> list[Node]:
    """The title as the heading of a page that no contents list names; the other lines of the cover under it."""
    logo = document.look.logo
    picture = [{"t": "Para", "c": [_picture(logo.data, logo.media_type, logo.alternative)]}] if logo else []
    lines = (("publisher", document.publisher), ("period", document.period), ("line", document.cover_line), ("status", document.status.line))
    under = [_div({"t": "Para", "c": [text(clean(words))]}, classes=(name,)) for name, words in lines if words]
    return [{"t": "Header", "c": [1, attributes(COVER, UNLISTED), [text(clean(document.title))]]}, *picture, *under]


# --- pieces ----------------------------------------------------------------------------------------------------------


def _div(*nodes: Node, anchor: str = "", classes: Iterable[str] = (), **given: str) -> Node:
    return {"t": "Div", "c": [attributes(anchor, *classes, **given), list(nodes)]}


def _picture(data: bytes, media_type: str, alternative: str) -> Node:
    return image(alternative, f"data:{media_type};base64,{b64encode(data).decode()}")


class _Emitter(InlineEmitter):
    """Emits parts, and the notes that are called in each at its end."""

    languages = ("lang", "xml:lang")

    def __init__(self, document: Document, draw: Callable[[doc.Chart | Image], Image]) -> None:
        self.document, self.draw = document, draw
        self.notes: list[doc.Note] = []
        self.pictures = 0
        self.titles = 0

    def part(self, part: Section | doc.Block) -> list[Node]:
        nodes = self.section(part) if isinstance(part, Section) else self.help(part) if isinstance(part, doc.Card) else self.block(part)
        if self.notes:
            nodes.append({"t": "Header", "c": [2, attributes("", UNLISTED), [text(clean(self.document.words["notes"]))]]})
        told = {note.number: self.note(note) for note in self.notes}  # grows while a note calls another, which stands after it
        self.notes = []
        return [*nodes, *(told[number] for number in sorted(told))]

    def section(self, section: Section) -> list[Node]:
        # in this order: notes are listed as they are called
        heading = {"t": "Header", "c": [section.level, attributes(section.anchor), self.inlines(section.heading)]}
        own = self.blocks(section.blocks)
        return [heading, *own, *(node for below in section.sections for node in self.section(below))]

    def help(self, card: doc.Card) -> list[Node]:
        """The helplines as a chapter of their own, which the contents list names: they must be found at once."""
        return [{"t": "Header", "c": [1, attributes(card.anchor or "planverk-help", "help"), self.inlines(card.title)]}, *self.blocks(card.blocks)]

    def note(self, note: doc.Note) -> Node:
        words = self.document.words
        label = f"{words['back-to-text']}: {words['note'].format(number=note.number)}"
        back = link([text("↑")], f"#{CALL}{note.number}", attributes(role="doc-backlink", aria_label=clean(label)))
        number = _div({"t": "Plain", "c": [text(f"{note.number}. "), back]}, classes=("note-number",))
        nodes = self.blocks(note.blocks)
        return {"t": "Div", "c": [[f"{NOTE}{note.number}", ["note"], [["role", "doc-footnote"], ["epub:type", "footnote"]]], [number, *nodes]]}

    # --- inlines

    def marked(self, mark: doc.Mark, children: doc.Inlines) -> list[Node]:
        name = "ins" if mark == "inserted" else "del"
        return [{"t": "RawInline", "c": ["html", f"<{name}>"]}, *self.inlines(children), {"t": "RawInline", "c": ["html", f"</{name}>"]}]

    def call(self, note: doc.Note) -> list[Node]:
        self.notes.append(note)
        label = clean(self.document.words["note"].format(number=note.number))
        told = [["role", "doc-noteref"], ["epub:type", "noteref"], ["aria-label", label]]
        return [{"t": "Superscript", "c": [link([text(str(note.number))], f"#{NOTE}{note.number}", [f"{CALL}{note.number}", [], told])]}]

    def link(self, children: doc.Inlines, target: str) -> list[Node]:
        """A link around words that hold none; the notes called in them stand after it, since they are links as well."""
        unlinked = _Unlinked()
        words = unlinked.inlines(children)
        return [link(self.inlines(words), target), *self.inlines(tuple(unlinked.notes))]

    # --- blocks

    def blocks(self, blocks: doc.Blocks) -> list[Node]:
        return [node for block in blocks for node in self.block(block)]

    def block(self, block: doc.Block) -> list[Node]:
        match block:
            case doc.Paragraph():
                return self.paragraph(block)
            case doc.BulletList(items=items):
                return [{"t": "BulletList", "c": [self.tight(item) for item in items]}]
            case doc.NumberedList(items=items, start=start):
                return [{"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], [self.tight(item) for item in items]]}]
            case doc.DefinitionList(items=definitions):
                listed = {"t": "DefinitionList", "c": [self.definition(each) for each in definitions]}
                return [_div(listed, classes=(block.role,))] if definitions else []
            case doc.Quote(blocks=blocks):
                return [{"t": "BlockQuote", "c": self.blocks(blocks)}]
            case doc.Table():
                return [self.table(block)]
            case doc.Figure():
                return self.figure(block)
            case doc.Card(title=title, blocks=blocks, anchor=anchor):
                return [self.titled("note", title, self.blocks(blocks), anchor, f"card {block.role}")]
            case doc.Revised(blocks=blocks):
                return self.blocks(blocks)
            case _:
                assert_never(block)

    def paragraph(self, paragraph: doc.Paragraph) -> list[Node]:
        if is_blank(paragraph.children):
            return []
        node = {"t": "Para", "c": self.inlines(paragraph.children)}
        return [node if paragraph.role == "body" else _div(node, classes=(paragraph.role,))]

    def tight(self, blocks: doc.Blocks) -> list[Node]:
        """Blocks as they stand in an item or a cell: a single plain paragraph needs no element of its own."""
        nodes = self.blocks(blocks)
        return [{"t": "Plain", "c": nodes[0]["c"]}] if len(nodes) == 1 and nodes[0]["t"] == "Para" else nodes

    def definition(self, item: doc.Definition) -> list[Any]:
        term = self.inlines(item.term)
        return [[span(attributes(item.anchor), *term)] if item.anchor else term, [self.tight(item.blocks)]]

    def figure(self, figure: doc.Figure) -> list[Node]:
        """Heading, chart or what it would show, numbers, notes."""
        if figure.chart:
            self.pictures += 1
            image = self.draw(figure.chart)
            shown = {"t": "Para", "c": [_picture(image.data, image.media_type, figure.alternative)]}
        else:
            shown = {"t": "Para", "c": [text(clean(figure.alternative))]}
        table = self.block(figure.table) if figure.table else []
        return [self.titled("figure", figure.heading, [shown, *table, *self.blocks(figure.notes)], figure.anchor, "figure")]

    def titled(self, role: str, title: doc.Inlines, nodes: list[Node], anchor: str, classes: str) -> Node:
        """A group that its title names; one without a title has no role."""
        if is_blank(title):
            return _div(*nodes, anchor=anchor, classes=tuple(classes.split()))
        self.titles += 1
        name = f"planverk-title-{self.titles}"
        head = _div({"t": "Plain", "c": self.inlines(title)}, anchor=name, classes=("title",))
        return _div(head, *nodes, anchor=anchor, classes=tuple(classes.split()), role=role, aria_labelledby=name)

    # --- tables

    def table(self, table: doc.Table) -> Node:
        """The table; its row headers are the columns up to that of the header, as a number and the title of what it numbers."""
        heads = 0 if table.header_column is None else table.header_column + 1
        caption = [] if is_blank(table.heading) else [{"t": "Plain", "c": self.inlines(table.heading)}]
        head = [_cell([{"t": "Plain", "c": self.inlines(each.title)}], "col") for each in table.columns]
        rows = [self.row(row, heads) for row in table.rows]
        return table_node(table.columns, head, rows, heads, caption, attributes(table.anchor, table.role))

    def row(self, row: doc.Row, heads: int) -> list[Any]:
        cells = [_cell(self.tight(cell), "row" if place < heads else "") for place, cell in enumerate(row.cells)]
        if row.anchor and cells:  # pandoc resolves a link to another chapter by the ids of spans and divisions
            cells[0][4].insert(0, _div(anchor=row.anchor))
        return cells


def _cell(nodes: list[Node], scope: str) -> list[Any]:
    return cell(nodes, attributes(scope=scope) if scope else attributes())


class _Unlinked(Transformer):
    """Leaves out links and notes, which it gathers."""

    def __init__(self) -> None:
        self.notes: list[doc.Inline] = []

    def inline(self, inline: doc.Inline) -> doc.Inlines:
        match inline:
            case doc.Note():
                self.notes.append(inline)
                return ()
            case doc.Link(children=children) | doc.CrossReference(children=children):
                return self.inlines(children)
            case _:
                return super().inline(inline)
