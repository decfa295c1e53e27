"""Word files that something happened to are read, or refused with a reason; nothing that stands in one stops planverk."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from random import Random

import pytest
from hypothesis import strategies as st
from lxml import etree

from planverk.catalogue import LANGUAGES
from planverk.compare.naming import Naming
from planverk.errors import UserError
from planverk.formats.published import docx_provenance
from planverk.report.errors import text_of
from planverk.report.word import message, remedy
from planverk.review_import import report_formats
from planverk.review_import.report import ReviewReport
from planverk.review_import.resolve import entry_names
from planverk.word import Unreadable, check_word
from planverk.word.tracking import read_tracked
from tests.circulated_files import Circulated
from tests.properties import given
from tests.returning import rich, taken
from tests.review_import.test_returned_moves import block
from tests.spoilt_files import KINDS, VALUES, spoilt


@cache
def busy() -> bytes:
    """A file that circulated, with something of each kind in it."""
    desk = Circulated(rich().data)
    block(desk, "Rådet for eldre", 1, "Sjå òg", "tracked")
    desk.replace("anonyme", "trygge")
    desk.delete_paragraph(desk.paragraph("Ingen ser kven"))
    desk.row("Eldre over 80", "del")
    desk.comment("gjennomsyn", "Stemmer det?", ("Ja.",))
    desk.new_paragraph(desk.paragraph("Til slutt går alt"), "Nytt til slutt.")
    return desk.data()


def checked(data: bytes) -> None:
    """`verify-docx`, with what it says."""
    try:
        faults = check_word(data).faults
    except Unreadable as reason:
        assert all(text_of(reason, language) for language in LANGUAGES)
        return
    assert all(message(fault, language) and remedy(fault, language) for fault in faults for language in LANGUAGES)


def reviewed(data: bytes) -> None:
    """`import-review`, with what it says."""
    with suppress(UserError):
        docx_provenance(data)
    try:
        returned = read_tracked(data)
    except Unreadable as reason:
        assert text_of(reason, "nb")
        return
    found = taken(rich(), data)
    resolution, naming = found.resolution, Naming(rich().plan, "nn")
    review = ReviewReport(
        "svar.docx", "", True, returned, found.comparison.changes, resolution.results, resolution.comments, found.comparison.formatted, naming,
        entry_names(rich().plan),
    )  # fmt: skip
    assert report_formats.as_text(review) and report_formats.as_markdown(review)
    assert report_formats.as_json(review, {"report": None, "patch": None, "branch": None, "commit": None})


@given(st.integers(0, 10**6), examples=40)
def test_whatever_happens_to_a_file_it_is_checked_or_refused(number: int) -> None:
    checked(spoilt(busy(), number))


@given(st.integers(0, 10**6), examples=20)
def test_whatever_happens_to_a_file_that_came_back_it_is_reviewed_or_refused(number: int) -> None:
    reviewed(spoilt(busy(), number))


def test_every_kind_of_damage_is_one() -> None:
    assert all(spoilt(busy(), number) != busy() for number in range(len(KINDS)))


@pytest.mark.parametrize("number", range(4))
def test_values_that_nobody_expects_stand_in_the_places_of_all(number: int) -> None:
    desk, dice = Circulated(busy()), Random(number)
    for each in desk.root.iter(etree.Element):
        for name in list(map(str, each.attrib)):
            if name.endswith(("}val", "}date", "}author", "}w", "}id", "}fill", "}color")):
                each.set(name, dice.choice(VALUES))
    checked(desk.data())
    reviewed(desk.data())
