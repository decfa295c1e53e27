"""What is copied from a PDF, or searched for in it, is what was typed: addresses and words whole, no sign that the document has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from unicodedata import category

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Pdf

from planverk.document.blocks import Blocks, Column, Foreign, Inline, Inlines, Link, Note, Paragraph, Row, Table, Text
from planverk.document.document import Document, Section
from planverk.document.walk import every_block, every_inline, lines
from planverk.errors import UserError
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.gate import check
from planverk.formats.pdf.line_breaks import CELL, PAGE, runs
from planverk.formats.pdf.reading_order import reading_order
from tests import built
from tests.sample import sample_document

LONG = "Selvmordsforebyggingsplanleggingskoordinatorene"
ADDRESSES = (
    "https://www.helsenorge.no/psykisk-helse/selvmordstanker-og-selvmord/",
    "https://www.helsedirektoratet.no/veiledere/ivaretakelse-av-etterlatte-ved-selvmord-og-selvmordsforsok?del=2&side=14_a#kap-3.1",
    "https://lovdata.no/dokument/NL/lov/2011-06-24-30/§3-3",
    "www.selvskading-some.no",
    "post-mottak@en-kommune-med-et-langt-navn.kommune.no",
    "http://dome.example/" + "0a1b2c3d-" * 9 + "e/" + "x" * 120,
)
PHRASES = ("Ring helse- og omsorgstjenesten på e-post eller 24/7-telefonen.", f"Her virker {LONG}.", "ikke-selvmordsrelatert selvskading")
FOREIGN = (
    ("ar", "العربية"),
    ("ar", "السلام عليكم، شكراً"),
    ("fa", "فارسی و اردو (12) و ۱۲۳"),
    ("ur", "اردو"),
    ("he", "שָׁלוֹם עולם"),
    ("sms", "nuõrttsääʹmǩiõll"),
    ("smj", "julevsámegiella ŋ"),
    ("sma", "åarjelsaemien ï"),
    ("vi", "Tiếng Việt"),
    ("und", "x̌ q̣̃ ﬁ Ǯ ǯ ʼ ‑ ● ☎ → ≤ 😀 aaaa wwwwwwwwww"),
)


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def note(number: int, words: str) -> Note:
    return Note(number, "footnote", (text(words),))


def written(*blocks: Paragraph | Table) -> Document:
    """A document with these blocks as its one chapter."""
    return replace(sample_document(), sections=(Section("kapittel-a", 1, (Text("Prøve"),), blocks, page="a/"),))


def narrow() -> Table:
    cells = ("1", LONG, ADDRESSES[0], ADDRESSES[1], "שלום", "w" * 60, "Folkehelsekoordinatorene og andre")
    columns = tuple(Column((Text(word),), 1 / len(cells)) for word in ("Nr.", "Menneskerettighetskonvensjonsbestemmelsene", *cells[2:]))
    return Table(columns, (Row(tuple((text(cell),) for cell in cells)),), "prose")


def words_document() -> Document:
    """Addresses on the page, in cells and notes, long words where no line holds them, and every script that the type has."""
    links: Inlines = tuple(part for address in ADDRESSES for part in (Link(address, (Text(address),)), Text(" og ")))
    called: list[Inline] = []
    for number, address in enumerate(ADDRESSES, 1):
        called += [Text(f" Se {address}"), note(number, f"Mer: {address}")]
    foreign: Inlines = tuple(part for language, words in FOREIGN for part in (Text(" Ring "), Foreign(language, (Text(words),)), Text(".")))
    plain = text(" og ".join(words for _, words in FOREIGN))
    return written(Paragraph(links), Paragraph(tuple(called)), narrow(), *map(text, PHRASES), Paragraph(foreign), plain)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(words_document())


@pytest.fixture(scope="module")
def drammen() -> Document:
    return built.document("drammen")


@pytest.fixture(scope="module")
def drammen_pdf() -> bytes:
    return built.pdf("drammen")


def copied(pdf: bytes) -> str:
    """What PDFium gives of all pages, line ends and spaces apart."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return "".join("".join(page.get_textpage().get_text_range() for page in opened).split())


def found(pdf: bytes, words: str) -> bool:
    with pypdfium2.PdfDocument(pdf) as opened:
        return any(page.get_textpage().search(words).get_next() is not None for page in opened)


def addresses_in(document: Document) -> Iterator[str]:
    """Every address that a reader sees."""
    for inline in _inlines(document.flow):
        if isinstance(inline, Text):
            yield from (word.rstrip(".,;)") for word in re.findall(r"(?:https?://|www\.)\S+", inline.text))


def _inlines(parts: tuple[Section | object, ...]) -> Iterator[Inline]:
    for part in parts:
        blocks: Blocks = part.blocks if isinstance(part, Section) else (part,)  # type: ignore[assignment]
        for block in every_block(blocks):
            for line in lines(block):
                yield from every_inline(line)
        if isinstance(part, Section):
            yield from _inlines(part.sections)


def test_every_address_is_copied_whole(pdf: bytes, drammen: Document, drammen_pdf: bytes) -> None:
    ours = {*addresses_in(drammen)}
    assert len(ours) >= 10
    assert [address for address in ours if address not in copied(drammen_pdf)] == []
    assert [address for address in ADDRESSES if copied(pdf).count(address) < 3] == []


def test_each_domain_is_found(pdf: bytes, drammen: Document, drammen_pdf: bytes) -> None:
    domains = {re.sub(r"https?://|/.*", "", address) for address in addresses_in(drammen)}
    assert [domain for domain in domains if not found(drammen_pdf, domain)] == []
    assert [domain for domain in ("www.helsenorge.no", "www.helsedirektoratet.no", "lovdata.no") if not found(pdf, domain)] == []


def test_words_are_found_whole_though_no_line_holds_them(pdf: bytes) -> None:
    words = (LONG, "Menneskerettighetskonvensjonsbestemmelsene", "Folkehelsekoordinatorene", "24/7-telefonen", "helse- og omsorgstjenesten")
    assert [word for word in (*words, "nuõrttsääʹmǩiõll", "العربية", "اردو") if not found(pdf, word)] == []


def test_no_sign_is_put_in(pdf: bytes, drammen_pdf: bytes) -> None:
    for made in (pdf, drammen_pdf):
        assert {sign for sign in copied(made) if category(sign) in ("Cf", "Cn", "Co", "Cc")} == set()
        with Pdf.open(BytesIO(made)) as opened:
            assert reading_order(opened, made).unseen == set()


def test_a_sign_that_the_typesetter_puts_in_stops_the_build(pdf: bytes) -> None:
    with_joiner = written(text("Ring i\u2060dag."))
    with pytest.raises(UserError, match="unseen-signs"):
        check(render_pdf(with_joiner), written(text("Ring idag.")))


def test_what_is_printed_is_the_document_sign_by_sign() -> None:
    one = written(text("Ring 116 123, 5 ganger."))
    made = render_pdf(one)
    for other in ("Ring 116 123 5 ganger.", "Ring 116 132, 5 ganger.", "Ring 116 123, ⁵ ganger.", "Ring 116 123, 5 ganger. Eller."):
        with pytest.raises(UserError, match="text-differs"):
            check(made, written(text(other)))


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("helsenorge.no", ["helsenorge.no"]),
        ("og/eller", ["og/eller"]),
        ("Se https://dome.example/a-b. Og", ["Se ", (("https://",), ("dome.example/",), ("a-b.",)), " Og"]),
        ("på e-post nå", ["på ", (("e-post",),), " nå"]),
        ("helse- og omsorg", [(("helse- og",),), " omsorg"]),
        ("– og - her", ["– og ", (("-",),), " her"]),
        (f"{LONG}.", [f"{LONG}."]),
        ("Se https://dome.example/SCRIPT_{Sak}", ["Se ", (("https://",), ("dome.example/",), ("SCRIPT_{Sak}",))]),
    ],
)
def test_where_a_line_may_end(typed: str, pieces: list[object]) -> None:
    assert [*runs(typed, PAGE)] == pieces


@pytest.mark.parametrize("sign", [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "-/.?&=_#:;,+~@"])
def test_no_sign_of_a_word_ends_a_line(sign: str) -> None:
    assert [*runs(f"e-{sign}post", PAGE)] == [((f"e-{sign}post",),)]


@pytest.mark.parametrize("room", [PAGE, CELL])
@pytest.mark.parametrize("typed", [*ADDRESSES, *PHRASES, *(words for _, words in FOREIGN), "", " ", "-", "--- -", "a- b- c", "x" * 999])
def test_nothing_is_lost_on_the_way(typed: str, room: object) -> None:
    assert "".join(_joined(piece) for piece in runs(typed, room)) == typed  # type: ignore[arg-type]


def _joined(piece: object) -> str:
    if isinstance(piece, str):
        return piece
    return piece.text if hasattr(piece, "text") else "".join("".join(chunks) for chunks in piece)  # type: ignore[attr-defined]
