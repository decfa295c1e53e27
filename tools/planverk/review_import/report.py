"""What is reported of a Word file that came back: every change and comment with who, when and where, what became of it, and what is left to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from planverk.catalogue import load_words
from planverk.compare.naming import Naming
from planverk.review_import.changes import Change, plain
from planverk.review_import.context import Outcome, Result
from planverk.text_diff import TextChange, text_changes
from planverk.word.fault import Place
from planverk.word.names import UNREADABLE
from planverk.word.tracked_document import END, Comment, Other, Stamp, TrackedDocument

MOST_OTHERS = 200
"""Changes of looks that are reported one by one; all are counted."""
_ID = re.compile("[0-9a-f]{40,64}")
_MOVES = ("ins", "del", "moveFrom", "moveTo")


class Fact(NamedTuple):
    """A line below an item: its label, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A change or a comment as it is reported: where it stands, what it is and by whom, the words, and the lines below."""

    where: str
    what: str
    passages: tuple[tuple[TextChange, ...], ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its heading, what it begins with, and its items."""

    heading: str
    intro: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ReviewReport:
    """What a format is given. `file` is the name of the file that came back, `source` in words what the plan was read from; `same` says whether that
    holds what the file was made from. `keys` lead from the paths of files to KIND:ID."""

    file: str
    source: str
    same: bool
    returned: TrackedDocument
    changes: Sequence[Change]
    results: Sequence[Result]
    comment_places: Sequence[Result]
    formatted: Sequence[Other]
    naming: Naming
    keys: Mapping[str, str]

    # --- counts ---

    def numbers(self, outcome: Outcome) -> list[int]:
        """The numbers of the changes of an outcome."""
        return [number for number, result in enumerate(self.results) if result.outcome == outcome]

    @property
    def others(self) -> tuple[Other, ...]:
        """Changes of looks, tracked or not, and tracked ones that are not read."""
        return (*self.returned.others, *self.formatted)

    @property
    def unread(self) -> list[int]:
        """The numbers of the tracked changes of text that stand where planverk does not read."""
        return [number for number, other in enumerate(self.returned.others) if other.name in _MOVES]

    @property
    def needs_a_person(self) -> bool:
        """Whether anything is left to do for somebody."""
        left = any(self.changes[number].links or self.changes[number].stressed for number in self.numbers("placed"))
        return bool(
            self.numbers("look") or any(not comment.done for comment in self.returned.comments) or self.unread or self.returned.unread or left
        )

    # --- words ---

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the formats."""
        return dict(load_words("report", self.naming.language, self.naming.plan.nouns(self.naming.language)))

    def say(self, key: str, **facts: object) -> str:
        return self.words[key].format_map(facts)

    def counted(self, key: str, count: int) -> str:
        """A count with its noun."""
        return self.words[f"{key}-one"] if count == 1 else self.say(f"{key}-many", count=count)

    @property
    def title(self) -> str:
        return self.say("returned-title", file=self.file)

    @property
    def opening(self) -> Iterator[str]:
        """The paragraphs before the first part."""
        changes, comments = len(self.changes) - len(self.numbers("nothing")), sum(comment.size for comment in self.returned.comments)
        yield self.say("returned-source", source=_ID.sub(lambda found: found[0][:8], self.source))
        if not self.same:
            yield self.words["returned-other-source"]
        if not (self.changes or comments or self.others or self.returned.unread):
            yield self.words["returned-nothing"]
            return
        yield self.say("returned-found", changes=self.counted("change", changes), comments=self.counted("comment", comments))
        yield self.say("returned-outcome", placed=len(self.numbers("placed")), look=len(self.numbers("look")))

    @property
    def parts(self) -> Iterator[Part]:
        """The parts that have anything in them, what needs a person first."""
        parts = (
            ("returned-look", [self._change(number) for number in self.numbers("look")]),
            ("returned-comments", [self._comment(*each) for each in zip(self.returned.comments, self.comment_places, strict=True)]),
            ("returned-unread", [*map(self._other, (self.returned.others[number] for number in self.unread)), *self._broken()]),
            ("returned-placed", [self._change(number) for number in self.numbers("placed")]),
            ("returned-looks", list(self._looks())),
            ("returned-idle", [self._change(number) for number in self.numbers("nothing")]),
        )
        for key, items in parts:
            if items:
                yield Part(f"{self.words[key]} ({len(items)})", self.words[f"{key}-intro"], tuple(items))

    # --- items ---

    def _change(self, number: int) -> Item:
        change, result = self.changes[number], self.results[number]
        facts = [Fact(self.words["returned-by"], self.by(change))]
        if result.outcome == "look":
            facts.append(Fact(self.words["returned-why"], self.why(result)))
            facts.append(Fact(self.words["returned-do"], self.todo(result)))
        facts += [Fact(self.words["returned-note"], self.say("returned-link-left", address=link)) for link in change.links]
        facts += [Fact(self.words["returned-note"], self.words["returned-stress-left"])] if change.stressed else []
        facts += self._place(result)
        if result.to:
            facts.append(Fact(self.words["returned-to"], self._target(result.to)))
        if result.outcome == "nothing":
            kind = "returned-contents-looks" if change.kind == "contents" else "returned-empty"
            return Item(self.where(result), self.words[kind], (), tuple(facts))
        kind = self.words[f"returned-{change.kind}" + ("-moved" if change.moved and change.kind in ("inserted", "deleted") else "")]
        return Item(self.where(result), kind, self.passages(change), tuple(facts))

    def passages(self, change: Change) -> tuple[tuple[TextChange, ...], ...]:
        """The words that were deleted and inserted, a paragraph each."""
        olds, news = ([text for text in side.split(END) if text.strip()] for side in (change.before, change.after))
        if len(olds) == len(news):
            return tuple(tuple(text_changes(plain(old), plain(new))) for old, new in zip(olds, news, strict=True))
        return (*((TextChange(plain(old), ""),) for old in olds), *((TextChange("", plain(new)),) for new in news))

    def by(self, change: Change) -> str:
        """Who made a change, and when."""
        names = "; ".join(map(self.stamp, change.stamps))
        if change.untracked:
            return self.say("returned-partly-untracked", names=names) if names else self.words["returned-untracked"]
        return names or self.stamp(Stamp("", ""))

    def stamp(self, stamp: Stamp) -> str:
        """A name and a day; what the file does not tell is said."""
        name = stamp.author or self.words["returned-nobody"]
        if stamp.day == UNREADABLE:
            return self.say("returned-stamp-unreadable", name=name)
        return self.say("returned-stamp", name=name, day=self.naming.day(stamp.day)) if stamp.day else name

    def where(self, result: Result) -> str:
        """The entry and the heading, which is not named again where it is the entry's title."""
        entry = self.naming.heading(self.keys[result.path]) if result.path in self.keys else ""
        heading = plain(result.heading)
        named = not heading or (heading.rpartition(": ")[2].removesuffix("…") in plain(entry))
        under = "" if named else self.say("returned-under", heading=heading)
        return ", ".join(filter(None, (entry, under))) or self.words["returned-front"]

    def why(self, result: Result) -> str:
        key = f"returned-why-{result.why}"
        named = f"{key}-field"
        path = result.path or self.words["returned-plan"]
        return self.say(named if result.field and named in self.words else key, path=path, field=result.field)

    def todo(self, result: Result) -> str:
        return self.say(f"returned-do-{result.why}", path=result.path or self.words["returned-plan"])

    def _place(self, result: Result) -> Iterator[Fact]:
        if result.path:
            yield Fact(self.words["returned-file"], f"{result.path}:{result.line}" if result.line else result.path)

    def _target(self, to: Result) -> str:
        """Where something that was moved stands now: the words for the reader, and the file."""
        place = f"{self.where(to)} ({to.path})" if to.path else self.where(to)
        return self.say("returned-after", place=place, text=plain(to.after)) if to.after else place

    def _comment(self, comment: Comment, place: Result) -> Item:
        facts = [Fact(self.words["returned-about"], self.say("quoted", text=comment.about))] if comment.about else []
        facts += [Fact(self.say("returned-answer", who=self.stamp(answer.stamp)), plain(answer.text)) for answer in comment.answers]
        facts += [Fact(self.words["returned-settled"], self.words["returned-settled-yes"])] if comment.done else []
        said = TextChange(plain(comment.text), plain(comment.text))
        return Item(self.where(place), self.stamp(comment.stamp), ((said,),), (*facts, *self._place(place)))

    def _other(self, other: Other) -> Item:
        name, place, stamp, _ = other
        quote = ((TextChange(place.quote, place.quote),),) if place.quote else ()
        key = f"returned-element-{name}"
        return Item(self.part_of(place), self.words.get(key, name), quote, (Fact(self.words["returned-by"], self.stamp(stamp)),))

    def part_of(self, place: Place) -> str:
        """Where in the file, for what stands in no line."""
        under = self.say("returned-under", heading=place.headings[-1]) if place.headings else ""
        return under or self.say("returned-part", part=place.part)

    def _broken(self) -> Iterator[Item]:
        for part, problem in self.returned.unread.items():
            yield Item(self.say("returned-part", part=part), self.unread_part(problem))

    def unread_part(self, problem: str) -> str:
        """Why a part is not read."""
        return self.say("returned-broken", problem=load_words("word", self.naming.language)[problem]) if problem else self.words["returned-chunk"]

    def _looks(self) -> Iterator[Item]:
        """The changes of looks: one by one, or where there are many the count of each kind."""
        looks = sorted((other for other in self.others if other.name not in _MOVES), key=_kind_of_look)
        for (name, tracked, stamp), group in groupby(looks, key=_kind_of_look):
            places = Counter(self.part_of(other.place) for other in group)
            where = "; ".join(f"{place} ({count})" for place, count in places.most_common(MOST_OTHERS))
            who = self.stamp(stamp) if tracked else self.words["returned-untracked"]
            yield Item(self.words.get(f"returned-element-{name}", name), who, (), (Fact(self.words["returned-where"], where),))


def _kind_of_look(other: Other) -> tuple[str, bool, Stamp]:
    return other.name, other.tracked, other.stamp
