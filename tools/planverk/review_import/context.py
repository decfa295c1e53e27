"""What a Word file that came back is looked at with: the plan's files, both files, the changes, and where each line that was sent stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from planverk.authoring.edits import Edit
from planverk.review_import.changes import Change
from planverk.review_import.rewrite import CannotWrite
from planverk.review_import.source_map import SourceMap, Target
from planverk.word.fault import quoted
from planverk.word.tracked_document import TrackedDocument

Outcome = Literal["placed", "nothing", "look"]
IDLE = "no-words"
"""The result on a change that changes no words, as an empty paragraph that was inserted."""


@dataclass(frozen=True, slots=True)
class Result:
    """What becomes of a change: `why` is "" where it is written into the file, else the key of the reason.

    `path` and `line` are the file and the line in it that the change is about, as far as known ("" and 0 where not); `field` is the field's name,
    `heading` the heading that it stands under in the Word file. For what was moved these tell where it stood, and `to` where it stands now.
    """

    why: str
    path: str = ""
    line: int = 0
    field: str = ""
    heading: str = ""
    to: Result | None = None
    after: str = ""
    """The beginning of the paragraph that it stands after, for a place where something was moved to."""

    @property
    def outcome(self) -> Outcome:
        """Whether the change is written into the file, changes no words, or is one that a person has to look at."""
        return "placed" if not self.why else "nothing" if self.why == IDLE else "look"

    @property
    def paths(self) -> frozenset[str]:
        """Every file that the change is about."""
        return frozenset(filter(None, (self.path, self.to.path if self.to else "")))


@dataclass(frozen=True, slots=True)
class Resolution:
    """The result on each change, the edits that carry out those that can be, and what each comment is about (its `why` says nothing)."""

    results: tuple[Result, ...]
    edits: tuple[Edit, ...]
    comments: tuple[Result, ...]


@dataclass(frozen=True)
class Context:
    """`was` tells which line that was sent each line is that came back, `stands` where those that were sent stand. `same` says whether what was sent
    is surely known: else only changes that Word tracked count."""

    source_map: SourceMap
    sent: TrackedDocument
    returned: TrackedDocument
    changes: Sequence[Change]
    was: Mapping[int, int]
    targets: Sequence[Target | None]
    same: bool

    def passages_of(self, change: Change, composed: str = "composed", several: str = "apart") -> tuple[str, list[int]]:
        """The file, and the numbers in it, of the passages that a change is about. CannotWrite where a line is of another kind (for the reason
        `composed`), where they stand in `several` files, or are apart in one."""
        targets = [self.targets[line] for line in change.sent]
        places = [(target.path, target.passage) for target in targets if target and target.passage >= 0]
        if len(places) < len(targets) or not places:
            raise CannotWrite(composed)
        path, first = places[0]
        if any(other != path for other, _ in places):
            raise CannotWrite(several)
        if places != [(path, first + at) for at in range(len(places))]:
            raise CannotWrite("apart")
        return path, [place for _, place in places]

    def about(self, number: int, why: str, offset: int = -1, path: str = "") -> Result:
        """A result with the place that it is about."""
        change = self.changes[number]
        if change.kind == "contents" or why == "fixed-text":
            return Result(why, heading=self._heading(-1, change.line))
        if change.kind == "moved":
            return self._about_move(change, why)
        near = [line for line in (*change.sent, change.previous, change.following) if line >= 0]
        result = self.place(why, next((line for line in near if self.targets[line]), near[0] if near else -1), change.line, offset, path)
        label = self.source_map.label(change.after) if change.kind == "inserted" else ""
        return replace(result, field=label, line=0) if label else result

    def _about_move(self, change: Change, why: str) -> Result:
        beside = next((line for line in (change.previous, change.following) if line >= 0 and self.targets[line]), -1)
        to = self.place("", beside, change.lines[0])
        after = quoted(self.sent.lines[change.previous].before) if change.previous >= 0 else ""
        return replace(self.place(why, change.sent[0], -1), to=replace(to, heading=self._heading(-1, change.lines[0]), after=after))

    def _row(self, sent: int) -> int:
        """The number of the row in its table that a line stands in."""
        cell = self.sent.lines[sent].cell
        return -1 if cell is None else cell.row - self._first_rows[cell.table]

    @cached_property
    def _first_rows(self) -> dict[int, int]:
        return {line.cell.table: line.cell.row for line in reversed(self.sent.lines) if line.cell}

    def _heading(self, sent: int, line: int) -> str:
        """The heading above a line that was sent, else above one that came back; -1 for none."""
        lines = [each[number] for each, number in ((self.sent.lines, sent), (self.returned.lines, line)) if number >= 0]
        return next((each.place.headings[-1] for each in lines if each.place.headings), "")

    def place(self, why: str, sent: int, line: int, offset: int = -1, path: str = "") -> Result:
        """A result on what stands in a line that was sent, or else at a line that came back; -1 for none."""
        lines = [each[number] for each, number in ((self.sent.lines, sent), (self.returned.lines, line)) if number >= 0]
        heading = self._heading(sent, line)
        target = self.targets[sent] if sent >= 0 else None
        if target is None:
            shown = [path for each in lines for path in self.source_map.paths(each)]
            return Result(why, path or next(iter(shown), ""), heading=heading)
        if target.passage < 0 and not target.field_texts and not path:
            other, at = self.source_map.composed_of(self.sent.lines[sent], target, self._row(sent))
            if other:
                return Result(why, other, at, heading=heading)
        file = self.source_map.file(path or target.path)
        if offset < 0 and target.passage >= 0:
            offset = self.source_map.passages[target.path][target.passage].start
        name, at = self.source_map.field_at(target)
        offset = at if offset < 0 else offset
        return Result(why, file.path, file.lines.position(offset).line if offset >= 0 else 0, name, heading)
