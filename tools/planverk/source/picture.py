"""Reads of a logo whether it may stand in the outputs: a PNG or an SVG of a sensible size, whole, that runs and fetches nothing."""

from __future__ import annotations

import re
from struct import unpack
from zlib import crc32

from lxml import etree

LARGEST_SIDE = 6_000
"""Pixels of a PNG's side; it is unpacked in memory."""

MOST_ELEMENTS, DEEPEST = 20_000, 100

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_REFUSED = ("script", "foreignObject", "iframe", "audio", "video", "image", "a", "animate", "set", "animateTransform", "animateMotion")
_TEXTS = ("text", "tspan", "textPath")
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|@|\\|expression\(|javascript:", re.IGNORECASE)
"""What CSS or an address may fetch or run; a backslash could write any of it in another way."""

_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


class PictureFault(Exception):
    """Why a picture cannot be used: the key of the reason's words."""


def check_picture(data: bytes) -> None:
    """PictureFault, and nothing else, where the bytes are no picture that may stand in the outputs."""
    if data.startswith(_PNG):
        _check_png(data)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_svg(data)
    else:
        raise PictureFault("why-picture-format")


def _check_png(data: bytes) -> None:
    """The size is sensible, every chunk whole, and the last one there (https://www.w3.org/TR/png/)."""
    at = len(_PNG)
    names: list[bytes] = []
    while at + 12 <= len(data):
        length, name = unpack(">L4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or crc32(data[at + 4 : end - 4]) != unpack(">L", data[end - 4 : end])[0]:
            raise PictureFault("why-picture-damaged")
        if not names and (name != b"IHDR" or length != 13):
            raise PictureFault("why-picture-damaged")
        if name == b"IHDR" and not all(0 < side <= LARGEST_SIDE for side in unpack(">LL", data[at + 8 : at + 16])):
            raise PictureFault("why-picture-large")
        names.append(name)
        at = end
    if at != len(data) or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise PictureFault("why-picture-damaged")


def _check_svg(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PictureFault("why-picture-damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise PictureFault("why-picture-doctype")
    if root.tag != f"{_SVG}svg":
        raise PictureFault("why-picture-format")
    if not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        raise PictureFault("why-picture-size")
    before = list(root.itersiblings(preceding=True))  # processing instructions may stand before the root, a style sheet's among them
    nodes = [*before, *root.iter()]
    if len(nodes) > MOST_ELEMENTS or any(_depth(node) > DEEPEST for node in nodes if not len(node)):
        raise PictureFault("why-picture-large")
    for node in nodes:
        _check_node(node)


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in node.iterancestors())


def _check_node(node: etree._Element) -> None:
    """An element draws a shape, refers to nothing outside the picture, and runs nothing."""
    if isinstance(node, etree._Comment):
        return
    if isinstance(node, etree._ProcessingInstruction | etree._Entity):
        raise PictureFault("why-picture-active")
    name = etree.QName(node).localname
    if name == "style" and _OUTWARD.search(node.text or ""):
        raise PictureFault("why-picture-active")
    if name in _TEXTS:
        raise PictureFault("why-picture-text")
    if name in _REFUSED:
        raise PictureFault("why-picture-active")
    for key, value in node.attrib.items():
        if str(key).lower().startswith("on") or _OUTWARD.search(str(value)) or (key in _HREFS and not str(value).startswith("#")):
            raise PictureFault("why-picture-active")
