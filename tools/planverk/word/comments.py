"""Reads the comments of a Word file: who said what about which words, and who answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planverk.word.names import Element, w
from planverk.word.reading import Reading, text_of
from planverk.word.tracked_document import Comment, stamp_of

LONGEST_ABOUT, LONGEST_COMMENT = 300, 20_000
_TEXT = (w("t"), w("delText"))
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


class _Found(NamedTuple):
    """A comment as its part has it: `keys` are the ids of its paragraphs, by which answers point to it."""

    id: str
    keys: tuple[str, ...]
    comment: Comment


_Anchor = tuple[int, str]
"""The line where the words that a comment is about begin, and the words."""


def comments_of(reading: Reading, numbers: Mapping[Element, int]) -> tuple[Comment, ...]:
    """The comments that are no answers, in the order of their part; `numbers` are those of the lines by paragraph."""
    part = reading.package.one("comments")
    if part is None:
        return ()
    found = [_found(each) for each in part[1].iter(w("comment"))]
    anchors = _anchors(reading, numbers, {each.id for each in found})
    parents, done = _threads(reading, {key: each.id for each in found for key in each.keys})
    answers: dict[str, list[Comment]] = defaultdict(list)
    for each in found:
        if each.id in parents:  # Word hangs all answers on the first comment, so that there is one level
            answers[parents[each.id]].append(replace(each.comment, done=each.id in done))
    return tuple(_placed(each, anchors, done, answers) for each in found if each.id not in parents)


def _placed(found: _Found, anchors: Mapping[str, _Anchor], done: set[str], answers: Mapping[str, list[Comment]]) -> Comment:
    line, about = anchors.get(found.id, (-1, ""))
    return replace(found.comment, about=" ".join(about.split()), line=line, done=found.id in done, answers=tuple(answers.get(found.id, ())))


def _found(comment: Element) -> _Found:
    paragraphs = list(comment.iter(w("p")))
    keys = tuple(key for each in paragraphs if (key := each.get(f"{{{_W14}}}paraId")))
    text = "\n".join(text_of(each) for each in paragraphs).strip()
    cut = text if len(text) <= LONGEST_COMMENT else text[:LONGEST_COMMENT] + "…"
    return _Found(comment.get(w("id"), ""), keys, Comment(stamp_of(comment), cut))


def _threads(reading: Reading, ids: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The id of the comment that begins the thread, by that of each answer; and the ids of those that are settled."""
    part = reading.package.one("commentsExtended")
    direct: dict[str, str] = {}
    done: set[str] = set()
    for each in () if part is None else part[1].iter(f"{{{_W15}}}commentEx"):
        comment, parent = (ids.get(each.get(f"{{{_W15}}}{name}", "")) for name in ("paraId", "paraIdParent"))
        if comment is not None and parent is not None and parent != comment:
            direct[comment] = parent
        if comment is not None and each.get(f"{{{_W15}}}done") in ("1", "true"):
            done.add(comment)
    return {comment: first for comment in direct if (first := _first(comment, direct)) != comment}, done


def _first(comment: str, direct: Mapping[str, str]) -> str:
    """The comment at the top of a thread; a chain that leads round in a circle has none, and each of its comments stands alone."""
    seen = [comment]
    while seen[-1] in direct:
        if direct[seen[-1]] in seen:
            return comment
        seen.append(direct[seen[-1]])
    return seen[-1]


def _anchors(reading: Reading, numbers: Mapping[Element, int], ids: Set[str]) -> dict[str, _Anchor]:
    found: dict[str, _Anchor] = {}
    for kind, _, root in reading.parts:
        if kind != "comments":
            trail = _Trail(numbers, ids)
            for each in root.iter(w("p"), *_TEXT, w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")):
                trail.pass_by(each)
            found = {**trail.anchors(), **found}
    return found


@dataclass
class _Trail:
    """Follows a part: where each comment's words begin and end in all its text, and in which line."""

    numbers: Mapping[Element, int]
    ids: Set[str]
    """Those of the comments that there are: a file may hold any number of ranges that no comment is about."""
    line: int = -1
    texts: list[str] = field(default_factory=list)
    size: int = 0
    starts: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By id the offset at which the words begin, and the line."""
    ends: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    """The ids of those that begin between two paragraphs, in the next one."""

    def pass_by(self, each: Element) -> None:
        key = each.get(w("id"), "")
        if each.tag == w("p"):
            self.line = self.numbers.get(each, self.line)
            self.starts |= dict.fromkeys(self.waiting, (self.size, self.line))
            self.waiting = []
        elif each.tag not in _TEXT and key not in self.ids:
            pass
        elif each.tag == w("commentRangeStart"):
            if key not in self.starts:
                self.starts[key] = (self.size, self.line)
                self.waiting += [key] if next(each.iterancestors(w("p")), None) is None else []
        elif each.tag == w("commentRangeEnd"):
            self.ends.setdefault(key, self.size)
        elif each.tag == w("commentReference"):
            if key not in self.starts:
                self.starts[key] = (self.size, self.line)
                self.ends[key] = self.size
        elif each.text:
            self.texts.append(each.text)
            self.size += len(each.text)

    def anchors(self) -> dict[str, _Anchor]:
        whole = "".join(self.texts)
        cut = {key: min(self.ends.get(key, self.size), start + LONGEST_ABOUT + 1) for key, (start, _) in self.starts.items()}
        return {key: (line, whole[start : cut[key]]) for key, (start, line) in self.starts.items()}
