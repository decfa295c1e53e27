"""Anchors of headings: from their words, the same whatever comes before, unique in the document, and the same in every output."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from hypothesis import strategies as st

from planverk.document.compose import compose
from planverk.document.document import Document, Section
from planverk.document.redline.merge import anchors_of
from planverk.formats.docx import render as render_docx
from planverk.formats.docx.ooxml import bookmark
from planverk.formats.html import render as render_html
from planverk.formats.html.pages import site_of
from planverk.formats.pdf import render as render_pdf
from planverk.reading.plan import read_plan
from tests.examples import base_files, tree_of
from tests.properties import given
from tests.support import REVISION

CHAPTER = "plan/chapters/innledning.md"
GOAL = "plan/goals/felles-innsats.md"


def document(**bodies: str) -> Document:
    """The base plan, with more text in its chapter and in its goal."""
    files = dict(base_files())
    for path, body in ((CHAPTER, bodies.get("chapter", "")), (GOAL, bodies.get("goal", ""))):
        files[path] += f"\n{body}\n".encode()
    plan, _ = read_plan(tree_of(files))
    return compose(plan, REVISION, REVISION.when)


def names(*titles: str) -> list[str]:
    """What the anchors of headings with these titles end with."""
    body = "\n\n".join(f"## {title}" for title in titles)
    anchors = [section.anchor for section in parts(document(chapter=body))]
    assert all(anchor.startswith("kapittel-innledning--") for anchor in anchors)
    return [anchor.removeprefix("kapittel-innledning--") for anchor in anchors]


def parts(document: Document, anchor: str = "kapittel-innledning") -> list[Section]:
    """The parts of a section, at any depth, in order."""
    (top,) = (section for section in document.sections if section.anchor == anchor)
    return list(below(top))


def below(section: Section) -> list[Section]:
    return [each for child in section.sections for each in (child, *below(child))]


TITLES = {
    ("Kjønn", "Alder"): ["kjonn", "alder"],
    ("Utval", "Kjønn", "Alder"): ["utval", "kjonn", "alder"],
    ("Ærlig og åpen", "ÆRLIG OG ÅPEN"): ["aerlig-og-apen", "aerlig-og-apen--2"],
    ("Del", "Del 2", "Del", "Del"): ["del", "del-2", "del--2", "del--3"],
    ("Åpen", "A\u030apen"): ["apen", "apen--2"],
    ("§ 3-1. Kommunens «ansvar»", "CO₂ og én–to"): ["3-1-kommunens-ansvar", "co2-og-en-to"],
    ("*Viktig* **ord**", "Se [lenken](https://dome.example)[^a]"): ["viktig-ord", "se-lenken"],
    ("???", "العربية", "العربية"): ["a03b221c", "d2741598", "d2741598--2"],
    ("Selvmordsforebyggende", "ord " * 60): ["selvmordsforebyggende", "-".join(["ord"] * 25)],
}


@pytest.mark.parametrize("titles", TITLES, ids=" ".join)
def test_an_anchor_is_made_of_the_headings_words(titles: tuple[str, ...]) -> None:
    assert names(*titles) == TITLES[titles]


WORDS = st.sampled_from(("Kjønn", "Alder", "Del", "Del 2", "Tiltak", "Planverk", "??", "Å", "å"))


@given(st.lists(WORDS, max_size=6), st.integers(0, 6), st.sampled_from(("Nytt", "Noe annet")))
def test_an_anchor_holds_where_another_heading_comes_before(titles: list[str], at: int, new: str) -> None:
    before = names(*titles)
    assert len(set(before)) == len(before)
    assert names(*titles[:at], new, *titles[at:]) == [*before[:at], *names(new), *before[at:]]


def test_no_anchor_of_a_part_is_that_of_another_entry_or_part() -> None:
    """Ids and headings that would have run into each other with one hyphen between them."""
    files = dict(base_files()) | {
        "plan/chapters/innledning-kjonn.md": b"---\ntitle: A\n---\n\nTekst.\n",
        "plan/chapters/innledning-1.md": b"---\ntitle: B\n---\n\nTekst.\n",
        "plan/goals/felles-innsats-tiltak.md": b"---\nnumber: 2\ntitle: C\n---\n\nTekst.\n",
        "plan/goals/felles-innsats-planverk.md": b"---\nnumber: 3\ntitle: D\n---\n\nTekst.\n",
        "plan/measures/felles-rutine-fakta.md": b"---\nnumber: 2\ntitle: E\ngoal: felles-innsats\n---\n\nTekst.\n",
    }
    files[CHAPTER] += "\n## Kjønn\n\nTekst.\n".encode()
    files[GOAL] += b"\n## Tiltak\n\nTekst.\n\n## Planverk\n\nTekst.\n"
    files["plan/plan.yaml"] = files["plan/plan.yaml"].replace(b"contents:\n", b"contents:\n  - chapter:innledning-kjonn\n  - chapter:innledning-1\n")
    plan, _ = read_plan(tree_of(files))
    made = compose(plan, REVISION, REVISION.when)
    assert [section.anchor for section in parts(made, "mal-felles-innsats")] == [
        "mal-felles-innsats--tiltak--2",
        "mal-felles-innsats--planverk--2",
        "mal-felles-innsats--tiltak",
        "mal-felles-innsats--planverk",
    ]
    places = site_of(made).places  # refuses an anchor that stands twice
    assert {"kapittel-innledning--kjonn", "kapittel-innledning-kjonn", "kapittel-innledning-1"} <= places.keys()
    assert places["tiltak-felles-rutine-fakta"].address == "tiltak/felles-rutine-fakta/"
    marks = [bookmark(anchor) for anchor in anchors_of(made)]
    assert len({mark.lower() for mark in marks}) == len(marks)


def test_every_output_has_the_same_anchors(tmp_path: Path) -> None:
    made = document(chapter="## Kjønn\n\nTekst.\n\n## Slik er alle tallene hentet inn i kommunen\n\nTekst.\n\n## Kjønn\n\nTekst.")
    wanted = [section.anchor for section in parts(made)]
    assert wanted == [
        "kapittel-innledning--kjonn",
        "kapittel-innledning--slik-er-alle-tallene-hentet-inn-i-kommunen",
        "kapittel-innledning--kjonn--2",
    ]
    page = render_html(made, tmp_path)["kapittel/innledning/index.html"].decode()
    assert re.findall(r' id="(kapittel-innledning--[^"]*)"', page) == wanted
    body = ZipFile(BytesIO(render_docx(made))).read("word/document.xml").decode()
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="(kapittel_innledning_[^"]*)"', body)
    assert marks == ["kapittel_innledning__kjonn", "kapittel_innledning_slik_er_XF917CF5B0F", "kapittel_innledning__kjonn__2"]
    with pikepdf.open(BytesIO(render_pdf(made))) as pdf:
        found = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert set(wanted) <= set(found)
