"""The gates of the site and of the Word file know when a word is lost, put in, moved or changed, and when a sign is put in that nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planverk.document.blocks import Paragraph, Text
from planverk.document.document import Document
from planverk.formats.docx import render as render_docx
from planverk.formats.docx.gate import check_docx
from planverk.formats.html import render as render_html
from planverk.formats.html.gate import check_words
from tests.sample import sample_document
from tests.takeback.docx import packed, unpacked

CHANGES: dict[str, tuple[str, str]] = {
    "lost": ("En kort liste", ""),
    "put in": ("En kort liste", "En kort liste og mer"),
    "another number": ("116 123", "116 132"),
    "unseen": ("helse", "hel\u00adse"),
}


@pytest.fixture(scope="module")
def document() -> Document:
    first, *rest = sample_document().sections
    more = Paragraph((Text("En kort liste. Ring 116 123 for helsehjelp."),))
    return replace(sample_document(), sections=(replace(first, blocks=(more, *first.blocks)), *rest))


@pytest.fixture(scope="module")
def word(document: Document) -> dict[str, bytes]:
    return unpacked(render_docx(document))


@pytest.fixture(scope="module")
def pages(document: Document) -> dict[str, str]:
    return {path: data.decode() for path, data in render_html(document).items() if path.endswith(".html")}


def changed(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize("name", CHANGES)
def test_the_gate_of_word_knows_it(name: str, word: dict[str, bytes], document: Document) -> None:
    assert check_docx(packed(word), document) == []
    text = changed(*CHANGES[name])(word["word/document.xml"].decode())
    found = {fault.rule for fault in check_docx(packed(word | {"word/document.xml": text.encode()}), document)}
    assert found == {"sign-unseen" if name == "unseen" else "words-differ"}


@pytest.mark.parametrize("name", CHANGES)
def test_the_gate_of_the_site_knows_it(name: str, pages: dict[str, str], document: Document) -> None:
    check_words(pages, document)
    path = f"{document.sections[0].page}index.html"
    head, mark, main = pages[path].partition("<article")
    with pytest.raises(ValueError, match="signs that the document has not" if name == "unseen" else "the site says"):
        check_words(pages | {path: head + mark + changed(*CHANGES[name])(main)}, document)


def test_a_note_that_is_changed_is_known(word: dict[str, bytes], document: Document) -> None:
    notes = word["word/footnotes.xml"].decode().replace("</w:t>", "x</w:t>")
    assert {fault.rule for fault in check_docx(packed(word | {"word/footnotes.xml": notes.encode()}), document)} == {"words-differ"}
