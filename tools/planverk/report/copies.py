"""Passages that came, or went, while the same words stand elsewhere in both editions: they were copied, or were there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planverk.compare.markdown import markdown_of
from planverk.compare.sentences import Sentences
from planverk.model.plan import Plan
from planverk.report.in_words import in_words
from planverk.report.passages import parts_of
from planverk.text_diff import likeness
from planverk.text_moves import MOST, SOME, runs_of, words

ALIKE = 0.8
"""The least share of words in common of a passage and its copy."""


class Copy(NamedTuple):
    """A passage that came (or went), and the one like it that stands in an entry KIND:ID."""

    came: bool
    text: str
    entry: str
    original: str


def find_copies(left: Sequence[tuple[str, str]], sentences: Sentences, footnote: str) -> Iterator[tuple[int, Copy]]:
    """The passages by their numbers that are there once more, in a text that neither edition lacks."""
    wanted = {at: words(before or after) for at, (before, after) in enumerate(left) if bool(before.strip()) != bool(after.strip())}
    wanted = {at: said for at, said in wanted.items() if len(said) >= SOME}
    if not wanted:
        return
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, said in wanted.items():
        for run in runs_of(said):
            holders.setdefault(run, []).append(at)
    found: dict[int, tuple[float, Copy]] = {}
    for entry, markdown in _standing(sentences.old.plan, sentences.new.plan):
        original = in_words(markdown, sentences.new, footnote)
        theirs = words(original)
        shared = Counter(at for run in runs_of(theirs) for at in holders.get(run, ())[:MOST])
        for at, _ in shared.most_common(2):  # every passage need not be held against every other
            score = likeness(wanted[at], theirs)
            if score >= max(ALIKE, found[at][0] if at in found else 0.0):
                before, after = left[at]
                found[at] = score, Copy(not before.strip(), (before or after).strip(), entry, original)
    yield from ((at, copy) for at, (_, copy) in sorted(found.items()))


def _standing(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """The passages that both editions have, with their entries as they are now."""
    same = {path for path, text in after.texts.items() if before.texts.get(path) == text}
    there = {part for entry in before.entries if entry.path not in same for part in parts_of(markdown_of(entry.prose))}
    for entry in after.entries:
        yield from ((entry.key, part) for part in parts_of(markdown_of(entry.prose)) if entry.path in same or part in there)
