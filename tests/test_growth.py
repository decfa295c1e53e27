"""Work grows with the plan and no faster: ten times the entries take about ten times the calls, rule by rule. Calls are counted, nothing is timed.

What is counted is calls of functions, ours and those of libraries, in Python and in C: a loop over all entries inside a loop over entries shows as a
hundredfold.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bench.generate import write_plan
from planverk.diagnostics import Finding
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.rules.registry import all_rules
from tests.support import TODAY

SMALL, LARGE = 123, 1_230
"""Measures; with goals, functions, definitions, sources and progress about 200 and 2,000 entries."""

SLACK = 1.25
FEW = 3_000
"""Calls that a thing may take however small the plan is."""


def calls_of(run: Callable[[], object]) -> int:
    """How many calls a call makes."""
    profile = cProfile.Profile(builtins=True)
    profile.runcall(run)
    return sum(entry.callcount for entry in profile.getstats())


def faster_than_the_plan(small: int, large: int) -> bool:
    return large > SLACK * small * LARGE / SMALL + FEW


def tree_with_faults(folder: Path, measures: int) -> Tree:
    """A plan of many kinds of entries in which every twentieth measure names a goal that is not there, and every second uses a word that a
    definition advises against."""
    write_plan(folder, measures, register=True)
    for number in range(1, measures + 1, 2):
        path = folder / f"plan/measures/tiltak-{number}.md"
        text = path.read_text(encoding="utf-8")
        lost = "goal: mal-borte\n" if number % 20 == 1 else "goal: mal-1\n"
        text = "".join(lost if line.startswith("goal: ") else line for line in text.splitlines(keepends=True))
        path.write_text(f"{text}\nEt slagord{letters_of(number)} her.\n", encoding="utf-8")
    return read_folder(folder)


def letters_of(number: int) -> str:
    return "".join("bdfglmnrst"[int(digit)] for digit in f"{number // 5:04}")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Tree]:
    folder = tmp_path_factory.mktemp("growth")
    return tree_with_faults(folder / "small", SMALL), tree_with_faults(folder / "large", LARGE)


Read = tuple[Plan, list[Finding], int]


@pytest.fixture(scope="module")
def read(trees: tuple[Tree, Tree]) -> tuple[Read, Read]:
    """Both plans, the findings of reading and how many calls reading took; what is made once is made before."""
    read_plan(Tree(dict(trees[0].files)))
    made: list[Any] = []
    for tree in trees:
        tree = Tree({path: data + b"\n" for path, data in tree.files.items()})  # or what is kept is given again
        taken = calls_of(lambda tree=tree: made.append(read_plan(tree)))  # type: ignore[misc]
        made[-1] = (*made[-1], taken)
    return made[0], made[1]


def test_reading_grows_with_the_plan(read: tuple[Read, Read]) -> None:
    assert len(list(read[0][0].entries)) > 190 and len(list(read[1][0].entries)) > 1_900
    assert not faster_than_the_plan(read[0][2], read[1][2])


def test_every_rule_grows_with_the_plan(read: tuple[Read, Read]) -> None:
    plans = [plan for plan, _, _ in read]
    counted: dict[str, list[int]] = {}
    for rule in all_rules().values():
        if check := rule.check:

            def run(plan: Plan, check: Callable[..., Iterable[object]] = check) -> None:
                for _ in check(plan, TODAY):
                    pass

            [*map(run, plans)]  # its module is imported, and what a plan finds once for all rules is found
            counted[rule.name] = [calls_of(lambda plan=plan, run=run: run(plan)) for plan in plans]  # type: ignore[misc]
    assert len(counted) > 60
    assert {name: calls for name, calls in counted.items() if faster_than_the_plan(*calls)} == {}
    assert counted["undefined-term"][1] > LARGE and counted["dangling-reference"][1] > LARGE
