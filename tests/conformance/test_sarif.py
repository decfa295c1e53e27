"""Every SARIF report is valid by the standard's own JSON Schema, which tests/sarif.py only writes down from its text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from jsonschema import Draft4Validator

from planverk.catalogue import LANGUAGES
from planverk.cli import main
from planverk.report.sarif import report
from tests.conformance import tools
from tests.findings import DAY, OUTCOME
from tests.support import PLANS

pytestmark = pytest.mark.conformance


def faults(log: str) -> Iterator[str]:
    yield from (f"{list(error.absolute_path)}: {error.message}" for error in Draft4Validator(tools.sarif_schema()).iter_errors(json.loads(log)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
def test_sarif_of_a_plan_is_valid(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "-C", str(PLANS[name]), "--format", "sarif", "--lang", language, *DAY])
    assert list(faults(capsys.readouterr().out)) == []


def test_sarif_of_hostile_findings_is_valid() -> None:
    assert list(faults(report(OUTCOME))) == []


def test_the_schema_finds_a_spoilt_report() -> None:
    log = json.loads(report(OUTCOME))
    del log["runs"][0]["tool"]["driver"]["name"]
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert len(list(faults(json.dumps(log)))) == 2
