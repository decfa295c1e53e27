"""What a format of `planverk diff` is given: the changes with their sentences, grouped by entry, and the texts that differ word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from planverk.catalogue import load_words
from planverk.compare.change import ADDED, REMOVED, Change, Kind, Weight
from planverk.compare.comparison import direct_changes, following
from planverk.compare.naming import is_ours
from planverk.compare.sentences import Sentences, is_long
from planverk.report.in_words import pair_in_words
from planverk.report.moves import Piece, moves
from planverk.text_diff import TextChange, likeness, opcodes, paired, text_changes, words_of

_WHOLE = frozenset({*ADDED.values(), *REMOVED.values()})
_BODY = re.compile(r"(?<=\n)---[ \t]*\n.*", re.DOTALL)
"""What is below the fields of a Markdown file."""
AROUND = 8
"""Words that are shown before and after a change."""

_SAID_ALREADY = ("title", "number", "formerly", "body", "unread", "table", "records", "lines")


@dataclass(frozen=True)
class Difference:
    """The changes from one revision to another as they are to be reported: those that were asked for, in order.

    `before` and `after` are what the reader called the two; `left_out` is how many changes were not asked for.
    `width` is None where lines may have any length.
    """

    changes: Sequence[Change]
    sentences: Sentences
    before: str
    after: str
    left_out: int = 0
    colour: bool = False
    width: int | None = None

    @property
    def named(self) -> dict[str, str]:
        """What readers see the two called: a commit's whole id is longer than they need."""
        return {"before": shorter(self.before), "after": shorter(self.after)}

    @property
    def language(self) -> str:
        return self.sentences.language

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the formats."""
        return dict(load_words("report", self.language))

    def say(self, key: str, **facts: object) -> str:
        return self.words[key].format_map(facts)

    @cached_property
    def reported(self) -> list[Change]:
        """The changes as such; what one reports is not reported again."""
        return direct_changes(self.changes)

    @property
    def entries(self) -> list[ChangedEntry]:
        """The entries that changed, in order, each with its changes."""
        return [ChangedEntry(self, tuple(found)) for _, found in groupby(self.reported, key=lambda change: change.entry)]

    @property
    def following(self) -> list[Change]:
        """What follows from the changes; what is left open comes first."""
        return following(self.changes)

    def sentence(self, change: Change) -> str:
        """The sentence as a line of its own, with a capital first."""
        said = self.sentences.sentence(change)
        return said[:1].upper() + said[1:]

    def message(self, change: Change) -> str:
        return self.sentences.message(change)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(change): number for number, change in enumerate(self.reported)}

    @cached_property
    def _texts(self) -> list[list[list[TextChange]]]:
        return [self.texts(change) for change in self.reported]

    @cached_property
    def _moves_of(self) -> dict[int, list[tuple[Piece, Piece]]]:
        """The moves from and to each change, by its number."""
        found: dict[int, list[tuple[Piece, Piece]]] = {}
        for pair in self.moved:
            for number in {pair[0].change, pair[1].change}:
                found.setdefault(number, []).append(pair)
        return found

    @cached_property
    def moved(self) -> list[tuple[Piece, Piece]]:
        """The paragraphs that moved from one text to another, or within one: as they were and as they are."""
        sides: tuple[list[Piece], list[Piece]] = [], []
        for number in range(len(self.reported)):
            for at, passage in enumerate(self._texts[number]):
                before, after = "".join(run.before for run in passage), "".join(run.after for run in passage)
                if not (before.strip() and after.strip()):
                    sides[0 if before.strip() else 1].append(Piece(number, at, before or after))
        return list(moves(*sides))

    def report_of(self, change: Change) -> Iterator[ReportedChange]:
        """What is shown of a change; then of each paragraph that moved from here or to here, with the words that changed on the way."""
        number = self._numbers[id(change)]
        mine = self._moves_of.get(number, [])
        settled = {piece.passage for pair in mine for piece in pair if piece.change == number}
        texts = [passage for at, passage in enumerate(self._texts[number]) if at not in settled]
        if texts or not mine or change.kind is not Kind.TEXT_CHANGED:  # else the moves are all that happened to the text
            yield ReportedChange(self.sentence(change), self.editorial(change), self.facts(change), texts)
        for old, new in mine:
            runs = text_changes(old.text, new.text)
            changed = any(not run.same for run in runs)
            source, target = self.reported[old.change].entry_before, self.reported[new.change].entry_after
            facts = {"source": self.sentences.old.within(source), "target": self.sentences.new.within(target)}
            key = "moved-within" if old.change == new.change else "moved-here" if new.change == number else "moved-away"
            shown = [runs] if new.change == number or not changed else []
            yield ReportedChange(self.say(f"{key}.changed" if changed else key, **facts), False, [], shown)

    def texts(self, change: Change) -> list[list[TextChange]]:
        """The paragraphs that differ, as runs of words; none where the sentence says it all."""
        if change.kind in _WHOLE:
            return self._passages((change.before or {}).get("body", ""), (change.after or {}).get("body", ""))
        if change.kind is Kind.UNREAD_CHANGED:
            return self._typed(change)
        if change.kind is Kind.TEXT_CHANGED:
            return self._passages(self.sentences.before_of(change) or "", change.after or "")
        if change.kind is Kind.FIELD_CHANGED and is_long(change):
            return [text_changes(one, other) for one, other in passages(self.sentences.before_of(change) or "", change.after or "")]
        return []

    def _passages(self, before: str, after: str) -> list[list[TextChange]]:
        """Those of two bodies, as they are read."""
        old, new, footnote = self.sentences.old, self.sentences.new, self.words["footnote"]
        return [text_changes(*pair_in_words(one, other, old, new, footnote)) for one, other in passages(before, after)]

    def _typed(self, change: Change) -> list[list[TextChange]]:
        """The lines of a file that cannot be read whole which differ, as typed; of one whose text is reported anyway, those of its fields."""
        sides = ((change.place_before, self.sentences.old.plan), (change.place_after, self.sentences.new.plan))
        before, after = (plan.texts.get(place.path, "") if place else "" for place, plan in sides)
        if change.field:
            before, after = (_BODY.sub("", text) for text in (before, after))
        return [text_changes(one, other) for one, other in passages(_parted(before), _parted(after))] if before and after else []

    def facts(self, change: Change) -> list[tuple[str, str]]:
        """The fields of an entry that was added or removed, with their values."""
        record = (change.after or change.before) if change.kind in _WHOLE else None
        if not isinstance(record, dict):
            return []
        naming = self.sentences.new if change.after else self.sentences.old
        kind = change.entry.partition(":")[0]
        said = [field for field in record if field in _SAID_ALREADY and is_ours(kind, field)]
        shown = [(field, value) for field, value in record.items() if field not in said and kind not in ("settings", "data")]
        return [(naming.label(kind, field), naming.value(kind, field, value)) for field, value in shown]

    def editorial(self, change: Change) -> bool:
        return change.weight is Weight.EDITORIAL

    @property
    def summary(self) -> str:
        """One line: how many changes, of which weight, and how many were not asked for. That there are none is only said where there are none."""
        more = self.say("changes-left-out", count=self.left_out) if self.left_out else ""
        if not self.changes:
            return f"{self.say('none-asked-for', **self.named)} {more}" if more else self.say("no-changes", **self.named)
        editorial = sum(map(self.editorial, self.reported))
        count = self.words["change-one" if len(self.reported) == 1 else "change-many"].format(count=len(self.reported))
        told = self.say("changes-summary", changes=count, substantive=len(self.reported) - editorial, editorial=editorial)
        return f"{told} {more}" if more else told


class ReportedChange(NamedTuple):
    """What formats show of a change: the sentence, the entry's fields where it was added or removed, and the paragraphs that differ."""

    sentence: str
    editorial: bool
    facts: list[tuple[str, str]]
    texts: list[list[TextChange]]


@dataclass(frozen=True)
class ChangedEntry:
    """An entry and what is reported of it, which is made when it is first asked for."""

    difference: Difference
    group: tuple[Change, ...]

    @property
    def heading(self) -> str:
        return self.difference.sentences.entry(self.group[0])

    @property
    def place(self) -> str:
        """Path and line, as the reader finds it now; where the entry was deleted, as it was."""
        place = self.group[0].place_after or self.group[0].place_before
        return f"{place.path}:{place.span.start.line}" if place else ""

    @cached_property
    def changes(self) -> tuple[ReportedChange, ...]:
        return tuple(shown for each in self.group for shown in self.difference.report_of(each))


def shorter(name: str) -> str:
    return name[:8] if re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", name) else name


def shortened(text: str, first: bool, last: bool) -> str:
    """A stretch without a change, cut to the words next to one; it is the `first` or the `last` of its paragraph. Of a whole one its first words."""
    words = words_of(text)
    if len(words) <= 2 * AROUND + 2:
        return text
    if first and last:
        return f"{''.join(words[: 2 * AROUND]).rstrip()} …"
    head = "" if first else "".join(words[:AROUND]).rstrip()
    tail = "" if last else "".join(words[-AROUND:]).lstrip()
    return f"{head} … {tail}"


def between(text: str) -> tuple[str, str, str]:
    """The space before the words of a text, the words, and the space after them: a mark is around words alone. One space where it has no words."""
    words = text.strip()
    if not words:
        return " " if text else "", "", ""
    return text[: len(text) - len(text.lstrip())], words, text[len(text.rstrip()) :]


def passages(before: str, after: str) -> list[tuple[str, str]]:
    """The paragraphs, points and rows of two bodies that differ, each beside what it became; "" where there is none."""
    old, new = _parts(before), _parts(after)
    found: list[tuple[str, str]] = []
    for same, b0, b1, a0, a1 in opcodes(old, new):
        if not same:
            pairs = paired([*map(words_of, old[b0:b1])], [*map(words_of, new[a0:a1])], likeness)
            found += [("".join(one or ()), "".join(other or ())) for one, other in pairs]
    return found


def _parted(text: str) -> str:
    """A text as typed with every line as a paragraph of its own."""
    return "\n\n".join(text.splitlines())


def _parts(body: str) -> list[str]:
    """The paragraphs of a body; each point of a list and each row of a table is one."""
    return [part for block in body.split("\n\n") for part in (block.split("\n") if block[:2] in ("- ", "| ") else [block]) if part.strip("|-: ")]
