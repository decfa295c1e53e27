"""Takes a Markdown file apart: the YAML between the two lines of three hyphens, and the prose below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.source.yaml import Located, Places, read_yaml

_OPENING = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)


@dataclass(slots=True)
class Parts:
    """The located front matter, and the offset in characters at which the prose begins."""

    front: Located
    body: int


def split_front_matter(path: str, text: str) -> Parts:
    """The parts of a file. Without front matter the whole text is prose; with an unclosed one there is no prose."""
    opening = _OPENING.match(text)
    if opening is None:
        return Parts(Located(None, Places(), [_missing(path)], broken=True), 0)
    above = opening[0].count("\n")  # empty lines above the fields are a fault, and no reason to hide the others
    closing = _FENCE.search(text, opening.end())
    while closing and text[closing.start() - 1] != "\n":
        closing = _FENCE.search(text, closing.end())
    if closing is None:
        place = Span(Position(above + 1, 1), Position(above + 1, 4))
        finding = Finding("unclosed-front-matter", Location(path, place), {}, (Hint("close-front-matter", {}),))
        return Parts(Located(None, Places(), [finding], broken=True), len(text))
    front = read_yaml(path, text[opening.end() + 1 : closing.start()], first_line=above + 2)
    if above or (front.data is None and not front.broken):
        front.findings.append(_missing(path))
    front.broken = front.broken or front.data is None
    return Parts(front, min(closing.end() + 1, len(text)))


def _missing(path: str) -> Finding:
    return Finding("missing-front-matter", Location(path), {}, (Hint("front-matter-form", {}),))
