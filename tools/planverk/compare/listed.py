"""What changed in a list, in a list of things with fields, or in a table of numbers, as pieces of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planverk.compare.naming import Naming, is_ours
from planverk.text_diff import opcodes

MOST = 12
"""Pieces that a sentence holds; the values themselves stand in the change."""

_NAMED_BY: Mapping[str, str] = {
    "goals": "id",
    "measures": "number",
    "lines": "name",
    "records": "date",
    "discouraged": "term",
    "organisation": "name",
    "adoption": "body",
}


def listed(kind: str, field: str, before: list[Any], after: list[Any], old: Naming, new: Naming) -> str:
    """What was added, what was removed, what is otherwise; that the order is another where nothing else is."""
    if kind == "data":
        pieces = list(_cells(before, after, new))
        return "; ".join(_at_most(pieces, new))
    name = _NAMED_BY.get(field) if is_ours(kind, field) and all(isinstance(item, dict) for item in [*before, *after]) else None
    return "; ".join(_items(kind, field, before, after, old, new, name))


def _items(kind: str, field: str, before: list[Any], after: list[Any], old: Naming, new: Naming, name: str | None) -> Iterator[str]:
    added, removed = _minus(after, before), _minus(before, after)
    others: list[tuple[Any, Any]] = []
    if name:
        named = {repr(item[name]): item for item in added}
        others = [(item, named[repr(item[name])]) for item in removed if repr(item[name]) in named]
        told = {id(item) for pair in others for item in pair}
        added, removed = ([item for item in items if id(item) not in told] for items in (added, removed))
    if added:
        yield new.say("list-added", items=_joined((new.item(kind, field, item) for item in added), new))
    if removed:
        yield new.say("list-removed", items=_joined((old.item(kind, field, item) for item in removed), new))
    if others:
        yield new.say("list-changed", items=_joined((_otherwise(kind, field, *pair, str(name), old, new) for pair in others), new))
    old_keys, new_keys = [*map(repr, before)], [*map(repr, after)]
    both = set(old_keys) & set(new_keys)
    names = {key: _named(kind, field, item, name, new) for key, item in zip(new_keys, after, strict=True)}
    yield from _order([key for key in old_keys if key in both], [key for key in new_keys if key in both], names, new)


def _named(kind: str, field: str, item: Any, name: str | None, naming: Naming) -> str:
    """What one of a list is called, with nothing of what it says beside."""
    if not name or not isinstance(item, dict):
        return naming.item(kind, field, item)
    return naming.quoted(item["title"]) if "title" in item else naming.value(kind, f"{field}.{name}", item[name])


def _order(before: list[str], after: list[str], names: Mapping[str, str], naming: Naming) -> Iterator[str]:
    """What stands elsewhere among the others, and after which of them; the fewest that can have moved."""
    if before == after:
        return
    moved = [at for same, _, _, a0, a1 in opcodes(before, after) if not same for at in range(a0, a1)]
    told = (
        naming.say("order-after", name=names[after[at]], other=names[after[at - 1]]) if at else naming.say("order-first", name=names[after[at]])
        for at in moved
    )
    yield naming.say("list-order", items=_joined(told, naming))


def _joined(items: Iterator[str], naming: Naming) -> str:
    return ", ".join(_at_most(list(items), naming))


def _at_most(pieces: list[str], naming: Naming) -> list[str]:
    """The first of the pieces, with how many are left out."""
    return [*pieces[:MOST], naming.say("list-more", count=len(pieces) - MOST)] if len(pieces) > MOST else pieces


def _minus(items: list[Any], others: list[Any]) -> list[Any]:
    """The items that are not among the others, each as often as it is more often here."""
    left = Counter(map(repr, others))
    found = []
    for item in items:
        if left[repr(item)]:
            left[repr(item)] -= 1
        else:
            found.append(item)
    return found


def _otherwise(kind: str, field: str, before: Mapping[str, Any], after: Mapping[str, Any], name: str, old: Naming, new: Naming) -> str:
    """A thing in a list, with those of its fields that differ."""
    fields = [part for part in {**before, **after} if before.get(part) != after.get(part)]
    nothing = new.words["nothing"]
    changes = [
        new.say(
            "field-from-to",
            field=(new if part in after else old).label(kind, f"{field}.{part}").rpartition(": ")[2],
            before=old.value(kind, f"{field}.{part}", before[part]) if part in before else nothing,
            after=new.value(kind, f"{field}.{part}", after[part]) if part in after else nothing,
        )
        for part in fields
    ]
    shown = new.quoted(after["title"]) if "title" in after else new.value(kind, f"{field}.{name}", after[name])
    return new.say("item-changed", name=shown, changes=", ".join(changes))


def _cells(before: list[list[str]], after: list[list[str]], naming: Naming) -> Iterator[str]:
    """Columns that got another name; columns and rows that were added or removed, with their cells; the cells that differ in those that are in both.
    Rows are told apart by their first cell."""
    rows = _matched([row[0] for row in before[1:]], [row[0] for row in after[1:]])
    columns, renamed = _with_renamed(_matched(before[0], after[0]), before, after, rows)
    for one, other in renamed:
        yield naming.say("column-renamed", before=before[0][one], after=after[0][other])
    for said, table, names, numbers in (("list-added", after, columns.added, rows.added), ("list-removed", before, columns.removed, rows.removed)):
        if names:
            yield naming.say(said, items=", ".join(_column(table, at, naming) for at in names))
        if numbers:
            yield naming.say(said, items=", ".join(_row(table[0], table[at + 1], naming) for at in numbers))
    for i, j in rows.both:
        for k, m in columns.both:
            old, new = before[i + 1][k], after[j + 1][m]
            if old != new:
                empty = naming.words["empty-cell"]
                yield naming.say("cell-changed", row=after[j + 1][0], column=after[0][m], before=old or empty, after=new or empty)
    for each, titles, name in ((columns, after[0], "column"), (rows, [row[0] for row in after[1:]], "row-named")):
        named = {str(other): naming.say(name, name=titles[other]) for _, other in each.both}
        yield from _order([str(other) for _, other in sorted(each.both)], [str(other) for _, other in each.both], named, naming)


def _with_renamed(columns: _Matched, before: list[list[str]], after: list[list[str]], rows: _Matched) -> tuple[_Matched, list[tuple[int, int]]]:
    """The columns, with those matched too that have another name and at least half of their cells, the most alike first; and which these are."""
    least = max(1, (len(rows.both) + 1) // 2)
    scores = [
        (sum(before[i + 1][one] == after[j + 1][other] for i, j in rows.both), one, other) for one in columns.removed for other in columns.added
    ]
    found: dict[int, int] = {}
    for score, one, other in sorted(scores, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1:])):
        if score >= least and one not in found and other not in found.values():
            found[one] = other
    both = sorted([*columns.both, *found.items()], key=lambda pair: pair[1])
    added = [at for at in columns.added if at not in found.values()]
    return _Matched(both, added, [at for at in columns.removed if at not in found]), sorted(found.items())


def _column(table: list[list[str]], at: int, naming: Naming) -> str:
    """A column with its numbers: kolonnen Norge (2022 610, 2023 693)."""
    name, cells = naming.say("column", name=table[0][at]), ", ".join(f"{row[0]} {row[at]}" for row in table[1:] if at and row[at])
    return f"{name} ({cells})" if cells else name


def _row(header: list[str], row: list[str], naming: Naming) -> str:
    """A row with its numbers: raden 2023 (Drammen 9, Norge 693)."""
    return naming.say("row", name=row[0], cells=", ".join(f"{title} {cell}" for title, cell in zip(header[1:], row[1:], strict=True)))


class _Matched(NamedTuple):
    """Where names stand in two lists: in both, as pairs in the order of AFTER; only in AFTER; only in BEFORE."""

    both: list[tuple[int, int]]
    added: list[int]
    removed: list[int]


def _matched(before: list[str], after: list[str]) -> _Matched:
    """The names of two lists matched; where one stands more than once, in their order."""
    if len(set(before)) == len(before) and len(set(after)) == len(after):
        there = {name: at for at, name in enumerate(before)}
        both = [(there[name], at) for at, name in enumerate(after) if name in there]
    else:
        both = [(b0 + step, a0 + step) for same, b0, b1, a0, _ in opcodes(before, after) if same for step in range(b1 - b0)]
    old, new = {one for one, _ in both}, {other for _, other in both}
    return _Matched(both, [at for at in range(len(after)) if at not in new], [at for at in range(len(before)) if at not in old])
