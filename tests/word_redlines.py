"""What the tests of redlines in Word ask of each: accepting all gives the later edition, rejecting all the earlier one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from planverk.document.accept_reject import accept
from planverk.document.document import Document
from planverk.document.redline import redline as merged
from planverk.formats.docx import render as render_docx
from tests.marking import earlier
from tests.word_changes import Choice, settled
from tests.word_told import Told

WHEN = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
EDITIONS: tuple[tuple[Choice, Callable[[Document], Document], bool], ...] = (("accept", accept, True), ("reject", earlier, False))
"""What is done, the edition that it gives, and whether also what follows from a paragraph's neighbours is that edition's."""


def same(redline: bytes, document: Document, keep: Path | None = None) -> None:
    """A redline gives both editions of the document that it was made of."""
    for choice, edition, looks in EDITIONS:
        assert Told(settled(redline, choice), looks).lines == Told(render_docx(edition(document), keep), looks).lines


def between(before: Document, after: Document, old: bytes = b"", new: bytes = b"") -> None:
    """A redline of two documents gives the Word files of both, which may be made already; links are taken from what went out, and bookmarks stand
    once."""
    redline = render_docx(merged(before, after, "Døme kommune", WHEN))
    assert Told(settled(redline, "accept")).lines == Told(new or render_docx(after)).lines
    assert Told(settled(redline, "reject"), looks=False, links=False).lines == Told(old or render_docx(before), looks=False, links=False).lines
