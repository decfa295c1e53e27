"""Carries what changed between two states of a plan's files over to a third, which was changed on its own since: by fields, paragraphs, points and
rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planverk.verdicts.segments import BODY, WHOLE, Segment, Segments, Slot, joined, segments_of, slots_of


class Conflict(NamedTuple):
    """What is changed on both sides and is left as it is here: the file, the field ("" for the whole file, "body" for its text), and what it says
    before, here and there, "" where it is not."""

    path: str
    field: str
    before: str
    here: str
    there: str


class Carried(NamedTuple):
    """The files that change, None for one that goes, and the conflicts."""

    files: Mapping[str, bytes | None]
    conflicts: tuple[Conflict, ...]


def carried(before: Mapping[str, bytes], there: Mapping[str, bytes], here: Mapping[str, bytes]) -> Carried:
    """What leads from `before` to `there`, on the files `here`. What is the same on both sides already is no conflict."""
    files: dict[str, bytes | None] = {}
    conflicts: list[Conflict] = []
    for path in sorted({*before, *there}):
        was, now, ours = before.get(path), there.get(path), here.get(path)
        if now in (was, ours):
            continue
        if ours == was:
            files[path] = now
        elif was is None or now is None or ours is None:
            conflicts.append(Conflict(path, WHOLE, *(_text(data) for data in (was, ours, now))))
        else:
            merge = _Merge(path, *(segments_of(path, data) for data in (was, now, ours)))
            files |= {path: data} if (data := merge.data) != ours else {}
            conflicts += merge.conflicts
    return Carried(files, tuple(conflicts))


def _text(data: bytes | None) -> str:
    return "" if data is None else data.decode("utf-8", "replace")


class _Merge:
    """One file that is changed on both sides: its segments here, each with what is to be put in after it."""

    def __init__(self, path: str, was: Segments, now: Segments, ours: Segments) -> None:
        self.path, self.frame = path, ours
        self.conflicts: list[Conflict] = []
        self.parts: list[list[Segment]] = [[], *([each] for each in ours.parts)]
        places = {id(each): number for number, each in enumerate(ours.parts, 1)}
        slots = slots_of(was, ours)
        self.kept = {id(old): own for old, own in slots if old}
        self.new = [own for old, own in slots if old is None and own]
        self.places = {id(old): places[id(own)] for old, own in slots if old and own}
        self.carry(slots_of(was, now))

    def carry(self, slots: Sequence[Slot]) -> None:
        """Each change in its place; what is new goes in behind what it stands behind there."""
        at = {True: self.last_field, False: 0}
        gap = ""
        for old, new in slots:
            side = new or old
            assert side
            is_body = side.name == BODY
            if old is None:
                self.insert(side, at[is_body], gap)
            elif new is None or new.key != old.key:
                self.replace(old, new)
            at[is_body] = self.places.get(id(old), at[is_body])
            gap = new.gap if new else gap

    @property
    def last_field(self) -> int:
        """The place of the last field here, behind which the text begins."""
        return max((number for number, each in enumerate(self.frame.parts, 1) if each.name != BODY), default=0)

    def replace(self, old: Segment, new: Segment | None) -> None:
        own = self.kept[id(old)]
        if own and own.key == old.key:
            held = self.parts[self.places[id(old)]]
            held[:1] = [new._replace(gap=own.gap)] if new else []
        elif (own.key if own else "") != (new.key if new else ""):
            self.conflicts.append(Conflict(self.path, old.name, old.text, own.text if own else "", new.text if new else ""))

    def insert(self, new: Segment, at: int, gap: str) -> None:
        """Puts a segment in behind a place; what is between it and the one before it there comes along, and what was behind that one stays behind
        it."""
        same = [own for own in self.new if own.name == new.name and (new.name != BODY or own.key == new.key)]
        if not same:
            held = self.parts[at]
            if held and held[-1].name == new.name == BODY:
                held[-1], new = held[-1]._replace(gap=gap), new._replace(gap=held[-1].gap)
            held.append(new)
        elif same[0].key != new.key:
            self.conflicts.append(Conflict(self.path, new.name, "", same[0].text, new.text))

    @property
    def data(self) -> bytes:
        """The file with all that is no conflict."""
        return joined(self.frame, [part for held in self.parts for part in held])
