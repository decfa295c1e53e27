"""Floor 2: fields read from text to values, entries that keep what is right, and who refers to whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Finding, Hint, Position
from planverk.ids import LONGEST_ID, PartReference, is_id, nearest, parse_part, proper_id
from planverk.model.data_entries import Figure, Function, ReferencedPlan, Source
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS, RECORDS, kind_of_file
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.prose_entries import Goal, Measure
from planverk.model.remedies import meant_day, meant_year
from planverk.model.validate import MOST_FINDINGS, validate
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.source.prose import Prose
from planverk.source.yaml import read_yaml
from tests.examples import base_files
from tests.properties import given

MEASURE = "number: 1\ntitle: T\ngoal: g\nassignment: adopted\n"


def entry_of(kind: type[Entry], text: str) -> tuple[Entry, list[tuple[str, int, int]]]:
    """The entry of a YAML text, and rule, line and column of each finding of the model."""
    entry, findings = found_in(kind, text)
    return entry, [(finding.rule, *finding.location.span.start) for finding in findings]


def found_in(kind: type[Entry], text: str) -> tuple[Entry, list[Finding]]:
    return validate(kind, "f", "id", read_yaml("f", text), Prose())


def hints(findings: list[Finding]) -> list[tuple[str, dict[str, str]]]:
    return [(hint.key, dict(hint.facts)) for finding in findings for hint in finding.hints]


# --- identifiers ---


@pytest.mark.parametrize("text", ["a", "felles-rutine", "1", "a1-b2", "a" * LONGEST_ID])
def test_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "å", "a_b", "-a", "a-", "a--b", "a b", "a.b", "a\n", "a" * (LONGEST_ID + 1), "../a", "a/b", "٣"])
def test_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Åpen møteplass", "apen-moteplass"),
        ("Læring (ny)", "laering-ny"),
        ("a\u030apen", "apen"),
        ("FELLES_rutine.v2", "felles-rutine-v2"),
        ("…", "id"),
    ],
)
def test_the_id_nearest_to_a_text(text: str, expected: str) -> None:
    assert proper_id(text) == expected


@given(st.text(max_size=150))
def test_the_id_nearest_to_any_text_is_one(text: str) -> None:
    assert is_id(proper_id(text))


def test_a_reference_to_a_part() -> None:
    assert parse_part("p#g") == PartReference("p", "g")
    assert PartReference("p", "measure-7").measure_number == 7 and PartReference("p", "measure-x").measure_number is None
    assert all(parse_part(text) is None for text in ("p", "p#", "#g", "p#g#h", "p #g", "p# g"))


def test_the_nearest_name() -> None:
    assert nearest("felles-insats", ["felles-innsats", "annet"]) == ("felles-innsats",)
    assert nearest("x" * 1_000_000, ["felles-innsats"]) == ()


# --- values ---


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("number: 1", None),
        ("number: +7", None),
        ("number: 0", "wrong-type"),
        ("number: -1", "wrong-type"),
        ("number: 1.0", "wrong-type"),
        ("number: '1'", "wrong-type"),
        ("number: 99999999999999999999", "wrong-type"),
        ("number: true", "wrong-type"),
        ("number: [1]", "wrong-type"),
        ("title: NO", None),
        ("title: 12:30", None),
        ("title: ' \t '", "empty-text"),
        ("title: [a]", "wrong-type"),
        ("title: {a: b}", "wrong-type"),
        ("title: " + "x" * 10_001, "text-too-long"),
        ("goal:", "empty-text"),
        ("deadline: 2026-06-30", None),
        ("deadline: '2026-06-30'", None),
        ("deadline: 2026-02-30", "bad-date"),
        ("deadline: 2026-13-01", "bad-date"),
        ("deadline: 2026-6-3", "bad-date"),
        ("deadline: 30.6.2026", "bad-date"),
        ("deadline: 2026", None),
        ("deadline: 2026-06", None),
        ("deadline: 2026-Q4", None),
        ("deadline: 2026-H2", None),
        ("deadline: ongoing", None),
        ("deadline: yearly", None),
        ("deadline: 2026-Q5", "bad-date"),
        ("deadline: 2026-13", "bad-date"),
        ("deadline: 2026-Q1-01", "bad-date"),
        ("deadline: [2026]", "wrong-type"),
        ("goal: [a, b]", None),
        ("goal: []", "empty-text"),
        ("goal: [a, ~]", "empty-text"),
        ("goal: {a: b}", "wrong-type"),
        ("responsible: [a]", None),
        ("deadline: 2026-06-30T12:00:00", "bad-date"),
        ("level: universal", None),
        ("level: Universal", "not-allowed"),
        ("level: ''", "not-allowed"),
        ("incomplete: true", None),
        ("incomplete: yes", "wrong-type"),
        ("incomplete: 'true'", "wrong-type"),
        ("participants: a", "wrong-type"),
        ("participants: [a, '']", "empty-text"),
        ("participants: [a, ~]", "empty-text"),
        ("participants: {a: b}", "wrong-type"),
        ("reporting: måned", "wrong-type"),
        ("reporting: {to: a}", "missing-field"),
        ("reporting: {to: a, interval_months: 12, når: nå}", "unknown-field"),
        ("period: {from: 2025-01-01, to: 2024-01-01}", "bad-period"),
        ("period: {from: 2025-01-01, to: 2025-01-01}", None),
        ("tittel: x", "unknown-field"),
        ("tittel:", "unknown-field"),
        ('"": x', "unknown-field"),
    ],
)
def test_a_value_is_taken_or_refused_by_one_rule(line: str, rule: str | None) -> None:
    name = line.split(":")[0]
    text = "".join(f"{kept}\n" for kept in MEASURE.splitlines() if not kept.startswith(f"{name}:")) + f"{line}\n"
    _, findings = entry_of(Measure, text)
    assert [found for found, _, _ in findings] == ([rule] if rule else [])
    assert all(row == text.count("\n") for _, row, _ in findings)


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("https://x.example", True), ("http://x.example/a?b=c#d", True), ("x.example", False), ("https://", False), ("https://localhost/a", False),
        ("ftp://x.example", False), ("https://x.example/a b", False), ("https://x.example/ø", False), ("javascript:a", False), ("https://[", False),
    ],
)  # fmt: skip
def test_addresses(value: str, good: bool) -> None:
    _, findings = entry_of(ReferencedPlan, f"title: t\nlevel: national\nowner: o\nperiod: {{from: 2023, to: 2030}}\ngoals: []\nurl: '{value}'\n")
    assert [rule for rule, _, _ in findings] == ([] if good else ["bad-url"])


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("921234554", True),
        ("921 234 554", True),
        ("310000000", True),
        ("921234555", False),
        ("92123455", False),
        ("9212345540", False),
        ("abc", False),
    ],
)
def test_organisation_numbers(value: str, good: bool) -> None:
    text = base_files()["plan/plan.yaml"].decode().replace("310000000", value)
    assert [rule for rule, _, _ in entry_of(PlanFile, text)[1]] == ([] if good else ["bad-orgnr"])


@given(st.integers(10_000_000, 99_999_999), st.integers(0, 9))
def test_only_one_check_digit_makes_an_organisation_number(digits: int, check: int) -> None:
    weighed = sum(int(digit) * weight for digit, weight in zip(str(digits), (3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    text = base_files()["plan/plan.yaml"].decode().replace("310000000", f"{digits}{check}")
    assert (entry_of(PlanFile, text)[1] == []) == ((weighed + check) % 11 == 0)


@pytest.mark.parametrize(
    ("issued", "good"), [("2024", True), ("2024-05", True), ("2024-05-15", True), ("2024-13", False), ("2024-02-30", False), ("mai", False)]
)
def test_when_a_source_was_issued(issued: str, good: bool) -> None:
    findings = entry_of(Source, f"type: book\ntitle: t\npublisher: p\nissued: {issued}\n")[1]
    assert [rule for rule, _, _ in findings] == ([] if good else ["bad-date"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30.6.2026", "2026-06-30"),
        ("1/2-2026", "2026-02-01"),
        ("15. mai 2024", "2024-05-15"),
        ("12. desember 2023", "2023-12-12"),
        ("30.2.2026", ""),
        ("snart", ""),
    ],
)
def test_the_day_that_was_meant(text: str, day: str) -> None:
    assert meant_day(text) == ((day,) if day else ())


# --- entries ---


def test_an_entry_keeps_what_is_right() -> None:
    entry, findings = entry_of(Measure, "number: x\ntitle: Felles\ngoal: g\nassignment: adopted\nlevl: universal\n")
    assert isinstance(entry, Measure)
    assert entry.title == "Felles" and entry.number is None
    assert not entry.sound("number") and entry.sound("title", "goal")
    assert findings == [("wrong-type", 1, 9), ("unknown-field", 5, 1)]


def test_what_is_missing_is_told_once_a_field() -> None:
    assert entry_of(Measure, "title: x\n")[1] == [("missing-field", 1, 1)] * 2
    assert entry_of(Function, "title: t\nkind: role\nvalid:\n  from: 2020-01-01\n  too: 2021-01-01\n")[1] == [("unknown-field", 5, 3)]


def test_a_missing_field_with_a_closed_set_gets_the_words_to_choose_among() -> None:
    _, found = found_in(Measure, "number: 1\ntitle: x\ngoal: a\nresponsible: b\nreporting: {to: c}\n")
    assert hints(found) == [("add-field", {"field": "interval_months"})]
    _, found = found_in(Function, "title: x\n")
    assert hints(found) == [("add-field-of", {"field": "kind", "allowed": "unit, role, council"})]


def test_a_slip_in_a_name_is_one_finding_not_two() -> None:
    _, findings = found_in(Measure, MEASURE.replace("title", "titel"))
    assert [finding.rule for finding in findings] == ["unknown-field"] and hints(findings) == [("did-you-mean", {"name": "title"})]
    _, findings = found_in(Measure, MEASURE + "reporting:\n  too: a\n  interval_months: 1\n")
    assert [finding.rule for finding in findings] == ["unknown-field"]


def test_a_name_near_nothing_gets_the_names_that_are_known() -> None:
    _, findings = found_in(Measure, MEASURE + "reporting: {to: a, interval_months: 1, xyz: b}\n")
    assert hints(findings) == [("known-fields", {"names": "interval_months, to"})]


def test_a_value_that_reading_has_reported_gets_no_second_finding() -> None:
    for value in ("&a x", "*a", "!t x", '"x\\u0000"', "!!str"):
        assert entry_of(Measure, MEASURE.replace("title: T", f"title: {value}"))[1] == []


def test_a_repeated_key_keeps_the_first_value() -> None:
    entry, findings = entry_of(Measure, MEASURE + "title: U\n")
    assert isinstance(entry, Measure) and entry.title == "T" and findings == []


@pytest.mark.parametrize(
    ("line", "rule", "hint"),
    [
        ("assignment: vedtatt", "not-allowed", Hint("did-you-mean", {"name": "adopted"})),
        ("level: Universelt", "not-allowed", Hint("did-you-mean", {"name": "universal"})),
        ("ansvarlig: koordinator", "unknown-field", Hint("did-you-mean", {"name": "responsible"})),
        ("målgrupper: unge", "unknown-field", Hint("did-you-mean", {"name": "target_groups"})),
        ("number: en", "wrong-type", Hint("digits-form", {})),
        ("deadline: våren 2027", "bad-date", Hint("did-you-mean", {"name": "2027-H1"})),
        ("deadline: når det passer", "bad-date", Hint("write-when", {})),
        ("deadline: Løpende", "bad-date", Hint("did-you-mean", {"name": "ongoing"})),
        ("deadline: innen utgangen av juni 2027", "bad-date", Hint("did-you-mean", {"name": "2027-06"})),
        ("deadline: 2. kvartal 2027", "bad-date", Hint("did-you-mean", {"name": "2027-Q2"})),
        ("deadline: 1. halvår 2027", "bad-date", Hint("did-you-mean", {"name": "2027-H1"})),
        ("deadline: Innen 2028", "bad-date", Hint("did-you-mean", {"name": "2028"})),
        ("deadline: 31.12.2027", "bad-date", Hint("did-you-mean", {"name": "2027-12-31"})),
        ("period: 2026-2027", "wrong-type", Hint("mapping-of", {"names": "from: …, to: …"})),
        ("financing: [a]", "wrong-type", Hint("text-form", {})),
    ],
)
def test_what_a_planner_writes_gets_a_remedy(line: str, rule: str, hint: Hint) -> None:
    _, findings = validate(Measure, "f", "id", read_yaml("f", line + "\n"), Prose())
    assert [found.hints for found in findings if found.rule == rule] == [(hint,)]


@pytest.mark.parametrize(("text", "year"), [("24", "2024"), ("2024-05-01", "2024"), ("høsten 2025", "2025"), ("snart", None), ("12345", None)])
def test_the_year_that_was_meant(text: str, year: str | None) -> None:
    assert meant_year(text) == ((year,) if year else ())


def test_hints_say_what_may_be_written() -> None:
    _, findings = found_in(Measure, MEASURE.replace("adopted", "avtalt") + "level: univrsal\nperiod: x\ntarget_groups: y\ndeadline: 1.5.2026\n")
    assert hints(findings) == [
        ("allowed-values", {"allowed": "adopted, proposed"}), ("did-you-mean", {"name": "universal"}), ("list-form", {}),
        ("mapping-of", {"names": "from: …, to: …"}),
        ("did-you-mean", {"name": "2026-05-01"}),
    ]  # fmt: skip


def test_what_the_original_does_not_tell_is_not_missing() -> None:
    assert entry_of(Measure, "title: x\nincomplete: true\nknown: Bare navnet står i planen.\n")[1] == []
    assert len(entry_of(Measure, "title: x\nincomplete: true\n")[1]) == 2


def test_faults_between_fields() -> None:
    assert entry_of(Measure, MEASURE.replace("adopted", "proposed"))[1] == [("missing-field", 1, 1)]
    both = MEASURE + "deadline: 2026-01-01\nperiod: {from: 2026-01-01, to: 2026-02-01}\n"
    assert entry_of(Measure, both)[1] == [("not-both", 5, 1)]
    assert entry_of(Measure, both.replace("2026-02-01", "x"))[1] == [("bad-date", 6, 32)]
    assert entry_of(Figure, "title: t\nkind: bar\ndata: a.csv\ndata_missing: b\nx: c\nseries: [d]\nunit: e\n")[1] == [("not-both", 4, 1)]
    assert entry_of(Figure, "title: t\nkind: bar\n")[1] == [("missing-field", 1, 1)]
    assert entry_of(Source, "type: book\ntitle: t\nissued: 2024\nauthor:\n  - given: Kari\n")[1] == [("missing-field", 5, 5)]


@pytest.mark.parametrize("text", ["- a\n", "bare tekst\n", "[]"])
def test_a_file_that_is_no_mapping(text: str) -> None:
    assert [rule for rule, _, _ in entry_of(Measure, text)[1]] == ["wrong-type"]


def test_a_file_of_comments_is_empty() -> None:
    assert entry_of(Function, "# kommer\n")[1] == [("empty-file", 1, 1)]


def test_findings_in_one_file_are_bounded() -> None:
    text = MEASURE + "".join(f"a{number}: 1\nb{number}:\n" for number in range(5_000)) + "title2: [" + "x, " * 5_000 + "]\n"
    entry, findings = entry_of(Measure, text)
    assert len(findings) == MOST_FINDINGS and isinstance(entry, Measure) and entry.title == "T"


_scalar = st.sampled_from(["1", "x", "''", "~", "2026-01-01", "[a]", "{a: b}", "true", "a: b", "- a", "&a b", "{from: 1, to: 2}", "[[1], {a: [b]}]"])
_fields = st.lists(st.tuples(st.sampled_from([*Measure.model_fields, *Figure.model_fields, "kind", "from", "x"]), _scalar), max_size=8)


@given(st.sampled_from([*KINDS, *RECORDS, PlanFile]), _fields)
def test_any_fields_make_an_entry_or_findings(kind: type[Entry], fields: list[tuple[str, str]]) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in fields)
    located = read_yaml("f", text)
    entry, findings = validate(kind, "f", "id", located, Prose())
    assert entry.id == "id"
    for finding in findings:
        assert 1 <= finding.location.span.start.line <= text.count("\n") + 1
    if not located.broken and isinstance(located.data, dict):
        assert {name for name, value in located.data.items() if value is None} <= entry.faulty


# --- files and kinds ---


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("plan/plan.yaml", "plan-file"), ("plan/help.yaml", "help"), ("plan/goals/a.md", "goal"), ("plan/references/plans/a.yaml", "plan"),
        ("plan/adopted/2026-01-15.json", "adopted"), ("plan/reviews/goal-a.yaml", "review"),
        ("plan/goals/a.yaml", None), ("plan/goals/b/a.md", None), ("goals/a.md", None), ("plan/a.md", None), ("plan/data/a.csv", None),
    ],
)  # fmt: skip
def test_which_file_is_which_kind(path: str, kind: str | None) -> None:
    found = kind_of_file(path)
    assert (found.kind if found else None) == kind


# --- the plan ---


def base_plan(**changed: str) -> Plan:
    files = dict(base_files())
    files.update({path: text.encode() for path, text in changed.items()})
    return read_plan(Tree(files))[0]


def test_entries_are_found_by_id_and_in_order() -> None:
    plan = base_plan()
    assert list(plan.goals) == ["felles-innsats"] and plan.measures_of(plan.goals["felles-innsats"]) == (plan.measures["felles-rutine"],)
    assert [part.part for part in plan.national_goals_of(plan.measures["felles-rutine"])] == ["fellesskap", "oversyn"]
    assert plan.head.period is not None and plan.head.period.from_ == 2025 and plan.help is not None and plan.help.checked == date(2026, 11, 2)
    assert [entry.key for entry in plan.entries][:2] == ["plan-file:plan", "help:help"]


def test_places_of_values_and_of_what_is_not_there() -> None:
    goal = base_plan().goals["felles-innsats"]
    assert isinstance(goal, Goal)
    assert goal.at("related", 1).span.start == Position(6, 5)
    assert goal.at_key("number").span.start == Position(2, 1)
    assert goal.at("formerly").path == goal.path and goal.at_top().span.start == Position(1, 1)


def test_references_in_fields_and_in_prose() -> None:
    plan = base_plan()
    named = {(reference.kind, reference.name, reference.route == ()) for reference in plan.references}
    assert ("goal", "felles-innsats", False) in named and ("source", "undersokelse", True) in named and ("figure", "ensomme", True) in named
    assert ("chapter", "innledning", False) in named and ("definition", "ensomhet", True) in named
    assert {reference.entry.key for reference in plan.referrers[("plan", "folkehelse")]} == {"goal:felles-innsats", "chapter:innledning"}
