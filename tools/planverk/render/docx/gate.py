"""Our own checks of a DOCX file: what a reader who can't see, and a Word that is strict, would stumble over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from planverk.render.docx.layout import PAGE_HEIGHT, PAGE_WIDTH
from planverk.render.docx.ooxml import WP, Element, R, has_content, parse, style_of, w
from planverk.render.docx.properties import DC
from planverk.render.docx.tables import is_gap

_NEEDED = ("word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml")
_STRICT = "http://purl.oclc.org/ooxml/"
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|pdf)", re.IGNORECASE)
_MARK = re.compile(r"([•▪◦‣●○■□*·-])\s|(\d{1,3})[.)]\s")
_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")


@dataclass(frozen=True, slots=True)
class _File:
    """A package: the roots of its XML parts, and the names of all parts."""

    roots: Mapping[str, Element]
    names: frozenset[str]

    def under(self, *tags: str) -> Iterator[tuple[str, Element]]:
        """Every element with one of the tags in Word's parts, with its part."""
        return ((name, found) for name, root in self.roots.items() if name.startswith("word/") for found in root.iter(*tags))


def check_docx(data: bytes) -> list[str]:
    """The faults of a file, one sentence each; none for a file that passes."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, OSError) as broken:
        return [f"not a zip file: {broken}"]
    roots, faults = _read(contents)
    faults += [f"{name}: the part is missing" for name in _NEEDED if name not in contents]
    if faults:
        return faults
    file = _File(roots, frozenset(contents))
    return [fault for check in CHECKS for fault in check(file)]


def _read(contents: Mapping[str, bytes]) -> tuple[dict[str, Element], list[str]]:
    roots: dict[str, Element] = {}
    faults: list[str] = []
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = parse(content)
            except etree.XMLSyntaxError as broken:
                faults.append(f"{name}: not well-formed: {broken}")
    return roots, faults


# --- the file as a whole -------------------------------------------------------------------------------------------------


def _language(file: _File) -> Iterator[str]:
    text = file.roots["word/styles.xml"].find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    theme = file.roots["word/settings.xml"].find(w("themeFontLang"))
    language = "" if text is None else text.get(w("val"), "")
    if not language:
        yield "word/styles.xml: no language is set"
    elif theme is None or theme.get(w("val")) != language:
        yield f"word/settings.xml: the language of the theme is not {language}"


def _title(file: _File) -> Iterator[str]:
    title = file.roots["docProps/core.xml"].find(f"{{{DC}}}title")
    if title is None or not (title.text or "").strip():
        yield "docProps/core.xml: no title is set"


def _mode(file: _File) -> Iterator[str]:
    modes = [each.get(w("val")) for each in file.roots["word/settings.xml"].iter(w("compatSetting")) if each.get(w("name")) == "compatibilityMode"]
    if modes != ["15"]:
        yield "word/settings.xml: Word would open the file in compatibility mode"


def _transitional(file: _File) -> Iterator[str]:
    for name, root in file.roots.items():
        kinds = [each.get("Type", "") for each in root] if name.endswith(".rels") else []
        if any(uri.startswith(_STRICT) for uri in (*root.nsmap.values(), etree.QName(root).namespace or "", *kinds)):
            yield f"{name}: a strict part among transitional ones"


def _page_size(file: _File) -> Iterator[str]:
    sizes = [(size.get(w("w")), size.get(w("h"))) for _, size in file.under(w("pgSz"))]
    a4 = {(str(PAGE_WIDTH), str(PAGE_HEIGHT)), (str(PAGE_HEIGHT), str(PAGE_WIDTH))}
    if len(sizes) != sum(1 for _ in file.under(w("sectPr"))) or not sizes or not set(sizes) <= a4:
        yield "word/document.xml: a page is not A4"


def _relationships(file: _File) -> Iterator[str]:
    """Every target exists, and every id that a part uses is known to its relationships."""
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            inside = [each.get("Target", "") for each in root if each.get("TargetMode") != "External"]
            yield from (f"{name}: no part {target}" for target in inside if normpath(join("/", folder, target)).lstrip("/") not in file.names)
        elif name.startswith("word/"):
            known = {each.get("Id") for each in file.roots.get(f"{dirname(name)}/_rels/{name.rsplit('/', 1)[1]}.rels", ())}
            used = {str(value) for each in root.iter(etree.Element) for key, value in each.attrib.items() if str(key).startswith(f"{{{R}}}")}
            yield from (f"{name}: no relationship {key}" for key in sorted(used - {str(each) for each in known}))


# --- what is read --------------------------------------------------------------------------------------------------------


def _headings(file: _File) -> Iterator[str]:
    above = 0
    for paragraph in file.roots["word/document.xml"].iter(w("p")):
        if found := re.fullmatch("Heading([1-9])", style_of(paragraph)):
            level, text = int(found[1]), _text(paragraph)
            if level > above + 1:
                yield f"word/document.xml: heading of level {level} after level {above}: {text}"
            above = level


def _tables(file: _File) -> Iterator[str]:
    for name, table in file.under(w("tbl")):
        row = table.find(w("tr"))
        if row is None or row.find(f"{w('trPr')}/{w('tblHeader')}") is None:
            yield f"{name}: a table has no header row: {_text(table)[:60]}"


def _descriptions(file: _File) -> Iterator[str]:
    for name, picture in file.under(f"{{{WP}}}docPr"):
        description = picture.get("descr", "").strip()
        if not description or _FILE_NAME.fullmatch(description):
            yield f"{name}: a picture has no description: {description or picture.get('name', '')}"


def _empty(file: _File) -> Iterator[str]:
    """Paragraphs that only make room. An item of a list that the author left empty shows its mark, and one between two tables keeps them apart."""
    for name, paragraph in file.under(w("p")):
        in_cell = next(paragraph.iterancestors(w("tc")), None) is not None
        if not has_content(paragraph) and not in_cell and not is_gap(paragraph) and not _in_list(paragraph, file):
            before = paragraph.getprevious()
            yield f"{name}: an empty paragraph after: {'' if before is None else _text(before)[-60:]}"


def _faked_lists(file: _File) -> Iterator[str]:
    """Two paragraphs that follow each other, with the same mark or with numbers that count, are a list to the eye only."""
    for name, paragraph in file.under(w("p")):
        after = paragraph.getnext()
        if after is None or after.tag != w("p"):
            continue
        one, two = _MARK.match(_text(paragraph)), _MARK.match(_text(after))
        alike = one and two and ((one[1] and one[1] == two[1]) or (one[2] and two[2] and int(two[2]) == int(one[2]) + 1))
        if alike and not any(_in_list(each, file) for each in (paragraph, after)):
            yield f"{name}: a list is faked by text: {_text(paragraph)[:60]}"


def _in_list(paragraph: Element, file: _File) -> bool:
    if paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None:
        return True
    style = next((each for each in file.roots["word/styles.xml"].iter(w("style")) if each.get(w("styleId")) == style_of(paragraph)), None)
    return style is not None and style.find(f"{w('pPr')}/{w('numPr')}") is not None


def _links(file: _File) -> Iterator[str]:
    names = [start.get(w("name"), "") for _, start in file.under(w("bookmarkStart"))]
    counted = Counter(name.lower() for name in names)
    yield from (f"word/document.xml: the bookmark {name} stands twice" for name, times in sorted(counted.items()) if times > 1)
    yield from (f"word/document.xml: Word takes no bookmark {name}" for name in names if not _BOOKMARK.fullmatch(name))
    for name, link in file.under(w("hyperlink")):
        anchor = link.get(w("anchor"))
        if anchor is not None and anchor.lower() not in counted:
            yield f"{name}: a link has no bookmark: {anchor}"


def _styles(file: _File) -> Iterator[str]:
    known = {style.get(w("styleId")) for style in file.roots["word/styles.xml"].iter(w("style"))}
    used = {style.get(w("val"), "") for _, style in file.under(w("pStyle"), w("rStyle"), w("tblStyle"))}
    yield from (f"word/styles.xml: the style {key} is missing" for key in sorted(used - known))


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _notes(file: _File) -> Iterator[str]:
    """Notes are called in the order of their numbers."""
    called = [int(call.get(w("id"), "0")) for _, call in file.under(w("footnoteReference"))]
    yield from (f"word/document.xml: note {right} is called after note {left}" for left, right in pairwise(called) if right != left + 1)


CHECKS: tuple[Callable[[_File], Iterator[str]], ...] = (
    _language,
    _title,
    _mode,
    _transitional,
    _page_size,
    _relationships,
    _styles,
    _headings,
    _tables,
    _descriptions,
    _empty,
    _faked_lists,
    _links,
    _notes,
)
"""Every check, in the order in which faults are told."""
