"""Turns what was changed in a Word file into changes of the plan's own files, as far as it is plain where and how; tells why not, of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from planverk.authoring.edits import edits_of
from planverk.authoring.layout import laid_out
from planverk.authoring.source_file import Page, value_spot
from planverk.authoring.text_edits import that_hold
from planverk.errors import UserError
from planverk.review_import.changes import Returned, Swap
from planverk.review_import.compare_tracked import Compared
from planverk.review_import.contents_list import entry
from planverk.review_import.context import IDLE, Case, Outcome, Verdict
from planverk.review_import.file_change import Proposal, fault_of, united
from planverk.review_import.halves import bound_together
from planverk.review_import.insert import without_passage
from planverk.review_import.inserted_paragraphs import Arrivals
from planverk.review_import.list_numbers import recounted
from planverk.review_import.passages import passages_of
from planverk.review_import.rewrite import CannotWrite, Rewriting, rewritten
from planverk.review_import.row_deletion import without_row
from planverk.review_import.source_map import Ground, Leaf, Stand, even
from planverk.word.tracked_document import END, Circulated


def take_back(
    ground: Ground, sent: Circulated, came: Circulated, compared: Compared, same: bool = True, left: frozenset[int] = frozenset()
) -> Outcome:
    """The outcome for the changes of the file that came back. `same` says whether `sent` surely is what was sent: else only changes that Word
    tracked are carried out. Those numbered in `left` are left alone, since their result was not as meant."""
    return _Returning(Case(ground, sent, came, compared.changes, compared.was, ground.stands(sent.lines), same)).outcome(left)


@dataclass
class _Returning:
    case: Case
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    """The changes that a proposal which is carried out belongs to."""

    def outcome(self, left: frozenset[int]) -> Outcome:
        """What becomes of everything. What is whole only together is carried out together or not at all: tried until no half is left."""
        groups, alone = bound_together(self.case.changes)
        known = {number: self.case.about(number, "moved-alone") for number in alone}
        known |= {number: self.case.about(number, "otherwise") for number in left}
        while True:
            files = self.tried_without(known)
            halves = {number: self.verdicts[number] for number in self.kept if self.verdicts[number].why}
            failed = {number for number, verdict in self.verdicts.items() if verdict.why}
            halves |= {number: self.case.about(number, "moved-half") for group in groups if group & failed for number in group - failed}
            if not halves:
                break
            known |= halves
        came = self.case.came.comments
        comments = tuple(self.case.place("", self.case.was.get(comment.line, -1), comment.line) for comment in came)
        verdicts = tuple(self.verdicts[number] for number in range(len(self.case.changes)))
        return Outcome(verdicts, edits_of(self.case.ground.files, files), comments)

    def tried_without(self, known: Mapping[int, Verdict]) -> dict[str, bytes]:
        """The files as they shall be, without the changes whose verdicts are known; notes the verdicts on all others."""
        self.verdicts, self.proposals, self.kept, arrivals = dict(known), [], set(), Arrivals(self.case)
        for arriving, group in groupby(range(len(self.case.changes)), key=self.arriving_at):
            numbers = [number for number in group if number not in known]
            if arriving is None:
                for number in numbers:
                    self.tried([number], partial(self.proposal_alone, number))
                continue
            fit, whys = arrivals.fit(numbers)
            self.verdicts |= {number: self.case.about(number, why) for number, why in whys.items()}
            self.tried(fit, partial(arrivals.proposals, fit, *arriving))
        return dict(self.written())

    def arriving_at(self, number: int) -> tuple[int, int] | None:
        """Between which lines a paragraph came in; None for what did not."""
        change = self.case.changes[number]
        return (change.previous, change.following) if change.kind in ("inserted", "moved") else None

    def tried(self, numbers: list[int], propose: Callable[[], list[Proposal]]) -> None:
        """Notes the proposals for changes that belong together, or why there are none."""
        if not numbers:
            return
        try:
            if not self.case.same and any(self.case.changes[number].untracked for number in numbers):
                raise CannotWrite("other-text")
            self.proposals += propose()
        except CannotWrite as reason:
            self.verdicts |= {number: self.case.about(number, reason.key) for number in numbers}

    def proposal_alone(self, number: int) -> list[Proposal]:
        return [self.proposal(number)]

    # --- one change ---

    def proposal(self, number: int) -> Proposal:
        change = self.case.changes[number]
        stands = [self.case.stands[line] for line in change.sent]
        if change.kind == "contents" and _same_entries(change):
            raise CannotWrite(IDLE)
        if change.kind == "row-deleted" and (row := without_row(self.case, number)):
            return row
        if change.kind not in ("text", "deleted"):
            raise CannotWrite(change.kind if change.kind == "contents" or self.case.about(number, "").path else "composed")
        if not change.swaps and change.kind == "text":
            raise CannotWrite("link" if change.links else IDLE)
        paths = {stand.path for stand in stands if stand and stand.passage >= 0}
        if not paths and self.case.ground.is_fixed(change.before):
            raise CannotWrite("fixed-text")
        if len(stands) == 1 and stands[0] and stands[0].passage < 0:
            return self.in_field(number, change, stands[0])
        if len(paths) != 1 or any(stand is None or stand.passage < 0 for stand in stands):
            raise CannotWrite("composed")
        path, places = paths.pop(), [stand.passage for stand in stands if stand]
        if places != list(range(places[0], places[0] + len(places))):
            raise CannotWrite("apart")
        return self.in_prose(number, change, path, places)

    def in_prose(self, number: int, change: Returned, path: str, places: list[int]) -> Proposal:
        page = self.case.ground.page(path)
        passages = [self.case.ground.passages[path][place] for place in places]
        if change.kind == "deleted" or not change.after.strip(f"{END} \t"):
            spots = tuple(spot for passage in passages for spot in without_passage(page, passage))
            return Proposal((number,), path, spots, dict.fromkeys(places, ()))
        lead = len(change.before) - len(change.before.lstrip()) if len(places) == 1 else 0
        swaps = [_shifted(swap, lead, len(passages[0].text)) if lead else swap for swap in change.swaps]
        proposal, late = (self.words(number, path, places, rewritten(page, passages, swaps, late)) for late in (False, True))
        marked = any(passage.letters.marks for passage in passages)
        return late if marked and fault_of(page, self.case.ground.passages[path], [proposal], self.case.ground.made) else proposal

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
        page = self.case.ground.page(stand.path)
        return Proposal((number,), stand.path, (value_spot(page, leaf.route, value),), values={leaf.route: value})

    # --- files ---

    def written(self) -> Iterator[tuple[str, bytes]]:
        """The files as they shall be, each with as many of its proposals as it can bear."""
        by_path: dict[str, list[Proposal]] = {}
        for proposal in self.proposals:
            by_path.setdefault(proposal.path, []).append(proposal)
        for path, proposals in by_path.items():
            page, passages = self.case.ground.page(path), self.case.ground.passages[path]
            kept = that_hold(proposals, lambda some, page=page, passages=passages: not fault_of(page, passages, some, self.case.ground.made))  # type: ignore[misc]
            for proposal in proposals:
                why = "" if proposal in kept else fault_of(page, passages, [proposal], self.case.ground.made) or "overlapping"
                self.note(proposal, why)
            if kept:
                yield path, _laid_out_as_before(page, recounted(page, page.with_changes(united(spot for each in kept for spot in each.spots) or ())))

    def note(self, proposal: Proposal, why: str) -> None:
        """The verdict on the changes of a proposal that is carried out or, for a reason, is not."""
        at = min(spot.start for spot in proposal.spots) if proposal.spots else -1
        for number in proposal.numbers:
            if not self.verdicts.get(number, Verdict("")).why:
                self.verdicts[number] = self.case.about(number, why, at, proposal.path)
        self.kept.update(() if why else proposal.numbers)


def _same_entries(change: Returned) -> bool:
    """Whether a list of contents says the same: then it only looks otherwise."""
    return [entry(text) for text in change.before.split(END)] == [entry(text) for text in change.after.split(END)]


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
    except UserError:
        pass
    return data
