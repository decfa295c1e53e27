"""Turns the sections, blocks and inlines of one page into HTML.

What is no part of the plan's text (numbers of notes, a list of parts) carries `data-furniture`; a link that no author made carries `data-link`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import assert_never

from markupsafe import Markup, escape

from planverk.document import blocks as doc
from planverk.document.document import Section
from planverk.document.mark_all import marked_definition, marked_section
from planverk.document.records import Image
from planverk.document.walk import every_inline, plain
from planverk.formats.charts import ending_of
from planverk.formats.html.downloads import offered_data
from planverk.formats.html.markup import element, join, void
from planverk.formats.html.pages import Page, Place, Site
from planverk.formats.html.tables import filter_form, table_html

CHARTS = "figurer"
_LINKED_ROLES = ("chapter", "goal")
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_PARTS_LISTED = 3


class Emitter:
    """Emits what stands on one page, and remembers the notes that are called there, in the order in which they are called."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site = site
        self.page = page
        self.words = site.document.words
        self.notes: list[doc.Note] = []
        self.terms: list[str] = []
        self.filters = False
        self._names: set[str] = set()
        self._around = page.title
        self._running = False
        self._links_terms = page.entry == "measure" or bool(page.section and page.section.role in _LINKED_ROLES)

    # --- sections

    def section(self, section: Section, depth: int = 1) -> Markup:
        """A section with all that stands under it on this page, its heading `depth` deep. Where one has a page of its own, a link to it stands."""
        section = marked_section(section)
        anchor = section.anchor if depth == 1 else ""
        head = element(f"h{min(depth, 6)}", self._heading(section), id=anchor, data_level=section.level)
        parts = self._contents(section) if depth == 1 else Markup("")
        with self.under(plain(section.heading)):  # before what is below: notes are numbered and listed as they are called
            own = self.blocks(section.blocks)
        whole = join((head, parts, own, *(self._part(child, depth + 1) for child in section.sections)))
        if depth == 1:
            return whole
        return element("section", self.marks(section.anchor), whole, id=section.anchor, class_=f"part part-{section.role}")

    def _part(self, section: Section, depth: int) -> Markup:
        if not section.page:
            return self.section(section, depth)
        link = self.link(Place(section.page), escape(plain(section.heading)), kind="page")
        return element("p", link, class_="onward", data_furniture=True, data_page=section.page)

    def _heading(self, section: Section) -> Markup:
        if not section.label or not section.title:
            return self.inlines(section.heading)
        label = element("span", section.label, element("span", ": ", class_="hidden"), class_="heading-label")
        return join((label, " ", self.inlines(section.title)))

    def _contents(self, section: Section) -> Markup:
        """The list of a page's parts, where they are many."""
        parts = [part for part in section.sections if not part.page]
        if len(parts) < _PARTS_LISTED:
            return Markup("")
        items = join(element("li", self.link(Place(self.page.address, part.anchor), escape(plain(part.heading)))) for part in parts)
        title = element("p", self.words["on-this-page"], id="_parts", class_="nav-title")
        return element("nav", title, element("ul", items), class_="on-this-page", aria_labelledby="_parts")

    # --- blocks

    def blocks(self, blocks: doc.Blocks) -> Markup:
        """A run of blocks."""
        return join(self.block(block) + "\n" for block in blocks)

    def block(self, block: doc.Block) -> Markup:
        """One block."""
        match block:
            case doc.Paragraph(role=role, children=children):
                if len(children) == 1 and isinstance(children[0], doc.Strong):  # a heading where no section may begin
                    self._around = plain(children)
                return element("p", self._prose(block), class_=role if role != "body" else "")
            case doc.BulletList(items=items):
                return element("ul", self._items(items))
            case doc.NumberedList(items=items, start=start):
                return element("ol", self._items(items), start=start if start != 1 else "")
            case doc.DefinitionList(items=definitions, role=role):
                items_of = map(self._definition, definitions)
                return element("dl", join(items_of) if role == "glossary" else self._as_they_are(items_of), class_=role)
            case doc.Quote(blocks=blocks):
                return element("blockquote", self._as_they_are(map(self.block, blocks)))
            case doc.Table():
                form = Markup("") if self.filters else filter_form(block, self.words)  # once a page
                self.filters = self.filters or bool(form)
                return join((form, self._as_file(block), table_html(block, self)))
            case doc.Figure():
                return self._figure(block)
            case doc.Card():
                return self._card(block)
            case doc.Revised(mark=mark, blocks=blocks):
                return self._marked(mark, self.blocks(blocks))
            case _:
                assert_never(block)

    def _as_file(self, table: doc.Table) -> Markup:
        """A link to the file that holds the table of all measures, where the site offers one."""
        name, title = f"{self.words['page-measures']}.csv", self.words["overview"]
        files = offered_data(self.site.document) if table.role == "overview" else ()
        for file in files:
            if (file.label, file.title) == (name, title):
                link = element("a", f"{title} ({file.format}, {file.size})", href=f"{self.page.up}{file.path}", download=True)
                return element("p", link, class_="small", data_furniture=True)
        return Markup("")

    def _items(self, items: tuple[doc.Blocks, ...]) -> Markup:
        return join(element("li", self.tight(item)) for item in items)

    def tight(self, blocks: doc.Blocks) -> Markup:
        """A run of blocks as it stands in an item or a cell: a single plain paragraph needs no element of its own."""
        match blocks:
            case (doc.Paragraph(role="body") as paragraph,):
                return self._prose(paragraph)
            case _:
                return self.blocks(blocks)

    def _prose(self, paragraph: doc.Paragraph) -> Markup:
        """A paragraph's text, in which terms lead to their meanings."""
        self._running = self._links_terms and paragraph.role in ("body", "lead")
        made = self.inlines(paragraph.children)
        self._running = False
        return made

    def _as_they_are(self, parts: Iterable[Markup]) -> Markup:
        """Parts whose words are others', or names, and lead nowhere."""
        links, self._links_terms = self._links_terms, False
        made = join(parts)
        self._links_terms = links
        return made

    def _definition(self, item: doc.Definition) -> Markup:
        item = marked_definition(item)
        term = self.to_page(item.page, item.term) if self.leads(item.page) else self.inlines(item.term)
        with self.under(plain(item.term)):
            meaning = self.tight(item.blocks)
        return element("div", element("dt", self.marks(item.anchor), term), element("dd", meaning), id=item.anchor)

    def leads(self, page: str) -> bool:
        """True for the address of another page of the site."""
        return bool(page) and page != self.page.address and self.site.has(page)

    def marks(self, anchor: str) -> Markup:
        """The anchors that an entry had before, so that old links still find it."""
        return join(element("span", id=earlier) for earlier in self.site.earlier.get(anchor, ()))

    def _figure(self, block: doc.Figure) -> Markup:
        head = element("figcaption", self.heading_line(block.label, block.caption))
        shown = self._chart(block, block.chart) if block.chart else element("p", block.alternative, class_="missing-figure")
        table = Markup("")
        if block.table:
            summary = element("summary", self.words["figure-numbers"], data_furniture=True)
            table = element("details", summary, self.block(block.table), open=True)
        return element("figure", self.marks(block.anchor), head, shown, table, self.blocks(block.notes), id=block.anchor)

    def _chart(self, block: doc.Figure, shown: doc.Chart | Image) -> Markup:
        """A picture; that of a chart is in a region that scrolls where the window is too narrow for its letters to be read."""
        if block.anchor not in self.site.places:
            raise ValueError(f"not fit to be a figure's anchor: {block.anchor!r}")
        picture = void("img", src=f"{self.page.up}{CHARTS}/{block.anchor}.{ending_of(shown)}", alt=block.alternative)
        if isinstance(shown, Image):
            return element("div", picture, class_="picture")
        return element("div", picture, class_="chart", role="region", tabindex="0", aria_label=self.region_label(block.heading))

    def _card(self, block: doc.Card) -> Markup:
        identity = self._once("_card", "-")
        title = element("p", self.inlines(block.title), id=identity, class_="card-title")
        return element(
            "div", title, self.blocks(block.blocks), id=block.anchor, class_=f"card card-{block.role}", role="note", aria_labelledby=identity
        )

    def heading_line(self, label: str, caption: doc.Inlines) -> Markup:
        """The heading of a table or a figure: its label, then its caption."""
        mark = ". " if label and caption else ""
        return join((element("span", label + mark, class_="label") if label else "", self.inlines(caption)))

    @contextmanager
    def under(self, heading: str) -> Iterator[None]:
        """What is emitted meanwhile stands under a heading, a term or a row's title; under what it stood under before where that is blank."""
        around, self._around = self._around, heading.strip() or self._around
        yield
        self._around = around

    def region_label(self, heading: doc.Inlines) -> str:
        """What a region that scrolls is called: its table's own heading, else that above it; no two regions of a page are called the same."""
        return self._once(plain(heading) or self._around, " ")

    def _once(self, name: str, mark: str) -> str:
        """The name, with a number where it has been given before on this page."""
        names = (name, *(f"{name}{mark}{count}" for count in range(2, len(self._names) + 3)))
        taken = next(each for each in names if each not in self._names)
        self._names.add(taken)
        return taken

    # --- inlines

    def inlines(self, inlines: doc.Inlines) -> Markup:
        """A run of inlines."""
        return join(map(self.inline, inlines))

    def inline(self, inline: doc.Inline) -> Markup:
        """One inline. ValueError for a link whose scheme is none of ours and for a reference to nowhere."""
        match inline:
            case doc.Text(text=text):
                return self._text(text)
            case doc.Emphasis(children=children):
                return element("em", self.inlines(children))
            case doc.Strong(children=children):
                return element("strong", self.inlines(children))
            case doc.Inserted(children=children):
                return self._marked("inserted", self.inlines(children))
            case doc.Deleted(children=children):
                return self._marked("deleted", self.inlines(children))
            case doc.Foreign(language=language, children=children):
                return element("span", self.inlines(children), lang=language)
            case doc.LineBreak():
                return void("br")
            case doc.Link(address=address, children=children):
                if not _SCHEME.match(address):
                    raise ValueError(f"a link's scheme is none of ours: {address!r}")
                return element("a", self._unlinked(children), href=address)
            case doc.CrossReference(anchor=anchor, children=children):
                if anchor not in self.site.places:
                    raise ValueError(f"a reference to nowhere: {anchor!r}")
                text = self._unlinked(children)
                return self._term(anchor, text) if anchor in self.site.terms else self.link(self.site.places[anchor], text)
            case doc.Note():
                return self._call(inline)
            case _:
                assert_never(inline)

    def _marked(self, mark: doc.Mark, content: Markup) -> Markup:
        """What came in or went out, with words around it that are heard and not seen; without a redline, brackets stand there as text already."""
        name = "ins" if mark == "inserted" else "del"
        if self.site.document.redline is None:
            return element(name, content)
        before, after = f"{self.words[f'heard-{mark}']} ", f" {self.words['heard-end']}"  # with the spaces, which would be underlined outside
        return element(name, _heard(before), content, _heard(after))

    def _unlinked(self, inlines: doc.Inlines) -> Markup:
        """Inlines inside a link, where no other link may begin."""
        running, self._running = self._running, False
        made = self.inlines(inlines)
        self._running = running
        return made

    def _text(self, text: str) -> Markup:
        if not self._running:
            return escape(text)
        seen = {*self.terms, self.page.section.anchor if self.page.section else ""}
        runs = list(self.site.find_terms(text, seen))
        return join(self._term(anchor, escape(run), kind="term") if anchor else escape(run) for run, anchor in runs)

    def _term(self, anchor: str, text: Markup, kind: str = "") -> Markup:
        """A term as a link to its meaning, which its description tells at once."""
        if anchor not in self.terms:
            self.terms.append(anchor)
        href = self.page.link(self.site.places[anchor])
        return element("a", text, href=href, class_="term", data_link=kind, aria_describedby=f"_tip-{anchor}")

    def tips(self) -> Markup:
        """The meanings of the terms that the page leads to, hidden: links are described by them, and the script shows them."""
        return join(element("p", self._meaning(anchor), id=f"_tip-{anchor}") + "\n" for anchor in self.terms)

    def _meaning(self, anchor: str) -> str:
        """The first paragraph of a term's meaning, else the term."""
        item = self.site.terms[anchor]
        return next((plain(block.children) for block in item.blocks if isinstance(block, doc.Paragraph)), "") or plain(item.term)

    def link(self, place: Place, text: Markup, kind: str = "") -> Markup:
        """A link to a place in the site."""
        return element("a", text, href=self.page.link(place), data_link=kind)

    def to_page(self, address: str, inlines: doc.Inlines) -> Markup:
        """Inlines as a link to a page; links and notes among them stay what they are, beside the link."""
        parts, run = Markup(""), Markup("")
        for inline in inlines:
            if any(isinstance(each, doc.Link | doc.CrossReference | doc.Note) for each in every_inline((inline,))):
                parts, run = parts + self._linked(address, run) + self.inline(inline), Markup("")
            else:
                run += self.inline(inline)
        return parts + self._linked(address, run)

    def _linked(self, address: str, text: Markup) -> Markup:
        return self.link(Place(address), text, kind="page") if text.striptags() else text

    # --- notes

    def _call(self, note: doc.Note) -> Markup:
        self.notes.append(note)
        label = self.words["note"].format(number=note.number)
        link = element("a", str(note.number), href=f"#_note-{note.number}", id=f"_call-{note.number}", role="doc-noteref", aria_label=label)
        return element("sup", link, data_furniture=True)

    def endnotes(self) -> Markup:
        """The notes called so far, and those called in them, as the list that stands at the page's end; nothing where there are none."""
        items = Markup("")
        for note in self.notes:  # grows while a note calls another
            items += self._endnote(note)
        if not items:
            return items
        title = element("h2", self.words["notes"], id="_notes")
        return element("section", title, element("ol", items), class_="notes", role="doc-endnotes", aria_labelledby="_notes")

    def _endnote(self, note: doc.Note) -> Markup:
        label = f"{self.words['back-to-text']}: {self.words['note'].format(number=note.number)}"
        back = element("a", "↑", href=f"#_call-{note.number}", role="doc-backlink", aria_label=label, data_furniture=True)
        return element("li", self.tight(note.blocks), " ", back, id=f"_note-{note.number}", value=note.number)


def _heard(words: str) -> Markup:
    """Words for those who listen, which are no part of the plan."""
    return element("span", words, class_="hidden", data_furniture=True)
