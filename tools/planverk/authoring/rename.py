"""Gives an entry another id: moves its file, mends every reference to it, and notes the old id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath

from planverk.authoring.edits import Edit, edits_of, files_after
from planverk.authoring.escaping import quoted
from planverk.authoring.references import Target, renaming_edits, settings_with
from planverk.authoring.source_file import SourceFile, TextEdit, field_edit, item_edit, readable_file, value_edit
from planverk.errors import UserError
from planverk.ids import is_device, is_id, nearest, parse_part, proper_id
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


def find_entry(plan: Plan, name: str) -> Entry:
    """The entry that KIND:ID names. UserError where there is none."""
    kind, colon, id = name.partition(":")
    if not colon or kind not in plan.kinds:
        raise UserError("not-kind-and-id", name=name, kinds=", ".join(plan.kinds))
    if id not in plan.kinds[kind]:
        near = nearest(id, plan.kinds[kind])
        raise UserError("no-entry-near" if near else "no-entry", name=name, near=f"{kind}:{near[0]}" if near else "")
    return plan.kinds[kind][id]


def check_free(plan: Plan, kind: str, id: str, entry: Entry | None = None) -> None:
    """UserError where an id is none, or another than `entry` of the kind has it or had it: an old link then leads where it always led."""
    if not is_id(id):
        raise UserError("bad-id", name=id, near=proper_id(id))
    if is_device(id):
        raise UserError("device-name", name=id, near=proper_id(id))
    if id in plan.kinds[kind]:
        raise UserError("taken", name=f"{kind}:{id}", path=plan.kinds[kind][id].path)
    for other in plan.kinds[kind].values():
        if id in other.formerly and other is not entry:
            raise UserError("taken-formerly", name=f"{kind}:{id}", path=other.path)


def rename(tree: Tree, name: str, new: str) -> tuple[Edit, ...]:
    """The edits that give the entry KIND:ID a new id. UserError where that cannot be done to the last reference."""
    plan, findings = read_plan(tree)
    entry = find_entry(plan, name)
    check_free(plan, entry.kind, new, entry)
    target = Target(entry.kind, entry.id)
    moves = dict(_moves(plan, entry, new))
    wanted = {path: data for path in tree.files if (data := _mended(tree, plan, path, target, new, moves)) is not None}
    edits = edits_of(tree.files, wanted, moves)
    after, then = read_plan(replace(tree, files=files_after(tree.files, edits)))
    more = Counter(finding.rule for finding in then) - Counter(finding.rule for finding in findings)
    if more or _references(plan, target, new) != _references(after, target, "") or _waived(plan, moves) != _waived(after, {}):
        raise UserError("rename-uncertain", name=name)
    return edits


def with_former_ids(files: Mapping[str, bytes], path: str, ids: Iterable[str]) -> bytes:
    """The bytes of an entry's file with ids that it had, noted one by one; as they are where they cannot be noted."""
    file = SourceFile(path, files[path])
    for id in ids if file.readable else ():
        with suppress(UserError):
            file = SourceFile(path, file.with_changes({_noted(file, id, "")}))
    return file.data


def _moves(plan: Plan, entry: Entry, new: str) -> Iterator[tuple[str, str]]:
    """Where the entry's file goes, a measure's records, and the stamp of those who have read it."""
    yield entry.path, _beside(entry, new)
    if entry.kind == "measure" and entry.id in plan.progress:
        yield plan.progress[entry.id].path, _beside(plan.progress[entry.id], new)
    stamp = plan.reviews.get(f"{entry.kind}-{entry.id}")
    if stamp:
        yield stamp.path, _beside(stamp, f"{entry.kind}-{new}")


def _beside(entry: Entry, name: str) -> str:
    path = PurePosixPath(entry.path)
    return str(path.with_name(name + path.suffix))


def _mended(tree: Tree, plan: Plan, path: str, target: Target, new: str, moves: Mapping[str, str]) -> bytes | None:
    """A file's bytes with the new id, None where nothing in it names the entry."""
    if path == SETTINGS_FILE:
        return settings_with(plan, SourceFile(path, tree.files[path]), target, new, moves)
    file, own = SourceFile(path, tree.files[path]), path == plan.kinds[target.kind][target.id].path
    if file.kind is None or (target.id not in file.text and not own and (file.text or path not in _unread(tree))):
        return None
    file = readable_file(tree.files, path)
    custom = plan.custom_fields.get(file.kind.kind if file.kind else "")
    return file.with_changes({*renaming_edits(file, target, new, custom), *([_noted(file, target.id, new)] if own else [])})


def _unread(tree: Tree) -> set[str]:
    """Files that are not what they seem: links, too large, not to be opened, not text."""
    return {finding.location.path for finding in tree.findings} | {
        path for path, data in tree.files.items() if data and not SourceFile(path, data).text
    }


def _noted(file: SourceFile, old: str, new: str) -> TextEdit:
    """The old id, among the former ones; in place of the new one, where the entry had that before."""
    data = file.fields.data
    former = data.get("formerly")
    if isinstance(former, list) and new in former:
        return value_edit(file, ("formerly", former.index(new)), old)
    if isinstance(former, list):
        return item_edit(file, ("formerly",), quoted(old))
    if "formerly" in data:
        raise UserError("unreadable", path=file.path)
    return field_edit(file, "formerly", f"formerly:\n  - {quoted(old)}\n")


# --- nothing may be left behind ---


def _references(plan: Plan, target: Target, new: str) -> Counter[tuple[str, str, str]]:
    """How often each entry names each other, with the renamed one under its new id; "" leaves the ids as they are."""
    return Counter(
        (_named(Target(each.entry.kind, each.entry.id), target, new), *_meant(each.kind, each.name, target, new)) for each in plan.references
    )


def _named(entry: Target, target: Target, new: str) -> str:
    if new and entry == ("review", f"{target.kind}-{target.id}"):
        return f"review:{target.kind}-{new}"
    moved = entry == target or (target.kind == "measure" and entry == ("progress", target.id))
    return f"{entry.kind}:{new if moved and new else entry.id}"


def _meant(kind: str, name: str, target: Target, new: str) -> tuple[str, str]:
    part = parse_part(name) if kind == "part" else None
    if part and new and target == ("plan", part.plan):
        return kind, f"{new}#{part.part}"
    return kind, new if new and target == (kind, name) else name


def _waived(plan: Plan, moves: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(waiver.rule, moves.get(waiver.path, waiver.path)) for waiver in plan.settings.waiver]
