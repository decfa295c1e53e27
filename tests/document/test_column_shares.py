"""How the columns of a table share its width: ordinary words stay whole, what is long gets what is left over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from planverk.document.column_shares import LETTER, LINE, LYING, PADDING, need, shares

_COLUMNS = st.lists(
    st.lists(st.sampled_from(["a", "Nr.", "høy", "Ansvarlig funksjon", "40\u00a0%", "Bygge sykkelvei", "x" * 40]), min_size=2), min_size=1
)


@given(_COLUMNS)
def test_no_ordinary_word_is_broken_where_the_page_has_room(columns: list[list[str]]) -> None:
    found = shares(columns)
    assert sum(found) == approx(1)
    needs = [need(texts) for texts in columns]
    easy = sum(max(each, 12 * LETTER + PADDING) for each in needs)
    room = LINE if easy <= LINE else LYING if easy <= LYING else None
    assert room is None or all(share * room >= each - 0.1 for each, share in zip(needs, found, strict=True))


def test_a_short_column_beside_a_long_one_keeps_its_words() -> None:
    goals, texts = ["Mål", "1 Transport", "2 Energi"], ["Delmål", "Fossilfri kommunal bilpark innen 2028", "Flere går og sykler til jobb og skole"]
    first, second = shares([goals, texts])
    assert first * LINE >= need(goals)
    assert second > 3 * first


def test_a_title_is_not_squeezed_by_many_short_columns() -> None:
    years = [["2026", "500"]] * 4
    titles = ["Tiltak", "Spare energi i bygg"]
    found = shares(
        [["Nr.", "4"], titles, ["Ansvarlig funksjon", "Eiendomsavdelingen"], ["Frist", "innen utgangen av 2030"], ["Prioritet", "A"], *years]
    )
    assert found[1] * LINE > need(titles) * 1.2
