"""Turns what was changed in a Word file into changes of the plan's own files, as far as it is plain where and how; tells why not, of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from planverk.authoring.edits import edits_of
from planverk.authoring.layout import laid_out
from planverk.authoring.source_file import SourceFile, value_edit
from planverk.authoring.text_edits import TextEdit, largest_valid_subset
from planverk.errors import UserError
from planverk.review_import.changes import Change
from planverk.review_import.compare_tracked import Comparison, entry
from planverk.review_import.context import IDLE, Context, Resolution, Result
from planverk.review_import.insert import without_passage
from planverk.review_import.inserted_paragraphs import InsertedParagraphs
from planverk.review_import.moves import bound_together
from planverk.review_import.passages import passages_of
from planverk.review_import.proposed_edit import ProposedEdit, fault_of, recounted, united
from planverk.review_import.rewrite import CannotWrite, Rewriting, rewritten
from planverk.review_import.row_deletion import without_row
from planverk.review_import.source_map import FieldText, SourceMap, Target, even
from planverk.word.tracked_document import END, TrackedDocument


def to_edits(
    source_map: SourceMap,
    sent: TrackedDocument,
    returned: TrackedDocument,
    comparison: Comparison,
    same: bool = True,
    left: frozenset[int] = frozenset(),
) -> Resolution:
    """The outcome for the changes of the file that came back. `same` says whether `sent` surely is what was sent: else only changes that Word
    tracked are carried out. Those numbered in `left` are left alone, since their result was not as meant."""
    return _Returning(Context(source_map, sent, returned, comparison.changes, comparison.was, source_map.targets(sent.lines), same)).resolution(left)


@dataclass
class _Returning:
    context: Context
    results: dict[int, Result] = field(default_factory=dict)
    proposals: list[ProposedEdit] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    """The changes that a proposal which is carried out belongs to."""

    def resolution(self, left: frozenset[int]) -> Resolution:
        """What becomes of everything. What is whole only together is carried out together or not at all: tried until no half is left."""
        groups, alone = bound_together(self.context.changes)
        known = {number: self.context.about(number, "moved-alone") for number in alone}
        known |= {number: self.context.about(number, "otherwise") for number in left}
        while True:
            files = self.tried_without(known)
            halves = {number: self.results[number] for number in self.kept if self.results[number].why}
            failed = {number for number, result in self.results.items() if result.why}
            halves |= {number: self.context.about(number, "moved-half") for group in groups if group & failed for number in group - failed}
            if not halves:
                break
            known |= halves
        returned = self.context.returned.comments
        comments = tuple(self.context.place("", self.context.was.get(comment.line, -1), comment.line) for comment in returned)
        results = tuple(self.results[number] for number in range(len(self.context.changes)))
        return Resolution(results, edits_of(self.context.source_map.files, files), comments)

    def tried_without(self, known: Mapping[int, Result]) -> dict[str, bytes]:
        """The files as they shall be, without the changes whose results are known; notes the results on all others."""
        self.results, self.proposals, self.kept, inserted_paragraphs = dict(known), [], set(), InsertedParagraphs(self.context)
        for arriving, group in groupby(range(len(self.context.changes)), key=self.arriving_at):
            numbers = [number for number in group if number not in known]
            if arriving is None:
                for number in numbers:
                    self.tried([number], partial(self.proposal_alone, number))
                continue
            fit, whys = inserted_paragraphs.fit(numbers)
            self.results |= {number: self.context.about(number, why) for number, why in whys.items()}
            self.tried(fit, partial(inserted_paragraphs.proposals, fit, *arriving))
        return dict(self.written())

    def arriving_at(self, number: int) -> tuple[int, int] | None:
        """Between which lines a paragraph came in; None for what did not."""
        change = self.context.changes[number]
        return (change.previous, change.following) if change.kind in ("inserted", "moved") else None

    def tried(self, numbers: list[int], propose: Callable[[], list[ProposedEdit]]) -> None:
        """Notes the proposals for changes that belong together, or why there are none."""
        if not numbers:
            return
        try:
            if not self.context.same and any(self.context.changes[number].untracked for number in numbers):
                raise CannotWrite("other-text")
            self.proposals += propose()
        except CannotWrite as reason:
            self.results |= {number: self.context.about(number, reason.key) for number in numbers}

    def proposal_alone(self, number: int) -> list[ProposedEdit]:
        return [self.proposal(number)]

    # --- one change ---

    def proposal(self, number: int) -> ProposedEdit:
        change = self.context.changes[number]
        targets = [self.context.targets[line] for line in change.sent]
        if change.kind == "contents" and _same_entries(change):
            raise CannotWrite(IDLE)
        if change.kind == "row-deleted" and (row := without_row(self.context, number)):
            return row
        if change.kind not in ("text", "deleted"):
            raise CannotWrite(change.kind if change.kind == "contents" or self.context.about(number, "").path else "composed")
        if not change.word_edits and change.kind == "text":
            raise CannotWrite("link" if change.links else IDLE)
        paths = {target.path for target in targets if target and target.passage >= 0}
        if not paths and self.context.source_map.is_fixed(change.before):
            raise CannotWrite("fixed-text")
        if len(targets) == 1 and targets[0] and targets[0].passage < 0:
            return self.in_field(number, change, targets[0])
        if len(paths) != 1 or any(target is None or target.passage < 0 for target in targets):
            raise CannotWrite("composed")
        path, places = paths.pop(), [target.passage for target in targets if target]
        if places != list(range(places[0], places[0] + len(places))):
            raise CannotWrite("apart")
        return self.in_prose(number, change, path, places)

    def in_prose(self, number: int, change: Change, path: str, places: list[int]) -> ProposedEdit:
        file = self.context.source_map.file(path)
        passages = [self.context.source_map.passages[path][place] for place in places]
        if change.kind == "deleted" or not change.after.strip(f"{END} \t"):
            text_edits = tuple(text_edit for passage in passages for text_edit in without_passage(file, passage))
            return ProposedEdit((number,), path, text_edits, dict.fromkeys(places, ()))
        lead = len(change.before) - len(change.before.lstrip()) if len(places) == 1 else 0
        word_edits = [_shifted(word_edit, lead, len(passages[0].text)) if lead else word_edit for word_edit in change.word_edits]
        proposal, late = (self.words(number, path, places, rewritten(file, passages, word_edits, late)) for late in (False, True))
        marked = any(passage.spans.marks for passage in passages)
        return late if marked and fault_of(file, self.context.source_map.passages[path], [proposal], self.context.source_map.link_text) else proposal

    def words(self, number: int, path: str, places: list[int], made: Rewriting) -> ProposedEdit:
        return ProposedEdit((number,), path, made.text_edits, {places[0]: made.wanted, **dict.fromkeys(places[1:], ())})

    def in_field(self, number: int, change: Change, target: Target) -> ProposedEdit:
        if change.kind == "deleted" and any(even(change.before).split() == text_at.value.split() for text_at in target.field_texts):
            raise CannotWrite("field-emptied")
        text_at = next(
            (text_at for text_at in target.field_texts if change.word_edits and all(_within(word_edit, text_at) for word_edit in change.word_edits)),
            None,
        )
        if text_at is None or change.kind == "deleted" or END in change.after:
            raise CannotWrite("composed")
        value = " ".join(text_at.value.split())
        for word_edit in sorted(change.word_edits, reverse=True):
            value = value[: word_edit.start - text_at.at] + even(word_edit.new) + value[word_edit.end - text_at.at :]
        value = " ".join(value.replace(END, " ").split())
        if not value:
            raise CannotWrite("field-emptied")
        file = self.context.source_map.file(target.path)
        return ProposedEdit((number,), target.path, (value_edit(file, text_at.route, value),), values={text_at.route: value})

    # --- files ---

    def written(self) -> Iterator[tuple[str, bytes]]:
        """The files as they shall be, each with as many of its proposals as it can bear."""
        by_path: dict[str, list[ProposedEdit]] = {}
        for proposal in self.proposals:
            by_path.setdefault(proposal.path, []).append(proposal)
        for path, proposals in by_path.items():
            file, passages = self.context.source_map.file(path), self.context.source_map.passages[path]
            fault = partial(fault_of, file, passages, link_text=self.context.source_map.link_text)
            kept = largest_valid_subset(proposals, lambda some, fault=fault: not fault(some))  # type: ignore[misc]
            for proposal in proposals:
                self.note(proposal, "" if proposal in kept else fault([proposal]) or "overlapping")
            if kept:
                data = file.with_changes(united(each for proposal in kept for each in proposal.text_edits) or ())
                yield path, _laid_out_as_before(file, recounted(file, data))

    def note(self, proposal: ProposedEdit, why: str) -> None:
        """The result on the changes of a proposal that is carried out or, for a reason, is not."""
        at = min(text_edit.start for text_edit in proposal.text_edits) if proposal.text_edits else -1
        for number in proposal.numbers:
            if not self.results.get(number, Result("")).why:
                self.results[number] = self.context.about(number, why, at, proposal.path)
        self.kept.update(() if why else proposal.numbers)


def _same_entries(change: Change) -> bool:
    """Whether a list of contents says the same: then it only looks otherwise."""
    return [entry(text) for text in change.before.split(END)] == [entry(text) for text in change.after.split(END)]


def _shifted(word_edit: TextEdit, lead: int, size: int) -> TextEdit:
    """A swap in a line, told in its text without the spaces before it."""
    start, end = (min(max(at - lead, 0), size) for at in (word_edit.start, word_edit.end))
    return TextEdit(start, end, word_edit.new)


def _within(word_edit: TextEdit, text_at: FieldText) -> bool:
    return text_at.at <= word_edit.start and word_edit.end <= text_at.at + len(" ".join(text_at.value.split()))


def _laid_out_as_before(file: SourceFile, data: bytes) -> bytes:
    """The file laid out by the house's rules where it was so before."""
    try:
        if laid_out(file.path, file.data) == file.data:
            after = laid_out(file.path, data)
            same = [each.text for each in passages_of(SourceFile(file.path, after))] == [
                each.text for each in passages_of(SourceFile(file.path, data))
            ]
            return after if same else data
    except UserError:
        pass
    return data
