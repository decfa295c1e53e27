"""A plan speaks one language, whichever of the three it is; what it says in another is shown as such, in every output."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html
from lxml.html import HtmlElement

from planverk.catalogue import FOLDER, load_words
from planverk.document.blocks import Foreign, Table
from planverk.document.document import Document, Section
from planverk.document.walk import every_inline, lines, plain
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.pdf import render as render_pdf
from planverk.model.planfile import LANGUAGES, Titles
from tests import built
from tests.examples import check_files
from tests.support import PLANS, copied, document_of, plan_of
from tests.takeback import docx as docx_back
from tests.takeback import expected, squeeze
from tests.takeback import html as html_back
from tests.takeback import pdf as pdf_back

SPEAKERS = {"nb": "drammen", "nn": "nynorsk", "en": "english"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLES = {"Handlingsplan for bibliotek", "Innledning", "Et bibliotek i nærheten", "Lengre åpningstider"}


def words_in(text: str) -> set[str]:
    """The words of three letters or more, in small letters."""
    return {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}


def shown(files: dict[str, bytes]) -> Iterator[str]:
    """All that a reader of the site sees or hears."""
    for name, data in files.items():
        if name.endswith(".html"):
            tree: HtmlElement = html.document_fromstring(data.decode())
            for element in tree.xpath("//script | //style"):
                element.drop_tree()
            yield tree.text_content()
            yield from tree.xpath("//@aria-label | //@alt | //@title | //@placeholder | //@data-count | //@data-none | //@data-hint")
            yield from tree.xpath("//meta[@name='description' or starts-with(@property, 'og:')]/@content")


def typed(root: Path) -> str:
    """All that the plan's author typed."""
    return "\n".join(path.read_text(encoding="utf-8") for folder in ("plan", "planverk.toml") for path in sorted(_files(root / folder)))


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]


def test_a_title_and_a_term_may_have_every_language_of_plans() -> None:
    assert set(LANGUAGES) == set(Titles.model_fields)


def test_a_document_has_words_of_its_own_in_every_language_of_plans() -> None:
    assert [language for language in LANGUAGES if not (FOLDER / language / "document.toml").is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_document_is_of_another_language(language: str) -> None:
    root = PLANS[SPEAKERS[language]]
    document = document_of(root)
    own = words_in("\n".join(load_words("document", language).values())) | words_in(typed(root))
    others = words_in("\n".join(word for other in LANGUAGES if other != language for word in load_words("document", other).values()))
    seen = words_in("\n".join(shown(render_html(document))))
    assert len(seen & own) > 200
    assert seen & (others - own) == set()


def test_the_document_is_tagged_with_its_language() -> None:
    tags = {language: document_of(PLANS[plan]).language for language, plan in SPEAKERS.items()}
    assert tags == {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def test_an_english_plan_writes_numbers_and_dates_in_english(english: Document) -> None:
    assert english.status.line == "The plan is a draft. It has not been adopted."
    assert english.help is not None
    told = " ".join(plain(line) for block in english.help.blocks for line in lines(block)).replace("\u00a0", " ")
    assert "23 November 2026" in told


# --- titles in other languages


@pytest.fixture(scope="module")
def english() -> Document:
    return document_of(PLANS["english"])


def titles_of(document: Document) -> Section:
    (section,) = (below for top in document.sections if top.role == "definitions" for below in top.sections)
    return section


def test_titles_stand_beside_the_terms(english: Document) -> None:
    section = titles_of(english)
    (table,) = section.blocks
    assert isinstance(table, Table) and plain(section.title) == "Titles in other languages"
    assert [plain(column.title) for column in table.columns] == ["English", "Bokmål", "Nynorsk"]
    assert [["".join(plain(line) for block in cell for line in lines(block)) for cell in row.cells] for row in table.rows] == [
        ["Action plan for libraries", "Handlingsplan for bibliotek", "–"],
        ["Introduction", "Innledning", "–"],
        ["A library close by", "Et bibliotek i nærheten", "Eit bibliotek i nærleiken"],
        ["Longer opening hours", "Lengre åpningstider", "–"],
    ]
    foreign = [inline for row in table.rows for cell in row.cells for block in cell for line in lines(block) for inline in every_inline(line)]
    assert [inline.language for inline in foreign if isinstance(inline, Foreign)] == ["nb", "nb", "nb", "nn", "nb"]


def test_a_plan_without_terms_has_its_titles_all_the_same(tmp_path: Path) -> None:
    root = copied("english", tmp_path)
    (root / "plan/definitions/branch-library.md").unlink()
    introduction = root / "plan/chapters/introduction.md"
    introduction.write_text(
        introduction.read_text(encoding="utf-8").replace("[branch library](definition:branch-library)", "branch"), encoding="utf-8"
    )
    document = document_of(root)
    assert plain(titles_of(document).title) == "Titles in other languages"
    assert next(top for top in document.sections if top.role == "definitions").blocks == ()


def test_a_plan_without_a_part_for_terms_has_its_titles_last(tmp_path: Path) -> None:
    root = copied("english", tmp_path)
    (root / "plan/definitions/branch-library.md").unlink()
    for path, text in (("chapters/introduction.md", "[branch library](definition:branch-library)"), ("plan.yaml", "  - definitions\n")):
        file = root / "plan" / path
        assert text in file.read_text(encoding="utf-8")
        file.write_text(file.read_text(encoding="utf-8").replace(text, ""), encoding="utf-8")
    document = document_of(root)
    titles = document.sections[-1]
    assert (plain(titles.title), titles.level, titles.page, titles.role) == ("Titles in other languages", 1, "titles/", "part")
    (table,) = titles.blocks
    assert isinstance(table, Table) and len(table.rows) == 4
    site = render_html(document)
    tree: HtmlElement = html.document_fromstring(site["titles/index.html"].decode())
    assert {element.text_content() for element in tree.xpath("//main//*[@lang='nb']")} == set(TITLES)
    assert b'href="titles/' in site["index.html"] or b'href="titles/index.html' in site["index.html"]
    promised = expected(document)
    assert html_back.take(site, document).text == pdf_back.take(render_pdf(document)).text == promised.text
    assert docx_back.take(render_docx(document)).text == docx_back.in_word(promised).text


def test_a_plan_in_one_language_has_no_such_table() -> None:
    for plan in ("nynorsk", "drammen", "example"):
        assert all(not top.sections for top in document_of(PLANS[plan]).sections if top.role == "definitions")


def test_the_plan_keeps_what_was_typed() -> None:
    plan = plan_of(PLANS["english"])
    assert plan.head.title_in is not None and plan.head.title_in.nb == "Handlingsplan for bibliotek"
    assert plan.measures["book-bus"].title_in is None


def test_the_site_tags_them() -> None:
    tree: HtmlElement = html.document_fromstring(built.site("english")["definitions/index.html"].decode())
    assert {element.text_content() for element in tree.xpath("//main//*[@lang='nb']")} == {*TITLES, "Bibliotekfilial"}
    assert "Eit bibliotek i nærleiken" in {element.text_content() for element in tree.xpath("//main//*[@lang='nn']")}


def test_word_tags_them() -> None:
    with zipfile.ZipFile(BytesIO(built.docx("english"))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    tagged: dict[str, str] = {}
    for run in root.iter(f"{WORD}r"):
        tag = run.find(f"{WORD}rPr/{WORD}lang")
        if tag is not None:
            language = str(tag.get(f"{WORD}val"))
            tagged[language] = tagged.get(language, "") + "".join(text.text or "" for text in run.iter(f"{WORD}t"))
    norwegian = squeeze("".join(text for language, text in tagged.items() if language.startswith("nb")))
    assert all(squeeze(title) in norwegian for title in TITLES)


def test_the_pdf_tags_them() -> None:
    with pikepdf.open(BytesIO(built.pdf("english"))) as pdf:
        languages = {str(item.Lang) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}
    assert {"en-GB", "nb", "nn"} <= {language if language != "en" else "en-GB" for language in languages}


def test_the_same_bytes_twice(english: Document) -> None:
    assert render_html(english) == built.site("english")
    assert render_pdf(english) == built.pdf("english")


def test_a_title_in_a_language_that_nobody_knows_is_a_finding() -> None:
    text = "---\nnumber: 1\ntitle: Innsats\ntitle_in:\n  sv: Gemensamma insatser\nrelated:\n  - folkehelse#fellesskap\n---\n\nVi samarbeider.\n"
    said = check_files({"plan/goals/felles-innsats.md": text.encode()})
    assert [(item.rule, item.location.span.start) for item in said if item.severity.value == "error"] == [("unknown-field", (5, 3))]
