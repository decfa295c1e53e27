"""Patterns of planverk.toml: they match what Python's own would, in a time that grows with the text alone."""

from __future__ import annotations

import random
import re

import pytest

from planverk.model.patterns import MOST_POSITIONS, PatternError, read_pattern
from tests.places import bounded_effort


def made_up(rng: random.Random, depth: int = 0) -> str:
    choice = rng.random()
    if depth > 3 or choice < 0.4:
        return rng.choice(["a", "b", "å", "[ab]", "[^a]", ".", r"\w", r"\d", r"\.", "[a-c]"])
    if choice < 0.6:
        return made_up(rng, depth + 1) + made_up(rng, depth + 1)
    if choice < 0.75:
        return f"({made_up(rng, depth + 1)}|{made_up(rng, depth + 1)})"
    return f"(?:{made_up(rng, depth + 1)}){rng.choice(['?', '*', '+', '{2}', '{1,3}', '{0,2}', '{1,}'])}"


def test_patterns_match_what_regular_expressions_match() -> None:
    rng = random.Random(20261123)
    outcomes = set()
    for _ in range(2_000):
        text = made_up(rng)
        try:
            ours = read_pattern(text)
        except PatternError:
            continue  # too large
        theirs = re.compile(text)
        for _ in range(5):
            example = "".join(rng.choice("abcå 1.") for _ in range(rng.randint(0, 7)))
            fits = ours.fits(example)
            assert fits == bool(theirs.fullmatch(example)), (text, example)
            outcomes.add(fits)
    assert outcomes == {True, False}


@pytest.mark.parametrize("text", ["(a+)+b", "(a|a)*b", r"\w*\w*\w*b", "(a*)*b", "(a?){50}a{50}b"])
def test_a_pattern_that_is_made_to_take_for_ever_does_not(text: str) -> None:
    pattern = read_pattern(text)
    with bounded_effort():
        assert not pattern.fits("a" * 10_000)
        assert list(pattern.find("a" * 20_000)) == []
        assert list(pattern.find("aaa " * 5_000)) == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 0), ("(a", 0), ("a)", 1), ("a**", 2), ("a+?", 2), ("*a", 0), ("[a", 0), ("[z-a]", 3), (r"\q", 1), ("a{3,2}", 1), ("a{", 1), ("a|", 2),
        ("()", 1), ("^a", 0), ("a$", 1), ("((a{50}){50}){50}", 17), (r"\w{0,150}", 9), ("(" * 30 + "a" + ")" * 30, 21),
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_refused_at_its_place(text: str, at: int) -> None:
    with pytest.raises(PatternError) as refused:
        read_pattern(text)
    assert refused.value.at == at


def test_a_pattern_has_room_for_what_people_write() -> None:
    assert read_pattern("Innenfor .+|Tilskudd fra .+ \\(20[0-9]{2}\\)").fits("Tilskudd fra staten (2027)")
    assert read_pattern("a" * MOST_POSITIONS).fits("a" * MOST_POSITIONS)


def test_words_are_found_whole_and_in_any_case() -> None:
    pattern = read_pattern("bruker(e|en|ne)?", any_case=True)
    text = "Brukeren og brukermedvirkning, BRUKERE (bruker), medbruker, ikke-bruker."
    assert [text[start:end] for start, end in pattern.find(text)] == ["Brukeren", "BRUKERE", "bruker", "bruker"]
