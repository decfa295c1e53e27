"""The fields of a template's headers and footers: what may be taken over, since Word carries a field out when the file is opened.

Some fields fetch a file or page from elsewhere, ask another program for data, or start one. Of a template, which may come from anybody, only fields
that tell of the document itself are taken over.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.word.names import Element, w

_OF_THE_DOCUMENT = frozenset((
    "AUTHOR", "COMMENTS", "CREATEDATE", "DATE", "DOCPROPERTY", "FILENAME", "IF", "KEYWORDS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE",
    "REF", "SAVEDATE", "SECTION", "SECTIONPAGES", "STYLEREF", "SUBJECT", "TIME", "TITLE",
))  # fmt: skip


def foreign_field(root: Element) -> str:
    """The code of a field that is none of the document's own, "" where there is none. A code may be spread over many pieces of text."""
    codes = (code.strip() or "{ }" for code in _codes(root))  # an empty one holds another field, whose result is the code
    return next((code for code in codes if code.split()[0].upper() not in _OF_THE_DOCUMENT), "")


def _codes(root: Element) -> Iterator[str]:
    """The codes of fields, each as Word puts it together; the code of a field within a code is one of its own, and apart from it."""
    open_codes: list[str] = []
    for each in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        if each.tag == w("fldSimple"):
            yield each.get(w("instr"), "")
        elif each.tag == w("instrText"):
            open_codes[-1:] = [(open_codes[-1] if open_codes else "") + (each.text or "")]
        elif each.get(w("fldCharType")) == "begin":
            open_codes.append("")
        elif each.get(w("fldCharType")) == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes
