"""A Document as plain text in UTF-8: wrapped lines, headings underlined, tables as lines, notes at the end of each chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planverk.document.document import Document
from planverk.document.transform import ungrouped
from planverk.errors import UserError
from planverk.formats.outputs import Download, whole
from planverk.formats.read_back import LARGEST_PART, PREFIX
from planverk.formats.txt.emit import emit
from planverk.formats.txt.gate import check

__all__ = ["gate", "read_back", "render"]


def render(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> bytes:
    """The text; it has no charts to keep and offers no downloads. UserError where it would not hold the document's words."""
    data = emit(ungrouped(document)).encode()
    gate(data, document)
    return data


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where a text holds the document's words; else UserError."""
    check(whole(data).decode(), ungrouped(document))


def read_back(data: bytes) -> dict[str, str]:
    """The facts in the last lines. UserError where there are none."""
    facts: dict[str, str] = {}
    for line in reversed(data[-LARGEST_PART:].decode("utf-8", "replace").rstrip("\n").split("\n")):
        name, mark, text = line.removeprefix(PREFIX).partition(": ")
        if not line.startswith(PREFIX) or not mark:
            break
        facts[name] = text
    if not facts:
        raise UserError("published-untold")
    return dict(reversed(facts.items()))
