"""The engine: severities, waivers, packs, order, bounded facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planverk.diagnostics import Diagnostic, Severity
from planverk.rules.engine import LONGEST_FACT
from tests.examples import DAY, base_files, check_files, example_files

PATH = "plan/measures/felles-rutine.md"
GAP = {PATH: base_files()[PATH].replace(b"number: 1", b"number: 2")}


def found(settings: str, measure: bytes = GAP[PATH], day: date = DAY) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in check_files({PATH: measure, "planverk.toml": settings.encode()}, day=day)]


def waiver(until: str = "until = 2027-12-31", reason: str = 'reason = "x"', rule: str = "number-gap", path: str = PATH) -> str:
    return f'[[waiver]]\nrule = "{rule}"\npath = "{path}"\n{reason}\n{until}\n'


GAPPED = ("number-gap", Severity.WARNING)


@pytest.mark.parametrize(("severity", "expected"), [("error", Severity.ERROR), ("warning", Severity.WARNING), ("info", Severity.INFO)])
def test_settings_change_a_severity(severity: str, expected: Severity) -> None:
    assert found(f'[severity]\nnumber-gap = "{severity}"\n') == [("number-gap", expected)]


def test_a_rule_can_be_switched_off() -> None:
    assert found('[severity]\nnumber-gap = "off"\n') == []


def test_a_waiver_covers_its_rule_in_its_file_until_its_date() -> None:
    until = f"until = {DAY}"
    assert found(waiver(until)) == []
    assert found(waiver(until), day=DAY + timedelta(days=1)) == [GAPPED, ("waiver-expired", Severity.WARNING)]


@pytest.mark.parametrize("lacking", [{"reason": ""}, {"until": ""}, {"reason": "", "until": ""}])
def test_a_waiver_without_reason_or_date_covers_nothing(lacking: dict[str, str]) -> None:
    assert found(waiver(**lacking)) == [GAPPED, ("waiver-without-reason", Severity.ERROR)]


def test_a_waiver_of_another_rule_or_file_is_unused() -> None:
    unused = ("unused-waiver", Severity.WARNING)
    assert found(waiver(path="plan/goals/felles-innsats.md")) == [GAPPED, unused]
    assert found(waiver(rule="repeated-number")) == [GAPPED, unused]
    assert found(waiver(rule="number-gapp")) == [GAPPED, ("unknown-rule", Severity.ERROR)]


def test_a_waiver_cannot_cover_what_is_wrong_with_waivers() -> None:
    assert found(waiver() + waiver(rule="unused-waiver", path="planverk.toml")) == [("unused-waiver", Severity.WARNING)]


def test_a_waiver_is_not_called_unused_where_a_fault_keeps_its_rule_silent() -> None:
    broken = GAP[PATH].replace(b"title: Felles", b"title: Felles: ")
    assert found(waiver(), broken) == [("yaml-syntax", Severity.ERROR)]


def test_a_fault_in_a_waiver_is_one_finding_and_it_goes_on_covering() -> None:
    assert found(waiver(until='until = "snart"')) == [("bad-date", Severity.ERROR)]
    assert found(waiver() + 'resaon = "y"\n') == [("unknown-field", Severity.ERROR)]


def test_a_fault_in_one_severity_leaves_the_others() -> None:
    assert found('[severity]\nnumber-gap = "off"\ndangling-reference = "eror"\n') == [("not-allowed", Severity.ERROR)]


def test_a_pack_is_silent_until_it_is_switched_on() -> None:
    bare = {PATH: b"---\nnumber: 1\ntitle: T\ngoal: felles-innsats\nresponsible: koordinator\nassignment: adopted\n---\n\nTekst.\n"}
    assert check_files(bare) == []
    assert {one.rule for one in check_files(bare, pack="norwegian-municipal")} >= {"measure-without-deadline", "measure-without-financing"}


def test_findings_come_in_the_order_of_their_places() -> None:
    findings = check_files(example_files("eleven-faults"))
    assert len(findings) == 11 and {one.location.path for one in findings} == {PATH}
    assert findings == sorted(findings, key=lambda one: (one.location, one.rule))


def one_of(value: str) -> Diagnostic:
    files = {PATH: base_files()[PATH].replace(b"assignment: adopted", f"assignment: {value}".encode())}
    (finding,) = [one for one in check_files(files) if one.rule == "not-allowed"]
    return finding


def test_a_value_of_a_million_characters_makes_no_message_of_a_million() -> None:
    assert len(one_of("x" * 900_000).message) < LONGEST_FACT + 40


def test_a_value_in_a_message_is_one_printable_line() -> None:
    assert one_of('"a\\nb\\tc"').message == "«a b c» kan ikke stå her"


def test_braces_in_a_value_are_text() -> None:
    assert one_of('"{facts} {0} %s"').message == "«{facts} {0} %s» kan ikke stå her"


def test_eleven_faults_are_eleven_errors() -> None:
    assert [one.severity for one in check_files(example_files("eleven-faults"))] == [Severity.ERROR] * 11
