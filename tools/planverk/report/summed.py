"""Notes summed up by kind: what many of them say alike, in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from planverk.diagnostics import Diagnostic, Severity

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Kind:
    """The notes of one rule, in order of place."""

    rule: str
    notes: tuple[Diagnostic, ...]

    @property
    def message(self) -> str:
        """What they say."""
        return in_common([note.message for note in self.notes])


def in_common(messages: Sequence[str]) -> str:
    """What messages say alike, with an ellipsis for what each says otherwise; at least one message."""
    taken = [_PIECE.findall(message) for message in dict.fromkeys(messages)]
    first = taken[0]
    if len(taken) == 1:
        return messages[0]
    head = _shared(taken)
    tail = _shared([pieces[head:][::-1] for pieces in taken])
    return "".join([*first[:head], "…", *first[len(first) - tail :]])


def _shared(sequences: Sequence[Sequence[str]]) -> int:
    """How many items all the sequences begin with in common."""
    return sum(1 for _ in takewhile(lambda items: len({*items}) == 1, zip(*sequences, strict=False)))


def apart(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Kind]]:
    """Findings that somebody has to look at, errors and warnings; and the notes, which say what readers see too, by rule."""
    notes = [each for each in diagnostics if each.severity is Severity.INFO]
    rules = sorted({note.rule for note in notes})
    kinds = [Kind(rule, tuple(note for note in notes if note.rule == rule)) for rule in rules]
    return [each for each in diagnostics if each.severity is not Severity.INFO], kinds
