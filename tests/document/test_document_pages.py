"""What the document knows for outputs with pages: pages of entries, counts, what measures are found by, ids that were, files, history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planverk.document.blocks import Table
from planverk.document.compose import compose
from planverk.document.document import Document, Page, Section
from planverk.document.files import for_excel
from planverk.document.records import Change, DataFile, Degree, Facet, Moved, Tally
from planverk.document.typography import NO_BREAK
from planverk.document.walk import plain
from planverk.reading.git import find_revision
from planverk.reading.history import Commit, history_of
from planverk.source.numbers import read_number
from planverk.source.table import Data, read_table
from planverk.source.text import decode
from tests.support import PLANS, REVISION, committed, copied, document_of, git, plan_of
from tests.takeback import _text, _texts


@pytest.fixture(scope="module")
def example() -> Document:
    return document_of(PLANS["example"])


def page_of(document: Document, address: str) -> Page:
    (page,) = (page for page in document.pages if page.section.page == address)
    return page


def text_of(section: Section) -> str:
    return " ".join(_texts([section])).replace(NO_BREAK, " ")


def test_every_entry_has_its_page_under_the_list_of_its_kind(example: Document) -> None:
    assert [(page.section.page, page.parent, page.kind) for page in example.pages] == [
        ("mal/", "", ""),
        ("tiltak/felles-rutine/", "mal/felles-innsats/", "measure"),
        ("tiltak/moteplass/", "mal/felles-innsats/", "measure"),
        ("funksjon/frivilligsentral/", "funksjonar/", "function"),
        ("funksjon/koordinator/", "funksjonar/", "function"),
        ("omgrep/einsemd/", "omgrep/", "definition"),
        ("plan/folkehelse/", "kjelder/", "plan"),
        ("plan/temaplan/", "kjelder/", "plan"),
        ("data/", "", ""),
    ]


def test_a_measures_page(example: Document) -> None:
    section = page_of(example, "tiltak/moteplass/").section
    assert plain(section.heading) == f"Tiltak{NO_BREAK}2: Open møteplass"
    assert [plain(part.title) for part in section.sections] == ["Fakta om tiltaket", "Framdrift"]
    assert text_of(section.sections[0]).startswith("Fakta om tiltaket Høyrer til Mål 1: Felles innsats Ansvarleg funksjon Frivilligsentralen")
    assert text_of(section.sections[1]) == (
        "Framdrift Det som er meldt om tiltaket, det nyaste først Dato Kor langt Kva som er gjort Meldt av "
        "1. september 2025 I gang Møteplassen er open annakvar veke. Dokumentasjon:  https://dome.example/moteplass Frivilligsentralen"
    )


def test_a_functions_page_names_its_measures(example: Document) -> None:
    section = page_of(example, "funksjon/frivilligsentral/").section
    assert [(plain(part.title), text_of(part)) for part in section.sections] == [
        ("Ansvar for tiltak", "Ansvar for tiltak 1 tiltak Tiltak Mål 2 Open møteplass Mål 1: Felles innsats"),
        ("Deltek i tiltak", "Deltek i tiltak 1 tiltak Tiltak Mål 1 Felles rutine for tenestene Mål 1: Felles innsats"),
    ]


def test_a_referenced_plans_page_tells_what_builds_on_it(example: Document) -> None:
    section = page_of(example, "plan/folkehelse/").section
    assert [plain(part.title) for part in section.sections] == ["Mål som byggjer på planen", "Tiltak som følgjer opp planen"]


def test_how_far_measures_have_come(example: Document) -> None:
    whole = Tally("Av 2 tiltak: 1 i gang og 1 ikkje meldt.", 2, (Degree("started", "I gang", 1), Degree("unreported", "Ikkje meldt", 1)))
    assert example.tallies == {"": whole, "mal-felles-innsats": whole}
    assert document_of(PLANS["drammen"]).tallies[""].line == "Planen har 11 tiltak. Det er ikke meldt hvor langt noen av dem er kommet."


RECORDS = """
records:
  - {date: 2025-09-01, degree: started, note: Møteplassen er open annakvar veke., reported_by: frivilligsentral}
  - {date: 2026-10-05, degree: mostly-done, note: Open kvar veke., reported_by: koordinator}
  - {date: 2024-03-02, degree: planned, note: Vi leiter etter lokale., reported_by: frivilligsentral}
"""


def test_the_newest_record_tells_how_far_a_measure_has_come(tmp_path: Path) -> None:
    """In the text of the measure, the overview, what it is found by, and the counts; in whatever order the file has the records."""
    root = copied("example", tmp_path)
    (root / "plan/progress/moteplass.yaml").write_text(RECORDS, "utf-8")
    document = document_of(root)
    facts, records = (text_of(part) for part in page_of(document, "tiltak/moteplass/").section.sections)
    assert facts.partition("Framdrift ")[2] == (
        "Gjennomført i hovudsak (5. oktober 2026). Open kvar veke. Meldt av  Folkehelsekoordinator . "
        "I gang (1. september 2025). Møteplassen er open annakvar veke. Meldt av  Frivilligsentralen . "
        "Planlagt (2. mars 2024). Vi leiter etter lokale. Meldt av  Frivilligsentralen ."
    )
    assert records == (
        "Framdrift Det som er meldt om tiltaket, det nyaste først Dato Kor langt Kva som er gjort Meldt av "
        "5. oktober 2026 Gjennomført i hovudsak Open kvar veke. Folkehelsekoordinator "
        "1. september 2025 I gang Møteplassen er open annakvar veke. Frivilligsentralen "
        "2. mars 2024 Planlagt Vi leiter etter lokale. Frivilligsentralen"
    )
    overview = next(section for section in document.sections if section.role == "overview")
    assert text_of(overview).endswith("Gjennomført i hovudsak (5. oktober 2026)")
    table = next(block for block in overview.blocks if isinstance(block, Table))
    assert [facet for row in table.rows for facet in row.facets if facet.key == "progress"] == [
        Facet("progress", "unreported", "Ikkje meldt", "6"),
        Facet("progress", "mostly-done", "Gjennomført i hovudsak", "1"),
    ]
    counted = (Degree("mostly-done", "Gjennomført i hovudsak", 1), Degree("unreported", "Ikkje meldt", 1))
    assert document.tallies[""] == Tally("Av 2 tiltak: 1 gjennomført i hovudsak og 1 ikkje meldt.", 2, counted)


def test_a_withdrawn_measure_does_not_count(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    path = root / "plan/measures/moteplass.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("formerly:", "withdrawn:\n  date: 2026-01-01\n  reason: Lokalet er selt.\nformerly:"), "utf-8"
    )
    assert document_of(root).tallies[""] == Tally(
        "Planen har 1 tiltak. Det er ikkje meldt kor langt nokon av dei er komne.", 1, (Degree("unreported", "Ikkje meldt", 1),)
    )


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("drammen", "Planen oppgir ikke frister for tiltakene. Planen oppgir ikke hvordan det skal rapporteres om tiltakene."),
        ("example", "Der tiltaket ikkje har eigne nasjonale mål, står måla det får frå målet det høyrer til."),
    ],
)
def test_what_no_measure_tells_is_said_once(name: str, end: str) -> None:
    overview = next(section for section in document_of(PLANS[name]).sections if section.role == "overview")
    assert "".join(_texts(overview.blocks[:1])).replace(NO_BREAK, " ").endswith(f". {end}")


def test_what_measures_are_found_by(example: Document) -> None:
    overview = next(section for section in example.sections if section.role == "overview")
    table = next(block for block in overview.blocks if isinstance(block, Table))
    assert [row.facets for row in table.rows] == [
        (
            Facet("goal", "felles-innsats", f"Mål{NO_BREAK}1: Felles innsats", "00001"),
            Facet("national-goal", "folkehelse.fellesskap", "1 Sterkare fellesskap", "00000-00000"),
            Facet("function", "koordinator", "Folkehelsekoordinator", "folkehelsekoordinator Folkehelsekoordinator"),
            Facet("function", "frivilligsentral", "Frivilligsentralen", "frivilligsentralen Frivilligsentralen"),
            Facet("level", "universal", "Retta mot alle (universelt)", "0"),
            Facet("deadline", "2026", "2026", "2026-06-30"),
            Facet("progress", "unreported", "Ikkje meldt", "6"),
        ),
        (
            Facet("goal", "felles-innsats", f"Mål{NO_BREAK}1: Felles innsats", "00001"),
            Facet("national-goal", "folkehelse.fellesskap", "1 Sterkare fellesskap", "00000-00000"),
            Facet("national-goal", "folkehelse.oversyn", "2 Betre oversyn", "00000-00001"),
            Facet("function", "frivilligsentral", "Frivilligsentralen", "frivilligsentralen Frivilligsentralen"),
            Facet("deadline", "2026", "2026", "2026-12-31"),
            Facet("progress", "started", "I gang", "2"),
        ),
    ]


def test_terms_files_and_ids_that_were(example: Document) -> None:
    assert example.moved == (Moved("tiltak-kafe", "tiltak/kafe/", "tiltak-moteplass"),)
    data = "\ufeffÅr;Døme\r\n2020;21\r\n2022;23\r\n2024;24\r\n".encode()
    assert example.files == (DataFile("einsame.csv", "Del som seier at dei er einsame", data),)
    drammen = document_of(PLANS["drammen"])
    assert drammen.opening == "kapittel-formal"
    assert _text(next(section for section in drammen.sections if section.anchor == drammen.opening).title) == "Planens formål"


@pytest.mark.parametrize(
    ("language", "typed", "made"),
    [
        ("nb", "År;Prosent\n2020;12.3\n2021;12,3\n", "År;Prosent\r\n2020;12,3\r\n2021;12,3\r\n"),
        ("nn", "År,Tal\n2020,1 024\n2021,\u22125\n", "År;Tal\r\n2020;1024\r\n2021;-5\r\n"),
        ("en", "Year;Share\n2020;12.3\n2021;12345\n", "Year,Share\r\n2020,12.3\r\n2021,12345\r\n"),
        ("nb", 'Sted\tTall\n"Nord; ""øst"""\t7\nSør\t..\n0301 Oslo\t-1\n', 'Sted;Tall\r\n"Nord; ""øst""";7\r\nSør;..\r\n0301 Oslo;-1\r\n'),
    ],
)
def test_numbers_to_take_away_open_right_in_excel(language: str, typed: str, made: str) -> None:
    """With letters, columns and decimals as they are meant; and planverk reads the same in them."""
    data, findings = read_table("plan/data/a.csv", typed)
    assert data and findings == []
    assert for_excel(data, language) == b"\xef\xbb\xbf" + made.encode()
    text, _ = decode("plan/data/a.csv", for_excel(data, language))
    again, findings = read_table("plan/data/a.csv", text)
    assert again and findings == [] and again.header == data.header
    assert values_of(again, language) == values_of(data, language)


def values_of(data: Data, language: str) -> list[object]:
    numbers = [(cell, read_number(cell, language)) for row in data.rows for cell in row]
    return [number.value if number else cell for cell, number in numbers]


def test_a_purpose_must_be_a_chapter(tmp_path: Path) -> None:
    from planverk.reading.plan import read_plan
    from planverk.reading.tree import read_folder
    from planverk.rules.engine import check_plan
    from tests.support import TODAY

    root = copied("example", tmp_path)
    head = root / "plan/plan.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("contents:", "purpose: innleing\ncontents:"), "utf-8")
    plan, findings = read_plan(read_folder(root))
    found = [
        (each.rule, each.location.path, each.location.span.start.line)
        for each in check_plan(plan, findings, TODAY, "nb")
        if each.rule == "dangling-reference"
    ]
    assert found == [("dangling-reference", "plan/plan.yaml", 12)]


def test_a_superseded_plan_names_its_successor(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    head = root / "plan/plan.yaml"
    successor = "status: superseded\nsuccessor:\n  title: Ny plan\n  url: https://dome.example/ny\n"
    head.write_text(head.read_text(encoding="utf-8").replace("status: hearing\n", successor), "utf-8")
    status = document_of(root).status
    assert (status.key, status.successor) == ("superseded", "https://dome.example/ny")
    assert "«Ny plan»" in status.line


# --- history


def test_history_holds_what_changed_the_plan(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    first = committed(root)
    (root / "README.md").write_text("Om planen\n", "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Readme")
    chapter = root / "plan/chapters/metode.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nMeir.\n", "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "plan: meir om\tmetoden\n\nMed grunn.", when="2026-11-24T10:00:00+01:00")
    last = git(root, "rev-parse", "HEAD")
    then = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    history = history_of(root, find_revision(root, "HEAD"))
    assert history == (Commit(last, datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "plan: meir om metoden"), Commit(first, then, "The plan"))
    assert history_of(root, find_revision(root, first)) == history[1:]
    document = compose(plan_of(root), REVISION, REVISION.when, tuple(Change(*commit) for commit in history))
    assert [change.subject for change in document.history] == ["plan: meir om metoden", "The plan"]


def test_history_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.reading.history.MOST_COMMITS", 2)
    root = copied("example", tmp_path)
    committed(root)
    for number in range(3):
        (root / "planverk.toml").write_text(f"# {number}\n", "utf-8")
        git(root, "commit", "--quiet", "--all", "--message", f"settings {number}")
        git(root, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert [commit.subject for commit in history_of(root, find_revision(root, "HEAD"))] == ["settings 2", "settings 1"]


def test_no_history_outside_git(tmp_path: Path) -> None:
    assert history_of(tmp_path, None) == ()
    assert history_of(tmp_path, REVISION) == ()
