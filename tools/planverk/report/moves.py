"""Paragraphs and sentences that moved from one text to another, or were copied, in words; and the entries that were split off or put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from planverk.compare.change import Change, Kind
from planverk.compare.sentences import Sentences
from planverk.report.copies import Copy, find_copies
from planverk.report.in_words import in_words
from planverk.report.passages import WHOLE, parts_of, passages_of
from planverk.text_diff import TextChange, text_changes, words_of
from planverk.text_moves import Move, Passage, find_moves, sentences, words

MOST_OF_IT = 0.5
"""The least share of an entry's words that came from another for it to be told as split off."""

Told = tuple[str, list[list[TextChange]]]
"""A sentence about what moved, and the runs of the passage where words changed on the way."""

FIRST_WORDS = 6
"""Words by which a passage is called."""


class Movements:
    """What moved between the texts of changes, which are known by their numbers."""

    def __init__(self, changes: Sequence[Change], sentences: Sentences, words: Mapping[str, str]) -> None:
        """`words` are those of the formats."""
        self.changes, self.sentences, self.words = changes, sentences, words
        pairs = [passages_of(change, sentences, words["footnote"]) for change in changes]
        self.passages = [Passage(number, *pair) for number, of_change in enumerate(pairs) for pair in of_change]
        read = [each if changes[each.owner].kind is not Kind.UNREAD_CHANGED else Passage(each.owner, "", "") for each in self.passages]
        self.moves, left = find_moves(read)  # what cannot be read is typed lines, of which nobody knows that they are the plan's text
        self.left = [each if one is other else one[1:] for each, one, other in zip(left, self.passages, read, strict=True)]
        self.copies: dict[int, Copy] = {
            at: copy for at, copy in find_copies(self.left, sentences, words["footnote"]) if changes[self.passages[at].owner].kind not in WHOLE
        }

    @cached_property
    def _of(self) -> dict[int, list[Move]]:
        """The moves from and to each change."""
        found: dict[int, list[Move]] = {}
        for move in self.moves:
            for number in {self.owner(move.source.passage), self.owner(move.target.passage)}:
                found.setdefault(number, []).append(move)
        return found

    @cached_property
    def _texts(self) -> dict[int, list[list[TextChange]]]:
        found: dict[int, list[list[TextChange]]] = {}
        for at, (passage, (before, after)) in enumerate(zip(self.passages, self.left, strict=True)):
            untouched = (before, after) == passage[1:]
            if at not in self.copies and (untouched or before.split() != after.split()):
                found.setdefault(passage.owner, []).append(text_changes(before, after))
        return found

    def owner(self, passage: int) -> int:
        return self.passages[passage].owner

    def texts(self, number: int) -> list[list[TextChange]]:
        """The passages of a change that differ, as runs of words, without what moved or was copied."""
        return self._texts.get(number, [])

    def told(self, number: int) -> list[Told]:
        """What moved from or to the text of a change, and what was copied to it."""
        copied = (self._copied(copy) for at, copy in self.copies.items() if self.owner(at) == number)
        return [*(self._moved(move, number) for move in self._of.get(number, ())), *copied]

    def between(self) -> Iterator[tuple[str, str, str, str]]:
        """Each move as KIND:ID of before, KIND:ID of after, and the words there and here."""
        for move in self.moves:
            source, target = self.changes[self.owner(move.source.passage)], self.changes[self.owner(move.target.passage)]
            yield source.entry_before, target.entry_after, move.before, move.after

    def _moved(self, move: Move, number: int) -> Told:
        runs = text_changes(move.before, move.after)
        changed = any(not run.same for run in runs)
        here, away = self.owner(move.target.passage) == number, self.owner(move.source.passage) == number
        key = "moved-within" if here and away else "moved-here" if here else "moved-away"
        source, target = self._between(move)
        facts = {"what": self._what(move), "source": source, "target": target, "where": self._where(move) if here and away else ""}
        said = self.words[f"{key}.changed" if changed else key].format_map(facts)
        return said[:1].upper() + said[1:], [runs] if here or not changed else []

    def _where(self, move: Move) -> str:
        """Where in its text a passage stands now: after which other one, by its first words."""
        after = self.changes[self.owner(move.target.passage)].after
        parts = parts_of(after) if isinstance(after, str) else []
        texts = [in_words(part, self.sentences.new, self.words["footnote"]).strip() for part in parts]
        at = texts.index(move.after) if move.target.whole and move.after in texts else -1
        if at <= 0:
            return self.words["where-elsewhere" if at else "where-first"]
        before = words_of(texts[at - 1].removeprefix("• "))
        text = "".join(before[:FIRST_WORDS]).rstrip(" .,:;") + (" …" if len(before) > FIRST_WORDS else "")
        return self.words["where-after"].format(text=text)

    def _copied(self, copy: Copy) -> Told:
        runs = text_changes(copy.original, copy.text) if copy.came else text_changes(copy.text, copy.original)
        changed = any(not run.same for run in runs)
        key = ("copied-here" if copy.came else "stands-elsewhere") + (".changed" if changed else "")
        where = self.sentences.new.within(copy.entry)
        return self.words[key].format(where=where), [runs]

    def _between(self, move: Move) -> tuple[str, str]:
        source, target = self.changes[self.owner(move.source.passage)], self.changes[self.owner(move.target.passage)]
        return self.sentences.source(source.entry_before), self.sentences.new.within(target.entry_after)

    def _what(self, move: Move) -> str:
        if move.source.whole and move.target.whole:
            kind = "point" if move.after.startswith("• ") else "row" if " | " in move.after else "paragraph"
            return self.words[f"moved-{kind}"]
        count = len(sentences(move.after))
        return self.words["moved-sentence" if count == 1 else "moved-sentences"].format(count=count)

    # --- entries that were split off or put together ---

    def origin(self, number: int) -> str:
        """Where most of the text of an entry that came is from, or where that of one that went is now; "" where that is in no other entry."""
        change = self.changes[number]
        if change.kind not in WHOLE:
            return ""
        came = bool(change.entry_after)
        shares = Counter[str]()
        for move in self._of.get(number, ()):
            source, target = (self.changes[self.owner(each.passage)] for each in (move.source, move.target))
            other = source.entry_before if came else target.entry_after
            if (target if came else source) is change and other:
                shares[other] += len(words(move.after if came else move.before))
        size = sum(len(words(each.after if came else each.before)) for each in self.passages if each.owner == number)
        if not size or sum(shares.values()) < MOST_OF_IT * size:
            return ""
        return ", " + self._origin(came, [key for key, _ in shares.most_common()])

    def _origin(self, came: bool, others: Sequence[str]) -> str:
        name = self.sentences.source if came else self.sentences.new.within
        stands = came and not any(each.entry_before in others and not each.entry_after for each in self.changes if each.kind in WHOLE)
        key = "taken-into" if not came else "put-together" if len(others) > 1 else "split-off" if stands else "taken-over"
        return self.words[key].format(entries=self.sentences.joined([name(each) for each in others]))
