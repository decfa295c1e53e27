"""A municipality's own rules: what they find, what they leave alone, and what is wrong with their declarations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, WRONG_CALL, main
from planverk.diagnostics import Diagnostic
from planverk.model.entry import Entry
from planverk.model.patterns import Pattern
from planverk.reading.plan import read_plan
from planverk.rules import custom_rules
from planverk.rules.passages import Passage
from planverk.rules.wordings import own_passages
from tests.examples import BASE, base_files, check_files, tree_of
from tests.support import ROOT

MEASURE = "plan/measures/felles-rutine.md"
CHAPTER = "plan/chapters/innledning.md"
HEAD = '[[rule]]\nname = "egen-regel"\nseverity = "warning"\nmessage = "slik vil {vi} ha det"\n'
SETTINGS_PAGE = ROOT / "docs" / "reference" / "settings.md"


def checked(rule: str, before: str = "", after: str = "", more: str = "", head: str = HEAD, path: str = MEASURE) -> list[Diagnostic]:
    """The findings about the base plan with a rule of its own, after replacing a text in one file."""
    assert before.encode() in base_files()[path]
    changed = base_files()[path].replace(before.encode(), after.encode(), 1) if before else base_files()[path]
    return check_files({path: changed, "planverk.toml": (head + rule + "\n" + more).encode()})


def lines(found: list[Diagnostic]) -> list[str]:
    return [f"{each.location.path}:{each.location.span.start.line} {each.rule}" for each in found]


# --- fields ---


def test_a_field_that_must_be_there_is_missed_at_the_top() -> None:
    found = checked('kind = "measure"\nfield = "indicators"\nreason = "Utvalget måler."')
    assert lines(found) == [f"{MEASURE}:1 egen-regel"]
    assert found[0].message == "slik vil {vi} ha det"
    assert found[0].hints == ("legg til en linje: «indicators: …»", "Utvalget måler.")


def test_a_field_below_another_is_missed_there() -> None:
    rule = 'kind = "plan-file"\nfield = "organisation.municipality_number"'
    assert [line for line in lines(checked(rule)) if "egen-regel" in line] == ["plan/plan.yaml:2 egen-regel"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{ assignment = "adopted" }', 1),
        ('{ assignment = ["proposed", "adopted"] }', 1),
        ('{ assignment = "proposed" }', 0),
        ("{ number = 1 }", 1),
        ("{ number = 2 }", 0),
    ],
)
def test_where_tells_which_entries_are_meant(where: str, expected: int) -> None:
    assert len(checked(f'kind = "measure"\nwhere = {where}\nfield = "indicators"')) == expected


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        ("matches = 'Hovedutvalg .+'", []),
        ("matches = 'Hovedutvalg'", ["10"]),
        ('one_of = ["Kommunestyret", "Hovedutvalg for helse"]', []),
        ('one_of = ["Kommunestyret"]', ["10"]),
    ],
)
def test_a_value_is_found_where_it_stands(demand: str, expected: list[str]) -> None:
    assert lines(checked(f'kind = "measure"\nfield = "reporting.to"\n{demand}')) == [f"{MEASURE}:{line} egen-regel" for line in expected]


def test_a_demand_on_a_value_demands_none_unless_it_says_so() -> None:
    demand = 'kind = "measure"\nfield = "indicators"\nmatches = "Andel .+"'
    assert lines(checked(demand)) == []
    assert lines(checked(demand + "\nrequired = true")) == [f"{MEASURE}:1 egen-regel"]


def test_each_item_of_a_list_is_held_to_the_demand() -> None:
    given = "indicators:\n  - Andel unge\n  - Antall møter\nreporting:"
    assert lines(checked('kind = "measure"\nfield = "indicators"\nmatches = "Andel .+"', "reporting:", given)) == [f"{MEASURE}:11 egen-regel"]


def test_dates_and_numbers_are_compared_as_they_are_typed() -> None:
    assert lines(checked('kind = "measure"\nfield = "deadline"\nmatches = \'20\\d\\d-06-30\'')) == []
    assert lines(checked('kind = "measure"\nfield = "deadline"\none_of = [2027-12-31]')) == [f"{MEASURE}:7 egen-regel"]
    assert lines(checked('kind = "measure"\nfield = "reporting.interval_months"\none_of = [12]')) == []


def test_a_field_with_a_fault_gives_one_finding() -> None:
    assert lines(checked('kind = "measure"\nfield = "deadline"', "2027-06-30", "i juni")) == [f"{MEASURE}:7 bad-date"]


def test_a_withdrawn_measure_is_held_to_nothing_more() -> None:
    found = checked('kind = "measure"\nfield = "indicators"', "reporting:", "withdrawn:\n  date: 2026-01-01\n  reason: Erstattet.\nreporting:")
    assert "egen-regel" not in {each.rule for each in found}


# --- wordings ---


def test_words_are_found_whole_outside_quotations_and_titles() -> None:
    body = "Vi hører på brukeren. Brukermedvirkning og «brukeren» er noe annet.\n\n> En bruker sa det.\n"
    text = f"---\ntitle: Innledning\n---\n\nPlanen bygger på [folkehelsemeldingen](plan:folkehelse). {body}"
    rule = HEAD + 'wording = ["bruker(en|e|ne)?"]\nwrite = "innbygger"\n'
    found = [each for each in check_files({CHAPTER: text.encode(), "planverk.toml": rule.encode()}) if lines([each]) == [f"{CHAPTER}:5 egen-regel"]]
    assert [(each.location.span.start, each.hints) for each in found] == [((5, 70), ("skriv heller: innbygger",))]


# --- waivers and severities ---


RULE = 'kind = "measure"\nfield = "indicators"\n'
WAIVER = f'[[waiver]]\nrule = "egen-regel"\npath = "{MEASURE}"\nreason = "Venter"\nuntil = 2027-01-01\n'


def test_an_own_rule_is_waived_and_weighed_like_others() -> None:
    assert checked(RULE, more=WAIVER) == []
    assert lines(checked(RULE.replace("indicators", "title"), more=WAIVER)) == ["planverk.toml:8 unused-waiver"]
    assert checked(RULE, more='[severity]\negen-regel = "off"\n') == []
    assert [each.severity.value for each in checked(RULE, more='[severity]\negen-regel = "error"\n')] == ["error"]


# --- declarations ---


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('kind = "mesure"\nfield = "title"', [(5, "not-allowed", "mente du «measure»?")]),
        ('kind = "measure"\nfield = "finansing"', [(6, "unknown-field", "mente du «financing»?")]),
        ('kind = "measure"\nfield = "reporting.too"', [(6, "unknown-field", "mente du «to»?")]),
        ('kind = "measure"\nfield = "title.nb"', [(6, "unknown-field", "")]),
        ('kind = "measure"\nfield = "title"\nwhere = { asignment = "adopted" }', [(7, "unknown-field", "mente du «assignment»?")]),
        ('kind = "measure"\nfield = "title"\nmatches = "(a"', [(7, "bad-pattern", "bokstaver står for seg selv")]),
        ('wording = ["a**"]', [(5, "bad-pattern", "bokstaver står for seg selv")]),
        ('kind = "measure"', [(1, "missing-field", "en egen regel har enten")]),
        ('field = "title"', [(1, "missing-field", "en egen regel har enten")]),
        ("", [(1, "missing-field", "en egen regel har enten")]),
        ('kind = "measure"\nfield = "title"\nwording = ["a"]', [(7, "not-both", "en egen regel har enten")]),
        ('wording = ["a"]\nrequired = true', [(5, "not-both", "en egen regel har enten")]),
        ('kind = "measure"\nfield = "title"\nmatchs = "a"', [(7, "unknown-field", "mente du «matches»?")]),
        ('kind = "measure"\nfield = "title"\none_of = []', [(7, "wrong-type", "")]),
    ],
)
def test_a_bad_declaration_is_found_in_its_line_and_only_there(rule: str, expected: list[tuple[int, str, str]]) -> None:
    found = checked(rule, more=WAIVER)
    assert [(each.location.path, each.location.span.start.line, each.rule) for each in found] == [("planverk.toml", *told[:2]) for told in expected]
    assert all(hint in "".join(each.hints) for each, (*_, hint) in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD.replace("egen-regel", "number-gap"), [(2, "repeated-identifier")]),
        (HEAD + RULE + HEAD, [(8, "repeated-identifier")]),
        (HEAD.replace("egen-regel", "Egen regel"), [(2, "bad-identifier")]),
        (HEAD.replace('"warning"', '"off"'), [(3, "not-allowed")]),
        (HEAD.replace('message = "slik vil {vi} ha det"\n', ""), [(1, "missing-field")]),
    ],
)
def test_names_severities_and_messages_are_checked(head: str, expected: list[tuple[int, str]]) -> None:
    found = [(each.location.span.start.line, each.rule) for each in checked(RULE, head=head) if each.location.path == "planverk.toml"]
    assert found == expected


def test_one_bad_rule_does_not_hide_the_others() -> None:
    other = HEAD.replace("egen-regel", "annen-regel") + 'kind = "measure"\nfield = "effects"\n'
    assert lines(checked('kind = "mesure"\nfield = "title"', more=other)) == [f"{MEASURE}:1 annen-regel", "planverk.toml:5 not-allowed"]


# --- explain, and the page on settings ---


def test_explain_shows_an_own_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, data in base_files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "planverk.toml").write_text(HEAD + RULE + 'reason = "Utvalget måler."\n', encoding="utf-8")
    assert main(["explain", "egen-regel", "-C", str(tmp_path)]) == CLEAN
    told = capsys.readouterr().out
    assert told.startswith("egen-regel – warning – planverk.toml\n")
    assert "\nslik vil {vi} ha det\n\nUtvalget måler.\n\n" in told and told.endswith('field = "indicators"\n')
    assert main(["explain", "-C", str(tmp_path)]) == CLEAN
    assert re.search(r"^egen-regel +warning +slik vil \{vi\} ha det \(planverk.toml\)$", capsys.readouterr().out, re.MULTILINE)
    assert main(["explain", "egen-regl", "-C", str(tmp_path)]) == WRONG_CALL
    assert "«egen-regel»" in capsys.readouterr().err
    assert main(["explain", "egen-regel", "-C", str(BASE)]) == WRONG_CALL


def example_on_page(language: str) -> str:
    """The blocks of code in a language on the page about planverk.toml, together."""
    return "".join(re.findall(rf"^```{language}\n(.*?)^```$", SETTINGS_PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


def test_the_examples_on_the_page_of_settings_are_right() -> None:
    text, schema = example_on_page("toml"), example_on_page("json")
    assert len(tomllib.loads(text)["rule"]) == 3
    for language in LANGUAGES:
        found = check_files({"planverk.toml": text.encode(), "skjema/tiltak.json": schema.encode()}, language)
        assert {each.rule for each in found if not each.location.path.startswith("plan/")} <= {"unused-waiver"}
        assert "kostnad" in {word for each in found if each.rule == "missing-field" for word in re.findall(r"\w+", each.message)}


def test_a_thousand_wordings_read_the_plan_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is counted, not timed: the texts are looked up once, and the words of a text are gone through only where it holds the wording."""
    calls = {"passages": 0, "tried": 0}

    def passages(entry: Entry) -> Iterator[Passage]:
        calls["passages"] += 1
        yield from own_passages(entry)

    def word(self: Pattern) -> None:
        calls["tried"] += 1

    monkeypatch.setattr(custom_rules, "own_passages", passages)
    monkeypatch.setattr(Pattern, "word", property(word))
    rules = "".join(f'[[rule]]\nname = "r-{at}"\nseverity = "info"\nmessage = "m"\nwording = ["zq{at}", "æøåx{at}"]\n' for at in range(500))
    found = check_files({"planverk.toml": rules.encode()})
    assert [item for item in found if item.rule.startswith("r-")] == []
    plan, _ = read_plan(tree_of(base_files()))
    assert calls["passages"] <= 2 * (sum(1 for _ in plan.entries) + 1)
    assert calls["tried"] == 0
