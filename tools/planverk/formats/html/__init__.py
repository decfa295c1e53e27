"""A Document as a web site: pages, assets and a search that works without a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planverk.document.document import Document
from planverk.formats.html.gate import check_words
from planverk.formats.html.metadata import read_back
from planverk.formats.html.website import render_html
from planverk.formats.outputs import Download

__all__ = ["Download", "gate", "read_back", "render", "render_html"]


def render(document: Document, keep: Path | None, downloads: Sequence[Download]) -> dict[str, bytes]:
    """The site's files by path."""
    return render_html(document, keep, downloads)


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where the site holds the document's words; else ValueError."""
    files = {"index.html": data} if isinstance(data, bytes) else data
    check_words({path: page.decode() for path, page in files.items() if path.endswith(".html")}, document)
