"""A PDF that lost text is not made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pikepdf import Array, Pdf

from planverk.document.blocks import Text
from planverk.errors import UserError
from planverk.formats.pdf.gate import check
from tests import built
from tests.mutations import mutated
from tests.sample import sample_document


def test_text_that_is_lost_fails_the_build() -> None:
    document = sample_document()
    longer = replace(document, colophon=replace(document.colophon, title=(Text("Om denne utgaven og alt det andre"),)))
    with pytest.raises(UserError, match="text-differs"):
        check(built.pdf("sample"), longer)


def test_text_beyond_the_page_fails_the_build() -> None:
    with pytest.raises(UserError, match="lost-text"):
        check(mutated(built.pdf("sample"), _narrower), sample_document())


def _narrower(pdf: Pdf) -> None:
    pdf.pages[3].mediabox = Array([0, 0, 300, 842])
