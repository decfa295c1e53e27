"""PDFs with tags that lie, run in circles or are not there; and those that nobody can read. Our own with good tags: test_word.py."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planverk.importing.foreign import Heading, words
from planverk.importing.read import Refused, read_document
from tests import built


def changed(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """The example's PDF after a change."""
    made = BytesIO()
    with pikepdf.open(BytesIO(built.pdf("example"))) as pdf:
        change(pdf)
        pdf.save(made, **saving)  # type: ignore[arg-type]
    return made.getvalue()


def in_circles(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary({"/Round": Name("/About"), "/About": Name("/Round")})
    top = root.K if isinstance(root.K, Dictionary) else root.K[0]
    top.K.append(pdf.make_indirect(Dictionary(S=Name("/Round"), K=Array([top]))))
    top.K.append(top)


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_most_tags(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    top = root.K if isinstance(root.K, Dictionary) else root.K[0]
    top.K = Array(list(top.K)[:3])


def test_a_tag_tree_in_circles_is_walked_once() -> None:
    read, sound = read_document(changed(in_circles)), read_document(built.pdf("example"))
    assert (read.way, [text.plain for text in read.texts]) == ("tags", [text.plain for text in sound.texts])


@pytest.mark.parametrize("change", [without_tags, without_most_tags])
def test_where_tags_are_no_help_the_lines_of_the_pages_are_read(change: Callable[[pikepdf.Pdf], None]) -> None:
    read, sound = read_document(changed(change)), read_document(built.pdf("example"))
    assert read.way == "layout" and {"Innleiing", "Omgrep"} <= {block.text.plain for block in read.blocks if isinstance(block, Heading)}
    there = {word for text in read.texts for word in words(text.plain)}
    wanted = [word for text in sound.texts for word in words(text.plain)]
    assert sum(word in there for word in wanted) > 0.9 * len(wanted)


def test_pages_and_notes_are_told() -> None:
    read = read_document(built.pdf("example"))
    assert read.texts[0].page == 1 and {text.page for text in read.texts} > {5, 6, 7}
    assert read.notes.keys() == {"1", "2", "3"}


def blank() -> bytes:
    made, pdf = BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (blank, "pdf-no-text"),
        (lambda: changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b")), "pdf-password"),
        (lambda: b"%PDF-1.7\n" + b"0 0 obj <<" * 5_000, "pdf-damaged"),
    ],
    ids=["without text", "password", "no PDF"],
)
def test_a_pdf_that_nobody_can_read_is_refused(data: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_document(data())
