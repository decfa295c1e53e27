"""Turns what was changed in a Word file into changes of the plan's own files, as far as it is plain where and how; tells why not, of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.ground import Ground, Leaf, Stand, even
from planverk.authoring.inserting import Fresh, after_passage, before_passage, first_in_body, without_passage
from planverk.authoring.layout import laid_out
from planverk.authoring.passages import Passage, passages_of
from planverk.authoring.places import Page, value_spot
from planverk.authoring.proposal import Proposal, fault_of, united
from planverk.authoring.refusal import Refusal
from planverk.authoring.rewriting import CannotWrite, Rewriting, rewritten
from planverk.authoring.spots import that_hold
from planverk.word.circulated import Circulated
from planverk.word.returned import END, Compared, Returned, Swap


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a change: `why` is "" where it is written into the file, else the key of the reason.

    `path` and `line` are the file and the line in it that the change is about, as far as known ("" and 0 where not); `field` is the field's name,
    `heading` the heading that it stands under in the Word file.
    """

    why: str
    path: str = ""
    line: int = 0
    field: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on each change, the edits that carry out those that can be, and what each comment is about (its `why` says nothing)."""

    verdicts: tuple[Verdict, ...]
    edits: tuple[Edit, ...]
    comments: tuple[Verdict, ...]


IDLE = "no-words"
"""The verdict on a change that changes no words, as an empty paragraph that came in."""


def take_back(
    ground: Ground, sent: Circulated, came: Circulated, compared: Compared, same: bool = True, left: frozenset[int] = frozenset()
) -> Outcome:
    """The outcome for the changes of the file that came back. `same` says whether `sent` surely is what was sent: else only changes that Word
    tracked are carried out. Those numbered in `left` are left alone, since their result was not as meant."""
    return _Returning(ground, sent, came, compared.changes, compared.was, ground.stands(sent.lines), same).outcome(left)


@dataclass
class _Returning:
    ground: Ground
    sent: Circulated
    came: Circulated
    changes: Sequence[Returned]
    was: Mapping[int, int]
    stands: Sequence[Stand | None]
    same: bool
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)

    def outcome(self, left: frozenset[int]) -> Outcome:
        for (kind, previous, following), group in groupby(range(len(self.changes)), key=self.kind_of):
            numbers = list(group)
            if kind == "inserted":
                self.tried([number for number in numbers if number not in left], previous, following)
            else:
                for number in numbers:
                    if number not in left:
                        self.tried([number], -1, -1)
        for number in left:
            self.verdicts[number] = self.about(number, "otherwise")
        wanted = dict(self.written())
        edits = edits_of(self.ground.files, wanted)
        comments = tuple(self.place("", self.was.get(comment.line, -1), comment.line) for comment in self.came.comments)
        return Outcome(tuple(self.verdicts[number] for number in range(len(self.changes))), edits, comments)

    def kind_of(self, number: int) -> tuple[str, int, int]:
        change = self.changes[number]
        return change.kind, change.previous, change.following

    def tried(self, numbers: list[int], previous: int, following: int) -> None:
        """Notes the proposal for changes that belong together, or why there is none."""
        if not numbers:
            return
        try:
            if not self.same and any(self.changes[number].untracked for number in numbers):
                raise CannotWrite("other-text")
            proposal = self.inserted(numbers, previous, following) if self.changes[numbers[0]].kind == "inserted" else self.proposal(numbers[0])
        except CannotWrite as reason:
            for number in numbers:
                self.verdicts[number] = self.about(number, reason.key)
            return
        self.proposals.append(proposal)

    # --- one change ---

    def proposal(self, number: int) -> Proposal:
        change = self.changes[number]
        if change.kind not in ("text", "deleted"):
            raise CannotWrite(change.kind)
        stands = [self.stands[line] for line in change.sent]
        if not change.swaps and change.kind == "text":
            raise CannotWrite(IDLE)
        paths = {stand.path for stand in stands if stand and stand.passage >= 0}
        if len(stands) == 1 and stands[0] and stands[0].passage < 0:
            return self.in_field(number, change, stands[0])
        if len(paths) != 1 or any(stand is None or stand.passage < 0 for stand in stands):
            raise CannotWrite("composed")
        path, places = paths.pop(), [stand.passage for stand in stands if stand]
        if places != list(range(places[0], places[0] + len(places))):
            raise CannotWrite("apart")
        return self.in_prose(number, change, path, places)

    def in_prose(self, number: int, change: Returned, path: str, places: list[int]) -> Proposal:
        page = self.ground.page(path)
        passages = [self.ground.passages[path][place] for place in places]
        if change.kind == "deleted" or not change.after.strip(f"{END} \t"):
            spots = tuple(spot for passage in passages for spot in without_passage(page, passage))
            return Proposal((number,), path, spots, dict.fromkeys(places, ()))
        lead = len(change.before) - len(change.before.lstrip()) if len(places) == 1 else 0
        swaps = [_shifted(swap, lead, len(passages[0].text)) if lead else swap for swap in change.swaps]
        proposal, late = (self.words(number, path, places, rewritten(page, passages, swaps, late)) for late in (False, True))
        marked = any(passage.letters.marks for passage in passages)
        return late if marked and fault_of(page, self.ground.passages[path], [proposal]) else proposal

    def words(self, number: int, path: str, places: list[int], made: Rewriting) -> Proposal:
        return Proposal((number,), path, made.spots, {places[0]: made.wanted, **dict.fromkeys(places[1:], ())})

    def in_field(self, number: int, change: Returned, stand: Stand) -> Proposal:
        if change.kind == "deleted" and any(even(change.before).split() == leaf.value.split() for leaf in stand.leaves):
            raise CannotWrite("field-emptied")
        leaf = next((leaf for leaf in stand.leaves if change.swaps and all(_within(swap, leaf) for swap in change.swaps)), None)
        if leaf is None or change.kind == "deleted" or END in change.after:
            raise CannotWrite("composed")
        value = " ".join(leaf.value.split())
        for swap in sorted(change.swaps, reverse=True):
            value = value[: swap.start - leaf.at] + even(swap.new) + value[swap.end - leaf.at :]
        value = " ".join(value.replace(END, " ").split())
        if not value:
            raise CannotWrite("field-emptied")
        page = self.ground.page(stand.path)
        return Proposal((number,), stand.path, (value_spot(page, leaf.route, value),), values={leaf.route: value})

    # --- new paragraphs ---

    def inserted(self, numbers: list[int], previous: int, following: int) -> Proposal:
        if any(self.came.lines[self.changes[number].line].level for number in numbers):
            raise CannotWrite("heading")
        before, after = (self.stands[line] if line >= 0 else None for line in (previous, following))
        fresh = [fresh for number in numbers for fresh in self.fresh(number)]
        if not fresh:
            raise CannotWrite(IDLE)
        if before and before.passage >= 0:
            page, passages = self.ground.page(before.path), self.ground.passages[before.path]
            more = passages[before.passage + 1] if before.passage + 1 < len(passages) else None
            made = after_passage(page, passages[before.passage], more, fresh)
            return Proposal(tuple(numbers), before.path, made.spots, after={before.passage: made.wanted})
        if after and after.passage >= 0:
            page, passages = self.ground.page(after.path), self.ground.passages[after.path]
            made = before_passage(page, passages[after.passage], fresh)
            return Proposal(tuple(numbers), after.path, made.spots, after={after.passage - 1: made.wanted})
        if (
            before
            and before.path.endswith(".md")
            and [leaf.route for leaf in before.leaves[:1]] in ([("title",)], [("term", "nb")], [("term", "nn")])
        ):
            made = first_in_body(self.ground.page(before.path), fresh)
            return Proposal(tuple(numbers), before.path, made.spots, after={-1: made.wanted})
        raise CannotWrite("no-neighbour")

    def fresh(self, number: int) -> Iterator[Fresh]:
        change = self.changes[number]
        item = self.came.lines[change.line].item
        for text in change.after.split(END):
            if even(text).strip():
                yield Fresh(even(text).strip(), item, self.source(text))

    def source(self, text: str) -> tuple[Page, Passage] | None:
        """The passage that went elsewhere and says the same: what was moved keeps its marks. None for one whose notes would stay behind."""
        stand = self.gone.get(" ".join(even(text).split()))
        if stand is None:
            return None
        page, passage = self.ground.page(stand.path), self.ground.passages[stand.path][stand.passage]
        return None if "[^" in page.text[passage.start : passage.end] or passage.shape[-1] != "paragraph" else (page, passage)

    @cached_property
    def gone(self) -> dict[str, Stand]:
        """The stands of passages that went as a whole, by what they say."""
        found = ((change, self.stands[change.sent[0]]) for change in self.changes if change.kind == "deleted" and change.sent)
        return {" ".join(even(change.before).split()): stand for change, stand in found if stand and stand.passage >= 0}

    # --- files ---

    def written(self) -> Iterator[tuple[str, bytes]]:
        """The files as they shall be, each with as many of its proposals as it can bear."""
        by_path: dict[str, list[Proposal]] = {}
        for proposal in self.proposals:
            by_path.setdefault(proposal.path, []).append(proposal)
        for path, proposals in by_path.items():
            page, passages = self.ground.page(path), self.ground.passages[path]
            kept = that_hold(proposals, lambda some, page=page, passages=passages: not fault_of(page, passages, some))  # type: ignore[misc]
            for proposal in proposals:
                why = "" if proposal in kept else fault_of(page, passages, [proposal]) or "overlapping"
                for number in proposal.numbers:
                    self.verdicts[number] = self.about(number, why, min(spot.start for spot in proposal.spots) if proposal.spots else -1, path)
            if kept:
                yield path, _laid_out_as_before(page, page.with_changes(united(spot for each in kept for spot in each.spots) or ()))

    def about(self, number: int, why: str, offset: int = -1, path: str = "") -> Verdict:
        """A verdict with the place that it is about."""
        change = self.changes[number]
        near = [line for line in (*change.sent, change.previous, change.following) if line >= 0]
        return self.place(why, next((line for line in near if self.stands[line]), near[0] if near else -1), change.line, offset, path)

    def place(self, why: str, sent: int, line: int, offset: int = -1, path: str = "") -> Verdict:
        """A verdict on what stands in a line that was sent, or else at a line that came back; -1 for none."""
        lines = [each[number] for each, number in ((self.sent.lines, sent), (self.came.lines, line)) if number >= 0]
        heading = next((each.place.headings[-1] for each in lines if each.place.headings), "")
        stand = self.stands[sent] if sent >= 0 else None
        if stand is None:
            shown = [path for each in lines for path in self.ground.paths(each)]
            return Verdict(why, path or next(iter(shown), ""), heading=heading)
        page = self.ground.page(path or stand.path)
        if offset < 0 and stand.passage >= 0:
            offset = self.ground.passages[stand.path][stand.passage].start
        name, at = self.ground.field_at(stand)
        offset = at if offset < 0 else offset
        return Verdict(why, page.path, page.lines.position(offset).line if offset >= 0 else 0, name, heading)


def _shifted(swap: Swap, lead: int, size: int) -> Swap:
    """A swap in a line, told in its text without the spaces before it."""
    start, end = (min(max(at - lead, 0), size) for at in (swap.start, swap.end))
    return Swap(start, end, swap.new)


def _within(swap: Swap, leaf: Leaf) -> bool:
    return leaf.at <= swap.start and swap.end <= leaf.at + len(" ".join(leaf.value.split()))


def _laid_out_as_before(page: Page, data: bytes) -> bytes:
    """The file laid out by the house's rules where it was so before."""
    try:
        if laid_out(page.path, page.data) == page.data:
            after = laid_out(page.path, data)
            same = [each.text for each in passages_of(Page(page.path, after))] == [each.text for each in passages_of(Page(page.path, data))]
            return after if same else data
    except Refusal:
        pass
    return data
