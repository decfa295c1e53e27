"""Imports a document again: what changed in it since is told in plan language, and that alone is carried over to the plan as it is now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.edits import open_to_edit, write
from planverk.app.given_file import read_given_file
from planverk.app.import_plan import Asked, Made, Named, make_plan, report_files
from planverk.authoring.edits import Edit
from planverk.catalogue import load_words
from planverk.compare.comparison import compare as changes_between
from planverk.compare.matching import match
from planverk.compare.sentences import Sentences
from planverk.errors import Tell, UserError, silent
from planverk.importing import report as formats
from planverk.importing.base import BASE, BadBase, Base, as_json, from_json, of_plan
from planverk.model import labels
from planverk.model.kinds import kind_of_file
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.report import changes_data, changes_text
from planverk.report.difference import Difference
from planverk.report.terminal import wrapped
from planverk.report.text import safe
from planverk.verdicts.carried import Conflict, carried
from planverk.verdicts.segments import BODY, WHOLE

_LONGEST = 160
"""Characters that are shown of a text on each side of a conflict."""


@dataclass(frozen=True)
class Again:
    """A document that was imported again: the plan of it, what changed in it since, the edits that carry that over to the plan as it is now, and
    what is changed both there and here, and is left as it is here."""

    made: Made
    difference: Difference
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def told_conflicts(self) -> tuple[str, ...]:
        """The conflicts in words."""
        return tuple(_told(conflict, self.difference.language) for conflict in self.conflicts)


def import_again(asked: Asked, root: Path, here: Mapping[str, bytes], language: str) -> Again:
    """What a new state of an imported document changes in the files of a plan. UserError where the plan was not imported, or the document can't be
    read."""
    base = _base(root)
    hints = asked.hints() if asked.left or asked.mapping else base.hints
    asked = replace(asked, accept_changes=asked.accept_changes or base.accepted)
    made = make_plan(asked, hints, None)
    before, after = _plan(base.files(made.files)), _plan(made.files)
    if named := _named(before, after):
        made = make_plan(asked, hints, None, named)
        after = _plan(made.files)
    words = load_words("importing", language)
    editions = words["update-before"].format(file=base.file), words["update-after"].format(file=made.file)
    sentences = Sentences(before, after, language, remedies=False)
    difference = Difference(changes_between(before, after), sentences, base.file, made.file, editions=editions, places=False)
    files, conflicts = carried(base.files(made.files), of_plan(made.files), here)
    return Again(made, difference, tuple(Edit(path, here.get(path), data) for path, data in files.items()), conflicts)


def _plan(files: Mapping[str, bytes]) -> Plan:
    return read_plan(Tree(of_plan(files)))[0]


def _named(before: Plan, after: Plan) -> Named:
    """The ids that entries had before, where their titles say another now."""
    pairs = ((old.partition(":"), new.partition(":")) for old, new in match(before, after).pairs if old and new and old != new)
    return {(new[0], new[2]): old[2] for old, new in pairs if new[0] in after.kinds}


def _base(root: Path) -> Base:
    if not has_base(root):
        raise UserError("import-no-base", folder=root, file=BASE)
    try:
        return from_json(read_given_file(root / BASE))
    except BadBase:
        raise UserError("import-bad-base", file=BASE) from None


def has_base(root: Path) -> bool:
    """True for a plan that was imported."""
    return (root / BASE).is_file()


def _told(conflict: Conflict, language: str) -> str:
    words, kind = load_words("importing", language), kind_of_file(conflict.path)
    if conflict.field == WHOLE:
        return words["update-conflict-file"].format(path=conflict.path)
    name = conflict.field if kind else ""
    field = words["field-body"] if conflict.field == BODY or kind is None else labels.title_and_description(kind.kind, (name,), language)[0].lower()
    texts = {side: _short(text) or words["update-nothing"] for side, text in (("here", conflict.here), ("there", conflict.there))}
    return words["update-conflict"].format(path=conflict.path, field=field, **texts)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"


# --- carried over ---


@dataclass(frozen=True)
class UpdatedPlan:
    """What became of a document that was imported again, and its report."""

    again: Again
    report: formats.ImportReport

    @property
    def is_whole(self) -> bool:
        """True where every word of the document has a place, and nothing was changed both there and here."""
        return self.report.proof.holds and not self.again.conflicts

    def shown(self, style: str, width: int | None = None) -> str:
        """What changed, the conflicts and the report in one of the styles of an import; lines of text break at `width` cells."""
        if style == "json":
            changes = json.loads(changes_data.report(self.again.difference))["changes"]
            return formats.as_json(self.report, update={"changes": changes, "conflicts": [each._asdict() for each in self.again.conflicts]})
        return "\n".join(self._lines(width)) + "\n" + formats.as_text(self.report, width)

    def _lines(self, width: int | None) -> Iterator[str]:
        yield changes_text.report(replace(self.again.difference, width=width))
        if self.again.conflicts:
            words = load_words("importing", self.report.language)
            yield wrapped(words["part-conflicts"], width, 0)
            yield from (wrapped(safe(f"- {told}"), width, 2) for told in self.again.told_conflicts)
            yield ""


def update_plan(asked: Asked, folder: Path, language: str, tell: Tell = silent) -> UpdatedPlan:
    """Carries what changed in a document since it was imported over to the plan that was made of it, all or nothing; what is changed here as well
    stays as it is. UserError where the plan was not imported, the document can't be read, or something can't be written."""
    opened = open_to_edit(str(folder), tell)
    again = import_again(asked, opened.root, opened.tree.files, language)
    report = again.made.report(language)
    beside = {**report_files(report), BASE: as_json(again.made.base)}
    there = {name: read_given_file(opened.root / name) if (opened.root / name).exists() else None for name in beside}
    write(opened.root, [*again.edits, *(Edit(name, there[name], data) for name, data in beside.items() if data != there[name])])
    return UpdatedPlan(again, report)
