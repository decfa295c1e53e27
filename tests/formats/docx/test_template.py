"""A municipality's Word template: its styles, page, headers and footers are taken over, ours fill in, and what can't be published is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planverk.cli import CLEAN, WRONG_CALL, main
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.docx import render as render_docx
from planverk.word import check_word, weight_of
from planverk.word.names import Element
from tests.formats.docx.test_docx import png
from tests.sample import sample_document
from tests.support import copied
from tests.takeback import expected
from tests.takeback.docx import W, in_word, part, take, unpacked
from tests.word_files import PACKAGE, SECTION, SPACES, p, packed, parts_of, picture

FONTS = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'
STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val="24"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:color w:val="222222"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Brdtekst"/>'
    '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr><w:spacing w:before="999"/></w:pPr>'
    '<w:rPr><w:color w:val="7A1F3D"/><w:lang w:val="en-GB"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Brdtekst"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Punktliste"><w:name w:val="List Bullet"/>'
    '<w:pPr><w:ind w:left="3000"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bildetekst"><w:name w:val="caption"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bunntekst"><w:name w:val="footer"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Husets tittel"/></w:style>'
)
PAGE = (
    '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="9000" w:h="14000"/>'
    '<w:pgMar w:top="800" w:right="900" w:bottom="800" w:left="1000" w:header="400" w:footer="400"/></w:sectPr></w:pPr></w:p>'
)
RELATION = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rIdLogo" Type="x/image" Target="{{}}"{{}}/></Relationships>'
LOGO = picture('descr="Døme kommune"', inside="") + '<w:r><w:t>Kommunens mal</w:t></w:r><w:r><w:drawing><a:blip r:embed="rIdLogo"/></w:drawing></w:r>'


def template(styles: str = STYLES, footer: str = p("Rådhusgata 1", "Bunntekst"), target: str = "media/logo.png", mode: str = "") -> bytes:
    more = {"header1.xml": f"<w:hdr {SPACES}>{p('', more=LOGO)}</w:hdr>", "footer1.xml": f"<w:ftr {SPACES}>{footer}</w:ftr>"}
    parts = parts_of(PAGE, styles=styles, more=more)
    parts["word/document.xml"] = parts["word/document.xml"].replace(SECTION.encode(), b"")
    relations = RELATION.format(target, mode).encode()
    return packed({**parts, "word/_rels/header1.xml.rels": relations, "word/media/logo.png": png(40, 20)})


def with_template(data: bytes, **changes: Any) -> Document:
    document = replace(sample_document(), **changes)
    return replace(document, look=replace(document.look, word_template=data))


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_docx(with_template(template()))


def style(data: bytes, key: str) -> Element:
    return next(each for each in part(data, "styles").iter(W + "style") if each.get(W + "styleId") == key)


def text(data: bytes, name: str) -> str:
    return "".join(each.text or "" for each in part(data, name).iter(W + "t"))


def test_nothing_is_lost_in_a_template(made: bytes) -> None:
    assert take(made) == in_word(expected(sample_document()))
    checked = check_word(made)
    assert {fault.rule for fault in checked.faults if weight_of(fault) != "info"} == set()


def test_styles_go_by_their_name_and_get_word_s_own_ids(made: bytes) -> None:
    heading = style(made, "Heading1")
    assert [heading.find(W + name).get(W + "val") for name in ("name", "basedOn", "next")] == ["heading 1", "Normal", "BodyText"]  # type: ignore[union-attr]
    assert heading.find(f"{W}rPr/{W}color").get(W + "val") == "7A1F3D"  # type: ignore[union-attr]
    assert heading.find(f"{W}pPr/{W}spacing").get(W + "before") == "999"  # type: ignore[union-attr]
    assert "Overskrift1" not in {each.get(W + "styleId") for each in part(made, "styles").iter(W + "style")}
    assert style(made, "TitleTemplate").find(W + "name").get(W + "val") == "Husets tittel"  # type: ignore[union-attr]
    assert style(made, "Title").find(W + "name").get(W + "val") == "Title"  # type: ignore[union-attr]


def test_language_lists_and_what_holds_text_together_are_the_plan_s(made: bytes) -> None:
    languages = {each.get(W + "val") for each in part(made, "styles").iter(W + "lang")}
    assert languages == {"nb-NO"}
    assert style(made, "Heading1").find(f"{W}pPr/{W}numPr") is None
    assert style(made, "ListBullet").find(f"{W}pPr/{W}ind") is None
    assert style(made, "ListBullet").find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val") == "1"  # type: ignore[union-attr]
    assert style(made, "Caption").find(f"{W}pPr/{W}keepNext") is not None


def test_our_own_styles_take_the_template_s_colours_and_size(made: bytes) -> None:
    assert style(made, "PlanverkTerm").find(f"{W}rPr/{W}color").get(W + "val") == "7A1F3D"  # type: ignore[union-attr]
    assert style(made, "PlanverkCell").find(f"{W}rPr/{W}sz").get(W + "val") == "21"  # type: ignore[union-attr]
    assert style(made, "PlanverkHelp").find(f"{W}pPr/{W}shd").get(W + "fill") == "F6EFF1"  # type: ignore[union-attr]


def test_page_and_tables_have_the_template_s_width(made: bytes) -> None:
    section = part(made, "document").find(f".//{W}body/{W}sectPr")
    assert section is not None
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size is not None and margins is not None
    assert (size.get(W + "w"), size.get(W + "h"), margins.get(W + "left"), section.find(W + "titlePg")) == ("9000", "14000", "1000", None)
    assert {sum(int(each.get(W + "w", "")) for each in table.iter(W + "gridCol")) for table in part(made, "document").iter(W + "tbl")} == {7100}


def test_header_and_footer_are_the_template_s_with_the_status(made: bytes) -> None:
    assert text(made, "header1") == "Kommunens mal"
    assert text(made, "footer1") == "Rådhusgata 1Høring · 0123abcside 1 av 1"
    assert unpacked(made)["word/media/header1-1.png"] == png(40, 20)


def test_a_page_number_of_the_template_s_is_enough() -> None:
    numbered = p("Rådhusgata 1, side ", "Bunntekst", more='<w:fldSimple w:instr="PAGE \\* MERGEFORMAT"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    assert text(render_docx(with_template(template(footer=numbered), sections=())), "footer1") == "Rådhusgata 1, side 1Høring · 0123abc"


def test_a_file_of_ours_is_a_template_and_its_old_status_goes(made: bytes) -> None:
    """The way to one's own look: build, change the styles in Word, and use that file."""
    adopted = replace(sample_document().status, key="adopted", label="Vedtatt", line="Vedtatt i sak 1/26.")
    for before in (render_docx(replace(sample_document(), sections=())), made):
        again = render_docx(with_template(before, status=adopted))
        assert "Høring" not in text(again, "footer1") and "Vedtatt · 0123abcside 1 av 1" in text(again, "footer1")
        assert text(again, "header1") == text(before, "header1")


def field(*codes: str) -> str:
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{pieces}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (field(" DDE", "AUTO cmd.exe x "), "DDEAUTO cmd.exe x"),
        (field(" ", 'INCLUDEPICTURE "https://evil.example/x.png" '), 'INCLUDEPICTURE "https://evil.example/x.png"'),
        ('<w:fldSimple w:instr="includetext C:/x.docx"/>', "includetext C:/x.docx"),
        (field(" IF " + "</w:instrText></w:r>" + field(" DDE cmd ") + "<w:r><w:instrText> = 1 "), "DDE cmd"),
        (field("</w:instrText></w:r>" + field(" DOCPROPERTY a ") + "<w:r><w:instrText>"), "{ }"),
    ],
)
def test_fields_that_fetch_or_start_something_are_refused(content: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        render_docx(with_template(template(footer=p("Rådhusgata 1", "Bunntekst", more=content))))
    assert (refused.value.key, refused.value.facts) == ("template-content", {"kind": "field", "target": code})


OFFICE = "urn:schemas-microsoft-com:office:office"
VML = f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="{OFFICE}"'


@pytest.mark.parametrize(
    ("shape", "named", "address"),
    [
        ('<v:imagedata src="https://evil.example/x.png"/>', "src", "https://evil.example/x.png"),
        ('<v:imagedata o:href="//evil.example/x.png"/>', "href", "//evil.example/x.png"),
        ('<v:fill src=" \\\\evil\\x.png "/>', "src", "\\\\evil\\x.png"),
        ('<v:stroke o:althref="file:///C:/x"/>', "althref", "file:///C:/x"),
        ('<v:rect href="https://evil.example"/>', "href", "https://evil.example"),
    ],
)
def test_pictures_that_word_would_fetch_are_refused(shape: str, named: str, address: str) -> None:
    header = p("Kommunens mal", "Bunntekst", more=f"<w:r><w:pict><v:shape {VML}>{shape}</v:shape></w:pict></w:r>")
    with pytest.raises(UserError) as refused:
        render_docx(with_template(template(footer=header)))
    assert (refused.value.key, refused.value.facts) == ("template-content", {"kind": named, "target": address})


def test_a_shape_that_names_no_address_stays() -> None:
    shape = f'<w:r><w:pict><v:shape {VML} href="#a"><v:fill src="" o:title="Bord"/></v:shape></w:pict></w:r>'
    made = render_docx(with_template(template(footer=p("Rådhusgata 1", "Bunntekst", more=shape)), sections=()))
    assert [
        each.get("{urn:schemas-microsoft-com:office:office}title") for each in part(made, "footer1").iter("{urn:schemas-microsoft-com:vml}fill")
    ] == ["Bord"]


def test_fields_of_the_document_itself_stay() -> None:
    footer = p("Side ", "Bunntekst", more=field(" PA", "GE ") + field(" STYLEREF 1 "))
    codes = [each.text for each in part(render_docx(with_template(template(footer=footer))), "footer1").iter(f"{W}instrText")]
    assert codes[:3] == [" PA", "GE ", " STYLEREF 1 "]


def test_same_bytes_twice(made: bytes) -> None:
    assert render_docx(with_template(template())) == made


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"%PDF-1.7", "template-unreadable"),
        (packed({}), "template-unreadable"),
        (template(target="https://example.org/logo.png", mode=' TargetMode="External"'), "template-content"),
        (template(target="embeddings/a.bin"), "template-content"),
        (packed({name: each.replace(b"11906", b"4000") for name, each in parts_of(p("a")).items()}), "template-narrow"),
    ],
)
def test_what_is_no_template(data: bytes, key: str) -> None:
    with pytest.raises(UserError) as refused:
        render_docx(with_template(data, sections=()))
    assert refused.value.key == key


def test_pale_headings_are_refused_with_the_numbers() -> None:
    with pytest.raises(UserError) as refused:
        render_docx(with_template(template(STYLES.replace("7A1F3D", "E8B0C0"))))
    facts = [fault.facts for fault in refused.value.facts["faults"] if fault.rule == "contrast-low" and fault.facts["style"] == "heading 1"]
    assert [(each["ink"], each["ground"], each["ratio"], each["needed"]) for each in facts] == [("#E8B0C0", "#FFFFFF", "1.84", "4.5")]


def test_command_line_and_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    (tmp_path / "mal.docx").write_bytes(template())
    assert main(["build", "docx", "-C", str(root), "--reference-docx", str(tmp_path / "mal.docx")]) == CLEAN
    once = (root / "build/plan.docx").read_bytes()
    assert text(once, "header1") == "Kommunens mal"
    settings = root / "planverk.toml"
    settings.write_text('[theme]\nreference_docx = "mal.docx"\n', encoding="utf-8")
    assert main(["build", "docx", "-C", str(root)]) == CLEAN
    assert text((root / "build/plan.docx").read_bytes(), "header1") == "Kommunens mal"
    capsys.readouterr()
    assert main(["build", "pdf", "-C", str(root), "--reference-docx", str(tmp_path / "mal.docx")]) == WRONG_CALL
    (tmp_path / "mal.docx").write_bytes(b"%PDF-1.7")
    assert main(["build", "docx", "-C", str(root)]) == WRONG_CALL
    assert capsys.readouterr().err.splitlines()[-1] == (
        "planverk: Word ble ikke laget, fordi den ikke ville holdt kravene: Word-malen kan ikke brukes: filen er en PDF, ikke en Word-fil"
    )
