"""Paragraphs that moved: found wherever they went, with the words that changed on the way and no others."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from planverk.catalogue import LANGUAGES
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.report import changes_data, changes_html, changes_text
from planverk.report.changes_text import report
from planverk.report.difference import Difference
from tests.examples import base_files
from tests.properties import given
from tests.revisions import Pair, pairs

formats = (changes_text, changes_data, changes_html)

A, B, MEASURE = "plan/chapters/innledning.md", "plan/chapters/kunnskap.md", "plan/measures/felles-rutine.md"
LONG = "Menn har mindre kontakt med helsetjenesten enn kvinner har. Noe av grunnen kan være trange kjønnsroller og forventninger."
WORDS = (
    "alle",
    "barn",
    "unge",
    "eldre",
    "kommunen",
    "skolen",
    "hjelp",
    "tilbud",
    "rutine",
    "kurs",
    "møte",
    "plan",
    "ansvar",
    "frist",
    "penger",
    "dag",
)


def difference(before: dict[str, bytes], after: dict[str, bytes], language: str = "nb") -> Difference:
    old, new = (read_plan(Tree({**base_files(), **files}))[0] for files in (before, after))
    return Difference(compare(old, new), Sentences(old, new, language), "v1", "v2")


def with_text(path: str, *paragraphs: str) -> dict[str, bytes]:
    return {path: base_files()[path].rstrip(b"\n") + b"\n\n" + "\n\n".join(paragraphs).encode() + b"\n" if paragraphs else base_files()[path]}


def told(before: dict[str, bytes], after: dict[str, bytes], language: str = "nb") -> list[str]:
    return [line.strip() for line in report(difference(before, after, language)).splitlines()]


@pytest.mark.parametrize(
    ("language", "away", "here"),
    [
        (
            "nb",
            "• Et avsnitt er flyttet herfra til kapittelet «Det vi vet», og endret",
            "• Et avsnitt er flyttet hit fra kapittelet «Innledning», og endret",
        ),
        (
            "nn",
            "• Eit avsnitt er flytta herifrå til kapittelet «Det vi vet», og endra",
            "• Eit avsnitt er flytta hit frå kapittelet «Innledning», og endra",
        ),
        (
            "en",
            "• A paragraph was moved from here to the chapter “Det vi vet”, and changed",
            "• A paragraph was moved here from the chapter “Innledning”, and changed",
        ),
    ],
)
def test_a_word_that_was_put_in_on_the_way_is_marked_and_no_other(language: str, away: str, here: str) -> None:
    said = told(with_text(A, LONG), with_text(B, LONG.replace("kan være", "kan ikke være")), language)
    assert away in said
    assert (
        said[said.index(here) + 1]
        == "Menn har mindre kontakt med helsetjenesten enn kvinner har. Noe av grunnen kan {+ikke+} være trange kjønnsroller og forventninger."
    )
    assert sum("{+" in line or "[-" in line for line in said) == 1


def test_a_paragraph_that_only_moved_is_not_told_as_deleted_and_inserted() -> None:
    said = told(with_text(A, LONG), with_text(B, LONG))
    assert "• Et avsnitt er flyttet hit fra kapittelet «Innledning», ord for ord" in said
    assert "• Et avsnitt er flyttet herfra til kapittelet «Det vi vet», ord for ord" in said
    assert not [line for line in said if "{+" in line or "[-" in line or line == "• Teksten er endret"]


def test_a_paragraph_of_a_new_measure_tells_which_measure_it_was_split_off() -> None:
    new = b"---\nnumber: 2\ntitle: Eget tiltak\ngoal: felles-innsats\nresponsible: koordinator\nassignment: adopted\n---\n\n" + LONG.encode() + b"\n"
    said = told(with_text(MEASURE, LONG), {"plan/measures/eget-tiltak.md": new})
    assert "• Et avsnitt er flyttet hit fra tiltak 1 «Felles rutine», ord for ord" in said
    assert "• Et avsnitt er flyttet herfra til tiltak 2 «Eget tiltak», ord for ord" in said
    merged = told({"plan/measures/eget-tiltak.md": new}, with_text(MEASURE, LONG))
    assert "• Et avsnitt er flyttet hit fra tidligere tiltak 2 «Eget tiltak», ord for ord" in merged


def measure(number: int, title: str, *paragraphs: str) -> bytes:
    head = f"---\nnumber: {number}\ntitle: {title}\ngoal: felles-innsats\nresponsible: koordinator\nassignment: adopted\n---\n\n"
    return f"{head}{chr(10) * 2}".encode() + "\n\n".join(paragraphs).encode() + b"\n"


OTHER = "Kommunen holder kurs for ansatte i alle tjenester hver vår og høst. Kursene er gratis for dem som deltar, og varer en hel dag."


def test_a_measure_that_was_split_off_put_together_or_went_into_another_says_so() -> None:
    one, two = "plan/measures/en.md", "plan/measures/to.md"
    whole = with_text(MEASURE, LONG, OTHER)
    assert "• Tiltaket er nytt, skilt ut fra tiltak 1 «Felles rutine»" in told(whole, {**with_text(MEASURE, OTHER), one: measure(12, "En", LONG)})
    parts = {one: measure(12, "En", LONG), two: measure(13, "To", OTHER)}
    said = told(parts, {one: measure(12, "En", LONG, OTHER)})
    assert "Tidligere tiltak 13 «To»" in said
    assert "• Tiltaket er tatt ut av planen, og det meste av teksten står nå i tiltak 12 «En»" in said
    joined = told(parts, {"plan/measures/ny.md": measure(14, "Noe ganske annet enn de andre", "Alt dette er nytt.", LONG, OTHER)})
    assert "• Tiltaket er nytt, satt sammen av tidligere tiltak 13 «To» og tidligere tiltak 12 «En»" in joined


def test_a_sentence_that_left_a_paragraph_for_another_is_told_with_its_words_and_no_others() -> None:
    first, second = OTHER.split(". ", 1)
    said = told(
        {**with_text(A, LONG), **with_text(B, OTHER)},
        {**with_text(A, f"{LONG} {second.replace('en hel dag', 'en halv dag')}"), **with_text(B, f"{first}.")},
    )
    assert said[said.index("• En setning er flyttet hit fra kapittelet «Det vi vet», og endret") + 1] == (
        "Kursene er gratis for dem som deltar, og varer en [-hel-] {+halv+} dag."
    )
    assert sum("{+" in line or "[-" in line for line in said) == 1


def test_a_paragraph_that_was_copied_is_told_with_what_is_other_in_the_copy() -> None:
    both = {**with_text(A, LONG), **with_text(B, LONG.replace("kan være", "kan ikke være"))}
    said = told(with_text(A, LONG), both)
    assert said[said.index("• Det samme står i kapittelet «Innledning», og er skrevet også her, med endringer") + 1].endswith(
        "Noe av grunnen kan {+ikke+} være trange kjønnsroller og forventninger."
    )
    assert "• Dette er tatt bort her, men nesten det samme står i kapittelet «Innledning»" in told(both, with_text(A, LONG))


def test_old_and_new_numbers_stand_side_by_side_where_numbers_changed() -> None:
    one, two = "plan/measures/en.md", "plan/measures/to.md"
    before = {one: measure(12, "En", LONG), two: measure(13, "To", OTHER)}
    said = told(before, {two: measure(12, "To", OTHER)})
    assert said[said.index("Gamle og nye numre") + 1 :][:2] == ["tiltak 13 → tiltak 12: To", "tiltak 12 → –: En"]
    assert "Gamle og nye numre" not in told(before, {one: before[one]})


def test_within_a_text_and_what_is_too_short_to_be_known_again() -> None:
    after = "• Et avsnitt står nå etter «Først dette», ord for ord"
    assert after in told(with_text(A, LONG, "Først dette."), with_text(A, "Først dette.", LONG))
    said = told(with_text(A, "Se under."), with_text(B, "Se under."))
    assert not [line for line in said if "flyttet" in line]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=12, max_size=20).map(" ".join), min_size=2, max_size=5, unique=True), st.data(), examples=20
)
def test_no_more_words_are_told_as_changed_than_changed(paragraphs: list[str], data: st.DataObject) -> None:
    """Each paragraph leaves the one chapter for the other, with at most one word more."""
    changed = [f"{each} aldri" if data.draw(st.booleans()) else each for each in paragraphs]
    shown = [change for entry in difference(with_text(A, *paragraphs), with_text(B, *changed)).entries for change in entry.changes]
    marked = [run for change in shown for passage in change.texts for run in passage if not run.same]
    assert sum(len(run.before.split()) + len(run.after.split()) for run in marked) <= 1.1 * sum(each.endswith(" aldri") for each in changed)


@given(pairs(), examples=15)
def test_any_two_plans_can_be_told_in_every_format(pair: Pair) -> None:
    before, after = pair
    for number, language in enumerate(LANGUAGES):
        found = Difference(compare(before, after), Sentences(before, after, language), "v1", "v2")
        formats[number].report(found)


def test_what_there_is_one_of_has_its_name_within_a_sentence() -> None:
    old, new = (read_plan(Tree({**base_files()}))[0] for _ in range(2))
    naming = Sentences(old, new, "nb").new
    assert [naming.within(key) for key in ("help:", "plan-file:")] == ["hjelpetelefonene", "planen"]
