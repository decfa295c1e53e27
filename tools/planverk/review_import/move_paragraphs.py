"""Paragraphs of a Word file that came back which were moved: their passages as they were typed, to be written elsewhere, and to be taken out."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.authoring.source_file import SourceFile
from planverk.authoring.text_edits import TextEdit, changed
from planverk.review_import.changes import Change, plain, word_edits_of
from planverk.review_import.context import Context
from planverk.review_import.file_change import ProposedEdit
from planverk.review_import.insert import MovedPassage, NewPassage, without_passage
from planverk.review_import.passages import Passage
from planverk.review_import.rewrite import CannotWrite, Wanted, rewritten, wanted_of
from planverk.review_import.source_map import even
from planverk.word.tracked_document import END


def path_of(context: Context, number: int) -> str:
    """The file that the paragraphs of a move stand in. CannotWrite where they are not passages that follow each other in one file."""
    change = context.changes[number]
    targets = [context.targets[line] for line in change.sent]
    if any(target is None or target.passage < 0 for target in targets):
        raise CannotWrite("moved-composed")
    paths, places = {target.path for target in targets if target}, [target.passage for target in targets if target]
    if len(paths) != 1 or places != list(range(places[0], places[0] + len(places))):
        raise CannotWrite("apart")
    return paths.pop()


def moved(context: Context, number: int, to: str) -> Iterator[NewPassage]:
    """The paragraphs of a move as they are to be written into the file `to`, with the changes that were made inside them."""
    change, path = context.changes[number], path_of(context, number)
    file, passages = context.source_map.file(path), _passages(context, change)
    before = None
    for passage, was, now, line in zip(passages, change.before.split(END), change.after.split(END), change.lines, strict=True):
        if to != path and "[^" in file.text[passage.start : passage.end]:
            raise CannotWrite("moved-note")
        text_edits, wanted = _rewritten(file, passage, was, now)
        first = passage.start + len(passage.lead)
        typed = changed(
            file.text[first : passage.end], (TextEdit(text_edit.start - first, text_edit.end - first, text_edit.new) for text_edit in text_edits)
        )
        lines = tuple(each.removeprefix(passage.under) for each in typed.split("\n"))
        apart = before is None or file.text[before.end : passage.start].count("\n") > 1
        yield NewPassage(even(now).strip(), context.returned.lines[line].item, MovedPassage(passage, passages[0], lines, wanted, apart))
        before = passage


def taken_out(context: Context, number: int) -> ProposedEdit:
    """The proposal that takes the paragraphs of a move out of the place where they stood."""
    path = path_of(context, number)
    file, passages = context.source_map.file(path), _passages(context, context.changes[number])
    text_edits = tuple(text_edit for passage in passages for text_edit in without_passage(file, passage))
    places = [target.passage for line in context.changes[number].sent if (target := context.targets[line])]
    return ProposedEdit((number,), path, text_edits, dict.fromkeys(places, ()))


def _passages(context: Context, change: Change) -> list[Passage]:
    return [context.source_map.passages[target.path][target.passage] for line in change.sent if (target := context.targets[line])]


def _rewritten(file: SourceFile, passage: Passage, was: str, now: str) -> tuple[tuple[TextEdit, ...], Wanted]:
    if plain(was) == plain(now):
        return (), wanted_of(passage)
    made = rewritten(file, [passage], tuple(word_edits_of(was.strip(), now.strip())))
    return made.text_edits, made.wanted[0]
