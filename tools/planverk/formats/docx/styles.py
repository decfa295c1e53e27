"""The styles part: Word's built-in styles in the document's look, and those of our own that the document uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from planverk.colors import readable
from planverk.document.records import Look
from planverk.formats.docx.design import BODY, BOX, CELL_SIDE, PREFIX, Design, Place, Role, Sheet, style_id, style_name
from planverk.formats.docx.emit import FIGURE, LABEL, LINE, LOGO, MISSING, PUBLISHER, STATUS
from planverk.formats.docx.ooxml import make, properties, put
from planverk.word.names import Element, w

CELL, SMALL = 9.5, 9.0
MEASURE, TEXT_WIDTH = Sheet().measure, Sheet().text
TABLE_STYLE = "Planverk Table"
_HELD = ("numPr", "keepNext", "keepLines", "pageBreakBefore", "outlineLvl")
"""What a style of ours gives to a template's style of the same name."""
_UNSHOWN = ("Default", "No List", "toc", "header", "footer", "footnote", "Hyperlink")
"""How the names of styles begin that Word applies by itself and that need no place in its gallery."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, what it builds on and is followed by, its paragraph and run properties; `key` where Word's id is not made from the name."""

    name: str
    based: str = ""
    following: str = ""
    paragraph: tuple[Element, ...] = ()
    letters: tuple[Element, ...] = ()
    kind: str = "paragraph"
    default: bool = False

    @property
    def key(self) -> str:
        return style_id(self.name)


def styles_part(design: Design, language: str, ours: Iterable[Style], used: frozenset[str]) -> Element:
    """The root of styles.xml: Word's styles all, ours where their id is in `used`; a template's go before those of the same name."""
    look = design.look
    kept = [_fit(style, design) for style in (*built_in(look), *(style for style in ours if style.key in used))]
    plain = make("tblPr", make("tblInd", w=0, type="dxa"), _margins(0, 108, 0, 108))
    plain_table = make("style", make("name", val="Normal Table"), plain, type="table", default=1, styleId="TableNormal")
    made = [*map(_style, kept), plain_table, _table(look)]
    if design.styles is None:
        return make("styles", _defaults(design, language), *made)
    return _merged(design.styles, made, language)


def _merged(template: Element, made: list[Element], language: str) -> Element:
    """The template's styles in their order, then those of ours that it lacks. Lists are numbered by ours, whatever they look like."""
    given = {style.get(w("styleId"), ""): deepcopy(style) for style in template.findall(w("style"))}
    for style in made:
        key, ours = style.get(w("styleId"), ""), style.find(w("pPr"))
        if key in given and ours is not None:
            _keep(given[key], ours)
    lacking = [style for style in made if style.get(w("styleId")) not in given]
    defaults = [deepcopy(each) for each in template if each.tag in (w("docDefaults"), w("latentStyles"))]
    _set_language(defaults, language)
    return make("styles", *defaults, *given.values(), *lacking)


def _keep(style: Element, ours: Element) -> None:
    """Gives a template's style what holds the text together: which list it is, what stays with the next paragraph, what begins a page."""
    needed = [deepcopy(each) for each in ours if each.tag in map(w, _HELD)]
    properties = style.find(w("pPr"))
    if properties is None and needed:
        properties = make("pPr")
        after = next((child for child in style if child.tag in map(w, ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))), None)
        style.append(properties) if after is None else after.addprevious(properties)
    for each in needed:
        if properties is not None:
            put(properties, each)
    if properties is not None and any(each.tag == w("numPr") for each in needed):
        for indent in properties.findall(w("ind")):
            properties.remove(indent)


def _set_language(defaults: list[Element], language: str) -> None:
    if not defaults or defaults[0].tag != w("docDefaults"):
        defaults.insert(0, make("docDefaults", make("rPrDefault", make("rPr")), make("pPrDefault")))
    run = properties(properties(defaults[0], "rPrDefault"), "rPr")
    for old in run.findall(w("lang")):
        run.remove(old)
    run.append(make("lang", val=language, eastAsia=language))


def _fit(style: Style, design: Design) -> Style:
    """A style, drawn for our own page and running text of 11 points, on the design's page and at its size."""
    paragraph, letters = deepcopy(style.paragraph), deepcopy(style.letters)
    for element in (each for child in paragraph for each in child.iter(w("ind"), w("tab"))):
        if element.get(w("right")) == str(MEASURE):
            element.set(w("right"), str(design.sheet.measure))
        if element.get(w("pos")) == str(TEXT_WIDTH):
            element.set(w("pos"), str(design.sheet.text))
    for size in (each for each in letters if each.tag in (w("sz"), w("szCs")) and design.size != BODY):
        size.set(w("val"), str(max(16, round(int(size.get(w("val"), "22")) * design.size / BODY))))
    return replace(style, paragraph=paragraph, letters=letters)


# --- pieces of properties ----------------------------------------------------------------------------------------------


def space(before: int = 0, after: int = 0, line: int = 276) -> Element:
    """Space before and after in twips; the distance of lines in 240ths of a line."""
    return make("spacing", before=before, after=after, line=line, lineRule="auto")


def indent(left: int = 0, hanging: int = 0, right: int = MEASURE) -> Element:
    """Indents in twips."""
    return make("ind", left=left, right=right, **({"hanging": hanging} if hanging else {}))


def colour(value: str) -> str:
    """A colour as Word writes it."""
    return value.removeprefix("#").upper()


def lighter(value: str) -> str:
    """The colour half-way to white, as Word writes it."""
    return "".join(f"{(channel + 255) // 2:02X}" for channel in bytes.fromhex(colour(value)))


def letters(points: float = 0, ink: str = "", bold: bool | None = None) -> tuple[Element, ...]:
    """Run properties in the order of the schema: weight, colour, size."""
    weight = () if bold is None else (make("b", val=int(bold)), make("bCs", val=int(bold)))
    tint = (make("color", val=colour(ink)),) if ink else ()
    size = (make("sz", val=round(points * 2)), make("szCs", val=round(points * 2))) if points else ()
    return (*weight, *tint, *size)


def rule(side: str, ink: str, eighths: int = 4, distance: int = 4) -> Element:
    """One side of a paragraph's border: `eighths` of a point wide, `distance` points from the text."""
    return make(side, val="single", sz=eighths, space=distance, color=colour(ink))


def stops(*stops: tuple[str, int]) -> Element:
    """Tab stops."""
    return make("tabs", *(make("tab", val=kind, pos=position) for kind, position in stops))


# --- Word's own --------------------------------------------------------------------------------------------------------


def built_in(look: Look) -> Iterator[Style]:
    """Word's built-in styles under Word's names, lower case as Word has them in files."""
    yield Style("Normal", paragraph=(make("widowControl"), space(0, 120)), default=True)
    yield Style("Default Paragraph Font", kind="character", default=True)
    yield Style("No List", kind="numbering", default=True)
    yield Style("Body Text", "Normal", paragraph=(space(0, 140), indent()))
    yield from _headings(look)
    yield from _cover_and_contents(look)
    yield from _lists()
    bar = make("pBdr", rule("left", look.hairline, 12, 10))
    yield Style("Quote", "Normal", "Body Text", (bar, space(100, 140), indent(340)), letters(BODY, look.secondary))
    yield Style("caption", "Normal", "Body Text", (make("keepNext"), make("keepLines"), space(240, 90, 252)), letters(10, look.ink))
    yield Style("footnote text", "Normal", paragraph=(space(0, 40, 252), indent()), letters=letters(SMALL, look.ink))
    yield Style("header", "Normal", paragraph=_edge("bottom", look), letters=letters(SMALL, look.secondary))
    yield Style("footer", "Normal", paragraph=_edge("top", look), letters=letters(SMALL, look.secondary))
    yield Style("Hyperlink", kind="character", letters=(*letters(ink=look.primary), make("u", val="single")))
    yield Style("footnote reference", kind="character", letters=(*letters(ink=look.primary), make("vertAlign", val="superscript")))


def _headings(look: Look) -> Iterator[Style]:
    sizes = ((22.0, look.primary, 480, 180), (15.0, look.primary, 380, 100), (12.5, look.ink, 300, 80), (11.0, look.secondary, 240, 60))
    for level in range(1, 10):
        size, ink, before, after = sizes[min(level, len(sizes)) - 1]
        paragraph = (*_together(), make("suppressAutoHyphens"), space(before, after, 250), make("outlineLvl", val=level - 1))
        yield Style(f"heading {level}", "Normal", "Body Text", paragraph, letters(size, ink, True))


def _cover_and_contents(look: Look) -> Iterator[Style]:
    quiet = make("suppressAutoHyphens")
    leader = make("tabs", make("tab", val="right", leader="dot", pos=TEXT_WIDTH))
    listed = (leader, quiet)
    yield Style("Title", "Normal", "Subtitle", (*_together(), quiet, space(3000, 200, 228)), letters(38, look.primary, True))
    yield Style("Subtitle", "Normal", "Body Text", (make("keepLines"), space(0, 900, 240)), letters(20, look.ink))
    yield Style("TOC Heading", "Normal", "Body Text", (*_together(), make("pageBreakBefore"), space(120, 240, 250)), letters(22, look.primary, True))
    yield Style("toc 1", "Normal", "Body Text", (*listed, space(110, 20, 247), indent()), letters(BODY, look.primary, True))
    yield Style("toc 2", "Normal", "Body Text", (*listed, space(0, 10, 247), indent(340)), letters(10.5, look.ink))
    yield Style("toc 3", "Normal", "Body Text", (*listed, space(0, 10, 247), indent(680)), letters(10, look.secondary))


def _lists() -> Iterator[Style]:
    """List styles; the numbering part points to them by level, so an author's "List Bullet 2" is a bullet of level two."""
    for kind, number in (("Bullet", 1), ("Number", 2)):
        for depth in (1, 2, 3):
            numbers = make("numPr", *([make("ilvl", val=depth - 1)] if depth > 1 else []), make("numId", val=number))
            yield Style(f"List {kind}" + (f" {depth}" if depth > 1 else ""), "Normal", paragraph=(numbers, space(0, 70), make("ind", right=MEASURE)))
    for depth in (1, 2, 3):
        yield Style("List Continue" + (f" {depth}" if depth > 1 else ""), "Normal", paragraph=(space(0, 70), indent(340 * depth)))


def _together() -> tuple[Element, ...]:
    return make("keepNext"), make("keepLines")


def _edge(side: str, look: Look) -> tuple[Element, ...]:
    """A hairline towards the text, and a tab stop at the right edge."""
    hairline = make(side, val="single", sz=4, space=6, color=lighter(look.hairline))
    return make("pBdr", hairline), stops(("right", TEXT_WIDTH)), make("suppressAutoHyphens"), space(0, 0, 240)


# --- elements ----------------------------------------------------------------------------------------------------------


def _defaults(design: Design, language: str) -> Element:
    name, look = design.family, design.look
    fonts = make("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    text = make("rPr", fonts, *letters(BODY, look.ink), make("lang", val=language, eastAsia=language))
    return make("docDefaults", make("rPrDefault", text), make("pPrDefault"))


def _style(style: Style) -> Element:
    attributes: dict[str, str | int] = {"type": style.kind, "styleId": style.key} | ({"default": 1} if style.default else {})
    if style.name.startswith("Planverk"):
        attributes["customStyle"] = 1
    element = make("style", make("name", val=style.name), **attributes)
    for tag, name in (("basedOn", style.based), ("next", style.following)):
        if name:
            element.append(make(tag, val=style_id(name)))
    if not style.name.startswith(_UNSHOWN):
        element.append(make("qFormat"))
    if style.paragraph:
        paragraph = make("pPr")
        for child in style.paragraph:
            put(paragraph, child)
        element.append(paragraph)
    if style.letters:
        element.append(make("rPr", *style.letters))
    return element


def _margins(*sizes: int) -> Element:
    """The room inside a cell: above, left, below, right."""
    sides = zip(("top", "left", "bottom", "right"), sizes, strict=True)
    return make("tblCellMar", *(make(side, w=size, type="dxa") for side, size in sides))


def _table(look: Look) -> Element:
    """Tables: hairlines between the rows, a firm line around, the header row on the tint."""
    fine: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": lighter(look.hairline)}
    firm: dict[str, str | int] = {"val": "single", "sz": 8, "space": 0, "color": colour(look.primary)}
    borders = make("tblBorders", make("top", **firm), make("bottom", **firm), make("insideH", **fine))
    ground = make("shd", val="clear", color="auto", fill=colour(look.tint))
    shade = make("tcPr", make("tcBorders", make("bottom", **firm)), ground, make("vAlign", val="bottom"))
    head = make("tblStylePr", make("rPr", *letters(ink=look.primary, bold=True)), shade, type="firstRow")
    name = (make("name", val=TABLE_STYLE), make("basedOn", val="TableNormal"), make("qFormat"))
    properties = make("tblPr", make("tblInd", w=0, type="dxa"), borders, _margins(60, CELL_SIDE, 50, CELL_SIDE))
    return make("style", *name, properties, head, type="table", customStyle=1, styleId=style_id(TABLE_STYLE))


# --- our own, one for each role at each place: "Planverk Help Small" is small text in the help box ---


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
