"""What the tests of a Word file that came back have in common: a plan, the Word file that is made of it, and what becomes of one that came back."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from planverk.authoring.edits import files_after
from planverk.document.compose import compose
from planverk.formats.docx import render as render_docx
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.review_import.compare_tracked import Comparison, compare_tracked
from planverk.review_import.context import Resolution
from planverk.review_import.import_changes import to_edits
from planverk.review_import.resolve import ComposedLine, composed_lines, source_map_of
from planverk.review_import.source_map import SourceMap, even
from planverk.word.tracked_document import TrackedDocument
from planverk.word.tracking import read_tracked
from tests.support import PLANS, REVISION

KEPT = Path(__file__).resolve().parent / "returned"
"""Whole outputs that the tests hold new ones against; with PLANVERK_KEEP=1 they are written anew. Read the difference before you commit it."""


def agrees(name: str, text: str) -> None:
    """Fails where a text is not the kept one."""
    path = KEPT / name
    if os.environ.get("PLANVERK_KEEP"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Sent:
    """A plan that was sent out: its files, and the Word file."""

    tree: Tree
    plan: Plan
    data: bytes

    @cached_property
    def read(self) -> TrackedDocument:
        """The Word file as it is read."""
        return circulated(self.data)

    @cached_property
    def _source_map(self) -> SourceMap:
        return source_map_of(self.tree.files, self.plan)

    @property
    def source_map(self) -> SourceMap:
        """What the Word file shows where, before any line was asked for."""
        return self._source_map.anew()


@dataclass(frozen=True)
class Taken:
    """What became of a file that came back."""

    returned: TrackedDocument
    comparison: Comparison
    resolution: Resolution
    files: Mapping[str, bytes]

    @property
    def placed(self) -> list[str]:
        """The texts after the changes that were written in."""
        pairs = zip(self.comparison.changes, self.resolution.results, strict=True)
        return [change.after for change, result in pairs if not result.why]

    @property
    def whys(self) -> Counter[str]:
        """How many changes have which verdict."""
        return Counter(result.why for result in self.resolution.results)


def circulated(data: bytes) -> TrackedDocument:
    """A file that must be readable."""
    return read_tracked(data)


@cache
def sent(root: Path) -> Sent:
    """The plan in a folder, sent out."""
    tree = read_folder(root)
    return Sent(tree, read_plan(tree)[0], word_of(tree))


def word_of(tree: Tree) -> bytes:
    """The Word file of a plan's files."""
    return render_docx(compose(read_plan(tree)[0], REVISION, REVISION.when))


RICH = """\
---
title: Slik er tala henta inn
part_of: status
---

Kommunen spør **alle innbyggjarar** annakvart år, og svara er anonyme.[^1]

Fyrste punktliste har tre ting som heng saman:

- Spørjeskjemaet blir sendt til alle over 18 år.
  - Dei som ikkje svarer, får eit nytt brev.
  - Dei som svarer, får ei takk.
- Svara blir lagra i [kommunen](https://example.org/svar#del) i fem år.
- Ingen ser kven som har svart kva.

## Det som er nytt i år

Nytt i år er at også *tilsette i skulen* har fått spørsmål om trivsel.[^2]

1. Skulane får rapporten først.
2. Så får kommunestyret han.

> Det er viktig at alle blir høyrde, seier ungdomsrådet i møte.

## Det som skal skje vidare

Rådet for eldre har fått alle tala til gjennomsyn før sommaren.

| Gruppe | Svar |
| --- | --- |
| Unge vaksne | Mange svara |
| Eldre over 80 | Nokre få svara |
| Foreldre | Nesten alle svara |

Til slutt går alt til arkivet, der det ligg trygt.

[^1]: Undersøkinga er meldt til Sikt.
[^2]: Skulane valde sjølve om dei ville vere med.
"""
"""A chapter with all that prose may hold."""


@cache
def rich() -> Sent:
    """The example plan with that chapter, sent out."""
    tree = read_folder(PLANS["example"])
    tree = replace(tree, files={**tree.files, "plan/chapters/metode.md": RICH.encode()})
    plan, findings = read_plan(tree)
    assert findings == []
    return Sent(tree, plan, word_of(tree))


def taken(one: Sent, data: bytes, same: bool = True, left: frozenset[int] = frozenset()) -> Taken:
    """What becomes of a file that came back, without the changes that are left alone."""
    returned, before = circulated(data), one.read
    comparison = compare_tracked(before, returned)
    resolution = to_edits(one.source_map, before, returned, comparison, same, left)
    return Taken(returned, comparison, resolution, files_after(one.tree.files, resolution.edits))


def printed(one: Sent, files: Mapping[str, bytes]) -> list[str]:
    """The paragraphs of the Word file that would be made of other files than those that were sent: they are those of the document."""
    return _of_plan(line.text for line in composed(one, files))


def composed(one: Sent, files: Mapping[str, bytes]) -> list[ComposedLine]:
    """The paragraphs of the document of files, without a Word file."""
    return composed_lines(compose(read_plan(replace(one.tree, files=dict(files)))[0], REVISION, REVISION.when))


def texts(read: TrackedDocument, after: bool = True) -> list[str]:
    """The paragraphs of a file with all changes accepted, or rejected; without its list of contents and what tells of the edition."""
    lines, held = list[str](), ""
    for line in read.lines:
        if line.contents or line.row == ("deleted" if after else "inserted"):
            continue
        held += line.after if after else line.before
        if line.end.after if after else line.end.before:
            lines.append(" ".join(even(held).split()))
            held = ""
    return _of_plan(lines)


def _of_plan(lines: Iterable[str]) -> list[str]:
    """The lines that say what the plan says."""
    return [line for line in lines if line and not line.startswith(("Kontrollsum", "Checksum"))]
