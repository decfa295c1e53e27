"""`planverk log`: the history of the plan, or of one entry, in the plan's own words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from planverk.app.opening import open_folder
from planverk.catalogue import LANGUAGES
from planverk.cli.messages import language, say
from planverk.cli.terminal import width_of
from planverk.compare.change import Change
from planverk.compare.comparison import compare
from planverk.compare.kinds import Kind
from planverk.compare.sentences import Sentences
from planverk.compare.told import following
from planverk.compare.told import told as direct
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE
from planverk.reading.git import Revision, find_revision, is_cut_off, read_revision
from planverk.reading.plan import Known, read_plan
from planverk.reading.steps import Step, steps_of
from planverk.report.terminal import wrapped
from planverk.report.text import safe

MOST = 100


@click.command(help=say("help-log"), epilog=say("help-log-epilog"))
@click.argument("entry", metavar="[KIND:ID]", required=False)
@click.option("--rev", metavar="REV", default="HEAD", help=say("help-log-rev"))
@click.option("--most", type=click.IntRange(1, 10_000), default=MOST, show_default=True, help=say("help-log-most"))
@click.option("--authors", is_flag=True, help=say("help-log-authors"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def log(entry: str | None, rev: str, most: int, authors: bool, lang: str | None, folder: str) -> None:
    """Prints a paragraph a step."""
    if entry is not None and ":" not in entry:
        raise UserError("log-not-kind-and-id", name=entry)
    start, plan = open_folder(folder)
    root = plan or start.resolve()
    found, states = steps_of(root, rev, most), _States(root)
    told = [*_told(states, found.steps, entry, lang or language())]
    if entry and not told and found.steps:
        raise _unknown(states.at(found.steps[0].revision, found.steps[0].folder), entry)
    for number, (step, lines) in enumerate(told):
        click.echo(("\n" if number else "") + _heading(step, authors))
        for line in lines:
            click.echo(wrapped(f"  • {safe(line)}", width_of(sys.stdout), 4))
    if not told:
        click.echo(say("log-none"))
    if found.more or found.cut:
        click.echo(say("log-more" if found.more else "log-cut"), err=True)


def _heading(step: Step, authors: bool) -> str:
    parts = (f"{step.revision.when:%Y-%m-%d}", step.revision.id[:8], step.author if authors else "", step.subject)
    return wrapped(safe("  ".join(filter(None, parts))), width_of(sys.stdout), 2)


def _unknown(plan: Plan, entry: str) -> UserError:
    near = nearest(entry, (each.key for each in plan.entries))
    return UserError("log-no-such-entry-near" if near else "log-no-such-entry", name=entry, near=near[0] if near else "")


def _told(states: _States, steps: tuple[Step, ...], entry: str | None, tongue: str) -> Iterator[tuple[Step, list[str]]]:
    """The steps that have something to tell, with a sentence a change. An entry is followed back through its renamings."""
    for step, older in zip(steps, [*steps[1:], None][: len(steps)], strict=True):
        after, before = states.at(step.revision, step.folder), states.before(step, older)
        entry = _as_called(before, _as_called(after, entry))
        if before is None:
            lines = _first(after, entry, is_cut_off(states.root, step.revision))
        else:
            changes = compare(before, after)
            chosen = [change for change in changes if entry is None or entry in (change.entry_after or change.entry_before, change.entry_after)]
            lines = list(_lines([*direct(chosen), *following(chosen)], Sentences(before, after, tongue, remedies=False), entry)) or (
                [say("log-untold")] if entry is None else []
            )
            entry = _earlier_name(chosen, entry)
        if lines:
            yield step, lines


def _as_called(plan: Plan | None, entry: str | None) -> str | None:
    """The name of an entry in a plan that has it under another one now; the name as it is where the plan has it so, or not at all."""
    if plan is None or entry is None or _holds(plan, entry):
        return entry
    kind, _, id = entry.partition(":")
    return next((each.key for each in plan.kinds.get(kind, {}).values() if id in each.formerly), entry)


def _first(plan: Plan, entry: str | None, older: bool) -> list[str]:
    """What is told of the oldest step that is here: the plan or the entry came then, or it was there before, in commits that are not here."""
    if entry is not None:
        return [say("log-there" if older else "log-came")] * _holds(plan, entry)
    count = sum(1 for _ in plan.entries)
    return [say("log-oldest") if older else say("log-plan-came-one" if count == 1 else "log-plan-came", count=count)]


def _lines(changes: list[Change], sentences: Sentences, entry: str | None) -> Iterator[str]:
    for change in changes:
        yield sentences.message(change) if entry is None else sentences.sentence(change)


def _earlier_name(changes: list[Change], entry: str | None) -> str | None:
    renamed = (change.entry_before for change in changes if change.kind is Kind.ENTRY_RENAMED and change.entry_after == entry)
    return next(renamed, entry)


def _holds(plan: Plan, entry: str) -> bool:
    return any(each.key == entry for each in plan.entries) or entry.removeprefix("data:") in plan.sheets


class _States:
    """The plan at commits, each read once; a file that did not change between two of them is parsed once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: Known = {}
        self.last: tuple[str, Plan] | None = None

    def at(self, revision: Revision, folder: str) -> Plan:
        if self.last is None or self.last[0] != revision.id:
            self.last = revision.id, read_plan(read_revision(self.root, revision, folder), self.known)[0]
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
        return read_plan(tree, self.known)[0] if PLAN_FILE in tree.files else None
