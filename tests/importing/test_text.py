"""Plain text of many origins: what the extraction broke is mended, and what is no text of the plan is left out."""

from __future__ import annotations

import pytest

from planverk.importing.foreign import List, Table, words
from planverk.importing.hints import Hints
from planverk.importing.read import Refused, read_document
from tests.importing.imports import imported

PLAN = """Temaplan for trygg trafikk 2026–2029

Innleiing

Planen er vedteken av kommunestyret 14. mars 2026 (sak 12/26). Han gjeld frå 2026 og vert rullert kvart 4. år.
Døme kommune har ikkje hatt ein slik plan før, og det er mange som har venta på han.

Satsingsområde 1: Trygge skulevegar

Alle barn skal kunne gå trygt til skulen.

Nr. Tiltak Skildring Ansvarleg Frist

1. Gangfelt ved skulen

Lage gangfelt der vegen er smal.

Teknisk eining

2027

2. Reflekskampanje

Dele ut refleksar til alle.

Oppvekst, Teknisk eining

Løpande

Satsingsområde 2: Færre ulukker på fylkesveg

Fylkeskommunen eig vegane, men kommunen kan be om tiltak.
"""


def test_a_plan_with_other_words_in_nynorsk() -> None:
    plan = imported(PLAN).plan
    assert (plan.head.title, plan.head.language, plan.head.publisher) == ("Temaplan for trygg trafikk 2026–2029", "nn", "Døme kommune")
    assert [(goal.number, goal.title) for goal in plan.goals_in_order] == [(1, "Trygge skulevegar"), (2, "Færre ulukker på fylkesveg")]
    found = {each.number: (each.title, each.home, each.responsible, str(each.deadline)) for each in plan.measures.values()}
    assert found == {
        1: ("Gangfelt ved skulen", "trygge-skulevegar", ("teknisk-eining",), "2027"),
        2: ("Reflekskampanje", "trygge-skulevegar", ("oppvekst", "teknisk-eining"), "ongoing"),
    }
    assert {each.title for each in plan.functions.values()} == {"Teknisk eining", "Oppvekst"}
    adoption, period = plan.head.adoption[0], plan.head.period
    assert (adoption.body, str(adoption.date), adoption.case) == ("kommunestyret", "2026-03-14", "12/26")
    assert period is not None and (period.from_, period.to) == (2026, 2029)


def test_its_proof_holds_and_what_belongs_nowhere_is_told() -> None:
    proof = imported(PLAN).proof()
    assert (proof.holds, proof.placed) == (True, proof.total)
    text = "Dette er en lang tekst uten overskrift, og den hører ikke til noe. Den står her for seg selv.\n\nInnledning\n\nPlanen er ny.\n"
    stray = imported(text)
    proof = stray.proof()
    assert not proof.holds and proof.placed == proof.total - 19
    assert [each.text[:18] for each in proof.paragraphs if each.missing] == ["Dette er en lang t"]
    assert imported(text, Hints(leave=("Dette er en lang",))).proof().holds


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("selvmords-\nforebyggende arbeid er viktig", "selvmordsforebyggende arbeid er viktig"),
        ("helse-\nog omsorgstjenester finnes", "helse- og omsorgstjenester finnes"),
        ("RVTS-\nNord holder kurs", "RVTS- Nord holder kurs"),
        ("problem- og f.eks.\nandre ting", "problem- og f.eks. andre ting"),
        ("se nett-\nsiden, som er en nett-siden i to deler", "se nett-siden, som er en nett-siden i to deler"),
        ("e\ufb03sient og \ufb01nt", "effisient og fint"),
        ("for\u00adebygging", "forebygging"),
    ],
)
def test_what_was_broken_is_mended(lines: str, said: str) -> None:
    document = read_document(f"{lines}\n".encode())
    assert [text.plain for text in document.texts] == [said]
    raw = " ".join(document.raw.split())
    for mend in document.mends:
        raw = raw.replace(mend.before, mend.after, 1)
    assert words(raw) == words(said)


@pytest.mark.parametrize("bullet", ["\uf0b7 ", "• ", "- ", "– ", "\uf0a7"])
def test_bullets_begin_items(bullet: str) -> None:
    (block,) = read_document(f"{bullet}en ting som går\nover to linjer\n{bullet}en annen\n".encode()).blocks
    assert isinstance(block, List) and [text.plain for text in read_document(f"{bullet}x\n".encode()).texts] == ["x"]
    assert len(block.items) == 2


def test_headers_footers_and_page_numbers_are_no_text() -> None:
    pages = [
        f"Døme kommune – Plan\nAvsnitt nummer {word} står på siden.\nSide {number} av 4\n"
        for number, word in enumerate(("én", "to", "tre", "fire"), 1)
    ]
    document = read_document("\f".join(pages).encode())
    assert [(text.plain, text.page) for text in document.texts] == [
        (f"Avsnitt nummer {word} står på siden.", number) for number, word in enumerate(("én", "to", "tre", "fire"), 1)
    ]


def test_rows_of_numbers_are_a_table_and_sentences_with_numbers_are_none() -> None:
    table, *rest = read_document("År\n\n2020 2021 2022\n\nSør 1 2 3\n\nNord 4 5 6\n\nTabell 1, tall per år\n".encode()).blocks
    assert isinstance(table, Table) and [len(row) for row in table.rows] == [4, 4, 4] and len(rest) == 1
    assert not any(isinstance(block, Table) for block in read_document("I 2020 var det 1 2 3 ting.\n\nSå ble det 4 5 6 ting til.\n".encode()).blocks)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"%PDF-1.7", "pdf-damaged"), (b"\xe6\xf8\xe5", "encoding"), (b"a" * 5_000_001, "too-large")],
    ids=["pdf", "latin-1", "large"],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_document(data)
