"""Turns blocks and inlines into HTML: text is escaped, and only what is written here becomes markup.

What is no part of the plan's text (numbers of notes, a list of parts) carries `data-furniture`; a link that no author made carries `data-link`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup, escape

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    CrossReference,
    DefinitionList,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
)
from planverk.render.html.pages import Page, Place, Site
from planverk.render.html.tables import table_html
from planverk.render.html.walk import every_inline, plain

_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_PARAGRAPH_CLASS = {"body": "", "lead": "lead", "small": "small", "missing": "missing"}
CHARTS = "figurer"


def join(parts: Iterable[Markup]) -> Markup:
    """The parts as one, nothing between them."""
    return Markup("").join(parts)


def attribute(name: str, value: str) -> Markup:
    """` name="value"`, or nothing for an empty value."""
    return Markup(' {}="{}"').format(name, value) if value else Markup("")


class Emitter:
    """Emits what stands on one page, and remembers the notes that are called there, in the order in which they are called."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site = site
        self.page = page
        self.words = site.document.words
        self.notes: list[Note] = []
        self._labels: set[str] = set()
        self._around = ""

    # --- sections

    def section(self, section: Section, depth: int = 1) -> Markup:
        """A section with all that stands under it on this page; its heading is `depth` deep. A section with a page of its own leaves a link to it."""
        self._around = plain(section.heading)
        parts = Markup('<h{0}{1} data-level="{2}">{3}</h{0}>').format(min(depth, 6), attribute("id", section.anchor if depth == 1 else ""), section.level, self._heading(section))
        parts += self._contents(section) if depth == 1 else ""
        parts += self.blocks(section.blocks) + join(self._part(child, depth + 1) for child in section.sections)
        return parts if depth == 1 else Markup('<section id="{}" class="part part-{}">{}</section>').format(section.anchor, section.role, parts)

    def _part(self, section: Section, depth: int) -> Markup:
        if not section.page:
            return self.section(section, depth)
        link = self._a(Place(section.page), self.label(section), kind="page")
        return Markup('<p class="onward" data-furniture data-page="{}">{}</p>').format(section.page, link)

    def _heading(self, section: Section) -> Markup:
        if not section.label or not section.title:
            return self.inlines(section.heading)
        return Markup('<span class="heading-label">{}<span class="hidden">: </span></span> {}').format(section.label, self.inlines(section.title))

    def label(self, section: Section) -> Markup:
        """A section's heading without links and notes, for links to it."""
        return escape(plain(section.heading))

    def _contents(self, section: Section) -> Markup:
        """The list of a page's parts, where they are three or more."""
        parts = [part for part in section.sections if not part.page]
        if len(parts) < 3:
            return Markup("")
        items = join(Markup("<li>{}</li>").format(self._a(Place(self.page.address, part.anchor), self.label(part))) for part in parts)
        return Markup('<nav class="on-this-page" aria-labelledby="_parts"><p id="_parts" class="nav-title">{}</p><ul>{}</ul></nav>').format(self.words["on-this-page"], items)

    # --- blocks

    def blocks(self, blocks: Blocks) -> Markup:
        """A run of blocks."""
        return join(map(self.block, blocks))

    def block(self, block: Block) -> Markup:
        """One block."""
        match block:
            case Paragraph(children=children, role=role):
                return Markup("<p{}>{}</p>\n").format(attribute("class", _PARAGRAPH_CLASS[role]), self.inlines(children))
            case BulletList(items=items):
                return Markup("<ul>{}</ul>\n").format(self._items(items))
            case NumberedList(items=items, start=start):
                return Markup("<ol{}>{}</ol>\n").format(attribute("start", str(start) if start != 1 else ""), self._items(items))
            case DefinitionList():
                return self._definitions(block)
            case Quote(blocks=blocks):
                return Markup("<blockquote>{}</blockquote>\n").format(self.blocks(blocks))
            case Table():
                return table_html(block, self)
            case Figure():
                return self._figure(block)
            case Card():
                return self._card(block)
            case _:
                assert_never(block)

    def _items(self, items: tuple[Blocks, ...]) -> Markup:
        return join(Markup("<li>{}</li>").format(self.tight(item)) for item in items)

    def tight(self, blocks: Blocks) -> Markup:
        """A run of blocks as it stands in an item or a cell: a single plain paragraph needs no element of its own."""
        match blocks:
            case (Paragraph(children=children, role="body"),):
                return self.inlines(children)
            case _:
                return self.blocks(blocks)

    def _definitions(self, block: DefinitionList) -> Markup:
        pairs = join(Markup("<div{}><dt>{}</dt><dd>{}</dd></div>").format(attribute("id", item.anchor), self.inlines(item.term), self.tight(item.blocks)) for item in block.items)
        return Markup('<dl class="{}">{}</dl>\n').format(block.role, pairs)

    def _figure(self, block: Figure) -> Markup:
        if self.site.places[block.anchor].anchor != block.anchor:
            raise ValueError(f"not fit to be a figure's anchor: {block.anchor!r}")
        shown = Markup('<p class="missing-figure">{}</p>').format(block.alternative)
        if block.chart:
            shown = Markup('<img src="{}{}/{}.svg" alt="{}">').format(self.page.up, CHARTS, block.anchor, block.alternative)
        table = Markup("")
        if block.table:
            table = Markup("<details open><summary data-furniture>{}</summary>{}</details>").format(self.words["figure-numbers"], self.block(block.table))
        head = Markup("<figcaption>{}</figcaption>").format(self.heading_line(block.label, block.caption))
        return Markup('<figure id="{}">{}{}{}{}</figure>\n').format(block.anchor, head, shown, table, self.blocks(block.notes))

    def _card(self, block: Card) -> Markup:
        label = self.own_id("card")
        title = Markup('<p id="{}" class="card-title">{}</p>').format(label, self.inlines(block.title))
        return Markup('<div{} class="card card-{}" role="note" aria-labelledby="{}">{}{}</div>\n').format(attribute("id", block.anchor), block.role, label, title, self.blocks(block.blocks))

    def heading_line(self, label: str, caption: Inlines) -> Markup:
        """The heading of a table or a figure: its label, then its caption."""
        mark = ". " if label and caption else ""
        return Markup('<span class="label">{}{}</span>').format(label, mark) + self.inlines(caption) if label else self.inlines(caption)

    def region_label(self, heading: Inlines) -> str:
        """What a region that scrolls is called: its table's heading, else the section's; no two regions of a page are called the same."""
        return self._once(plain(heading) or self._around, " ")

    def own_id(self, stem: str) -> str:
        """An id for the page's own use; it starts with "_", which no anchor does."""
        return self._once(f"_{stem}", "-")

    def _once(self, name: str, mark: str) -> str:
        taken = next(each for each in (name, *(f"{name}{mark}{count}" for count in range(2, len(self._labels) + 3))) if each not in self._labels)
        self._labels.add(taken)
        return taken

    # --- inlines

    def inlines(self, inlines: Inlines) -> Markup:
        """A run of inlines."""
        return join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> Markup:
        """One inline. ValueError for a link whose scheme is none of ours and for a reference to nowhere."""
        match inline:
            case Text(text=text):
                return escape(text)
            case Emphasis(children=children):
                return Markup("<em>{}</em>").format(self.inlines(children))
            case Strong(children=children):
                return Markup("<strong>{}</strong>").format(self.inlines(children))
            case LineBreak():
                return Markup("<br>")
            case Link(address=address, children=children):
                return self._out(address, self.inlines(children))
            case CrossReference(anchor=anchor, children=children):
                if anchor not in self.site.places:
                    raise ValueError(f"a reference to nowhere: {anchor!r}")
                return self._a(self.site.places[anchor], self.inlines(children))
            case Note():
                return self._call(inline)
            case _:
                assert_never(inline)

    def _out(self, address: str, text: Markup) -> Markup:
        if not _SCHEME.match(address):
            raise ValueError(f"a link's scheme is none of ours: {address!r}")
        return Markup('<a href="{}">{}</a>').format(address, text)

    def _a(self, place: Place, text: Markup, kind: str = "") -> Markup:
        return Markup('<a href="{}"{}>{}</a>').format(self.page.link(place), attribute("data-link", kind), text)

    def to_page(self, address: str, inlines: Inlines) -> Markup:
        """Inlines as a link to a page; links and notes among them stay what they are, beside the link."""
        parts, run = Markup(""), Markup("")
        for inline in inlines:
            if any(isinstance(each, Link | CrossReference | Note) for each in every_inline((inline,))):
                parts, run = parts + self._linked(address, run) + self.inline(inline), Markup("")
            else:
                run += self.inline(inline)
        return parts + self._linked(address, run)

    def _linked(self, address: str, text: Markup) -> Markup:
        return self._a(Place(address), text, kind="page") if text.striptags() else text

    # --- notes

    def _call(self, note: Note) -> Markup:
        self.notes.append(note)
        label = self.words["note"].format(number=note.number)
        return Markup('<sup data-furniture><a href="#_note-{0}" id="_call-{0}" role="doc-noteref" aria-label="{1}">{0}</a></sup>').format(note.number, label)

    def endnotes(self) -> Markup:
        """The notes called so far, and those called in them, as the list that stands at the page's end; nothing where there are none."""
        items = Markup("")
        for note in self.notes:  # grows while a note calls another
            items += self._endnote(note)
        if not items:
            return items
        return Markup('<section class="notes" role="doc-endnotes" aria-labelledby="_notes"><h2 id="_notes">{}</h2><ol>{}</ol></section>').format(self.words["notes"], items)

    def _endnote(self, note: Note) -> Markup:
        label = f"{self.words['back-to-text']}: {self.words['note'].format(number=note.number)}"
        back = Markup('<a href="#_call-{}" role="doc-backlink" data-furniture aria-label="{}">↩</a>').format(note.number, label)
        return Markup('<li id="_note-{0}" value="{0}">{1} {2}</li>').format(note.number, self.tight(note.blocks), back)
