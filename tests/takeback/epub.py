"""Takes back from an EPUB what a reader gets: its pages in the order of the spine, after the cover, straight from its XHTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree, html
from lxml.html import HtmlElement

from tests.takeback import Taken, squeeze

OPF = "{http://www.idpf.org/2007/opf}"
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every file by its name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """An EPUB of the parts, the media type first as it is."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def take(data: bytes) -> Taken:
    """What the pages say; headings, tables and alternatives as they are marked."""
    parts = unpacked(data)
    pages = list(_pages(parts))[1:]
    notes = [note for page in pages for note in page.xpath(".//*[@role='doc-footnote']")]
    links = [link.get("href") for page in pages for link in page.iter("a") if not link.get("role")]
    outside = [href for href in links if ":" in href]
    return Taken(
        headings=[(int(each.tag[1]), squeeze(_text(each))) for page in pages for each in page.iter(*_LEVELS) if not _is_ours(each)],
        tables=[
            [[squeeze(_text(cell)) for cell in row.iter("th", "td")] for row in table.iter("tr")] for page in pages for table in page.iter("table")
        ],
        text=squeeze("".join(map(_text, pages))),
        notes=[squeeze(_text(note)) for note in notes],
        addresses=sorted(outside),
        references=sorted(posixpath.basename(href).partition("#")[2] for href in links if ":" not in href),
        alternatives=[image.get("alt", "") for page in pages for image in page.iter("img")],
        languages=_languages([*pages, *notes]),
    )


def _pages(parts: dict[str, bytes]) -> Iterator[HtmlElement]:
    package = etree.fromstring(parts["EPUB/content.opf"])
    files = {item.get("id"): item.get("href", "") for item in package.iter(f"{OPF}item")}
    for item in package.iter(f"{OPF}itemref"):
        yield html.document_fromstring(parts[f"EPUB/{files[item.get('idref')]}"]).find("body")


def _is_ours(element: HtmlElement) -> bool:
    """The helplines' title is no heading of a section, and that of the notes is the book's own."""
    return bool({"unlisted", "help"} & set(element.get("class", "").split()))


def _text(element: HtmlElement) -> str:
    return "".join(_texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        ours = child.get("role") in ("doc-noteref", "doc-footnote") or {"unlisted", "note-number"} & set(child.get("class", "").split())
        if not ours and isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _languages(parts: list[HtmlElement]) -> dict[str, str]:
    """Words that are marked as another language, those of the notes last."""
    found: dict[str, str] = {}
    for part in parts:
        for span in part.xpath(".//span[@lang]"):
            if part.get("role") or not span.xpath("ancestor::*[@role='doc-footnote']"):
                found[span.get("lang")] = found.get(span.get("lang"), "") + squeeze(_text(span))
    return found
