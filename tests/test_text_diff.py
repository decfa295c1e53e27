"""Floor 0: what two texts have in common, word by word."""

from __future__ import annotations

from hypothesis import strategies as st

from planverk.text_diff import TextChange, likeness, opcodes, paired, text_changes, words_of
from tests.properties import given

TEXTS = st.text(alphabet="ab c,.\n-–«»12é", max_size=40)
LISTS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(TEXTS)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(TEXTS, TEXTS, examples=300)
def test_runs_joined_are_the_texts(before: str, after: str) -> None:
    found = text_changes(before, after)
    assert "".join(run.after for run in found) == after
    assert "".join(run.before for run in found).split() == " ".join("".join(run.before for run in found).split()).split()
    assert "".join("".join(run.before for run in found).split()) == "".join(before.split())


@given(LISTS, LISTS, examples=300)
def test_stretches_cover_both_and_are_the_same_from_either_side(before: list[str], after: list[str]) -> None:
    found = opcodes(before, after)
    assert [at for one in found for at in range(one.b0, one.b1)] == list(range(len(before)))
    assert [at for one in found for at in range(one.a0, one.a1)] == list(range(len(after)))
    assert all((before[one.b0 : one.b1] == after[one.a0 : one.a1]) or not one.same for one in found)
    assert [(one.same, one.a0, one.a1, one.b0, one.b1) for one in found] == list(map(tuple, opcodes(after, before)))


@given(LISTS, LISTS, examples=300)
def test_pairs_keep_both_in_order(before: list[str], after: list[str]) -> None:
    found = paired(before, after, lambda one, other: float(one == other))
    assert [one for one, _ in found if one is not None] == before
    assert [other for _, other in found if other is not None] == after


def test_a_changed_word_is_one_run_between_two() -> None:
    assert text_changes("Vi lager felles rutiner.", "Vi lager nye rutiner.") == [
        TextChange("Vi lager ", "Vi lager "),
        TextChange("felles ", "nye "),
        TextChange("rutiner.", "rutiner."),
    ]


def test_a_mark_between_two_changes_is_part_of_them() -> None:
    assert text_changes("unge, eldre og andre", "barn, voksne og andre") == [
        TextChange("unge, eldre ", "barn, voksne "),
        TextChange("og andre", "og andre"),
    ]


def test_a_mark_that_came_in_stands_close_to_its_word() -> None:
    assert text_changes("på en god måte er", "på en god måte, er")[1] == TextChange("", ", ")
    assert text_changes("på en god måte, er", "på en god måte er")[1] == TextChange(", ", " ")


def test_spaces_alone_are_no_change() -> None:
    assert text_changes("én  linje\ntil", "én linje til") == [TextChange("én linje til", "én linje til")]


def test_what_is_too_large_to_compare_is_told_apart_as_a_whole() -> None:
    assert text_changes("a " * 3000 + "x", "b " + "a " * 3000)[0].same is False


def test_likeness() -> None:
    assert (likeness("ab", "ab"), likeness("", ""), likeness("ab", "cd"), likeness("ab", "bc")) == (1.0, 1.0, 0.0, 0.5)
