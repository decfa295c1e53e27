"""What a format of `planverk diff` is given: the changes with their sentences, grouped by entry, and the texts that differ word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from planverk.catalogue import load_words
from planverk.compare.change import Change, Kind, Weight
from planverk.compare.comparison import direct_changes, following
from planverk.compare.naming import is_ours
from planverk.compare.sentences import Sentences
from planverk.model.provenance import Provenance
from planverk.report.moves import Movements
from planverk.report.passages import WHOLE
from planverk.report.weakened import weakened
from planverk.text_diff import TextChange, words_of

AROUND = 8
"""Words that are shown before and after a change."""

_SAID_ALREADY = ("title", "number", "formerly", "body", "unread", "table", "records", "lines")


@dataclass(frozen=True)
class Difference:
    """The changes from one revision to another as they are to be reported: those that were asked for, in order.

    `before` and `after` are what the caller called the two, `editions` what they are called to readers; `left_out` is how many changes were not
    asked for. Without `places`, files and lines are not told. `width` is None where lines may have any length. `provenance` is what a file of them
    says that it was made from.
    """

    changes: Sequence[Change]
    sentences: Sentences
    before: str
    after: str
    left_out: int = 0
    colour: bool = False
    width: int | None = None
    editions: tuple[str, str] | None = None
    places: bool = True
    provenance: Provenance | None = None

    @property
    def named(self) -> dict[str, str]:
        """What readers see the two called."""
        before, after = self.editions or (self.before, self.after)
        return {"before": before, "after": after}

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

    @cached_property
    def entries(self) -> list[ChangedEntry]:
        """The entries that changed, in order, each with its changes; those of a kind that changed in the same way stand together."""
        found: dict[str, ChangedEntry] = {}
        for key, group in groupby(self.reported, key=lambda change: change.entry):
            entry = ChangedEntry(self, tuple(group))
            same = key if any(each.kind in WHOLE for each in entry.group) else f"{key.partition(':')[0]} {entry.changes}"
            found[same] = replace(found[same], also=(*found[same].also, entry)) if same in found else entry
        return list(found.values())

    def for_council(self) -> Difference:
        """The same without what only those who write the plan need: remedies, and the places in files."""
        return replace(self, sentences=self.sentences.without_remedies(), places=False)

    @property
    def following(self) -> list[Change]:
        """What follows from the changes; what is left open comes first."""
        return following(self.changes)

    @cached_property
    def numbers(self) -> list[tuple[str, str, str]]:
        """Old and new numbers side by side, with the titles, where numbers changed and all changes are told; a dash for none."""
        return [] if self.left_out else [(was or "–", now or "–", title) for was, now, title in self.sentences.numbers()]

    def sentence(self, change: Change) -> str:
        """The sentence as a line of its own, with a capital first."""
        said = self.sentences.sentence(change)
        return said[:1].upper() + said[1:] + self._origin(change)

    def message(self, change: Change) -> str:
        """The change in one line that stands alone."""
        return self.sentences.message(change) + self._origin(change)

    def _origin(self, change: Change) -> str:
        """Where the text of an entry that was added came from, or that of one that was removed went; "" where it is nothing known."""
        return self.movements.origin(self._numbers[id(change)]) if id(change) in self._numbers else ""

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(change): number for number, change in enumerate(self.reported)}

    @cached_property
    def movements(self) -> Movements:
        """What moved from one text to another, or within one."""
        return Movements(self.reported, self.sentences, self.words)

    def report_of(self, change: Change) -> Iterator[ReportedChange]:
        """What is shown of a change; then of each paragraph or sentence that moved from here or to here, with the words that changed on the way."""
        number = self._numbers[id(change)]
        texts, moved = self.movements.texts(number), self.movements.told(number)
        if texts or not moved or change.kind is not Kind.TEXT_CHANGED:  # else the moves are all that happened to the text
            said = self.sentence(change) + self._weakened(texts)
            yield ReportedChange(said, self.editorial(change), self.facts(change), texts)
        yield from (ReportedChange(sentence + self._weakened(shown), False, [], shown) for sentence, shown in moved)

    def _weakened(self, texts: list[list[TextChange]]) -> str:
        """A sentence on the promises that became weaker, by the words of the plan's language; "" where none did."""
        found = weakened(texts, load_words("report", self.sentences.new.plan.head.language))
        told = [self.say("weakened-word", strong=strong, weak=weak) for strong, weak in found]
        return f". {self.say('weakened', words=self.sentences.joined(told))}" if told else ""

    def facts(self, change: Change) -> list[tuple[str, str]]:
        """The fields of an entry that was added or removed, with their values."""
        record = (change.after or change.before) if change.kind in WHOLE else None
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
    also: tuple[ChangedEntry, ...] = ()
    """The others of the kind that changed in the same way."""

    @property
    def heading(self) -> str:
        sentences = self.difference.sentences
        first, *others = (sentences.entry(each.group[0]) for each in (self, *self.also))
        return sentences.joined([first, *(name[:1].lower() + name[1:] for name in others)])

    @property
    def place(self) -> str:
        """Path and line, as the reader finds it now; where the entry was deleted, as it was. "" where places are not told."""
        places = [each.group[0].place_after or each.group[0].place_before for each in (self, *self.also)]
        return ", ".join(f"{place.path}:{place.span.start.line}" for place in places if place and self.difference.places)

    @cached_property
    def changes(self) -> tuple[ReportedChange, ...]:
        return tuple(shown for each in self.group for shown in self.difference.report_of(each))


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


def ended(sentence: str) -> str:
    """A sentence with a full stop; one that ends in a mark of its own, or in words of others that do, has none more."""
    return sentence if sentence.rstrip("»”\"'").endswith((".", "?", "!", "…")) else f"{sentence}."
