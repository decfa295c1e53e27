"""Layouts that Norwegian plans have: each document beside the goals and measures that it holds, all of its words placed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from planverk.importing.hints import BadMapping, Hints, read_hints
from tests.importing.imports import imported
from tests.importing.test_word import docx, p, row, table

HEAD = p("Plan for folkehelse 2026–2029", True) + p("Innledning", True) + p("Kommunen vil ha bedre helse for alle.")


class Layout(NamedTuple):
    body: str
    measures: dict[str, tuple[str, tuple[str, ...], str]]
    """Title → title of its goal, titles of its functions, deadline."""


GOAL = p("Mål 1: Aktive barn", True) + p("Barn skal være i aktivitet.")
BUS = p("Tiltak 1: Gåbuss", True) + p("Følge til skolen.")
LAYOUTS = {
    "a table per goal": Layout(
        GOAL
        + table(row("Nr.", "Tiltak", "Beskrivelse", "Ansvarlig"), row("1", "Gåbuss", "Følge til skolen.", "Skolene"))
        + p("Mål 2: Trygge eldre", True)
        + table(row("Nr.", "Tiltak", "Beskrivelse", "Ansvarlig"), row("2", "Besøk", "Besøke alle.", "Helsetjenesten")),
        {"Gåbuss": ("Aktive barn", ("Skolene",), ""), "Besøk": ("Trygge eldre", ("Helsetjenesten",), "")},
    ),
    "one table with a column of goals": Layout(
        GOAL
        + p("Mål 2: Trygge eldre", True)
        + table(row("Mål", "Tiltak", "Ansvar", "Frist"), row("Mål 2", "Besøk", "Helsetjenesten", "2027"), row("1", "Gåbuss", "Skolene", "30.6.26")),
        {"Besøk": ("Trygge eldre", ("Helsetjenesten",), "2027"), "Gåbuss": ("Aktive barn", ("Skolene",), "2026-06-30")},
    ),
    "measures as headings": Layout(
        GOAL + BUS + p("Ansvarlig: Skolene") + p("Tidsfrist: årlig"),
        {"Gåbuss": ("Aktive barn", ("Skolene",), "yearly")},
    ),
    "strategies": Layout(
        p("Satsingsområde 1: Aktive barn", True) + p("Strategi 1: Gåbuss", True) + p("Følge til skolen."), {"Gåbuss": ("Aktive barn", (), "")}
    ),
    "nynorsk, with other names of columns": Layout(
        p("Mål 1: Aktive born", True)
        + table(row("Tiltak", "Skildring", "Ansvarleg eining", "Tidsramme"), row("Gåbuss", "Følgje.", "Skulane; Helsestasjonen", "2. kvartal 2027")),
        {"Gåbuss": ("Aktive born", ("Skulane", "Helsestasjonen"), "2027-Q2")},
    ),
    "a person beside the function": Layout(
        GOAL + table(row("Tiltak", "Beskrivelse", "Ansvarlig"), row("Gåbuss", "Følge til skolen.", "Skolene v/ Kari Nordmann"), columns=3),
        {"Gåbuss": ("Aktive barn", ("Skolene",), "")},
    ),
    "a row that goes on over a page": Layout(
        GOAL + table(row("Tiltak", "Beskrivelse"), row("Gåbuss", "Følge til skolen."), row("", "Hver dag."), columns=2),
        {"Gåbuss": ("Aktive barn", (), "")},
    ),
    "a column that nobody knows": Layout(
        GOAL + table(row("Tiltak", "Beskrivelse", "Sammenheng"), row("Gåbuss", "Følge til skolen.", "Henger sammen med skoleplanen."), columns=3),
        {"Gåbuss": ("Aktive barn", (), "")},
    ),
    "a list of contents": Layout(
        p("Innhold", True) + p("Innledning ........ 3") + p("Mål 1: Aktive barn ........ 5") + HEAD + GOAL + BUS,
        {"Gåbuss": ("Aktive barn", (), "")},
    ),
    "numbered chapters": Layout(
        p("1 Bakgrunn", True) + p("Slik er det.") + p("2 Mål og tiltak", True) + p("Disse målene har vi.") + GOAL + BUS,
        {"Gåbuss": ("Aktive barn", (), "")},
    ),
    "appendices": Layout(
        GOAL + BUS + p("Vedlegg 1 Tallene", True) + p("Her er tallene."), {"Gåbuss": ("Aktive barn", (), "")}
    ),
    "a cover full of text": Layout(
        p("Døme kommune") + p("Plan for folkehelse") + p("2026–2029") + p("Høringsutkast") + p("Forord", True) + p("Kjære leser.") + GOAL
        + BUS,
        {"Gåbuss": ("Aktive barn", (), "")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_measures_of_a_layout_stand_under_their_goals(name: str) -> None:
    layout = LAYOUTS[name]
    opening = "" if name in ("a list of contents", "numbered chapters", "a cover full of text") else HEAD
    done = imported(docx(opening + layout.body))
    plan = done.plan
    found = {
        measure.title: (
            plan.goals[measure.home].title,
            tuple(plan.functions[each].title for each in measure.responsible),
            str(measure.deadline or ""),
        )
        for measure in plan.measures.values()
    }
    assert found == layout.measures
    proof = done.proof()
    assert [each.missing for each in proof.paragraphs if each.missing] == [] and proof.differences == () and proof.holds


def test_names_of_persons_are_told_and_stand_nowhere_in_the_plan() -> None:
    done = imported(docx(HEAD + LAYOUTS["a person beside the function"].body))
    assert [(each.text, each.why) for each in done.drafts.unsure if each.why == "person"] == [("Kari Nordmann", "person")]
    assert not any(b"Nordmann" in data for data in done.files.values())


def test_a_cover_tells_whose_plan_it_is_its_years_and_its_status() -> None:
    head = imported(docx(LAYOUTS["a cover full of text"].body)).plan.head
    assert (head.title, head.publisher, head.status) == ("Plan for folkehelse", "Døme kommune", "hearing")
    assert head.period is not None and (head.period.from_, head.period.to) == (2026, 2029)


MAPPING = """
leave = ["Bilde:"]

[headings]
"Dette vil vi" = "goal"
"Slik gjør kommunen det" = "measure"
"Om rapporten" = "leave"

[columns]
"Hva" = "title"
"Hvem" = "responsible"

[functions]
"Virksomhet kultur" = "Kultur"
"""


def test_a_mapping_says_what_the_recogniser_cant_know() -> None:
    body = (
        HEAD + p("Bilde: en sti i skogen") + p("Dette vil vi", True) + p("Flere på tur.")
        + table(row("Hva", "Hvem"), row("Turdag", "Virksomhet kultur"), row("Turkart", "Kultur"), columns=2)
        + p("Om rapporten", True) + p("Laget i et verktøy.") + p("Evaluering", True) + p("Planen evalueres.")
    )  # fmt: skip
    done = imported(docx(body), read_hints(MAPPING))
    drafts = done.drafts
    assert [draft.id for draft in drafts.of("goal")] == ["dette-vil-vi"]
    assert [(draft.id, draft.fields["responsible"]) for draft in drafts.of("measure")] == [("turdag", ["kultur"]), ("turkart", ["kultur"])]
    assert [draft.id for draft in drafts.of("chapter")] == ["innledning", "evaluering"]
    proof = done.proof()
    assert [each.text for each in proof.paragraphs if each.is_left] == ["Bilde: en sti i skogen", "Om rapporten", "Laget i et verktøy."]
    assert proof.holds and not any(b"Bilde" in data for data in done.files.values())
    assert read_hints("") == Hints()


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[headings\n", 1, "mapping-syntax"),
        ("\n[heading]\na = 'goal'\n", 2, "mapping-name"),
        ("headings = 1\n", 1, "mapping-table"),
        ("[headings]\n'Mål' = 'maal'\n", 2, "mapping-value"),
        ("[columns]\n'Hva' = 3\n", 2, "mapping-value"),
        ("leave = 'a'\n", 1, "mapping-leave"),
    ],
)
def test_a_mapping_that_is_none_tells_its_line(text: str, line: int, key: str) -> None:
    with pytest.raises(BadMapping) as found:
        read_hints(text)
    assert (found.value.line, found.value.key) == (line, key)


def test_a_sum_is_no_measure_and_one_under_two_goals_is_one() -> None:
    columns = ("Nr.", "Tiltak", "Kostnad")
    body = GOAL + table(row(*columns), row("1", "Gåbuss", "10"), row("", "Sum", "10"), columns=3)
    body += p("Mål 2: Trygge eldre", True) + table(row(*columns), row("1", "Gåbuss", ""), columns=3)
    done = imported(docx(HEAD + body))
    (measure,) = done.plan.measures.values()
    assert (measure.title, measure.goal, measure.financing) == ("Gåbuss", ("aktive-barn", "trygge-eldre"), "10")
    assert [each.missing for each in done.proof().paragraphs if each.missing] == ["Sum", "10"]


def test_thousands_with_spaces_are_numbers() -> None:
    numbers = table(row("År", "Sør"), row("2024", "11 800"), row("2025", "12 100"), columns=2)
    done = imported(docx(HEAD + p("Tabell 1: Utslipp") + numbers))
    assert next(data for path, data in done.files.items() if path.endswith(".csv")) == "År,Sør\n2024,11800\n2025,12100\n".encode()
    assert done.proof().holds


def test_a_column_that_nobody_knows_is_told_once_by_its_name() -> None:
    rows = (row("Tiltak", "Sammenheng", "Frist"), row("Gåbuss", "Med skolen.", "2027"), row("Besøk", "Med alle.", "når det passer"))
    unsure = imported(docx(GOAL + table(*rows, columns=3))).drafts.unsure
    assert [(each.text, each.why) for each in unsure if each.why.startswith("column")] == [
        ("Sammenheng", "column-unknown"),
        ("når det passer", "column-deadline"),
    ]
