"""What follows from changes, as facts that the data tells: tables of variants, each seen from both sides, and those in which nothing follows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

import pytest

from planverk.catalogue import LANGUAGES
from planverk.compare.change import SETTLED_BY, Kind
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests import history
from tests.revisions import START
from tests.support import PLANS, plan_of
from tests.turned import turned_round

Edits = Sequence[tuple[str, str, str]]
"""File, what stands there, and what shall; a file that is not there is made where nothing stands, and one is gone where nothing shall."""

HEAD, RULES, MEETING = "plan/plan.yaml", "plan/measures/felles-rutine.md", "plan/measures/moteplass.md"
INTRO, STATUS, METHOD = "plan/chapters/innleiing.md", "plan/chapters/status.md", "plan/chapters/metode.md"
TERM, FIGURE, NUMBERS, HEARD = "plan/definitions/einsemd.md", "plan/figures/einsame.yaml", "plan/data/einsame.csv", "plan/hearing/lag.yaml"
END = "reporting:\n  to: Hovudutval for helse"
GONE = f"withdrawn:\n  date: 2026-05-01\n  reason: Gjort\n{END}"
ADOPTED = "adoption:\n  body: Kommunestyret\n  date: 2025-03-06\n  case: 12/25\n"
ANEW = "adoption:\n  body: Kommunestyret\n  date: 2026-06-18\n  case: 40/26\n"
SAID = "Alle over 18 år kunne svare."
LINE = "Planen blei vedteken av kommunestyret 6. mars 2025 (sak 12/25)."
STATEMENT = "organisation: Laget\ndate: 2026-01-10\nentries:\n  - measure:moteplass\nsummary: Ope\nassessment: Ja\noutcome: {}\nchange: Ope oftare\n"


def edited(files: dict[str, bytes], edits: Edits) -> dict[str, bytes]:
    made = dict(files)
    for path, old, new in edits:
        text = made.pop(path, b"").decode()
        assert old in text, (path, old)
        if new or old != text:
            made[path] = (text.replace(old, new) if old else text + new).encode()
    return made


def plan(files: dict[str, bytes]) -> Plan:
    return read_plan(Tree(files))[0]


def follows(given: Edits, edits: Edits, *kinds: Kind) -> list[tuple[str, str, list[str] | None]]:
    """The kinds asked for that follow from edits to the example with some given; the same changes are seen from the other side, and can be said."""
    before = edited(dict(START), given)
    plans = plan(before), plan(edited(before, edits))
    found = compare(*plans)
    assert sorted(map(repr, compare(*plans[::-1]))) == sorted(repr(turned_round(change)) for change in found)
    for language in LANGUAGES:
        assert all(Sentences(*plans, language).message(change) for change in found)
    asked = {*kinds, *(SETTLED_BY.get(kind, kind) for kind in kinds)}
    return [(change.kind.value, change.entry, change.after) for change in found if change.kind in asked]


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ((), [(RULES, END, GONE)], [("withdrawn-named", "chapter:innleiing", ["measure:felles-rutine"])]),
        ([(RULES, END, GONE)], [(METHOD, SAID, "Sjå [](measure:felles-rutine).")],
         [("withdrawn-named", "chapter:metode", ["measure:felles-rutine"])]),
        ([(METHOD, SAID, "Sjå [](measure:moteplass).")], [(MEETING, END, GONE)], [("withdrawn-named", "chapter:metode", ["measure:moteplass"])]),
        ([(RULES, END, GONE)], [(INTRO, "[tiltak 1](measure:felles-rutine)", "ordninga")], [("withdrawn-not-named", "chapter:innleiing", None)]),
        ([(RULES, END, GONE)], [(RULES, GONE, END)], [("withdrawn-not-named", "chapter:innleiing", None)]),
        ((), [(MEETING, END, GONE)], []),
        ([(RULES, END, GONE)], [(INTRO, "Planen gjeld", "Han gjeld")], []),
        ([(MEETING, "veke.", "veke. Sjå [](measure:felles-rutine)."), (MEETING, END, GONE), (INTRO, "[tiltak 1](measure:felles-rutine)", "ordninga")],
         [(RULES, END, GONE)], []),
    ],
)  # fmt: skip
def test_what_names_a_withdrawn_measure_is_told(given: Edits, edits: Edits, told: list[tuple[str, str, list[str]]]) -> None:
    assert follows(given, edits, Kind.WITHDRAWN_NAMED) == told


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ([(TERM, "source: undersoking\n", ""), (FIGURE, "source: undersoking\n", "")], [(STATUS, " [@undersoking]", "")],
         [("source-not-cited", "source:undersoking", [])]),
        ([(STATUS, " [@undersoking]", ""), (FIGURE, "source: undersoking\n", "")], [(TERM, "source: undersoking\n", "")],
         [("source-not-cited", "source:undersoking", [])]),
        ([(STATUS, " [@undersoking]", ""), (TERM, "source: undersoking\n", ""), (FIGURE, "source: undersoking\n", "")],
         [(METHOD, SAID, f"{SAID} [@undersoking]")], [("source-cited", "source:undersoking", ["chapter:metode"])]),
        ((), [(STATUS, " [@undersoking]", "")], []),
        ((), [(STATUS, "![](figure:einsame)\n", "")], [("figure-not-shown", "figure:einsame", [])]),
        ((), [(STATUS, "![](figure:einsame)\n", ""), (METHOD, SAID, f"{SAID}\n\n![](figure:einsame)")], []),
        ([(STATUS, "![](figure:einsame)\n", "")], [(METHOD, SAID, f"{SAID}\n\n![](figure:einsame)")],
         [("figure-shown", "figure:einsame", ["chapter:metode"])]),
        ((), [(STATUS, "![](figure:einsame)\n", ""), (FIGURE, START[FIGURE].decode(), "")], []),
    ],
)  # fmt: skip
def test_the_last_citation_and_the_last_figure_are_told(given: Edits, edits: Edits, told: list[tuple[str, str, list[str]]]) -> None:
    assert follows(given, edits, Kind.SOURCE_NOT_CITED, Kind.FIGURE_NOT_SHOWN) == told


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ((), [(HEAD, "to: 2028", "to: 2025")], [("deadlines-past-period", "plan-file:plan", ["measure:felles-rutine", "measure:moteplass"])]),
        ([(RULES, "2026-06-30", "2027-06-30")], [(HEAD, "to: 2028", "to: 2026")],
         [("deadlines-past-period", "plan-file:plan", ["measure:felles-rutine"])]),
        ((), [(RULES, "2026-06-30", "2029-Q1")], [("deadlines-past-period", "plan-file:plan", ["measure:felles-rutine"])]),
        ([(HEAD, "to: 2028", "to: 2025")], [(HEAD, "to: 2025", "to: 2026")], [("deadlines-within-period", "plan-file:plan", None)]),
        ((), [(HEAD, "to: 2028", "to: 2026")], []),
        ((), [(RULES, "2026-06-30", "ongoing"), (MEETING, "to: 2026-12-31", "to: ongoing"), (HEAD, "to: 2028", "to: 2025")], []),
        ([(RULES, END, GONE), (MEETING, END, GONE)], [(HEAD, "to: 2028", "to: 2025")], []),
    ],
)  # fmt: skip
def test_deadlines_that_the_period_does_not_reach_are_told(given: Edits, edits: Edits, told: list[tuple[str, str, list[str]]]) -> None:
    assert follows(given, edits, Kind.DEADLINES_PAST_PERIOD) == told


OWN = "Delen går frå 21 prosent i 2020 til 24 prosent i 2024."


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ((), [(NUMBERS, "2024,24", "2024,25")], [("figure:einsame", [OWN])]),
        ((), [(NUMBERS, "2020,21\n", "")], [("figure:einsame", [OWN])]),
        ([(STATUS, "Fleire seier", "I 2022 sa 23 prosent det. Fleire seier")], [(NUMBERS, "2022,23", "2022,22,5".replace("22,5", '"22,5"'))],
         [("chapter:status", ["I 2022 sa 23 prosent det."])]),
        ([(STATUS, "Fleire seier", "Tala går frå 2020 til 2024. Fleire seier")], [(NUMBERS, "2024,24\n", "2024,24\n2026,26\n")],
         [("chapter:status", ["Tala går frå 2020 til 2024."])]),
        ([(FIGURE, "alternative: ", "note: Døme er heile kommunen\nalternative: ")],
         [(NUMBERS, "År,Døme", "År,Alle"), (FIGURE, "- Døme", "- Alle")], [("figure:einsame", ["Døme er heile kommunen"])]),
        ([(INTRO, "Planen gjeld", "23 prosent i 2022. Planen gjeld")], [(NUMBERS, "2022,23", "2022,20")],
         [("chapter:innleiing", ["23 prosent i 2022."])]),
        ((), [(NUMBERS, "2024,24", "2024,25"), (FIGURE, "24 prosent", "25 prosent")], []),
        ((), [(NUMBERS, "2022,23", "2022,22")], []),
        ((), [(NUMBERS, "2024,24\n", "2024,24\n2026,26\n")], []),
        ([(METHOD, SAID, "I 2022 svarte 23 personar.")], [(NUMBERS, "2022,23", "2022,22")], []),
        ((), [(FIGURE, "21 prosent", "20 prosent")], []),
        ((),
         [(FIGURE, "data: einsame.csv", "data: tal.csv"), (NUMBERS, START[NUMBERS].decode(), ""),
          ("plan/data/tal.csv", "", START[NUMBERS].decode())], []),
    ],
)  # fmt: skip
def test_words_about_numbers_that_changed_are_told(given: Edits, edits: Edits, told: list[tuple[str, list[str]]]) -> None:
    assert [(entry, about) for _, entry, about in follows(given, edits, Kind.NUMBERS_CONTRADICTED)] == told


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ([(METHOD, SAID, LINE), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")], [(HEAD, ADOPTED, ANEW)], [LINE]),
        ([(METHOD, SAID, "Vedtatt i sak 12/25."), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")], [(HEAD, ADOPTED, ANEW)],
         ["Vedtatt i sak 12/25."]),
        ([(METHOD, SAID, "Vedteke 6. mars\N{NO-BREAK SPACE}2025."), (HEAD, "status: hearing\n", f"status: draft\nrevises{ADOPTED[8:]}")],
         [(HEAD, f"status: draft\nrevises{ADOPTED[8:]}", f"status: adopted\n{ANEW}")], ["Vedteke 6. mars 2025."]),
        ([(METHOD, SAID, LINE), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")],
         [(HEAD, ADOPTED, ANEW), (METHOD, LINE, "Planen blei vedteken 18. juni 2026.")], []),
        ([(METHOD, SAID, f"{LINE} Revidert utgåve blei vedteken i sak 40/26."), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")],
         [(HEAD, ADOPTED, ANEW)], []),
        ([(METHOD, SAID, LINE), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")],
         [(HEAD, f"status: adopted\n{ADOPTED}", f"status: draft\nrevises{ADOPTED[8:]}")], []),
        ([(METHOD, SAID, "Møtet 6. mars 2025 var ope."), (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")], [(HEAD, ADOPTED, ANEW)], []),
        ([(METHOD, SAID, LINE)], [(HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")], []),
    ],
)  # fmt: skip
def test_a_line_about_an_adoption_that_is_not_the_latest_is_told(given: Edits, edits: Edits, told: list[str]) -> None:
    found = follows(given, edits, Kind.ADOPTION_NOT_LATEST)
    assert found == ([("adoption-not-latest", "chapter:metode", told)] if told else [])


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ((), [(HEARD, "", STATEMENT.format("accepted"))], ["measure:moteplass"]),
        ((), [(HEARD, "", STATEMENT.format("partly"))], ["measure:moteplass"]),
        ([(HEARD, "", STATEMENT.format("noted"))], [(HEARD, "outcome: noted", "outcome: accepted")], ["measure:moteplass"]),
        ((), [(HEARD, "", STATEMENT.format("accepted").replace("measure:moteplass", "goal:felles-innsats"))], ["goal:felles-innsats"]),
        ((), [(HEARD, "", STATEMENT.format("accepted")), (MEETING, "kvar veke", "kvar dag")], []),
        ((), [(HEARD, "", STATEMENT.format("accepted").replace("measure:moteplass", "goal:felles-innsats")), (MEETING, "kvar veke", "kvar dag")], []),
        ((), [(HEARD, "", STATEMENT.format("rejected"))], []),
        ([(HEARD, "", STATEMENT.format("accepted"))], [(INTRO, "Planen gjeld", "Han gjeld")], []),
        ((), [(HEARD, "", STATEMENT.format("accepted").replace("entries:\n  - measure:moteplass\n", ""))], []),
    ],
)  # fmt: skip
def test_a_statement_that_was_followed_by_no_change_is_told(given: Edits, edits: Edits, told: list[str]) -> None:
    found = follows(given, edits, Kind.ACCEPTED_WITHOUT_CHANGE)
    assert found == ([("accepted-without-change", "statement:lag", told)] if told else [])


IN_FORCE = (HEAD, "status: hearing\n", f"status: adopted\n{ADOPTED}")
LOST = (MEETING, START[MEETING].decode(), "")
FULL = START[MEETING].decode()
HASH = "0" * 64
LISTED = json.dumps(
    {"form": "x", "digest": HASH, "adoption": {"body": "K", "date": "2025-03-06", "case": "1"},
     "entries": [{"entry": "measure:moteplass", "sha256": HASH}]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "edits", "told"),
    [
        ([IN_FORCE], [LOST], [("adopted-measure-gone", "measure:moteplass", None)]),
        ([("plan/adopted/2025-03-06.json", "", LISTED)], [LOST], [("adopted-measure-gone", "measure:moteplass", None)]),
        ([IN_FORCE], [LOST, ("plan/measures/kafe.md", "", FULL)], []),
        ([IN_FORCE, LOST], [(MEETING, "", FULL)], [("adopted-measure-back", "measure:moteplass", None)]),
        ((), [LOST], []),
        ([IN_FORCE], [(MEETING, END, GONE)], []),
        ([IN_FORCE, (MEETING, END, GONE)], [(MEETING, FULL.replace(END, GONE), "")], []),
        ([IN_FORCE, (MEETING, "assignment: adopted", "assignment: proposed")], [(MEETING, FULL.replace(": adopted", ": proposed"), "")], []),
    ],
)  # fmt: skip
def test_an_adopted_measure_whose_file_is_gone_is_told(given: Edits, edits: Edits, told: list[tuple[str, str, None]]) -> None:
    assert follows(given, edits, Kind.ADOPTED_MEASURE_GONE) == told


MEANING = "Ei kjensle av å mangle samvær som ein ønskjer seg."
USERS = ["chapter:innleiing", "chapter:status"]


@pytest.mark.parametrize(
    ("given", "edits", "users", "said"),
    [
        ((), [(TERM, MEANING, "Ei kjensle av å mangle samvær.")], USERS, "forklaringen av begrepet sier mindre enn før"),
        ((), [(TERM, "Ei kjensle", "Ei vond kjensle")], USERS, "forklaringen av begrepet sier mer enn før"),
        ((), [(TERM, "mangle samvær", "vere åleine")], USERS, "begrepet er forklart på en annen måte"),
        ([(INTRO, "[einsemd](definition:einsemd)", "dette")], [(TERM, "mangle samvær", "vere åleine")], USERS[1:],
         "begrepet er forklart på en annen"),
        ([(MEETING, "kvar veke", "for einsame")], [(TERM, "mangle samvær", "vere åleine")], [*USERS, "measure:moteplass"], "begrepet er forklart"),
        ((), [(TERM, MEANING, MEANING.replace("samvær", "*samvær*"))], None, ""),
        ((), [(TERM, "  - einsame\n", "  - einsame\n  - einsomme\n")], None, ""),
        ((), [(INTRO, "Planen gjeld", "Han gjeld")], None, ""),
    ],
)  # fmt: skip
def test_a_definition_that_means_something_else_is_told_with_those_who_use_it(given: Edits, edits: Edits, users: list[str] | None, said: str) -> None:
    found = follows(given, edits, Kind.DEFINITION_REWORDED)
    assert found == ([("definition-reworded", "definition:einsemd", users)] if users else [])
    before = edited(dict(START), given)
    sentences = Sentences(plan(before), plan(edited(before, edits)), "nb")
    told = [sentences.sentence(change) for change in compare(plan(before), plan(edited(before, edits))) if change.kind is Kind.DEFINITION_REWORDED]
    assert all(sentence.startswith(said) for sentence in told)


# --- no false alarms ---

NEW = {*SETTLED_BY, *SETTLED_BY.values()} - {
    Kind.NATIONAL_GOAL_UNANSWERED, Kind.NATIONAL_GOAL_ANSWERED, Kind.GOAL_WITHOUT_MEASURE, Kind.GOAL_WITH_MEASURE,
    Kind.FUNCTION_WITHOUT_MEASURE, Kind.FUNCTION_WITH_MEASURE, Kind.REFERENCE_DANGLES, Kind.REFERENCE_MENDED,
}  # fmt: skip


def test_over_the_history_of_the_drammen_plan_only_what_is_so_is_told() -> None:
    repository = history.repository()
    plans = [history.plan_at(repository, number) for number in range(len(history.STEPS) + 1)]
    found = [(change.kind, change.entry, change.after) for pair in pairwise(plans) for change in compare(*pair) if change.kind in NEW]
    assert found == [
        (Kind.NUMBERS_CONTRADICTED, "chapter:antall-selvmord",
         ["… viser antall registrerte selvmord i Drammen og i hele landet fra 2012 til 2022."]),
        (Kind.ADOPTION_NOT_LATEST, "chapter:innledning", ["Kommunestyret vedtok planen 12. desember 2023 (sak 24/23)."]),
    ]  # fmt: skip


def test_a_plan_that_did_not_change_leaves_nothing_open() -> None:
    for root in PLANS.values():
        assert compare(plan_of(root), plan_of(root)) == ()
