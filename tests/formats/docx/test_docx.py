"""The Word file holds what the Document promises, is the same everywhere, and takes any text as data."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Column,
    CrossReference,
    Definition,
    DefinitionList,
    Figure,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
)
from planverk.document.document import Document, Section
from planverk.document.records import Image, Look
from planverk.errors import UserError
from planverk.formats import pandoc
from planverk.formats.clean import clean, clean_address
from planverk.formats.docx import render as render_docx
from planverk.formats.docx.ooxml import bookmark
from tests import built
from tests.sample import paragraph, sample_document, words
from tests.takeback import expected, squeeze
from tests.takeback.docx import W, in_word, part, take, unpacked


@pytest.fixture(scope="module")
def sample() -> bytes:
    return built.docx("sample")


def with_blocks(*blocks: Block, **changes: object) -> Document:
    """The sample with one chapter that holds the blocks, and nothing that could refer elsewhere."""
    chapter = Section(anchor="kapittel", level=1, title=words("Kapittel"), blocks=blocks, page="kapittel/")
    return replace(sample_document(), sections=(chapter,), **changes)  # type: ignore[arg-type]


def style_ids(data: bytes) -> list[str]:
    return [style.get(W + "val", "") for style in part(data, "document").iter(W + "pStyle")]


# --- what is promised ----------------------------------------------------------------------------------------------------


def test_everything_promised_is_there(sample: bytes) -> None:
    assert take(sample) == in_word(expected(sample_document()))


def test_a_document_without_help_figures_notes_and_sections(keep: Path) -> None:
    bare = replace(sample_document(), help=None, sections=())
    data = render_docx(bare, keep)
    assert take(data) == in_word(expected(bare))
    assert part(data, "document").find(f".//{W}sdt") is None
    assert not [name for name in unpacked(data) if "media" in name]


def test_word_finds_its_own_styles(sample: bytes) -> None:
    used = set(style_ids(sample))
    assert {
        "Title",
        "Subtitle",
        "Heading1",
        "Heading2",
        "Heading3",
        "Caption",
        "BodyText",
        "ListBullet",
        "ListNumber2",
        "TOC1",
        "TOC2",
        "Quote",
    } <= used
    assert {"PlanverkHelp", "PlanverkHelpFacts", "PlanverkMissing", "PlanverkSmall", "PlanverkCellFacts", "PlanverkRowHead"} <= used
    assert {style.get(W + "val") for style in part(sample, "footnotes").iter(W + "pStyle")} == {"FootnoteText"}
    assert not [used_id for used_id in used if used_id in ("Compact", "FirstParagraph", "TableCaption")]


def test_first_page_has_no_header_and_every_other_has_the_pages(sample: bytes) -> None:
    section = part(sample, "document").find(f".//{W}sectPr")
    assert section is not None and section.find(W + "titlePg") is not None
    assert [each.get(W + "type") for each in section if etree.QName(each).localname.endswith("Reference")] == ["default", "default"]
    footer = part(sample, "footer1")
    assert [code.text for code in footer.iter(W + "instrText")] == [" PAGE ", " NUMPAGES "]
    assert "".join(text.text or "" for text in footer.iter(W + "t")) == "Høring · 0123abcside 1 av 1"
    assert "".join(text.text or "" for text in part(sample, "header1").iter(W + "t")) == "Døme kommuneHandlingsplan mot ensomhet"


def test_contents_are_filled_with_links(sample: bytes) -> None:
    contents = part(sample, "document").find(f".//{W}sdt")
    assert contents is not None
    links = [(link.get(W + "anchor"), "".join(text.text or "" for text in link.iter(W + "t"))) for link in contents.iter(W + "hyperlink")]
    tops = [(bookmark(section.anchor), section) for top in sample_document().sections for section in (top, *top.sections)]
    assert [anchor for anchor, _ in links] == [anchor for anchor, _ in tops]
    assert ("mal_felles_innsats", "Mål 1: Felles innsats") in links


def test_goals_overview_and_matrix_begin_a_page(sample: bytes) -> None:
    opened = [paragraph for paragraph in part(sample, "document").iter(W + "p") if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    texts = ["".join(text.text or "" for text in each.iter(W + "t")) for each in opened]
    assert texts == ["Om denne utgaven", "Innledning", "Mål 1: Felles innsats", "Alle tiltak", "Målene og de nasjonale målene"]


def test_tables_say_what_they_are(sample: bytes) -> None:
    tables = list(part(sample, "document").iter(W + "tbl"))
    titles = [table.find(f"{W}tblPr/{W}tblCaption") for table in tables]
    assert [title.get(W + "val") for title in titles if title is not None] == [
        "Tabell 1. Andel som sier at de er ensomme",
        "Slik er tallene hentet inn",
        "Tiltak under mål 1",
        "Tabell 2. Alle tiltak i planen",
        "Tabell 3. Hvilke nasjonale mål hvert mål følger opp",
        "Ansvarlige funksjoner",
    ]
    assert [len(table.findall(f"{W}tr/{W}trPr/{W}cantSplit")) for table in tables] == [4, 2, 3, 3, 3, 3]
    looks = [table.find(f"{W}tblPr/{W}tblLook") for table in tables]
    assert [look.get(W + "firstColumn") for look in looks if look is not None] == ["1", "0", "0", "0", "1", "1"]
    widths = [[int(column.get(W + "w", "")) for column in table.iter(W + "gridCol")] for table in tables]
    assert {sum(each) for each in widths} == {9241} and widths[2] == [739, 2495, 6007]


def test_the_last_of_a_list_and_of_a_box_has_room_below(sample: bytes) -> None:
    roomy = []
    for each in part(sample, "document").iter(W + "p"):
        space = each.find(f"{W}pPr/{W}spacing")
        if space is not None and space.get(W + "after"):
            roomy.append(("".join(text.text or "" for text in each.iter(W + "t")), space.get(W + "after")))
    assert roomy == [
        ("Teksten er skrevet om til klarspråk. Den vedtatte ordlyden står i saken.", "280"),
        ("Numrene er sist kontrollert 15. januar 2025.", "280"),
        ("så videre", "150"),
        ("Bedre oversikt", "150"),
    ]


def test_lists_count_from_their_start_and_each_anew(keep: Path) -> None:
    item = (paragraph("punkt"), paragraph("mer om punktet"))
    data = render_docx(with_blocks(NumberedList((item, item), 3), paragraph("imellom"), NumberedList((item,)), BulletList((item,))), keep)
    flow = [p for p in part(data, "document").iter(W + "p") if (p.find(f"{W}pPr/{W}pStyle")) is not None]
    styles = [style for style in style_ids(data) if style.startswith("List")]
    assert styles == ["ListNumber", "ListContinue", "ListNumber", "ListContinue", "ListNumber", "ListContinue", "ListBullet", "ListContinue"]
    numbers = [number.get(W + "val") for p in flow for number in p.iter(W + "numId")]
    assert numbers == ["5", "5", "6", "1"]
    starts = {
        num.get(W + "numId"): start.get(W + "val") for num in part(data, "numbering").iter(W + "num") for start in num.iter(W + "startOverride")
    }
    assert starts == {"5": "3", "6": "1"}


def test_file_tells_title_publisher_language_and_time(sample: bytes) -> None:
    core = unpacked(sample)["docProps/core.xml"].decode()
    for text in (">Handlingsplan mot ensomhet<", ">Døme kommune<", ">nb-NO<", ">Høring<", ">0123abc<"):
        assert text in core
    assert re.findall(r"W3CDTF\">([^<]+)<", core) == ["2025-12-12T10:30:00Z"] * 2
    nynorsk = render_docx(replace(sample_document(), language="nn-NO", sections=()))
    assert b'w:lang w:val="nn-NO"' in unpacked(nynorsk)["word/styles.xml"]
    assert b'themeFontLang w:val="nn-NO"' in unpacked(nynorsk)["word/settings.xml"]


def test_links_have_the_look_s_colour(sample: bytes) -> None:
    style = next(style for style in part(sample, "styles").iter(W + "style") if style.get(W + "styleId") == "Hyperlink")
    colour = style.find(f"{W}rPr/{W}color")
    assert colour is not None and colour.get(W + "val") == "0F4057"


def test_logo_comes_first_with_its_description() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    for image in (Image(svg, "image/svg+xml", "Våpenet til Døme"), Image(png(40, 20), "image/png", "Våpenet til Døme")):
        data = render_docx(replace(sample_document(), sections=(), look=Look(logo=image)))
        assert b'descr="V\xc3\xa5penet til D\xc3\xb8me"' in unpacked(data)["word/document.xml"]
        assert unpacked(data)["word/media/picture1.png"].startswith(b"\x89PNG")
        assert take(data).alternatives == []


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- the same everywhere ---------------------------------------------------------------------------------------------------


def test_only_time_and_version_follow_the_revision() -> None:
    one = replace(sample_document(), sections=())
    two = replace(one, created=datetime(2026, 1, 1, tzinfo=UTC))
    first, second = unpacked(render_docx(one)), unpacked(render_docx(two))
    assert [name for name in first if first[name] != second[name]] == ["docProps/core.xml"]


def test_zip_entries_have_one_time_and_one_order(sample: bytes) -> None:
    with ZipFile(BytesIO(sample)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == ["[Content_Types].xml", "_rels/.rels", *sorted(names[2:])]
    assert {(entry.date_time, entry.external_attr, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0o644 << 16, 0)}


# --- hostile texts -----------------------------------------------------------------------------------------------------------

NASTY = (
    "</w:t></w:r><w:br/>&amp;&lt;!--]]>",
    "{=openxml} `<w:p/>`{=openxml} [x](y) *ikke utheving* $x$",
    "NUL\0, klokke\x07, linje\x0b, slutt\x85 og halv \ud800",
    "Arbeidsmiljølovgivningsendringsforslagsbehandlingsutvalgsmedlem" * 12,
    "\u202efremad\u202c \u200fhøyre\u200e \u2066isolert\u2069",
    "tab\tog\nlinje\r\nslutt\u2028her",
    "\ufffe\uffff ikke tegn",
    "{page} {pages} %s {0}",
)


@pytest.mark.parametrize("text", NASTY)
def test_text_is_data(text: str, keep: Path) -> None:
    cell = (paragraph(text),)
    blocks: Blocks = (
        Paragraph((*words(text), Note(1, "footnote", (paragraph(text),)), Link('https://dome.example/?a=<b>&c="d" e\\f', words(text)))),
        Table((Column(words(text), 0.5), Column(words(text), 0.5)), (Row((cell, ())),), "prose", caption=words(text), anchor="tabell"),
        BulletList((cell,)),
        DefinitionList((Definition(words(text), cell, "begrep"),), "facts"),
        Quote(cell),
        Card("notice", words(text), cell, "kort"),
        Figure("figur", text, words(text), text, None),
    )
    document = with_blocks(*blocks, title=text, publisher=text, period=text, version=text)
    data = render_docx(document, keep)
    promised, taken = in_word(expected(document)), take(data)
    assert (taken.text, taken.notes, taken.tables, taken.headings) == (promised.text, promised.notes, promised.tables, promised.headings)
    assert taken.addresses == promised.addresses and "https://dome.example/?a=%3Cb%3E&c=%22d%22%20e%5Cf" in taken.addresses
    assert squeeze(text) in squeeze("".join(text.text or "" for text in part(data, "header1").iter(W + "t")))


def test_control_characters_are_shown_as_lost() -> None:
    assert clean("a\0b\x1fc\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert clean("a\tb\nc\u2028d") == "a b c d"
    assert clean("\u202e\u00ad\u00a0\u200b") == "\u202e\u00ad\u00a0\u200b"
    assert clean_address("https://dome.example/å?x=%20#y") == "https://dome.example/å?x=%20#y"


def test_blocks_inside_blocks(keep: Path) -> None:
    """Tables beside and inside each other, lists and boxes in cells and in notes: all of it stands, nothing is empty."""
    inner = Table((Column(words("Indre"), 1.0),), (Row(((paragraph("celle"),),)), Row(((),))), "prose", header_column=None)
    deep = BulletList(((paragraph("en"), NumberedList(((paragraph("to"), BulletList(((paragraph("tre"),),))),)), paragraph("igjen")),))
    facts = DefinitionList(
        (Definition(words("Fakta"), (deep,)), Definition(words("Tom"), ()), Definition(words("Vei"), (Paragraph(words("mangler"), "missing"),))),
        "facts",
    )
    card = Card("help", words("Hjelp"), (paragraph("Ring"), deep, BulletList(((), (paragraph("fire"),))), facts, Paragraph((), "small")))
    note = Note(1, "footnote", (paragraph("Note"), deep, inner, Quote((paragraph("sitat"),)), card))
    blocks: Blocks = (
        inner,
        inner,
        Table((Column(words("Ytre"), 1.0),), (Row(((deep, inner),)), Row(((facts, card),))), "register"),
        Paragraph((*words("Kall"), note)),
        card,
    )
    document = with_blocks(*blocks)
    data = render_docx(document, keep)
    assert take(data) == in_word(expected(document))
    assert style_ids(data).count("PlanverkSeparator") == 3
    narrow = [column.get(W + "w") for column in part(data, "document").findall(f".//{W}tc//{W}tbl/{W}tblGrid/{W}gridCol")]
    assert narrow == [str(9241 - 170)]
    repeated = [each for each in part(data, "document").iter(W + "pPr") if len({child.tag for child in each}) < len(each)]
    assert repeated == []


def test_a_figure_with_its_table_and_a_missing_one(keep: Path) -> None:
    figures = [block for section in sample_document().sections for block in section.blocks if isinstance(block, Figure)]
    table = Table(
        (Column(words("År"), 0.5), Column(words("Tall"), 0.5, "right")), (Row(((paragraph("2020"),), (paragraph("21"),))),), "data", anchor="tallene"
    )
    document = with_blocks(replace(figures[0], table=table))
    data = render_docx(document, keep)
    assert take(data) == in_word(expected(document))
    assert take(data).alternatives == ["Andelen går fra 21 prosent i 2020 til 23,5 prosent i 2022. Tallet for 2021 mangler."]


# --- bookmarks -----------------------------------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=90))
def test_every_anchor_has_a_bookmark_that_word_takes(anchor: str) -> None:
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", bookmark(anchor))


def test_bookmarks_stay_and_differ() -> None:
    assert bookmark("mal-felles-innsats") == "mal_felles_innsats"
    long = "tiltak-oppfolging-av-personer-som-har-forsokt-selvmord"
    assert bookmark(long) == "tiltak_oppfolging_av_persone_XFCD842E8AB"
    anchors = ["a-b", "a_b", "a--b", "A-b", "a-b-", "-a-b", "å-b", long, f"{long}-2", "1-a", "", "a" * 40, "a" * 41]
    assert len({bookmark(anchor).lower() for anchor in anchors}) == len(anchors)


# --- refusals --------------------------------------------------------------------------------------------------------------------


def test_pandoc_missing_and_pandoc_refusing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"pandoc-failed.*JSON"):
        pandoc.convert([{"t": "Nothing we know"}], {}, datetime(2025, 1, 1), "docx")
    monkeypatch.setattr(pandoc, "pandoc", lambda: tmp_path / "none")
    with pytest.raises(UserError, match=r"pandoc-failed.*none"):
        render_docx(sample_document())


@pytest.mark.parametrize(("data", "kind"), [(b"GIF89a", "image/gif"), (b"not a picture", "image/png"), (b"\x89PNG\r\n", "image/png")])
def test_a_logo_that_is_no_picture(data: bytes, kind: str) -> None:
    with pytest.raises(UserError):
        render_docx(replace(sample_document(), look=Look(logo=Image(data, kind, "Våpen"))))


def test_a_link_to_nothing_is_refused(keep: Path) -> None:
    with pytest.raises(UserError, match=r"link-target-missing.*ingen_steder"):
        render_docx(with_blocks(Paragraph((CrossReference("ingen-steder", words("se her")),))), keep)


def test_repeated_anchors_are_refused(keep: Path) -> None:
    with pytest.raises(UserError, match=r"id-repeated.*kapittel"):
        render_docx(with_blocks(Card("notice", words("Kort"), (paragraph("tekst"),), "kapittel")), keep)
