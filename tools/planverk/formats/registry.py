"""The formats of outputs, each declared once: builds, verify, the preview, help texts, the site's downloads and archive packages ask here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.outputs import Download, Output

if TYPE_CHECKING:
    from planverk.formats import docx, epub, html, pdf, txt

_TAIL = 10_000
"""Bytes at the end of a text in which its facts stand."""
Data = bytes | Mapping[str, bytes]
"""A file, or the files of a folder by path."""


class Code(Protocol):
    """What the package of a format gives. It is loaded when it is asked for, since some take long to load."""

    def render(self, document: Document, keep: Path | None, downloads: Sequence[Download]) -> Data:
        """The output, which has passed the gate. What is dear to make is taken from `keep`; `downloads` are files for a format that offers some.

        UserError where it can't be made so.
        """
        ...

    def gate(self, data: Data, document: Document) -> None:
        """Returns where an output holds what it promises of the document; else raises an error that says what is wrong."""
        ...

    def read_back(self, data: bytes) -> Mapping[str, str]:
        """What a file says of where it came from; of a folder, its first file. UserError where nothing can be read. The file may be anybody's."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line and of its package here, its proper name for readers, where its output stands, what kind it is of.

    `recognises` tells a file of this format from the others by its bytes. An `official` one is made by `build all`, adopted and archived; the others
    are made by name.
    """

    name: str
    title: str
    path: str
    media_type: str
    recognises: Callable[[bytes], bool]
    official: bool = False

    @property
    def suffix(self) -> str:
        """What the name of its file ends in, "" for a folder."""
        return Path(self.path).suffix

    @property
    def code(self) -> Code:
        """Its package."""
        return cast("Code", import_module(f"planverk.formats.{self.name}"))

    def output(self, document: Document, keep: Path | None, made: Iterable[Output] = ()) -> Output:
        """The output of a document, in its place; the files `made` before are offered with it, where it offers any.

        UserError where it can't be made so that it keeps what it promises.
        """
        try:
            return Output(self.path, self.code.render(document, keep, [*_downloads(document, made)]))
        except UserError as error:
            raise (error if error.key.startswith("gate-") else UserError("gate-failed", name=self.title, problem=error)) from None


def _is_epub(data: bytes) -> bool:
    """A zip whose first entry is the media type, which stands at the same place in every EPUB (OCF 3.3, 4.3)."""
    return data.startswith(b"PK") and data[30:58] == b"mimetypeapplication/epub+zip"


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("pdf", "PDF", "plan.pdf", "application/pdf", lambda data: data.startswith(b"%PDF-"), official=True),
        Format("html", "HTML", "html", "text/html", lambda data: data.lstrip()[:1] == b"<", official=True),
        Format(
            "docx",
            "Word",
            "plan.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            lambda data: data.startswith(b"PK") and not _is_epub(data),
            official=True,
        ),
        Format("epub", "EPUB", "plan.epub", "application/epub+zip", _is_epub),
        Format("txt", "TXT", "plan.txt", "text/plain; charset=utf-8", lambda data: b"\nplanverk:digest: " in data[-_TAIL:]),
    )
}
OFFICIAL = tuple(name for name, each in FORMATS.items() if each.official)
FILES = tuple(name for name, each in FORMATS.items() if each.suffix)
"""The formats that are one file each."""

if TYPE_CHECKING:
    _CODE: tuple[Code, ...] = (pdf, html, docx, epub, txt)


def in_order(names: Iterable[str]) -> tuple[Format, ...]:
    """Formats by their names, a folder last: it may offer the files."""
    return tuple(sorted((FORMATS[name] for name in names), key=lambda each: not each.suffix))


def format_of(data: bytes) -> Format | None:
    """The format that a file's bytes look like, None for none."""
    return next((each for each in FORMATS.values() if each.recognises(data)), None)


def _downloads(document: Document, made: Iterable[Output]) -> Iterable[Download]:
    by_path = {each.path: each for each in FORMATS.values()}
    for output in made:
        if isinstance(output.data, bytes) and (found := by_path.get(output.path)):
            label = document.words.get(f"download-{found.name}", found.title)
            yield Download(output.path, label, output.data, found.title, found.media_type)
