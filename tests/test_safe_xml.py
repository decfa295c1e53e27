"""XML that nobody vouches for: what is refused, whatever it is written in, and that nothing else is lost."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from planverk import safe_xml
from planverk.safe_xml import DEEPEST, LARGEST, Refused, read_xml
from tests.support import ROOT

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]><a e="&b;">&d;</a>'


def declared(encoding: str, text: str = DOCTYPE) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


def refused(data: bytes, largest: int = LARGEST, deepest: int = DEEPEST) -> str:
    with pytest.raises(Refused) as fault:
        read_xml(data, largest=largest, deepest=deepest)
    assert fault.value.said
    return fault.value.reason


def nested(levels: int) -> bytes:
    return b"<a>" * levels + b"</a>" * levels


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (DOCTYPE.encode(), "doctype"),
        (b"\xef\xbb\xbf" + DOCTYPE.encode(), "doctype"),
        (declared("UTF-8").encode(), "doctype"),
        (declared("iso-8859-1").encode("latin-1"), "doctype"),
        (declared("UTF-16").encode("utf-16"), "doctype"),
        (declared("UTF-7").encode("utf-16"), "doctype"),
        (declared("UTF-7").encode("utf-7"), "malformed"),
        (declared("UTF-7", "").encode() + DOCTYPE.encode("utf-7"), "malformed"),
        (DOCTYPE.encode("utf-16-le"), "malformed"),
        (DOCTYPE.encode("utf-32"), "malformed"),
        (declared("UTF-32").encode("utf-32-be"), "malformed"),
        (declared("IBM037").encode("cp037"), "malformed"),
        (b"\xff\xfe<", "malformed"),
        (b"<a>&b;</a>", "malformed"),
        (b"<a>\xe5</a>", "malformed"),
        (b"<a>\0</a>", "malformed"),
        (b"<a>", "malformed"),
        (b"<a/><b/>", "malformed"),
        (b"", "malformed"),
        (nested(DEEPEST + 1), "too-deep"),
        (nested(100_000), "too-deep"),
        (b"<a>" + b"<b/>" * 6_000_000 + b"</a>", "too-large"),
        (b"<a>" + b"<b c=''/>" * 3_000_000 + b"</a>", "too-large"),
        (b" " * (LARGEST + 1), "too-large"),
    ],
    ids=range(24),
)
def test_what_is_no_plain_xml_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert refused(data) == reason


def test_limits_can_be_narrower() -> None:
    assert refused(b"<a/>", largest=3) == "too-large"
    assert refused(nested(4), deepest=3) == "too-deep"
    assert read_xml(nested(3), largest=21, deepest=3).tag == "a"
    assert read_xml(nested(DEEPEST)).tag == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    text = declared(encoding.removesuffix("-sig"), "<a b='ø'>å</a>")
    root = read_xml(text.encode(encoding))
    assert (root.get("b"), root.text) == ("ø", "å")


def test_comments_and_instructions_stand_unless_only_elements_are_asked_for() -> None:
    data = b"<a>1<!-- b -->2<?c d?>3<e/></a>"
    assert etree.tostring(read_xml(data)) == data
    assert etree.tostring(read_xml(data, elements_only=True)) == b"<a>123<e/></a>"


@given(st.recursive(st.text("<>&\"'=å DOCTYPE!", max_size=9), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_what_is_written_as_xml_is_read_as_it_was(made: object) -> None:
    root = etree.Element("a")
    _fill(root, made)
    again = read_xml(etree.tostring(root, encoding="UTF-8"))
    assert etree.tostring(again, method="c14n2") == etree.tostring(root, method="c14n2")


def _fill(element: etree._Element, made: object) -> None:
    if isinstance(made, list):
        for each in made:
            _fill(etree.SubElement(element, "b"), each)
    else:
        element.text = element.attrib["c"] = str(made)


def test_no_other_module_parses_xml_by_itself() -> None:
    """A second set of hardening settings would fall behind this one."""
    parsing = {"XMLParser", "fromstring", "XML", "parse", "iterparse", "HTMLParser", "fromstringlist", "XMLPullParser"}
    found = [
        path.name
        for path in (ROOT / "tools/planverk").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("etree", "ElementTree") and node.attr in parsing
    ]
    assert set(found) == {safe_xml.__name__.rpartition(".")[2] + ".py"}
