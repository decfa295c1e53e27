"""The measures of the page in twips (a twentieth of a point, 567 to a centimetre), and where a paragraph stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
