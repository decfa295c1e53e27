"""Writes drafts as the repository of a plan, by the hand that writes a new plan and its entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

from planverk.authoring.edits import Edit
from planverk.authoring.entry_text import entry_text
from planverk.authoring.escaping import quoted
from planverk.authoring.layout import laid_out
from planverk.authoring.new_plan import Told, new_plan
from planverk.catalogue import load_words
from planverk.compare.markdown import markdown_of
from planverk.importing.drafts import Draft, Drafts, Ours, Shown, Value
from planverk.importing.figures import csv_of
from planverk.importing.foreign import Block, Figure, Foreign, Heading, List, Paragraph, Run, Table, Text, texts_of
from planverk.importing.grids import grid
from planverk.importing.pictures import suffix_of
from planverk.model import labels
from planverk.model.annotations import fields_of, is_needed
from planverk.model.entry import Entry
from planverk.model.fields import NEWEST_FORMAT
from planverk.model.kinds import KINDS
from planverk.model.planfile import Help, PlanFile
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE, SETTINGS_FILE
from planverk.source import prose

_MODELS: Mapping[str, type[Entry]] = {kind.kind: kind for kind in KINDS}
HELP = "help"
"""The kind of draft that is the one file of helplines."""
_OF_SUICIDE = re.compile("selvmord|sjølvmord|självmord|suicid", re.IGNORECASE)
"""In the title of a plan that helplines and the rules for writing about suicide come with."""
_PLAIN = frozenset(("number", "from", "to", "date", "interval_years", "interval_months", "deadline", "accessed", "checked"))
"""Fields whose values are numbers and dates, and stand without quotes."""


def plan_edits(folder: Path | None, drafts: Drafts, document: Foreign) -> tuple[Edit, ...]:
    """The edits that make the plan, in a folder, which may be new, or in none. UserError where something is in it already."""
    head, language = drafts.head, drafts.language
    title = head.fields["title"].text if isinstance(head.fields["title"], Value) else head.fields["title"] or ""
    kind = "selvmordsforebygging" if _OF_SUICIDE.search(title) else "handlingsplan"
    files = {edit.path: edit.after for edit in new_plan(folder, Told(language, kind, title=title))}
    files = {path: data for path, data in files.items() if not path.startswith("plan/chapters/")}
    files |= dict(_files(drafts, document, language))
    files[SETTINGS_FILE] = ((files[SETTINGS_FILE] or b"").decode("utf-8") + _words(drafts)).encode("utf-8")
    return tuple(Edit(path, None, data) for path, data in sorted(files.items()))


def _words(drafts: Drafts) -> str:
    """What the plan calls its goals and its headings, for the settings; "" where that is as usual."""
    told = {name: json.dumps(text, ensure_ascii=False) for name, text in drafts.settings.items()}
    preset = told.pop("preset", "")
    lines = [f"preset = {preset}"] if preset else []
    lines += ["", "[words.headings]", *(f"{name} = {text}" for name, text in told.items())] if told else []
    return "\n[words]\n" + "\n".join(lines) + "\n" if lines else ""


def _files(drafts: Drafts, document: Foreign, language: str) -> Iterator[tuple[str, bytes]]:
    head = {"format": NEWEST_FORMAT, "organisation": None, "period": None, "contact": None, **drafts.head.fields, "contents": drafts.contents}
    head.setdefault("title", None)
    yield PLAN_FILE, entry_text(PlanFile, {name: _scalars(name, value, language) for name, value in head.items()}).encode("utf-8")
    for draft in drafts.entries[1:]:
        if draft.picture:
            draft.fields["file"] = f"{load_words('importing', language)['folder-pictures']}/{draft.id}{suffix_of(document.files[draft.picture])}"
        model = Help if draft.kind == HELP else _MODELS[draft.kind]
        fields = {name: _scalars(name, value, language) for name, value in _told(model, draft, language).items()}
        path = HELP_FILE if draft.kind == HELP else f"{model.folder}/{draft.id}{model.suffix}"
        yield path, laid_out(path, entry_text(model, fields, _markdown(draft, drafts, document)).encode("utf-8"))
        if draft.picture:
            yield draft.fields["file"], document.files[draft.picture]
        if draft.table:
            yield f"{DATA_FOLDER}/{draft.id}.csv", csv_of(draft.table).encode("utf-8")


def _told(model: type[Entry], draft: Draft, language: str) -> dict[str, Any]:
    """The fields; one that the document tells nothing of is left out, and the entry says so where it needs it."""
    needed = {name for name, field in fields_of(model).items() if is_needed(field)}
    empty = [name for name, value in draft.fields.items() if value is None]
    told = {name: value for name, value in draft.fields.items() if value is not None and value != []}
    if lacking := [name for name in empty if name in needed]:
        names = ", ".join(labels.title_and_description(draft.kind, (name,), language)[0].lower() for name in lacking)
        told = {**told, "incomplete": "true", "known": told.get("known", Ours("not-told", names))}
    return told


def _scalars(name: str, value: Any, language: str) -> Any:
    """A value as YAML writes it."""
    match value:
        case None:
            return None
        case Value():
            return value.text if name in _PLAIN else quoted(value.text)
        case Ours(key=key, about=about):
            return quoted(load_words("importing", language)[key].format(about=about))
        case int():
            return str(value)
        case dict():
            return {key: _scalars(key, inner, language) for key, inner in value.items()}
        case list():
            return [_scalars(name, inner, language) for inner in value]
        case _:
            return str(value) if str(value) in ("true", "false") else quoted(str(value))


# --- prose ---


def _markdown(draft: Draft, drafts: Drafts, document: Foreign) -> str:
    """The body as Markdown, with the notes that it calls."""
    texts = _Prose(drafts, document)
    called = [run.note for block in draft.body if not isinstance(block, Shown) for run in _runs(block)]
    own = [label for label in dict.fromkeys(called) if label in document.notes and label not in drafts.cited]
    notes = {label: prose.Footnote(tuple(texts.blocks(document.notes[label])), 0, 0) for label in own}
    return markdown_of(prose.Prose(tuple(texts.blocks(draft.body)), notes))


def _runs(block: Block) -> Iterator[Run]:
    for text in texts_of([block]):
        yield from text.runs


class _Prose:
    """Makes prose of blocks; notes are those of the document, or citations of the sources that they name."""

    def __init__(self, drafts: Drafts, document: Foreign) -> None:
        self.drafts, self.document = drafts, document

    def blocks(self, blocks: Iterable[Block | Shown]) -> Iterator[prose.Block]:
        for block in blocks:
            match block:
                case Shown(figure=figure):
                    yield prose.FigurePlace(figure, 0, 0)
                case Heading(level=level, text=text):
                    yield prose.Heading(max(2, min(level, 6)), self.inlines(text), 0)
                case Paragraph(text=text):
                    yield prose.Paragraph(self.inlines(text), 0)
                case List(items=items, first=first):
                    yield prose.List(tuple(tuple(self.blocks(item)) for item in items), first, 0)
                case Table():
                    yield self.table(block)
                case Figure():
                    continue
                case _:
                    assert_never(block)

    def table(self, table: Table) -> prose.Table:
        rows = []
        for row in grid(table):
            pieces = [[self.inlines(text) for text in texts_of(cell.blocks)] for cell in row]
            rows.append(
                tuple(
                    tuple(inline for at, piece in enumerate(cell) for inline in ((prose.Text(" ", 0, 0),) if at else ()) + piece) for cell in pieces
                )
            )
        width = max(map(len, rows))
        filled = [row + ((),) * (width - len(row)) for row in rows]
        return prose.Table(filled[0], tuple(filled[1:]), ("",) * width, 0)

    def inlines(self, text: Text) -> tuple[prose.Inline, ...]:
        return tuple(inline for run in text.runs for inline in self.inline(run))

    def inline(self, run: Run) -> Iterator[prose.Inline]:
        """A run with its looks; spaces at its ends stand outside the marks, or they would be none."""
        core = run.text.strip()
        before, _, after = run.text.partition(core) if core else (run.text, "", "")
        if before:
            yield prose.Text(before, 0, 0)
        if core:
            inner: prose.Inline = prose.Text(core, 0, 0)
            inner = prose.Emphasis((inner,)) if run.italic else inner
            inner = prose.Strong((inner,)) if run.bold else inner
            yield prose.Link(run.link, (inner,), 0, 0) if run.link.startswith(("https:", "http:", "mailto:", "tel:")) else inner
        if after:
            yield prose.Text(after, 0, 0)
        if run.note:
            yield from self.note(run.note)

    def note(self, label: str) -> Iterator[prose.Inline]:
        """The call of a note, or the citations in its place."""
        if label in self.drafts.cited:
            for number, cited in enumerate(self.drafts.cited[label]):
                source = self.drafts.sources[cited.source].id
                yield prose.Citation(source, 0, 0, cited.locator or None, number > 0 or None)
        elif label in self.document.notes:
            yield prose.FootnoteCall(label, 0, 0)
        else:
            yield prose.Citation(f"note-{label}", 0, 0)
