"""Every rule by its own examples, alone on the base plan; the registry; the words that rules show."""

from __future__ import annotations

import re
import string

import pytest

from planverk.catalogue import DEFAULT, LANGUAGES, load_words
from planverk.diagnostics import Severity
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules, packs
from tests.examples import Example, check_files, examples_in
from tests.support import ROOT

RULES = all_rules()
PACKAGE = ROOT / "tools" / "planverk"
WEIGHTY = (Severity.ERROR, Severity.WARNING)
BY_FILES_ALONE_UNSEEN = ("unreadable-file", "too-many-files")
"""Rules about folders, which no example of files can show; test_reading.py shows them."""

EXAMPLES = {name: tuple(examples_in(rule)) for name, rule in RULES.items()}
BAD = [(name, number) for name, examples in EXAMPLES.items() for number, example in enumerate(examples) if not example.good]
GOOD = [(name, number) for name, examples in EXAMPLES.items() for number, example in enumerate(examples) if example.good]


def example_of(name: str, number: int) -> tuple[Rule, Example]:
    return RULES[name], EXAMPLES[name][number]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_base_plan_has_no_fault() -> None:
    for pack in ("", *packs()):
        assert [finding for finding in check_files({}, pack=pack) if finding.severity in WEIGHTY] == [], pack


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_bad_and_a_good_example(name: str) -> None:
    kinds = {example.good for example in EXAMPLES[name]}
    assert kinds == (set() if name in BY_FILES_ALONE_UNSEEN else {True, False})


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
    rule, example = example_of(name, number)
    found = check_files(example.files, pack=rule.pack)
    assert [finding for finding in found if finding.severity in WEIGHTY or finding.rule == name] == []
    assert example.marks == []


@pytest.mark.parametrize("name", RULES)
def test_messages_are_told_in_every_language_with_the_same_facts(name: str) -> None:
    messages = [RULES[name].message(language) for language in LANGUAGES]
    assert len({frozenset(places(message)) for message in messages}) == 1
    for message in messages:
        assert message == message.strip() and not message.endswith((".", "!")) and "\n" not in message
        assert not message[0].isupper(), "a message goes on from the line's place"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_a_manual_page_opens_with_a_sentence_and_says_why(name: str, language: str) -> None:
    words = load_words("rules", language)
    heads = tuple(words[key].partition("{")[0] + "`" for key in ("example-bad", "example-good"))
    page = page_of(RULES[name], language)
    title, _, rest = page.markdown.partition("\n\n")
    assert title == page.first.replace("``", "`") and title.endswith(".") and "\n" not in title
    assert rest.strip() and not rest.lstrip().startswith(heads), "say why it matters"


@pytest.mark.parametrize("name", RULES)
def test_a_page_is_in_every_language_and_shows_examples(name: str) -> None:
    page = RULES[name].page
    sections = re.findall("^## (Bad|Good|[a-z]{2,3})$", page.read_text(encoding="utf-8") if page else "", re.MULTILINE)
    assert sections[: len(LANGUAGES)] == list(LANGUAGES)
    assert len(sections) - len(LANGUAGES) == len(EXAMPLES[name])


def test_findings_are_worded_in_alphabetical_order() -> None:
    assert [key for key in load_words("rules", DEFAULT) if key in RULES] == sorted(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_a_manual_page_has_the_same_examples_in_every_language(name: str, language: str) -> None:
    page, english = page_of(RULES[name], language).text, page_of(RULES[name], "en").text
    assert re.findall(r"^    .*$", page, re.MULTILINE) == re.findall(r"^    .*$", english, re.MULTILINE)
    assert not page.count("``") % 2


def test_rules_that_examples_cannot_show_exist() -> None:
    assert set(BY_FILES_ALONE_UNSEEN) <= set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_finding_is_worded_in_every_language(name: str) -> None:
    for example in EXAMPLES[name]:
        for language in LANGUAGES:
            for finding in check_files(example.files, language, RULES[name].pack):
                assert finding.message and not re.search(r"[{}]", finding.message)


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
