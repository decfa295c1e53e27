"""What moved in a redline is Word's own move, and both editions come out of it."""

from __future__ import annotations

from lxml import etree

from planverk.document.blocks import Paragraph
from planverk.document.redline import redline as merged
from planverk.formats.docx import render as render_docx
from tests.formats.docx.test_word_redlines import with_blocks
from tests.sample import paragraph, words
from tests.takeback.docx import W, part
from tests.word_redlines import WHEN, between


def test_what_moved_is_a_move_in_word_with_what_changed_on_the_way_inside() -> None:
    text = "Noe av grunnen kan {}være trange kjønnsroller og {}forventninger."
    then, now = (Paragraph(words(text.format(*put))) for put in (("", "sterke "), ("ikke ", "")))
    stays = paragraph("Her står det noe annet, som blir der det er.")
    before, after = (with_blocks(*blocks) for blocks in ((then, stays, stays), (stays, now, stays)))
    made = render_docx(merged(before, after, "Døme kommune", WHEN))
    root = part(made, "document")
    bounds = list(root.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart"))
    assert sorted((etree.QName(each).localname, each.get(f"{W}name")) for each in bounds) == [
        ("moveFromRangeStart", "move1"), ("moveToRangeStart", "move1"),
    ]  # fmt: skip
    said = {
        kind: "".join(text.text or "" for text in root.iter(f"{W}t") if next(text.iterancestors(f"{W}{kind}"), None) is not None)
        for kind in ("moveFrom", "moveTo")
    }
    assert said["moveFrom"] == said["moveTo"] == "Noe av grunnen kan være trange kjønnsroller og forventninger."
    marked = {
        kind: [" ".join("".join(map(str, each.itertext())).split()) for each in root.iter(f"{W}{kind}") if len(each)] for kind in ("ins", "del")
    }
    assert "ikke" in marked["ins"] and "sterke" in marked["del"]
    between(before, after)
