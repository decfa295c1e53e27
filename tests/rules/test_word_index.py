"""What is looked up by words is all that the patterns find, whatever the letters; and no more texts are tried than hold the word."""

from __future__ import annotations

import re
import sys

from hypothesis import strategies as st

from planverk.rules.word_index import Sought, Texts, folded
from tests.properties import given

ENDINGS = ("", "e", "en", "ene")
PHRASES = ("asosial", "Selvmords-forsøk", "å ta livet", "kort», (ja", "(x)", "ÆRE", "ß", "K", "relevant tjeneste", "ord.", "de", "s")
WORDS = (
    *PHRASES,
    "asosiale",
    "ASOSIALENE",
    "selvmords",
    "forsøket",
    "tjenesten",
    "relevant",
    "ordene",
    "dene",
    "ære",
    "ſ",
    "kort», (JAEN",
    "–",
    "«",
    "",
)


def test_signs_that_a_pattern_takes_for_the_same_are_the_same_when_folded() -> None:
    """Over every letter with another form; but for a mark of old Greek that stands for a letter."""
    letters = [sign for sign in map(chr, range(sys.maxunicode)) if sign.isalpha() and sign.swapcase() != sign]
    every = "".join(letters)
    groups = {letter: re.findall(re.escape(letter), every, re.IGNORECASE) for letter in letters}
    assert len(letters) > 2000 and groups["i"] == ["I", "i", "İ", "ı"]
    assert {letter: same for letter, same in groups.items() if {*map(folded, same)} != {folded(letter)}} == {}


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "\n", "-", ".", ""))), max_size=12), examples=300)
def test_no_phrase_and_no_text_is_missed(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in pieces)
    ending = "|".join(ENDINGS[1:])
    found = {at for at, each in enumerate(PHRASES) if re.search(rf"(?<!\w){re.escape(each)}(?:{ending})?(?!\w)", text, re.IGNORECASE)}
    assert found <= set(Sought(PHRASES, ENDINGS).within(text))
    texts = Texts([("a", text), ("b", "Ingenting her.")])
    for phrase in PHRASES:
        if re.search(rf"(?<!\w){re.escape(phrase)}\w{{0,5}}(?!\w)", text, re.IGNORECASE):
            assert ("a", text) in [*texts.with_phrase(phrase)]


def test_a_text_without_the_word_is_not_tried() -> None:
    texts = Texts([("a", "Selvmordsforsøk og sorg"), ("b", "Sorgen varer"), ("c", "relevante tiltak"), ("d", "relevante tjenester")])
    assert [key for key, _ in texts.with_phrase("sorg")] == ["a", "b"]
    assert [key for key, _ in texts.with_phrase("selvmord")] == ["a"]
    assert [key for key, _ in texts.with_phrase("andre tiltak")] == []
    assert len([*texts.with_phrase("«sorg»")]) == 4
    assert Sought(("asosial", "borte"), ENDINGS).within("De asosiale er her.") == [0]
