"""broken-markup: see broken-markup.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from planverk.diagnostics import Hint, Location
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs
from planverk.source.prose import Text

_MOST = 10
"""Findings of one kind in one text."""

_IN_TEXT = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"\][ \t]+\((?:https?:|mailto:|[a-z]+:[a-z0-9-]+\))|\)\[(?:https?:|mailto:|[a-z]+:[a-z0-9-]+\])|\]\(|(?<=\w)\]\[(?=[^\W\d_])", "link-form"),
        (r"(?<!\d)\*\*(?!\d)|__(?=\w)|(?<=\w)__", "close-stars"),
        (r"(?<![\w*\\])\*(?=[^\W_]|[«“\"(])[^*\n]{0,200}?[^\s*]\*(?=\w)|(?<!\w)_(?=[^\W_]|[«“\"(])[^_\n]{0,200}?[^\s_]_(?=\w)", "space-after-stars"),
        (r"~~\S[^~\n]*~~|==[^\s=][^=\n]*==|\+\+[^\s+][^+\n]*\+\+", "no-such-mark"),
        (r"\^\[[^\]\n]{0,200}\]?|\[\^[^\]\s]{0,80}(?=\s|\Z)|\[\^\]", "footnote-form"),
        (r"\[@[^\]\n]{0,200}\]?", "citation-form"),
        (r"\[\[[^\[\]\n]{0,200}\]\]", "wiki-link"),
        (r"\{[#.][\w:.# -]{1,80}\}", "no-attributes"),
        (r"(?:\A|(?<=[\w.,;:!?»)]))\[\d{1,3}\](?![\w(:\[])", "numbered-note"),
        (r"&[A-Za-z][A-Za-z0-9]{1,31};", "no-such-sign"),
    )
)
"""What was meant as a mark and is none, within the characters of a text; and what to do."""

_SPACED = re.compile(r"\]\((?P<address>[ \t]*(?:https?|mailto|tel|[a-z]+):[^()\n\"]{0,300}?[ \t]*)\)")
"""The address of a link, with spaces in it or around it."""

_IN_LINES = tuple(
    (re.compile(pattern, re.MULTILINE), remedy)
    for pattern, remedy in (
        (r"^[ \t>]*(?P<mark>#{7,})", "heading-depth"),
        (r"^[ \t>]*(?P<mark>#{2,6}[^ \t\n#]|#(?:[^\w \t\n#]|[^\W_a-zæøå]))", "heading-form"),
        (r"\A[ \t>]*(?P<mark>#[a-zæøå])[^\n]{0,80}(?<![.!?:;,])\Z", "heading-form"),
        (r"^[ \t]*(?P<mark>[-*][^\W\d_])[^\n]*\n[ \t]*[-*][^\W\d_]", "list-form"),
        (r"\A(?:[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+)+(?P<mark>\[[ xX]\])(?=\s)", "no-boxes"),
        (r"^[ \t>]*(?P<mark>:{3,})", "no-boxes"),
        (r"\A[ \t>]*(?P<mark>\[![A-Za-z]+\])", "no-boxes"),
        (r"^[ \t>]*(?P<mark>\*\[[^\]\n]{1,80}\]:)", "abbreviation-form"),
    )
)
"""The same at the start of a paragraph's lines. A # before a small letter is a word, as in «#alle», unless the paragraph is as short as a heading."""


def broken_markup(plan: Plan) -> Iterator[Hit]:
    """Hits at marks that are left over in the characters of a text, and at lines that only look like headings and items."""
    for entry in plan.entries:
        for start, text in _runs(entry):
            yield from _in_text(entry, start, text)
        for start, text in typed_paragraphs(entry):
            yield from _in_lines(entry, start, text)


def _runs(entry: Entry) -> Iterator[tuple[int, str]]:
    """Characters that stand side by side as they are typed, and where they begin; an escaped mark is meant, and no part of a run."""
    begins, text = 0, ""
    for node in entry.prose.walk():
        typed = isinstance(node, Text) and len(node.text) == node.end - node.start
        if isinstance(node, Text) and typed and text and node.start == begins + len(text):
            text += node.text
        else:
            if text:
                yield begins, text
            begins, text = (node.start, node.text) if isinstance(node, Text) and typed else (0, "")
    if text:
        yield begins, text


def _in_text(entry: Entry, start: int, text: str) -> Iterator[Hit]:
    for pattern, remedy in _IN_TEXT:
        for found in islice(pattern.finditer(text), 1 if remedy == "close-stars" else _MOST):  # a pair of stars is one fault
            yield _hit(entry, start + found.start(), found[0], remedy)


def _in_lines(entry: Entry, start: int, text: str) -> Iterator[Hit]:
    for pattern, remedy in _IN_LINES:
        if found := pattern.search(text):
            yield _hit(entry, start + found.start("mark"), found["mark"], remedy)


def _spaced(entry: Entry, start: int, mark: str) -> Hint | None:
    """How a link whose address has spaces in it was meant, None where `mark` begins none."""
    found = _SPACED.match(entry.prose.lines.text, start) if mark == "](" else None
    return Hint("address-without-spaces", {"better": f"]({''.join(found['address'].split())})"}) if found else None


def _hit(entry: Entry, start: int, mark: str, remedy: str) -> Hit:
    better = _spaced(entry, start, mark) or Hint(remedy, {})
    meant = (Hint("escape-mark", {"better": f"\\{mark}"}),) if remedy == "heading-form" and mark[1:2] != "#" else ()
    return hit(Location(entry.path, entry.prose.lines.span(start, start + len(mark))), better, *meant, text=mark)
