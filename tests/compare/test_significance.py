"""Floor 4: what weighs as a change of content, and what is only another way of writing the same."""

from __future__ import annotations

from typing import Any

import pytest

from planverk.compare.fields import kind_of_change
from planverk.compare.significance import classify, words


def weight(entry: str, field: str, before: Any, after: Any) -> str:
    return classify(kind_of_change(entry, field, before, after), entry, field, before, after).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vi lager rutiner.", "Vi lager rutiner"),
        ("Vi lager «rutiner».", 'Vi lager "rutiner".'),
        ("2024-2027", "2024–2027"),
        ("100 000 kroner", "100\u00a0000 kroner"),
        ("100 000 kroner", "100000 kroner"),
        ("Vi lager *felles* rutiner", "Vi lager felles rutiner"),
        ("NAV hjelper", "Nav hjelper"),
        ("unge og eldre", "unge, og eldre"),
        ("- eldre\n- unge", "- unge\n- eldre"),
        ("Se nederst.[^1]\n\n[^1]: En note.", "Se nederst.[^a]\n\n[^a]: En note."),
        ("## Slik gjør vi det\n\nVi møtes.", "### Slik gjør vi det\n\nVi møtes."),
        ("e\u0301n gang", "\u00e9n gang"),
        ("Se nederst[^a] og her[^b].\n\n[^a]: En.\n\n[^b]: To.", "Se nederst[^2] og her[^1].\n\n[^1]: To.\n\n[^2]: En."),
        ("Se nederst[^a].\n\n[^a]: En «note».", "Se nederst[^a].\n\n[^a]: En note"),
    ],
)
def test_another_way_of_writing_the_same_is_editorial(before: str, after: str) -> None:
    assert weight("measure", "body", before, after) == weight("measure", "body", after, before) == "editorial"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vi skal lage rutiner.", "Vi kan lage rutiner."),
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
        ("measure", "indicators", ["Antall kurs.", "Deltakere"], ["Deltakere", "Antall kurs"], "editorial"),
        ("measure", "deadline", "2026-06-30", "2026-07-30", "substantive"),
        ("measure", "deadline", None, "2026-07-30", "substantive"),
        ("measure", "title", "Felles rutine", "Felles rutine.", "editorial"),
        ("measure", "number", 1, 2, "substantive"),
        ("measure", "assignment", "proposed", "adopted", "substantive"),
        ("measure", "formerly", None, ["a"], "editorial"),
        ("plan-file", "contents", ["goals", "definitions"], ["definitions", "goals"], "editorial"),
        ("help", "checked", "2025-01-01", "2026-01-01", "editorial"),
        ("help", "lines", [{"name": "A", "number": "116 123"}], [{"name": "A", "number": "116 117"}], "substantive"),
        ("plan", "checked", "2025-01-01", "2026-01-01", "editorial"),
        ("source", "accessed", "2025-01-01", "2026-01-01", "editorial"),
        ("source", "author", [{"literal": "A"}, {"literal": "B"}], [{"literal": "B"}, {"literal": "A"}], "substantive"),
        ("definition", "forms", ["a"], ["a", "b"], "editorial"),
        ("data", "table", [["År", "A"], ["1", "2"]], [["År", "A"], ["1", "3"]], "substantive"),
        ("progress", "records", [{"note": "Vi begynte."}], [{"note": "Vi begynte"}], "editorial"),
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


def test_the_words_of_a_text() -> None:
    assert words("Se [tiltak 3](measure:a), **§ 5** og 1,5 millioner kroner (–3 %).[^1]") == [
        "se", "tiltak", "3", "](measure:a)", "§", "5", "og", "1,5", "millioner", "kroner", "3", "%", "[^1]",
    ]  # fmt: skip
