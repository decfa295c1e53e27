"""Word's XML: its namespaces, making elements, reading and writing parts, a property put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from planverk.errors import UserError
from planverk.safe_xml import Refused, read_xml
from planverk.word.names import Element, W, local, w
from planverk.word.orders import ORDERS


def make(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of WordprocessingML with children and attributes of its namespace."""
    element = etree.Element(w(name), nsmap={"w": W})
    for key, value in attributes.items():
        element.set(w(key), str(value))
    element.extend(children)
    return element


def root(namespace: str, name: str) -> Element:
    """The root of a part whose elements need no prefix."""
    return etree.Element(f"{{{namespace}}}{name}", nsmap=cast("Mapping[str, str]", {None: namespace}))


def run(text: str, *properties: Element) -> Element:
    """A run of characters."""
    characters = make("t")
    characters.text = text
    characters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return make("r", *([make("rPr", *properties)] if properties else []), characters)


def field(instruction: str, result: str) -> Iterator[Element]:
    """The runs of a field with the result that stands until Word counts anew."""
    code = make("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield make("r", make("fldChar", fldCharType="begin"))
    yield make("r", code)
    yield make("r", make("fldChar", fldCharType="separate"))
    yield run(result)
    yield make("r", make("fldChar", fldCharType="end"))


def properties(paragraph: Element) -> Element:
    """A paragraph's properties, made where there are none."""
    found = paragraph.find(w("pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def put(where: Element, child: Element) -> None:
    """Puts a property among a paragraph's others, in the order that the schema asks for; replaces one of the same name."""
    for old in where.findall(str(child.tag)):
        where.remove(old)
    rank = _rank(child)
    place = next((index for index, other in enumerate(where) if _rank(other) > rank), len(where))
    where.insert(place, child)


def _rank(element: Element) -> int:
    return ORDERS["pPr"].index(local(element))


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, "" for none."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


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
