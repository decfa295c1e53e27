"""Reads of a logo whether it may stand in the outputs: a PNG or an SVG of a sensible size, whole, that runs and fetches nothing."""

from __future__ import annotations

import re
from struct import unpack
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from lxml import etree


LARGEST_SIDE = 6_000
"""Pixels of a PNG's side; it is unpacked in memory."""

MOST_ELEMENTS, DEEPEST = 20_000, 100

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_WHY = {
    "doctype": "why-picture-doctype",
    "too-deep": "why-picture-large",
    "too-large": "why-picture-large",
    "malformed": "why-picture-damaged",
}
_REFUSED = (
    "script", "handler", "foreignObject", "iframe", "embed", "object", "audio", "video", "image", "a",
    "animate", "set", "animateColor", "animateTransform", "animateMotion",
)  # fmt: skip
_TEXTS = ("text", "tspan", "textPath")
_XHTML = "http://www.w3.org/1999/xhtml"
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|image(?:-set)?\(|@|\\|expression\(|javascript:", re.IGNORECASE)
"""What CSS or an address may fetch or run; a backslash could write any of it in another way."""

_EFFECT = re.compile(r"filter\b(?!\s*:\s*none)")
"""Effects are painted dot by dot, as large as the picture says; one can take a machine's whole time and memory."""

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
    from planverk.hardened_xml import Refused, read_xml  # here, since few plans have a logo and every check would wait for lxml

    try:
        root = read_xml(data, deepest=DEEPEST)
    except Refused as fault:
        raise PictureFault(_WHY[fault.reason]) from None
    if root.tag != f"{_SVG}svg":
        raise PictureFault("why-picture-format")
    if not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        raise PictureFault("why-picture-size")
    before = list(root.itersiblings(preceding=True))  # processing instructions may stand before the root, a style sheet's among them
    nodes = [*before, *root.iter()]
    if len(nodes) > MOST_ELEMENTS:
        raise PictureFault("why-picture-large")
    for node in nodes:
        _check_node(node)
    _check_uses(root)


def _check_uses(root: etree._Element) -> None:
    """With every `use` carried out there are no more elements than a picture may have; a few that use each other can draw thousands of millions."""
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    pending, drawn = [(root, 0)], 0
    while pending:
        node, depth = pending.pop()
        drawn += 1
        if drawn > MOST_ELEMENTS or depth > DEEPEST:
            raise PictureFault("why-picture-large")
        pending += [(child, depth + 1) for child in node]
        if node.tag == f"{_SVG}use":
            pending += [(named[target], depth + 1) for target in _used(node) if target in named]


def _used(node: etree._Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.get(name, "").removeprefix("#") for name in _HREFS))


def _check_node(node: etree._Element) -> None:
    """An element draws a shape, refers to nothing outside the picture, and runs nothing."""
    from lxml import etree

    if isinstance(node, etree._Comment):
        return
    if isinstance(node, etree._ProcessingInstruction):
        raise PictureFault("why-picture-active")
    name = etree.QName(node).localname
    if name == "filter" or node.get("filter", "none") != "none" or _EFFECT.search(f"{node.get('style', '')};{node.text if name == 'style' else ''}"):
        raise PictureFault("why-picture-effect")
    if name == "style" and _OUTWARD.search(node.text or ""):
        raise PictureFault("why-picture-active")
    if name in _TEXTS:
        raise PictureFault("why-picture-text")
    if name in _REFUSED or etree.QName(node).namespace == _XHTML:
        raise PictureFault("why-picture-active")
    for key, value in node.attrib.items():
        if str(key).lower().startswith("on") or _OUTWARD.search(str(value)) or (key in _HREFS and not str(value).startswith("#")):
            raise PictureFault("why-picture-active")
