"""Lays out prose: one sentence a line in every paragraph, one empty line where there were several; all else as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planverk.authoring.sentences import begins_block, sentences
from planverk.source.positioned_parser import blocks_of

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
        laid += [*_kept(own[:-1]), *_kept(own[-1:])] if paragraph.is_kept else _laid_out(own, paragraph.text)
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


def _laid_out(lines: list[str], text: str) -> list[str]:
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
