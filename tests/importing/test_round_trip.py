"""Each plan of ours, of all kinds, built as a Word file and as a PDF and imported, is the plan again: entry by entry and field by field, in the order
of its parts, but for what a printed document does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel

from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.walk import plain
from planverk.ids import parse_part
from planverk.importing.prove import Proof
from planverk.importing.report import ImportReport
from planverk.model.annotations import fields_of
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.model.prose_entries import Chapter, Definition, Terms
from planverk.source.prose import Citation, Heading, Link
from tests import built
from tests.importing.imports import DAY, Imported, imported
from tests.support import PLANS, plan_of

NOT_HELD: Mapping[str, Mapping[str, str]] = {
    "*": {"formerly": "nobody reads it", "incomplete": "it is said in the words of what is known"},
    "plan-file": {
        "format": "it is of the files",
        "contents": "the order of what is printed is compared in its place",
        "purpose": "it is told by a heading that says so",
    },
    "chapter": {
        "signed": "it is lines of text below a foreword",
        "files": "they are beside the document",
        "title": "a heading within the text of a chapter is a chapter below it",
    },
    "goal": {},
    "measure": {},
    "definition": {"forms": "they are how the term is found in the text", "source": "it is cited in the text"},
    "function": {},
    "plan": {"follows": "it tells rules whose goals the plan has to answer"},
    "source": {"type": "readers see that from the rest", "author": "a name may be that of who published it"},
    "resource": {},
    "figure": {"kind": "a line or bars are a picture", "file": "the picture has no name of its own"},
    "help": {},
    "progress": {},
}
"""The fields that no printed document tells, or not as what they are, and why. Fields of a municipality's own, and its table's columns, need its
schema; statements of a hearing are another document."""

NOT_IN_A_PDF = {"alternative", "data_missing", "source", "note"}
"""What only the styles of a Word file tell of a figure whose numbers are missing; of others they tell the note."""

ELSEWHERE = {"data", "x", "series", "unit"}
"""What a chart does not tell whose numbers stand in a table of the plan."""

TABLE = {"alternative"}
"""What a figure that is printed as a table does not say, since the table does."""


class Trip(NamedTuple):
    form: str
    name: str
    before: Plan
    after: Imported

    @property
    def plans(self) -> tuple[Plan, Plan]:
        return self.before, self.after.plan


@cache
def _trip(form: str, name: str) -> Trip:
    return Trip(form, name, plan_of(built.root(name)), imported(getattr(built, form)(name)))


@cache
def _proof(form: str, name: str) -> Proof:
    return _trip(form, name).after.proof()


@pytest.fixture(params=[(form, name) for name in (*PLANS, *built.KINDS) for form in ("docx", "pdf")], ids=" ".join)
def trip(request: pytest.FixtureRequest) -> Trip:
    return _trip(*request.param)


def letters(text: object) -> str:
    """Letters and digits alone; typography changes spaces and dashes."""
    return re.sub(r"[\W_]+", " ", str(text)).strip().casefold()


def title_of(plan: Plan, kind: str, id: str) -> str:
    """What readers know an entry by, in a form that two plans share."""
    entry = plan.kinds[kind].get(id)
    return key_of(entry, plan.head.language) if entry else letters(id)


def part(plan: Plan, name: str) -> str:
    """The title of a referenced plan, and of its goal or the number of its measure."""
    found = parse_part(name)
    assert found is not None
    goals = {goal.id: goal.title for goal in plan.plans[found.plan].goals}
    return letters(f"{plan.plans[found.plan].title} {goals.get(found.part, found.part)}")


def named(plan: Plan, kind: str, value: Any) -> Any:
    """A value with titles in place of ids, and without the ids that only this plan gives what it names."""
    if isinstance(value, tuple):
        return sorted(str(named(plan, kind, each)) for each in value)
    if isinstance(value, Terms):
        return {letters(term) for term in (value.nb, value.nn, value.en) if term}
    if isinstance(value, BaseModel):
        told = {name: getattr(value, name) for name in type(value).model_fields if name != "id" and getattr(value, name) is not None}
        return {name: named(plan, "function" if name == "reported_by" else "", each) for name, each in told.items()}
    if not isinstance(value, str) or not kind:
        return value if isinstance(value, bool | int) else letters(value or "")
    return part(plan, value) if kind == "part" else title_of(plan, kind, value)


def key_of(entry: Entry, language: str) -> str:
    term = entry.term_in(language) if isinstance(entry, Definition) else ""
    return letters(getattr(entry, "title", "") or term or entry.known or entry.id)


def fields(plan: Plan, entry: Entry) -> Iterator[tuple[str, Any]]:
    left_out = {*NOT_HELD["*"], *NOT_HELD[entry.kind]}
    for name in fields_of(type(entry)):
        attribute = next(own for own, field in type(entry).model_fields.items() if (field.alias or own) == name)
        kinds = {kind for route, kind in type(entry).refers.items() if route[0] == name}
        value = getattr(entry, attribute)
        if name not in left_out and not (name == "known" and OURS.search(str(value))):
            yield name, numbers(plan, value) if name == "data" else named(plan, next(iter(kinds), ""), value)


OURS = re.compile("som planen er hentet fra|som planen er henta frå|that the plan was taken from")
"""The sentence of an import about what the document does not say."""


def numbers(plan: Plan, name: str | None) -> Any:
    """What a file of data says."""
    sheet = plan.sheets.get(name or "")
    return (sheet.data.header, sheet.data.rows) if sheet and sheet.data else None


def compared(plan: Plan) -> Mapping[str, Mapping[str, Entry]]:
    groups = {kind: {key_of(entry, plan.head.language): entry for entry in group.values()} for kind, group in plan.kinds.items() if kind in NOT_HELD}
    progress = {title_of(plan, "measure", id): entry for id, entry in plan.progress.items()}
    return {**groups, "progress": progress, "plan-file": {"": plan.head}, "help": {"": plan.help} if plan.help else {}}


def test_every_entry_comes_back_field_by_field(trip: Trip) -> None:
    before, after = trip.plans
    found = compared(after)
    for kind, group in compared(before).items():
        for key, entry in group.items():
            if is_printed(before, entry):
                assert key in found[kind], (kind, key, sorted(found[kind]))
                wanted = {name: value for name, value in fields(before, entry) if not is_elsewhere(trip, entry, name)}
                got = dict(fields(after, found[kind][key]))
                assert {name: got.get(name) for name in wanted} == wanted, (kind, key)


def test_no_entry_is_there_that_the_plan_had_not(trip: Trip) -> None:
    """But for headings within the text of chapters, which are chapters below them."""
    before, after = trip.plans
    headings = {letters(plain_heading(node)) for entry in before.entries for node in entry.prose.blocks if isinstance(node, Heading)}
    had = compared(before)
    for kind, group in compared(after).items():
        assert set(group) - set(had[kind]) <= (headings if kind == "chapter" else set()), kind


def plain_heading(heading: Heading) -> str:
    """A heading without the number that is typed before it."""
    text = "".join(getattr(node, "text", "") for node in heading.children)
    return re.sub(r"\A[\d.]+\s", "", text)


def numbers_of_headings(plan: Plan) -> list[str]:
    """What is typed before headings; planverk does without."""
    texts = (
        getattr(node.children[0], "text", "") for each in plan.entries for node in each.prose.blocks if isinstance(node, Heading) and node.children
    )
    return [number for text in texts if (found := re.match(r"[\d.]+\s", text)) for number in letters(found[0]).split()]


def is_printed(plan: Plan, entry: Entry) -> bool:
    """Figures that stand nowhere in the text are not printed."""
    return entry.kind != "figure" or any(getattr(node, "figure", "") == entry.id for each in plan.entries for node in each.prose.blocks)


def is_elsewhere(trip: Trip, entry: Entry, name: str) -> bool:
    """True for what a figure does not say itself."""
    if not isinstance(entry, Figure):
        return False
    if trip.form == "pdf" and name in (NOT_IN_A_PDF if entry.data_missing else {"note", "data_missing"}):
        return True
    tables = [each for each in trip.before.figures.values() if each.kind_of == "table" and each.data and each.data == entry.data]
    is_table = entry.kind_of == "table"
    return (is_table and name in TABLE) or (not is_table and bool(tables) and name in ELSEWHERE)


def said(plan: Plan, entry: Entry) -> list[str]:
    """The words of an entry's text; of a chapter with those of the chapters below it, since a heading in its text is printed as theirs are."""
    below = [each for each in plan.chapters.values() if isinstance(entry, Chapter) and each.part_of == entry.id]
    own = letters(" ".join(run.text for run in entry.prose.runs)).split()
    return [*own, *(word for each in below for word in (*letters(each.title).split(), *said(plan, each)))]


def test_the_text_of_goals_measures_chapters_and_terms_comes_back(trip: Trip) -> None:
    """Every word, and in its order but in chapters; where a link or a figure printed words of its own, those stand between."""
    before, imported_again = trip.plans
    after = compared(imported_again)
    for kind in ("chapter", "goal", "measure", "definition"):
        for key, entry in compared(before)[kind].items():
            wanted, found = said(before, entry), said(imported_again, after[kind][key])
            rest = iter(found)
            lost = Counter(wanted) - Counter(found) - Counter(numbers_of_headings(before))
            assert not lost if kind == "chapter" else all(word in rest for word in wanted), (kind, key)
            if kind == "goal" and not any(isinstance(node, (Link, Citation)) for node in entry.prose.walk()):
                assert found == wanted, (kind, key)


def test_the_parts_stand_in_the_same_order_and_under_the_same_headings(trip: Trip) -> None:
    before, after = trip.plans
    assert headings(compose(after, None, DAY)) == headings(compose(before, None, DAY))


def headings(document: Document) -> list[str]:
    return [letters(f"{section.label or ''} {plain(section.title)}") for section in document.sections]


def test_every_word_is_placed_but_those_of_columns_that_only_a_schema_knows(trip: Trip) -> None:
    proof = _proof(trip.form, trip.name)
    missing = [each.missing for each in proof.paragraphs if each.missing]
    if trip.before.custom_fields:
        assert proof.placed / proof.total > 0.95 and not proof.differences
    elif department := trip.before.settings.theme.cover_line:
        assert missing == [department] and not proof.differences
    else:
        assert missing == [] and proof.holds and proof.placed == proof.total


def test_the_report_has_words_for_every_place(trip: Trip) -> None:
    report = ImportReport("plan", "", trip.after.document, trip.after.drafts, _proof(trip.form, trip.name), "nn")
    assert all(report.place(claim.where) != claim.where for claim in trip.after.drafts.claims())
    assert all(doubt.why for doubt in report.doubts)


def test_every_field_is_compared_or_named_as_not_held() -> None:
    assert {kind.kind for kind in KINDS} - NOT_HELD.keys() == {"statement"}
    for kind in KINDS:
        assert set(NOT_HELD.get(kind.kind, ())) <= set(fields_of(kind)), kind
