"""The table of the hearing: the number and journal post of a statement, what the statements are sorted by, and where the plan changed."""

from __future__ import annotations

from datetime import date

import pytest

from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.changes_table import News, NewsChange, NewsEntry, NewsItem
from planverk.document.compose import compose
from planverk.document.hearing import compose_hearing
from planverk.text_diff import text_changes
from tests.document.test_hearing import OLD, STATEMENT, YOUNG, document_of, files, found, plan_of, rows_of
from tests.support import REVISION

NUMBERED = STATEMENT.replace("date: 2026-05-04\n", "date: 2026-05-04\nnumber: 2\njournal_post: 26/101-7\n")
NOTED = "organisation: Elevrådet\ndate: 2026-04-01\nnumber: 9\nsummary: Takk.\nassessment: Takk.\noutcome: noted\n"
EARLY = (
    "organisation: Ungdomsrådet\ndate: 2026-05-11\nnumber: 1\nsummary: Planen sier lite om ungdom.\nassessment: Ja.\noutcome: accepted\nchange: Ja.\n"
)


def table(given: dict[str, bytes]) -> list[list[list[str]]]:
    return rows_of(document_of(given).sections[-1])


def test_a_statement_has_its_number_its_day_and_its_journal_post_under_whose_it_is() -> None:
    rows = table(files(NUMBERED, young=YOUNG))
    assert [[" ".join(line.split()) for line in row[0]] for row in rows] == [
        ["Pensjonistforbundet", "Innspill 2", "4. mai 2026", "Journalpost 26/101-7"],
        ["Ungdomsrådet", "11. mai 2026"],
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Elevrådet", "Eldrerådet", "Pensjonistforbundet", "Ungdomsrådet"]),
        ('sort = "organisation"', ["Elevrådet", "Eldrerådet", "Pensjonistforbundet", "Ungdomsrådet"]),
        ('sort = "date"', ["Elevrådet", "Pensjonistforbundet", "Ungdomsrådet", "Eldrerådet"]),
        ('sort = "number"', ["Ungdomsrådet", "Pensjonistforbundet", "Elevrådet", "Eldrerådet"]),
        ('sort = "outcome"', ["Ungdomsrådet", "Pensjonistforbundet", "Elevrådet", "Eldrerådet"]),
    ],
)
def test_the_statements_are_sorted_as_the_settings_say(sort: str, order: list[str]) -> None:
    late = "organisation: Eldrerådet\ndate: 2026-06-01\nsummary: Bra.\n"
    given = files(NUMBERED, elev=NOTED, ungdom=EARLY, eldre=late)
    given["planverk.toml"] = given.get("planverk.toml", b"") + f"\n[hearing]\n{sort}\n".encode()
    names = [row[0][0] for row in table(given)]
    assert names == sorted(order) if "organisation" in sort or not sort else names == order


def test_an_order_that_there_is_none_of_is_a_finding() -> None:
    given = files(NUMBERED)
    given["planverk.toml"] = given.get("planverk.toml", b"") + b'\n[hearing]\nsort = "size"\n'
    from planverk.reading.plan import read_plan
    from planverk.reading.tree import Tree

    assert ("planverk.toml", "not-allowed") in [(each.location.path, each.rule) for each in read_plan(Tree(given))[1]]


def test_two_statements_of_one_number_are_a_fault() -> None:
    told = found(files(NUMBERED, young=YOUNG.replace("summary", "number: 2\nsummary")))
    said = "innspillet fra «Pensjonistforbundet» har også nummer 2"
    assert ("plan/hearing/young.yaml", 3, "error", "repeated-number", said) in told


def test_a_statement_that_led_to_something_shows_where_the_plan_changed_with_the_words() -> None:
    news = News(date(2026, 1, 1), False, (
        NewsItem((NewsEntry("measure", "felles-rutine", "Tiltak 1 «Felles rutine»"),),
                 (NewsChange("Teksten er endret.", (tuple(text_changes("En rutine.", "En felles rutine.")),)),)),
        NewsItem((NewsEntry("measure", "moteplass", "Tiltak 2"),), (NewsChange("Fristen er flyttet."),)),
    ))  # fmt: skip
    for outcome, shown in (("partly", True), ("accepted", True), ("rejected", False), ("noted", False)):
        given = files(STATEMENT.replace("partly", outcome), contents="")
        document = compose_hearing(document_of(given), plan_of(given), news)
        cell = [" ".join(line.split()) for line in rows_of(document.sections[0])[0][3]]
        assert ("Tiltak 1 «Felles rutine»: Teksten er endret." in cell and "En [+ felles +] rutine." in cell) is shown
        assert not any("Fristen" in line for line in cell)
        whole = compose(plan_of(files(STATEMENT.replace("partly", outcome))), REVISION, REVISION.when, (), news)
        assert any("Teksten er endret" in line for line in rows_of(whole.sections[-1])[0][3]) is shown


def test_a_new_number_and_journal_post_are_told() -> None:
    before, after = plan_of(files()), plan_of(files(NUMBERED))
    sentences = Sentences(before, after, "nb")
    assert [sentences.sentence(change) for change in compare(before, after)] == ["«Nummer» er satt til 2", "«Journalpost» er satt til «26/101-7»"]
    assert OLD in files()
