"""Floor 4: what weighs as a change of content, and what is only another way of writing the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from planverk.compare.fields import kind_of_change
from planverk.compare.markdown import markdown_of
from planverk.compare.significance import classify
from planverk.source.markdown import read_markdown
from tests.properties import given


def weight(entry: str, field: str, before: Any, after: Any) -> str:
    return classify(kind_of_change(entry, field, before, after), entry, field, before, after).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vi lager «rutiner».", 'Vi lager "rutiner".'),
        ("2024-2027", "2024–2027"),
        ("100 000 kroner", "100\u00a0000 kroner"),
        ("Vi lager *felles* rutiner", "Vi lager felles rutiner"),
        ("Vi lager **felles** rutiner", "Vi lager *felles* rutiner"),
        ("Vi gir tilbud.\\\nTil alle.", "Vi gir tilbud. Til alle."),
        ("Se § 3-1 og 10–12 år", "Se § 3–1 og 10-12 år"),
        ("kommunens 'plan'", "kommunens ‘plan’"),
        ("Se nederst.[^1]\n\n[^1]: En note.", "Se nederst.[^a]\n\n[^a]: En note."),
        ("e\u0301n gang", "\u00e9n gang"),
        ("Se nederst[^a] og her[^b].\n\n[^a]: En.\n\n[^b]: To.", "Se nederst[^2] og her[^1].\n\n[^1]: To.\n\n[^2]: En."),
        ("Se nederst[^a].\n\n[^a]: En «note».", "Se nederst[^a].\n\n[^a]: En “note”."),
    ],
)
def test_another_way_of_writing_the_same_is_editorial(before: str, after: str) -> None:
    assert weight("measure", "body", before, after) == weight("measure", "body", after, before) == "editorial"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vi skal lage rutiner.", "Vi kan lage rutiner."),
        ("Vi lager rutiner.", "Vi lager rutiner"),
        ("NAV hjelper", "Nav hjelper"),
        ("unge og eldre", "unge, og eldre"),
        ("- eldre\n- unge", "- unge\n- eldre"),
        ("- alle\n- unge", "- alle\n  - unge"),
        ("- alle\n- unge", "1. alle\n2. unge"),
        ("## Slik gjør vi det\n\nVi møtes.", "### Slik gjør vi det\n\nVi møtes."),
        ("100 000 kroner", "100000 kroner"),
        ("10 000 kroner", "1 0000 kroner"),
        ("| Krav | Ja | Nei |\n| --- | --- | --- |\n| Vi betaler | ✓ |  |", "| Krav | Ja | Nei |\n| --- | --- | --- |\n| Vi betaler |  | ✓ |"),
        ("Gjennomført ✓", "Gjennomført"),
        ("Vi vil ikke vente. Alle skal få hjelp.", "Vi vil ikke. Vente alle skal få hjelp."),
        ("Det gjelder 2024–2027.", "Det gjelder 2024, 2027."),
        ("Se § 3-1.", "Se § 3 1."),
        ("Alle (ikke ansatte) får tilbud.", "Alle ikke ansatte får tilbud."),
        ("Vi gir «hjelp» til alle.", "Vi gir hjelp til alle."),
        ("Arealet er 5 m².", "Arealet er 5 m2."),
        ("Vi når 5\\*.", "Vi når 5."),
        ("Vi gir tilbud.\n\nTil alle.", "Vi gir tilbud. Til alle."),
        ("> Vi gir tilbud.", "Vi gir tilbud."),
        ("Vi skal ikke vente.", "Vi skal vente."),
        ("1,5 stillinger", "15 stillinger"),
        ("-5 grader", "5 grader"),
        ("25 %", "25"),
        ("under 18 år, 5 ganger", "under 5 år, 18 ganger"),
        ("Skal vi møtes?", "Skal vi møtes."),
        ("1. Ring\n2. Vent", "1. Vent\n2. Ring"),
        ("Først dette.\n\nSå dette.", "Så dette.\n\nFørst dette."),
        ("Se [tiltaket](measure:a).", "Se [tiltaket](measure:b)."),
        ("Det er slik [@a].", "Det er slik [@b]."),
        ("Det er slik [@a].", "Det er slik."),
        ("Det er slik.[^1]", "Det er slik."),
        ("barnevernet", "barne vernet"),
        ("![](figure:a)", "![](figure:b)"),
        ("Her[^a] og der[^b].\n\n[^a]: Fra 2026.\n\n[^b]: Ikke vedtatt.", "Her[^b] og der[^a].\n\n[^a]: Fra 2026.\n\n[^b]: Ikke vedtatt."),
        ("Her[^a] og der[^b].\n\n[^a]: Fra 2026.\n\n[^b]: Ikke vedtatt.", "Her[^a] og der[^b].\n\n[^a]: Ikke vedtatt.\n\n[^b]: Fra 2026."),
        ("Her[^a] og der.\n\n[^a]: Fra 2026.", "Her og der[^a].\n\n[^a]: Fra 2026."),
        ("- her[^a]\n- der[^b]\n\n[^a]: En.\n\n[^b]: To.", "- her[^b]\n- der[^a]\n\n[^a]: En.\n\n[^b]: To."),
        ("Her[^a].\n\n[^a]: En.", "Her[^a].\n\n[^a]: En.\n\n[^b]: To."),
        ("| A |\n| --- |\n| x[^a] |\n| y[^b] |\n\n[^a]: En.\n\n[^b]: To.", "| A |\n| --- |\n| x[^b] |\n| y[^a] |\n\n[^a]: En.\n\n[^b]: To."),
        ("Her [@a] og der [@b].", "Her [@b] og der [@a]."),
        ("Se [A](measure:a) og [B](measure:b).", "Se [A](measure:b) og [B](measure:a)."),
        ("Se [siden](https://a.no/Skjema).", "Se [siden](https://a.no/skjema)."),
        ("Se [siden](<https://a.no/x_(y)_z>).", "Se [siden](<https://a.no/x_(y)-z>)."),
        ("Se https://a.no/x_y", "Se https://a.no/x,y"),
    ],
)
def test_other_words_numbers_signs_and_targets_are_substantive(before: str, after: str) -> None:
    assert weight("measure", "body", before, after) == weight("measure", "body", after, before) == "substantive"


@pytest.mark.parametrize(
    ("entry", "field", "before", "after", "expected"),
    [
        ("measure", "national_goals", ["a#1", "a#2"], ["a#2", "a#1"], "editorial"),
        ("measure", "national_goals", ["a#1", "a#2"], ["a#1"], "substantive"),
        ("measure", "indicators", ["Antall kurs", "Deltakere"], ["Deltakere", "Antall kurs"], "substantive"),
        ("measure", "deadline", "2026-06-30", "2026-07-30", "substantive"),
        ("measure", "deadline", None, "2026-07-30", "substantive"),
        ("measure", "title", "Felles «rutine»", "Felles “rutine”", "editorial"),
        ("measure", "title", "Felles rutine", "Felles *rutine*", "substantive"),
        ("measure", "responsible", ["a", "b"], ["b", "a"], "substantive"),
        ("measure", "participants", ["a", "b"], ["b", "a"], "editorial"),
        ("measure", "number", 1, 2, "substantive"),
        ("measure", "assignment", "proposed", "adopted", "substantive"),
        ("measure", "formerly", None, ["a"], "editorial"),
        ("plan-file", "contents", ["goals", "definitions"], ["definitions", "goals"], "substantive"),
        ("help", "lines", [{"name": "A"}, {"name": "B"}], [{"name": "B"}, {"name": "A"}], "substantive"),
        ("help", "checked", "2025-01-01", "2026-01-01", "editorial"),
        ("help", "lines", [{"name": "A", "number": "116 123"}], [{"name": "A", "number": "116 117"}], "substantive"),
        ("plan", "checked", "2025-01-01", "2026-01-01", "editorial"),
        ("source", "accessed", "2025-01-01", "2026-01-01", "editorial"),
        ("source", "author", [{"literal": "A"}, {"literal": "B"}], [{"literal": "B"}, {"literal": "A"}], "substantive"),
        ("definition", "forms", ["a"], ["a", "b"], "editorial"),
        ("data", "table", [["År", "A"], ["1", "2"]], [["År", "A"], ["1", "3"]], "substantive"),
        ("progress", "records", [{"note": "Fra 1-2."}], [{"note": "Fra 1–2."}], "editorial"),
        ("settings", "packs", ["a"], [], "editorial"),
        ("measure", "goal", "mal-1", "mal1", "substantive"),
        ("measure", "responsible", "a-b", "a-b-1", "substantive"),
        ("measure", "participants", ["a-1", "b"], ["b", "a1"], "substantive"),
        ("plan-file", "contents", ["chapter:a-1"], ["chapter:a1"], "substantive"),
        ("progress", "records", [{"reported_by": "a-1"}], [{"reported_by": "a1"}], "substantive"),
        ("figure", "data", "tall_1.csv", "tall-1.csv", "substantive"),
        ("figure", "source", "kilde-1", "kilde1", "substantive"),
        ("resource", "url", "https://a.no/A", "https://a.no/a", "substantive"),
    ],
)
def test_the_weight_of_a_field(entry: str, field: str, before: Any, after: Any, expected: str) -> None:
    assert weight(entry, field, before, after) == weight(entry, field, after, before) == expected


# --- one thing turned ---

PIECES = (
    "Kommunen skal ikke vente.",
    "Alle får hjelp.",
    "Det gjelder 2024–2027.",
    "Se § 3-1.",
    "Vi når 5 % av 1,5 millioner.",
    "Ring 116 123 (alltid).",
    "Ansatte, som har kurs, får vikar.",
)
SIGNS = ".,;:?!()/%§+=<>✓•*&€$°×−…"


@st.composite
def bodies(draw: st.DrawFn) -> list[str]:
    """Blocks of a body, as planverk writes them."""
    text = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join)
    items = st.lists(st.sampled_from(PIECES), min_size=2, max_size=4, unique=True)
    cells = st.lists(st.sampled_from(("Ja", "Nei", "✓", "")), min_size=4, max_size=4)
    block = st.one_of(
        text,
        items.map(lambda each: "\n".join(f"- {item}" for item in each)),
        items.map(lambda each: "\n".join(f"{number}. {item}" for number, item in enumerate(each, 1))),
        cells.map(lambda each: f"| A | B |\n| --- | --- |\n| {each[0]} | {each[1]} |\n| {each[2]} | {each[3]} |"),
        text.map(lambda each: f"## {each}"),
        text.map(lambda each: f"> {each}"),
    )
    return draw(st.lists(block, min_size=1, max_size=4))


def turned(draw: Any, blocks: list[str]) -> str:
    """The body with one thing turned: a word, a sign, the border of a sentence, a cell, the order, the nesting, the border of a block."""
    body = "\n\n".join(blocks)
    at = draw(st.integers(0, len(body) - 1))
    match draw(st.sampled_from(("drop", "put", "swap-words", "swap-lines", "swap-blocks", "capital", "join", "nest"))):
        case "drop":
            return body[:at] + body[at + 1 :]
        case "put":
            return f"{body[:at]}{draw(st.sampled_from(SIGNS))}{body[at:]}"
        case "swap-words":
            words = body.split(" ")
            first, second = sorted(draw(st.lists(st.integers(0, len(words) - 1), min_size=2, max_size=2)))
            words[first], words[second] = words[second], words[first]
            return " ".join(words)
        case "swap-lines":
            lines = body.split("\n")
            first, second = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            lines[first], lines[second] = lines[second], lines[first]
            return "\n".join(lines)
        case "swap-blocks":
            return "\n\n".join(reversed(blocks))
        case "capital":
            return body[:at] + body[at].swapcase() + body[at + 1 :]
        case "join":
            return body.replace("\n\n", " ", 1)
        case _:
            return body.replace("\n- ", "\n  - ", 1).replace("\n2. ", "\n   - ", 1)


def canonical(body: str) -> str:
    return markdown_of(read_markdown("plan/chapters/a.md", body, 0)[0])


def read(body: str) -> str:
    """What a reader meets: every sign and every border, and nothing of how it is typed."""
    text = re.sub(r"(?<=[0-9])[-–](?=[0-9])", "-", re.sub(r"\*+|(?<!\w)_|_(?!\w)", "", re.sub(r"\\(.)", "\\\\\\1", body)))
    return re.sub(" +", " ", text)


@given(st.data(), examples=300)
def test_no_change_in_which_one_thing_turned_is_editorial(data: st.DataObject) -> None:
    blocks = data.draw(bodies())
    before = canonical("\n\n".join(blocks))
    after = canonical(turned(data.draw, blocks))
    assume(read(before) != read(after))
    assert weight("measure", "body", before, after) == weight("measure", "body", after, before) == "substantive"
