"""Mends what planverk.toml says of an entry that gets another id: waivers that name its file, and own rules that name its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planverk.authoring.references import Target
from planverk.authoring.source_file import Page
from planverk.authoring.text_edits import Spot
from planverk.errors import UserError
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.model.settings import CustomRule
from planverk.source.toml import read_toml

_COMMENT = re.compile(r"\s*#")


def settings_with(plan: Plan, page: Page, target: Target, new: str, moves: Mapping[str, str]) -> bytes | None:
    """The file's bytes with the new names, None where it has none of the old ones. UserError where it may have one and cannot be read."""
    spots = set[Spot]()
    if read_toml(page.path, page.text).broken and any(old in page.text for old in (*moves, target.id)):
        raise UserError("unreadable", path=page.path)
    for waiver in plan.settings.waiver:
        if waiver.path in moves:
            spots.update(_strings(page, waiver.path, moves[waiver.path], 0, len(page.text)))
    for number, rule in enumerate(plan.settings.rule):
        if target.kind in _kinds_named(rule):
            spots.update(_strings(page, target.id, new, *_table(page, plan, number)))
    return page.with_changes(spots) if spots else None


def _kinds_named(rule: CustomRule) -> set[str]:
    """The kinds of entries that the values of a rule name."""
    refers = next((kind.refers for kind in KINDS if kind.kind == rule.kind), {})
    fields = {*rule.where, *([rule.field] if rule.field else [])}
    return {kind for route, kind in refers.items() if route[0] in fields}


def _table(page: Page, plan: Plan, number: int) -> tuple[int, int]:
    """The offsets of a rule's table, from its head to the next one that is not part of it."""
    keys = plan.settings_at.places.keys
    start = page.offset(keys[("rule", number)].start) if ("rule", number) in keys else 0
    end = re.compile(r"^\s*\[(?!\s*rule\s*\.)", re.MULTILINE).search(page.text, start + 2)
    return start, end.start() if end else len(page.text)


def _strings(page: Page, old: str, new: str, start: int, end: int) -> Iterator[Spot]:
    """Every string that is the old text, comments left alone."""
    for found in re.compile(rf"""(["']){re.escape(old)}\1""").finditer(page.text, start, end):
        line = page.text.rfind("\n", 0, found.start()) + 1
        if not _COMMENT.match(page.text, line, found.start()):
            yield Spot(found.start() + 1, found.end() - 1, new)
