"""What the examples of rules cannot show: one fault gives one finding, and texts that look like faults give none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planverk.diagnostics import Severity
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from planverk.rules.packs.norwegian_municipal.typography import grouped
from planverk.rules.persons import find_identity_number, find_mobile_number, find_person, find_personal_address
from planverk.source.table import cell_spans
from tests.examples import DAY, base_files, check_files

GOAL = "plan/goals/felles-innsats.md"
MEASURE = "plan/measures/felles-rutine.md"
FUNCTION = "plan/functions/koordinator.yaml"
NATIONAL = "plan/references/plans/folkehelse.yaml"
FIGURE = "plan/figures/ensomme.yaml"
CHAPTER = "plan/chapters/innledning.md"
Edit = tuple[str, str, str]


def findings(*edits: Edit, without: str = "", added: Mapping[str, str] | None = None) -> list[str]:
    """PATH:LINE RULE of every finding after replacing text in files of the base plan, taking a file away, and adding files."""
    files = {**base_files(), **{path: text.encode() for path, text in (added or {}).items()}}
    for path, before, after in edits:
        assert before.encode() in files[path]
        files[path] = files[path].replace(before.encode(), after.encode(), 1)
    files.pop(without, None)
    plan, found = read_plan(Tree(files))
    return [f"{each.location.path}:{each.location.span.start.line} {each.rule}" for each in check_plan(plan, found, DAY, "nb")]


@pytest.mark.parametrize("at", [0, 2, 3, 13, 19])
def test_a_sign_that_no_table_holds_is_one_fault_wherever_it_is(at: int) -> None:
    path = "plan/data/ensomme.csv"
    table = base_files()[path].decode()
    found, usual = check_files({path: f"{table[:at]}\0{table[at:]}".encode()}), {each.rule for each in check_files({})}
    assert [each.rule for each in found if each.rule not in usual] == ["control-character"]


def texts_of(body: str, language: str = "nb") -> list[tuple[str, str]]:
    """Rule and text of every warning about a chapter with this body, the municipal pack switched on."""
    text = f"---\ntitle: Innledning\n---\n\n{body}\n"
    found = check_files({CHAPTER: text.encode()}, language, "norwegian-municipal")
    lines = text.split("\n")
    spans = [(each.rule, each.location.span) for each in found if each.location.path == CHAPTER and each.severity is not Severity.INFO]
    return [(rule, lines[span.start.line - 1][span.start.column - 1 : span.end.column - 1]) for rule, span in spans]


# --- one fault, one finding ---


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ((GOAL, "folkehelse#oversyn", "folkehelse#overyn"), [f"{GOAL}:6 dangling-reference"]),
        ((GOAL, "folkehelse#oversyn", "folkehels#oversyn"), [f"{GOAL}:6 dangling-reference"]),
        ((GOAL, "title: Felles", "title: : Felles"), [f"{GOAL}:3 yaml-syntax"]),
        ((GOAL, "number: 1\n", ""), [f"{GOAL}:1 missing-field"]),
        ((MEASURE, "title: Felles", "title: : Felles"), [f"{MEASURE}:3 yaml-syntax"]),
        ((MEASURE, "goal: felles-innsats", "goal: felles"), [f"{MEASURE}:4 dangling-reference"]),
        ((MEASURE, "responsible: ", "ansvarlig: "), [f"{MEASURE}:5 unknown-field"]),
        ((MEASURE, "goal: felles-innsats", "goal: felles #innsats"), [f"{MEASURE}:4 comment-in-text"]),
        ((MEASURE, "responsible: koordinator", "responsible: Kari Nordmann"), [f"{MEASURE}:5 dangling-reference"]),
        ((NATIONAL, "level: national", "level: nasjonal"), [f"{NATIONAL}:2 not-allowed"]),
        ((NATIONAL, "title: Folk", "title: : Folk"), [f"{NATIONAL}:1 yaml-syntax"]),
        (("plan/plan.yaml", "chapter:kunnskap", "chapter:kunskap"), ["plan/plan.yaml:14 dangling-reference"]),
        (("plan/plan.yaml", "chapter:kunnskap", "chapter:bakgrunn"), ["plan/plan.yaml:14 dangling-reference"]),
        (("plan/plan.yaml", "to: 2028", "to: 2024"), ["plan/plan.yaml:8 bad-period"]),
        ((FIGURE, "ensomme.csv", "../../etc/passwd"), [f"{FIGURE}:3 missing-data-file"]),
        ((FIGURE, "  - Kommunen", "  - Komunen"), [f"{FIGURE}:6 missing-column"]),
        ((CHAPTER, "[^1]: ", "[^2]: "), [f"{CHAPTER}:5 dangling-footnote"]),
        (("plan/chapters/kunnskap.md", "[@undersokelse]", "[@undersokinga]"), ["plan/chapters/kunnskap.md:5 dangling-citation"]),
    ],
)
def test_one_fault_gives_one_finding(edit: Edit, expected: list[str]) -> None:
    assert findings(edit) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (GOAL, [f"{MEASURE}:4 dangling-reference"]),
        (FUNCTION, [f"{MEASURE}:5 dangling-reference"]),
        (FIGURE, ["plan/chapters/kunnskap.md:7 dangling-reference"]),
        ("plan/data/ensomme.csv", [f"{FIGURE}:3 missing-data-file"]),
        ("plan/chapters/kunnskap.md", ["plan/plan.yaml:14 dangling-reference"]),
    ],
)
def test_a_missing_file_gives_a_finding_where_it_is_named(path: str, expected: list[str]) -> None:
    assert findings(without=path) == expected


def test_progress_without_its_measure_is_found_at_the_top_of_its_file() -> None:
    record = "records:\n  - date: 2026-09-01\n    degree: started\n    note: I gang.\n    reported_by: koordinator\n"
    assert findings(added={"plan/progress/moteplass.yaml": record}) == ["plan/progress/moteplass.yaml:1 dangling-reference"]


def test_a_title_in_place_of_an_id_leads_to_the_id() -> None:
    function = base_files()[FUNCTION].replace(b"title: ", b"title: Rask hjelp\n# ", 1)
    found = check_files({FUNCTION: function, MEASURE: base_files()[MEASURE].replace(b"responsible: koordinator", b"responsible: Rask hjelp")})
    assert [finding.hints for finding in found] == [("mente du «koordinator»?",)]


def test_an_id_that_another_entry_had_leads_to_the_new_one() -> None:
    found = check_files(
        {
            GOAL: base_files()[GOAL].replace(b"number: 1\n", b"number: 1\nformerly:\n  - samarbeid\n"),
            MEASURE: base_files()[MEASURE].replace(b"goal: felles-innsats", b"goal: samarbeid"),
        }
    )
    assert [finding.hints for finding in found] == [("mente du «felles-innsats»?",)]


def test_a_withdrawn_measure_needs_nothing_more_and_answers_nothing() -> None:
    edits = [
        (MEASURE, "responsible: koordinator\n", "withdrawn:\n  date: 2026-01-01\n  reason: Erstattet.\n"),
        (MEASURE, "deadline: 2027", "deadline: 2037"),
    ]
    assert findings(*edits) == [f"{FUNCTION}:1 unused-function", f"{GOAL}:1 goal-without-measure"]


def test_what_the_original_does_not_tell_is_one_piece_of_information() -> None:
    edit = (MEASURE, "responsible: koordinator\n", "incomplete: true\nknown: Planen nevner ingen ansvarlig.\n")
    assert findings(edit) == [f"{FUNCTION}:1 unused-function", f"{MEASURE}:5 incomplete-entry"]


def test_goals_of_a_referenced_plan_are_told_apart() -> None:
    edit = (NATIONAL, "  - id: oversyn\n    number: 2", "  - id: fellesskap\n    number: 1")
    assert findings(edit, (GOAL, "  - folkehelse#oversyn\n", "")) == [f"{NATIONAL}:11 repeated-identifier", f"{NATIONAL}:12 repeated-number"]


def test_a_circle_of_chapters_is_told_once() -> None:
    edits = [
        (CHAPTER, "title: Innledning\n", "title: Innledning\npart_of: kunnskap\n"),
        ("plan/chapters/kunnskap.md", "vet\n", "vet\npart_of: innledning\n"),
    ]
    assert findings(*edits) == [f"{CHAPTER}:3 circular-part"]


def test_numbers_that_miss_several_are_told_as_a_range() -> None:
    moved = base_files()[MEASURE].replace(b"number: 1", b"number: 4")
    found = check_files({"plan/measures/annet.md": moved})
    assert [(finding.rule, finding.message) for finding in found] == [("number-gap", "nummer 2–3 mangler blant tiltakene")]


# --- cells ---


def test_cells_stand_where_they_stand() -> None:
    text = 'År,"Alle, samlet",Kommunen\n\n2020, 21 ,"1 ""x"""\n2021,,3'
    found = [[(span.start, span.end) for span in row] for row in cell_spans(text)]
    assert found[0] == [((1, 1), (1, 3)), ((1, 5), (1, 17)), ((1, 19), (1, 27))]
    assert found[1] == [((3, 1), (3, 5)), ((3, 7), (3, 9)), ((3, 12), (3, 19))]
    assert found[2] == [((4, 1), (4, 5)), ((4, 6), (4, 6)), ((4, 7), (4, 8))]


def test_a_wrong_cell_is_found_in_a_file_of_a_spreadsheet() -> None:
    data = "År;Kommunen\n2020;21,5\n2022;ca. 23\n2024;\n"
    assert findings(added={"plan/data/ensomme.csv": data}) == ["plan/data/ensomme.csv:3 not-a-number"]


COMPUTED = [
    "=1+1", "+cmd|x", "-a", "- a", "@SUM(1)", "\t=1", '" =1"', '"a;=1"', '"a, =1"', '"a\n+b"', "＝1",
]  # fmt: skip
NOT_COMPUTED = [
    '"a""=1"', "a=1", "2-3", "-3", "+3", "-3,5", "-3 %", "+1 000", "-", "–", "– a", "", '"1,-2"', "over 18", "a@b",
]  # fmt: skip


@pytest.mark.parametrize("cell", [*COMPUTED, *NOT_COMPUTED])
def test_what_a_spreadsheet_would_compute_is_found(cell: str) -> None:
    data = f"År;Kommunen;Merknad\n2020;21;{cell}\n2024;24;a\n"
    assert findings(added={"plan/data/ensomme.csv": data}) == [
        *["plan/data/ensomme.csv:2 formula-in-cell"] * (cell in COMPUTED),
        *["plan/data/ensomme.csv:2 sign-without-shape"] * ("＝" in cell),
    ]


def test_a_formula_in_a_header_or_for_a_number_is_found_once() -> None:
    assert findings(added={"plan/data/ensomme.csv": "År,Kommunen\n2020,=1\n"}) == ["plan/data/ensomme.csv:2 not-a-number"]
    assert findings(added={"plan/data/ensomme.csv": "År,Kommunen,-a\n2020,1,2\n"}) == ["plan/data/ensomme.csv:1 formula-in-cell"]


# --- persons ---

PERSONS = [
    "Kari Nordmann", "Kommunelege Kari Nordmann", "Jan Erik Dahl", "rådgiver Mohammed Ali", "Sara El-Amin", "Kommuneoverlegen (Kari Nordmann)",
    "Per Hansen i helse", "Ola A. Nordmann", "Anne-Lise Berg", "Einar Øverås", "Ola Nordmann og Kari Hansen",
]  # fmt: skip
UNITS = [
    "Drammen legevakt", "Rask psykisk helsehjelp", "NAV Drammen", "Kirkens SOS", "Mental Helse Hjelpetelefonen", "Kommunestyret",
    "Hovedutvalg for helse", "Psykisk helse- og rustjenester", "Helsestasjon for ungdom", "Nok. Drammen", "Alternativ til Vold",
    "Anna Jebsens minne", "Kong Olav Vs plass", "Sofie Barnehage", "Liv og Røre", "RVTS Sør", "Kirkens Bymisjon", "Røde Kors", "St. Olavs hospital",
    "Sankt Hans", "Helse Sør-Øst", "Senter for Krisepsykologi", "Maria Skole", "Forebyggende helseteam for seniorer", "Martin Luther Kings plass",
    "Råd for personer med funksjonsnedsettelse", "Thea og Ola", "Per 1. januar",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_is_found(text: str) -> None:
    assert find_person(text)


@pytest.mark.parametrize("text", UNITS)
def test_a_unit_is_no_person(text: str) -> None:
    assert find_person(text) is None


def test_addresses_of_persons_are_told_from_shared_ones() -> None:
    persons = ("kari.nordmann@eksempel.example", "k.nordmann@eksempel.example", "bjorn.berg@eksempel.example", "ola_n@post.eksempel.example")
    shared = (
        "postmottak@eksempel.example",
        "post.mottak@eksempel.example",
        "psykisk.helse@eksempel.example",
        "nav.drammen@eksempel.example",
        "e.post@eksempel.example",
    )
    assert all(find_personal_address(f"Skriv til {address}.") for address in persons)
    assert not any(find_personal_address(f"Skriv til {address}.") for address in shared)


def test_addresses_of_private_mail_are_persons() -> None:
    assert find_personal_address("Skriv til sol123@gmail.com.") == (10, 26) and find_personal_address("sol123@drammen.example") is None


@pytest.mark.parametrize("text", ["91234567", "912 34 567", "+47 912 34 567", "91 23 45 67", "004741234567"])
def test_a_mobile_number_is_found(text: str) -> None:
    assert find_mobile_number(f"Ring {text}, takk") == (5, 5 + len(text))


@pytest.mark.parametrize(
    "text", ["22 40 00 40", "116 123", "921 234 554", "45 000 000", "921234554", "2024–2027", "800 33 321", "912345678", "190 12 345"]
)
def test_another_number_is_no_mobile_number(text: str) -> None:
    assert find_mobile_number(f"Ring {text}, takk") is None


@pytest.mark.parametrize("text", ["01811212039", "018112 12039"])
def test_a_national_identity_number_is_found(text: str) -> None:
    assert find_identity_number(f"Født {text}.") == (5, 5 + len(text))


@pytest.mark.parametrize("text", ["01811212040", "99811212039", "018112120390", "01019012345"])
def test_another_number_is_no_identity_number(text: str) -> None:
    assert find_identity_number(f"Født {text}.") is None


# --- typography, abbreviations, links, small numbers ---


@pytest.mark.parametrize(
    "text",
    [
        "Sak 24/23 og arkivsak 22/32267, jf. kapittel 4.9 og WCAG 2.1 AA, kl. 12.30, 12.12.2023, side 10-12, org.nr. 921 234 554, postnummer 3008.",
        "Perioden 2024–2027, skoleåret 2023/2024, 100 000 innbyggere, mellom 4000 og 6000, 5 % og 11,3 prosent, nr. 12345.",
        "Vedtatt 12. desember 2023, 1. mai og i mai 2024.",
        "Ring 22 40 00 40 eller tlf. 800 33 321, telefon 116 123 og 113, mobil 412 34 567.",
        "De sier «hei».",
        "Folkehelseinstituttet (FHI) og LEVE (Landsforeningen for etterlatte). FHI og LEVE samarbeider med NAV. Se del IV. VIKTIG MELDING TIL ALLE.",
        "Tiltak 3 Selvmord i skolen. To av tre som dør i selvmord, er menn. Minst ett selvmordsforsøk, 13 selvmord og 1–4 selvmord.",
        "[helsenorge.no](https://www.helsenorge.no) og [skriv til oss](mailto:postmottak@eksempel.example).",
        "## A\n\n### B\n\n## C",
        "– Jeg vil ikke, sa hun.\nHan svarte.\n\n– Nei.\n\nPrikk · i teksten, a|b og 5 – 6.",
        "#alle og 2**3, #Nei, \\#Alle, -5 til -3, \\*\\*stjerner\\*\\*, [1] (se s. 2), hva??, [x.example](https://x.example) og **sterk**.",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n\nKolonne\tmed tabulator.",
    ],
)
def test_right_texts_give_nothing(text: str) -> None:
    assert texts_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fra 2024-2027 og 2020 - 2023.", [("date-format", "2024-2027"), ("date-format", "2020 - 2023")]),
        ("Den 24/12-2023 og 5.juni.", [("date-format", "24/12-2023"), ("date-format", "5.juni")]),
        ("Telefon 116123.", [("phone-format", "116123")]),
        ("Det er 1.000.000 kroner og 5,5%.", [("number-format", "1.000.000"), ("number-format", "5,5%")]),
        ("Hun sa “hei” der.", [("quotation-marks", "“hei”")]),
        ("Spør KRISE og [**les mer**](goal:felles-innsats).", [("undefined-abbreviation", "KRISE"), ("unclear-link-text", "les mer")]),
        ("Det var tre dødsfall.", [("small-local-count", "tre dødsfall")]),
        ("[Post](mailto:kari.nordmann@eksempel.example)", [("personal-address", "mailto:kari.nordmann@eksempel.example")]),
        ("### A\n\n## B", [("heading-skips-level", "A")]),
        ("a) møte\nb) høre", [("pasted-list", "a)")]),
        ("Se [siden] (https://x.example).", [("broken-markup", "] (https:")]),
        ("Se [siden](https://x.example.", [("broken-markup", "](")]),
        ("Se (siden)[goal:felles-innsats].", [("broken-markup", ")[goal:felles-innsats]")]),
        ("**Viktig: vi møtes.", [("broken-markup", "**")]),
        ("##Overskrift", [("broken-markup", "##O")]),
        ("#Overskrift", [("broken-markup", "#O")]),
        ("#overskrift", [("broken-markup", "#o")]),
        ("#1 Mål\nTekst.", [("broken-markup", "#1")]),
        ("#«Mål» og #mening.", [("broken-markup", "#«")]),
        ("#**Overskrift**", [("broken-markup", "#*")]),
        ("Tekst.\n#Overskrift\nTekst.", [("broken-markup", "#O")]),
        ("> #Overskrift\n>\n> Tekst.", [("broken-markup", "#O")]),
        ("- punkt\n\n  ###Overskrift", [("broken-markup", "###O")]),
        ("#\u00a0Overskrift", [("broken-markup", "#\u00a0")]),
        ("##\u00a0Overskrift", [("broken-markup", "##\u00a0")]),
        ("####### Overskrift", [("broken-markup", "#######")]),
        ("########Overskrift", [("broken-markup", "########")]),
        *((f"{mark}møte\n{mark}høre", [("broken-markup", f"{mark}m")]) for mark in ("-", "*", "+", "1.", "2)")),
        *((f"{mark} møte\n{mark} høre", [("pasted-list", mark)]) for mark in ("⁃", "➢", "‐", "−", "→", "(1)", "(a)")),
        *((f"{text} ord", [("broken-markup", mark)]) for text, mark in (("**a*", "*"), ("__a_", "_"), ("En *a", "*"), ("(*a", "*"), ("«*a", "*"))),
        ("Et *a** ord", [("broken-markup", "*")]),
        *((f"Vi {mark} møtes", [("broken-markup", mark)]) for mark in ("~~ ~~", "== ==", "~en~", "{--ut--}", "{>>note<<}")),
        ("H~2~O og x^2^", [("broken-markup", "~2~"), ("broken-markup", "^2^")]),
        *(
            (f"Se {text}.", [("broken-markup", text)])
            for text in ("[-@ukjent]", "[se @ukjent, s. 3]", "[jf. @undersokelse]", "@undersokelse", "@[undersokelse", "[s. 3 i @undersokelse]")
        ),
        ("Skriv til post@undersokelse.example og @helsetjenesten.", []),
        ("- [ ]", [("broken-markup", "[ ]")]),
        ("!!! merk\n\nStopp! !!! Nå", [("broken-markup", "!!!")]),
        ("*Foreløpige tall, 12* og 3 * 4 * 5", []),
        ("[→](goal:felles-innsats)", [("unclear-link-text", "→")]),
        ("| a |\n| - |\n| b |\nDette er tekst.", [("swallowed-line", "Dette er tekst.")]),
        ("Vi ~~stryker~~ og ==merker== og ++legger til++.", [("broken-markup", mark) for mark in ("~~stryker~~", "==merker==", "++legger til++")]),
        ("Se ^[en note], [^1 og [^].", [("broken-markup", mark) for mark in ("^[en note]", "[^1", "[^]")]),
        (
            "Se [@a, § 2] og [@a; @b] og [@a",
            [*(("dangling-citation", mark) for mark in ("[@a, § 2]", "[@a; @b]", "@b")), ("broken-markup", "[@a")],
        ),
        ("Se [[tiltak 1]] og [[mål]].", [("broken-markup", "[[tiltak 1]]"), ("broken-markup", "[[mål]]")]),
        ("## Bakgrunn {#bakgrunn}", [("broken-markup", "{#bakgrunn}")]),
        ("- [ ] en\n- [x] to\n1. [X] tre", [("broken-markup", mark) for mark in ("[ ]", "[x]", "[X]")]),
        ("::: merk\nBoks.\n:::", [("broken-markup", ":::")]),
        ("> [!NOTE]\n> Les.", [("broken-markup", "[!NOTE]")]),
        ("*[kort]: noe", [("broken-markup", "*[kort]:")]),
        ("Et *«helt»*nytt og _Merk:_dette.", [("broken-markup", "*«helt»*"), ("broken-markup", "_Merk:_")]),
        ("Slik er det.[1] Og slik[23].", [("broken-markup", "[1]"), ("broken-markup", "[23]")]),
        *((f"{mark}Vi møtes.\n\nVi hører.{mark}", [("broken-markup", mark)] * 2) for mark in ("*", "_")),
        ("*«Vi møtes\nher.\n\nVi hører.»*\n\nTekst.", [("broken-markup", "*"), ("broken-markup", "*")]),
        ("*Vi møtes.\n\nVi hører._", []),
        ("*Vi møtes.\n\nTekst.\n\nVi hører.*", []),
        ("Tall*\n\n*Foreløpige tall.", []),
        ("*Foreløpige tall.\n\nAndre tall\\*", []),
        ("[1] En note fra Word.", [("broken-markup", "[1]")]),
        ("En &aaring; og &hellipse;", [("broken-markup", "&aaring;"), ("broken-markup", "&hellipse;")]),
        ("Se [teksten][merke] nå.", [("broken-markup", "][")]),
        ("**Bakgrunn**", [("bold-as-heading", "**Bakgrunn**")]),
        ("o  punkt", [("pasted-list", "o")]),
        ("§\tpunkt", [("pasted-list", "§")]),
        ("o punkt\no to", [("pasted-list", "o")]),
        ("· punkt", [("pasted-list", "·")]),
        ("Se www.x.example.", [("address-without-link", "www.x.example")]),
        ("Her står ??? og [fyll inn tall].", [("placeholder-text", "???"), ("placeholder-text", "[fyll inn tall]")]),
        ("TODO: skriv.", [("placeholder-text", "TODO")]),
        ("Vi vil:\n• møte • høre", [("pasted-list", "•")]),
        ("– møte\n– høre", [("pasted-list", "–")]),
        ("- punkt\n\n  ▪ under", [("pasted-list", "▪")]),
        ("År\tTall\n2024\t5", [("broken-table", "År\tTall")]),
        ("Se:\n| a | b |\n| 1 | 2 |", [("broken-table", "| a | b |")]),
        ("| --- | --- |\n| 1 | 2 |", [("broken-table", "| --- | --- |")]),
        ('Se <img src="bilde.png"> der.', [("raw-markup", '<img src="bilde.png">')]),
    ],
)
def test_wrong_texts_are_found_at_their_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert texts_of(text) == expected


def test_a_quotation_keeps_its_words() -> None:
    definition = base_files()["plan/definitions/ensomhet.md"].replace(b"source:", b"discouraged:\n  - term: asosial\n    why: Legger skyld.\nsource:")
    body = "---\ntitle: Innledning\n---\n\nHan sa «asosial».\n\n> Vi var asosiale.\n\nDet er asosialt.\n"
    found = check_files({"plan/definitions/ensomhet.md": definition, CHAPTER: body.encode()})
    assert [(each.location.span.start, each.message, each.hints[-1]) for each in found if each.rule == "undefined-term"] == [
        ((9, 8), "planen bruker ikke «asosialt»", "Legger skyld.")
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("116123", "116 123"),
        ("22400040", "22 40 00 40"),
        ("80033321", "800 33 321"),
        ("41234567", "412 34 567"),
        ("113", "113"),
        ("+4722400040", "+47 22 40 00 40"),
    ],
)
def test_telephone_numbers_are_grouped(number: str, expected: str) -> None:
    assert grouped(number) == expected


def test_numbers_of_another_country_are_left_alone() -> None:
    assert grouped("+46 8 123 45 67") is None
