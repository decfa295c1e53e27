"""A long history of the Drammen plan out of Git: what each step is told as, whole and in each language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markupsafe import escape

from planverk.catalogue import LANGUAGES
from planverk.compare.comparison import compare
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.report import changes_data, changes_html, changes_markdown
from planverk.report.difference import Difference
from tests import history
from tests.carried_out import apply
from tests.support import git


@pytest.fixture(scope="module")
def repository() -> Path:
    return history.repository()


def test_each_step_is_told_as_kept(repository: Path) -> None:
    told = dict(history.outputs(repository))
    assert {path.parent.name: text for path, text in told.items()} == {
        path.parent.name: path.read_text(encoding="utf-8") for path in history.KEPT.glob("*/expected.txt")
    }
    assert len(told) >= 12 and all(re.findall(r"(?m)^=== (\w+) ===$", text) == [*LANGUAGES] for text in told.values())


def test_the_steps_carried_out_one_after_another_lead_from_the_first_to_the_last(repository: Path) -> None:
    records = records_of(history.plan_at(repository, 0))
    for number in range(len(history.STEPS)):
        records = apply(records, compare(history.plan_at(repository, number), history.plan_at(repository, number + 1)))
        assert records == records_of(history.plan_at(repository, number + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_told_in_every_format(repository: Path, language: str) -> None:
    for number in range(len(history.STEPS)):
        before, after = history.plan_at(repository, number), history.plan_at(repository, number + 1)
        difference = Difference(compare(before, after), Sentences(before, after, language), "a", "b", editions=("a", "b"))
        page, note, data = (module.report(difference) for module in (changes_html, changes_markdown, changes_data))
        assert [each["message"] for each in json.loads(data)["changes"]] == [difference.message(change) for change in difference.changes]
        for entry in difference.entries:
            assert str(escape(entry.heading)) in page and all(word in note for word in re.findall(r"\w+", entry.heading)), history.STEPS[
                number
            ].__name__


def test_a_merge_has_two_sides(repository: Path) -> None:
    merges = [
        number for number in range(len(history.STEPS) + 1) if len(git(repository, "rev-list", "--parents", "-1", f"steg-{number}").split()) == 3
    ]
    assert [history.STEPS[number - 1] for number in merges] == [*history.MERGES]


def test_the_whole_history_can_be_told_at_once(repository: Path) -> None:
    first, last = history.plan_at(repository, 0), history.plan_at(repository, len(history.STEPS))
    assert apply(records_of(first), compare(first, last)) == records_of(last)
