"""Rows that came or went, notes, and ends of paragraphs: each is one change, and the file that is named is the one that has the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from planverk.word.names import Element, w
from planverk.word.tracked_document import END
from tests.circulated_files import Circulated, element
from tests.returning import Taken, printed, rich, taken, texts
from tests.review_import.test_returned import back, patch, told


def of_rich(edit: Callable[[Circulated], object]) -> Taken:
    """What becomes of the Word file of a chapter with all that prose may hold."""
    desk = Circulated(rich().data)
    edit(desk)
    return taken(rich(), desk.data())


def row_of(desk: Circulated, text: str) -> Element:
    return next(desk.paragraph(text).iterancestors(w("tr")))


def without(row: Element) -> None:
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)


@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_of_a_table_in_the_prose_that_was_deleted_is_one_change(tracked: bool) -> None:
    found = of_rich(lambda desk: desk.row("Eldre over 80", "del") if tracked else without(row_of(desk, "Eldre over 80")))
    assert told(found) == [("row-deleted", "", "chapters/metode.md", 32, "")]
    assert patch(found) == "-| Eldre over 80 | Nokre få svara |" and printed(rich(), found.files) == texts(found.returned)


@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_that_was_moved_stays(tracked: bool) -> None:
    def edit(desk: Circulated) -> None:
        row, last = row_of(desk, "Unge vaksne"), row_of(desk, "Foreldre")
        fresh = etree.fromstring(etree.tostring(row))
        last.addnext(fresh)
        if not tracked:
            without(row)
            return
        for each, mark in ((row, "del"), (fresh, "ins")):
            each.find(w("trPr")).append(desk.stamped(mark))  # type: ignore[union-attr]

    found = of_rich(edit)
    assert {why for _, why, *_ in told(found)} <= {"row-deleted", "row-inserted", "moved-composed", "cell", "no-neighbour"}
    assert found.resolution.edits == () and len(told(found)) == 2


def test_a_row_that_planverk_makes_is_one_change_without_tracking_too() -> None:
    found = back(lambda desk: without(row_of(desk, "Etablere rutiner i og mellom")))
    assert told(found) == [("row-deleted", "row-deleted", "measures/etablere-rutiner.md", 0, "")] and found.resolution.edits == ()


def test_a_row_that_came_without_tracking_is_one_change() -> None:
    def edit(desk: Circulated) -> None:
        row = row_of(desk, "Foreldre")
        fresh = etree.fromstring(etree.tostring(row))
        for number, text in enumerate(fresh.iter(w("t"))):
            text.text = f"Ny celle {number}"
        row.addnext(fresh)

    assert [(kind, why) for kind, why, *_ in told(of_rich(edit))] == [("row-inserted", "row-inserted")]


def test_a_row_whose_words_went_is_there_still() -> None:
    def edit(desk: Circulated) -> None:
        for text in row_of(desk, "Eldre over 80").iter(w("t")):
            text.text = ""

    assert {kind for kind, *_ in told(of_rich(edit))} == {"deleted"}


def in_notes(desk: Circulated, old: str, new: str) -> None:
    notes = desk.parts["word/footnotes.xml"].decode()
    assert old in notes
    desk.parts["word/footnotes.xml"] = notes.replace(old, new).encode()


def test_a_note_is_changed_in_the_chapter_that_calls_it() -> None:
    found = of_rich(lambda desk: in_notes(desk, "meldt til Sikt", "meld til nokon"))
    assert told(found) == [("text", "", "chapters/metode.md", 37, "")] and "+[^1]: Undersøkinga er meld til nokon." in patch(found)


def test_a_note_that_planverk_makes_of_a_source_is_told_with_the_source() -> None:
    found = of_rich(lambda desk: in_notes(desk, "Innbyggjarundersøking", "Ei anna undersøking"))
    assert {(why, path) for _, why, path, *_ in told(found)} == {("composed", "references/sources/undersoking.yaml")}


def test_a_new_note_is_told_in_the_chapter_that_calls_it_and_is_written_nowhere() -> None:
    def edit(desk: Circulated) -> None:
        holder = desk.insert(desk.paragraph("Rådet for eldre"), 5, "")
        holder[0].append(element("footnoteReference", id="77"))
        fresh = '<w:footnote w:id="77"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:t>Heilt ny note.</w:t></w:r></w:p></w:footnote>'
        in_notes(desk, "</w:footnotes>", f"{fresh}</w:footnotes>")

    found = of_rich(edit)
    assert told(found) == [("text", "object", "chapters/metode.md", 27, ""), ("inserted", "object", "chapters/metode.md", 0, "")]
    assert found.resolution.edits == ()


def test_an_item_whose_end_went_goes_on_behind_those_that_went_with_it() -> None:
    def edit(desk: Circulated) -> None:
        one = desk.paragraph("å være utsatt for flere ulike faktorer")
        following = one.getnext()
        assert following is not None and following.tag == w("p")
        desk.merge(one)
        desk.delete_paragraph(following)

    found = back(edit)
    accepted = texts(found.returned)
    assert any(text.startswith("å være utsatt for flere ulike faktorertilgang til") for text in accepted)
    for change, result in zip(found.comparison.changes, found.resolution.results, strict=True):
        assert result.why or all(" ".join(part.split()) in accepted for part in change.after.split(END) if part.strip())
