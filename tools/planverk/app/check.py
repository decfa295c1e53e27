"""Checks a plan, and remembers what was found."""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING

from planverk.app.adoption_record import record_up_to, with_record
from planverk.app.earlier_ids import with_earlier_ids
from planverk.app.opening import Opened
from planverk.reading.cache import Checked, digest_of_extras, keep, key_of, recall
from planverk.reading.tree import Tree
from planverk.report.outcome import Outcome

if TYPE_CHECKING:
    from planverk.model.plan import Plan


def check(opened: Opened, day: date, language: str, rev: str | None = None) -> Outcome:
    """What is to be said of a plan on a day, in a language; of its revision `rev`, where it was opened at one."""
    opened = with_earlier_ids(with_record(opened, record_up_to(opened, rev)), rev)
    checked = check_tree(opened.tree, day, language)
    return Outcome(checked.diagnostics, checked.entries, language, texts_of(checked, opened.tree), checked.rules, rev)


def check_tree(tree: Tree, day: date, language: str) -> Checked:
    """What a check of a tree finds, remembered where the same tree was checked before; fixes are not."""
    key = key_of(tree, day.isoformat(), language)
    checked = recall(key, tree)
    if checked is None:
        checked = check_anew(tree, day, language)
        keep(key, checked)
    return checked


def check_anew(tree: Tree, day: date, language: str) -> Checked:
    """What a check of a tree finds, with the fixes."""
    gc.disable()  # loading what reads and checks makes many objects and no garbage
    try:
        return _checked(tree, day, language)
    finally:
        gc.enable()


def _checked(tree: Tree, day: date, language: str) -> Checked:
    return read_and_check(tree, day, language)[1]


def read_and_check(tree: Tree, day: date, language: str) -> tuple[Plan, Checked]:
    """The plan that a tree holds, and what a check of it finds."""
    from planverk.reading.plan import named_files, read_plan
    from planverk.rules.engine import check_plan, rules_in_force

    plan, findings = read_plan(tree)
    extras = digest_of_extras(tree, named_files(plan))
    return plan, Checked(check_plan(plan, findings, day, language), sum(1 for _ in plan.entries), extras, rules_in_force(plan))


def texts_of(checked: Checked, tree: Tree) -> dict[str, str]:
    """The texts of the files that have findings, as far as they can be shown."""
    from planverk.source.text import decode

    paths = {diagnostic.location.path for diagnostic in checked.diagnostics}
    files = {path: tree.files[path] if path in tree.files else tree.extra(path) for path in paths if path in tree.files or path in checked.extras}
    return {path: decode(path, data)[0] for path, data in files.items() if data is not None}


def from_the_top(outcome: Outcome, opened: Opened) -> Outcome:
    """The outcome with paths from the top of the Git repository, which may be above the folder of the plan."""
    from planverk.reading.git import prefix_in_repository

    return outcome.below(prefix_in_repository(opened.root))
