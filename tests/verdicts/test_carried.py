"""What changed between two states of a plan is carried over to a third: nothing of the third is lost, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from planverk.verdicts.carried import carried
from planverk.verdicts.segments import segments_of
from tests.revisions import START, Files, Pair, pairs

PATH = "plan/goals/x.md"
QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def after(files: Mapping[str, bytes], changed: Mapping[str, bytes | None]) -> Files:
    return {path: data for path, data in {**files, **changed}.items() if data is not None}


@QUIET
@given(pairs())
def test_where_one_side_alone_changed_the_result_is_that_side(pair: Pair) -> None:
    assert after(START, carried(START, pair.new, START).files) == dict(pair.new) and not carried(START, pair.new, START).conflicts
    assert carried(START, START, pair.new) == carried(START, pair.new, pair.new) == ({}, ())


@QUIET
@given(pairs())
def test_what_was_changed_here_stays(pair: Pair) -> None:
    done = carried(START, pair.new, pair.old)
    result = after(pair.old, done.files)
    for path, data in pair.old.items():
        if path not in START or data == START[path]:
            continue
        then = {segment.key for segment in segments_of(path, START[path]).parts}
        ours = {segment.key for segment in segments_of(path, data).parts} - then
        assert ours <= {segment.key for segment in segments_of(path, result[path]).parts}, path


def entry(*blocks: str, **fields: str) -> Files:
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    body = "\n\n".join(blocks)
    return {PATH: f"---\n{front}---\n\n{body}\n".encode()}


BASE = entry("Første.", "Andre.", "- ein\n- to", number="1", title="Stier")
VARIANTS: dict[str, tuple[Files, Files, Files, int]] = {
    "a paragraph there, another here": (
        entry("Første nye.", "Andre.", "- ein\n- to", number="1", title="Stier"),
        entry("Første.", "Andre her.", "- ein\n- to", number="1", title="Stier"),
        entry("Første nye.", "Andre her.", "- ein\n- to", number="1", title="Stier"),
        0,
    ),
    "a field there, the text here": (
        entry("Første.", "Andre.", "- ein\n- to", number="2", title="Stier"),
        entry("Første.", "- ein\n- to", number="1", title="Stier"),
        entry("Første.", "- ein\n- to", number="2", title="Stier"),
        0,
    ),
    "new there, and new here": (
        entry("Første.", "Midt imellom.", "Andre.", "- ein\n- to\n- tre", number="1", title="Stier"),
        entry("Første.", "Andre.", "- ein\n- to", "Til slutt.", number="1", title="Stier", financing="Drift"),
        entry("Første.", "Midt imellom.", "Andre.", "- ein\n- to\n- tre", "Til slutt.", number="1", title="Stier", financing="Drift"),
        0,
    ),
    "a new field there": (
        entry("Første.", "Andre.", "- ein\n- to", number="1", title="Stier", financing="Drift"),
        entry("Andre.", "- ein\n- to", number="1", title="Stier"),
        entry("Andre.", "- ein\n- to", number="1", title="Stier", financing="Drift"),
        0,
    ),
    "the same on both sides": (
        entry("Første nye.", "Andre.", "- ein\n- to", number="1", title="Stier"),
        entry("Første nye.", "Andre.", "- ein\n- to", "Meir.", number="1", title="Stier"),
        entry("Første nye.", "Andre.", "- ein\n- to", "Meir.", number="1", title="Stier"),
        0,
    ),
    "the same paragraph in two ways": (
        entry("Første der.", "Andre.", "- ein\n- to", number="1", title="Der"),
        entry("Første her.", "Andre.", "- ein\n- to", number="1", title="Her"),
        entry("Første her.", "Andre.", "- ein\n- to", number="1", title="Her"),
        2,
    ),
    "gone here, changed there": (
        entry("Første nye.", "Andre.", "- ein\n- to", number="1", title="Stier"),
        entry("Andre.", "- ein\n- to", number="1", title="Stier"),
        entry("Andre.", "- ein\n- to", number="1", title="Stier"),
        1,
    ),
    "the file gone there, changed here": ({}, entry("Første nye.", number="1", title="Stier"), entry("Første nye.", number="1", title="Stier"), 1),
    "the file gone there": ({}, BASE, {}, 0),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_changes_of_both_sides(name: str) -> None:
    there, here, wanted, conflicts = VARIANTS[name]
    done = carried(BASE, there, here)
    assert after(here, done.files) == wanted and len(done.conflicts) == conflicts
