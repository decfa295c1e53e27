"""What a Word file that came back is looked at with: the plan's files, both files, the changes, and where each line that was sent stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planverk.authoring.edits import Edit
from planverk.review_import.changes import Returned
from planverk.review_import.source_map import Ground, Stand
from planverk.word.fault import quoted
from planverk.word.tracked_document import Circulated

IDLE = "no-words"
"""The verdict on a change that changes no words, as an empty paragraph that came in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a change: `why` is "" where it is written into the file, else the key of the reason.

    `path` and `line` are the file and the line in it that the change is about, as far as known ("" and 0 where not); `field` is the field's name,
    `heading` the heading that it stands under in the Word file. For what was moved these tell where it stood, and `to` where it stands now.
    """

    why: str
    path: str = ""
    line: int = 0
    field: str = ""
    heading: str = ""
    to: Verdict | None = None
    after: str = ""
    """The beginning of the paragraph that it stands after, told of a place where something was moved to."""

    @property
    def paths(self) -> frozenset[str]:
        """Every file that the change is about."""
        return frozenset(filter(None, (self.path, self.to.path if self.to else "")))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on each change, the edits that carry out those that can be, and what each comment is about (its `why` says nothing)."""

    verdicts: tuple[Verdict, ...]
    edits: tuple[Edit, ...]
    comments: tuple[Verdict, ...]


@dataclass(frozen=True)
class Case:
    """`was` tells which line that was sent each line is that came back, `stands` where those that were sent stand. `same` says whether what was sent
    is surely known: else only changes that Word tracked count."""

    ground: Ground
    sent: Circulated
    came: Circulated
    changes: Sequence[Returned]
    was: Mapping[int, int]
    stands: Sequence[Stand | None]
    same: bool

    def about(self, number: int, why: str, offset: int = -1, path: str = "") -> Verdict:
        """A verdict with the place that it is about."""
        change = self.changes[number]
        if change.kind == "contents" or why == "fixed-text":
            return Verdict(why, heading=self._heading(-1, change.line))
        if change.kind == "moved":
            return self._about_move(change, why)
        near = [line for line in (*change.sent, change.previous, change.following) if line >= 0]
        verdict = self.place(why, next((line for line in near if self.stands[line]), near[0] if near else -1), change.line, offset, path)
        label = self.ground.label(change.after) if change.kind == "inserted" else ""
        return replace(verdict, field=label, line=0) if label else verdict

    def _about_move(self, change: Returned, why: str) -> Verdict:
        beside = next((line for line in (change.previous, change.following) if line >= 0 and self.stands[line]), -1)
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
        lines = [each[number] for each, number in ((self.sent.lines, sent), (self.came.lines, line)) if number >= 0]
        return next((each.place.headings[-1] for each in lines if each.place.headings), "")

    def place(self, why: str, sent: int, line: int, offset: int = -1, path: str = "") -> Verdict:
        """A verdict on what stands in a line that was sent, or else at a line that came back; -1 for none."""
        lines = [each[number] for each, number in ((self.sent.lines, sent), (self.came.lines, line)) if number >= 0]
        heading = self._heading(sent, line)
        stand = self.stands[sent] if sent >= 0 else None
        if stand is None:
            shown = [path for each in lines for path in self.ground.paths(each)]
            return Verdict(why, path or next(iter(shown), ""), heading=heading)
        if stand.passage < 0 and not stand.leaves and not path:
            other, at = self.ground.composed_of(self.sent.lines[sent], stand, self._row(sent))
            if other:
                return Verdict(why, other, at, heading=heading)
        page = self.ground.page(path or stand.path)
        if offset < 0 and stand.passage >= 0:
            offset = self.ground.passages[stand.path][stand.passage].start
        name, at = self.ground.field_at(stand)
        offset = at if offset < 0 else offset
        return Verdict(why, page.path, page.lines.position(offset).line if offset >= 0 else 0, name, heading)
