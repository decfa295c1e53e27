"""Word files of all kinds: each rule fires where it should and nowhere else, and no file, however hostile, does more than be refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from planverk.catalogue import LANGUAGES, load_words
from planverk.report.word import message, remedy
from planverk.word import RULES, Fault, check_word, weight_of
from planverk.word.colours import contrast, text_colour
from planverk.word.names import W
from planverk.word.package import parse
from tests.word_files import GOOD, SETTINGS, SPACES, STYLES, link, p, packed, parts_of, picture, tbl, tr

WORDS = "og ikke er av på for som med til det den vi kan skal"
FORM = "<w:sdt><w:sdtPr>{}<w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Navn</w:t></w:r></w:p></w:sdtContent></w:sdt>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText> {} </w:instrText></w:r>"
CONTENTS = FIELD.format("begin") + CODE.format('TOC \\o "1-2"') + FIELD.format("separate")
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    f"<w:footnotes {SPACES}>"
    + '<w:footnote w:id="2">'
    + p("Kilde.")
    + '</w:footnote><w:footnote w:id="3">'
    + p("Mer.")
    + "</w:footnote></w:footnotes>"
)


def found(body: str, **parts: Any) -> list[Fault]:
    checked = check_word(packed(parts_of(body, **parts)))
    return checked.faults


def rules(body: str, **parts: Any) -> list[tuple[str, str]]:
    return [(fault.rule, weight_of(fault)) for fault in found(body, **parts)]


def styled(more: str) -> dict[str, str]:
    return {"styles": STYLES + more}


TABLE = '<w:style w:type="table" w:styleId="Tabell3"><w:name w:val="T3"/>{}</w:style>'
DARK, LIGHT = '<w:tcPr><w:shd w:val="clear" w:fill="0F4057"/></w:tcPr>', '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'


def corner(kind: str, look: str, dark: str) -> tuple[str, dict[str, str]]:
    """A table in whose style a conditional format has light letters, and another a dark ground."""
    style = TABLE.format(f'<w:tblStylePr w:type="{kind}">{LIGHT}</w:tblStylePr>' + f'<w:tblStylePr w:type="{dark}">{DARK}</w:tblStylePr>')
    table = tbl(tr("a", "b", "c", header=True), tr("d", "e", "f"), tr("g", "h", "i"), look=f"<w:tblLook {look}/>").replace("Tabell", "Tabell3")
    return GOOD + table, styled(style)


BOX = '<w:style w:type="paragraph" w:styleId="Boks"><w:name w:val="Boks"/>{}</w:style>'
CASES: dict[str, tuple[str, dict[str, Any], list[tuple[str, str]]]] = {
    "title-missing": (GOOD, {"title": " "}, [("title-missing", "error")]),
    "title-is-file-name": (GOOD, {"title": "Microsoft Word - plan.doc"}, [("title-is-file-name", "warning")]),
    "language-missing": (GOOD, {"styles": STYLES.replace('<w:lang w:val="nb-NO"/>', "")}, [("language-missing", "error")]),
    "language-mismatch": (GOOD + p(WORDS, run='<w:lang w:val="en-US"/>'), {}, [("language-mismatch", "warning")]),
    "compatibility-mode": (GOOD, {"settings": ""}, [("compatibility-mode", "info")]),
    "document-protected": (
        GOOD,
        {"settings": '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>' + SETTINGS},
        [("document-protected", "warning")],
    ),
    "text-blinking": (GOOD + p("Nå", run='<w:effect w:val="blinkBackground"/>'), {}, [("text-blinking", "error")]),
    "changes-left": (
        GOOD + f"<w:p><w:del w:id='1'><w:r><w:delText>• a</w:delText></w:r></w:del>{link('Sak 1')}</w:p>",
        {},
        [("changes-left", "info")],
    ),
    "comments-left": (
        GOOD,
        {"more": {"comments.xml": f"<w:comments {SPACES}><w:comment w:id='1'>{p('Hm')}</w:comment></w:comments>"}},
        [("comments-left", "info")],
    ),
    "form-field-unnamed": (GOOD + FORM.format(""), {}, [("form-field-unnamed", "error")]),
    "a form field with a name": (GOOD + FORM.format('<w:alias w:val="Navn"/>'), {}, []),
    "headings-missing": (p("ord " * 301), {}, [("headings-missing", "error")]),
    "heading-first-too-low": (p("Del", "Overskrift2") + p("Tekst."), {}, [("heading-first-too-low", "warning")]),
    "heading-skips-level": (GOOD + p("Langt nede", "Mellomtittel") + p("Tekst."), {}, [("heading-skips-level", "error")]),
    "heading-empty": (GOOD + p("", "Overskrift2") + p("Tekst."), {}, [("heading-empty", "error")]),
    "heading-faked": (GOOD + p("Om planen", run="<w:b/>") + p("Planen gjelder fra i dag."), {}, [("heading-faked", "warning")]),
    "a bold sentence": (GOOD + p("Dette er viktig.", run="<w:b/>") + p("Planen gjelder fra i dag."), {}, []),
    "contents-empty": (p("", more=CONTENTS + FIELD.format("end")) + GOOD, {}, [("contents-empty", "error")]),
    "a contents list": (p("", more=CONTENTS) + p("Innledning 1") + p("", more=FIELD.format("end")) + GOOD, {}, []),
    "contents-missing": (p("En", "Overskrift1") + p("Del", "Overskrift2") * 12, {}, [("contents-missing", "info")]),
    "table-header-missing": (GOOD + tbl(tr("a", "b"), tr("c", "d")), {}, [("table-header-missing", "error")]),
    "a table of one row": (GOOD + tbl(tr("a", "b")) + p("Tekst.") + tbl(tr("a"), tr("b")), {}, []),
    "table-header-empty": (GOOD + tbl(tr("", "b", "", header=True), tr("c", "d", "e")), {}, [("table-header-empty", "warning")]),
    "table-merged": (GOOD + tbl(tr("a", "b", header=True), tr("c", properties='<w:gridSpan w:val="2"/>')), {}, [("table-merged", "warning")]),
    "table-uneven": (GOOD + tbl(tr("a", "b", header=True), tr("c", "d", "e")), {}, [("table-uneven", "warning")]),
    "table-nested": (
        GOOD + f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{tbl(tr('a', 'b', header=True), tr('c', 'd'))}{p()}</w:tc></w:tr></w:tbl>",
        {},
        [("table-nested", "warning")],
    ),
    "alternative-missing": (GOOD + p("", more=picture("")), {}, [("alternative-missing", "error")]),
    "alternative-is-no-text": (GOOD + p("", more=picture('descr="Skjermbilde 2024-01-01.png"')), {}, [("alternative-is-no-text", "error")]),
    "a bare word": (GOOD + p("", more=picture('descr="Bilde 2"')), {}, [("alternative-is-no-text", "warning")]),
    "alternative-automatic": (
        GOOD + p("", more=picture('descr="Et bilde som inneholder tekst&#10;Automatisk generert beskrivelse"')),
        {},
        [("alternative-automatic", "warning")],
    ),
    "decoration": (GOOD + p("", more=picture("", "anchor", "<a:extLst><a:ext uri='x'><adec:decorative val='1'/></a:ext></a:extLst>")), {}, []),
    "object-floating": (GOOD + p("", more=picture(kind="anchor")), {}, [("object-floating", "warning")]),
    "text-box": (
        GOOD + p("", more=f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('Husk')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
        {},
        [("text-box", "warning")],
    ),
    "an old picture": (GOOD + p("", more="<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"), {}, [("alternative-missing", "error")]),
    "an old picture with words": (GOOD + p("", more="<w:r><w:pict><v:shape alt='Kart over byen'/></w:pict></w:r>"), {}, []),
    "a logo in the header": (
        GOOD,
        {"more": {"header1.xml": f"<w:hdr {SPACES}>{p('', more=picture(''))}</w:hdr>"}},
        [("alternative-missing", "warning")],
    ),
    "list-faked": (GOOD + p("- en") + p("- to"), {}, [("list-faked", "error")]),
    "list-faked by numbers": (GOOD + p("1) en") + p("2) to"), {}, [("list-faked", "error")]),
    "list-faked by letters": (GOOD + p("a) en") + p("b) to"), {}, [("list-faked", "error")]),
    "one bullet": (GOOD + p("• en"), {}, [("list-faked", "warning")]),
    "no list": (GOOD + p("12. desember") + p("– sitat") + p("1. januar") + p("3. februar"), {}, []),
    "note-faked": (
        GOOD + p("Slik er det.", more='<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'),
        {},
        [("note-faked", "warning")],
    ),
    "an area": (GOOD + p("Huset er 90 m", more='<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'), {}, []),
    "table-faked": (GOOD + p("a\tb\tc") * 3, {}, [("table-faked", "warning")]),
    "paragraph-empty": (GOOD + p("En.") + p() * 3 + p("To."), {}, [("paragraph-empty", "warning")]),
    "spaces-repeated": (GOOD + p("Navn          Adresse"), {}, [("spaces-repeated", "info")]),
    "contrast-low": (GOOD + p("Blekt", run='<w:color w:val="999999"/>'), {}, [("contrast-low", "error")]),
    "link-without-text": (GOOD + p("Se ", more=link(" ")), {}, [("link-without-text", "error")]),
    "link-text-unclear": (GOOD + p("Du finner den ", more=link("her")), {}, [("link-text-unclear", "warning")]),
    "a link that is a field": (
        GOOD
        + p(
            "Se ",
            more=FIELD.format("begin")
            + CODE.format('HYPERLINK "https://example.org"')
            + FIELD.format("separate")
            + "<w:r><w:t>les mer</w:t></w:r>"
            + FIELD.format("end"),
        ),
        {},
        [("link-text-unclear", "warning")],
    ),
    "link-text-address": (GOOD + p("Se ", more=link("https://example.org/en/lang/sti")), {}, [("link-text-address", "info")]),
    "a short address": (GOOD + p("Se ", more=link("helsenorge.no")), {}, []),
    "link-target-missing": (GOOD + p("Se ", more=link("kapittel 2", 'w:anchor="kapittel2"')), {}, [("link-target-missing", "error")]),
    "an address with a fragment": (GOOD + p("Se ", more=link("loven, kapittel 3", 'r:id="rIdLink" w:anchor="KAPITTEL_3"')), {}, []),
    "a target without an address": (GOOD + p("Se ", more=link("kapittel 3", 'r:id="" w:anchor="KAP3"')), {}, [("link-target-missing", "error")]),
    "settings that Word 97 had": (GOOD, {"settings": SETTINGS.replace("<w:compat>", "<w:uiCompat97To2003/><w:compat>")}, []),
    "settings as Word for the web writes them": (
        GOOD,
        {"settings": SETTINGS + '<w:decimalSymbol w:val=","/><w:rsids><w:rsidRoot w:val="00A1"/></w:rsids><w:savePreviewPicture/>'},
        [],
    ),
    "settings in a wrong order": (GOOD, {"settings": SETTINGS + '<w:zoom w:percent="100"/>'}, [("order-wrong", "error")]),
    "settings of newer Words": (
        GOOD,
        {"settings": f'<x:docId xmlns:x="http://schemas.microsoft.com/office/word/2010/wordml" x:val="1"/>{SETTINGS}<mc:AlternateContent/>'},
        [],
    ),
    "children that no schema names": (
        GOOD + "<w:p><w:pPr><w:keepNext/><w:newer/><w:jc w:val='left'/><w:newest/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        {},
        [],
    ),
    "a wrong order around one": (
        GOOD + "<w:p><w:pPr><w:jc w:val='left'/><w:newer/><w:keepNext/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        {},
        [("order-wrong", "error")],
    ),
    "ranges before a table's properties": (
        GOOD
        + tbl(tr("a", "b", header=True), tr("c", "d")).replace("<w:tblPr>", "<w:commentRangeStart w:id='1'/><w:moveToRangeStart w:id='2'/><w:tblPr>"),
        {},
        [],
    ),
    "speech": (GOOD + p("– Hvordan har du det?") + p("– Bra, takk.") + p("– Det var godt å høre, sa hun."), {}, []),
    "speech in quotes": (GOOD + p("— «Kom inn!»") + p("— Takk. Er du alene?"), {}, []),
    "a list with dashes": (GOOD + p("– god folkehelse") + p("– trygg oppvekst"), {}, [("list-faked", "error")]),
    "a list of words with dashes": (GOOD + p("– Kosthold") + p("– Søvn") + p("– Bevegelse"), {}, [("list-faked", "error")]),
    "a list of sentences with hyphens": (GOOD + p("- Vi lytter.") + p("- Vi spør."), {}, [("list-faked", "error")]),
    "days of the year": (GOOD + p("1. mai er fridag.") + p("2. mai er det ikke.") + p("3. March is a day."), {}, []),
    "content-not-read": (GOOD + '<w:altChunk r:id="rIdLink"/>', {}, [("content-not-read", "warning")]),
    "formatting that is tracked": (
        GOOD + "<w:p><w:pPr><w:pPrChange w:id='1'><w:pPr><w:pStyle w:val='Borte'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        {},
        [("changes-left", "info")],
    ),
    "a section that is tracked": (
        GOOD + "<w:p><w:pPr><w:sectPr><w:pgSz w:w='11906'/><w:sectPrChange w:id='1'><w:sectPr/></w:sectPrChange></w:sectPr></w:pPr>"
        "<w:r><w:t>a</w:t></w:r></w:p>",
        {},
        [("changes-left", "info")],
    ),
    **{
        f"a corner {kind}": (*corner(kind, 'w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="1" w:noHBand="1" w:noVBand="1"', dark), [])
        for kind, dark in (("nwCell", "firstRow"), ("neCell", "lastCol"), ("swCell", "firstCol"), ("seCell", "lastRow"), ("nwCell", "nwCell"))
    },
    "a corner that is not asked for": (*corner("nwCell", 'w:firstRow="1" w:noHBand="1" w:noVBand="1"', "lastRow"), []),
    "a light corner on a light ground": (*corner("nwCell", 'w:firstRow="1" w:firstColumn="1" w:noVBand="1"', "lastRow"), [("contrast-low", "error")]),
    "bands": (*corner("band1Horz", 'w:firstRow="1" w:val="0020"', "band1Horz"), []),
    "columns in bands": (*corner("band2Vert", 'w:firstRow="0" w:noHBand="1"', "band2Vert"), []),
    "value-unreadable": (GOOD + p("Stort", run='<w:sz w:val="²"/>'), {}, [("value-unreadable", "warning")]),
    "a moment to the ten-millionth": (
        GOOD + "<w:p><w:ins w:id='1' w:date='2019-01-31T20:39:49.0298619Z'><w:r><w:t>a</w:t></w:r></w:ins></w:p>",
        {},
        [("changes-left", "info")],
    ),
    "a moment that no calendar has": (
        GOOD + "<w:p><w:ins w:id='1' w:date='2026-99-31T20:39:49Z'><w:r><w:t>a</w:t></w:r></w:ins></w:p>",
        {},
        [("changes-left", "info"), ("value-unreadable", "warning")],
    ),
    **{
        f"a cell that is {kind} at its place": (GOOD + tbl(tr("a", "b", header=True, properties=f"<w:vAlign/><w:{kind}/>"), tr("c", "d")), {}, found)
        for kind, found in (("cellIns", [("changes-left", "info")]), ("cellDel", [("changes-left", "info")]))
    },
    "cells whose marks come in another order": (
        GOOD + tbl(tr("a", "b", header=True, properties="<w:cellDel/><w:cellIns/>"), tr("c", "d")),
        {},
        [("changes-left", "info"), ("order-wrong", "error")],
    ),
    "a side of a border": (
        GOOD + tbl(tr("a", "b", header=True, properties="<w:tcBorders><w:start w:val='single'/></w:tcBorders>"), tr("c", "d")),
        {},
        [],
    ),
    "values of all kinds": (
        GOOD + p("Stort", run='<w:sz w:val="12pt"/><w:szCs w:val="24.5"/>') + tbl(tr("a", "b", header=True), tr("c", "d")),
        {},
        [],
    ),
    "link-by-colour": (
        GOOD + p("Her står det en lang setning om saken, og så ", more=link("saken", run='<w:color w:val="1F3864"/>')),
        {},
        [("link-by-colour", "warning")],
    ),
    "style-missing": (GOOD + p("Tekst.", "Borte"), {}, [("style-missing", "warning")]),
    "list-missing": (
        GOOD + "<w:p><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        {},
        [("list-missing", "warning")],
    ),
    "note-missing": (GOOD + p("Tekst.", more=NOTE), {}, [("note-missing", "error")]),
    "note-not-called": (GOOD + p("Tekst.", more=NOTE), {"more": {"footnotes.xml": NOTES}}, [("note-not-called", "warning")]),
    "order-wrong": (GOOD + "<w:p><w:pPr><w:jc w:val='left'/><w:keepNext/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", {}, [("order-wrong", "error")]),
    "id-repeated": (GOOD, {"styles": STYLES + STYLES[STYLES.index("<w:style ") :]}, [("id-repeated", "error")] * 6),
    "bookmark-open": (GOOD + p("a", more='<w:bookmarkStart w:id="1" w:name="a"/>'), {}, [("bookmark-open", "warning")]),
    "relationship-missing": (GOOD + p("Se ", more=link("saken", 'r:id="rId99"')), {}, [("relationship-missing", "error")]),
    "page-size-missing": (GOOD + "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", {}, [("page-size-missing", "info")]),
    "a cell's ground": (GOOD + tbl(tr("a", "b", header=True, properties='<w:shd w:val="clear" w:fill="000080"/>'), tr("c", "d")), {}, []),
    "ink of a style": (GOOD + p("Blekt", "Boks"), styled(BOX.format('<w:rPr><w:color w:val="AAAAAA"/></w:rPr>')), [("contrast-low", "error")]),
    "large and grey": (GOOD + p("Stort", "Boks"), styled(BOX.format('<w:rPr><w:color w:val="8A8A8A"/><w:sz w:val="36"/></w:rPr>')), []),
    "white on a dark ground": (
        GOOD + p("Lyst", "Boks"),
        styled(BOX.format('<w:pPr><w:shd w:val="clear" w:fill="0F4057"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
        [],
    ),
    "marked yellow": (GOOD + p("Gult", run='<w:color w:val="FFFFFF"/><w:highlight w:val="yellow"/>'), {}, [("contrast-low", "error")]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_found(name: str) -> None:
    body, parts, expected = CASES[name]
    assert rules(body, **parts) == expected


def test_a_good_file_has_no_fault() -> None:
    assert found(GOOD) == []


def test_every_rule_has_a_case() -> None:
    """But those of the package, below, and those that a build adds for its own files."""
    package = {"part-broken", "part-repeated", "part-without-type", "target-missing", "content-outside"}
    fired = {rule for _, _, expected in CASES.values() for rule, _ in expected}
    assert {name for name, rule in RULES.items() if rule.source != "planverk"} - fired == package


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(language: str) -> None:
    for name, (body, parts, _) in CASES.items():
        for fault in found(body, **parts):
            assert "{" not in message(fault, language) + remedy(fault, language), name
    words = load_words("word", language)
    assert [name for name in RULES if name not in words] == []


def test_the_package_is_checked() -> None:
    parts = parts_of(GOOD + p("", more=picture()))
    relations = parts["word/_rels/document.xml.rels"].decode()
    outside = '<Relationship Id="x" Type="{0}/image" Target="https://example.org/a.png" TargetMode="External"/>'
    broken = {
        "part-broken": {**parts, "word/styles.xml": b"<w:styles"},
        "part-without-type": {**parts, "word/media/a.png": b""},
        "target-missing": {**parts, "word/_rels/document.xml.rels": relations.replace('"settings.xml"', '"borte.xml"').encode()},
        "content-outside": {**parts, "word/_rels/document.xml.rels": relations.replace("</Relationships>", outside + "</Relationships>").encode()},
    }
    for rule, damaged in broken.items():
        checked = check_word(packed(damaged))
        assert rule in {fault.rule for fault in checked.faults}, rule


def test_a_part_that_is_there_twice() -> None:
    stream = BytesIO(packed(parts_of(GOOD)))
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(stream, "a") as archive:
        archive.writestr("word/styles.xml", b"<styles/>")
    checked = check_word(stream.getvalue())
    assert "part-repeated" in {fault.rule for fault in checked.faults}


def test_a_place_tells_headings_paragraph_and_text() -> None:
    body = (
        p("Mål 1", "Overskrift1")
        + p("Slik gjør vi det", "Overskrift2")
        + p("Tekst.")
        + p("Blekt", run='<w:color w:val="999999"/>')
        + p("Mål 2", "Overskrift1")
    )
    assert [tuple(fault.place) for fault in found(body)] == [("word/document.xml", ("Mål 1", "Slik gjør vi det"), 4, "Blekt")]


def test_a_strict_file_is_read_like_others() -> None:
    strict = {
        name: content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main") for name, content in parts_of(GOOD + p("• en")).items()
    }
    checked = check_word(packed(strict))
    assert [fault.rule for fault in checked.faults] == ["list-faked"]


def test_what_word_ignores_is_ignored() -> None:
    twice = f"<mc:AlternateContent><mc:Choice Requires='wps'>{picture()}</mc:Choice><mc:Fallback>{picture('')}</mc:Fallback></mc:AlternateContent>"
    assert found(GOOD + p("", more=twice)) == []


def test_styles_in_a_circle_end() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    circle = style.format("A", "B") + style.format("B", "A")
    assert found(GOOD + p("Tekst.", "A"), **styled(circle)) == []


# --- colours ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "FFFFFF", 21.0), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4.0), ("0F4057", "EEF3F5", 9.93)]
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01) == contrast(other, one)


@pytest.mark.parametrize(
    ("attributes", "colour"),
    [
        ('w:val="1f3864"', "1F3864"),
        ('w:val="auto"', ""),
        ('w:val="000000" w:themeColor="accent1"', "4472C4"),
        ('w:themeColor="accent1" w:themeShade="BF"', "2F5496"),
        ('w:themeColor="accent1" w:themeTint="99"', "8EAADB"),
        ('w:themeColor="text1"', "000000"),
    ],
)
def test_theme_colours_as_word_shows_them(attributes: str, colour: str) -> None:
    """The tinted and shaded ones are those that Word itself writes into `w:val` for its default theme."""
    told = text_colour(parse(f'<w:color xmlns:w="{W}" {attributes}/>'.encode()), {"accent1": "4472C4", "dk1": "000000"})
    assert told == colour or max(abs(a - b) for a, b in zip(bytes.fromhex(told), bytes.fromhex(colour), strict=True)) <= 1
