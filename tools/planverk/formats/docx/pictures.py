"""Pictures: the logo as PNG and the charts as SVG with a PNG beside it, each with its description, in the places that pandoc left for them.

Word shows the SVG, sharp at any size, and older programs the PNG of 200 dots an inch. A chart with hatches, which tell its series apart, goes in as
PNG alone: Word draws the patterns of an SVG in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from struct import error, unpack_from

from lxml import etree

from planverk.document.blocks import Figure
from planverk.document.document import Document
from planverk.document.records import Image
from planverk.errors import UserError
from planverk.formats.charts import drawn, svg_png
from planverk.formats.clean import clean
from planverk.formats.docx.design import EMU
from planverk.formats.walk import document_blocks
from planverk.word.names import PIC, WP, A, Element, r

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DRAWN_OTHERWISE = (b"<pattern", b"<filter", b"<mask", b"<image")
_CHART_WIDTH, _LOGO_WIDTH, _LOGO_HEIGHT = 9072, 3400, 1360


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes (PNG), what it shows in words, its size in twips, and the same as SVG, b"" for none."""

    data: bytes
    alternative: str
    width: int
    height: int
    vector: bytes = b""


def pictures(document: Document, keep: Path | None, width: int) -> tuple[Picture, ...]:
    """The logo, if any, then every chart in reading order; `width` is that of the text. UserError for a logo that is neither SVG nor PNG."""
    logo = document.look.logo
    return (*((_logo(logo, keep),) if logo else ()), *_charts(document, keep, width))


def place(body: Element, given: tuple[Picture, ...]) -> dict[str, bytes]:
    """Puts the pictures into the drawings of the body; the media by relationship id. ValueError where there are more or fewer of either."""
    media: dict[str, bytes] = {}
    for number, (drawing, picture) in enumerate(zip(list(body.iter(f"{{{WP}}}inline")), given, strict=True), start=1):
        media[f"rIdPicture{number}"] = picture.data
        if picture.vector:
            media[f"rIdVector{number}"] = picture.vector
        _dress(drawing, picture, number)
    return media


def _charts(document: Document, keep: Path | None, width: int) -> Iterator[Picture]:
    for _, block in document_blocks(document):
        if isinstance(block, Figure) and block.chart:
            image, room = drawn(block.chart, document.look, document.language, keep), (min(_CHART_WIDTH, width), width)
            if image.media_type != "image/svg+xml":
                yield _fitted(image.data, block.alternative, *room, image.size)
                continue
            fitted = _fitted(svg_png(image.data, keep), block.alternative, *room)
            yield fitted if any(mark in image.data for mark in _DRAWN_OTHERWISE) else replace(fitted, vector=image.data)


def _logo(image: Image, keep: Path | None) -> Picture:
    match image.media_type:
        case "image/png":
            data = image.data
        case "image/svg+xml":
            data = svg_png(image.data, keep, (_LOGO_WIDTH / 20, _LOGO_HEIGHT / 20))
        case other:
            raise UserError("logo-kind", kind=other)
    return _fitted(data, image.alternative, _LOGO_WIDTH, _LOGO_HEIGHT)


def _fitted(data: bytes, alternative: str, width: int, height: int, size: tuple[int, int] = (0, 0)) -> Picture:
    """The picture as large as fits into width and height, its shape kept. UserError where the data is no PNG, and no
    `size` is known."""
    try:
        wide, high = unpack_from(">4x4xLL", data, 8) if data.startswith(b"\x89PNG") else size
    except error:
        wide, high = 0, 0
    if not wide or not high:
        raise UserError("picture-damaged", alternative=alternative[:80])
    scale = min(width / wide, height / high)
    return Picture(data, clean(alternative), round(wide * scale), round(high * scale))


def _dress(drawing: Element, picture: Picture, number: int) -> None:
    size: dict[str | bytes, str | bytes] = {"cx": str(picture.width * EMU), "cy": str(picture.height * EMU)}
    for part in drawing.iter(f"{{{WP}}}extent", f"{{{A}}}ext"):
        part.attrib.update(size)
    for part in drawing.iter(f"{{{WP}}}docPr", f"{{{PIC}}}cNvPr"):
        part.attrib.clear()
        part.attrib.update({"id": str(number), "name": f"Picture {number}", "descr": picture.alternative})
    for blip in drawing.iter(f"{{{A}}}blip"):
        blip.set(r("embed"), f"rIdPicture{number}")
        if picture.vector:
            blip.append(_vector(f"rIdVector{number}"))


def _vector(key: str) -> Element:
    """The extension of a picture that points to its SVG."""
    extensions = etree.Element(f"{{{A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{A}}}ext", uri=_SVG_EXTENSION)
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG}).set(r("embed"), key)
    return extensions
