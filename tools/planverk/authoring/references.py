"""Every place of a file where an entry is named by its id, in fields and in prose, also in fields that have faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from planverk.authoring.source_file import SourceFile, value_edit
from planverk.authoring.text_edits import TextEdit
from planverk.ids import parse_part
from planverk.model.data_entries import Statement
from planverk.model.entry import Entry
from planverk.model.planfile import PlanFile
from planverk.source.prose import Citation, FigurePlace, Link
from planverk.source.yaml import Route


class Target(NamedTuple):
    """Kind and id of an entry."""

    kind: str
    id: str


def renaming_edits(file: SourceFile, target: Target, new: str) -> set[TextEdit]:
    """The changes that name an entry by its new id, wherever the page names it by the old one."""
    return {*_in_fields(file, target, new), *_in_prose(file, target, new)}


def _in_fields(file: SourceFile, target: Target, new: str) -> Iterator[TextEdit]:
    for route, kind, text in _named(file.kind, file.fields.data):
        if kind == target.kind and text == target.id:
            yield value_edit(file, route, new)
        elif kind == "part" and target.kind == "plan" and (part := parse_part(text)) and part.plan == target.id:
            yield value_edit(file, route, f"{new}#{part.part}")
        elif kind == "content" and text == f"{target.kind}:{target.id}":
            yield value_edit(file, route, f"{target.kind}:{new}")


def _named(kind: type[Entry] | None, data: Any) -> Iterator[tuple[Route, str, str]]:
    """Every reference in the fields as typed: its route, the kind it names, and the text."""
    for pattern, named in (kind.refers if kind else {}).items():
        yield from ((route, named, text) for route, text in _texts(data, pattern, ()))
    lists = {PlanFile: ("contents", "*"), Statement: ("entries", "*")}
    if kind in lists:
        yield from ((route, "content", text) for route, text in _texts(data, lists[kind], ()))


def _texts(data: Any, pattern: tuple[str, ...], route: Route) -> Iterator[tuple[Route, str]]:
    if not pattern:
        if isinstance(data, str):
            yield route, " ".join(data.split())
        return
    first, *rest = pattern
    if first == "*":
        for number, item in enumerate(data) if isinstance(data, list) else ():
            yield from _texts(item, tuple(rest), (*route, number))
    elif isinstance(data, dict) and first in data:
        yield from _texts(data[first], tuple(rest), (*route, first))


def _in_prose(file: SourceFile, target: Target, new: str) -> Iterator[TextEdit]:
    named = f"{target.kind}:{target.id}"
    for node in file.prose.walk():
        match node:
            case Link(target=found, start=start) if found == named:
                yield from _in_target(file, named, start, target, new)
            case FigurePlace(figure=figure, start=start) if target == ("figure", figure):
                yield from _in_target(file, named, start, target, new)
            case Citation(source=source, start=start, end=end) if target == ("source", source):
                yield TextEdit(start + len("[@"), end - len("]"), new)
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
