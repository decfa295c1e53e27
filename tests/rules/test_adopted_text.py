"""What a check says of an adopted text that changes: the rule adopted-text-changed."""

from __future__ import annotations

import pytest

from planverk.diagnostics import Severity
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.adopted import MANIFEST, MEASURE, PLAN, adopted_files, found
from tests.examples import DAY, base_files


def test_an_adopted_plan_has_no_fault() -> None:
    assert found(adopted_files()) == []


def changed(path: str, before: str, after: str) -> dict[str, bytes]:
    files = adopted_files()
    assert before.encode() in files[path]
    return files | {path: files[path].replace(before.encode(), after.encode(), 1)}


SAID = "the content was changed since the plan was adopted on 2026-01-15"


@pytest.mark.parametrize(
    ("path", "before", "after", "name"),
    [
        (MEASURE, "number: 1", "number: 2", "measure:felles-rutine"),
        ("plan/goals/felles-innsats.md", "title: Felles", "title: Vår felles", "goal:felles-innsats"),
        ("plan/data/ensomme.csv", "24,24", "24,25", "data:ensomme.csv"),
        (PLAN, "to: 2028", "to: 2029", "plan-file:plan"),
    ],
)
def test_a_text_that_differs_is_found_at_its_entry(path: str, before: str, after: str, name: str) -> None:
    assert f"{path}:1 adopted-text-changed: {name}: {SAID}" in found(changed(path, before, after))


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (MEASURE, "title: ", "title:    "),
        (PLAN, "postmottak@", "servicetorg@"),
        ("plan/help.yaml", "checked: ", "checked: 2026-10-01 # "),
        (MEASURE, "deadline", "withdrawn:\n  date: 2026-09-01\n  reason: Dekket.\ndeadline"),
        ("plan/references/plans/folkehelse.yaml", "level: national", "level: national\nchecked: 2026-01-01"),
    ],
)
def test_layout_and_upkeep_are_free(path: str, before: str, after: str) -> None:
    assert [line for line in found(changed(path, before, after)) if "adopted-text-changed" in line] == []


def test_what_was_added_or_taken_away_is_found() -> None:
    files = adopted_files()
    moved = files.pop("plan/references/resources/hjelp.yaml")
    found_now = found(files | {"plan/references/resources/annet.yaml": moved})
    number = files[MANIFEST].decode().split("\n").index(next(line for line in files[MANIFEST].decode().split("\n") if "resource:hjelp" in line)) + 1
    assert found_now == [
        f"{MANIFEST}:{number} adopted-text-changed: resource:hjelp: this was taken away since the plan was adopted on 2026-01-15",
        "plan/references/resources/annet.yaml:1 adopted-text-changed: resource:annet: this was added since the plan was adopted on 2026-01-15",
    ]


@pytest.mark.parametrize("status", ["draft", "hearing", "superseded"])
def test_only_an_adopted_plan_is_held_to_its_manifest(status: str) -> None:
    files = changed(PLAN, "status: adopted", f"status: {status}")
    files[MEASURE] = files[MEASURE].replace(b"number: 1", b"number: 2")
    assert "adopted-text-changed" not in str(found(files))


def test_an_entry_with_a_fault_has_one_finding() -> None:
    assert [line.split(": ")[0] for line in found(changed(MEASURE, "number: 1", "number: en"))] == [f"{MEASURE}:2 wrong-type"]


def test_a_manifest_of_another_form_is_left_alone() -> None:
    files = changed(MANIFEST, "planverk-canonical-1", "planverk-canonical-2")
    files[MEASURE] = files[MEASURE].replace(b"number: 1", b"number: 2")
    assert "adopted-text-changed" not in str(found(files))


def test_a_goal_whose_measures_were_withdrawn_is_a_fact_and_not_an_error() -> None:
    withdrawn = changed(MEASURE, "deadline", "withdrawn:\n  date: 2026-09-01\n  reason: Dekket av andre\ndeadline")
    said = [each for each in found(withdrawn) if "goal-without-measure" in each]
    assert said == ["plan/goals/felles-innsats.md:1 goal-without-measure: the goal “Felles innsats” has no measure"]
    for files, severity in ((withdrawn, Severity.INFO), ({**withdrawn, PLAN: base_files()[PLAN]}, Severity.ERROR)):
        plan, findings = read_plan(Tree(files))
        (finding,) = (each for each in check_plan(plan, findings, DAY, "en") if each.rule == "goal-without-measure")
        assert finding.severity is severity, "in a draft somebody can mend it"
