"""The formats of findings, for programs, whole: with texts that try to break out of each of them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS, main
from planverk.cli.check import FORMATS
from planverk.diagnostics import Location
from planverk.report import data, github, gitlab, junit, sarif
from planverk.report.outcome import fingerprints
from planverk.rules.pages import page_of
from planverk.rules.registry import all_rules
from tests.expected import FIXTURES
from tests.findings import DANGLING, DAY, HOSTILE, NOTE, NOTHING, OUTCOME, TEXTS, span
from tests.sarif import faults, faults_between
from tests.support import PLANS, ROOT, copied

SUMMARY = "Kontrollerte 3 filer i planen mot 3 regler: 1 feil, 1 advarsel, 1 merknad.\n"


# --- for programs ---


def test_json_whole() -> None:
    assert data.report(replace(NOTHING)) == (
        '{\n  "diagnostics": [],\n  "summary": {\n    "errors": 0,\n    "warnings": 0,\n    "infos": 0,\n    "entries": 3\n  }\n}\n'
    )


def test_github_whole() -> None:
    assert github.report(OUTCOME) == (
        "::error file=plan/measures/rutine.md,line=4,endLine=4,col=7,endColumn=13,title=dangling-reference"
        "::målet «maal-9» finnes ikke%0Amente du «maal-1»?\n"
        "::warning file=plan/chapters/a%2Cb%3Ac %2520æ.md,line=2,endLine=3,title=vår-regel"
        "::100 %25 ::error::x ]]> \"q\" 'r' <x> & {0} [her](https://sted.example)\\x1b[2J%0Aa\\x0d ::stop-commands::y%0A\\xffff\n"
        "::notice file=plan/goals/maal.md,line=1,endLine=1,col=1,endColumn=1,title=incomplete-entry::noe mangler\n" + SUMMARY
    )
    assert github.report(NOTHING) == "Kontrollerte 3 filer i planen mot 1 regel: 0 feil, 0 advarsler, 0 merknader.\n"


def test_gitlab_whole() -> None:
    marks = fingerprints(OUTCOME.diagnostics, TEXTS)
    assert json.loads(gitlab.report(OUTCOME)) == [
        {
            "description": "målet «maal-9» finnes ikke mente du «maal-1»?",
            "check_name": "dangling-reference",
            "fingerprint": marks[0],
            "severity": "blocker",
            "location": {"path": "plan/measures/rutine.md", "lines": {"begin": 4}},
        },
        {
            "description": f"{HOSTILE.message} {HOSTILE.hints[0]} {HOSTILE.hints[1]}",
            "check_name": "vår-regel",
            "fingerprint": marks[1],
            "severity": "major",
            "location": {"path": "plan/chapters/a,b:c %20æ.md", "lines": {"begin": 2}},
        },
        {
            "description": "noe mangler",
            "check_name": "incomplete-entry",
            "fingerprint": marks[2],
            "severity": "info",
            "location": {"path": "plan/goals/maal.md", "lines": {"begin": 1}},
        },
    ]
    assert gitlab.report(NOTHING) == "[]\n"


JUNIT = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="planverk" tests="4" failures="{failures}" errors="0" skipped="0" time="0">
  <testsuite name="planverk check" tests="4" failures="{failures}" errors="0" skipped="0" time="0">
    <testcase name="dangling-reference" classname="planverk.check" time="0">
      <failure message="målet «maal-9» finnes ikke" type="error">plan/measures/rutine.md:4:7: error: målet «maal-9» finnes ikke
  = mente du «maal-1»?</failure>
    </testcase>
    <testcase name="incomplete-entry" classname="planverk.check" time="0">
      <system-out>plan/goals/maal.md:1:1: info: noe mangler</system-out>
    </testcase>
    <testcase name="number-gap" classname="planverk.check" time="0" />
    <testcase name="vår-regel" classname="planverk.check" time="0">
      {opened}plan/chapters/a,b:c %20æ.md:2:1: warning: {said}
  = a\\x0d ::stop-commands::y
  = \\xffff{closed}
    </testcase>
  </testsuite>
</testsuites>
"""
IN_XML = "100 % ::error::x ]]&gt; \"q\" 'r' &lt;x&gt; &amp; {0} [her](https://sted.example)\\x1b[2J"


def test_junit_whole() -> None:
    assert junit.report(OUTCOME) == JUNIT.format(failures=1, opened="<system-out>", closed="</system-out>", said=IN_XML)
    quoted = IN_XML.replace('"', "&quot;")
    strict = JUNIT.format(failures=2, opened=f'<failure message="{quoted}" type="warning">', closed="</failure>", said=IN_XML)
    assert junit.report(replace(OUTCOME, strict=True)) == strict
    assert ElementTree.fromstring(strict).attrib["failures"] == "2"


@pytest.mark.parametrize("char", [chr(code) for code in (*range(32), 0x7F, 0x85, 0x2028, 0xD800, 0xFFFE, 0xFFFF)])
def test_no_character_makes_a_report_unreadable(char: str) -> None:
    hostile = replace(HOSTILE, message=f"a{char}b", hints=(char,), location=Location(f"plan/{char}.md"))
    outcome = replace(OUTCOME, diagnostics=(hostile,), strict=True)
    assert ElementTree.fromstring(junit.report(outcome).encode("utf-8", "backslashreplace"))[0].attrib["failures"] == "1"
    assert list(faults(json.loads(sarif.report(outcome)))) == []
    assert json.loads(gitlab.report(outcome))[0]["description"] == f"a{char}b {char}"
    assert len(github.report(outcome).splitlines()) == 2


def test_sarif_whole() -> None:
    marks = fingerprints(OUTCOME.diagnostics, TEXTS)
    log = json.loads(sarif.report(replace(OUTCOME, rules={})))
    (run,) = log.pop("runs")
    assert log == {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    driver, results = run.pop("tool")["driver"], run.pop("results")
    assert run == {
        "language": "nb",
        "automationDetails": {"id": "planverk/check/"},
        "originalUriBaseIds": {"PLANROOT": {"description": {"text": "The folder that holds plan/ and planverk.toml."}}},
        "columnKind": "unicodeCodePoints",
    }
    assert [rule["id"] for rule in driver["rules"]] == ["dangling-reference", "incomplete-entry", "vår-regel"]
    assert driver["rules"][2] == {"id": "vår-regel"}
    assert results == [
        {
            "ruleId": "dangling-reference",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "målet «maal-9» finnes ikke\nmente du «maal-1»?"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "plan/measures/rutine.md", "uriBaseId": "PLANROOT"},
                        "region": {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 13},
                    }
                }
            ],
            "partialFingerprints": {"finding/v1": marks[0]},
        },
        {
            "ruleId": "vår-regel",
            "ruleIndex": 2,
            "level": "warning",
            "message": {"text": "100 %\n::error::x ]]> \"q\" 'r' <x> & {{0}} [her\\](https://sted.example)\x1b[2J\na\r\n::stop-commands::y\n\uffff"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "plan/chapters/a%2Cb%3Ac%20%2520%C3%A6.md", "uriBaseId": "PLANROOT"},
                        "region": {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 4},
                    }
                }
            ],
            "partialFingerprints": {"finding/v1": marks[1]},
        },
        {
            "ruleId": "incomplete-entry",
            "ruleIndex": 1,
            "level": "note",
            "message": {"text": "noe mangler"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "plan/goals/maal.md", "uriBaseId": "PLANROOT"},
                        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
                    }
                }
            ],
            "partialFingerprints": {"finding/v1": marks[2]},
        },
    ]


def test_sarif_brings_the_manual_page_and_the_severity_in_force() -> None:
    log = json.loads(sarif.report(replace(NOTHING, rules={"quotation-marks": "error"}, language="en")))
    assert log["runs"][0]["tool"]["driver"]["rules"] == [
        {
            "id": "quotation-marks",
            "defaultConfiguration": {"level": "error"},
            "shortDescription": {"text": "Quotation marks are not the Norwegian ones."},
            "fullDescription": {"text": "Quotation marks are not the Norwegian ones."},
            "help": {
                "text": page_of(all_rules()["quotation-marks"], "en").text + "\n",
                "markdown": (
                    "Quotation marks are not the Norwegian ones.\n\n"
                    "Norwegian quotes stand between « and »; straight and English marks look like slips beside them.\n\n"
                    "Bad `plan/chapters/innledning.md`:\n\n"
                    '~~~\nPlanen bygger på [folkehelsemeldingen](plan:folkehelse) og på ordet "sammen".  # <-\n~~~\n\n'
                    "Good `plan/chapters/innledning.md`:\n\n"
                    "~~~\nPlanen bygger på [folkehelsemeldingen](plan:folkehelse) og på ordet «sammen».\n~~~\n"
                ),
            },
            "properties": {"tags": ["packs", "norwegian-municipal"]},
        }
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_explains_a_rule_in_the_language_of_its_messages(language: str) -> None:
    log = json.loads(sarif.report(replace(NOTHING, rules={"quotation-marks": "error"}, language=language)))
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"] == page_of(all_rules()["quotation-marks"], language).text + "\n"


def test_every_manual_page_becomes_markdown() -> None:
    pages = {(name, language): page_of(rule, language) for name, rule in all_rules().items() for language in LANGUAGES}
    assert [name for name, page in pages.items() if "::\n\n~~~" in page.markdown or page.markdown.count("~~~") % 2] == []
    assert [name for name, page in pages.items() if not page.first.endswith(".") or "\n" in page.first] == []


def test_a_page_with_a_fence_in_it_is_fenced_wider(tmp_path: Path) -> None:
    file = tmp_path / "thing.md"
    file.write_text("---\nseverity: info\n---\n\n## nb\n\nOne `thing`.\n\n## Bad\n\n`a.md`:\n\n~~~~\n~~~\n`x`\n~~~\n~~~~\n", encoding="utf-8")
    page = page_of(replace(all_rules()["quotation-marks"], page=file), "en")
    assert page.markdown == "One `thing`.\n\nBad `a.md`:\n\n~~~~\n~~~\n`x`\n~~~\n~~~~"
    assert page.text == "One ``thing``.\n\nBad ``a.md``::\n\n    ~~~\n    `x`\n    ~~~"


PLACES = {**PLANS, **{folder.name: folder for folder in FIXTURES.iterdir() if folder.is_dir()}}


@pytest.mark.parametrize("name", sorted(PLACES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_is_valid_for_every_plan_here(name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = PLACES[name]
    if not (place / "plan/plan.yaml").is_file():
        place = with_fixture(place, tmp_path)
    main(["check", "-C", str(place), "--format", "sarif", "--lang", language, *DAY])
    log = json.loads(capsys.readouterr().out)
    assert log["runs"][0]["results"] != []
    assert [*faults(log), *faults_between(log)] == []


def with_fixture(fixture: Path, folder: Path) -> Path:
    """The base plan with a fixture's files laid over it."""
    for source in (FIXTURES.parent / "base", fixture):
        for path in source.rglob("*"):
            if path.is_file() and path.name != "expected.txt":
                target = folder / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    return folder


# --- knowing a finding again ---


def test_a_fingerprint_is_of_the_line_and_not_of_its_number_or_language() -> None:
    (before,) = fingerprints([DANGLING], TEXTS)
    moved = replace(DANGLING, message="the goal does not exist", location=Location(DANGLING.location.path, span(6, 7, 6, 13)))
    assert fingerprints([moved], {DANGLING.location.path: "\n\n" + TEXTS[DANGLING.location.path]}) == [before]
    other = replace(DANGLING, location=Location("plan/measures/annen.md", DANGLING.location.span))
    assert fingerprints([other], {other.location.path: TEXTS[DANGLING.location.path]}) != [before]
    assert fingerprints([replace(DANGLING, rule="bad-identifier")], TEXTS) != [before]


def test_findings_that_are_alike_have_fingerprints_of_their_own() -> None:
    assert len(set(fingerprints([NOTE, NOTE, NOTE], {}))) == 3
    assert fingerprints([NOTE, NOTE], {}) == fingerprints([NOTE, NOTE, NOTE], {})[:2]


# --- the command ---


@pytest.mark.parametrize("style", [name for name, _ in FORMATS])
def test_every_format_can_be_asked_for_and_says_the_same_twice(style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    measure = root / "plan/measures/felles-rutine.md"
    measure.write_text(measure.read_text(encoding="utf-8").replace("goal: felles-innsats", "goal: felles-insats"), encoding="utf-8")
    said = []
    for folder in (root, root / "plan/measures"):
        assert main(["check", "-C", str(folder), "--format", style, *DAY]) == FINDINGS
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != ""
    assert "dangling-reference" in said[0] and "felles-insats" in said[0] and str(tmp_path) not in said[0]


def test_strict_reaches_junit(capsys: pytest.CaptureFixture[str]) -> None:
    failures = []
    for options, code in (((), CLEAN), (("--strict",), FINDINGS)):
        assert main(["check", "-C", str(ROOT), "--format", "junit", *DAY, *options]) == code
        failures.append(ElementTree.fromstring(capsys.readouterr().out.encode()).attrib["failures"])
    assert failures == ["0", "2"]


def test_every_format_is_a_module_with_a_report() -> None:
    for _, module in FORMATS:
        assert import_module(f"planverk.report.{module}").report(NOTHING).endswith("\n")
    assert os.environ.get("COLUMNS") is None
