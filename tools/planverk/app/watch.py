"""What a preview shows of the plan in a folder, one state after the other, and how it tells when the files have changed: by looking at their times
and sizes again and again (docs/decisions/serve-looks.rst tells why not by asking the system for events)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from planverk.app.publishing import document_of, revision_made_from
from planverk.diagnostics import Diagnostic, Position, Severity
from planverk.document.anchors import entry_anchor, heading_anchors
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.html import render as render_html
from planverk.formats.html.pages import Place, site_of
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision
from planverk.reading.plan import named_files, read_plan
from planverk.reading.tree import Tree, paths_of, read_folder
from planverk.rules.engine import check_plan
from planverk.source.prose import Heading
from planverk.transaction import SIGNALS

State = dict[str, tuple[int, ...]]
"""Each file's path and what the system says of it: times, size and number."""

LOOKS_TO_SETTLE = 20
SETTLING = 0.015
"""Seconds between two looks at files that someone is writing."""


def state_of(root: Path, extras: Iterable[str] = ()) -> State:
    """The state of all that a plan is read from; `extras` are files outside plan/, such as a logo. What is not there is left out."""
    return dict(_seen(os.fspath(root), (*paths_of(root, []), *extras)))


def _seen(root: str, paths: Iterable[str]) -> Iterable[tuple[str, tuple[int, ...]]]:
    for path in paths:
        try:
            status = os.lstat(f"{root}/{path}")
        except (OSError, ValueError):
            continue
        yield path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def settled(look: Callable[[], State], state: State) -> State:
    """The state when two looks in a row see the same, so that an editor that writes in several steps is waited for; at most LOOKS_TO_SETTLE looks."""
    for _ in range(LOOKS_TO_SETTLE):
        time.sleep(SETTLING)
        before, state = state, look()
        if before == state:
            break
    return state


@contextmanager
def until_asked_to_end(end: Callable[[], None]) -> Iterator[None]:
    """Calls `end` at Ctrl-C or when the system says to stop, so that the preview ends in good order whatever it is doing."""
    before = {number: signal.signal(number, lambda *_: end()) for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


Shows = Literal["now", "before", "nothing"]


@dataclass(frozen=True)
class Edition:
    """What the preview shows: the site's files by path, and every finding with the place on the site that it belongs to.

    `shows` tells whether the pages are those of the plan as it is now, of an earlier state because this one cannot be shown, or of none at all.
    `fault` is what went wrong where it is no fault of the plan, "" else.
    """

    number: int
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    places: tuple[Place | None, ...]
    entries: int
    shows: Shows
    document: Document | None = None
    fault: str = ""
    made: dict[str, object] = field(default_factory=dict, compare=False)
    """What was made of this edition since: pages with their findings in them, a PDF."""

    @property
    def has_errors(self) -> bool:
        """True where `planverk build` would refuse."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


class Builder:
    """Makes editions of the plan in a folder, one after the other.

    Each is what `planverk build` would make of the files. `keep` is the folder for what is dear to make (None keeps nothing), `language` that of the
    findings (None for the plan's own).
    `clock` gives today, and the time that an edition outside Git carries; `report` is told of what is no fault of the plan.
    """

    def __init__(
        self, root: Path, keep: Path | None, language: str | None, clock: Callable[[], datetime], report: Callable[[BaseException], None]
    ) -> None:
        self.root, self.keep = root, keep
        self._language, self._clock, self._report = language, clock, report
        self._beside = ThreadPoolExecutor(1, "planverk-git")
        self.latest = Edition(0, {}, (), (), 0, "nothing")
        self.extras: tuple[str, ...] = ()
        self.language = language or "nb"

    def build(self) -> Edition:
        """The edition of the folder as it is now. Whatever is wrong with the plan, there is one."""
        tree = read_folder(self.root)
        plan, findings = read_plan(tree)
        self.language = self._language or plan.head.language
        self.extras = (*named_files(plan), ".git/logs/HEAD")
        revision = self._beside.submit(_revision, self.root, tree, plan)  # Git takes its time, and meanwhile the rules are run
        diagnostics = tuple(check_plan(plan, findings, self._clock().date(), self.language))
        self.latest = self._edition(plan, diagnostics, revision.result())
        return self.latest

    def _edition(self, plan: Plan, diagnostics: tuple[Diagnostic, ...], revision: Revision | None) -> Edition:
        number, entries, before = self.latest.number + 1, sum(1 for _ in plan.entries), self.latest
        try:
            document = document_of(self.root, plan, revision, revision.when if revision else self._clock())
            files = render_html(document, self.keep)
        except Exception as error:
            faulty = any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
            if not faulty:  # a plan without errors can be shown, or planverk has one
                self._report(error)
            shows: Shows = "before" if before.files else "nothing"
            places = places_of(diagnostics, plan, before.document)
            return Edition(number, before.files, diagnostics, places, entries, shows, before.document, "" if faulty else str(error))
        return Edition(number, files, diagnostics, places_of(diagnostics, plan, document), entries, "now", document)


def _revision(root: Path, tree: Tree, plan: Plan) -> Revision | None:
    try:
        return revision_made_from(root, tree, plan)
    except (UserError, OSError):
        return None


def parts_folder() -> Path | None:
    """The folder for what is dear to make, in the user's own cache; None where there is none."""
    return cache_folder("parts")


# --- where on the site a finding belongs ---


def places_of(diagnostics: Iterable[Diagnostic], plan: Plan, document: Document | None) -> tuple[Place | None, ...]:
    """The place of each finding on the site of a document, None for one that is about nothing that is shown.

    The anchor of a place is that of the thing itself, also where the place is a page of its own.
    """
    if document is None:
        return tuple(None for _ in diagnostics)
    anchors = _Anchors(plan, document.words)
    places = site_of(document).places
    return tuple(_place(anchors, places, diagnostic) for diagnostic in diagnostics)


def _place(anchors: _Anchors, places: Mapping[str, Place], diagnostic: Diagnostic) -> Place | None:
    if diagnostic.location.path == PLAN_FILE:
        return Place("")
    for anchor in anchors.of(diagnostic):
        if anchor in places:
            return Place(places[anchor].address, anchor)
    return None


class _Anchors:
    """The anchors under which a finding may stand, the nearest first."""

    def __init__(self, plan: Plan, words: Mapping[str, str]) -> None:
        self.words = words
        self.entries = {entry.path: entry for entry in plan.entries}
        self.drawn: dict[str, list[Figure]] = {}
        for figure in plan.figures.values():
            if figure.data:
                self.drawn.setdefault(f"{DATA_FOLDER}/{figure.data}", []).append(figure)

    def of(self, diagnostic: Diagnostic) -> Iterator[str]:
        path, (start, _) = diagnostic.location
        if path == HELP_FILE:
            yield self.words["anchor-help"]
        yield from (entry_anchor(self.words, "figure", figure.id) for figure in self.drawn.get(path, ()))
        entry = self.entries.get(path)
        if entry is None:
            return
        part = _part(entry, start)
        if part:
            yield heading_anchors(self.words, entry)[part - 1]
        kind = "measure" if entry.kind == "progress" else entry.kind
        if f"anchor-{kind}" in self.words:
            yield entry_anchor(self.words, kind, entry.id)


def _part(entry: Entry, start: Position) -> int:
    """Which of the entry's headings the line stands under, counted from 1; 0 for none."""
    lines = entry.prose.lines
    headings = (block for block in entry.prose.blocks if isinstance(block, Heading))
    return sum(1 for heading in headings if lines.position(heading.start).line <= start.line)
