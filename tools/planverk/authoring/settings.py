"""Mends what planverk.toml says of an entry that gets another id: waivers that name its file, and own rules that name its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planverk.authoring.references import Target
from planverk.authoring.source_file import SourceFile
from planverk.authoring.text_edits import TextEdit
from planverk.errors import UserError
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.model.settings import CustomRule
from planverk.source.toml import read_toml

_COMMENT = re.compile(r"\s*#")


def settings_with(plan: Plan, file: SourceFile, target: Target, new: str, moves: Mapping[str, str]) -> bytes | None:
    """The file's bytes with the new names, None where it has none of the old ones. UserError where it may have one and cannot be read."""
    text_edits = set[TextEdit]()
    if read_toml(file.path, file.text).broken and any(old in file.text for old in (*moves, target.id)):
        raise UserError("unreadable", path=file.path)
    for waiver in plan.settings.waiver:
        if waiver.path in moves:
            text_edits.update(_strings(file, waiver.path, moves[waiver.path], 0, len(file.text)))
    for number, rule in enumerate(plan.settings.rule):
        if target.kind in _kinds_named(rule):
            text_edits.update(_strings(file, target.id, new, *_table(file, plan, number)))
    return file.with_changes(text_edits) if text_edits else None


def _kinds_named(rule: CustomRule) -> set[str]:
    """The kinds of entries that the values of a rule name."""
    refers = next((kind.refers for kind in KINDS if kind.kind == rule.kind), {})
    fields = {*rule.where, *([rule.field] if rule.field else [])}
    return {kind for route, kind in refers.items() if route[0] in fields}


def _table(file: SourceFile, plan: Plan, number: int) -> tuple[int, int]:
    """The offsets of a rule's table, from its head to the next one that is not part of it."""
    keys = plan.settings_at.places.keys
    start = file.offset(keys[("rule", number)].start) if ("rule", number) in keys else 0
    end = re.compile(r"^\s*\[(?!\s*rule\s*\.)", re.MULTILINE).search(file.text, start + 2)
    return start, end.start() if end else len(file.text)


def _strings(file: SourceFile, old: str, new: str, start: int, end: int) -> Iterator[TextEdit]:
    """Every string that is the old text, comments left alone."""
    for found in re.compile(rf"""(["']){re.escape(old)}\1""").finditer(file.text, start, end):
        line = file.text.rfind("\n", 0, found.start()) + 1
        if not _COMMENT.match(file.text, line, found.start()):
            yield TextEdit(found.start() + 1, found.end() - 1, new)
