"""Reads of an SVG whether it only draws, and whether all that it draws, with everything that is drawn more than once, stays within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

MOST_ELEMENTS, DEEPEST = 20_000, 100
"""Of a picture in which everything that is drawn more than once stands as many times as it is drawn."""
LONGEST_PATHS = 4_000_000
"""Characters of all outlines that are drawn, counted in the same way."""

SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "http://www.w3.org/1999/xhtml"
_WHY = {
    "doctype": "why-picture-doctype",
    "too-deep": "why-picture-large",
    "too-large": "why-picture-large",
    "malformed": "why-picture-damaged",
}
_REFUSED = (
    "script", "handler", "foreignObject", "iframe", "embed", "object", "audio", "video", "image", "feImage", "a",
    "animate", "set", "animateColor", "animateTransform", "animateMotion",
)  # fmt: skip
_TEXTS = ("text", "tspan", "textPath")
_OUTWARD = re.compile(r"url\((?!\s*['\"]?#)|image(?:-set)?\(|@|\\|expression\(|javascript:", re.IGNORECASE)
"""What CSS or an address may fetch or run; a backslash could write any of it in another way."""

_EFFECT = re.compile(r"filter\b(?!\s*:\s*none)")
"""Effects are painted dot by dot, as large as the picture says; one can take a machine's whole time and memory."""

_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_OUTLINES = ("d", "points")
_USED = re.compile(r"url\(\s*['\"]?#([^'\")]*)")
_STYLE_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_LAST = re.compile(r"([\w-]*)(?:[.#][\w-]+)*\Z")
"""The last part of a selector, which says what it is for: a kind of element, a class, a name."""
_MARK = re.compile(r"[.#]?[\w-]+")
_NEVER_PAINTED = ("style", "title", "desc", "metadata", "defs", "stop", "linearGradient", "radialGradient")


class SvgFault(Exception):
    """Why an SVG cannot be used: the key of the reason's words."""


def check_svg(data: bytes) -> None:
    """SvgFault, and nothing else, where the bytes are no SVG that only draws, within bounds."""
    from planverk.safe_xml import Refused, read_xml  # here, since few plans have a logo and every check would wait for lxml

    try:
        root = read_xml(data, deepest=DEEPEST)
    except Refused as fault:
        raise SvgFault(_WHY[fault.reason]) from None
    if root.tag != f"{SVG}svg":
        raise SvgFault("why-picture-format")
    if not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        raise SvgFault("why-picture-size")
    before = list(root.itersiblings(preceding=True))  # processing instructions may stand before the root, a style sheet's among them
    nodes = [*before, *root.iter()]
    if len(nodes) > MOST_ELEMENTS:
        raise SvgFault("why-picture-large")
    for node in nodes:
        _check_node(node)
    _check_drawn(root)


def _check_node(node: etree._Element) -> None:
    """An element draws a shape, refers to nothing outside the picture, and runs nothing."""
    from lxml import etree

    if isinstance(node, etree._Comment):
        return
    if not isinstance(node.tag, str):  # a processing instruction
        raise SvgFault("why-picture-active")
    name = etree.QName(node).localname
    style = f"{node.get('style', '')};{node.text if name == 'style' else ''}"
    if name in ("filter", "marker") or node.get("filter", "none") != "none" or _EFFECT.search(style):
        raise SvgFault("why-picture-effect")
    if name == "style" and _OUTWARD.search(node.text or ""):
        raise SvgFault("why-picture-active")
    if name in _TEXTS:
        raise SvgFault("why-picture-text")
    if name in _REFUSED or etree.QName(node).namespace == _XHTML:
        raise SvgFault("why-picture-active")
    for key, value in node.attrib.items():
        if str(key).lower().startswith("on") or _OUTWARD.search(str(value)) or (key in _HREFS and not str(value).startswith("#")):
            raise SvgFault("why-picture-active")


def _check_drawn(root: etree._Element) -> None:
    """With everything that one element uses of another carried out, the picture stays within bounds; a few that use each other can draw thousands of
    millions. What is used may be a shape, a clip path, a mask, a pattern or a gradient: each is counted once for each use."""
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    styles = list(_styles(root))
    pending, drawn, outlines = [(root, 0)], 0, 0
    while pending:
        node, depth = pending.pop()
        drawn += 1
        outlines += sum(len(node.get(name, "")) for name in _OUTLINES)
        if drawn > MOST_ELEMENTS or depth > DEEPEST or outlines > LONGEST_PATHS:
            raise SvgFault("why-picture-large")
        pending += [(child, depth + 1) for child in node.iterchildren("*")]
        pending += [(named[target], depth + 1) for target in dict.fromkeys(_targets(node, styles)) if target in named]


def _targets(node: etree._Element, styles: list[tuple[frozenset[str], tuple[str, ...]]]) -> Iterator[str]:
    """The names of what an element uses of others: by an address, an attribute, or a style sheet."""
    for key, value in node.attrib.items():
        if key in _HREFS:
            yield str(value).removeprefix("#")
        else:
            yield from _USED.findall(str(value))
    name = str(node.tag).removeprefix(SVG)
    if name not in _NEVER_PAINTED:
        marks = {name, f"#{node.get('id', '')}", *(f".{each}" for each in node.get("class", "").split())}
        for wanted, targets in styles:
            if wanted <= marks:
                yield from targets


def _styles(root: etree._Element) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """What the picture's style sheets use, each with the kind, classes and name of the elements that it is for; none where any may be meant."""
    for sheet in root.iter(f"{SVG}style"):
        for selector, body in _STYLE_RULE.findall(sheet.text or ""):
            targets = tuple(_USED.findall(body))
            for one in selector.split(",") if targets else ():
                found = _LAST.search(one.strip())
                yield frozenset(_MARK.findall(found[0]) if found else ()), targets
