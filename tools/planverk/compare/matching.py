"""Which entry of the one plan is which of the other: by id, by the ids that it had before, and by what it says where its file has another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planverk.compare.records import Names, record_of
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.text_diff import likeness

ALIKE = 0.75
"""The least share of words in common by which a file with another name is taken for the same entry. Git asks for half, which two measures that were
made of one form have too."""

MOST_PAIRS, MOST_WORDS = 2_500, 3_000_000
"""Pairs of a removed and an added entry of which each is held against the other, and the words that are counted for it."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of KIND:ID, "" where an entry has no counterpart; and the renamed ones by kind and id, both ways: old → new, new → old."""

    pairs: tuple[tuple[str, str], ...]
    names: Names


def match(before: Plan, after: Plan) -> Matching:
    """The pairs, in the order in which a reader meets the entries in AFTER, the removed ones after the others of their kind."""
    pairs: list[tuple[str, str]] = [(before.head.key, after.head.key)]
    pairs += [(before.help.key if before.help else "", after.help.key if after.help else "")] if before.help or after.help else []
    names: dict[tuple[str, str], str] = {}
    followed: dict[str, str] = {}
    for kind in after.kinds:
        renamed = dict(_renamed(before.kinds[kind], after.kinds[kind]))
        renamed |= _alike(before, after, kind, renamed)
        followed = _followed(before, after, renamed) if kind == "measure" else followed
        names |= {(kind, old): new for old, new in renamed.items()} | {(kind, new): old for old, new in renamed.items()}
        pairs += _pairs(kind, _in_order(before, kind), _in_order(after, kind), renamed)
    pairs += _pairs("progress", list(before.progress), list(after.progress), followed)
    pairs += _pairs("statement", list(before.statements), list(after.statements), {})
    pairs += _pairs("data", list(before.sheets), list(after.sheets), _same_numbers(before, after))
    return Matching(tuple(pairs), names)


def _followed(before: Plan, after: Plan, renamed: Mapping[str, str]) -> dict[str, str]:
    """The measures whose progress took the new id too."""
    removed, added = before.progress.keys() - after.progress.keys(), after.progress.keys() - before.progress.keys()
    return {old: new for old, new in renamed.items() if old in removed and new in added}


def _in_order(plan: Plan, kind: str) -> list[str]:
    """The ids of a kind, goals and measures by number, chapters by their place in the contents."""
    if kind == "goal":
        return [goal.id for goal in plan.goals_in_order]
    if kind == "measure":
        return [measure.id for measure in plan.measures_in_order]
    listed = [content.partition(":")[2] for content in plan.head.contents] if kind == "chapter" else []
    return sorted(plan.kinds[kind], key=lambda id: (listed.index(id) if id in listed else len(listed), id))


def _pairs(kind: str, before: list[str], after: list[str], renamed: Mapping[str, str]) -> list[tuple[str, str]]:
    earlier = {new: old for old, new in renamed.items()}
    there = set(before)
    found = [(f"{kind}:{old}" if (old := earlier.get(id, id)) in there else "", f"{kind}:{id}") for id in after]
    kept = {old for old, _ in found}
    return found + [(f"{kind}:{id}", "") for id in before if f"{kind}:{id}" not in kept]


def _renamed(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Old and new id of every entry that was renamed, in either direction. Each id has at most one counterpart."""
    removed, added = before.keys() - after.keys(), after.keys() - before.keys()
    by_name: dict[str, list[str]] = {}
    for id in sorted(added):
        for name in {id, *after[id].formerly}:
            by_name.setdefault(name, []).append(id)
    edges = {(old, new) for old in removed for name in {old, *before[old].formerly} for new in by_name.get(name, ())}
    taken: set[str] = set()
    for old, new in sorted(edges, key=lambda edge: (_distance(before[edge[0]], after[edge[1]]), sorted(edge))):
        if old not in taken and new not in taken:
            taken |= {old, new}
            yield old, new


def _alike(before: Plan, after: Plan, kind: str, renamed: Mapping[str, str]) -> dict[str, str]:
    """Old and new id of the entries whose files got another name and say the same, or nearly: as Git recognises a renamed file, by likeness alone."""
    removed = sorted(before.kinds[kind].keys() - after.kinds[kind].keys() - renamed.keys())
    added = sorted(after.kinds[kind].keys() - before.kinds[kind].keys() - set(renamed.values()))
    if not removed or not added:
        return {}
    old, new = _words(before, kind, removed), _words(after, kind, added)
    words = sum(map(len, old.values())) * len(added) + sum(map(len, new.values())) * len(removed)
    if len(removed) * len(added) > MOST_PAIRS or words > MOST_WORDS:  # only those that are the same to the letter
        edges = [(1.0, one, other) for said in {*old.values()} for one, other in zip(_with(old, said), _with(new, said), strict=False)]
    else:
        edges = [(likeness(old[one], new[other]), one, other) for one in removed for other in added]
    found: dict[str, str] = {}
    for score, one, other in sorted(edges, key=lambda edge: (-edge[0], sorted(edge[1:]))):
        if score >= ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def _words(plan: Plan, kind: str, ids: list[str]) -> dict[str, tuple[str, ...]]:
    """The words of what the entries say, without the names of their fields, which all of a kind have in common."""
    records = ((id, record_of(plan, plan.kinds[kind][id])) for id in ids)
    return {
        id: tuple(word for text in _texts([value for field, value in record.items() if field != "formerly"]) for word in text.split())
        for id, record in records
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (list, dict)):
        for below in value.values() if isinstance(value, dict) else value:
            yield from _texts(below)
    else:
        yield str(value)


def _same_numbers(before: Plan, after: Plan) -> dict[str, str]:
    """Old and new name of the data files that got another name, and hold the very same table."""
    old, new = (
        {
            name: tuple(map(tuple, (sheet.data.header, *sheet.data.rows)))
            for name, sheet in one.sheets.items()
            if sheet.data and name not in other.sheets
        }
        for one, other in ((before, after), (after, before))
    )
    tables = {*old.values()}
    return {one: other for table in tables for one, other in zip(sorted(_with(old, table)), sorted(_with(new, table)), strict=False)}


def _with(found: Mapping[str, tuple[Any, ...]], words: tuple[Any, ...]) -> list[str]:
    return [id for id, said in found.items() if said == words]


def _distance(old: Entry, new: Entry) -> int:
    """0 where the one names the other, 1 where both name a third."""
    return 0 if old.id in new.formerly or new.id in old.formerly else 1
