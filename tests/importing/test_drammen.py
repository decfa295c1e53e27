"""The adopted plan of Drammen, as its text was extracted from the PDF, becomes the plan that the council adopted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planverk.importing.prove import Proof
from planverk.model.plan import Plan
from planverk.source.prose import Citation
from tests.importing.imports import Imported, imported

SOURCE = Path(__file__).with_name("drammen-2024.txt")
TEXT = " ".join(SOURCE.read_text(encoding="utf-8").split())
MEASURES = {
    "Systematikk og helhet i det selvmordsforebyggende arbeidet": {
        1: "Etablere rutiner i og mellom tjenestene",
        2: "Koordinering av det selvmordsforebyggende arbeidet",
        3: "Systematisk samarbeid med frivillige organisasjoner og brukerorganisasjoner",
    },
    "God kompetanse om selvmordsforebygging": {
        4: "Kompetansehevende tiltak for ansatte",
        5: "Tilby kompetansehevende tiltak for fastlegene",
        6: "Tilby lavterskel kompetanseheving for frivillige organisasjoner og andre nøkkelpersoner",
    },
    "Åpenhet og god kommunikasjon om selvmord og selvmordsforebygging": {
        7: "Gjennomføre tiltak som fremmer åpenhet rundt psykisk helse og selvmord",
        8: "Sikre lett tilgjengelig informasjon om tjenester og tilbud",
        9: "Fokus på psykisk helse i skolen",
    },
    "God hjelp og gode behandlingsforløp for mennesker i selvmordsrisiko": {10: "Oppfølging av nasjonal utredning om livskrisetilbud"},
    "God oppfølging av etterlatte og berørte ved selvmord": {11: "Systematisere oppfølging av etterlatte og berørte etter selvmord"},
}
DESCRIPTIONS = {
    1: ("Utvikle felles rutiner for å forebygge,", "for å lære og for å forbedre tjenestene.", 4),
    2: ("Helhetlig koordinering og oppfølging", "aktuelle fagmiljøer og frivillige organisasjoner.", 1),
    3: ("Årlig temamøte mellom kommunen,", "i selvmordsrisiko og berørte ved selvmord.", 2),
    4: ("Kunnskapsbasert opplæring om", "inngå i virksomhetenes kompetanseplaner.", 3),
    5: ("Benytte eksisterende arenaer", "kompetansehevende tiltak om selvmordsforebygging.", 1),
    6: ("Frivillige organisasjoner og andre", "tilbys opplæring om selvmordsforebygging.", 1),
    7: ("Delta i aktuelle folkeopplysningskampanjer.", "bidra til å skaffe hjelp når det trengs.", 2),
    8: ("Tydelig kommunikasjon på", "på kommunens nettsider og andre kanaler.", 3),
    9: ("Opplæring og aktiviteter i skolen", "deles på fysiske og digitale plattformer.", 4),
    10: ("Vurdere hvordan nasjonal utredning", "anbefalinger om å opprette slike funksjoner».", 2),
    11: ("Utvikling av felles rutiner", "oppfølgingen av etterlatte og berørte ved selvmord.", 2),
}


@pytest.fixture(scope="module")
def drammen() -> Imported:
    return imported(SOURCE.read_bytes())


@pytest.fixture(scope="module")
def plan(drammen: Imported) -> Plan:
    return drammen.plan


@pytest.fixture(scope="module")
def proof(drammen: Imported) -> Proof:
    return drammen.proof()


def test_every_goal_has_its_measures_with_whole_titles(plan: Plan) -> None:
    found = {goal.title: {measure.number: measure.title for measure in plan.measures_of(goal)} for goal in plan.goals_in_order}
    assert found == MEASURES and [goal.number for goal in plan.goals_in_order] == [1, 2, 3, 4, 5]


def test_every_measure_has_its_whole_description_and_none_of_anothers(plan: Plan) -> None:
    """The text between the first and the last words, as the source has it, is all there is; the source has no two that begin alike."""
    for measure in plan.measures.values():
        first, last, count = DESCRIPTIONS[measure.number or 0]
        runs = [run.text for run in measure.prose.runs]
        text = " ".join(runs)
        assert (text.startswith(first), text.endswith(last), len(runs)) == (True, True, count), measure.id
        assert all(" ".join(run.split()) in TEXT.replace("selvmords- forebyggende", "selvmordsforebyggende") for run in runs)
        assert sum(text in " ".join(run.text for run in other.prose.runs) for other in plan.measures.values()) == 1


def test_the_definitions(plan: Plan) -> None:
    terms = {each.term_in("nb"): " ".join(run.text for run in each.prose.runs) for each in plan.definitions.values()}
    assert sorted(terms) == [
        "Etterlatte og berørte", "Kompetanse", "Kunnskap/kunnskapsbasert", "Relevante tjenester", "Selvmord", "Selvmordsatferd", "Selvmordsforsøk",
        "Selvskading",
    ]  # fmt: skip
    assert terms["Selvmord"].endswith("hvor skaden har ført til døden.") and terms["Kompetanse"].endswith("nå mål.")


def test_the_relations(plan: Plan) -> None:
    assert [len(goal.related) for goal in plan.goals_in_order] == [6, 4, 8, 3, 3]
    assert sorted((each.title, each.level, str(each.period.to) if each.period else "") for each in plan.plans.values()) == [
        ("Handlings- og økonomiplan 2023-2026", "municipal", "2026"),
        ("Handlingsplan for Drammen kommunes forebyggende arbeid mot omsorgssvikt og utvikling av atferdsvansker", "municipal", ""),
        ("Regjeringens handlingsplan for forebygging av selvmord (2020-2025)", "national", "2025"),
        ("Temaplan", "municipal", ""),
    ]
    known = {f"{each.id}#{goal.id}" for each in plan.plans.values() for goal in each.goals}
    assert {name for goal in plan.goals.values() for name in goal.related} == known
    assert all(each.incomplete and each.known for each in plan.plans.values())


def test_the_numbers_of_the_table(plan: Plan) -> None:
    table = next(each for each in plan.figures.values() if each.kind_of == "table")
    sheet = plan.sheets[str(table.data)].data
    assert table.title == "registrerte selvmord per år, Drammen og hele landet" and sheet is not None
    assert sheet.header == ("År", "Drammen", "Norge")
    assert sheet.rows[0] == ("2012", "10", "520") and sheet.rows[-1] == ("2022", "8", "610") and len(sheet.rows) == 11
    missing = next(each for each in plan.figures.values() if each.kind_of == "line")
    assert missing.data is None and missing.data_missing == "Figur 1 og tallene bak den fulgte ikke med i filen som planen er hentet fra."


def test_the_notes_are_called_where_they_were(plan: Plan) -> None:
    called = [node.source for entry in plan.entries for node in entry.prose.walk() if isinstance(node, Citation)]
    assert sorted(called, key=lambda name: int(name[5:])) == [f"note-{number}" for number in range(1, 11)]
    before = re.compile(r"begge|10\.000")
    assert not any(before.search(run.text[-6:]) for entry in plan.entries for run in entry.prose.runs)
    assert all(source.incomplete and source.known for source in plan.sources.values()) and len(plan.sources) == 10


def test_the_resources_of_three_audiences(plan: Plan) -> None:
    found = {
        audience: sorted(each.title for each in plan.resources.values() if each.audience == audience)
        for audience in ("residents", "staff", "centres")
    }
    assert {audience: len(titles) for audience, titles in found.items()} == {"residents": 2, "staff": 5, "centres": 2}
    assert "Nasjonalt senter for selvmordsforskning og forebygging" in found["centres"]
    school = next(each for each in plan.resources.values() if each.publisher == "Utdanningsdirektoratet")
    assert school.url == "https://www.udir.no/kvalitet-og-kompetanse/sikkerhet-og-beredskap/skolens-selvmordsforebyggende-arbeid/"
    assert all(each.description and each.publisher and each.url for each in plan.resources.values())


def test_the_adoption_and_the_years(plan: Plan) -> None:
    adoption = plan.head.adoption[0]
    assert (adoption.body, adoption.date.isoformat(), adoption.case, plan.head.status) == ("kommunestyret", "2023-12-12", "24/23", "adopted")
    assert plan.head.period is not None and (plan.head.period.from_, plan.head.period.to) == (2024, 2027)
    assert plan.head.publisher == "Drammen kommune" and plan.head.review is not None and plan.head.review.interval_years == 4


def test_all_words_are_placed_and_the_mends_are_told(drammen: Imported, proof: Proof) -> None:
    assert proof.total > 4_300 and proof.placed == proof.total and proof.holds
    assert proof.replaced == ("Begrepsavklaring",)
    assert [(each.before, each.after) for each in drammen.document.mends] == [
        ("selvmords- forebyggende", "selvmordsforebyggende"),
        ("https://www.udir.no/kvalitet-og-kompetanse/sikkerhet-og-beredskap/skolens- selvmordsforebyggende-arbeid/",
         "https://www.udir.no/kvalitet-og-kompetanse/sikkerhet-og-beredskap/skolens-selvmordsforebyggende-arbeid/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("plan/measures/koordinering-", "Helhetlig koordinering", "Koordinering", {("lost", "Helhetlig koordinering"), ("added", "Koordinering")}),
        ("plan/measures/koordinering-", "organisasjoner.\n", "organisasjoner.\n\nMer.\n", {("added", "Mer .")}),
        ("plan/definitions/selvmord.md", "nb: Selvmord", "nb: Sjølvmord", {("lost", "Selvmord"), ("added", "Sjølvmord"), ("unprinted", "")}),
        ("plan/data/", "2012,10,520", "2012,11,520", {("lost", "10"), ("added", "11")}),
        ("plan/plan.yaml", "2023-12-12", "2023-12-13", {("lost", "2023-12-12"), ("added", "2023-12-13")}),
        (
            "plan/references/resources/snakk",
            "www.snakkomselvmord.no",
            "www.snakk.no",
            {("lost", "www.snakkomselvmord.no"), ("added", "www.snakk.no")},
        ),
    ],
)
def test_the_proof_finds_what_is_not_as_in_the_source(drammen: Imported, path: str, old: str, new: str, found: set[tuple[str, str]]) -> None:
    name = next(each for each in drammen.files if each.startswith(path))
    text = drammen.files[name].decode()
    assert old in text
    proof = drammen.proof({**drammen.files, name: text.replace(old, new).encode()})
    assert not proof.holds
    assert {(each.problem, each.text) for each in proof.differences if each.problem != "unprinted"} == {
        each for each in found if each[0] != "unprinted"
    }
