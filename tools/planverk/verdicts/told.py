"""Proposed changes in words for a council: where, what, and the words that go and come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planverk.catalogue import load_words
from planverk.compare.change import Change
from planverk.compare.naming import Naming
from planverk.report.difference import Difference
from planverk.report.in_words import pair_in_words
from planverk.text_diff import TextChange, text_changes
from planverk.verdicts.proposed import Amendment, ProposedChange
from planverk.verdicts.segments import BODY, WHOLE

Passage = tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A change as it is read: the entry, a sentence, the passages with what goes and comes, and the fields of an entry that is new or gone."""

    where: str
    what: str
    passages: tuple[Passage, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Telling:
    """Tells the changes from one plan to another, in the language of the difference between them."""

    difference: Difference

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of what is told of verdicts."""
        return load_words("verdicts", self.difference.language)

    @cached_property
    def _by_field(self) -> Mapping[tuple[str, str], Sequence[Change]]:
        found: dict[tuple[str, str], list[Change]] = {}
        for change in self.difference.reported:
            for key in dict.fromkeys((change.entry_before, change.entry_after)):
                found.setdefault((key, change.field.partition(".")[0]), []).append(change)
        return found

    @cached_property
    def reported(self) -> Mapping[tuple[str, str], int]:
        """The entries and their fields of which a change is told, each with its place in the list; "" for the entry as a whole."""
        found: dict[tuple[str, str], int] = {}
        for number, (entry, field) in enumerate(self._by_field):
            found.setdefault((entry, field), number)
            found.setdefault((entry, ""), number)
        return found

    def change(self, change: ProposedChange) -> Told:
        """A proposed change in words."""
        if change.field == BODY:
            key = "text-moved" if change.moved else "text-added" if not change.before else "text-removed" if not change.after else "text-otherwise"
            return Told(self._where(change.entry), self.words[key], tuple(self._passages(change.before, change.after)))
        fields = (change.field,) if change.field else tuple(field for key, field in self._by_field if key == change.entry)
        found = [each for field in fields for each in self._by_field[(change.entry, field)]]
        reported = [shown for each in found for shown in self.difference.report_of(each)]
        sentences = dict.fromkeys(shown.sentence.rstrip(".") for shown in reported)
        texts = tuple(tuple(passage) for shown in reported for passage in shown.texts)
        facts = tuple(fact for shown in reported for fact in shown.facts)
        return Told(self.difference.sentences.entry(found[0]), ". ".join(sentences), texts, facts)

    def amendment(self, amendment: Amendment) -> Told:
        """What was written beside the proposal, in words."""
        key = "text-added" if not amendment.before else "text-removed" if not amendment.after else "text-otherwise"
        what, old, new = self.words[key], amendment.before, amendment.after
        is_field = amendment.field not in (BODY, WHOLE)
        if is_field:
            label = self._naming(amendment.entry).label(amendment.entry.partition(":")[0], amendment.field)
            what, (old, new) = self.words["field-otherwise"].format(field=label), (text.partition(":")[2].strip() for text in (old, new))
        if amendment.answers:
            what = self.words["amendment-answers"].format(what=what, numbers=", ".join(map(str, amendment.answers)))
        return Told(self._where(amendment.entry), what, ((*text_changes(old, new),),) if is_field else tuple(self._passages(old, new)))

    def _naming(self, entry: str) -> Naming:
        new, old = self.difference.sentences.new, self.difference.sentences.old
        there = {each.key for each in new.plan.entries} | {f"data:{name}" for name in new.plan.sheets}
        return new if entry in there else old

    def _where(self, entry: str) -> str:
        return self._naming(entry).heading(entry)

    def _passages(self, before: str, after: str) -> Iterator[Passage]:
        sentences, footnote = self.difference.sentences, self.difference.words["footnote"]
        olds, news = ([" ".join(part.split()) for part in text.split("\n\n") if part.strip()] for text in (before, after))
        pairs = list(zip(olds, news, strict=True)) if len(olds) == len(news) else [*((one, "") for one in olds), *(("", other) for other in news)]
        for one, other in pairs:
            yield tuple(text_changes(*pair_in_words(one, other, sentences.old, sentences.new, footnote)))
