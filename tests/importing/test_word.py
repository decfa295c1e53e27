"""Word files that planverk did not make: styles that only look like headings, tables in any layout, tracked changes. Our own: test_round_trip.py."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest

from planverk.importing.foreign import Heading, List, Paragraph, Table
from planverk.importing.read import Refused, read_document
from planverk.word import Unreadable
from tests.importing.imports import imported

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
