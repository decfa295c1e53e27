"""Words, heading order, table shapes and link targets taken back from each output equal those of the Document."""

from __future__ import annotations

import pytest

from planverk.document.redline.bracketed import bracketed
from planverk.formats.epub import render as render_epub
from planverk.formats.pdf import render as render_pdf
from planverk.formats.txt import render as render_txt
from tests import built
from tests.sample_marked import marked_document
from tests.support import PLANS
from tests.takeback import Taken, expected, expected_text
from tests.takeback import docx as docx_back
from tests.takeback import epub as epub_back
from tests.takeback import html as html_back
from tests.takeback import pdf as pdf_back
from tests.takeback import txt as txt_back


@pytest.fixture(scope="module", params=["sample", "marked", *sorted(PLANS)])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def same(taken: Taken, promised: Taken) -> None:
    assert taken.headings == promised.headings
    assert taken.tables == promised.tables
    assert taken.notes == promised.notes
    assert taken.addresses == promised.addresses
    assert taken.alternatives == promised.alternatives
    assert taken.references is None or taken.references == promised.references
    assert taken.text == promised.text


def test_pdf(name: str) -> None:
    same(pdf_back.take(built.pdf(name)), expected(built.document(name)))


def test_pdf_in_brackets() -> None:
    document = bracketed(marked_document())
    same(pdf_back.take(render_pdf(document)), expected(document))


def test_docx(name: str) -> None:
    same(docx_back.take(built.docx(name)), docx_back.in_word(expected(built.document(name))))


def test_html(name: str) -> None:
    document, files = built.document(name), built.site(name)
    same(html_back.take(files, document), expected(document))
    for page in document.pages:
        assert html_back.take_page(files, page.section) == expected_text(page.section), page.section.page


def test_txt(name: str) -> None:
    document = built.document(name)
    read = bracketed(document) if document.redline else document
    same(txt_back.take(render_txt(document), read), txt_back.in_text(read))


def test_epub(name: str) -> None:
    document = built.document(name)
    promised = expected(bracketed(document) if document.redline else document)
    same(epub_back.take(render_epub(document)), promised)
