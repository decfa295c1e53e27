"""Floor 4: of a file that cannot be read, that it cannot be read is all that is told: no change that nobody made, and nothing that follows."""

from __future__ import annotations

import pytest

from planverk.catalogue import LANGUAGES
from planverk.compare.change import Change
from planverk.compare.comparison import compare
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.report.changes_text import report
from planverk.report.difference import Difference
from tests.carried_out import apply
from tests.revisions import START
from tests.turned import turned_round

MEASURE, GOAL, FUNCTION, PLAN = "plan/measures/felles-rutine.md", "plan/goals/felles-innsats.md", "plan/functions/koordinator.yaml", "plan/plan.yaml"
REFERENCED, CSV, SETTINGS = "plan/references/plans/folkehelse.yaml", "plan/data/einsame.csv", "planverk.toml"

UNREADABLE = {
    "a colon in a title": (MEASURE, b"title: Felles rutine", b"title: Felles: rutine"),
    "a bracket before a title": (MEASURE, b"title: Felles rutine", b"title: [Nytt] Felles rutine"),
    "a quotation mark without its other": (MEASURE, b"title: Felles", b'title: "Felles'),
    "fields without an end": (MEASURE, b"---\n\nTenestene", b"\nTenestene"),
    "fields without a beginning": (MEASURE, b"---\nnumber: 1", b"number: 1"),
    "a merge that was left open": (MEASURE, b"number: 1\n", b"<<<<<<< HEAD\nnumber: 1\n=======\nnumber: 2\n>>>>>>> b\n"),
    "letters that are not UTF-8": (MEASURE, b"Tenestene", b"T\xe9nestene"),
    "a tab": (GOAL, b"related:\n  ", b"related:\n\t- x: : y\n  "),
    "a function": (FUNCTION, b"title: ", b"title: a: "),
    "a referenced plan": (REFERENCED, b"title: ", b"title: a: "),
    "the plan's own file": (PLAN, b"title: ", b"title: a: "),
    "numbers": (CSV, b"2022", b'"2022'),
    "settings": (SETTINGS, b"", b"x = [\n"),
}
"""What was done → the file, what stood there, and what stands there instead."""


def plan_with(path: str, old: bytes, new: bytes) -> Plan:
    data = START[path]
    assert old in data
    return read_plan(Tree({**START, path: data.replace(old, new, 1)}))[0]


WHOLE = read_plan(Tree(dict(START)))[0]


def told(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.field) for change in changes]


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_change_from_either_side(case: str) -> None:
    broken = plan_with(*UNREADABLE[case])
    there, back = compare(WHOLE, broken), compare(broken, WHOLE)
    assert told(there) == told(back) == [("unread-changed", "")]
    assert tuple(map(turned_round, there)) == back
    assert compare(broken, broken) == ()
    for before, after, changes in ((WHOLE, broken, there), (broken, WHOLE, back)):
        assert apply(records_of(before), changes) == records_of(after)
        for language in LANGUAGES:
            assert Sentences(before, after, language).message(changes[0])


def test_of_a_file_that_can_be_read_in_neither_only_the_text_is_told() -> None:
    one, other = (
        plan_with(MEASURE, b"title: Felles rutine", b"title: Felles: rutine"),
        plan_with(MEASURE, b"title: Felles rutine", b"title: Ny: rutine"),
    )
    changes = compare(one, other)
    assert told(changes) == [("unread-changed", "")]
    assert Sentences(one, other, "nb").message(changes[0]) == (
        "Tiltaket «felles-rutine»: filen kan ikke leses, verken før eller nå, så planverk kan ikke si hva som er endret i planen. "
        "Teksten i den er en annen"
    )


def shown(before: Plan, after: Plan) -> str:
    return report(Difference(compare(before, after), Sentences(before, after, "nb"), "HEAD", "mappen"))


def test_a_reader_sees_the_line_that_cannot_be_read() -> None:
    broken = plan_with(MEASURE, b"title: Felles rutine", b"title: Felles: rutine")
    assert shown(WHOLE, broken) == (
        "Endringer fra HEAD til mappen\n\n"
        "Tiltak 1 «Felles rutine for tenestene»\n"
        "  plan/measures/felles-rutine.md:1\n"
        "  • Filen kan ikke leses nå, så planverk kan ikke si hva som er endret i planen. «planverk check» viser feilen\n"
        "      title: Felles{+:+} rutine for tenestene\n\n"
        "1 endring. I innholdet: 1. Redaksjonelle: 0.\n"
    )
    assert shown(broken, WHOLE) == (
        "Endringer fra HEAD til mappen\n\n"
        "Tiltak 1 «Felles rutine for tenestene»\n"
        "  plan/measures/felles-rutine.md:1\n"
        "  • Filen kunne ikke leses før, så planverk kan ikke si hva som er endret i planen. Nå kan den leses\n"
        "      title: Felles[-:-] rutine for tenestene\n\n"
        "1 endring. I innholdet: 1. Redaksjonelle: 0.\n"
    )


def test_a_field_that_cannot_be_read_is_not_told_as_taken_out() -> None:
    broken = plan_with(MEASURE, b"responsible: koordinator", b"responsible: {a: b}")
    changes = compare(WHOLE, broken)
    assert told(changes) == [("unread-changed", "responsible"), ("unread-changed", "unread")]
    assert apply(records_of(WHOLE), changes) == records_of(broken)
    assert shown(WHOLE, broken) == (
        "Endringer fra HEAD til mappen\n\n"
        "Tiltak 1 «Felles rutine for tenestene»\n"
        "  plan/measures/felles-rutine.md:1\n"
        "  • Filen har feil, så ikke alt i den kan leses. Før kunne alt leses\n"
        "      responsible: [-koordinator-]{+{a: b}+}\n\n"
        "1 endring. I innholdet: 1. Redaksjonelle: 0.\n"
    )


def test_what_is_new_and_cannot_be_read_takes_no_measure_from_a_function() -> None:
    """The measure of the goal is gone; a new one cannot be read, and may be another of the goal's."""
    files = {path: data for path, data in START.items() if path != MEASURE}
    files["plan/measures/ny.md"] = b"---\ntitle: a: b\n---\n\nNoko heilt anna.\n"
    after = read_plan(Tree(files))[0]
    assert [change.kind.value for change in compare(WHOLE, after) if change.kind.follows and "without" in change.kind.value] == []


def test_a_new_plan_that_is_filled_in_shows_what_was_filled_in() -> None:
    """The fields of a new plan are empty, which is no text that cannot be read."""
    new = read_plan(Tree({"plan/plan.yaml": b"title:\norganisation:\n  name:\n  orgnr:\nlanguage: nb\n"}))[0]
    filled = read_plan(Tree({"plan/plan.yaml": b"title: Ro\norganisation:\n  name: Drammen\n  orgnr: '921234554'\nlanguage: nb\n"}))[0]
    assert shown(new, filled) == (
        "Endringer fra HEAD til mappen\n\n"
        "Planen\n"
        "  plan/plan.yaml:1\n"
        "  • Har fått tittelen «Ro»\n"
        "  • «Virksomhet: navn» er satt til «Drammen»\n"
        "  • «Virksomhet: organisasjonsnummer» er satt til «921234554»\n\n"
        "3 endringer. I innholdet: 3. Redaksjonelle: 0.\n"
    )


def test_a_new_plan_that_is_filled_in_bit_by_bit_is_not_said_to_have_been_without_faults() -> None:
    head = b"title: Ro\nperiod:\n  from:%s\n  to:%s\nlanguage: nb\n"
    empty, half, whole = (read_plan(Tree({"plan/plan.yaml": head % told}))[0] for told in ((b"", b""), (b" 2026", b""), (b" 2026", b" 2030")))
    for language, forth, back in (
        ("nb", "Før kunne alt leses", "Det kunne det ikke før"),
        ("nn", "Før kunne alt lesast", "Det kunne det ikkje før"),
        ("en", "Before, all of it could", "Before, not all of it could"),
    ):
        for before, after, said in ((empty, half, forth), (half, whole, back)):
            unread = next(change for change in compare(before, after) if change.field == "unread")
            assert Sentences(before, after, language).message(unread).endswith(said)
