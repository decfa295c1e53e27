"""The gate of the Word file sees each kind of damage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from planverk.render.docx import check_docx, render_docx
from planverk.render.docx.gate import CHECKS
from tests.sample import sample_document
from tests.takeback.docx import Parts, packed, unpacked


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render_docx(sample_document(), tmp_path_factory.mktemp("keep"))


Damage = Callable[[Parts], Parts]


def changed(name: str, before: str, after: str) -> Damage:
    """A damage: the first place in a part where a text stands becomes another."""

    def damage(parts: Parts) -> Parts:
        text = parts[name].decode()
        assert before in text, f"{name} has no {before}"
        return {**parts, name: text.replace(before, after, 1).encode()}

    return damage


def without(name: str) -> Damage:
    return lambda parts: {key: value for key, value in parts.items() if key != name}


DOCUMENT, FIRST = "word/document.xml", '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
DAMAGES: dict[str, tuple[str, Damage, str]] = {
    "no language": ("_language", changed("word/styles.xml", 'w:lang w:val="nb-NO"', 'w:lang w:val=""'), "word/styles.xml: no language is set"),
    "another theme language": (
        "_language",
        changed("word/settings.xml", 'themeFontLang w:val="nb-NO"', 'themeFontLang w:val="en-US"'),
        "word/settings.xml: the language of the theme is not nb-NO",
    ),
    "no title": ("_title", changed("docProps/core.xml", ">Handlingsplan mot ensomhet<", "> <"), "docProps/core.xml: no title is set"),
    "an old Word": (
        "_mode",
        changed("word/settings.xml", 'w:val="15"', 'w:val="12"'),
        "word/settings.xml: Word would open the file in compatibility mode",
    ),
    "a strict part": (
        "_transitional",
        changed("word/header1.xml", "<w:hdr ", '<w:hdr xmlns:s="http://purl.oclc.org/ooxml/officeDocument/math" '),
        "word/header1.xml: a strict part among transitional ones",
    ),
    "American paper": ("_page_size", changed(DOCUMENT, 'w:w="11906"', 'w:w="12240"'), "word/document.xml: a page is not A4"),
    "a lost part": ("_relationships", without("word/media/picture1.png"), "word/_rels/document.xml.rels: no part media/picture1.png"),
    "a lost relationship": (
        "_relationships",
        changed(DOCUMENT, 'r:embed="rIdPicture1"', 'r:embed="rId99"'),
        "word/document.xml: no relationship rId99",
    ),
    "a lost style": (
        "_styles",
        changed("word/styles.xml", 'w:styleId="Caption"', 'w:styleId="Other"'),
        "word/styles.xml: the style Caption is missing",
    ),
    "a skipped level": (
        "_headings",
        changed(DOCUMENT, '"Heading2"', '"Heading3"'),
        "word/document.xml: heading of level 3 after level 1: Slik er tallene hentet inn",
    ),
    "no header row": ("_tables", changed(DOCUMENT, "<w:tblHeader/>", ""), "word/document.xml: a table has no header row: ÅrDømeLandet202021"),
    "no description": (
        "_descriptions",
        changed(DOCUMENT, 'descr="Andelen', 'descr="" title="Andelen'),
        "word/document.xml: a picture has no description: Picture 1",
    ),
    "an empty paragraph": ("_empty", changed(DOCUMENT, FIRST, f"<w:p/>{FIRST}"), "word/document.xml: an empty paragraph after: Om denne utgaven"),
    "dots for a list": (
        "_faked_lists",
        changed(DOCUMENT, FIRST, f"<w:p><w:r><w:t>• en</w:t></w:r></w:p><w:p><w:r><w:t>• to</w:t></w:r></w:p>{FIRST}"),
        "word/document.xml: a list is faked by text: • en",
    ),
    "numbers for a list": (
        "_faked_lists",
        changed(DOCUMENT, FIRST, f"<w:p><w:r><w:t>1. en</w:t></w:r></w:p><w:p><w:r><w:t>2. to</w:t></w:r></w:p>{FIRST}"),
        "word/document.xml: a list is faked by text: 1. en",
    ),
    "a bad bookmark": ("_links", changed(DOCUMENT, 'w:name="begreper"', 'w:name="be-greper"'), "word/document.xml: Word takes no bookmark be-greper"),
    "notes out of order": (
        "_notes",
        changed(DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="2"'),
        "word/document.xml: note 2 is called after note 2",
    ),
    "broken XML": ("", changed("word/settings.xml", "</w:settings>", ""), "word/settings.xml: not well-formed: "),
    "no settings": ("", without("word/settings.xml"), "word/settings.xml: the part is missing"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_gate_sees_the_damage(name: str, sample: bytes) -> None:
    _, damage, fault = DAMAGES[name]
    faults = check_docx(packed(damage(unpacked(sample))))
    assert any(each.startswith(fault) for each in faults), faults


def test_every_check_is_fired_by_a_damage() -> None:
    assert {check for check, _, _ in DAMAGES.values()} - {""} == {check.__name__ for check in CHECKS}


def test_a_file_name_is_no_description(sample: bytes) -> None:
    parts = unpacked(sample)
    parts[DOCUMENT] = re.sub(rb'descr="[^"]*"', b'descr="figur-1.PNG"', parts[DOCUMENT])
    assert check_docx(packed(parts)) == ["word/document.xml: a picture has no description: figur-1.PNG"]


def test_gate_passes_the_sample_and_refuses_what_is_no_file(sample: bytes) -> None:
    assert check_docx(sample) == []
    assert check_docx(b"%PDF-1.7")[0].startswith("not a zip file")
