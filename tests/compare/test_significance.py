"""Floor 4: what weighs as a change of content, and what is only another way of writing the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
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


# --- one thing turned: pairs drawn from what the definition says, not from how the code tells ---

WORDS = st.sampled_from(
    ("kommunen", "skolen", "alle", "barn", "unge", "eldre", "hjelp", "tilbud", "kurs", "frist", "ansvar", "penger", "dag", "møte", "rutine", "plan")
)
NUMBERS = st.integers(10, 98)
SIGNS = ".,;:?!()/%§+=<>✓•&€$°×…"
Turn = Callable[[st.DrawFn], tuple[str, str]]


def phrase(draw: st.DrawFn, least: int = 3) -> list[str]:
    return draw(st.lists(WORDS, min_size=least, max_size=8, unique=True))


def said(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def of_words(change: Callable[[list[str], int], list[str]]) -> Turn:
    """A sentence, and the same with a change at one of its words."""

    def drawn(draw: st.DrawFn) -> tuple[str, str]:
        words = phrase(draw)
        return said(words), said(change([*words], draw(st.integers(0, len(words) - 2))))

    return drawn


def of_text(before: str, after: str) -> Turn:
    """Two texts with words {a}, {b}, {c} and numbers {m}, {n} of which no two are the same."""

    def drawn(draw: st.DrawFn) -> tuple[str, str]:
        a, b, c = draw(st.lists(WORDS, min_size=3, max_size=3, unique=True))
        m, n = draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True))
        facts = {"a": a, "b": b, "c": c, "m": m, "n": n}
        return before.format_map(facts), after.format_map(facts)

    return drawn


def a_sign(draw: st.DrawFn) -> tuple[str, str]:
    """A sign more within a sentence."""
    words, sign = phrase(draw), draw(st.sampled_from(SIGNS))
    at = draw(st.integers(1, len(words) - 1))
    return said(words), said([*words[:at], f"{words[at]}{sign}", *words[at + 1 :]]) if at < len(words) - 1 else f"{said(words)[:-1]} {sign}."


TURNS: dict[str, Turn] = {
    "a word lost": of_words(lambda words, at: [*words[:at], *words[at + 1 :]]),
    "a word put in": of_words(lambda words, at: [*words[:at], "ikke", *words[at:]]),
    "two words exchanged": of_words(lambda words, at: [*words[:at], words[at + 1], words[at], *words[at + 2 :]]),
    "two words as one": of_words(lambda words, at: [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]),
    "a capital letter": of_words(lambda words, at: [*words[: at + 1], words[at + 1].upper(), *words[at + 2 :]]),
    "a sign": a_sign,
    "the border of sentences": of_text("Vi vil ikke {a}. Alle {b}.", "Vi vil ikke. {a} alle {b}."),
    "a full stop lost": of_text("Vi gir {a}. Alle får {b}.", "Vi gir {a} Alle får {b}."),
    "a range to a list": of_text("Det gjelder 20{m}–20{n}.", "Det gjelder 20{m}, 20{n}."),
    "a range to two numbers": of_text("Det gjelder {m}–{n} år.", "Det gjelder {m} {n} år."),
    "another number": of_text("Vi når {m} {a}.", "Vi når {n} {a}."),
    "a decimal comma lost": of_text("Det er {m},{n} prosent.", "Det er {m}{n} prosent."),
    "a minus lost": of_text("Det er -{m} prosent.", "Det er {m} prosent."),
    "a paragraph of a law": of_text("Se § {m}-{n}.", "Se § {m} {n}."),
    "digits in other groups": of_text("Vi bruker {m} {n}0 kroner.", "Vi bruker {m}{n} 0 kroner."),
    "words in quotation marks": of_text("Vi gir {a} til {b}.", "Vi gir «{a}» til {b}."),
    "a question": of_text("Vi gir {a}.", "Vi gir {a}?"),
    "a tick in another cell": of_text(
        "| {a} | Ja | Nei |\n| --- | --- | --- |\n| {b} | ✓ |  |", "| {a} | Ja | Nei |\n| --- | --- | --- |\n| {b} |  | ✓ |"
    ),
    "a tick lost": of_text("| {a} | Ja |\n| --- | --- |\n| {b} | ✓ |", "| {a} | Ja |\n| --- | --- |\n| {b} |  |"),
    "columns exchanged": of_text("| {a} | {b} |\n| --- | --- |\n| {m} | {n} |", "| {a} | {b} |\n| --- | --- |\n| {n} | {m} |"),
    "rows exchanged": of_text("| {c} |\n| --- |\n| {a} |\n| {b} |", "| {c} |\n| --- |\n| {b} |\n| {a} |"),
    "points exchanged": of_text("- {a}\n- {b}", "- {b}\n- {a}"),
    "a point below another": of_text("- {a}\n- {b}\n- {c}", "- {a}\n  - {b}\n- {c}"),
    "points with numbers": of_text("- {a}\n- {b}", "1. {a}\n2. {b}"),
    "points as a text": of_text("- {a}\n- {b}", "{a} {b}"),
    "paragraphs joined": of_text("Vi gir {a}.\n\nAlle får {b}.", "Vi gir {a}. Alle får {b}."),
    "paragraphs exchanged": of_text("Vi gir {a}.\n\nAlle får {b}.", "Alle får {b}.\n\nVi gir {a}."),
    "a heading on another level": of_text("## {a}\n\nVi gir {b}.", "### {a}\n\nVi gir {b}."),
    "a heading as a text": of_text("## {a}\n\nVi gir {b}.", "**{a}**\n\nVi gir {b}."),
    "a quotation": of_text("> Vi gir {a}.", "Vi gir {a}."),
    "notes exchanged": of_text("{a}[^1] og {b}[^2].\n\n[^1]: En {c}.\n\n[^2]: To.", "{a}[^2] og {b}[^1].\n\n[^1]: En {c}.\n\n[^2]: To."),
    "a note lost": of_text("{a}[^1] og {b}.\n\n[^1]: En {c}.", "{a} og {b}."),
    "another target": of_text("Se [{c}](measure:{a}).", "Se [{c}](measure:{b})."),
    "another source": of_text("Det er {c} [@{a}].", "Det er {c} [@{b}]."),
    "another figure": of_text("![](figure:{a})", "![](figure:{b})"),
}
"""What turns the meaning of a text, by the definition: each in a pair of texts that are alike in all else."""

HARMLESS: dict[str, Turn] = {
    "style of quotation marks": of_text("Vi gir «{a}» til {b}.", "Vi gir “{a}” til {b}."),
    "kind of space": of_text("Vi gir {m} {a}.", "Vi gir {m}\u00a0{a}."),
    "style of a dash": of_text("Det gjelder 20{m}–20{n}.", "Det gjelder 20{m}-20{n}."),
    "emphasis": of_text("Vi gir {a} til {b}.", "Vi gir *{a}* til {b}."),
    "a forced line break": of_text("Vi gir {a}.\\\nAlle får {b}.", "Vi gir {a}. Alle får {b}."),
    "the label of a note": of_text("{a}[^1].\n\n[^1]: En {b}.", "{a}[^x].\n\n[^x]: En {b}."),
}
"""The closed list of what does not."""


@st.composite
def turned(draw: st.DrawFn, turns: dict[str, Turn]) -> tuple[str, str]:
    """Two bodies in which one thing turned, among others that are the same in both."""
    before, after = turns[draw(st.sampled_from(sorted(turns)))](draw)
    others = st.lists(st.lists(WORDS, min_size=2, max_size=5).map(said), max_size=2)
    head, tail = draw(others), draw(others)
    if "[^" in before:  # notes stand last
        tail = []
    return "\n\n".join([*head, before, *tail]), "\n\n".join([*head, after, *tail])


def canonical(body: str) -> str:
    return markdown_of(read_markdown("plan/chapters/a.md", body, 0)[0])


def weights(pair: tuple[str, str]) -> set[str]:
    before, after = map(canonical, pair)
    return {weight("measure", "body", before, after), weight("measure", "body", after, before)}


@given(turned(TURNS), examples=150)
def test_no_change_in_which_one_thing_turned_is_editorial(pair: tuple[str, str]) -> None:
    assert weights(pair) == {"substantive"}


@given(turned(HARMLESS), examples=60)
def test_what_is_on_the_closed_list_is_editorial(pair: tuple[str, str]) -> None:
    assert weights(pair) == {"editorial"}
