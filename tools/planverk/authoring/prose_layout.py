"""Lays out prose: one sentence a line in every paragraph, one empty line where there were several; all else as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planverk.authoring.sentences import sentences
from planverk.source.placed import parser

_HARD = re.compile(r"(?<!\\)(?:\\\\)*(?P<mark>\\| {2,})\n")
_LABEL = re.compile(r"\[\^[^\]\s]+\]:[ ]*")


class _Paragraph(NamedTuple):
    """The lines of a paragraph, from the first to before the last, and its text without the marks of what it stands in."""

    first: int
    last: int
    text: str


def laid_out_prose(body: str) -> str:
    """The prose below the fields of a file, without empty lines at its ends; "" where there is none."""
    lines = body.split("\n")
    laid, done = list[str](), 0
    for paragraph in _paragraphs(body):
        if paragraph.first < done:
            continue
        laid += [line.rstrip(" \t") for line in lines[done : paragraph.first]]
        laid += _laid_out(lines[paragraph.first : paragraph.last], paragraph.text)
        done = paragraph.last
    laid += [line.rstrip(" \t") for line in lines[done:]]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(laid)).strip("\n")
    return f"{text}\n" if text else ""


def _paragraphs(body: str) -> Iterator[_Paragraph]:
    tokens = parser().parse(body)
    for token, inline in pairwise(tokens):
        if token.type == "paragraph_open" and token.map:
            yield _Paragraph(token.map[0], token.map[1], inline.content)


def _laid_out(lines: list[str], text: str) -> list[str]:
    """The lines of a paragraph, one sentence each, behind the marks that they had."""
    while lines and not lines[-1].strip(" \t>"):
        lines = lines[:-1]
    first = text.split("\n", 1)[0].rstrip(" \t")
    line = lines[0].rstrip(" \t")
    marks = line[: len(line) - len(first)]
    if "\t" in marks or not line.endswith(first) or not first:
        return [line.rstrip(" \t") for line in lines]
    parts = _parts(text)
    told = [told + ("\\" if number < len(parts) - 1 and told is part[-1] else "") for number, part in enumerate(parts) for told in part]
    under = re.sub(r"[^>]", " ", _LABEL.sub("    ", marks))
    return [(marks if number == 0 else under) + one for number, one in enumerate(told)]


def _parts(text: str) -> list[list[str]]:
    """The sentences between line breaks that the author asked for."""
    parts, start = list[list[str]](), 0
    for found in _HARD.finditer(text):
        parts.append(sentences(text[start : found.start("mark")]))
        start = found.end()
    parts.append(sentences(text[start:]))
    return [part for part in parts if part]
