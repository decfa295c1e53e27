"""Reads a municipality's Word template: its page, styles, theme, headers and footers, and the colours and sizes that ours take over from it.

The file may be hostile: it is read by `planverk.word`, nothing outside it is fetched, and no macro, object or embedded font is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from planverk.colors import mix
from planverk.document.document import Document
from planverk.document.records import Look
from planverk.errors import UserError
from planverk.formats.clean import clean
from planverk.formats.docx.design import BODY, DEFAULT_FAMILY, Design, Edge, Sheet, style_id
from planverk.formats.docx.pack import PICTURES, Relation, hyperlink, image
from planverk.formats.docx.styles import TABLE_STYLE, built_in, own_styles
from planverk.word import Package, Unreadable, read_package
from planverk.word.colours import text_colour, theme_colours
from planverk.word.container import open_container, read_entries
from planverk.word.names import A, Element, R, W, is_on, number_at, number_of, r, value, w
from planverk.word.package import Relation as Found
from planverk.word.styles import Styles

_APART = "Template"
"""What the id of a template's style ends in where ours has that id and another name."""
_NEVER = ("lang", "rsid", "locked", "personal", "personalCompose", "personalReply")
_NOT_IN_PARAGRAPHS = ("numPr", "framePr", "pPrChange", "sectPr", "rPr")


def style_names(root: Element) -> dict[str, str]:
    """The id that each of the template's styles gets, by its id there.

    Word keeps the English name of a built-in style in every language, and translates the id: `Overskrift1` has the name `heading 1`.
    """
    ours = {style.name.lower(): style.key for style in (*built_in(Look()), *own_styles(Look()))}
    ours |= {TABLE_STYLE.lower(): style_id(TABLE_STYLE), "normal table": "TableNormal"}
    taken: dict[str, str] = {}
    for style in root.findall(w("style")):
        key, name = style.get(w("styleId"), ""), value(style, "name").lower()
        mine = ours.get(name) or (f"{key}{_APART}" if key in ours.values() else key)
        taken[key] = mine if mine not in taken.values() else f"{key}{_APART}{len(taken)}"
    return taken


def settle_styles(root: Element, names: dict[str, str]) -> Element:
    """The template's styles part under the ids of `names`."""
    settled = deepcopy(root)
    for style in settled.findall(w("style")):
        style.set(w("styleId"), names[style.get(w("styleId"), "")])
        for link in style.iter(w("basedOn"), w("next"), w("link")):
            link.set(w("val"), names.get(link.get(w("val"), ""), link.get(w("val"), "")))
        _strip(style)
    return settled


def _strip(style: Element) -> None:
    """Takes away the language, since the plan has its own; lists and frames; and what extensions add, which no schema knows."""
    for element in list(style.iter()):
        parent = element.getparent()
        name = str(element.tag)
        inside = parent is not None and parent.tag == w("pPr") and name in map(w, _NOT_IN_PARAGRAPHS)
        if parent is not None and element is not style and (not name.startswith(f"{{{W}}}") or name in map(w, _NEVER) or inside):
            parent.remove(element)
            continue
        for attribute in [each for each in element.attrib if not str(each).startswith(f"{{{W}}}")]:
            del element.attrib[attribute]


TAG = "planverk"
"""The tag of the content control that holds what we write into headers and footers; in a template, it says where that goes."""
_NARROWEST, _LARGEST = 4500, 31680
_BLACK = "000000"
_ADDRESSES = ("http://", "https://", "mailto:", "tel:")


def design_of(document: Document) -> Design:
    """The design of the document's template, or the plain one. UserError for a template that can't be read or used.

    Word has no Source Sans Pro, so the default look gets Calibri; a theme's own family stays.
    """
    look, data = document.look, document.look.word_template
    plain = Design(look, Sheet(), DEFAULT_FAMILY if look.font_family == Look().font_family else clean(look.font_family))
    if not data:
        return plain
    try:
        package = read_package(data)
    except Unreadable as reason:
        raise UserError("template-unreadable", reason=reason) from None
    found = package.one("styles")
    if found is None:
        raise UserError("template-without-styles")
    return _design(plain, package, found[1], data)


def _design(plain: Design, package: Package, root: Element, data: bytes) -> Design:
    names = style_names(root)
    themed = package.one("theme")
    theme = theme_colours(themed[1] if themed else None)
    styles = Styles(root)
    ink = _colour(styles, "Normal", theme, names) or _BLACK
    primary, paper = f"#{(_colour(styles, 'Heading1', theme, names) or ink).lower()}", "#ffffff"
    section = next(iter(reversed(list(package.body.iter(w("sectPr"))))), None)
    settings = package.one("settings")
    return replace(
        plain,
        look=replace(plain.look, ink=f"#{ink.lower()}", primary=primary, tint=mix(primary, paper, 0.93), paper=paper),
        sheet=_sheet(section),
        family=_family(styles, themed[1] if themed else None) or plain.family,
        size=_size(styles, names),
        styles=settle_styles(root, names),
        theme=None if themed is None or _points(themed[1]) else themed[1],
        edges=tuple(_edges(package, section, names, data)),
        title_page=section is not None and is_on(section.find(w("titlePg"))),
        even_pages=settings is not None and is_on(settings[1].find(w("evenAndOddHeaders"))),
    )


# --- page, type and colours ----------------------------------------------------------------------------------------------


def _sheet(section: Element | None) -> Sheet:
    """The page of the template; where it says nothing, ours. Running text takes all of it: the template's margins are what its designer chose."""
    given = {"measure": 0}
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    for element, names in (
        (size, {"width": "w", "height": "h"}),
        (margins, {side: side for side in ("top", "right", "bottom", "left", "header", "footer")}),
    ):
        for field, name in names.items():
            # a negative margin, which fixes the height of a header, counts as its size
            if element is not None and (found := number_of(element.get(w(name), ""), -(10**7), 10**7)) is not None:
                given[field] = abs(found)
    sheet = Sheet(**given)
    if sheet.text < _NARROWEST or max(sheet.width, sheet.height) > _LARGEST:
        raise UserError("template-narrow", width=sheet.text // 567)
    return sheet


def _colour(styles: Styles, ours: str, theme: dict[str, str], names: dict[str, str]) -> str:
    key = next((key for key, name in names.items() if name == ours), "")
    found = styles.style_property(key, "rPr", "color")
    if found is None and styles.defaults is not None:
        found = styles.defaults.find(w("color"))
    return "" if found is None else text_colour(found, theme)


def _size(styles: Styles, names: dict[str, str]) -> float:
    """The size of running text in points: that of the template's body text, else of its default."""
    for ours in ("BodyText", "Normal"):
        key = next((key for key, name in names.items() if name == ours), "")
        found = styles.style_property(key, "rPr", "sz")
        if (size := number_at(found)) is not None:
            return min(max(size / 2, 8.0), 20.0)
    default = number_at(styles.defaults, "sz")
    return min(max(default / 2, 8.0), 20.0) if default is not None else 10.0 if styles.defaults is not None else BODY


def _family(styles: Styles, theme: Element | None) -> str:
    """The family of running text; a theme's minor font where the defaults point to it."""
    fonts = None if styles.defaults is None else styles.defaults.find(w("rFonts"))
    if fonts is None:
        return ""
    if fonts.get(w("asciiTheme")) and theme is not None:
        kind = "majorFont" if fonts.get(w("asciiTheme"), "").startswith("major") else "minorFont"
        latin = next((each for scheme in theme.iter(f"{{{A}}}{kind}") for each in scheme.findall(f"{{{A}}}latin")), None)
        return "" if latin is None else clean(latin.get("typeface", ""))
    return clean(fonts.get(w("ascii"), ""))


# --- headers and footers -------------------------------------------------------------------------------------------------


def _edges(package: Package, section: Element | None, names: dict[str, str], data: bytes) -> Iterator[Edge]:
    """The headers and footers of the template's last section, without what an earlier build of ours wrote into them."""
    targets = {each.key: each.target for each in package.relations(package.main) if each.kind in ("header", "footer")}
    seen: dict[str, int] = {}
    for reference in () if section is None else section.iter(w("headerReference"), w("footerReference")):
        part = targets.get(reference.get(r("id"), ""), "")
        if part in package.roots:
            kind = "header" if reference.tag == w("headerReference") else "footer"
            seen[kind] = seen.get(kind, 0) + 1
            root = deepcopy(package.roots[part])
            yield _edge(f"word/{kind}{seen[kind]}.xml", reference.get(w("type"), "default"), root, package.relations(part), names, data)


def _edge(name: str, when: str, root: Element, relations: tuple[Found, ...], names: dict[str, str], data: bytes) -> Edge:
    for control in [each for each in root.iter(w("sdt")) if value(each, "sdtPr", "tag") == TAG]:
        for content in list(control):
            if content.tag == w("sdtContent"):
                content[:] = []
    if code := foreign_field(root):
        raise UserError("template-content", kind="field", target=code[:120])
    named, address = foreign_address(root)
    if named:
        raise UserError("template-content", kind=named, target=address[:120])
    for used in root.iter(w("pStyle"), w("rStyle"), w("tblStyle")):
        used.set(w("val"), names.get(used.get(w("val"), ""), used.get(w("val"), "")))
    kept = [each for each in relations if each.key in _points(root)]
    pictures = tuple(each.target for each in kept if each.kind == "image" and not each.outside and _ending(each.target) in PICTURES)
    media = {
        part: f"word/media/{name.removeprefix('word/').removesuffix('.xml')}-{number}.{_ending(part)}" for number, part in enumerate(pictures, 1)
    }
    try:
        contents = read_entries(open_container(data), tuple(media))
    except Unreadable as reason:
        raise UserError("template-unreadable", reason=reason) from None
    return Edge(name, when, root, tuple(_relation(each, media) for each in kept), {media[part]: content for part, content in contents.items()})


def _points(root: Element) -> set[str]:
    """The ids of the relationships that a part uses."""
    pairs = (pair for element in root.iter() for pair in element.attrib.items())
    return {str(key) for attribute, key in pairs if str(attribute).startswith(f"{{{R}}}")}


def _relation(found: Found, media: dict[str, str]) -> Relation:
    if found.target in media and not found.outside:
        return image(found.key, media[found.target].removeprefix("word/"))
    if found.kind == "hyperlink" and found.outside and found.target.startswith(_ADDRESSES):
        return hyperlink(found.key, found.target)
    raise UserError("template-content", kind=found.kind, target=found.target[:120])


def _ending(part: str) -> str:
    return part.rpartition(".")[2].lower()


# --- fields -----------------------------------------------------------------------------------------------------------
# Word carries a field out when the file is opened. Some fetch a file or page from elsewhere, ask another program for data, or start one. Of a
# template, which may come from anybody, only fields that tell of the document itself are taken over.


_OF_THE_DOCUMENT = frozenset((
    "AUTHOR", "COMMENTS", "CREATEDATE", "DATE", "DOCPROPERTY", "FILENAME", "IF", "KEYWORDS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE",
    "REF", "SAVEDATE", "SECTION", "SECTIONPAGES", "STYLEREF", "SUBJECT", "TIME", "TITLE",
))  # fmt: skip


def foreign_field(root: Element) -> str:
    """The code of a field that is none of the document's own, "" where there is none. A code may be spread over many pieces of text."""
    codes = (code.strip() or "{ }" for code in _codes(root))  # an empty one holds another field, whose result is the code
    return next((code for code in codes if code.split()[0].upper() not in _OF_THE_DOCUMENT), "")


def _codes(root: Element) -> Iterator[str]:
    """The codes of fields, each as Word puts it together; the code of a field within a code is one of its own, and apart from it."""
    open_codes: list[str] = []
    for each in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        if each.tag == w("fldSimple"):
            yield each.get(w("instr"), "")
        elif each.tag == w("instrText"):
            open_codes[-1:] = [(open_codes[-1] if open_codes else "") + (each.text or "")]
        elif each.get(w("fldCharType")) == "begin":
            open_codes.append("")
        elif each.get(w("fldCharType")) == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes


# --- addresses past the relationships ---------------------------------------------------------------------------------
# Word fetches the picture that `src` or `o:href` of a VML shape names when the file is opened. So its owner learns who opened it, or asks another
# machine for a log-in. Older programs wrote them; no picture that is in the file needs one.


_ADDRESS_NAMES = frozenset(("src", "href", "althref", "action"))


def foreign_address(root: Element) -> tuple[str, str]:
    """The attribute and the address of the first that leads out of the file, two empty texts where there is none."""
    for element in root.iter("*"):
        for name, address in element.attrib.items():
            namespace, _, local = str(name).rpartition("}")
            if local.lower() in _ADDRESS_NAMES and namespace != f"{{{R}" and str(address).strip() and not str(address).startswith("#"):
                return local, str(address).strip()
    return "", ""
