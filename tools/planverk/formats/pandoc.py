"""Pandoc, the one that pypandoc_binary brings: pieces of its AST (API 1.23.1), and an AST to the bytes of a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer
from typing import Any, assert_never

from planverk.document import blocks as doc
from planverk.errors import UserError
from planverk.formats.clean import clean, clean_address

Node = dict[str, Any]
"""A piece of pandoc's AST, or the whole."""
NO_ATTRIBUTES: list[Any] = ["", [], []]
_SECONDS = 120
LARGEST_ANSWER = 200 * 2**20
"""Bytes of what pandoc makes. Of a file from outside, where one number stands for millions of columns or spaces, it would go on making more."""


def text(characters: str) -> Node:
    """Characters as they stand."""
    return {"t": "Str", "c": characters}


def attributes(anchor: str = "", *classes: str, **given: str) -> list[Any]:
    """An anchor, classes and attributes; "_" in the name of one becomes "-"."""
    return [anchor, list(classes), [[name.replace("_", "-"), value] for name, value in given.items()]]


def span(own: list[Any], *children: Node) -> Node:
    """A run of inlines with attributes of its own."""
    return {"t": "Span", "c": [own, list(children)]}


def link(children: list[Node], target: str, own: list[Any] = NO_ATTRIBUTES) -> Node:
    """A link."""
    return {"t": "Link", "c": [own, children, [target, ""]]}


def image(alternative: str, address: str) -> Node:
    """A picture, with what it shows in words."""
    return {"t": "Image", "c": [NO_ATTRIBUTES, [text(clean(alternative))], [address, ""]]}


def table(columns: Iterable[doc.Column], head: list[Any], rows: list[Any], heads: int = 0, caption: Sequence[Node] = (), own: Any = None) -> Node:
    """A table of one header row and others, each a list of cells, of which the first `heads` are headers."""
    shares = [[{"t": f"Align{column.align.title()}"}, {"t": "ColWidth", "c": column.share}] for column in columns]
    body = [NO_ATTRIBUTES, heads, [], [[NO_ATTRIBUTES, cells] for cells in rows]]
    head = [NO_ATTRIBUTES, [[NO_ATTRIBUTES, head]]]
    return {"t": "Table", "c": [own or NO_ATTRIBUTES, [None, list(caption)], shares, head, [body], [NO_ATTRIBUTES, []]]}


def cell(nodes: list[Node], own: list[Any] = NO_ATTRIBUTES) -> list[Any]:
    """A cell; the fifth place holds its blocks."""
    return [own, {"t": "AlignDefault"}, 1, 1, nodes]


class InlineEmitter(ABC):
    """Emits inlines; each format says how it has marks and notes."""

    languages: tuple[str, ...] = ("lang",)
    """The names of the attributes that tell a language."""
    anchor: Callable[[str], str] = staticmethod(str)
    """What an anchor is called."""

    def inlines(self, given: doc.Inlines) -> list[Node]:
        return [node for inline in given for node in self.inline(inline)]

    def inline(self, inline: doc.Inline) -> list[Node]:
        match inline:
            case doc.Text(text=characters):
                return [text(clean(characters))]
            case doc.Emphasis(children=children):
                return [{"t": "Emph", "c": self.inlines(children)}]
            case doc.Strong(children=children):
                return [{"t": "Strong", "c": self.inlines(children)}]
            case doc.LineBreak():
                return [{"t": "LineBreak"}]
            case doc.Foreign(language=language, children=children):
                return [span(["", [], [[name, language] for name in self.languages]], *self.inlines(children))]
            case doc.Link(address=address, children=children):
                return self.link(children, clean_address(address))
            case doc.CrossReference(anchor=anchor, children=children):
                return self.link(children, f"#{self.anchor(anchor)}")
            case doc.Inserted(children=children):
                return self.marked("inserted", children)
            case doc.Deleted(children=children):
                return self.marked("deleted", children)
            case doc.Note():
                return self.call(inline)
        assert_never(inline)

    def link(self, children: doc.Inlines, target: str) -> list[Node]:
        return [link(self.inlines(children), target)]

    @abstractmethod
    def marked(self, mark: doc.Mark, children: doc.Inlines) -> list[Node]: ...

    @abstractmethod
    def call(self, note: doc.Note) -> list[Node]: ...


def convert(blocks: list[Node], meta: Node, created: datetime, *to: str) -> bytes:
    """What pandoc makes of blocks, with what their package tells, in a format, which may be followed by options.

    UserError where it is missing, takes too long or refuses.
    `--sandbox` keeps pandoc from files and network: pictures and styles are put in afterwards. An empty home keeps a user's own reference.docx out.
    """
    ast = {"pandoc-api-version": [1, 23, 1, 1], "meta": meta, "blocks": blocks}
    epoch = int((created if created.tzinfo else created.replace(tzinfo=UTC)).timestamp())
    return _run(json.dumps(ast).encode(), ("-f", "json", "-t", *to), SOURCE_DATE_EPOCH=str(epoch))


def read(data: bytes, form: str) -> Node:
    """The AST of a file in a format that pandoc reads, with "meta" and "blocks". UserError where it is missing, takes too long or refuses."""
    node: Node = json.loads(_run(data, ("+RTS", "-M1g", "-RTS", "-f", form, "-t", "json")))  # a file from outside may unpack to anything
    return node


def _run(data: bytes, arguments: Sequence[str], **settings: str) -> bytes:
    with TemporaryDirectory(prefix="planverk-pandoc-") as home:
        command = [str(pandoc()), "--sandbox", "--data-dir", home, *arguments, "-o", "-"]
        system = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        ours = {"HOME": home, "APPDATA": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        try:
            code, made, said = _bounded(command, data, home, system | ours | settings)
        except OSError as failed:
            raise UserError("pandoc-failed", problem=failed) from failed
    if code or not made:
        raise UserError("pandoc-failed", problem=said or code)
    return made


def _bounded(command: Sequence[str], data: bytes, folder: str, around: Mapping[str, str]) -> tuple[int, bytes, str]:
    """The exit code of a program that is given bytes, what it makes and what it says; it is ended where it takes too long or makes too much."""
    with TemporaryFile() as given, TemporaryFile() as told:
        given.write(data)
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=told, env=around, cwd=folder) as process:
            clock = Timer(_SECONDS, process.kill)
            clock.start()
            assert process.stdout is not None
            made = process.stdout.read(LARGEST_ANSWER + 1)
            if len(made) > LARGEST_ANSWER:
                process.kill()
            code = process.wait()
            clock.cancel()
        told.seek(0)
        return code, made, told.read(2_000).decode(errors="replace").strip()[:500]


def pandoc() -> Path:
    """The program inside pypandoc_binary, whatever pandoc is on the PATH (pypandoc's own look-up takes the newest). UserError where it is missing."""
    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise UserError("pandoc-missing")
    return Path(spec.origin).parent / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
