"""The files that a site offers: the plan in other formats, and the numbers behind its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from planverk.document.document import Document
from planverk.formats.html.items import Offered
from planverk.formats.outputs import Download

FOLDER = "data"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*\.([A-Za-z0-9]+)\Z", re.ASCII)
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xml": ("XML", "application/xml"),
}


def offered(document: Document, downloads: Sequence[Download]) -> tuple[Offered, ...]:
    """The downloads as the templates list them. ValueError for a name that is no plain file name, or that stands twice."""
    names = [download.name for download in downloads]
    for name in names:
        if not _NAME.match(name) or names.count(name) > 1:
            raise ValueError(f"not fit to be a download's name: {name!r}")
    return tuple(_offered(document, each.name, each.label, each.data, (each.format, each.media_type)) for each in downloads)


def offered_data(document: Document) -> tuple[Offered, ...]:
    """The files of numbers as the templates list them."""
    fit = (file for file in document.files if _fit(file.name))
    return tuple(_offered(document, file.name, file.name, file.data, _format(file.name), file.title) for file in fit)


def download_files(document: Document, downloads: Sequence[Download]) -> Iterator[tuple[str, bytes]]:
    """All the files, path → bytes; a name that both kinds have is the plan's."""
    yield from ((f"{FOLDER}/{file.name}", file.data) for file in document.files if _fit(file.name))
    yield from ((f"{FOLDER}/{download.name}", download.data) for download in downloads)


def _fit(name: str) -> bool:
    return name.isprintable() and not name.startswith(".") and not set('/\\:*?"<>|') & set(name)


def _format(name: str) -> tuple[str, str]:
    """The format of numbers by the ending of their file, as a word and as a media type."""
    ending = name.rpartition(".")[2].lower()
    return _FORMATS.get(ending, (ending.upper(), "application/octet-stream"))


def _offered(document: Document, name: str, label: str, data: bytes, kind: tuple[str, str], title: str = "") -> Offered:
    return Offered(f"{FOLDER}/{quote(name)}", label, *kind, _size(len(data), document.language), title)


def _size(size: int, language: str) -> str:
    """A size as people read it: "84 kB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if language.startswith('en') else number.replace('.', ',')}\u00a0MB"
