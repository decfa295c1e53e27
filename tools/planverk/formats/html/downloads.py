"""The files that a site offers: the plan in other formats, and the numbers behind its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from planverk.document.document import Document
from planverk.document.typography import written_size
from planverk.formats.outputs import Download

FOLDER = "data"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*\.([A-Za-z0-9]+)\Z", re.ASCII)
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xml": ("XML", "application/xml"),
    "pdf": ("PDF", "application/pdf"),
    "png": ("PNG", "image/png"),
    "jpg": ("JPEG", "image/jpeg"),
    "jpeg": ("JPEG", "image/jpeg"),
    "svg": ("SVG", "image/svg+xml"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that readers may take away: its address from the site's root, what it is called, its format as a word and as a media type, its size.

    `title` says what it holds, "" where the label does.
    """

    path: str
    label: str
    format: str
    media_type: str
    size: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages share beside the document: the files of the plan and of its numbers, the logo's path and alternative ("" for none)."""

    downloads: tuple[Offered, ...]
    data: tuple[Offered, ...]
    logo: str
    logo_alternative: str


def offered(document: Document, downloads: Sequence[Download]) -> tuple[Offered, ...]:
    """The downloads as the templates list them. ValueError for a name that is no plain file name, or that stands twice."""
    names = [download.name for download in downloads]
    for name in names:
        if not _NAME.match(name) or names.count(name) > 1:
            raise ValueError(f"not fit to be a download's name: {name!r}")
    return tuple(Offered(_path(each.name), each.label, each.format, each.media_type, _size(each.data, document)) for each in downloads)


def offered_data(document: Document) -> tuple[Offered, ...]:
    """The files of numbers as the templates list them."""
    fit = (file for file in document.files if _fit(file.name))
    every = ((file, file.name.rpartition(".")[2].lower()) for file in fit)
    kinds = ((file, *_FORMATS.get(ending, (ending.upper(), "application/octet-stream"))) for file, ending in every)
    return tuple(Offered(_path(file.name), file.name, kind, media_type, _size(file.data, document), file.title) for file, kind, media_type in kinds)


def download_files(document: Document, downloads: Sequence[Download]) -> Iterator[tuple[str, bytes]]:
    """All the files, path → bytes; a name that both kinds have is the plan's."""
    yield from ((f"{FOLDER}/{file.name}", file.data) for file in document.files if _fit(file.name))
    yield from ((f"{FOLDER}/{download.name}", download.data) for download in downloads)


def _fit(name: str) -> bool:
    return name.isprintable() and not name.startswith(".") and not set('/\\:*?"<>|') & set(name)


def _path(name: str) -> str:
    return f"{FOLDER}/{quote(name)}"


def _size(data: bytes, document: Document) -> str:
    return written_size(len(data), document.language)
