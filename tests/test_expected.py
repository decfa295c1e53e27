"""The whole text output, in three languages, about every rule's bad examples and every fixture, equals what is kept in tests/plans/."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.rules.registry import all_rules
from tests.expected import BY_RULE, of_fixtures, of_rules

RULES = dict(of_rules())
FIXTURES = dict(of_fixtures())


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_what_is_said_about_a_rule_is_what_is_kept(path: Path) -> None:
    assert path.exists(), "new rule? run `python -m tests.expected`, and read what it wrote"
    assert RULES[path]() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_what_is_said_about_a_fixture_is_what_is_kept(path: Path) -> None:
    assert FIXTURES[path]() == path.read_text(encoding="utf-8")


def test_every_rule_has_its_output_kept() -> None:
    assert {path.stem for path in RULES} == set(all_rules())


def test_nothing_is_kept_of_rules_that_are_gone() -> None:
    assert set(BY_RULE.glob("*.txt")) == set(RULES)
