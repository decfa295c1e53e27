"""On which day a rule begins to speak: it is silent on the last day, and not on the next; and between which days a date may lie."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.examples import base_files, check_files

PLAN = "plan/plan.yaml"
MEASURE = "plan/measures/felles-rutine.md"
FUNCTION = "plan/functions/koordinator.yaml"
PROGRESS = "plan/progress/felles-rutine.yaml"
NATIONAL = "plan/references/plans/folkehelse.yaml"


def laid(*edits: tuple[str, str, str], **added: str) -> dict[str, bytes]:
    """Files of the base plan with texts replaced, and others put in by the last part of their path."""
    files = dict(base_files())
    for path, before, after in edits:
        assert before.encode() in files[path]
        files[path] = files[path].replace(before.encode(), after.encode(), 1)
    return files | {f"plan/{folder}": text.encode() for folder, text in added.items()}


def records(*written: tuple[str, str]) -> dict[str, bytes]:
    """The base plan with records of the measure's progress, in the order given."""
    lines = "".join(f"  - date: {day}\n    degree: {degree}\n    note: Se referatet.\n    reported_by: koordinator\n" for day, degree in written)
    return laid() | {PROGRESS: f"records:\n{lines}".encode()}


ADOPTED = (PLAN, "status: hearing", "status: adopted\nadoption:\n  body: kommunestyret\n  date: 2024-12-10\n  case: 80/24")
SUCCESSOR = {"plan/references/plans/ny.yaml": b"title: Ny melding\nlevel: national\nowner: Staten\nperiod:\n  from: 2027\n  to: 2034\n"}
SILENT_UNTIL = {
    "the interval of the review": ("review-overdue", laid(ADOPTED, (PLAN, "interval_years: 4", "interval_years: 2")), date(2026, 12, 31)),
    "the end of the period": ("review-overdue", laid(ADOPTED, (PLAN, "interval_years: 4", "interval_years: 9")), date(2028, 12, 31)),
    "a period without a review": ("review-overdue", laid(ADOPTED, (PLAN, "review:\n  interval_years: 4\n  how: Tiltakene vurderes hvert år.\n", "")),
        date(2028, 12, 31)),
    "helplines": ("helpline-unchecked", laid(), date(2027, 11, 2)),
    "one record": ("stale-progress", records(("2026-02-28", "started")), date(2027, 2, 28)),
    "records in order": ("stale-progress", records(("2025-09-01", "planned"), ("2026-03-01", "started")), date(2027, 3, 1)),
    "records out of order": ("stale-progress", records(("2026-03-01", "started"), ("2025-09-01", "done")), date(2027, 3, 1)),
    "a function": ("function-no-longer-valid", laid((FUNCTION, "kind: role", "kind: role\nvalid:\n  to: 2027-01-31")), date(2027, 1, 31)),
    "a plan's successor": ("referenced-plan-superseded", laid((NATIONAL, "level:", "successor: ny\nlevel:")) | SUCCESSOR, date(2026, 12, 31)),
}  # fmt: skip


@pytest.mark.parametrize("case", SILENT_UNTIL)
def test_a_rule_is_silent_on_the_last_day_and_speaks_on_the_next(case: str) -> None:
    rule, files, last = SILENT_UNTIL[case]
    spoken = [[each.rule for each in check_files(files, day=day)].count(rule) for day in (last, last + timedelta(days=1))]
    assert spoken == [0, 1]


def test_a_measure_whose_newest_record_says_that_it_is_done_is_never_late() -> None:
    files = records(("2026-03-01", "done"), ("2025-09-01", "started"))
    assert "stale-progress" not in {each.rule for each in check_files(files, day=date(2040, 1, 1))}


@pytest.mark.parametrize(
    ("rule", "inside", "outside"),
    [("deadline-outside-period", ("2025-01-01", "2028-12-31"), ("2024-12-31", "2029-01-01")),
     ("progress-outside-period", ("2025-01-01", "2029-12-31"), ("2024-12-31", "2030-01-01"))],
)  # fmt: skip
def test_a_date_may_lie_on_the_first_and_on_the_last_day_of_the_period(rule: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    def found(day: str) -> bool:
        files = records((day, "started")) if rule.startswith("progress") else laid((MEASURE, "2027-06-30", day))
        return rule in {each.rule for each in check_files(files)}

    assert [*map(found, inside)] == [False, False] and [*map(found, outside)] == [True, True]
