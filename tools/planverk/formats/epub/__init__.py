"""A Document as EPUB 3 through pandoc, finished and checked by us: a book for e-readers, phones and screen readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planverk.document.blocks import Chart
from planverk.document.document import Document
from planverk.document.records import Image
from planverk.document.redline.bracketed import bracketed
from planverk.document.transform import ungrouped
from planverk.formats.charts import drawn
from planverk.formats.epub.emit import emit
from planverk.formats.epub.gate import check
from planverk.formats.epub.package import package, read_back
from planverk.formats.outputs import Download, whole
from planverk.formats.pandoc import convert

__all__ = ["gate", "read_back", "render"]
_OPTIONS = ("--split-level=1", "--toc-depth=3", "--epub-title-page=false", "--wrap=none")


def render(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> bytes:
    """The EPUB; charts are kept, and no downloads are offered. UserError where pandoc fails or the file would not keep what it promises."""

    def draw(shown: Chart | Image) -> Image:
        return drawn(shown, document.look, document.language, keep)

    document = ungrouped(document)
    shown = bracketed(document) if document.redline else document
    data = package(document, convert(*emit(shown, draw), document.created, "epub3", *_OPTIONS))
    gate(data, document)
    return data


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where an EPUB keeps what it promises; else UserError with every fault."""
    document = ungrouped(document)
    check(whole(data), bracketed(document) if document.redline else document)
