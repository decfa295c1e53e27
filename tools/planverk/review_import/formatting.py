"""What was formatted in a Word file without tracking: paragraphs that say the same as before, and look otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from planverk.review_import.paragraph_runs import ParagraphRun
from planverk.word.run_formats import Format
from planverk.word.tracked_document import OBJECT, Line, Other, Stamp, TrackedDocument

_Looks = Counter[tuple[Format, Format]]
"""How often a format that was sent came back as which."""


def formatted_untracked(sent: TrackedDocument, runs: Sequence[ParagraphRun]) -> tuple[Other, ...]:
    """The paragraphs that look otherwise than they were sent, or of which words do."""
    pairs = [(sent.lines[run.sent[0]], run.lines[0]) for run in runs if len(run.lines) == len(run.sent) == 1 and not run.whole]
    paragraphs = list(_changed([(line, Counter([(_layout(was), _layout(line))])) for was, line in pairs if line.aligned is not None]))
    reported = set(map(id, paragraphs))
    words = _changed([(line, _of_words(was, line)) for was, line in pairs if id(line) not in reported])
    return tuple(Other(name, line.place, Stamp("", ""), False) for name, lines in (("pPrChange", paragraphs), ("rPrChange", words)) for line in lines)


def _layout(line: Line) -> Format:
    return line.style, str(line.level), str(line.item), line.aligned or ""


def _of_words(was: Line, line: Line) -> _Looks:
    """The formats of the characters that both lines begin with and end in: all of them where the words are the same."""
    old, new = list(_characters(was)), list(_characters(line))
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    both = chain(zip(old[:head], new, strict=False), zip(old[len(old) - tail :], new[len(new) - tail :], strict=True))
    return Counter((before, after) for (_, before), (_, after) in both if before is not None and after is not None)


def _characters(line: Line) -> Iterator[tuple[str, Format | None]]:
    """The characters that were there before, without spaces and what is no text, each with its format."""
    at, text = 0, line.before
    for size, look in line.formats:
        yield from ((char, look) for char in text[at : at + size] if not char.isspace() and char != OBJECT)
        at += size


def _shared(one: Sequence[tuple[str, object]], other: Sequence[tuple[str, object]]) -> int:
    """How many characters the two begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a[0] != b[0]), min(len(one), len(other)))


def _changed(found: Sequence[tuple[Line, _Looks]]) -> Iterator[Line]:
    """The lines that a person made look otherwise. A program that saves a file writes some things in another way, and then all of them alike: so a
    value counts as changed only where it stayed elsewhere, or where the new one was there before."""
    seen = Counter((at, *values) for _, looks in found for before, after in looks for at, values in enumerate(zip(before, after, strict=True)))
    stayed, sent = {(at, was) for at, was, now in seen if was == now}, {(at, was) for at, was, _ in seen}
    for line, looks in found:
        values = ((at, was, now) for before, after in looks for at, (was, now) in enumerate(zip(before, after, strict=True)))
        if any(was != now and ((at, was) in stayed or (at, now) in sent) for at, was, now in values):
            yield line
