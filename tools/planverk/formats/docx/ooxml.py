"""Word's XML: its namespaces, making elements, reading and writing parts, a property put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import cast

from lxml import etree

from planverk.errors import UserError
from planverk.safe_xml import Refused, read_xml
from planverk.word.names import Element, W, local, value, w
from planverk.word.orders import ORDERS


def make(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of WordprocessingML with children and attributes of its namespace."""
    element = etree.Element(w(name), nsmap={"w": W})
    for key, given in attributes.items():
        element.set(w(key), str(given))
    element.extend(children)
    return element


def root(namespace: str, name: str) -> Element:
    """The root of a part whose elements need no prefix."""
    return etree.Element(f"{{{namespace}}}{name}", nsmap=cast("Mapping[str, str]", {None: namespace}))


def characters(text: str, name: str = "t") -> Element:
    """Characters of a run, spaces as they stand."""
    element = make(name)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def run(text: str) -> Element:
    """A run of characters."""
    return make("r", characters(text))


def field(instruction: str, result: str) -> Iterator[Element]:
    """The runs of a field with the result that stands until Word counts anew."""
    yield make("r", make("fldChar", fldCharType="begin"))
    yield make("r", characters(f" {instruction} ", "instrText"))
    yield make("r", make("fldChar", fldCharType="separate"))
    yield run(result)
    yield make("r", make("fldChar", fldCharType="end"))


def properties(element: Element, name: str = "pPr") -> Element:
    """The properties of a paragraph or the like, made where there are none."""
    found = element.find(w(name))
    if found is None:
        found = make(name)
        element.insert(0, found)
    return found


def put(where: Element, child: Element) -> None:
    """Puts a property among a paragraph's others, in the order that the schema asks for; replaces one of the same name."""
    for old in where.findall(str(child.tag)):
        where.remove(old)
    order = ORDERS["pPr"]
    rank = order.index(local(child))
    where.insert(next((index for index, other in enumerate(where) if order.index(local(other)) > rank), len(where)), child)


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, "" for none."""
    return value(paragraph, "pPr", "pStyle")


def drop(element: Element) -> None:
    """Takes an element out of what it stands in."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def parse(data: bytes) -> Element:
    """The root of a part. UserError where it is no XML that may be read."""
    try:
        return read_xml(data)
    except Refused as fault:
        raise UserError("pandoc-unread", said=fault.said) from None


def write(root: Element) -> bytes:
    """The part's bytes, the same for the same tree."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def write_whole(root: Element) -> bytes:
    """The bytes of a part that was not made here, with every namespace that it declares: Word refuses a prefix that is named and not declared."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


# --- names of anchors ------------------------------------------------------------------------------------------------


_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:--?[a-z0-9]+)*")
_LIMIT = 40
_DIGEST = 10


def bookmark(anchor: str) -> str:
    """The bookmark of an anchor: at most 40 letters, digits and underscores, a letter first, the same from build to build.

    An anchor in lower-case words joined by one or two hyphens keeps its words ("mal-felles-innsats" is mal_felles_innsats). One that is longer or has
    other characters keeps its beginning and gets a part of its hash, in capitals, which no plain name has.
    """
    if _PLAIN.fullmatch(anchor) and len(anchor) <= _LIMIT:
        return anchor.replace("-", "_")
    start = re.sub("[^a-z0-9]+", "_", anchor.lower()).strip("_")
    start = (start if start[:1].isalpha() else f"a_{start}")[: _LIMIT - _DIGEST - 2].rstrip("_")
    return f"{start}_X{sha256(anchor.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGEST].upper()}"
