"""Turns what was changed in a Word file into changes of the plan's own files, as far as it is plain where and how; tells why not, of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from planverk.authoring.edits import edits_of
from planverk.authoring.layout import laid_out
from planverk.authoring.source_file import SourceFile, TextEdit, changed, largest_valid_subset, value_edit
from planverk.errors import UserError
from planverk.review_import.changes import Change, plain
from planverk.review_import.compare_tracked import Comparison, entry
from planverk.review_import.context import IDLE, Context, Resolution, Result
from planverk.review_import.inserted_paragraphs import InsertedParagraphs, without_passages
from planverk.review_import.moves import bound_together
from planverk.review_import.passages import passages_of
from planverk.review_import.proposed_edit import ProposedEdit, fault_of, recounted, united
from planverk.review_import.rewrite import CannotWrite, Wanted, rewritten
from planverk.review_import.source_map import SourceMap, Target, even
from planverk.word.tracked_document import END, TrackedDocument


def to_edits(
    source_map: SourceMap,
    sent: TrackedDocument,
    returned: TrackedDocument,
    comparison: Comparison,
    same: bool = True,
    left: frozenset[int] = frozenset(),
) -> Resolution:
    """What becomes of the changes of the file that came back. `same` says whether `sent` surely is what was sent: else only changes that Word
    tracked are carried out. Those numbered in `left` are left alone, since their result was not as meant."""
    context = Context(source_map, sent, returned, comparison.changes, comparison.was, source_map.targets(sent.lines), same)
    return _Import(context, source_map).resolution(left)


@dataclass
class _Import:
    context: Context
    source_map: SourceMap
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
        comments = (self.context.place("", self.context.was.get(each.line, -1), each.line) for each in self.context.returned.comments)
        results = (self.results[number] for number in range(len(self.context.changes)))
        return Resolution(tuple(results), edits_of(self.source_map.files, files), tuple(comments))

    def tried_without(self, known: Mapping[int, Result]) -> dict[str, bytes]:
        """The files as they shall be, without the changes whose results are known; notes the results on all others."""
        self.results, self.proposals, self.kept, inserted = dict(known), [], set(), InsertedParagraphs(self.context)
        for between, group in groupby(range(len(self.context.changes)), key=self.inserted_between):
            numbers = [number for number in group if number not in known]
            if between is None:
                for number in numbers:
                    self.tried([number], lambda number=number: [self.proposal(number)])  # type: ignore[misc]
                continue
            fit, whys = inserted.fit(numbers)
            self.results |= {number: self.context.about(number, why) for number, why in whys.items()}
            self.tried(fit, partial(inserted.proposals, fit, *between))
        return dict(self.written())

    def inserted_between(self, number: int) -> tuple[int, int] | None:
        """The lines between which a paragraph was inserted; None for what was not."""
        change = self.context.changes[number]
        return (change.previous, change.following) if change.kind in ("inserted", "moved") else None

    def tried(self, numbers: list[int], propose: Callable[[], list[ProposedEdit]]) -> None:
        """Notes the proposals for changes that belong together, or why there are none."""
        try:
            if numbers and not self.context.same and any(self.context.changes[number].untracked for number in numbers):
                raise CannotWrite("other-text")
            self.proposals += propose() if numbers else ()
        except CannotWrite as reason:
            self.results |= {number: self.context.about(number, reason.key) for number in numbers}

    # --- one change ---

    def proposal(self, number: int) -> ProposedEdit:
        change = self.context.changes[number]
        targets = [self.context.targets[line] for line in change.sent]
        if change.kind == "contents" and _entries(change.before) == _entries(change.after):
            raise CannotWrite(IDLE)
        if change.kind == "row-deleted" and (row := self.without_row(number, change)):
            return row
        if change.kind not in ("text", "deleted"):
            raise CannotWrite(change.kind if change.kind == "contents" or self.context.about(number, "").path else "composed")
        if not change.word_edits and change.kind == "text":
            raise CannotWrite("link" if change.links else IDLE)
        if not any(target and target.passage >= 0 for target in targets) and self.source_map.is_fixed(change.before):
            raise CannotWrite("fixed-text")
        if len(targets) == 1 and targets[0] and targets[0].passage < 0:
            return self.in_field(number, change, targets[0])
        return self.in_prose(number, change, *self.context.passages_of(change, "composed", "composed"))

    def without_row(self, number: int, change: Change) -> ProposedEdit | None:
        """The proposal that takes a row out of a table in a file's prose; None for a row that planverk makes, or that was put in again elsewhere."""
        try:
            path, places = self.context.passages_of(change)
        except CannotWrite:
            return None
        passages = self.source_map.passages[path]
        start, end = passages[places[0]].start, passages[places[0]].end
        line = [at for at, passage in enumerate(passages) if (passage.start, passage.end) == (start, end)]
        again = any(each.kind == "row-inserted" and plain(each.after) == plain(change.before) for each in self.context.changes)
        if again or line != places or any(passages[at].shape[-1] != "cell" for at in places):
            return None
        whole = TextEdit(start, min(end + 1, len(self.source_map.file(path).text)), "")
        return ProposedEdit((number,), path, (whole,), dict.fromkeys(places, ()))

    def in_prose(self, number: int, change: Change, path: str, places: list[int]) -> ProposedEdit:
        file, everything = self.source_map.file(path), self.source_map.passages[path]
        passages = [everything[place] for place in places]
        if change.kind == "deleted" or not change.after.strip(f"{END} \t"):
            return ProposedEdit((number,), path, without_passages(file, passages), dict.fromkeys(places, ()))
        lead = len(change.before) - len(change.before.lstrip()) if len(places) == 1 else 0
        word_edits = [_in_text(each, lead, len(passages[0].text)) if lead else each for each in change.word_edits]
        rest: dict[int, tuple[Wanted, ...]] = dict.fromkeys(places[1:], ())
        made = (rewritten(file, passages, word_edits, late) for late in (False, True))
        early, late = (ProposedEdit((number,), path, each.text_edits, {places[0]: each.wanted, **rest}) for each in made)
        # New words stand in the bold type or the link that the words before them stood in; where that reads wrong, in that of the last ones.
        marked = any(passage.spans.marks for passage in passages)
        return late if marked and fault_of(file, everything, [early], self.source_map.link_text) else early

    def in_field(self, number: int, change: Change, target: Target) -> ProposedEdit:
        if change.kind == "deleted" and any(even(change.before).split() == shown.value.split() for shown in target.field_texts):
            raise CannotWrite("field-emptied")
        shown = next((each for each in target.field_texts if change.word_edits and all(map(each.holds, change.word_edits))), None)
        if shown is None or change.kind == "deleted" or END in change.after:
            raise CannotWrite("composed")
        moved = (TextEdit(edit.start - shown.at, edit.end - shown.at, even(edit.new)) for edit in change.word_edits)
        value = plain(changed(shown.text, moved))
        if not value:
            raise CannotWrite("field-emptied")
        edit = value_edit(self.source_map.file(target.path), shown.route, value)
        return ProposedEdit((number,), target.path, (edit,), values={shown.route: value})

    # --- files ---

    def written(self) -> Iterator[tuple[str, bytes]]:
        """The files as they shall be, each with as many of its proposals as it can bear."""
        by_path: dict[str, list[ProposedEdit]] = {}
        for proposal in self.proposals:
            by_path.setdefault(proposal.path, []).append(proposal)
        for path, proposals in by_path.items():
            file = self.source_map.file(path)
            fault = partial(fault_of, file, self.source_map.passages[path], link_text=self.source_map.link_text)
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


def _entries(contents: str) -> list[str]:
    """What a list of contents says: the rest is how it looks."""
    return [entry(text) for text in contents.split(END)]


def _in_text(edit: TextEdit, lead: int, size: int) -> TextEdit:
    """An edit of a line as one of its text without the spaces before it."""
    start, end = (min(max(at - lead, 0), size) for at in (edit.start, edit.end))
    return TextEdit(start, end, edit.new)


def _laid_out_as_before(file: SourceFile, data: bytes) -> bytes:
    """The file laid out by the house's rules where it was so before."""
    try:
        after = laid_out(file.path, data) if laid_out(file.path, file.data) == file.data else data
    except UserError:
        return data
    said, meant = ([passage.text for passage in passages_of(SourceFile(file.path, each))] for each in (after, data))
    return after if said == meant else data
