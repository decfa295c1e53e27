"""The PDF gives back what the Document holds, claims what it keeps, is the same each time, and no broken file gets past the gate."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Dictionary, Name

from planverk.document.blocks import Block, BulletList, Card, Column, CrossReference, Note, NumberedList, Paragraph, Row, Strong, Table, Text
from planverk.document.document import Document, Section
from planverk.document.records import Image, Look, Status
from planverk.errors import UserError
from planverk.formats.charts import svg_png
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.structure import below, children, elements
from planverk.formats.pdf.typeset import MOST_CHARACTERS, MOST_PARTS
from planverk.typefaces import default_fonts
from tests import built
from tests.sample import paragraph, sample_document, words
from tests.takeback import expected
from tests.takeback.pdf import take

HOSTILE = (
    '#import "x.typ"',
    "#panic()",
    "\\input{/etc/passwd}",
    "]]> ]] [[",
    "$x$ *a* _b_ `c` <d> @e = f // g /* h",
    "\"'«»",
    "a\u200bb\u00adc\u2066d\ufeffe",
    "w" * 400,
    "https://example.org/" + "a/b" * 90,
    "</script>{{ x }}{% y %}",
    "{page} {pages}",
)


def sample_pdf() -> bytes:
    return built.pdf("sample")


def around(*blocks: Block) -> Document:
    """A document of one chapter with these blocks."""
    colophon = Section("om", 1, words("Om"), (paragraph("Om utgaven."),), role="colophon")
    return replace(sample_document(), help=None, colophon=colophon, sections=(Section("kapittel", 1, words("Kapittel"), blocks),))


def agrees(document: Document, pdf: bytes) -> None:
    taken = take(pdf)
    assert replace(expected(document), references=None) == taken


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [each.get_textpage().get_text_range() for each in opened]


# --- what it holds ---------------------------------------------------------------------------------------------------


def test_the_sample_comes_back_whole() -> None:
    agrees(sample_document(), sample_pdf())


def test_each_cross_reference_is_a_link_within_the_file() -> None:
    references = expected(sample_document()).references
    assert references is not None
    with pikepdf.open(BytesIO(sample_pdf())) as pdf:
        furniture = [part for part in elements(pdf) if part.S in ("/TOC", "/Reference") or (part.S == "/Lbl" and part.P.S != "/LI")]
        numbers = {link.objgen for part in furniture for link in below(part)}
        links = [element for element in elements(pdf) if element.S == "/Link" and element.objgen not in numbers]
        inner = [link for link in links if any("/Dest" in place for place in places(link))]
        assert len(inner) == len(references)


def places(link: Dictionary) -> list[pikepdf.Object]:
    """The annotations of a link."""
    kids = link.K if isinstance(link.K, pikepdf.Array) else [link.K]
    return [kid.Obj for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"]


def test_a_note_has_its_own_number_where_it_is_called_and_where_it_stands() -> None:
    notes = tuple(Note(number, "footnote", (paragraph(f"Note nummer {number}."),)) for number in (7, 8))
    pdf = render_pdf(around(Paragraph((Text("Ord"), notes[0])), paragraph("Mellom."), Paragraph((Text("Ord"), notes[1]))))
    (found,) = [text for text in texts(pdf) if "Mellom" in text]
    assert "Ord7" in found and "Ord8" in found
    assert "7 Note nummer 7." in found and "8 Note nummer 8." in found


def test_a_long_table_repeats_its_header_with_a_note_and_a_link_that_stand_once() -> None:
    title = (Text("Hode"), Note(1, "footnote", (paragraph("Noten i hodet."),)), CrossReference("om", words("om")))
    rows = tuple(Row((((paragraph(f"rad {number}")),), (paragraph("verdi"),))) for number in range(120))
    document = around(Table((Column(title, 0.5), Column(words("Tall"), 0.5)), rows, "data", "Tabell 1", words("Lang"), "tabell"))
    pdf = render_pdf(document)
    agrees(document, pdf)
    pages = [text for text in texts(pdf) if "verdi" in text]
    assert len(pages) > 2
    assert all("Hode1" in text for text in pages)
    assert sum("Noten i hodet" in text for text in pages) == 1


def test_lists_keep_their_order_and_numbers() -> None:
    inner = BulletList(((paragraph("indre"),), (paragraph("indre igjen"),)))
    document = around(NumberedList(((paragraph("før"), inner, paragraph("etter")), (paragraph("neste"), inner)), 4))
    pdf = render_pdf(document)
    agrees(document, pdf)
    assert "4. før" in "\n".join(texts(pdf))


def test_a_heading_may_hold_notes_links_and_emphasis() -> None:
    title = (Strong(words("Viktig")), Text(" tittel"), Note(1, "footnote", (paragraph("Noten."),)), CrossReference("om", words(" her")))
    document = replace(around(), sections=(Section("a", 1, title, (paragraph("Tekst."),)),))
    pdf = render_pdf(document)
    agrees(document, pdf)
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Om", "Viktig tittel her"]


def test_hostile_texts_are_printed_as_they_stand() -> None:
    rows = tuple(Row(((paragraph(text),), (paragraph(text),)), f"rad-{number}") for number, text in enumerate(HOSTILE))
    table = Table((Column(words(HOSTILE[0]), 0.2), Column(words(HOSTILE[4]), 0.8)), rows, "prose", HOSTILE[2], words(HOSTILE[3]), "tabell")
    document = replace(
        around(*(paragraph(text) for text in HOSTILE), table, Card("notice", words(HOSTILE[9]), (paragraph(HOSTILE[0]),))),
        title=" ".join(HOSTILE[:4]),
        publisher=HOSTILE[4],
        period=HOSTILE[10],
        version=HOSTILE[0],
        status=Status("draft", HOSTILE[10], HOSTILE[1]),
    )
    pdf = render_pdf(document)
    agrees(document, pdf)
    assert HOSTILE[0] in texts(pdf)[1]


def test_a_document_of_almost_nothing() -> None:
    document = around(paragraph("Tekst."))
    agrees(document, render_pdf(document))


def test_a_row_taller_than_a_page_is_broken_and_not_cut() -> None:
    cell = tuple(paragraph("En lang setning om det som skal gjøres i kommunen. " * 9) for _ in range(20))
    document = around(Table((Column(words("Nr."), 0.1), Column(words("Tekst"), 0.9)), (Row(((paragraph("1"),), cell)),), "measures", anchor="t"))
    agrees(document, render_pdf(document))


def test_a_table_of_eleven_measures_stands_on_one_page() -> None:
    shares = (0.06, 0.3, 0.24, 0.2, 0.2)
    long = "Kompetanse for frivillige organisasjoner og andre nøkkelpersoner (fra målet)"
    rows = tuple(Row(((paragraph(str(number)),), *(((paragraph(long)),) for _ in range(4)))) for number in range(1, 12))
    table = Table(tuple(Column(words(f"Kolonne {share}"), share) for share in shares), rows, "overview", "Tabell 2", words("Alle"), header_column=1)
    document = replace(around(), sections=(Section("alle", 1, words("Alle tiltak"), (table,), role="overview"),))
    pdf = render_pdf(document)
    agrees(document, pdf)
    assert sum("Kolonne" in text for text in texts(pdf)) == 1


# --- the look --------------------------------------------------------------------------------------------------------


def test_status_version_and_page_stand_on_every_page_but_the_cover() -> None:
    cover, *others = texts(sample_pdf())
    assert "Høring" in cover and "Planen er på høring og er ikke vedtatt." in cover
    assert "side" not in cover
    for number, text in enumerate(others, 2):
        assert "Høring" in text and "0123abc" in text and f"side {number} av {len(others) + 1}" in text


def test_the_cover_tells_publisher_title_and_period() -> None:
    cover = " ".join(texts(sample_pdf())[0].split())
    assert all(text in cover for text in ("Døme kommune", "Handlingsplan mot ensomhet", "2025–2028"))


def test_bookmarks_follow_the_headings() -> None:
    with pikepdf.open(BytesIO(sample_pdf())) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    chapters = ["Innledning", "Begreper", "Status", "Mål 1: Felles innsats", "Alle tiltak", "Målene og de nasjonale målene"]
    assert titles == ["Om denne utgaven", *chapters, "Ansvarlige funksjoner", "Planverk og kilder"]


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png"])
def test_a_logo_stands_on_the_cover_with_its_alternative(media_type: str) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#a00"/></svg>'
    data = svg if media_type == "image/svg+xml" else _png()
    document = replace(sample_document(), look=replace(Look(), logo=Image(data, media_type, "Kommunevåpenet")))
    with pikepdf.open(BytesIO(render_pdf(document))) as pdf:
        figures = [str(element.Alt) for element in elements(pdf) if element.S == "/Figure"]
    assert figures[0] == "Kommunevåpenet"


def _png() -> bytes:
    return svg_png(b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#a00"/></svg>', None)


def test_a_logo_can_not_read_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(_png())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><image href="{secret}" width="40" height="40"/></svg>'
    logo = Image(svg.encode(), "image/svg+xml", "Våpen")
    with pytest.raises(UserError):
        render_pdf(replace(around(), look=replace(Look(), logo=logo)))


def test_a_theme_has_its_own_type_and_colours() -> None:
    fonts = tuple(path.read_bytes() for path in default_fonts())
    assert render_pdf(around()) == render_pdf(replace(around(), look=replace(Look(), font_files=fonts)))
    assert render_pdf(around()) != render_pdf(replace(around(), look=replace(Look(), primary="#402060")))


def test_other_languages_are_told_to_readers() -> None:
    for language in ("nn-NO", "en-GB"):
        with pikepdf.open(BytesIO(render_pdf(replace(around(), language=language)))) as pdf:
            assert str(pdf.Root.Lang) == language


# --- what it claims --------------------------------------------------------------------------------------------------


def test_both_claims_stand_and_hold() -> None:
    with pikepdf.open(BytesIO(sample_pdf())) as pdf, pdf.open_metadata() as metadata:
        claimed = (metadata.pdfa_status, metadata["{http://www.aiim.org/pdfua/ns/id/}part"])
    assert claimed == ("2A", "1")
    assert page.is_pdf_compliant_bytes(sample_pdf(), profile="ua1")


def test_row_headers_have_a_scope_an_id_and_cells_that_refer_to_them() -> None:
    with pikepdf.open(BytesIO(sample_pdf())) as pdf:
        names = set(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree))
        tables = [element for element in elements(pdf) if element.S == "/Table"]
        shapes = []
        for table in tables:
            rows = [row for body in children(table) if body.S == "/TBody" for row in children(body)]
            shapes.append([[str(cell.S)[1:] for cell in children(row)] for row in rows])
            for row in rows:
                for header in (cell for cell in children(row) if cell.S == "/TH"):
                    assert header.A[0].Scope == Name.Row and str(header.ID) in names
                    others = [cell for cell in children(row) if cell.S == "/TD"]
                    assert all(str(header.ID) in map(str, cell.A[0].Headers) for cell in others)
    assert shapes[0] == [["TH", "TD", "TD"]] * 3
    assert shapes[1] == [["TD", "TD"]]
    assert shapes[2] == [["TD", "TH", "TD"]] * 2


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (replace(around(), look=replace(Look(), font_family="No Such Type")), fault("unknown-font", family="no such type")),
        (around(paragraph("\U0001f642")), fault("sign-without-shape", text="\U0001f642", codes="U+1F642", heading="Kapittel")),
        (around(paragraph("bjelle \x07")), fault("sign-without-shape", text="\N{REPLACEMENT CHARACTER}", codes="U+0007", heading="Kapittel")),
        (around(Paragraph((CrossReference("nowhere", words("her")),))), fault("reference-to-nowhere", anchor="nowhere", heading="Kapittel")),
        (replace(around(), look=replace(Look(), logo=Image(b"GIF89a", "image/gif", "x"))), fault("logo-type", found="image/gif")),
    ],
)
def test_what_can_not_be_kept_is_refused_with_a_reason(document: Document, refusal: UserError) -> None:
    with pytest.raises(UserError) as refused:
        render_pdf(document)
    assert (refused.value.key, str(refused.value.facts["faults"])) == (
        "gate-plan" if refusal.key != "pdf-reference-to-nowhere" else "gate-ours",
        f"({refusal},)",
    )


@pytest.mark.parametrize(
    ("bound", "blocks"),
    [("MOST_PARTS", (paragraph("a"),) * 600), ("MOST_CHARACTERS", (paragraph("a" * 60_000),) * 2)],
)
def test_a_document_too_large_for_a_pdf_is_refused_before_it_is_set(bound: str, blocks: tuple[Block, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["planverk.formats.pdf.typeset"]
    monkeypatch.setattr(module, "_attempt", None)
    monkeypatch.setattr(module, bound, most := 1_000 if bound == "MOST_PARTS" else 100_000)
    with pytest.raises(UserError) as refused:
        render_pdf(around(*blocks))
    parts, characters = (most, MOST_CHARACTERS // 1_000_000) if bound == "MOST_PARTS" else (MOST_PARTS, 0)
    told = fault("too-large", parts=parts, characters=characters)
    assert (refused.value.key, str(refused.value.facts["faults"])) == ("gate-plan", f"({told},)")


@pytest.mark.parametrize(
    ("document", "key", "said"),
    [
        (replace(around(), sections=(Section("a", 1, words("A"), (), (Section("b", 3, words("B")),)),)), "typesetter", "heading|level"),
        (replace(around(), look=replace(Look(), logo=Image(b"no picture", "image/png", "x"))), "picture", "picture-1.png|decode|PNG"),
        (replace(around(), look=replace(Look(), logo=Image(_png(), "image/png", ""))), "picture", "alt"),
    ],
)
def test_what_the_typesetter_refuses_is_told_in_its_words(document: Document, key: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        render_pdf(document)
    assert {fault.key for fault in refused.value.facts["faults"]} == {f"pdf-{key}"}
    assert "planverk-pdf" not in str(refused.value)
