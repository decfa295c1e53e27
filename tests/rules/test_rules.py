"""Every rule by its own examples, alone on the base plan; the registry; the words that rules show."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest

from planverk.catalogue import DEFAULT, LANGUAGES, load_words
from planverk.diagnostics import Diagnostic, Severity
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules, packs
from tests.examples import Example, check_files, examples_in
from tests.support import ROOT

RULES = all_rules()
PACKAGE = ROOT / "tools" / "planverk"
WEIGHTY = (Severity.ERROR, Severity.WARNING)
BY_FILES_ALONE_UNSEEN = ("adopted-record-changed", "adoption-unsigned", "former-id-not-noted", "unreadable-file", "too-many-files")
"""Rules about folders and history, which no example of files can show; test_reading.py and test_record.py show them."""

EXAMPLES = {name: tuple(examples_in(rule)) for name, rule in RULES.items()}
BAD = [(name, number) for name, examples in EXAMPLES.items() for number, example in enumerate(examples) if not example.good]
GOOD = [(name, number) for name, examples in EXAMPLES.items() for number, example in enumerate(examples) if example.good]


def example_of(name: str, number: int) -> tuple[Rule, Example]:
    return RULES[name], EXAMPLES[name][number]


@cache
def found_in(name: str, number: int, language: str = DEFAULT) -> list[Diagnostic]:
    """All findings about the base plan with an example laid over it."""
    rule, example = example_of(name, number)
    return check_files(example.files, language, rule.pack)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_base_plan_has_no_fault() -> None:
    for pack in ("", *packs()):
        assert [finding for finding in check_files({}, pack=pack) if finding.severity in WEIGHTY] == [], pack


def test_a_rule_has_a_bad_and_a_good_example() -> None:
    shown = {name: {example.good for example in examples} for name, examples in EXAMPLES.items()}
    assert {name: kinds for name, kinds in shown.items() if kinds != {True, False}} == {name: set() for name in BY_FILES_ALONE_UNSEEN}


@pytest.mark.parametrize(("name", "number"), BAD)
def test_a_bad_example_gives_the_rule_at_its_marks_and_no_other_error(name: str, number: int) -> None:
    rule, example = example_of(name, number)
    found = check_files(example.files, pack=rule.pack)
    fired = sorted((finding.location.path, finding.location.span.start.line) for finding in found if finding.rule == name)
    assert fired == sorted(example.marks) and fired
    assert [finding for finding in found if finding.rule != name and finding.severity is Severity.ERROR] == []
    assert {finding.severity for finding in found if finding.rule == name} == {rule.severity}


@pytest.mark.parametrize(("name", "number"), GOOD)
def test_a_good_example_gives_nothing(name: str, number: int) -> None:
    assert [finding for finding in found_in(name, number) if finding.severity in WEIGHTY or finding.rule == name] == []
    assert EXAMPLES[name][number].marks == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_goes_on_from_the_line_of_its_place(language: str) -> None:
    said = {name: rule.message(load_words("rules", language)) for name, rule in RULES.items()}
    odd = {name: text for name, text in said.items() if text != text.strip() or text.endswith((".", "!")) or "\n" in text or text[0].isupper()}
    assert odd == {}
    assert {name for name, text in said.items() if places(text) != places(RULES[name].message(load_words("rules", DEFAULT)))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_manual_page_opens_with_a_sentence_and_says_why(language: str) -> None:
    words = load_words("rules", language)
    heads = tuple(words[key].partition("{")[0] + "`" for key in ("example-bad", "example-good"))
    for name, rule in RULES.items():
        page = page_of(rule, language)
        title, _, rest = page.markdown.partition("\n\n")
        assert title == page.first.replace("``", "`") and title.endswith(".") and "\n" not in title, name
        assert rest.strip() and not rest.lstrip().startswith(heads), f"{name}: say why it matters"


def test_a_page_is_in_every_language_and_shows_its_examples() -> None:
    for name, rule in RULES.items():
        text = rule.page.read_text(encoding="utf-8") if rule.page else ""
        sections = re.findall("^## (Bad|Good|[a-z]{2,3})$", text, re.MULTILINE)
        assert sections == [*LANGUAGES, *("Good" if example.good else "Bad" for example in EXAMPLES[name])], name


def test_findings_are_worded_in_alphabetical_order() -> None:
    assert [key for key in load_words("rules", DEFAULT) if key in RULES] == sorted(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_manual_page_has_the_same_examples_in_every_language(language: str) -> None:
    for name, rule in RULES.items():
        page, other = page_of(rule, language).text, page_of(rule, DEFAULT).text
        assert re.findall(r"^    .*$", page, re.MULTILINE) == re.findall(r"^    .*$", other, re.MULTILINE), name
        assert not page.count("``") % 2, name


def test_rules_that_examples_cannot_show_exist() -> None:
    assert set(BY_FILES_ALONE_UNSEEN) <= set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_good_examples_give_is_worded_in_every_language(language: str) -> None:
    """What bad ones give is kept word for word: tests/test_expected.py."""
    for name, number in GOOD:
        for finding in found_in(name, number, language) if found_in(name, number) else ():
            assert finding.message and not re.search(r"[{}]", finding.message), name


# --- words ---


def used_keys() -> dict[str, str]:
    """Every string in the code of layers 1 to 6 that looks like a key and stands where a hint or term is made → its file."""
    found = {}
    for folder in ("source", "model", "reading", "rules"):
        for path in (PACKAGE / folder).rglob("*.py"):
            code = path.read_text(encoding="utf-8")
            keys = re.findall(r'\bHint\("([a-z0-9-]+)"', code) + re.findall(r'"((?:yaml|toml|raw|type|why|the)-[a-z0-9-]+)"', code)
            found.update({key: str(path) for key in keys if key not in RULES})
    return found


def test_every_key_that_the_code_uses_has_words() -> None:
    words = load_words("rules", "nb")
    assert {key: path for key, path in used_keys().items() if key not in words} == {}


def test_every_rule_that_the_code_names_exists() -> None:
    making = re.compile(r'\b(?:Finding|refused|Fault|report|finding|fault)\(\s*"([a-z0-9-]+)"')
    named = set()
    for folder in ("source", "model", "reading", "rules"):
        for path in (PACKAGE / folder).rglob("*.py"):
            named |= set(making.findall(path.read_text(encoding="utf-8")))
    assert named and named <= set(RULES)
