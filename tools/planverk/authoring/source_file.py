"""Changes at places of a text or a file: a value, a new field, a reference in prose. Every comment and all other bytes stay as they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from planverk.authoring.escaping import quoted
from planverk.diagnostics import Position, Span
from planverk.errors import UserError
from planverk.model.annotations import fields_of, is_needed, model_in
from planverk.model.entry import Entry
from planverk.model.kinds import kind_of_file
from planverk.source.markdown import read_markdown
from planverk.source.prose import Prose
from planverk.source.text import Lines, decode, is_open
from planverk.source.yaml import Located, Route, read_yaml, split_front_matter

T = TypeVar("T")


class TextEdit(NamedTuple):
    """The characters from `start` up to `end`, and what shall stand there instead."""

    start: int
    end: int
    new: str


def changed(text: str, text_edits: Iterable[TextEdit]) -> str:
    """The text with what stands at the spots changed; no two of them may overlap."""
    parts, done = [], 0
    for text_edit in sorted(text_edits):
        parts += [text[done : text_edit.start], text_edit.new]
        done = text_edit.end
    return "".join((*parts, text[done:]))


def largest_valid_subset(parts: Sequence[T], holds: Callable[[list[T]], bool]) -> list[T]:
    """Those of the parts, spots or whatever changes a text, that hold together what is asked for: all where they do, else found by halves."""
    return _added([], list(parts), holds)


def _added(kept: list[T], more: list[T], holds: Callable[[list[T]], bool]) -> list[T]:
    if not more or holds(kept + more):
        return kept + more
    if len(more) == 1:
        return kept
    half = len(more) // 2
    return _added(_added(kept, more[:half], holds), more[half:], holds)


_BOM = "\ufeff"
_UNSURE = ("repeated-key", "yaml-alias", "yaml-tag", "tab-indentation")
"""Findings after which the fields of a file are not what they look like."""


@dataclass(frozen=True)
class SourceFile:
    """A file of a plan as read, with the way back from offsets in its text to its bytes."""

    path: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """What readers of bytes make of the file; offsets and places count in it."""
        return decode(self.path, self.data)[0]

    @cached_property
    def lines(self) -> Lines:
        """The text by lines."""
        return Lines(self.text)

    @property
    def kind(self) -> type[Entry] | None:
        """The class of the entry that the file holds."""
        return kind_of_file(self.path)

    @cached_property
    def body(self) -> int:
        """The offset at which the prose begins; the end of the text in a file that has none."""
        return split_front_matter(self.path, self.text).body if self.path.endswith(".md") else len(self.text)

    @cached_property
    def fields(self) -> Located:
        """The fields, with places in the file."""
        return split_front_matter(self.path, self.text).front if self.path.endswith(".md") else read_yaml(self.path, self.text)

    @cached_property
    def prose(self) -> Prose:
        """The prose; none in a file of fields alone."""
        return read_markdown(self.path, self.text, self.body)[0] if self.path.endswith(".md") else Prose()

    @property
    def readable(self) -> bool:
        """True where the fields are surely what the author typed, and no merge left two versions of anything in the file."""
        sound = isinstance(self.fields.data, dict) and not self.fields.broken and not is_open(decode(self.path, self.data)[1])
        return sound and not any(finding.rule in _UNSURE for finding in self.fields.findings)

    def offset(self, place: Position) -> int:
        """The offset of a place."""
        return self.lines.offset(place)

    def range(self, span: Span) -> tuple[int, int]:
        """The offsets of a span's start and end."""
        return self.offset(span.start), self.offset(span.end)

    def with_changes(self, text_edits: Iterable[TextEdit]) -> bytes:
        """The file's bytes with the spots of its text changed; line ends in new text are of the file's own kind."""
        raw = self.data.decode("utf-8")
        shift, ends = len(raw) - len(raw.removeprefix(_BOM)), [found.start() for found in re.finditer("\r\n", raw)]
        removed = [at - number - shift for number, at in enumerate(ends)]  # where in the text a line end lost its "\r"
        newline = "\r\n" if ends else "\n"
        return changed(raw, {_in_raw(text_edit, shift, removed, newline) for text_edit in text_edits}).encode("utf-8")


def readable_file(files: Mapping[str, bytes], path: str) -> SourceFile:
    """One of a plan's files. UserError where its fields are not surely what the author typed."""
    file = SourceFile(path, files[path])
    if not file.readable:
        raise UserError("unreadable", path=path)
    return file


def _in_raw(text_edit: TextEdit, shift: int, removed: list[int], newline: str) -> TextEdit:
    start, end = (at + shift + bisect_left(removed, at) for at in (text_edit.start, text_edit.end))
    return TextEdit(start, end, text_edit.new.replace("\n", newline))


# --- values ---


def value_edit(file: SourceFile, route: Route, value: str | int) -> TextEdit:
    """A value in place of the scalar at a route, a text in the quotes that stand there."""
    start, end = file.range(file.fields.places.values[route])
    typed, written = file.text[start:end], quoted(value) if isinstance(value, str) else str(value)
    old = value_at(file.fields.data, route)
    for mark in ("'", '"'):
        if typed == f"{mark}{old}{mark}" and written == value:
            written = f"{mark}{value}{mark}"
    return TextEdit(start, end, written + ("\n" if typed.endswith("\n") else ""))


def value_at(data: object, route: Route) -> object:
    """What stands at a route of a file's data."""
    for part in route:
        data = data[part]  # type: ignore[index]
    return data


# --- fields ---


def field_edit(file: SourceFile, field: str, lines: str, order: Sequence[str] | None = None) -> TextEdit:
    """A new field, as the lines that make it, after the last of those that stand before it in `order`, else in the canonical one. UserError where
    fields are in braces."""
    assert file.kind
    order, keys = order or order_of(file.kind, file.fields.data), file.fields.places.keys
    present = [name for name in file.fields.data if (name,) in keys]
    if not present or file.text[file.offset(file.fields.places.values[()].start)] == "{":
        raise UserError("braces", path=file.path)
    before = [name for name in present if name in order[: order.index(field)]]
    if not before:
        return _whole_line(file, file.offset(keys[(present[0],)].start), lines, start=True)
    last = max(before, key=lambda name: keys[(name,)].start)
    return _whole_line(file, end_of(file, (last,)), lines)


def item_edit(file: SourceFile, route: Route, text: str, after: int | None = None) -> TextEdit:
    """A new item of a list, last or after the item of a number. An empty list becomes one of a line an item."""
    items, values = value_at(file.fields.data, route), file.fields.places.values
    assert isinstance(items, list)
    start, end = file.range(values[route])
    flow = file.text.startswith("[", start)
    if not items:
        indent = " " * (file.fields.places.keys[route].start.column + 1)
        return TextEdit(start - (file.text[start - 1] == " "), end, f"\n{indent}- {text}")
    last = (*route, len(items) - 1 if after is None else after)
    stop = end_of(file, last)
    if flow:
        return TextEdit(stop, stop, f", {text}")
    first = file.text.rfind("-", 0, file.offset(values[last].start))
    return _whole_line(file, stop, " " * (first - file.text.rfind("\n", 0, first) - 1) + f"- {text}\n")


def end_of(file: SourceFile, route: Route) -> int:
    """The offset at which what stands at a route ends: its last value, without the comments and empty lines that follow."""
    values = file.fields.places.values
    start, end = file.range(values[route])
    inside = [at for at in values if len(at) == len(route) + 1 and at[: len(route)] == route]
    if inside and file.text[start] not in "[{":
        return end_of(file, max(inside, key=lambda at: values[at].start))
    return start + len(file.text[start:end].rstrip())


def _whole_line(file: SourceFile, offset: int, lines: str, start: bool = False) -> TextEdit:
    """The lines on lines of their own: after the one with the offset, or before it."""
    if start:
        at = file.text.rfind("\n", 0, offset) + 1
        return TextEdit(at, at, lines)
    at = file.text.find("\n", offset)
    return TextEdit(at + 1, at + 1, lines) if at >= 0 else TextEdit(len(file.text), len(file.text), "\n" + lines.rstrip("\n"))


# --- their canonical order: that of the model's classes, and after them what entries share ---

_GAP = ("incomplete", "known")
_LAST = ("formerly",)


def order_of(model: type[BaseModel], present: Collection[str]) -> list[str]:
    """The names of a class's fields in canonical order, for a mapping that has the `present` ones.

    `incomplete` and `known` stand where the last field that is needed and missing would stand, since they say why; where none is missing they
    stand after all others but `formerly`.
    """
    shared = set(Entry.model_fields) if issubclass(model, Entry) else set()
    own = {name: field for name, field in fields_of(model).items() if name not in shared}
    names = list(own)
    missing = [number for number, name in enumerate(names) if is_needed(own[name]) and name not in present]
    at = missing[-1] + 1 if missing else len(names)
    return [*names[:at], *_GAP, *names[at:], *_LAST] if shared else names


def in_order(model: type[BaseModel] | None, present: Iterable[str]) -> list[str]:
    """The present names in canonical order; those that the class does not know stay in their order, last."""
    present = list(present)
    if model is None:
        return present
    order = order_of(model, present)
    return sorted(present, key=lambda name: order.index(name) if name in order else len(order))


def model_at(model: type[BaseModel] | None, route: Route) -> type[BaseModel] | None:
    """The class of the mapping at a route of an entry's data, None where there is none."""
    for part in route:
        if isinstance(part, str) and model is not None:
            model = model_in(fields_of(model)[part].annotation) if part in fields_of(model) else None
    return model
