"""Paragraphs of a Word file that came back which were moved: their passages as they were typed, to be written elsewhere, and to be taken out."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.authoring.source_file import Page
from planverk.authoring.text_edits import Spot, changed
from planverk.review_import.changes import Returned, plain, word_swaps
from planverk.review_import.context import Case
from planverk.review_import.file_change import Proposal
from planverk.review_import.insert import Fresh, Moved, without_passage
from planverk.review_import.passages import Passage
from planverk.review_import.rewrite import CannotWrite, Wanted, rewritten, wanted_of
from planverk.review_import.source_map import even
from planverk.word.tracked_document import END


def path_of(case: Case, number: int) -> str:
    """The file that the paragraphs of a move stand in. CannotWrite where they are not passages that follow each other in one file."""
    change = case.changes[number]
    stands = [case.stands[line] for line in change.sent]
    if any(stand is None or stand.passage < 0 for stand in stands):
        raise CannotWrite("moved-composed")
    paths, places = {stand.path for stand in stands if stand}, [stand.passage for stand in stands if stand]
    if len(paths) != 1 or places != list(range(places[0], places[0] + len(places))):
        raise CannotWrite("apart")
    return paths.pop()


def moved(case: Case, number: int, to: str) -> Iterator[Fresh]:
    """The paragraphs of a move as they are to be written into the file `to`, with the changes that were made inside them."""
    change, path = case.changes[number], path_of(case, number)
    page, passages = case.ground.page(path), _passages(case, change)
    before = None
    for passage, was, now, line in zip(passages, change.before.split(END), change.after.split(END), change.lines, strict=True):
        if to != path and "[^" in page.text[passage.start : passage.end]:
            raise CannotWrite("moved-note")
        spots, wanted = _rewritten(page, passage, was, now)
        first = passage.start + len(passage.lead)
        typed = changed(page.text[first : passage.end], (Spot(spot.start - first, spot.end - first, spot.new) for spot in spots))
        lines = tuple(each.removeprefix(passage.under) for each in typed.split("\n"))
        apart = before is None or page.text[before.end : passage.start].count("\n") > 1
        yield Fresh(even(now).strip(), case.came.lines[line].item, Moved(passage, passages[0], lines, wanted, apart))
        before = passage


def taken_out(case: Case, number: int) -> Proposal:
    """The proposal that takes the paragraphs of a move out of the place where they stood."""
    path = path_of(case, number)
    page, passages = case.ground.page(path), _passages(case, case.changes[number])
    spots = tuple(spot for passage in passages for spot in without_passage(page, passage))
    places = [stand.passage for line in case.changes[number].sent if (stand := case.stands[line])]
    return Proposal((number,), path, spots, dict.fromkeys(places, ()))


def _passages(case: Case, change: Returned) -> list[Passage]:
    return [case.ground.passages[stand.path][stand.passage] for line in change.sent if (stand := case.stands[line])]


def _rewritten(page: Page, passage: Passage, was: str, now: str) -> tuple[tuple[Spot, ...], Wanted]:
    if plain(was) == plain(now):
        return (), wanted_of(passage)
    made = rewritten(page, [passage], tuple(word_swaps(was.strip(), now.strip())))
    return made.spots, made.wanted[0]
