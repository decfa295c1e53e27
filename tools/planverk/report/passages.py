"""The paragraphs, points and rows that differ in the texts of changes, each beside what it became, as they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planverk.compare.change import ADDED, REMOVED, Change, Kind
from planverk.compare.sentences import Sentences, is_long
from planverk.report.in_words import pair_in_words
from planverk.text_diff import likeness, opcodes, paired, words_of

WHOLE = frozenset({*ADDED.values(), *REMOVED.values()})
"""The kinds of change by which an entry came or went."""
_BODY = re.compile(r"(?<=\n)---[ \t]*\n.*", re.DOTALL)
"""What is below the fields of a Markdown file."""

Pairs = Sequence[tuple[str, str]]


def passages_of(change: Change, sentences: Sentences, footnote: str) -> Pairs:
    """The passages that a change altered, before and after, "" where there is none; none where its sentence says it all."""
    if change.kind in WHOLE:
        return _in_words((change.before or {}).get("body", ""), (change.after or {}).get("body", ""), sentences, footnote)
    if change.kind is Kind.UNREAD_CHANGED:
        return _typed(change, sentences)
    if change.kind is Kind.TEXT_CHANGED:
        return _in_words(sentences.before_of(change) or "", change.after or "", sentences, footnote)
    if change.kind is Kind.FIELD_CHANGED and is_long(change):
        return passages(sentences.before_of(change) or "", change.after or "")
    return ()


def _in_words(before: str, after: str, sentences: Sentences, footnote: str) -> Pairs:
    return [pair_in_words(one, other, sentences.old, sentences.new, footnote) for one, other in passages(before, after)]


def _typed(change: Change, sentences: Sentences) -> Pairs:
    """The lines of a file that cannot be read whole which differ, as typed; of one whose text is reported anyway, those of its fields."""
    sides = ((change.place_before, sentences.old.plan), (change.place_after, sentences.new.plan))
    before, after = (plan.texts.get(place.path, "") if place else "" for place, plan in sides)
    if change.field:
        before, after = (_BODY.sub("", text) for text in (before, after))
    return passages(_parted(before), _parted(after)) if before and after else ()


def passages(before: str, after: str) -> list[tuple[str, str]]:
    """The paragraphs, points and rows of two bodies that differ, each beside what it became; "" where there is none."""
    old, new = parts_of(before), parts_of(after)
    found: list[tuple[str, str]] = []
    for same, b0, b1, a0, a1 in opcodes(old, new):
        if not same:
            pairs = paired([*map(words_of, old[b0:b1])], [*map(words_of, new[a0:a1])], likeness)
            found += [("".join(one or ()), "".join(other or ())) for one, other in pairs]
    return found


def _parted(text: str) -> str:
    """A text as typed with every line as a paragraph of its own."""
    return "\n\n".join(text.splitlines())


def parts_of(body: str) -> list[str]:
    """The paragraphs of a body; each point of a list and each row of a table is one."""
    return [part for block in body.split("\n\n") for part in (block.split("\n") if block[:2] in ("- ", "| ") else [block]) if part.strip("|-: ")]
