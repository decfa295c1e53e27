"""How a Word file looks: the document's look on our own page, or what a municipality's template makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planverk.colors import mix
from planverk.document.document import Document
from planverk.document.records import Look
from planverk.formats.clean import clean
from planverk.formats.docx.layout import Sheet
from planverk.formats.docx.pack import Relation
from planverk.word.names import Element

DEFAULT_FAMILY, FALLBACK = "Calibri", "Carlito"
BODY = 11.0
"""The size of running text in points."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A header or footer: the part's name, which pages it is for (default, first, even), its root, what it points to, its pictures by part."""

    name: str
    when: str
    root: Element
    relations: tuple[Relation, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """header or footer."""
        return "header" if "header" in self.name else "footer"


@dataclass(frozen=True, slots=True)
class Design:
    """The look, the page, the family of the type and how large running text is; with a template its styles, theme and edges.

    `title_page` says that the first page has edges of its own, `even_pages` that even pages have.
    """

    look: Look
    sheet: Sheet
    family: str
    size: float = BODY
    styles: Element | None = None
    theme: Element | None = None
    edges: tuple[Edge, ...] = ()
    title_page: bool = True
    even_pages: bool = False

    @property
    def from_template(self) -> bool:
        """Whether a template decides."""
        return self.styles is not None


def plain_design(document: Document) -> Design:
    """The design without a template. Word has no Source Sans Pro, so the default look gets Calibri; a theme's own family stays."""
    look = document.look
    return Design(look, Sheet(), DEFAULT_FAMILY if look.font_family == Look().font_family else clean(look.font_family))


def with_colours(look: Look, ink: str, primary: str) -> Look:
    """The look with other colours of text and headings, given as six hexadecimal digits, and a tint that goes with them."""
    chosen, paper = f"#{primary.lower()}", "#ffffff"
    return replace(look, ink=f"#{ink.lower()}", primary=chosen, tint=mix(chosen, paper, 0.93), paper=paper)
