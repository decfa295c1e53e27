"""Asks about what the recogniser is unsure of: columns that nobody knows, and headings and paragraphs that have no place in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from planverk.app.import_plan import Asked, Made, make_plan
from planverk.importing.foreign import Heading, Table
from planverk.importing.grids import grid
from planverk.importing.hints import HEADINGS, Hints, with_answer
from planverk.importing.measure_fields import column_of
from planverk.importing.measures import read_columns
from planverk.importing.vocabulary import names

_LONGEST = 80
"""Characters of the beginning by which a paragraph is known that is left out."""


class Question(NamedTuple):
    """What is asked: the table of the mapping that the answer goes to ("headings", "columns" or "leave"), the text as the document has it, its page,
    None where the document does not tell, and what may be answered beside nothing."""

    table: str
    text: str
    page: int | None
    choices: tuple[str, ...]


Answer = Callable[[Question], str]
"""Gives one of the choices, "" for none."""


def with_answers(asked: Asked, answer: Answer) -> Asked:
    """The request with what was answered, each question asked once; an answer may give rise to more. UserError where the document can't be read."""
    hints, known = asked.hints(), set[tuple[str, str]]()
    while new := [each for each in questions(make_plan(asked, hints, None)) if each[:2] not in known]:
        before = hints
        for question in new:
            known.add(question[:2])
            said = answer(question)
            hints = _answered(hints, question, said) if said else hints
        if hints == before:
            break
    return replace(asked, answers=hints)


def _answered(hints: Hints, question: Question, said: str) -> Hints:
    text = question.text[:_LONGEST] if question.table == "leave" else question.text
    return with_answer(hints, question.table, text, said)


def questions(made: Made) -> Iterator[Question]:
    """What a person can tell of a document better than the recogniser."""
    fields = tuple(dict.fromkeys(names("column")))
    yield from (Question("columns", name, None, fields) for name in dict.fromkeys(_unknown_columns(made)))
    headings = {block.text.number for block in made.document.blocks if isinstance(block, Heading)}
    for each in made.proof().missing:
        is_heading = each.number in headings
        yield Question("headings" if is_heading else "leave", each.text, each.page, HEADINGS if is_heading else ("leave",))


def _unknown_columns(made: Made) -> Iterator[str]:
    """The names of columns in tables of measures that are no field that anybody knows."""
    for table in (block for block in made.document.blocks if isinstance(block, Table)):
        columns = read_columns(made.drafts, table)
        for row in grid(table)[: columns.headers] if columns else ():
            yield from (cell.plain for cell in row if cell.plain.strip() and not column_of(made.drafts, cell.plain))
