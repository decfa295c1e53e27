"""Floor 6: citations with places, several in one note; laws apart; all told the same after the plan's text is written in its fixed form."""

from __future__ import annotations

from planverk.authoring.rename import rename
from planverk.compare.markdown import markdown_of
from planverk.document.blocks import Note
from planverk.document.walk import every_block, every_inline, lines, plain
from planverk.reading.tree import read_folder
from planverk.source.markdown import read_markdown
from planverk.source.prose import Citation
from tests.kinds import KINDS, document

RUS = KINDS / "rusmiddelpolitisk"


def cited(text: str) -> list[tuple[str, str | None, bool | None]]:
    return [(node.source, node.locator, node.joined) for node in read_markdown("x.md", text, 0)[0].walk() if isinstance(node, Citation)]


def test_a_citation_may_have_a_place_and_others_beside_it() -> None:
    assert cited("Slik [@a].") == [("a", None, None)]
    assert cited("Slik [@lov, § 1-7 d].") == [("lov", "§ 1-7 d", None)]
    assert cited("Slik [@a; @b,  s. 12;@c].") == [("a", None, None), ("b", "s. 12", True), ("c", None, True)]
    assert cited("Slik [@a; b], [@a,], [@] og [@a; @].") == []


def test_the_fixed_form_says_the_same() -> None:
    for text in ("Slik [@a; @b, s. 12] og [@c, § 3][@d].", "[@a, kap. 8; @a, kap. 9]"):
        form = markdown_of(read_markdown("x.md", text, 0)[0])
        assert cited(form) == cited(text) and markdown_of(read_markdown("x.md", form, 0)[0]) == form


def test_one_note_tells_each_source_with_its_place() -> None:
    notes = [
        inline
        for section in document(RUS).sections
        for block in every_block(section.blocks)
        for run in lines(block)
        for inline in every_inline(run)
        if isinstance(inline, Note)
    ]
    texts = [[plain(run) for block in note.blocks for run in lines(block)] for note in notes]
    assert [len(each) for each in texts] == [1, 2]
    assert texts[0][0].startswith("Alkoholloven §\u00a01-7 d: Lov om omsetning av alkoholholdig drikk m.v. (alkoholloven). LOV-1989-06-02-27")
    assert texts[1][1].startswith("Alkoholforskriften kap.\u00a08: Forskrift om omsetning")


def test_laws_stand_in_a_list_of_their_own() -> None:
    references = next(section for section in document(RUS).sections if section.role == "references")
    assert [plain(section.title) for section in references.sections][-1] == "Lover og forskrifter"


def test_a_source_is_renamed_in_every_citation() -> None:
    edits = rename(read_folder(RUS), "source:alkoholloven", "alkohol")
    changed = b"".join(each.after or b"" for each in edits if each.path.endswith(".md"))
    assert b"[@alkohol, \xc2\xa7 1-7 d]" in changed and b"[@alkohol, \xc2\xa7 1-7 d f\xc3\xb8rste ledd; @alkoholforskriften, kap. 8]" in changed
