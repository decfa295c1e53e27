"""A text holds signs that were meant as marks, and are printed as they stand.

A space between the two parts of a link, stars that are never closed, a heading or an item without its space: the author sees them, and so do all
readers of the printed plan.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen] (plan:folkehelse).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs
from planverk.source.prose import Text

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{text}» blir stående i teksten som det er skrevet",
    "nn": "«{text}» blir ståande i teksten slik det er skrive",
    "en": "“{text}” will stand in the text as it is typed",
}
_LINK = re.compile(r"\][ \t]+\((?:https?:|mailto:|[a-z]+:[a-z0-9-]+\))|\)\[(?:https?:|mailto:|[a-z]+:[a-z0-9-]+\])|\]\(")
_STARS = re.compile(r"(?<!\d)\*\*(?!\d)|__(?=\w)|(?<=\w)__")
_HEADING = re.compile(r"^#{2,6}[^\s#]", re.MULTILINE)
_ITEMS = re.compile(r"^[ \t]*([-*][^\W\d_])[^\n]*\n[ \t]*[-*][^\W\d_]", re.MULTILINE)


def check(plan: Plan) -> Iterator[Hit]:
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
    for pattern, remedy in ((_LINK, "link-form"), (_STARS, "close-stars")):
        if found := pattern.search(text):
            place = Location(entry.path, entry.prose.lines.span(start + found.start(), start + found.end()))
            yield hit(place, Hint(remedy, {}), text=found[0])


def _in_lines(entry: Entry, start: int, text: str) -> Iterator[Hit]:
    for pattern, group, remedy in ((_HEADING, 0, "heading-form"), (_ITEMS, 1, "list-form")):
        if found := pattern.search(text):
            place = Location(entry.path, entry.prose.lines.span(start + found.start(group), start + found.end(group)))
            yield hit(place, Hint(remedy, {}), text=found[group])
