"""Planverk's own styles, one for each role at each place: "Planverk Help Small" is small text in the help box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planverk.colors import readable
from planverk.document.records import Look
from planverk.formats.docx.design import BODY
from planverk.formats.docx.emit import FIGURE, LINE, LOGO, PUBLISHER, STATUS
from planverk.formats.docx.inlines import LABEL, MISSING
from planverk.formats.docx.layout import BOX, PREFIX, Place, Role, style_name
from planverk.formats.docx.ooxml import make
from planverk.formats.docx.styles import CELL, SMALL, Style, colour, indent, letters, rule, space, stops
from planverk.word.names import Element

SEPARATOR = "Planverk Separator"
FACTS, HELP_FACTS = 2600, 2000


def own_styles(look: Look) -> Iterator[Style]:
    """All of them; a document takes those that it uses."""
    band = _box(look.cover, look.cover, look.cover, 12) if look.cover else ()
    inside = indent(300, right=300) if look.cover else indent()
    name = readable(look.cover, look.paper, look.ink) if look.cover else look.primary
    quiet, bar = make("suppressAutoHyphens"), make("pBdr", rule("left", look.accent, 24, 10))
    yield Style(PUBLISHER, "Normal", "Title", (*band, quiet, space(0, 0, 240), inside), letters(16, name, True))
    yield Style(STATUS, "Normal", "Body Text", (bar, space(0, 0), indent(230)), letters(12, look.accent, True))
    yield Style(LINE, "Normal", "Body Text", (space(0, 300),), letters(14, look.ink))
    yield Style(LOGO, "Normal", paragraph=(space(0, 600, 240),))
    yield Style(FIGURE, "Normal", paragraph=(make("keepLines"), space(40, 120, 240)))
    yield Style(SEPARATOR, "Normal", paragraph=(make("spacing", before=0, after=0, line=120, lineRule="exact"),), letters=letters(2))
    yield Style(LABEL, kind="character", letters=letters(ink=look.secondary, bold=False))
    yield Style(MISSING, kind="character", letters=letters(ink=look.accent))
    for place in PREFIX:
        for role in ("body", "lead", "small", "missing", "term", "facts", "list", "title"):
            if not (style := _styled(look, place, role)).name.startswith(("Body", "Quote")):
                yield style


def _styled(look: Look, place: Place, role: Role) -> Style:
    base = Style(style_name(place, role), "Normal", "Body Text", _paragraph(look, place, role), _letters(look, place, role))
    return replace(base, following="") if place not in ("flow", "quote") else base


# --- paragraphs ----------------------------------------------------------------------------------------------------------


def _paragraph(look: Look, place: Place, role: Role) -> tuple[Element, ...]:
    keep = (make("keepNext"), make("keepLines")) if role in ("term", "title") or place == "help" else ()
    match place:
        case "cell" | "row head" | "column head":
            quiet = (make("suppressAutoHyphens"),) if place == "column head" else ()
            return (*keep, *quiet, space(40 if role in ("facts", "term") else 0, 40, 252))
        case "help":
            return (*keep, *_box(look.tint, look.primary, look.tint, 9), *_columns(role), _boxed(role), indent(BOX, right=BOX))
        case "notice":
            return (*keep, *_box(look.tint, look.hairline, look.tint, 9), *_columns(role), _boxed(role), indent(BOX, right=BOX))
        case "quote":
            return (*keep, make("pBdr", rule("left", look.hairline, 12, 10)), space(100, 140), indent(340))
        case "flow" | "note":
            return (*keep, *_in_flow(look, role))


def _in_flow(look: Look, role: Role) -> tuple[Element, ...]:
    if role == "facts":
        return stops(("left", FACTS)), space(0, 40, 264), indent(FACTS, FACTS)
    if role == "missing":
        return make("pBdr", rule("left", look.accent, 18, 10)), space(60, 140), indent(230)
    return space(160, 40) if role == "term" else space(0, {"lead": 180, "small": 80}.get(role, 120)), indent()


def _box(ground: str, bar: str, frame: str, distance: int) -> tuple[Element, ...]:
    """Border and shading; paragraphs that follow each other with the same ones make one box, so no indent may differ inside it."""
    sides = (rule("top", frame, 4, distance), rule("left", bar, 36, distance), rule("bottom", frame, 4, distance), rule("right", frame, 4, distance))
    return make("pBdr", *sides), make("shd", val="clear", color="auto", fill=colour(ground))


def _boxed(role: Role) -> Element:
    return space(200, 70) if role == "title" else space(0, 50)


def _columns(role: Role) -> tuple[Element, ...]:
    return (stops(("left", HELP_FACTS + BOX)),) if role in ("facts", "small") else ()


# --- letters -------------------------------------------------------------------------------------------------------------


def _letters(look: Look, place: Place, role: Role) -> tuple[Element, ...]:
    narrow = place in ("cell", "row head", "column head")
    bold = True if role in ("term", "title") or place in ("row head", "column head") else None
    sizes: dict[Role, float] = {"lead": 13, "small": SMALL, "title": 14, "facts": SMALL if narrow else BODY, "term": 11.5}
    size = CELL if narrow and role not in ("small", "facts") else sizes.get(role, BODY)
    return letters(size, _ink(look, place, role), bold)


def _ink(look: Look, place: Place, role: Role) -> str:
    if role == "missing":
        return look.accent
    if role == "small" or (role == "facts" and place == "cell") or place == "quote":
        return look.secondary
    return look.primary if role in ("term", "title") or place == "column head" else look.ink
