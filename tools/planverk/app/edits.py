"""What an author's command does to the files of a plan: edits, to be shown or made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from planverk.app.opening import Opened, open_tree
from planverk.authoring import adopting, layout, migrate, new_entry, rename, renumber, reviewing
from planverk.authoring.edits import Edit, apply, shown
from planverk.authoring.new_entry import FORMS, Form, Question
from planverk.errors import Tell, UserError, silent
from planverk.model import labels
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.transaction import Unfinished

__all__ = ["FORMS", "Edit", "Form", "Question", "shown"]


@contextmanager
def nothing_changed() -> Iterator[None]:
    """Says of a refusal, and of what the system does not let be written, that nothing was changed."""
    with unwritten():
        try:
            yield
        except UserError as refusal:
            raise UserError("refused", problem=refusal) from None


@contextmanager
def unwritten() -> Iterator[None]:
    """Says of what the system does not let be written that nothing was changed."""
    try:
        yield
    except Unfinished as error:
        raise UserError("unfinished", problem=error) from None
    except OSError as error:
        if error.filename:
            raise UserError(
                "fix-failed-in", folder=Path(os.fsdecode(error.filename)).parent, problem=error
            ) from None  # the file may be one for a while
        raise UserError("fix-failed", problem=error) from None


or_refused = nothing_changed()  # as a decorator
write = or_refused(apply)
make_entry = or_refused(new_entry.new_entry)
rename_entry, renumber_entries = or_refused(rename.rename), or_refused(renumber.renumber)
withdraw_measure, revise_plan = or_refused(adopting.withdraw), or_refused(adopting.revise)
stamp_review = or_refused(reviewing.review)
migrate_plan = or_refused(migrate.migrate)


def open_to_edit(folder: str, tell: Tell = silent) -> Opened:
    """The plan in or above a folder, to be changed. UserError where there is none, or its format is newer than those known here: what its files mean,
    only a newer planverk can tell."""
    opened = open_tree(folder, None, tell)
    with nothing_changed():
        migrate.read_format(opened.tree)
    return opened


def plan_of(opened: Opened) -> Plan:
    """The plan, as far as it can be read."""
    return read_plan(opened.tree)[0]


names_for = new_entry.may_name


def question_text(form: Form, question: Question, language: str) -> str:
    """What a form asks, in words, with the places of the plan's nouns as they are."""
    return labels.question(form.model.kind, ".".join(question.place), language)


def lay_out(opened: Opened, folder: str, paths: Sequence[str]) -> layout.LaidOut:
    """The layout of the files that paths from a folder name, or that lie below them; of all without a path. UserError where there is no such file."""
    return layout.lay_out(opened.tree, _chosen(opened, folder, paths) if paths else opened.tree.files)


def _chosen(opened: Opened, folder: str, paths: Iterable[str]) -> Iterator[str]:
    for path in dict.fromkeys(paths):
        place = Path(folder, path)
        if not place.exists() and not place.is_symlink():
            raise UserError("no-file", path=path)
        whole = place.resolve() if place.is_dir() else place.parent.resolve() / place.name
        if not whole.is_relative_to(opened.root):
            raise UserError("not-in-plan", path=path)
        below = whole.relative_to(opened.root).as_posix()
        yield from (name for name in opened.tree.files if name == below or below == "." or name.startswith(f"{below}/"))
