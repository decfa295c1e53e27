"""What a proposal changes in a plan, as changes that can be decided one by one, and the files that follow from the decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

from planverk.compare.matching import match
from planverk.model.plan import Plan
from planverk.paths import ADOPTED_FOLDER, SETTINGS_FILE
from planverk.text_diff import likeness, words_of
from planverk.verdicts.segments import BODY, WHOLE, Segment, Segments, Slot, is_heading, joined, segments_of, slots_of

Verdict = Literal["adopted", "rejected", "amended", "open"]
"""What was decided of a change; "open" where nothing was."""
_APART = (f"{ADOPTED_FOLDER}/", "plan/reviews/")
"""Records, which no verdict is on."""
_MOVED = 0.85
_FEWEST = 6
"""Words of what is taken for moved, where it goes in one place and comes in another."""
_NOTE = "[^"

Place = tuple[str, int]
"""The path of a file as it is proposed, and the number of a slot in it."""


class ProposedChange(NamedTuple):
    """A change that can be decided apart: its number in the list, a name made of what it says, the entry (KIND:ID, as it is proposed where it is
    there still), the field ("" for the whole entry, "body" for its text), where it stands, and the source as it was and as it is proposed.

    `moved` tells that the text stands elsewhere now; then there are two places.
    """

    number: int
    name: str
    entry: str
    field: str
    places: tuple[Place, ...]
    before: str
    after: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """A file on both sides: where it was ("" where it is new), what it would be with all adopted, and its slots."""

    source: str
    data: bytes
    frame: Segments
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Proposal:
    """Two editions of a plan's files, and the changes from the one to the other."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    files: Mapping[str, ProposedFile]
    changes: tuple[ProposedChange, ...]

    def decided(self, verdicts: Mapping[int, Verdict]) -> dict[str, bytes]:
        """The files with those changes that are adopted or amended, by number, and without the others. What no verdict is on is as proposed."""
        left_out = {place for change in self.changes if verdicts.get(change.number) in ("rejected", "open") for place in change.places}
        found = dict(self.after)
        for path, file in self.files.items():
            out = {number for place, number in left_out if place == path}
            if out:
                found.pop(path, None)
                found |= _without(path, file, out)
        return dict(sorted(found.items()))


def _without(path: str, file: ProposedFile, out: Collection[int]) -> dict[str, bytes]:
    """A file with the changes in some of its slots left out; nothing where it would not be there."""
    if len(file.slots) == 1 and file.slots[0][0] is None:
        return {}
    chosen = [before if number in out else after for number, (before, after) in enumerate(file.slots)]
    kept = [each for each in chosen if each is not None]
    if len(file.slots) == 1 and kept:
        return {file.source or path: kept[0].text.encode("utf-8", "surrogateescape")}
    return {path: joined(file.frame, kept)}


STATE = ("status", "adoption", "revises")
"""Fields of plan.yaml that say where the plan is on its way: no verdict is on them."""
Reported = Mapping[tuple[str, str], int]
"""The entries and fields of which a comparison of the two plans tells a change, each with its place in the list; the field is "" for the entry."""


def proposal_of(before: Plan, after: Plan, old: Mapping[str, bytes], new: Mapping[str, bytes], reported: Reported) -> Proposal:
    """The changes from the files `old` to `new`, which the two plans were read from, in the order in which the comparison tells them."""
    files = dict(_files(before, after, old, new))
    keys = {**keys_of(before), **keys_of(after)}
    found = [change for path, file in files.items() for change in _changes(keys.get(path, ""), path, file)]
    state = {(after.head.key, field) for field in STATE}
    told = [each for each in _bound(_with_moves(found)) if (each.entry, each.field) not in state and (each.field == BODY or each[2:4] in reported)]
    told.sort(key=lambda change: (reported.get((change.entry, ""), len(reported)), change.places[-1]))
    return Proposal(old, new, files, tuple(change._replace(number=number, name=_name(change)) for number, change in enumerate(told, 1)))


def _name(change: ProposedChange) -> str:
    """The same for the same change, whatever else is proposed."""
    said = "\0".join((change.entry, change.field, " ".join(change.before.split()), " ".join(change.after.split())))
    return sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def keys_of(plan: Plan) -> dict[str, str]:
    """KIND:ID by the path of the file, in the order of the plan."""
    entries = {entry.path: entry.key for entry in plan.entries}
    return {**entries, **{sheet.path: f"data:{name}" for name, sheet in plan.sheets.items()}, SETTINGS_FILE: "settings:planverk"}


def _files(before: Plan, after: Plan, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[tuple[str, ProposedFile]]:
    """Every file that differs, beside the one that it was."""
    paths = [{key: path for path, key in keys_of(plan).items()} for plan in (before, after)]
    renamed = {paths[1][to]: paths[0][was] for was, to in match(before, after).pairs if was in paths[0] and to in paths[1]}
    sources = {path: renamed.get(path, path) for path in new}
    for path in [*new, *sorted(old.keys() - set(sources.values()) - new.keys())]:
        source = sources.get(path, path)
        was, now = old.get(source), new.get(path)
        if was == now or path.startswith(_APART):
            continue
        frames = [None if data is None else segments_of(side, data) for side, data in ((source, was), (path, now))]
        if frames[0] and frames[1]:
            yield path, ProposedFile(source, now or b"", frames[1], tuple(slots_of(frames[0], frames[1])))
        else:
            slot = tuple(None if data is None else Segment(WHOLE, data.decode("utf-8", "surrogateescape"), "") for data in (was, now))
            yield path, ProposedFile(source if was is not None else "", now or b"", Segments("", "", ()), (slot,))  # type: ignore[arg-type]


def _changes(entry: str, path: str, file: ProposedFile) -> Iterator[ProposedChange]:
    for number, (before, after) in enumerate(file.slots):
        if (before.key if before else None) != (after.key if after else None):
            side = after or before
            assert side
            yield ProposedChange(0, "", entry, side.name, ((path, number),), before.text if before else "", after.text if after else "")


def _with_moves(found: list[ProposedChange]) -> list[ProposedChange]:
    """The changes with a text that went in one place and came in another as one."""
    gone = [each for each in found if each.field == BODY and not each.after]
    come = [each for each in found if each.field == BODY and not each.before]
    paired: dict[tuple[Place, ...], ProposedChange] = {}
    for one in gone:
        words = words_of(one.before)
        if len(words) < _FEWEST:
            continue
        scored = [(likeness(words, words_of(other.after)), -number, other) for number, other in enumerate(come) if other.places not in paired]
        best = max(scored, default=None, key=lambda score: score[:2])
        if best and best[0] >= _MOVED:
            paired[best[2].places] = one
    taken = {one.places for one in paired.values()}
    return [
        each._replace(before=paired[each.places].before, places=(*paired[each.places].places, *each.places), moved=True)
        if each.places in paired
        else each
        for each in found
        if each.places not in taken
    ]


def _bound(found: list[ProposedChange]) -> Iterator[ProposedChange]:
    """The changes with those as one that make no sense apart: a new heading and what stands under it first, a note and its call."""
    held: list[ProposedChange] = []
    for each in found:
        last = held[-1] if held else None
        if last and _belongs(last, each):
            held[-1] = last._replace(places=(*last.places, *each.places), before=_both(last.before, each.before), after=_both(last.after, each.after))
        else:
            held.append(each)
    yield from held


def _both(one: str, other: str) -> str:
    return "\n\n".join(filter(None, (one, other)))


def _belongs(last: ProposedChange, each: ProposedChange) -> bool:
    if last.entry != each.entry or last.field != BODY or each.field != BODY or last.moved or each.moved:
        return False
    for one, other in ((last.before, each.before), (last.after, each.after)):
        if other.startswith(_NOTE) and other[: other.index("]") + 1] in one:
            return True
    heading = Segment(BODY, (last.after or last.before).rpartition("\n\n")[2])
    beside = last.places[-1][0] == each.places[0][0] and last.places[-1][1] + 1 == each.places[0][1]
    return (
        beside
        and is_heading(heading)
        and bool(last.after) == bool(each.after)
        and bool(last.before) == bool(each.before)
        and not (last.before and last.after)
    )


# --- what was written beside the proposal ---


class Amendment(NamedTuple):
    """A segment of a file of the adopted text in place of another: its file and number (-1: before the first), the source as it was before and as
    it is adopted; "" where it was not there, or is not. `answers` are the numbers of the changes that it is put in place of."""

    path: str
    at: int
    before: str
    after: str
    entry: str = ""
    field: str = ""
    answers: tuple[int, ...] = ()


def amendments_between(decided: Mapping[str, bytes], adopted: Mapping[str, bytes]) -> Iterator[Amendment]:
    """What leads from the files as decided to those as adopted: files stay, and are neither made nor taken away."""
    for path in decided:
        if adopted.get(path) in (None, decided[path]):
            continue
        frames = [segments_of(path, side[path]) for side in (decided, adopted)]
        # Where each stands in its own file: the slots have the fields in the order of the adopted text, and two segments may say the same.
        numbers = {id(each): number for number, each in enumerate(frames[0].parts)}
        at = -1
        for before, after in slots_of(*frames):
            at = numbers.get(id(before), at)
            if before is None or after is None or before.text != after.text:
                side = after or before
                assert side
                yield Amendment(path, at, before.text if before else "", after.text if after else "", field=side.name)


def amended(files: Mapping[str, bytes], amendments: Collection[Amendment]) -> dict[str, bytes]:
    """The files with the amendments carried out. ValueError where what one shall replace does not stand there."""
    found = dict(files)
    for path in dict.fromkeys(each.path for each in amendments):
        frame = segments_of(path, found[path])
        parts: list[list[Segment]] = [[], *([each] for each in frame.parts)]
        for each in (each for each in amendments if each.path == path):
            held = parts[each.at + 1]
            if each.before:
                if not held or held[0].text != each.before:
                    raise ValueError(path)
                held[:1] = [held[0]._replace(text=each.after)] if each.after else []
            else:
                held.append(Segment(each.field, each.after, "\n" if each.field == BODY else ""))
        found[path] = joined(frame, [part for held in parts for part in held])
    return found


def with_answers(amendments: Collection[Amendment], proposal: Proposal, keys: Mapping[str, str]) -> tuple[Amendment, ...]:
    """The amendments with the entries of their files, by `keys`, and the numbers of the changes that each alters the text of."""
    return tuple(
        each._replace(
            entry=keys.get(each.path, ""), answers=tuple(change.number for change in proposal.changes if each.before and _is_altered(change, each))
        )
        for each in amendments
    )


def _is_altered(change: ProposedChange, amendment: Amendment) -> bool:
    there = any(path == amendment.path for path, _ in change.places) and change.field in (amendment.field, WHOLE)
    return there and any(text and amendment.before.strip() in text for text in (change.after, change.before))
