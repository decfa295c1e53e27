"""Changes in words: nothing of Markdown, no id and no path; and nothing that changed is hidden by it."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from planverk.compare.naming import Naming
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.report.in_words import in_words, pair_in_words
from tests.examples import base_files
from tests.properties import given

NAMING = Naming(read_plan(Tree(dict(base_files())))[0], "nb")


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("Se [tiltaket](measure:felles-rutine) og [](measure:felles-rutine).", "Se tiltaket og tiltak 1 «Felles rutine»."),
        ("Se [siden](https://a.no/x) og [a\\]b](<https://a.no/(y)>).", "Se siden og a]b."),
        ("Det er *viktig*, **helt** og __sikkert__, men ikke a_b.", "Det er viktig, helt og sikkert, men ikke a_b."),
        ("Fem \\* to [well-being](lang:en)", "Fem * to well-being"),
        ("### Overskrift", "Overskrift"),
        ("> Et sitat", "Et sitat"),
        ("- et punkt\n  - under", "• et punkt • under"),
        ("| År | A \\| B |", "År | A | B"),
        ("Slik.[^1]", "Slik.[fotnote]"),
        ("[^1]: En note.", "Fotnote: En note."),
        ("![](figure:ensomme)", "figuren «Andel som sier at de er ensomme»"),
    ],
)
def test_what_is_read_and_not_what_is_typed(markdown: str, said: str) -> None:
    assert in_words(markdown, NAMING, "fotnote") == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Se [siden](https://a.no).", "Se [siden](https://b.no).", ("Se siden (https://a.no).", "Se siden (https://b.no).")),
        ("Se [siden](https://a.no) nå.", "Se [siden](https://b.no) her.", ("Se siden (https://a.no) nå.", "Se siden (https://b.no) her.")),
        ("## A", "### A", ("## A", "### A")),
        ("Her *nå*.", "Her nå.", ("Her *nå*.", "Her nå.")),
        ("Her[^a].", "Her[^b].", ("Her[^a].", "Her[^b].")),
        ("| a | ✓ |  |", "| a |  | ✓ |", ("a | ✓ |", "a | | ✓")),
    ],
)
def test_what_words_do_not_tell_is_shown_all_the_same(before: str, after: str, said: tuple[str, str]) -> None:
    assert pair_in_words(before, after, NAMING, NAMING, "fotnote") == said


PIECES = (
    "ord",
    " ",
    "*",
    "**",
    "_",
    "\\*",
    "[a](https://a.no)",
    "[a](https://b.no)",
    "[b](goal:felles-innsats)",
    "[^1]",
    "[^2]",
    "[@x]",
    "## ",
    "> ",
    "- ",
    "| ",
)


@given(*[st.lists(st.sampled_from(PIECES), max_size=6).map("".join) for _ in range(2)], examples=300)
def test_no_two_texts_that_differ_look_alike(before: str, after: str) -> None:
    said = pair_in_words(before, after, NAMING, NAMING, "fotnote")
    assert (said[0] == said[1]) == (before == after) or not (before and after)
