"""Every place where an entry is named by its id: in fields and in prose, also in fields that have faults, and in planverk.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planverk.authoring.source_file import SourceFile, TextEdit, value_edit
from planverk.errors import UserError
from planverk.ids import parse_part
from planverk.model.custom_fields import CustomFields, texts_at
from planverk.model.data_entries import Statement
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.settings import CustomRule
from planverk.source.prose import Citation, FigurePlace, Link
from planverk.source.toml import read_toml
from planverk.source.yaml import Route


class Target(NamedTuple):
    """Kind and id of an entry."""

    kind: str
    id: str


def renaming_edits(file: SourceFile, target: Target, new: str, custom: CustomFields | None = None) -> set[TextEdit]:
    """The changes that name an entry by its new id, wherever the page names it by the old one, also in fields that the municipality added."""
    return {*_in_fields(file, target, new, custom), *_in_prose(file, target, new)}


def _in_fields(file: SourceFile, target: Target, new: str, custom: CustomFields | None) -> Iterator[TextEdit]:
    for route, kind, text in _named(file.kind, file.fields.data, custom):
        if kind == target.kind and text == target.id:
            yield value_edit(file, route, new)
        elif kind == "part" and target.kind == "plan" and (part := parse_part(text)) and part.plan == target.id:
            yield value_edit(file, route, f"{new}#{part.part}")
        elif kind == "content" and text == f"{target.kind}:{target.id}":
            yield value_edit(file, route, f"{target.kind}:{new}")


def _named(kind: type[Entry] | None, data: Any, custom: CustomFields | None) -> Iterator[tuple[Route, str, str]]:
    """Every reference in the fields as typed: its route, the kind it names, and the text."""
    for pattern, named in (*(kind.refers if kind else {}).items(), *(custom.refers if custom else ())):
        yield from ((route, named, text) for route, text in texts_at(data, pattern))
    lists = {PlanFile: ("contents", "*"), Statement: ("entries", "*")}
    if kind in lists:
        yield from ((route, "content", text) for route, text in texts_at(data, lists[kind]))


def _in_prose(file: SourceFile, target: Target, new: str) -> Iterator[TextEdit]:
    named = f"{target.kind}:{target.id}"
    for node in file.prose.walk():
        match node:
            case Link(target=found, start=start) if found == named:
                yield from _in_target(file, named, start, target, new)
            case FigurePlace(figure=figure, start=start) if target == ("figure", figure):
                yield from _in_target(file, named, start, target, new)
            case Citation(source=source) if target == ("source", source):
                yield TextEdit(node.at, node.at + len(source), new)
            case _:
                pass


def _in_target(file: SourceFile, named: str, start: int, target: Target, new: str) -> Iterator[TextEdit]:
    """The id in a link's target: where the link says that it stands, else where the target is defined, as in `[text]: measure:id`."""
    if file.text.startswith(named, start):
        yield TextEdit(start + len(target.kind) + 1, start + len(named), new)
        return
    for found in re.compile(rf"\]:\s*<?{re.escape(named)}(?![^\s>])").finditer(file.text, file.body):
        end = found.end()
        yield TextEdit(end - len(target.id), end, new)


# --- planverk.toml ---

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
