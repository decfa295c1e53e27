"""Lays out a file of a plan canonically, prose with one sentence a line, and makes sure that it still says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.normalized import normalized
from planverk.authoring.sentences import begins_block, sentences
from planverk.authoring.source_file import SourceFile
from planverk.authoring.yaml_layout import NotPlain, laid_out_yaml
from planverk.errors import UserError
from planverk.model.kinds import kind_of_file
from planverk.reading.tree import Tree
from planverk.source.positioned_parser import blocks_of
from planverk.source.text import decode


def laid_out(path: str, data: bytes) -> bytes:
    """The bytes of an entry's file laid out; line ends stay of the kind that they are. UserError where the file cannot be read, is of a form that is
    left alone, or would say something else afterwards."""
    file = SourceFile(path, data)
    if not file.readable or decode(path, data)[1] or (path.endswith(".md") and not file.text.startswith("---")):
        raise UserError("unreadable", path=path)
    try:
        text = _laid_out(file)
    except NotPlain:
        raise UserError("left-alone", path=path) from None
    before, after = normalized(path, file.text), normalized(path, text)
    if _loosely(before.said) != _loosely(after.said) or Counter(after.findings) - Counter(before.findings):
        raise UserError("other-meaning", path=path)
    return (text.replace("\n", "\r\n") if b"\r\n" in data else text).encode("utf-8")


def _laid_out(file: SourceFile) -> str:
    if not file.path.endswith(".md"):
        return laid_out_yaml(file.text, file.kind)
    opening, closing = file.text.index("\n") + 1, file.text.rfind("\n---", 0, file.body) + 1
    front = laid_out_yaml(file.text[opening:closing], file.kind)
    body = laid_out_prose(file.text[file.body :])
    return f"---\n{front}---\n" + (f"\n{body}" if body else "")


def _loosely(said: Any, prose: bool = False) -> Any:
    """What was said with its fields in any order, and spaces of any number; in prose a space at the end of a text counts, since more may follow."""
    if isinstance(said, str):
        return re.sub(r"\s+", " ", said) if prose else " ".join(said.split())
    if not isinstance(said, tuple):
        return said
    kind, names, below = said
    parts = tuple(_loosely(part, kind == "Text") for part in below)
    return (kind, frozenset(zip(names, parts, strict=True))) if kind == "mapping" else (kind, names, parts)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The edits that lay out files, and why others are left as they are."""

    edits: tuple[Edit, ...]
    left: tuple[UserError, ...]


def lay_out(tree: Tree, paths: Iterable[str]) -> LaidOut:
    """Lays out those of the files that hold entries; other files are left alone without a word."""
    wanted, left = dict[str, bytes](), list[UserError]()
    for path in sorted(paths):
        if kind_of_file(path) is not None and not path.endswith(".json"):
            try:
                wanted[path] = laid_out(path, tree.files[path])
            except UserError as refusal:
                left.append(refusal)
    return LaidOut(edits_of(tree.files, wanted), tuple(left))


# --- prose ---

_HARD = re.compile(r"(?<!\\)(?:\\\\)*(?P<sign>\\)\n|(?<![ \\])(?P<spaces> {2,})\n")
_LABEL = re.compile(r"\[\^[^\]\s]+\]:[ ]*\Z")
_TANGLED = re.compile(r"\t|\[\^[^\]\s]+\]:[ ]*\S")
"""Marks before a paragraph behind which it is left as it is."""


class _Paragraph(NamedTuple):
    """The lines of a paragraph or a heading, from the first to before the last, and its text without the marks of what it stands in.

    `is_kept` for headings, and where a line may not be meant to belong to it: laid out, nobody would see that.
    """

    first: int
    last: int
    text: str
    is_kept: bool


class _Part(NamedTuple):
    """Sentences, and the line break after the last."""

    sentences: list[str]
    mark: str


def laid_out_prose(body: str) -> str:
    """The prose below the fields of a file, without empty lines at its ends; "" where there is none."""
    lines = body.split("\n")
    laid, done = list[str](), 0
    for paragraph in _paragraphs(body):
        if paragraph.first < done:
            continue
        laid += [line.rstrip(" \t") for line in lines[done : paragraph.first]]
        own = lines[paragraph.first : paragraph.last]
        laid += [*_kept(own[:-1]), *_kept(own[-1:])] if paragraph.is_kept else _by_sentences(own, paragraph.text)
        done = paragraph.last
    laid += [line.rstrip(" \t") for line in lines[done:]]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(laid)).strip("\n")
    return f"{text}\n" if text else ""


def _paragraphs(body: str) -> Iterator[_Paragraph]:
    tokens, _ = blocks_of(body)
    for token, inline in pairwise(tokens):
        if token.type in ("paragraph_open", "heading_open") and token.map:
            is_kept = token.type == "heading_open" or inline.meta.get("swallowed") is not None
            yield _Paragraph(token.map[0], token.map[1], inline.content, is_kept)


def _by_sentences(lines: list[str], text: str) -> list[str]:
    """The lines of a paragraph, one sentence each, behind the marks that they had."""
    while lines and not lines[-1].strip(" \t>"):
        lines = lines[:-1]
    first = text.split("\n", 1)[0].rstrip(" \t")
    line = lines[0].rstrip(" \t")
    marks = line[: len(line) - len(first)]
    parts = _parts(text)
    if _TANGLED.search(marks) or not line.endswith(first) or any(not part.sentences or begins_block(part.sentences[0]) for part in parts):
        return _kept(lines)
    told = [one for part in parts for one in (*part.sentences[:-1], part.sentences[-1] + part.mark)]
    under = re.sub(r"[^>]", " ", _LABEL.sub("    ", marks))
    return [(marks if number == 0 else under) + one for number, one in enumerate(told)]


def _kept(lines: list[str]) -> list[str]:
    """The lines as they are, without spaces at their ends; those that break a line become a backslash."""
    return [re.sub(r" {2,}$", r"\\" if number < len(lines) - 1 else "", line).rstrip(" \t") for number, line in enumerate(lines)]


def _parts(text: str) -> list[_Part]:
    """What stands between line breaks that the author asked for; each such break becomes a backslash."""
    parts, start = list[_Part](), 0
    for found in _HARD.finditer(text):
        before = text[start : found.start(found.lastgroup or 0)]
        parts.append(_Part(sentences(before), " \\" if before.endswith(" ") else "\\"))
        start = found.end()
    return [*parts, _Part(sentences(text[start:]), "")]
