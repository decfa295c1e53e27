"""A promise that became weaker is marked as such, in the plan's language; one that became stronger is not."""

from __future__ import annotations

import pytest

from planverk.catalogue import load_words
from planverk.report.weakened import weakened
from planverk.text_diff import text_changes
from tests.report.test_moves import LONG, MEASURE, told, with_text


@pytest.mark.parametrize(
    ("language", "before", "after", "found"),
    [
        ("nb", "Kommunen skal gi alle et tilbud.", "Kommunen bør gi alle et tilbud.", [("skal", "bør")]),
        ("nb", "Skolene må ha en plan.", "Skolene kan ha en plan.", [("må", "kan")]),
        ("nb", "Vi holder kurs årlig.", "Vi holder kurs jevnlig.", [("årlig", "jevnlig")]),
        ("nb", "Vi holder kurs hvert år.", "Vi holder kurs ved behov.", [("hvert år", "ved behov")]),
        ("nb", "Vi lager felles rutiner.", "Vi vurderer felles rutiner.", [("lager", "vurderer")]),
        ("nb", "Kommunen bør gi et tilbud.", "Kommunen skal gi et tilbud.", []),
        ("nb", "Kommunen skal gi et tilbud.", "Kommunen skal gi et godt tilbud.", []),
        ("nb", "Det skal bli flere kurs.", "Det blir flere kurs.", []),
        ("nn", "Vi held kurs årleg.", "Vi held kurs jamleg.", [("årleg", "jamleg")]),
        ("en", "We shall hold courses every year.", "We may hold courses regularly.", [("shall", "may"), ("every year", "regularly")]),
    ],
)
def test_a_weaker_word_in_the_place_of_a_strong_one(language: str, before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert weakened([text_changes(before, after)], load_words("report", language)) == found


def test_the_sentence_of_the_change_says_so_and_that_of_a_move_too() -> None:
    sentence = "Kommunen skal gi alle et tilbud om hjelp innen en uke."
    weak = sentence.replace("skal", "bør")
    assert "• Teksten er endret. Løftet er svakere: «skal» er blitt «bør»" in told(with_text(MEASURE, sentence), with_text(MEASURE, weak))
    moved = told(with_text(MEASURE, LONG, sentence), with_text(MEASURE, weak, LONG))
    assert any(line.endswith("Løftet er svakere: «skal» er blitt «bør»") for line in moved)
