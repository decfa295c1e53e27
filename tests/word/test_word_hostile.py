"""Files that are no Word files, or that mean harm, are refused with a reason; nothing is expanded, fetched or unpacked without bounds."""

from __future__ import annotations

import gc
import struct
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import strategies as st

from planverk.catalogue import LANGUAGES
from planverk.report.errors import text_of
from planverk.word import Unreadable, check_word
from planverk.word.package import MOST_PARAGRAPHS, MOST_TAGS
from planverk.word.tracking import read_tracked
from tests.fast import some
from tests.properties import given
from tests.word_files import GOOD, PACKAGE, SPACES, STYLES, p, packed, parts_of, tbl, tr

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def entities() -> bytes:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return packed({**parts_of(GOOD), "word/document.xml": f"{bomb}<w:document {SPACES}><w:body>&b;</w:body></w:document>".encode()})


def bomb() -> bytes:
    return packed({**parts_of(GOOD), "word/document.xml": b"<w>" + bytes(60 * 2**20)})


def many_tags() -> bytes:
    return packed(
        {**parts_of(GOOD), "word/document.xml": f"<w:document {SPACES}><w:body>{'<w:r/>' * (MOST_TAGS + 1)}</w:body></w:document>".encode()}
    )


def many_paragraphs() -> bytes:
    return packed(
        {**parts_of(GOOD), "word/document.xml": f"<w:document {SPACES}><w:body>{'<w:p/>' * (MOST_PARAGRAPHS + 1)}</w:body></w:document>".encode()}
    )


def deep() -> bytes:
    return packed({**parts_of(GOOD), "word/document.xml": f"<w:document {SPACES}><w:body>{'<w:p>' * 100_000}</w:body></w:document>".encode()})


def liar() -> bytes:
    """A zip that says that its body is short, and unpacks to much."""
    data = bytearray(bomb())
    at = data.rfind(b"word/document.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(packed(parts_of(GOOD)))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(packed(parts_of(GOOD)))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 30] = bytes(30)
    return bytes(data)


def other(kind: str) -> bytes:
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/a" ContentType="x.{kind}.main+xml"/></Types>'.encode()
    }
    return packed(parts)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "is-empty"),
    "zeros": (lambda: bytes(1000), "is-empty"),
    "noise": (lambda: b"\x01\x02 noise", "not-word"),
    "a PDF": (lambda: b"%PDF-1.7\n", "is-pdf"),
    "RTF": (lambda: b"{\\rtf1 hei}", "is-rtf"),
    "a web page": (lambda: b"\xef\xbb\xbf<!DOCTYPE html><html>", "is-html"),
    "an old Word file": (lambda: OLE + "WordDocument".encode("utf-16-le"), "is-old-word"),
    "a locked Word file": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "is-protected"),
    "an old workbook": (lambda: OLE + "Workbook".encode("utf-16-le"), "is-old-office"),
    "OpenDocument": (lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "is-other-zip"),
    "a workbook": (lambda: other("spreadsheetml"), "is-workbook"),
    "a presentation": (lambda: other("presentationml"), "is-presentation"),
    "a zip": (lambda: packed({"a.txt": b"a"}), "is-other-zip"),
    "half a zip": (lambda: packed(parts_of(GOOD))[:-200], "zip-damaged"),
    "a locked zip": (locked, "is-protected"),
    "a damaged part": (damaged, "part-damaged"),
    "no main part": (lambda: packed({name: text for name, text in parts_of(GOOD).items() if name != "word/document.xml"}), "no-main-part"),
    "no body": (lambda: packed({**parts_of(GOOD), "word/document.xml": f"<w:document {SPACES}/>".encode()}), "no-body"),
    "a broken body": (lambda: packed({**parts_of(GOOD), "word/document.xml": b"<w:document>"}), "part-broken"),
    "entities": (entities, "part-broken"),
    "a bomb": (bomb, "unpacks-too-large"),
    "a zip that lies": (liar, "part-damaged"),
    "too many tags": (many_tags, "unpacks-too-large"),
    "too many paragraphs": (many_paragraphs, "too-many-paragraphs"),
    "too deep": (deep, "part-broken"),
    "too many parts": (lambda: packed({f"{number}": b"" for number in range(20_001)}), "too-many-parts"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_word_file_is_refused_with_a_reason(name: str) -> None:
    make, key = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        check_word(make())
    assert refused.value.key == key
    assert all("{" not in text_of(refused.value, language) for language in LANGUAGES)


def test_a_bomb_is_not_unpacked() -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(Unreadable):
        check_word(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 2**20 and len(data) < 2**20


def names(count: int) -> str:
    return "".join(f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>' for number in range(count))


def cells(count: int) -> str:
    return "".join(f'<w:tc><w:p><w:bookmarkStart w:id="{number}" w:name="b{number}"/></w:p></w:tc>' for number in range(count))


STEPS = "".join(
    f'<w:style w:type="table" w:styleId="T{number}"><w:basedOn w:val="T{number + 1}"/><w:rPr/><w:tcPr/></w:style>' for number in range(39)
)
"""The style of a table that is based on another, and so on."""


def nested(depth: int, cells: int) -> str:
    """A table in the cell of a table, and so on, each with that style; the innermost has several cells."""
    opening = '<w:tbl><w:tblPr><w:tblStyle w:val="T0"/></w:tblPr><w:tr><w:tc>'
    return opening * depth + "</w:tc><w:tc>".join([p("ord")] * cells) + "</w:tc></w:tr></w:tbl>" * depth


GROWING: dict[str, Callable[[int], str]] = {
    "bookmarks in a row": lambda count: f"<w:tbl><w:tr>{cells(count)}</w:tr></w:tbl>",
    "bookmarks of a heading": lambda count: p("Mål", "Overskrift1", more=names(count)) + "<w:p/>" * count,
    "bookmarks before a paragraph": lambda count: names(count) + p("Mål") + "<w:p/>" * count,
    "rows in rows": lambda count: "<w:tbl><w:tr><w:tc>" * 40 + names(count) + "<w:p/>" * count + "</w:tc></w:tr></w:tbl>" * 40,
    "controls in controls": lambda count: "<w:sdt><w:sdtContent>" * 80 + "<w:p/>" * count + "</w:sdtContent></w:sdt>" * 80,
    "nested tables": lambda count: nested(count // 15, count),
    "nested tables beside each other": lambda count: nested(20, 1) * (count // 20),
    "runs of a paragraph": lambda count: f"<w:p>{'<w:r><w:t>ord </w:t></w:r>' * (2 * count)}</w:p>",
    "columns of a cell": lambda count: tbl(*[tr("a", "b", properties='<w:gridSpan w:val="999999999"/>')] * (count // 4)),
}


@pytest.mark.parametrize("name", some(GROWING))
def test_memory_grows_with_the_file_and_not_faster(name: str) -> None:
    """Twice as much costs at most about twice as much."""
    small, large = (_peak(packed(parts_of(GROWING[name](count), STYLES + STEPS))) for count in (600, 1200))
    assert large < 2.6 * small + 2**18


def test_ranges_of_comments_that_are_not_there_cost_no_more_than_their_tags() -> None:
    """In a note as in the body; the words of a comment are kept for each that there is."""
    called = p("ord", more='<w:r><w:footnoteReference w:id="1"/></w:r>')
    comment = '<w:comment w:id="c1" w:author="A"><w:p><w:r><w:t>Hei</w:t></w:r></w:p></w:comment>'

    def peak(tag: str) -> int:
        ranges = "".join(f'<w:{tag} w:id="{number}"/>' for number in range(4000))
        note = f'<w:footnote w:id="1"><w:p>{ranges}<w:r><w:t>{"ord " * 500}</w:t></w:r></w:p></w:footnote>'
        parts = {name: f"<w:{name} {SPACES}>{inside}</w:{name}>" for name, inside in (("footnotes", note), ("comments", comment))}
        return _peak(packed(parts_of(called, more={f"{name}.xml": text for name, text in parts.items()})))

    assert peak("commentRangeStart") < 1.5 * peak("proofErr")


def _peak(data: bytes) -> int:
    """The most memory, in bytes, that reading a file costs in both ways.

    The collector is off meanwhile: whether it happens to run between two objects moves the peak by half, for either size alone.
    """
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        held = check_word(data), read_tracked(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.enable()
    assert all(held)
    return peak


def test_names_in_the_zip_lead_nowhere() -> None:
    checked = check_word(packed({**parts_of(GOOD), "../../etc/passwd.xml": b"<a/>", "C:\\x.xml": b"<a/>", "/root.xml": b"<a/>"}))
    assert checked.faults == []


@given(st.binary(max_size=300), st.integers(0, 4000))
def test_no_bytes_are_too_much(noise: bytes, at: int) -> None:
    data = packed(parts_of(GOOD))
    spoilt = data[: at % len(data)] + noise + data[at % len(data) + len(noise) :]
    with suppress(Unreadable):
        assert check_word(spoilt).paragraphs >= 0


@given(st.text(st.sampled_from("<>/wpr:=\"' abc&;"), max_size=200))
def test_no_body_is_too_much(text: str) -> None:
    with suppress(Unreadable):
        data = packed({**parts_of(GOOD), "word/document.xml": f"<w:document {SPACES}><w:body>{text}</w:body></w:document>".encode()})
        assert check_word(data).paragraphs >= 0
