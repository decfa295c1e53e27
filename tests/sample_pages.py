"""What the sample document holds beside its text: pages of entries, counts, what rows are found by."""

from __future__ import annotations

from datetime import UTC, datetime

from planverk.document.blocks import Definition, DefinitionList, Foreign, Inlines, Paragraph, Row, Text
from planverk.document.document import Page, Section
from planverk.document.records import Change, DataFile, Degree, Facet, Moved, Tally

_GOAL = Facet("goal", "felles-innsats", "Mål 1: Felles innsats", "00001")
FIRST_FACETS = (_GOAL, Facet("function", "koordinator", "Folkehelsekoordinator", "f"), Facet("progress", "unreported", "Ikke meldt", "6"))
SECOND_FACETS = (
    _GOAL,
    Facet("function", "frivilligsentral", "Frivilligsentralen", "e"),
    Facet("deadline", "2026", "2026", "2026-12-31"),
    Facet("progress", "started", "I gang", "2"),
)
MOVED = (
    Moved("tiltak-kafe", "tiltak/kafe/", "tiltak-moteplass"),
    Moved("kilde-sporring", "", "kilde-undersokelse"),
    Moved("tiltak-felles-rutine", "tiltak/felles-rutine/", "tiltak-moteplass"),
)
FILES = (DataFile("ensomme.csv", "Andelen som sier at de er ensomme", "År,Døme\n2020,21\n".encode()),)
HISTORY = (
    Change("2" * 40, datetime(2025, 12, 12, 10, 30, tzinfo=UTC), "plan: møteplassen er åpen hver uke"),
    Change("1" * 40, datetime(2025, 11, 1, 8, 0, tzinfo=UTC), "plan: første utkast"),
)

TALLY = Tally("Av 2 tiltak: 1 i gang og 1 ikke meldt.", 2, (Degree("started", "I gang", 1), Degree("unreported", "Ikke meldt", 1)))


def entry_pages(measures: tuple[Row, ...], definitions: Section) -> tuple[Page, ...]:
    """A page for each measure and each term, one for the goals and one for the data."""
    (glossary,) = (block for block in definitions.blocks if isinstance(block, DefinitionList))
    goals = Section("alle-mal", 1, _words("Målene i planen"), (_paragraph("Planen har ett mål."),), page="mal/", role="goals")
    data = Section("data", 1, _words("Data og nedlasting"), (_paragraph("Her er filene."),), page="data/", role="data")
    return (
        Page(goals),
        *(
            Page(
                Section(row.anchor, 1, _title(row), row.cells[2], label=f"Tiltak {number}", page=row.page, role="entry"),
                "mal/felles-innsats/",
                "measure",
            )
            for number, row in enumerate(measures, 1)
        ),
        *(Page(Section(item.anchor, 1, item.term, item.blocks, page=item.page, role="entry"), "begreper/", "definition") for item in glossary.items),
        Page(data),
    )


def _title(row: Row) -> Inlines:
    (title,) = row.cells[1]
    assert isinstance(title, Paragraph)
    return title.children


def _words(text: str) -> Inlines:
    return (Text(text),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_words(text))


TERM = Definition(
    _words("Ensomhet"),
    (
        _paragraph("En følelse av å mangle samvær som en ønsker seg."),
        Paragraph((Text("nynorsk: "), Foreign("nn", _words("Einsemd"))), "small"),
    ),
    "begrep-ensomhet",
    "begrep/ensomhet/",
    ("ensomhet", "ensomheten", "ensomme"),
)
