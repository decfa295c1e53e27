"""A PDF that lost text is not made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planverk.document.blocks import Text
from planverk.render.pdf import TypesettingError, render_pdf
from planverk.render.pdf.gate import check
from planverk.render.pdf.letters import lost_letters
from planverk.render.pdf.promise import promise_of
from tests.sample import sample_document
from tests.support import PLANS, document_of


def test_text_that_is_lost_fails_the_build() -> None:
    document = sample_document()
    pdf = render_pdf(document)
    assert lost_letters(pdf, document, promise_of(document)) == 0
    longer = replace(document, colophon=replace(document.colophon, title=(Text("Om denne utgaven og alt det andre"),)))
    assert 0 < lost_letters(pdf, longer, promise_of(longer)) <= len("ogaltdetandre")
    with pytest.raises(TypesettingError, match="lost-text"):
        check(pdf, longer)


def test_a_line_less_is_noticed_in_a_whole_plan() -> None:
    document = document_of(PLANS["drammen"])
    pdf = render_pdf(document)
    first = document.sections[0]
    more = replace(document, sections=(replace(first, blocks=(*first.blocks, *first.blocks[:1])), *document.sections[1:]))
    assert lost_letters(pdf, document, promise_of(document)) == 0
    assert lost_letters(pdf, more, promise_of(more)) > 50
