"""Names of Word's XML, in the transitional form (ECMA-376 part 4) and of what Microsoft added; and the values, numbers and moments in it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
TERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"

STRICT = "http://purl.oclc.org/ooxml/"
"""How the namespaces of the strict form begin."""


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """The full name of an attribute that points to a relationship."""
    return f"{{{R}}}{name}"


def value(element: Element | None, *route: str) -> str:
    """`w:val` of the element at the end of a route of children; "" where there is none."""
    for name in route:
        element = None if element is None else element.find(w(name))
    return "" if element is None else element.get(w("val"), "")


_PROPERTIES = ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
TRACKED = tuple(map(w, (*_CHANGES, *(f"{name}Change" for name in _PROPERTIES))))
"""The elements that track a change, of words, rows, cells or looks (ECMA-376 part 1, 17.13.5)."""


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


# --- numbers and moments: the one reader of both, since a file may hold anything in their place ---

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,24}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?", re.ASCII)
UNREADABLE = "?"
"""The day of a moment that is no moment."""


def number_of(text: str, least: int = 0, most: int = 10**9) -> int | None:
    """The whole number that a text is; None for what is none, has other digits than 0 to 9, or lies outside the bounds."""
    found = int(text) if _NUMBER.fullmatch(text) else None
    return found if found is not None and least <= found <= most else None


def number_at(element: Element | None, *route: str, least: int = 0, most: int = 10**9) -> int | None:
    """The number in `w:val` of the element at the end of a route of children, None where there is none to be read."""
    return number_of(value(element, *route), least, most)


def day_of(text: str) -> str:
    """The day of a moment (ISO 8601); "" where nothing is told, `UNREADABLE` where no calendar has it."""
    if not text:
        return ""
    try:
        return datetime.fromisoformat(text).date().isoformat() if _MOMENT.fullmatch(text) else UNREADABLE
    except ValueError:
        return UNREADABLE
