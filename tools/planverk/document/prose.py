"""An author's prose as blocks of the document: links resolved, notes numbered, figures put in their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planverk.document import blocks as out
from planverk.document.column_shares import shares
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.sources import citation, source_line
from planverk.document.typography import typeset
from planverk.document.walk import every_line
from planverk.model.entry import Entry
from planverk.source import prose

SAFE_SCHEMES = ("https:", "http:", "mailto:", "tel:")

PlaceFigure = Callable[[Context, str], out.Blocks]


def compose_prose(context: Context, entry: Entry, anchors: tuple[str, ...], level: int, place: PlaceFigure) -> tuple[out.Blocks, tuple[Section, ...]]:
    """The blocks of an entry's body before its first heading, and the sections that its headings begin, one level below `level`.

    `anchors` are those of the headings, in order.
    """
    return _Composer(context, entry, place).sections(level, anchors)


def compose_flat(context: Context, entry: Entry, place: PlaceFigure) -> out.Blocks:
    """The blocks of a body for places where no section may begin (a cell, a definition): a heading becomes a strong paragraph."""
    return _Composer(context, entry, place).blocks(entry.prose.blocks)


class _Composer:
    def __init__(self, context: Context, entry: Entry, place: PlaceFigure) -> None:
        self.context, self.entry, self.place = context, entry, place
        self.open_notes: tuple[str, ...] = ()
        self.said = ""  # the text before, in the same paragraph, heading or cell

    def sections(self, level: int, anchors: tuple[str, ...]) -> tuple[out.Blocks, tuple[Section, ...]]:
        """Splits the body at its headings; levels are made to follow each other, whatever the author's were."""
        headings = [index for index, block in enumerate(self.entry.prose.blocks) if isinstance(block, prose.Heading)]
        all_blocks = self.entry.prose.blocks
        first = headings[0] if headings else len(all_blocks)
        opening = self.blocks(all_blocks[:first])
        flat = []
        for number, index in enumerate(headings, start=1):
            heading = all_blocks[index]
            assert isinstance(heading, prose.Heading)
            end = headings[number] if number < len(headings) else len(all_blocks)
            title = self.run(heading.children)
            flat.append((heading.level, Section(anchors[number - 1], 0, title, self.blocks(all_blocks[index + 1 : end]), role="part")))
        return opening, _nest(flat, level + 1)

    def blocks(self, blocks: tuple[prose.Block, ...]) -> out.Blocks:
        return tuple(made for block in blocks for made in self.block(block))

    def block(self, block: prose.Block) -> out.Blocks:
        match block:
            case prose.Paragraph(children=children):
                return (out.Paragraph(self.run(children)),)
            case prose.Heading(children=children):
                return (out.Paragraph((out.Strong(self.run(children)),)),)
            case prose.List(items=items, first=first):
                made = tuple(self.blocks(item) for item in items)
                return (out.BulletList(made) if first is None else out.NumberedList(made, first),)
            case prose.Quote(blocks=below):
                return (out.Quote(self.blocks(below)),)
            case prose.Table():
                return (self.table(block),)
            case prose.FigurePlace(figure=figure):
                return self.place(self.context, figure)

    def table(self, table: prose.Table) -> out.Table:
        texts = [[typeset(prose.plain(row[at])) for row in (table.header, *table.rows)] for at in range(len(table.header))]
        columns = tuple(
            out.Column(self.run(cell) or (out.Text("–"),), share, "right" if align == "right" else "center" if align == "center" else "left")
            for cell, align, share in zip(table.header, table.aligned, shares(texts), strict=True)
        )
        rows = tuple(out.Row(tuple((out.Paragraph(self.run(cell)),) for cell in row)) for row in table.rows)
        return out.Table(columns, rows, "prose")

    def run(self, inlines: tuple[prose.Inline, ...]) -> out.Inlines:
        """The inlines of a paragraph, a heading or a cell."""
        self.said = ""
        return self.inlines(inlines)

    def inlines(self, inlines: tuple[prose.Inline, ...]) -> out.Inlines:
        made: list[out.Inline] = []
        for inline in _joined(inlines):
            if isinstance(inline, prose.Citation) and inline.joined and made and isinstance(made[-1], out.Note):
                made[-1] = replace(made[-1], blocks=made[-1].blocks + self.cited(inline))
            else:
                made += self.inline(inline)
        return tuple(made)

    def inline(self, inline: prose.Inline) -> out.Inlines:
        match inline:
            case prose.Text(text=text):
                self.said += text
                return (out.Text(typeset(text)),)
            case prose.Emphasis(children=children):
                return (out.Emphasis(self.inlines(children)),)
            case prose.Strong(children=children):
                return (out.Strong(self.inlines(children)),)
            case prose.Foreign(language=language, children=children):
                return (out.Foreign(language, self.inlines(children)),)
            case prose.HardBreak():
                self.said += " "
                return (out.LineBreak(),)
            case prose.Link():
                return self.link(inline)
            case prose.Citation():
                return self.citation(inline)
            case prose.FootnoteCall(label=label):
                return self.footnote(label)

    def link(self, link: prose.Link) -> out.Inlines:
        children = self.inlines(link.children)
        if link.entry is None:
            safe = link.target.lower().startswith(SAFE_SCHEMES)
            return (out.Link(link.target, children),) if safe and children else children
        kind, name = link.entry
        if not children:
            label = self.context.labels.printed(kind, name, self.said)
            self.said += label
            children = (out.Text(typeset(label)),)
        return self.referred(kind, name, children)

    def referred(self, kind: str, name: str, children: out.Inlines) -> out.Inlines:
        """A link inside the plan; its bare text where what it leads to is not printed."""
        if not children or not self.context.stands(kind, name):
            return children
        return (out.CrossReference(self.context.anchor(kind, name), children),)

    def citation(self, cited: prose.Citation) -> out.Inlines:
        source = self.context.plan.sources.get(cited.source)
        if source is None:
            return (out.Text(f"[@{cited.source}]"),)
        if self.open_notes:  # Word has no notes within notes
            place = (out.Text(typeset(f", {cited.locator}")),) if cited.locator else ()
            return (out.Text(" ("), *source_line(self.context, source), *place, out.Text(")"))
        return (out.Note(self.context.next_note(), "citation", self.cited(cited)),)

    def cited(self, cited: prose.Citation) -> out.Blocks:
        """What a note says of one source."""
        source = self.context.plan.sources.get(cited.source)
        return (citation(self.context, source, cited.locator or ""),) if source else (out.Paragraph((out.Text(f"[@{cited.source}]"),)),)

    def footnote(self, label: str) -> out.Inlines:
        footnote = self.entry.prose.footnotes.get(label)
        if footnote is None or label in self.open_notes or len(self.open_notes) > 1:  # notes that multiply each other stop here
            return (out.Text(f"[^{label}]"),)
        within, self.open_notes, said = self.open_notes, (*self.open_notes, label), self.said
        number = 0 if within else self.context.next_note()
        blocks = self.blocks(footnote.blocks)
        self.open_notes, self.said = within, said
        if within:  # a finding; where it is switched off, what the note says is printed still
            return (
                out.Text(" ("),
                *(inline for number, text in enumerate(every_line(blocks)) for inline in (*((out.Text(" "),) if number else ()), *text)),
                out.Text(")"),
            )
        return (out.Note(number, "footnote", blocks),)


def _joined(inlines: tuple[prose.Inline, ...]) -> list[prose.Inline]:
    """Runs of text as one, so that typography sees across an escape or a line end; no space before a note, whose number hangs on the word."""
    joined: list[prose.Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, prose.Text) and isinstance(last, prose.Text):
            joined[-1] = prose.Text(last.text + inline.text, last.start, inline.end)
        elif isinstance(inline, (prose.Citation, prose.FootnoteCall)) and isinstance(last, prose.Text):
            joined[-1] = prose.Text(last.text.rstrip(" "), last.start, last.end)
            joined.append(inline)
        else:
            joined.append(inline)
    return joined


def _nest(flat: list[tuple[int, Section]], level: int) -> tuple[Section, ...]:
    """Sections in a row, each with its author's level, as a tree whose levels follow each other from `level` down."""
    nested: list[Section] = []
    index = 0
    while index < len(flat):
        depth, section = flat[index]
        end = index + 1
        while end < len(flat) and flat[end][0] > depth:
            end += 1
        nested.append(Section(section.anchor, min(level, 6), section.title, section.blocks, _nest(flat[index + 1 : end], level + 1), role="part"))
        index = end
    return tuple(nested)
