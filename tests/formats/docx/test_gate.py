"""The gate of the Word file sees each kind of damage, by its rule and at its place, and a build that it stops leaves what was there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planverk.cli import WRONG_CALL, main
from planverk.document.records import Look
from planverk.errors import UserError
from planverk.formats.docx import check_docx
from planverk.formats.docx import render as render_docx
from planverk.word import RULES, weight_of
from tests import built
from tests.sample import paragraph, sample_document
from tests.support import copied
from tests.takeback.docx import Parts, packed, unpacked


@pytest.fixture(scope="module")
def sample() -> bytes:
    return built.docx("sample")


Damage = Callable[[Parts], Parts]


def changed(name: str, before: str, after: str) -> Damage:
    """A damage: the first place in a part where a text stands becomes another."""

    def damage(parts: Parts) -> Parts:
        text = parts[name].decode()
        assert before in text, f"{name} has no {before}"
        return {**parts, name: text.replace(before, after, 1).encode()}

    return damage


def cut(name: str, pattern: str, after: str = "") -> Damage:
    """A damage: the first place in a part that matches a pattern becomes another text."""

    def damage(parts: Parts) -> Parts:
        text, count = re.subn(pattern, after, parts[name].decode(), count=1, flags=re.DOTALL)
        assert count, f"{name} has no {pattern}"
        return {**parts, name: text.encode()}

    return damage


def without(name: str) -> Damage:
    return lambda parts: {key: value for key, value in parts.items() if key != name}


DOCUMENT, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
RELATIONS, NOTES, FOOTER, TYPES = "word/_rels/document.xml.rels", "word/footnotes.xml", "word/footer1.xml", "[Content_Types].xml"
FIRST = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
TYPED = "<w:p><w:r><w:t>{} en</w:t></w:r></w:p><w:p><w:r><w:t>{} to</w:t></w:r></w:p>"
PALE = r'(w:styleId="Hyperlink">.*?w:color w:val=")0F4057'
DAMAGES: dict[str, tuple[Damage, str, str]] = {
    "no language": (changed(STYLES, 'w:lang w:val="nb-NO"', 'w:lang w:val=""'), "language-missing", STYLES),
    "English for a language": (changed(STYLES, 'w:lang w:val="nb-NO"', 'w:lang w:val="en-US"'), "theme-language", STYLES),
    "another theme language": (changed(SETTINGS, 'themeFontLang w:val="nb-NO"', 'themeFontLang w:val="en-US"'), "theme-language", SETTINGS),
    "no title": (changed(CORE, ">Handlingsplan mot ensomhet<", "> <"), "title-missing", CORE),
    "an old Word": (changed(SETTINGS, 'w:val="15"', 'w:val="12"'), "compatibility-mode", SETTINGS),
    "no mode of Word": (cut(SETTINGS, '<w:compatSetting w:name="compatibilityMode".*?/>'), "compatibility-mode", SETTINGS),
    "a strict part": (
        changed("word/header1.xml", "<w:hdr ", '<w:hdr xmlns:s="http://purl.oclc.org/ooxml/officeDocument/math" '),
        "part-strict",
        "word/header1.xml",
    ),
    "no page size": (cut(DOCUMENT, "<w:pgSz .*?/>"), "page-size-missing", DOCUMENT),
    "a lost part": (without("word/media/picture1.png"), "target-missing", DOCUMENT),
    "a lost relationship": (changed(DOCUMENT, 'r:embed="rIdPicture1"', 'r:embed="rId99"'), "relationship-missing", DOCUMENT),
    "a part without a type": (changed(TYPES, 'Extension="png"', 'Extension="gif"'), "part-without-type", "word/media/picture1.png"),
    "a lost style": (changed(STYLES, 'w:styleId="Caption"', 'w:styleId="Other"'), "style-missing", DOCUMENT),
    "a property out of order": (cut(DOCUMENT, r"(<w:pStyle [^>]*/>)(<w:numPr>.*?</w:numPr>)", r"\2\1"), "order-wrong", DOCUMENT),
    "a setting out of order": (cut(SETTINGS, r"(<w:zoom [^>]*/>)(<w:defaultTabStop [^>]*/>)", r"\2\1"), "order-wrong", SETTINGS),
    "a skipped level": (changed(DOCUMENT, '"Heading2"', '"Heading3"'), "heading-skips-level", DOCUMENT),
    "no header row": (changed(DOCUMENT, "<w:tblHeader/>", ""), "table-header-missing", DOCUMENT),
    "merged cells": (changed(DOCUMENT, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>'), "table-merged", DOCUMENT),
    "a row that breaks": (changed(DOCUMENT, "<w:cantSplit/>", ""), "row-splits", DOCUMENT),
    "no alternative": (changed(DOCUMENT, 'descr="Andelen', 'descr="" name2="Andelen'), "alternative-missing", DOCUMENT),
    "a file's name for an alternative": (cut(DOCUMENT, 'descr="[^"]*"', 'descr="figur 1.PNG"'), "alternative-is-no-text", DOCUMENT),
    "an empty paragraph": (changed(DOCUMENT, FIRST, f"<w:p/>{FIRST}"), "paragraph-empty", DOCUMENT),
    "dots for a list": (changed(DOCUMENT, FIRST, TYPED.format("•", "•") + FIRST), "list-faked", DOCUMENT),
    "numbers for a list": (changed(DOCUMENT, FIRST, TYPED.format("1.", "2.") + FIRST), "list-faked", DOCUMENT),
    "a pale link": (cut(STYLES, PALE, r"\g<1>9FB8C4"), "contrast-low", DOCUMENT),
    "a bad bookmark": (changed(DOCUMENT, 'w:name="begreper"', 'w:name="be-greper"'), "bookmark-refused", DOCUMENT),
    "a lost bookmark": (
        cut(DOCUMENT, r'<w:bookmarkStart w:id="(\d+)" w:name="begreper"/>(.*?)<w:bookmarkEnd w:id="\1"/>', r"\2"),
        "bookmark-lost",
        DOCUMENT,
    ),
    "a link that leads nowhere": (changed(DOCUMENT, 'w:anchor="begreper"', 'w:anchor="borte"'), "link-target-missing", DOCUMENT),
    "a word that is another": (changed(DOCUMENT, "sier at de er ensomme", "sier at de var ensomme"), "words-differ", DOCUMENT),
    "a sign that nobody sees": (changed(DOCUMENT, "sier at de er ensomme", "sier at de er en\u00adsomme"), "sign-unseen", DOCUMENT),
    "notes out of order": (changed(DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="2"'), "notes-unordered", DOCUMENT),
    "a note that is not there": (changed(DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="77"'), "note-missing", DOCUMENT),
    "an empty contents list": (
        cut(DOCUMENT, '(fldCharType="separate"/></w:r>).*?(<w:r><w:fldChar w:fldCharType="end"/>)', r"\1\2"),
        "contents-empty",
        DOCUMENT,
    ),
    "a contents list of another document": (
        changed(DOCUMENT, ">Begreper</w:t></w:r></w:hyperlink>", ">Ord</w:t></w:r></w:hyperlink>"),
        "contents-stale",
        DOCUMENT,
    ),
    "a page that does not say it is a draft": (changed(FOOTER, "Høring", "Plan"), "status-missing", FOOTER),
    "no page numbers": (changed(FOOTER, " PAGE ", " DATE "), "page-number-missing", FOOTER),
    "broken XML": (changed(SETTINGS, "</w:settings>", ""), "part-broken", SETTINGS),
    "no settings": (without(SETTINGS), "target-missing", DOCUMENT),
    "a comment": (changed(RELATIONS, "footnotes.xml", "footnotes.xml?"), "target-missing", DOCUMENT),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_gate_sees_the_damage(name: str, sample: bytes) -> None:
    damage, rule, part = DAMAGES[name]
    found = [(fault.rule, fault.place.part) for fault in check_docx(packed(damage(unpacked(sample))), sample_document())]
    assert (rule, part) in found, found


def test_every_check_of_ours_has_a_damage() -> None:
    fired = {rule for _, rule, _ in DAMAGES.values()} | {"title-missing"}
    assert {name for name, rule in RULES.items() if rule.source == "planverk"} - fired == {"file-unreadable"}


def test_gate_passes_the_sample_and_refuses_what_is_no_file(sample: bytes) -> None:
    assert check_docx(sample, sample_document()) == []
    assert [(fault.rule, fault.facts) for fault in check_docx(b"%PDF-1.7", sample_document())] == [("file-unreadable", {"reason": "is-pdf"})]


def test_a_place_leads_to_the_damage(sample: bytes) -> None:
    faults = check_docx(packed(DAMAGES["no header row"][0](unpacked(sample))), sample_document())
    assert [(fault.rule, weight_of(fault), fault.place.headings, fault.place.quote) for fault in faults] == [
        ("table-header-missing", "error", ("Status",), "År")
    ]


def test_what_an_author_types_as_a_list_stops_no_build() -> None:
    section = replace(sample_document().sections[0], blocks=(paragraph("a) en"), paragraph("b) to"), paragraph("• tre")), sections=())
    assert render_docx(replace(sample_document(), sections=(section,), help=None))


def test_unreadable_colours_are_refused_with_the_numbers() -> None:
    with pytest.raises(UserError) as refused:
        render_docx(replace(sample_document(), look=Look(primary="#9FB8C4")))
    faults = [fault for fault in refused.value.facts["faults"] if fault.rule == "contrast-low"]
    told = {tuple(fault.facts[name] for name in ("ink", "ground", "ratio", "needed")) for fault in faults}
    assert ("#9FB8C4", "#FFFFFF", "2.07", "4.5") in told


def test_a_build_that_the_gate_stops_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied("example", tmp_path)
    monkeypatch.setattr("planverk.formats.docx.assemble.assemble", lambda *_: packed({}))
    (root / "build").mkdir()
    (root / "build/plan.docx").write_bytes(b"earlier")
    assert main(["build", "docx", "-C", str(root)]) == WRONG_CALL
    assert (root / "build/plan.docx").read_bytes() == b"earlier"
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "planverk: Word ble ikke laget, fordi den ikke ville holdt kravene: Word-filen holder ikke det planverk lover:",
        "  filen kan ikke leses: filen er en zip-fil, men ikke en Word-fil (plan.docx)",
    ]
