"""Findings about a Word file for readers: as text with the place in the document's own terms, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planverk.catalogue import load_words
from planverk.diagnostics import Severity
from planverk.report.data import with_summary
from planverk.report.terminal import wrapped
from planverk.report.text import COLOURS, HANGING, counted, painted, safe
from planverk.word.check import weight_of
from planverk.word.fault import RULES, Fault, Place

_OURS = "planverk"
"""The source of rules that only a build holds its own files to."""
_NAMED = {"seems": "language-", "reason": ""}
"""Facts that are keys of the catalogue themselves, and how such a key begins."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked and found: the file's path, its faults, how many paragraphs it has."""

    path: str
    faults: Sequence[Fault]
    paragraphs: int

    def count(self, weight: str) -> int:
        """How many faults have a weight."""
        return sum(weight_of(fault) == weight for fault in self.faults)


def format_text(checked: Checked, language: str, colour: bool = False, width: int | None = None) -> str:
    """All findings, each with place and remedy, a blank line between them, then the summary."""
    blocks = ["\n".join(_lines(checked.path, fault, language, colour, width)) + "\n" for fault in checked.faults]
    summary = load_words("report", language)["word-summary"].format(
        path=safe(checked.path), paragraphs=checked.paragraphs, findings=counted([Severity(weight_of(fault)) for fault in checked.faults], language)
    )
    return "\n".join([*blocks, wrapped(summary, width, 0) + "\n"])


def format_json(checked: Checked, language: str) -> str:
    """`{"diagnostics": […], "summary": {…}}` as a check of a plan gives it, with the place in a Word file's terms."""
    return with_summary([_record(checked.path, fault, language) for fault in checked.faults], paragraphs=checked.paragraphs)


def message(fault: Fault, language: str) -> str:
    """What a fault says."""
    words = load_words("word", language)
    facts = {"part": fault.place.part, **fault.facts}
    texts = {name: words[f"{_NAMED[name]}{fact}"].format_map(facts) if name in _NAMED else fact for name, fact in facts.items()}
    return words[fault.rule].format_map(texts)


def remedy(fault: Fault, language: str) -> str:
    """What to do about a fault."""
    return load_words("word", language)["build-remedy" if RULES[fault.rule].source == _OURS else f"{fault.rule}-remedy"]


def one_line(fault: Fault, language: str) -> str:
    """A fault in one line, for a build that stops at it."""
    where = place(fault.place, language)
    return safe(f"{message(fault, language)} ({where})")


def place(where: Place, language: str) -> str:
    """A place in words: the headings that lead to it, what is there, the number of the paragraph, the part."""
    words = load_words("report", language)
    if not where.paragraph:
        return where.part
    said = words["word-place"].format(number=where.paragraph, part=where.part)
    above = " › ".join(where.headings)
    text = words["quoted"].format(text=where.quote) if where.quote else ""
    return ", ".join(part for part in (": ".join(part for part in (above, text) if part), said) if part)


def _lines(path: str, fault: Fault, language: str, colour: bool, width: int | None) -> Iterator[str]:
    weight = weight_of(fault)
    mark = f"{weight}[{fault.rule}]"
    head = wrapped(f"{safe(path)}: {mark}: {safe(message(fault, language))}", width, HANGING)
    yield head.replace(mark, painted(mark, COLOURS[Severity(weight)], colour), 1)
    yield wrapped(f"  | {safe(place(fault.place, language))}", width, HANGING)
    yield wrapped(f"  = {safe(remedy(fault, language))} ({RULES[fault.rule].source})", width, HANGING)


def _record(path: str, fault: Fault, language: str) -> dict[str, Any]:
    return {
        "rule": fault.rule,
        "severity": weight_of(fault),
        "path": path,
        "part": fault.place.part,
        "headings": list(fault.place.headings),
        "paragraph": fault.place.paragraph or None,
        "quote": fault.place.quote,
        "message": message(fault, language),
        "hints": [remedy(fault, language)],
        "source": RULES[fault.rule].source,
    }
