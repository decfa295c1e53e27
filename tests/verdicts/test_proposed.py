"""A proposal change by change: all adopted it is the proposal, all rejected what was before, and what was amended is found again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from planverk.app.compare import compare
from planverk.app.compare_targets import PlanVersion
from planverk.compare.matching import match
from planverk.model.canonical import plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.verdicts.proposed import Proposal, Verdict, amended, amendments_between, proposal_of
from planverk.verdicts.told import Telling
from tests.revisions import START, Files, Pair, pairs
from tests.support import ROOT

CHAPTER, MEASURE = "plan/chapters/metode.md", "plan/measures/felles-rutine.md"


def side(files: Files) -> PlanVersion:
    tree = Tree(dict(files))
    return PlanVersion(read_plan(tree)[0], "x", ROOT, tree)


def proposed(before: Files, after: Files) -> Proposal:
    old, new = side(before), side(after)
    return proposal_of(old.plan, new.plan, before, after, Telling(compare(old, new, "nn")).reported)


def says(files: Files) -> str:
    return plan_digest(read_plan(Tree(dict(files)))[0])


def with_text(path: str, old: str, new: str, files: Files = START) -> Files:
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new).encode()}


TABLE = "| A | B |\n| --- | --: |\n| x | 2 |"


def chapter(*blocks: str, path: str = CHAPTER) -> Files:
    head = START[path].partition(b"\n\n")[0].decode()
    return {**START, path: ("\n\n".join((head, *blocks)) + "\n").encode()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(pairs())
@example(Pair(chapter(TABLE, TABLE), chapter(TABLE)))
@example(Pair(chapter(TABLE), chapter("- Eit punkt.", TABLE)))
def test_all_adopted_is_the_proposal_and_all_rejected_what_was_before(pair: Pair) -> None:
    proposal = proposed(pair.old, pair.new)
    assert proposal.decided({}) == dict(sorted(pair.new.items()))
    assert proposal.decided({change.number: "adopted" for change in proposal.changes}) == dict(sorted(pair.new.items()))
    old, new = pair
    assume(not match(old, new).names and not read_plan(Tree(dict(pair.old)))[1] and not read_plan(Tree(dict(pair.new)))[1])
    assert says(proposal.decided({change.number: "rejected" for change in proposal.changes})) == says(pair.old)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(pairs())
@example(Pair(START, chapter(TABLE, TABLE, path="plan/chapters/innleiing.md")))
@example(Pair(START, {**START, CHAPTER: b"---\npart_of: status\ntitle: Slik er svara henta inn\n---\n\nAlle kunne svare.\n"}))
@example(Pair(chapter(TABLE), chapter(TABLE, "- Eit punkt.", TABLE)))
@example(Pair(chapter(TABLE), chapter(TABLE + "\n| A | B |\n| --- | --: |\n| y | 3 |")))
def test_what_was_written_beside_a_proposal_is_carried_out_again(pair: Pair) -> None:
    adopted = {path: pair.new.get(path, data) for path, data in pair.old.items()}
    assume(not any(read_plan(Tree(dict(files)))[1] for files in (pair.old, adopted)))
    assert says(amended(pair.old, [*amendments_between(pair.old, adopted)])) == says(adopted)


CHANGES: dict[str, tuple[Files, str, str]] = {
    "a paragraph": (with_text(MEASURE, "Tenestene lagar ei felles rutine.", "Tenestene vurderer ei felles rutine."), "measure:felles-rutine", "body"),
    "a field": (with_text(MEASURE, "deadline: 2026-06-30", "deadline: 2026-12-31"), "measure:felles-rutine", "deadline"),
    "a measure that is gone": ({path: data for path, data in START.items() if path != MEASURE}, "measure:felles-rutine", ""),
    "numbers": ({**START, "plan/data/einsame.csv": START["plan/data/einsame.csv"].replace(b"2024", b"2025")}, "data:einsame.csv", ""),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_of_its_entry_and_field(kind: str) -> None:
    after, entry, field = CHANGES[kind]
    (change,) = proposed(START, after).changes
    assert (change.number, change.entry, change.field) == (1, entry, field)


@pytest.mark.parametrize("verdict", ["rejected", "open"])
@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_not_adopted_stays_as_it_was_to_the_byte(kind: str, verdict: Verdict) -> None:
    assert proposed(START, CHANGES[kind][0]).decided({1: verdict}) == START


BODY = "Første avsnitt i kapittelet.\n\n- Eit punkt.\n- Eit punkt til.\n\n## Ei overskrift\n\nTeksten under overskrifta.\n"


def test_points_are_apart_and_a_heading_goes_with_what_stands_under_it() -> None:
    after = {**START, CHAPTER: START[CHAPTER].rstrip() + b"\n\n" + BODY.encode()}
    changes = proposed(START, after).changes
    assert [change.after for change in changes] == [
        "Første avsnitt i kapittelet.", "- Eit punkt.", "- Eit punkt til.", "## Ei overskrift\n\nTeksten under overskrifta.",
    ]  # fmt: skip
    decided = proposed(START, after).decided({1: "rejected", 3: "rejected", 4: "rejected"})
    assert decided[CHAPTER] == START[CHAPTER].rstrip() + b"\n\n- Eit punkt.\n"


def test_a_paragraph_that_moved_is_one_change_with_two_places() -> None:
    moved = "Kommunen skal følgje med på korleis det går med dei som er åleine."
    before = {**START, CHAPTER: START[CHAPTER].rstrip() + f"\n\n{moved}\n".encode()}
    after = {**START, MEASURE: START[MEASURE].rstrip() + f"\n\n{moved.replace('skal', 'bør')}\n".encode()}
    (change,) = proposed(before, after).changes
    assert change.moved and [path for path, _ in change.places] == [CHAPTER, MEASURE]
    assert proposed(before, after).decided({1: "rejected"}) == {**before, MEASURE: START[MEASURE]}


def test_where_the_plan_stands_and_how_lines_break_is_no_proposal() -> None:
    after = with_text("plan/plan.yaml", "status:", "status: hearing #")
    after = with_text(MEASURE, "Tenestene lagar ei felles rutine.", "Tenestene lagar\nei felles rutine.", after)
    assert proposed(START, after).changes == ()


NOTE = "note: Tala er frå undersøkinga."


@pytest.mark.parametrize("ends", ["", "\n"])
@pytest.mark.parametrize("after", ["", "\n"])
@pytest.mark.parametrize("goes", [False, True])
@pytest.mark.parametrize("verdicts", [("adopted", "rejected"), ("rejected", "adopted"), ("adopted", "adopted"), ("rejected", "rejected")])
def test_a_file_without_a_line_end_at_its_end_stays_one_of_lines(ends: str, after: str, goes: bool, verdicts: tuple[Verdict, Verdict]) -> None:
    path = "plan/figures/einsame.yaml"
    then = START[path].decode().rstrip("\n")
    now = then.replace("unit: prosent", "unit: prosent av alle")
    then, now = (f"{then}\n{NOTE}", now) if goes else (then, f"{now}\n{NOTE}")
    before, later = {**START, path: (then + ends).encode()}, {**START, path: (now + after).encode()}
    proposal = proposed(before, later)
    numbers = {change.field: change.number for change in proposal.changes}
    files = proposal.decided({numbers["unit"]: verdicts[0], numbers["note"]: verdicts[1]})
    figure = read_plan(Tree(dict(files)))[0].figures["einsame"]
    assert (figure.unit, figure.source) == ("prosent av alle" if verdicts[0] == "adopted" else "prosent", "undersoking")
    assert bool(figure.note) == ((verdicts[1] == "adopted") is not goes)
