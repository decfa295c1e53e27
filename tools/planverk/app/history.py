"""The history of a plan, or of one entry, in the plan's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planverk.app.opening import open_folder
from planverk.compare.change import Kind
from planverk.compare.comparison import compare, direct_changes, following
from planverk.compare.sentences import Sentences
from planverk.errors import Note, Tell, UserError, silent
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE
from planverk.reading.git import Revision, find_revision, is_cut_off, read_revision
from planverk.reading.history import Step, steps_of
from planverk.reading.plan import read_plan
from planverk.report.difference import Difference

MOST = 100

Show = Callable[[Difference], str]
"""What writes the words of changes; text, so that no plan of the past is kept for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the history, and what it changed: a sentence a change, or a note; and the words of the changes where they were asked for."""

    step: Step
    lines: tuple[str | Note, ...]
    words: str


@dataclass(frozen=True, slots=True)
class History:
    """The steps that have something to tell, the newest first; whether there are `more` than were asked for, and whether the clone is `cut` off."""

    told: tuple[Told, ...]
    more: bool
    cut: bool


def history(folder: str, rev: str, most: int, entry: str | None, language: str, show: Show | None = None, tell: Tell = silent) -> History:
    """The last `most` steps up to a revision, of the whole plan or of the entry KIND:ID, told in a language, the words of each step's changes as
    `show` writes them. UserError where the history has none."""
    if entry is not None and ":" not in entry:
        raise UserError("log-not-kind-and-id", name=entry)
    start, plan = open_folder(folder, tell)
    root = plan or start.resolve()
    found, states = steps_of(root, rev, most), _States(root)
    told = tuple(_told(states, found.steps, entry, language, show))
    if entry and not told and found.steps:
        near = nearest(entry, (each.key for each in states.at(found.steps[0].revision, found.steps[0].folder).entries))
        raise UserError("log-no-such-entry-near" if near else "log-no-such-entry", name=entry, near=near[0] if near else "")
    return History(told, found.more, found.cut)


def _told(states: _States, steps: tuple[Step, ...], entry: str | None, language: str, show: Show | None) -> Iterator[Told]:
    """The steps that have something to tell, with a sentence a change. An entry is followed back through its renamings."""
    for step, older in zip(steps, [*steps[1:], None][: len(steps)], strict=True):
        after, before = states.at(step.revision, step.folder), states.before(step, older)
        entry = _as_called(before, _as_called(after, entry))
        lines: list[str | Note]
        words = ""
        if before is None:
            lines = _first(after, entry, is_cut_off(states.root, step.revision))
        else:
            changes = compare(before, after)
            chosen = [change for change in changes if entry is None or entry in (change.entry_after or change.entry_before, change.entry_after)]
            sentences = Sentences(before, after, language, remedies=False)
            said = sentences.message if entry is None else sentences.sentence
            lines = [*map(said, (*direct_changes(chosen), *following(chosen)))]
            words = show(Difference(chosen, sentences, "", "", len(changes) - len(chosen), places=False)) if show else ""
            if not lines and entry is None:
                lines = [Note("log-untold")]
            renamed = (change.entry_before for change in chosen if change.kind is Kind.ENTRY_RENAMED and change.entry_after == entry)
            entry = next(renamed, entry)
        if lines:
            yield Told(step, tuple(lines), words)


def _as_called(plan: Plan | None, entry: str | None) -> str | None:
    """The name of an entry in a plan that has it under another one now; the name as it is where the plan has it so, or not at all."""
    if plan is None or entry is None or _holds(plan, entry):
        return entry
    kind, _, id = entry.partition(":")
    return next((each.key for each in plan.kinds.get(kind, {}).values() if id in each.formerly), entry)


def _first(plan: Plan, entry: str | None, older: bool) -> list[str | Note]:
    """What is told of the oldest step that is here: the plan or the entry came then, or it was there before, in commits that are not here."""
    if entry is not None:
        return [Note("log-there" if older else "log-came")] * _holds(plan, entry)
    count = sum(1 for _ in plan.entries)
    return [Note("log-oldest") if older else Note("log-plan-came-one" if count == 1 else "log-plan-came", count=count)]


def _holds(plan: Plan, entry: str) -> bool:
    return any(each.key == entry for each in plan.entries) or entry.removeprefix("data:") in plan.sheets


class _States:
    """The plan at commits, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.last: tuple[str, Plan] | None = None

    def at(self, revision: Revision, folder: str) -> Plan:
        if self.last is None or self.last[0] != revision.id:
            self.last = revision.id, read_plan(read_revision(self.root, revision, folder))[0]
        return self.last[1]

    def before(self, step: Step, older: Step | None) -> Plan | None:
        """The plan before a step: at the next older one, else at the commit's parent; None where there was none, or it is not here."""
        if older is not None:
            return self.at(older.revision, older.folder)
        try:
            parent = find_revision(self.root, f"{step.revision.id}^")
            tree = read_revision(self.root, parent, step.folder)
        except UserError:
            return None
        return read_plan(tree)[0] if PLAN_FILE in tree.files else None
