"""How a Word file looks: the document's look on our own page, or what a municipality's template makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from planverk.document.records import Look
from planverk.formats.docx.pack import Relation
from planverk.word.names import Element


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: A4 with its margins, and those of header and footer from the edge.

    `measure` is how much narrower than the text area running text is, so that a line keeps near 75 characters; tables and figures use all of it.
    """

    width: int = 11906
    height: int = 16838
    top: int = 1644
    right: int = 1247
    bottom: int = 1474
    left: int = 1418
    header: int = 737
    footer: int = 680
    measure: int = 1020

    @property
    def text(self) -> int:
        """The width of the text area."""
        return self.width - self.left - self.right


CELL_SIDE = 85
BOX = 230
"""The indent of every paragraph in a box."""
EMU = 635
"""English metric units in a twip."""

Place = Literal["flow", "cell", "row head", "column head", "help", "notice", "quote", "note"]
"""Where a paragraph stands; it settles the family of styles that the paragraph takes."""

PREFIX: dict[Place, str] = {
    "flow": "",
    "cell": "Cell ",
    "row head": "Row Head ",
    "column head": "Column Head ",
    "help": "Help ",
    "notice": "Notice ",
    "quote": "Quote ",
    "note": "Note ",
}
Role = Literal["body", "lead", "small", "missing", "term", "facts", "list", "title"]

BUILT_IN: dict[tuple[Place, Role], str] = {("flow", "body"): "Body Text", ("quote", "body"): "Quote"}
"""Styles that Word has under a name of its own."""


def style_name(place: Place, role: Role) -> str:
    """The name of the style of a paragraph: Word's own where it has one, else "Planverk", the place, the role."""
    plain = f"Planverk {PREFIX[place]}{'' if role == 'body' else role.title()}".strip()
    return BUILT_IN.get((place, role), plain)


def style_id(name: str) -> str:
    """The id of a style, as Word and pandoc make it: the name without spaces, each word with a capital; TOC1 is one."""
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
    return "".join(word[:1].upper() + word[1:] for word in name.split(" "))


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
