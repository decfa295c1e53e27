"""Reads XML that nobody vouches for: what is refused, said once for every reader of XML.

An element tree is all that comes of it. No document type is read, so no entity is declared or expanded; nothing is fetched; bytes, marks and depth
have limits.
"""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

Element = etree._Element
Reason = Literal["doctype", "too-deep", "too-large", "malformed"]

LARGEST = 48 * 2**20
"""Bytes of a text that is read."""
MOST_MARKS = 6_000_000
"""Tags and attributes of a text, which cost far more memory than its bytes. Each has one of the characters that are counted."""
DEEPEST = 255
"""Levels of elements within each other; programs that walk a tree by calling themselves stop at some hundreds."""

_DECLARED = re.compile(rb"\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_LIKE_ASCII = ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
"""Encodings in which `<!DOCTYPE` is the bytes that are looked for; it has other bytes in UTF-7, UTF-32 or EBCDIC, which libxml2 reads too."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Refused(Exception):
    """A text that is not read: `reason` says why in a word, `said` in the parser's own words or the name of what is refused."""

    def __init__(self, reason: Reason, said: str) -> None:
        super().__init__(said)
        self.reason = reason
        self.said = said


def read_xml(data: bytes, *, elements_only: bool = False, largest: int = LARGEST, deepest: int = DEEPEST) -> Element:
    """The root of the text, with comments and processing instructions unless only elements are asked for.

    Refused where the text is not well-formed XML in one of the common encodings, declares a document type (which no format that planverk reads
    needs), or has more bytes, marks or levels than allowed. `deepest` is at most `DEEPEST`.
    """
    if len(data) > largest:
        raise Refused("too-large", f"{len(data)} > {largest}")
    data, encoding = _in_ascii(data)
    if b"<!DOCTYPE" in data:
        raise Refused("doctype", "DOCTYPE")
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise Refused("too-large", f"> {MOST_MARKS}")
    root = _parsed(data, encoding, elements_only)
    if root.xpath(f"boolean({'/*' * (deepest + 1)})"):
        raise Refused("too-deep", f"> {deepest}")
    return root


def _in_ascii(data: bytes) -> tuple[bytes, str]:
    """The text in an encoding that has ASCII's characters at ASCII's bytes, and its name: what is looked through is then what is parsed."""
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16").encode(), "utf-8"
        except UnicodeError as fault:
            raise Refused("malformed", str(fault)) from None
    found = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    named = found[1].decode().lower() if found else "utf-8"
    if named not in _LIKE_ASCII:
        raise Refused("malformed", f"encoding {named}")
    return data, named


def _parsed(data: bytes, encoding: str, elements_only: bool) -> Element:
    parser = etree.XMLParser(
        encoding=encoding,  # and no other, whatever the text says
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=elements_only,
        remove_pis=elements_only,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        said = " ".join(str(fault).split())[:200]
        raise Refused("too-deep" if said.startswith("Excessive depth") else "malformed", said) from None
    except ValueError as fault:
        raise Refused("malformed", str(fault)) from None
