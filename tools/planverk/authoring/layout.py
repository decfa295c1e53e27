"""Lays out a file of a plan canonically, and makes sure that it still says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.normalized import normalized
from planverk.authoring.prose_layout import laid_out_prose
from planverk.authoring.source_file import SourceFile
from planverk.authoring.yaml_layout import laid_out_yaml
from planverk.authoring.yaml_tree import NotPlain
from planverk.errors import UserError
from planverk.model.kinds import kind_of_file
from planverk.reading.tree import Tree
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
