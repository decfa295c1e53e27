"""A plan of planverk's own, built as a Word file and imported, is the plan again, but for what a printed document does not hold; other Word files."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

import pytest

from planverk.ids import parse_part
from planverk.importing.foreign import Heading, List, Paragraph, Table
from planverk.importing.read import Refused, read_document
from planverk.model.annotations import fields_of
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure
from planverk.source.prose import Citation, Link
from planverk.word import Unreadable
from tests import built
from tests.importing.imports import Imported, imported
from tests.support import PLANS, plan_of

NOT_HELD = {
    "*": {"formerly", "incomplete", "known"},  # names that nobody reads, and sentences of planverk's own about what is missing
    "chapter": {"title_in", "part_of", "signed", "files"},
    "goal": {"title_in", "part_of"},
    "measure": {"title_in", "national_goals", "follows", "level", "reporting", "withdrawn"},
    "definition": {"term", "forms", "discouraged", "source"},
    "function": {"valid", "successor", "contact"},
    "plan": {"goals", "url", "successor", "checked", "follows"},
    "resource": set(),
    "figure": {"file", "credit", "licence", "source", "note", "data", "data_missing", "alternative", "kind"},
}  # fmt: skip
"""The fields of each kind that no printed document tells, or not as what they are. Of terms, those in other languages
than the plan's are text. Sources, progress and statements come back as text."""

NAMES = ("drammen", "example", "nynorsk")


@pytest.fixture(scope="module", params=[(form, name) for name in NAMES for form in ("docx", "pdf")], ids=" ".join)
def trip(request: pytest.FixtureRequest) -> tuple[Plan, Imported]:
    form, name = request.param
    return plan_of(PLANS[name]), imported(getattr(built, form)(name))


def letters(text: object) -> str:
    """Letters and digits alone; typography changes spaces and dashes."""
    return re.sub(r"[\W_]+", " ", str(text)).strip().casefold()


def named(plan: Plan, value: object) -> object:
    """A value with the titles of the entries that it names, in a form that two plans share."""
    if isinstance(value, tuple):
        return sorted(str(named(plan, each)) for each in value)
    if isinstance(value, str):
        part = parse_part(value)
        if part and part.plan in plan.plans:
            goals = {goal.id: goal.title for goal in plan.plans[part.plan].goals}
            return letters(f"{plan.plans[part.plan].title} {goals.get(part.part, part.part)}")
        found = next((group[value] for kind, group in plan.kinds.items() if kind in ("function", "goal") and value in group), None)
        return letters(getattr(found, "title", value))
    return letters(value) if not isinstance(value, int) else value


def key_of(entry: Entry, language: str) -> str:
    """What an entry is known by in both plans."""
    return letters(getattr(entry, "title", "") or (entry.term_in(language) if isinstance(entry, Definition) else ""))


def fields(plan: Plan, entry: Entry) -> Iterator[tuple[str, object]]:
    for name in fields_of(type(entry)):
        if name not in NOT_HELD["*"] | NOT_HELD[entry.kind]:
            attribute = next(own for own, field in type(entry).model_fields.items() if (field.alias or own) == name)
            yield name, named(plan, getattr(entry, attribute))


def compared(plan: Plan) -> Mapping[str, Mapping[str, Entry]]:
    return {kind: {key_of(entry, plan.head.language): entry for entry in group.values()} for kind, group in plan.kinds.items() if kind in NOT_HELD}


def test_every_entry_comes_back_field_by_field(trip: tuple[Plan, Imported]) -> None:
    before, after = trip[0], trip[1].plan
    found = compared(after)
    for kind, group in compared(before).items():
        for key, entry in group.items():
            if is_printed(before, entry):
                assert key in found[kind], (kind, key, sorted(found[kind]))
                assert dict(fields(after, found[kind][key])) == dict(fields(before, entry)), (kind, key)


def is_printed(plan: Plan, entry: Entry) -> bool:
    """Figures that stand nowhere in the text are not printed; neither are functions that nobody names."""
    return entry.kind != "figure" and (entry.kind != "function" or bool(plan.referrers.get(("function", entry.id))))


def said(plan: Plan, entry: Entry) -> list[str]:
    """The words of an entry's text; of a chapter with those of the chapters below it, since a heading in its text is printed as theirs are."""
    below = [each for each in plan.chapters.values() if isinstance(entry, Chapter) and each.part_of == entry.id]
    own = letters(" ".join(run.text for run in entry.prose.runs)).split()
    return [*own, *(word for each in below for word in (*letters(each.title).split(), *said(plan, each)))]


def test_the_text_of_goals_measures_chapters_and_terms_comes_back(trip: tuple[Plan, Imported]) -> None:
    """Every word, and in its order but in chapters; where a link or a figure printed words of its own, those stand between."""
    before, imported_again = trip[0], trip[1].plan
    after = compared(imported_again)
    for kind in ("chapter", "goal", "measure", "definition"):
        for key, entry in compared(before)[kind].items():
            wanted, found = said(before, entry), said(imported_again, after[kind][key])
            rest = iter(found)
            assert not Counter(wanted) - Counter(found) if kind == "chapter" else all(word in rest for word in wanted), (kind, key)
            if kind == "goal" and not any(isinstance(node, (Link, Citation)) for node in entry.prose.walk()):
                assert found == wanted, (kind, key)


def test_no_words_are_lost_in_reading(trip: tuple[Plan, Imported]) -> None:
    """What is not placed is what planverk prints of fields that NOT_HELD names; in plans as small as these that is much."""
    proof = trip[1].proof()
    assert {each.problem for each in proof.differences} <= {"unprinted"}
    assert proof.placed / proof.total > 0.8


def test_every_field_is_compared_or_named_as_not_held() -> None:
    assert {kind.kind for kind in KINDS} - NOT_HELD.keys() == {"source", "progress", "statement"}
    for kind in KINDS:
        if kind.kind in NOT_HELD:
            assert NOT_HELD[kind.kind] <= set(fields_of(kind)), kind
    assert {Goal.kind, Measure.kind} <= NOT_HELD.keys()


# --- other Word files ---


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str) -> bytes:
    """A Word file of a body and nothing else."""
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def p(text: str, bold: bool = False) -> str:
    return f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows: str, columns: int = 4) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def test_bold_lines_are_headings_where_there_are_no_others_and_typed_bullets_are_lists() -> None:
    document = read_document(docx(p("Innledning", True) + p("Dette er en plan.") + p("• en ting") + p("• en annen")))
    assert [type(block) for block in document.blocks] == [Heading, Paragraph, List]
    assert [text.plain for text in document.texts] == ["Innledning", "Dette er en plan.", "en ting", "en annen"]


def test_a_table_for_everything_with_goals_across_it_and_columns_in_another_order() -> None:
    across = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='4'/></w:tcPr>{p('Trygge skoleveier')}</w:tc></w:tr>"
    merged = "<w:tc><w:tcPr><w:vMerge w:val='{}'/></w:tcPr>{}</w:tc>"
    first, second = (row(*cells).removeprefix("<w:tr>") for cells in (("2027", "Gangfelt", "Male striper."), ("Løpende", "Refleks", "Dele ut.")))
    rows = (
        row("Ansvarlig", "Frist", "Tiltak", "Beskrivelse"),
        across,
        f"<w:tr>{merged.format('restart', p('Teknisk, Oppvekst'))}{first}",
        f"<w:tr>{merged.format('continue', p(''))}{second}",
    )
    document = read_document(docx(p("Tiltak i planen", True) + table(*rows)))
    assert isinstance(document.blocks[1], Table)
    plan = imported(docx(p("Tiltak i planen", True) + table(*rows))).plan
    assert [goal.title for goal in plan.goals.values()] == ["Trygge skoleveier"]
    found: Any = {each.title: (each.home, each.responsible, str(each.deadline), each.prose.runs[0].text) for each in plan.measures.values()}
    assert found == {
        "Gangfelt": ("trygge-skoleveier", ("teknisk", "oppvekst"), "2027", "Male striper."),
        "Refleks": ("trygge-skoleveier", ("teknisk", "oppvekst"), "ongoing", "Dele ut."),
    }


def test_measures_as_headings_with_their_facts_below() -> None:
    body = p("Mål 1: Friske barn", True) + p("Barn skal ha det bra.") + p("Tiltak 1.1 Flere helsesykepleiere", True) + p("Ansette to til.")
    plan = imported(docx(body + p("Ansvarlig: Helsestasjonen") + p("Frist: innen utgangen av 2026") + p("Kostnad: 1,5 mill."))).plan
    (measure,) = plan.measures.values()
    assert (measure.number, measure.title, measure.home) == (1, "Flere helsesykepleiere", "friske-barn")
    assert (measure.responsible, str(measure.deadline), measure.financing) == (("helsestasjonen",), "2026", "1,5 mill.")
    assert [run.text for run in measure.prose.runs] == ["Ansette to til."]


def test_tracked_changes_are_refused_until_they_are_to_be_accepted() -> None:
    data = docx(p("Innledning", True) + "<w:p><w:ins w:id='1' w:author='x'><w:r><w:t>Nytt.</w:t></w:r></w:ins></w:p>")
    with pytest.raises(Refused, match="tracked"):
        read_document(data)
    assert [text.plain for text in read_document(data, accept_changes=True).texts] == ["Innledning", "Nytt."]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 50, docx("")[:-40]], ids=["empty", "zeros", "cut off"])
def test_a_package_that_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_document(data)
