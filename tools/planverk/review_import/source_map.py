"""Where the paragraphs of a published Word file stand in the plan's own files: in which passage of prose, in which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planverk.authoring.source_file import SourceFile, TextEdit, value_at
from planverk.review_import.changes import plain
from planverk.review_import.passages import LinkText, Passage, no_text, passages_of
from planverk.source.yaml import Route
from planverk.word.tracked_document import Line

_LABEL = re.compile(r"(?: \(.*?\))?[:\t]| {2}")
"""What ends the label of a fact, with what is said of it in brackets."""
_BEFORE = re.compile(r"(?:[:.\t] | {2,}|, )\Z")
"""What stands before the text of a field in a line: the end of a label, of a sentence, or of another fact."""
_NAMES = ("title", "term")
"""Fields that other entries show, too: only the line that the entry's bookmark stands in shows the field itself."""
_SOURCES = "plan/references/sources/"
_COLUMNS = ("data", "x", "series")
_SHORTEST = 3
"""Characters of a value that is looked for inside a line; shorter ones stand in any."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text in a field: its route, and where it begins in the line that shows it."""

    route: Route
    value: str
    at: int

    @property
    def text(self) -> str:
        """The value as the line shows it."""
        return plain(self.value)

    def holds(self, edit: TextEdit) -> bool:
        """Whether an edit of the line changes this text alone."""
        return self.at <= edit.start and edit.end <= self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line stands: its file, and the number of the passage there; -1 for a line that fields or planverk make, whose texts are `leaves`.

    `field` is the field that the label at the line's start stands for, "" where it has none.
    """

    path: str
    passage: int = -1
    field_texts: tuple[FieldText, ...] = ()
    field: str = ""


def even(text: str) -> str:
    """A text as authors type it: without the spaces that hold numbers and units together."""
    return text.replace("\u00a0", " ").replace("\t", " ")


@dataclass
class SourceMap:
    """The files of a plan that a Word file shows.

    `owners` lead from its bookmarks to the paths of the files that are shown there, "" from none; `labels` from the labels of facts to their fields,
    `data` from the files of figures to those of their numbers. `fixed` are the words that planverk prints in every plan.
    `link_text` gives what links without a text print.
    """

    files: Mapping[str, bytes]
    owners: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    link_text: LinkText = no_text
    sources: dict[str, SourceFile] = field(default_factory=dict)
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    _free: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """By file and text the numbers of the passages that no line stands for yet, the last first."""

    def anew(self) -> SourceMap:
        """The same map before any line was asked for; what was read stays read."""
        return replace(self, _free={})

    def file(self, path: str) -> SourceFile:
        """A file, read once."""
        if path not in self.sources:
            self.sources[path] = SourceFile(path, self.files[path])
            self.passages[path] = passages_of(self.sources[path], self.link_text)
        if path not in self._free:
            free = self._free.setdefault(path, {})
            for number, passage in reversed(list(enumerate(self.passages[path]))):
                free.setdefault(even(passage.text), []).append(number)
        return self.sources[path]

    def targets(self, lines: Iterable[Line]) -> list[Target | None]:
        """The target of each line; None for one that belongs to no entry. Passages that say the same go to lines in their order."""
        return [self.target(line) for line in lines]

    def target(self, line: Line) -> Target | None:
        """The target of the next line."""
        text = even(line.before).strip()
        paths = self.paths(line)
        if line.contents or not paths or not text:
            return None
        if line.level and (found := self._title(paths[0], text, line)):
            return found
        for path in paths:
            self.file(path)
            if free := self._free[path].get(text):
                return Target(path, free.pop())
        label = self.label(line.before)
        for path in paths[:1] if label else paths:
            if field_texts := tuple(self.field_texts(path, line)):
                return Target(path, -1, field_texts, label)
        return Target(paths[0], field=label)

    def label(self, text: str) -> str:
        """The field whose label a line begins with, "" for none."""
        parts = _LABEL.split(text.replace("\u00a0", " "), maxsplit=1)
        return self.labels.get(parts[0].strip(), "") if len(parts) > 1 else ""

    def paths(self, line: Line) -> list[str]:
        """The files that a line may show, the likeliest first."""
        names = line.owners or ("",)
        return list(dict.fromkeys(path for name in names for path in self.owners.get(name, ()) if path in self.files))

    def is_fixed(self, text: str) -> bool:
        """Whether a line holds nothing but words that planverk prints in every plan."""
        return plain(text) in self.fixed

    def composed_of(self, line: Line, target: Target, row: int) -> tuple[str, int]:
        """The file that a line really is composed of, where that is another one than its entry's, and the line in it, 0 where that is not known:
        the numbers of a figure, of which the line shows a cell in the row of a number; the source that a note names. "" for none."""
        if line.cell is not None and (path := self.data.get(target.path, "")) in self.files:
            return path, self._line_of_row(path, row)
        if line.note:
            shown = {path: self._shown(path, line) for path in self.files if path.startswith(_SOURCES)}
            best = max(shown, key=lambda path: shown[path], default="")
            return (best, 0) if best and shown[best] else ("", 0)
        return "", 0

    def _line_of_row(self, path: str, row: int) -> int:
        """The line of a file of numbers in which a row stands, its header being row 0."""
        filled = [number for number, line in enumerate(self.files[path].splitlines(), start=1) if line.strip()]
        return filled[row] if 0 <= row < len(filled) else 0

    def _shown(self, path: str, line: Line) -> int:
        """How many characters of a file's texts a line shows."""
        text = even(line.before)
        return sum(len(shown) for _, value in _texts(self.file(path)) if (shown := plain(value)) in text)

    def field_at(self, target: Target) -> tuple[str, int]:
        """The name of the field that a line shows, and the offset of its value; "" and -1 where it shows none, or several."""
        file = self.file(target.path)
        if target.passage < 0 and len(target.field_texts) == 1:
            route = target.field_texts[0].route
            return str(route[0]), file.range(file.fields.places.values[route])[0]
        key = file.fields.places.keys.get((target.field,))
        return (target.field, file.offset(key.start)) if key else (target.field, -1)

    def _title(self, path: str, text: str, line: Line) -> Target | None:
        """A heading that shows the title of the entry that begins there."""
        title = next((each for each in self.field_texts(path, line) if each.route == ("title",)), None)
        return Target(path, -1, (title,)) if title and text.endswith(even(title.text)) else None

    def field_texts(self, path: str, line: Line) -> Iterator[FieldText]:
        """The texts of fields that a line shows: once, alone or after a label. The longest comes first."""
        file, text = self.file(path), even(line.before)
        for route, value in sorted(_texts(file), key=lambda each: -len(each[1])):
            shown = plain(value)
            found = FieldText(route, value, text.find(shown))
            alone = found.at >= 0 and text.find(shown, found.at + 1) < 0 and _is_apart(text, found.at, found.at + len(shown))
            if alone and (route[0] not in _NAMES or line.named or not line.owners):
                yield found


def _texts(file: SourceFile) -> Iterator[tuple[Route, str]]:
    """The texts of a file's fields; no ids, no numbers and dates, which are printed in another form, and nothing that names columns of numbers."""
    names = set(getattr(file.kind, "refers", {}))
    for route in file.fields.places.values if file.readable else ():
        value = value_at(file.fields.data, route)
        known = tuple("*" if isinstance(part, int) else str(part) for part in route)
        if isinstance(value, str) and known not in names and route[0] not in _COLUMNS and any(map(str.isalpha, value)) and len(value) >= _SHORTEST:
            yield route, value


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether a text stands alone in a line, or after a label and before no more than a further fact."""
    before, after = text[:start], text[end:]
    return (not before.strip() or _BEFORE.search(before) is not None) and (not after.strip() or after.startswith(","))
