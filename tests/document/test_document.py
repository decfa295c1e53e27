"""The document that a plan becomes: order, numbers, words, and every reference answered."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from planverk.document.blocks import (
    Block,
    BulletList,
    Card,
    CrossReference,
    DefinitionList,
    Figure,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Table,
    Text,
)
from planverk.document.compose import compose
from planverk.document.document import Document, Section
from planverk.document.typography import NO_BREAK, number, sort_key, typeset
from planverk.document.walk import every_block, lines
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.extremes import files_of
from tests.support import PLANS, REVISION, ROOT, copied, document_of
from tests.takeback import _blocks, _inlines, _sections, _text, expected


@pytest.fixture(scope="module", params=sorted(PLANS))
def document(request: pytest.FixtureRequest) -> Document:
    return document_of(PLANS[request.param])


def anchors(document: Document) -> Iterator[str]:
    for top in (document.colophon, *document.sections):
        for section in _sections(top):
            yield section.anchor
        for block in _blocks(top):
            match block:
                case Table(rows=rows):
                    yield from (anchor for anchor in (block.anchor, *(row.anchor for row in rows)) if anchor)
                case Figure() | Card():
                    yield from filter(None, [block.anchor])
                case DefinitionList(items=items):
                    yield from (item.anchor for item in items if item.anchor)
                case Paragraph() | BulletList() | NumberedList() | Quote():
                    pass


def flow(document: Document) -> list[Block | Section]:
    return [document.colophon, *([document.help] if document.help else []), *document.sections]


def test_every_cross_reference_leads_somewhere(document: Document) -> None:
    found = set(anchors(document))
    referred = {inline.anchor for part in flow(document) for inline in _inlines(part, notes=True) if isinstance(inline, CrossReference)}
    assert referred - found == set()


def test_anchors_and_pages_are_unique(document: Document) -> None:
    found = list(anchors(document))
    assert len(found) == len(set(found))
    pages = [section.page for top in (document.colophon, *document.sections) for section in _sections(top) if section.page]
    assert len(pages) == len(set(pages))


def test_notes_are_numbered_in_reading_order(document: Document) -> None:
    numbers = [inline.number for part in flow(document) for inline in _inlines(part, notes=True) if isinstance(inline, Note)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_levels_follow_each_other_and_level_one_has_pages(document: Document) -> None:
    level = 0
    for top in (document.colophon, *document.sections):
        assert top.level == 1
        assert top.page
        for section in _sections(top):
            assert 1 <= section.level <= level + 1
            level = section.level


def test_tables_are_whole(document: Document) -> None:
    for part in flow(document):
        for block in _blocks(part):
            if isinstance(block, Table):
                assert abs(sum(column.share for column in block.columns) - 1) < 1e-6
                assert all(len(row.cells) == len(block.columns) for row in block.rows)
                assert all(_text(column.title) for column in block.columns)


def test_drammen_in_numbers() -> None:
    document = document_of(ROOT)
    goals = [section for section in document.sections if section.role == "goal"]
    assert [goal.number for goal in goals] == ["1", "2", "3", "4", "5"]
    overview = next(section for section in document.sections if section.role == "overview")
    table = next(block for block in overview.blocks if isinstance(block, Table))
    assert len(table.rows) == 11
    assert [_text(column.title) for column in table.columns] == ["Nr.", "Tiltak", "Mål", "Nasjonalt mål", "Ansvarlig funksjon"]
    related = [item for goal in goals for block in goal.sections[-1].blocks if isinstance(block, DefinitionList) for item in block.items]
    assert sum(len(block.items) for item in related for block in item.blocks if isinstance(block, BulletList)) == 24
    assert len(expected(document).notes) == 10
    definitions = next(section for section in document.sections if section.role == "definitions")
    assert sum(len(block.items) for block in definitions.blocks if isinstance(block, DefinitionList)) == 8
    resources = next(section for section in document.sections if section.role == "resources")
    assert [sum(len(block.items) for block in section.blocks if isinstance(block, DefinitionList)) for section in resources.sections] == [2, 5, 2]


def test_drammen_says_where_it_stands_and_what_is_missing() -> None:
    document = document_of(ROOT)
    assert document.status.key == "adopted"
    assert document.status.line.replace(NO_BREAK, " ") == "Vedtatt av kommunestyret 12. desember 2023 i sak 24/23. Klarspråkutgave."
    assert document.period == "2024–2027"
    assert document.version == "versjon 01234567"
    missing = [
        _text(block.children) for part in flow(document) for block in _blocks(part) if isinstance(block, Paragraph) and block.role == "missing"
    ]
    assert any("3 Begrenset tilgang til metode" in text for text in missing)
    assert any("Innholdet er derfor gjengitt med ord" in text for text in missing)
    text = "".join(inline.text for part in flow(document) for inline in _inlines(part, notes=False) if isinstance(inline, Text))
    assert "Klarspråkutgave" in text
    assert "forslag" in text


def test_a_nynorsk_plan_has_nynorsk_words() -> None:
    document = document_of(PLANS["nynorsk"])
    assert document.language == "nn-NO"
    assert document.status.line == "Planen er på høyring. Han er ikkje vedteken."
    headings = [_text(section.heading) for top in document.sections for section in _sections(top)]
    assert {"Slik gjer vi det", "Omgrep", "Ansvarlege funksjonar", "Måla og dei nasjonale måla"} <= set(headings)


def test_typography() -> None:
    assert typeset("i 2022 hadde 100 000 innbyggere 25 % av 8 selvmord i sak 24/23 den 12. desember 2023") == (
        f"i 2022 hadde 100{NO_BREAK}000 innbyggere 25{NO_BREAK}% av 8 selvmord i sak{NO_BREAK}24/23 den 12.{NO_BREAK}desember 2023"
    )
    assert (
        typeset("ring 116 123, 22 40 00 40 eller 800 33 321")
        == f"ring 116{NO_BREAK}123, 22{NO_BREAK}40{NO_BREAK}00{NO_BREAK}40 eller 800{NO_BREAK}33{NO_BREAK}321"
    )
    assert number("12345.5", "nb") == f"12{NO_BREAK}345,5"
    assert number("4000", "nb") == "4000"
    assert number("-3,25", "en") == "−3.25"
    assert number("", "nb") == "–"
    assert sorted(["Åpenhet", "Ærlighet", "Zoo", "Aamodt", "Øst", "Abel", "École"], key=sort_key) == [
        "Abel",
        "École",
        "Zoo",
        "Ærlighet",
        "Øst",
        "Aamodt",
        "Åpenhet",
    ]


def test_a_citation_in_a_footnote_is_no_note_within_a_note(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    chapter = root / "plan/chapters/metode.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nKven svarte?[^a]\n\n[^a]: Alle vaksne [@undersoking].\n", encoding="utf-8")
    assert "AllevaksneInnbyggjarundersøking" in expected(document_of(root)).notes
    assert all(not isinstance(inner, Note) for note in all_notes(document_of(root)) for block in note.blocks for inner in _inlines(block, notes=True))


def all_notes(document: Document) -> list[Note]:
    return [inline for part in flow(document) for inline in _inlines(part, notes=True) if isinstance(inline, Note)]


def test_a_reference_to_what_is_not_printed_is_plain_text(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    head = root / "plan/plan.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("  - definitions\n", "").replace("  - references\n", ""), encoding="utf-8")
    document = document_of(root)
    referred = {inline.anchor for part in flow(document) for inline in _inlines(part, notes=True) if isinstance(inline, CrossReference)}
    assert referred <= set(anchors(document))


def test_settings_of_the_repository_are_readable() -> None:
    assert tomllib.loads((ROOT / "planverk.toml").read_text(encoding="utf-8"))["theme"]["primary"] == "#0f4057"


@pytest.mark.parametrize(
    ("status", "more", "line"),
    [
        ("superseded", {}, "Planen er erstattet av en nyere plan og gjelder ikke lenger."),
        ("superseded", {"successor"}, "Planen er erstattet av «Ny plan» og gjelder ikke lenger."),
        (
            "superseded",
            {"successor", "adoption"},
            "Planen er erstattet av «Ny plan» og gjelder ikke lenger. Den ble vedtatt av Kommunestyret 12.\u00a0desember 2023 i sak\u00a024/23.",
        ),
        ("adopted", {"adoption"}, "Vedtatt av Kommunestyret 12.\u00a0desember 2023 i sak\u00a024/23."),
        ("adopted", {}, "Planen er vedtatt. Hvem som vedtok den, og når, er ikke oppgitt."),
        ("hearing", {"successor"}, "Planen er på høring. Den er ikke vedtatt."),
    ],
)
def test_the_status_says_who_adopted_the_plan_and_what_came_after_it(status: str, more: set[str], line: str) -> None:
    files = dict(files_of("bare"))
    head = files["plan/plan.yaml"].decode().replace('status: "draft"', f"status: {status}")
    head += "successor:\n  title: Ny plan\n  url: https://dome.example/ny\n" if "successor" in more else ""
    head += "adoption:\n  body: Kommunestyret\n  date: 2023-12-12\n  case: 24/23\n" if "adoption" in more else ""
    plan, _ = read_plan(Tree(files | {"plan/plan.yaml": head.encode()}))
    document = compose(plan, REVISION, REVISION.when)
    assert document.status.line == line
    links = [inline for block in every_block(document.colophon.blocks) for run in lines(block) for inline in run if isinstance(inline, Link)]
    assert [link.address for link in links if "/ny" in link.address] == (["https://dome.example/ny"] if "successor" in more else [])


def test_words_of_other_languages_are_told() -> None:
    source = {"plan/references/sources/survey.yaml": b"type: report\ntitle: The survey\npublisher: WHO\nissued: 2024\nlanguage: en\n"}
    chapter = b"---\ntitle: Tekst\n---\n\nTrivsel, [well-being](lang:en) [@survey].\n"
    term = b"---\nterm:\n  nn: Einsemd\n  en: Loneliness\n---\n\nMeining.\n"
    files = files_of("bare") | source | {"plan/chapters/tekst.md": chapter, "plan/definitions/einsemd.md": term}
    plan, _ = read_plan(Tree(files))
    found = expected(compose(plan, REVISION, REVISION.when)).languages
    assert found == {"en": "wellbeingLonelinessThesurveyThesurvey", "nn": "Einsemd"}
