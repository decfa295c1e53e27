"""A marked document in brackets: what stands where, and that nothing is left to marks alone."""

from __future__ import annotations

from dataclasses import replace

from planverk.document.blocks import Block, BulletList, Deleted, Inserted, Link, Paragraph, Revised, Text
from planverk.document.document import Document
from planverk.document.redline import redline
from planverk.document.redline.bracketed import BRACKETS, bracketed
from planverk.document.walk import every_block, lines, plain
from planverk.formats.pdf.expected import letters
from tests.document.test_redline import everything, is_gone
from tests.documents import Drawn, documents
from tests.history import WHEN
from tests.properties import given
from tests.sample import words
from tests.sample_marked import marked_document


def text_of(document: Document) -> str:
    """All text and labels in reading order."""
    return "".join(thing.text if isinstance(thing, Text) else getattr(thing, "label", "") for thing, _ in everything(document))


def kept(document: Document) -> str:
    """Letters and digits of the text that did not go out."""
    found = (thing for thing, above in everything(document) if not any(map(is_gone, (*above, thing))))
    return letters("".join(thing.text if isinstance(thing, Text) else getattr(thing, "label", "") for thing in found))


@given(documents(), documents(), examples=60)
def test_brackets_stand_for_all_marks(before: Drawn, after: Drawn) -> None:
    made = bracketed(redline(before.document, after.document, "", WHEN))
    assert not any(isinstance(thing, Revised) or getattr(thing, "mark", "") for thing, _ in everything(made))
    for opening, closing in BRACKETS.values():
        assert text_of(made).count(opening) == text_of(made).count(closing)
    assert kept(made) == kept(after.document)


def test_the_sample_in_brackets() -> None:
    chapter = bracketed(marked_document()).sections[-1]
    came = chapter.sections[0]
    headings = [plain(section.heading) for section in (chapter, came, *came.sections)]
    assert headings == ["Endringer", "Blokker inserted", "[+\u00a0Del 1: Over inserted\u00a0+]"]
    assert [line.replace("\u00a0", "_") for line in (*_lines(chapter.blocks), *_lines(came.blocks))] == [
        "Kommunen [−_kan_−] [+_skal_+] bruke skjemaet [+_for alle_+] [+_hvert år_+].",
        "står",
        "[−_gikk ut_−]",
        "[+_kom inn",
        "under_+]",
        "Frist",
        "[−_Finansiering",
        "[+_Nivå",
        "[−_2026_−] [+_2027_+]",
        "tilskudd_−]",
        "universelt_+]",
        "Ord",
        "Mening [+_i planen_+]",
        "[−_ut-ord",
        "ut",
        "ut-punkt_−]",
        "[+_inn-ord",
        "inn",
        "inn-punkt_+]",
        "[+_Hele avsnittet, også dette_+]",
        "[+_et punkt inserted",
        "inserted_+]",
        "[+_Sitat inserted_+]",
        "[+_term inserted",
        "mening_+]",
        "[+_Figur 3. Kurve inserted",
        "År",
        "Døme",
        "2020",
        "inserted",
        "Kilde_+]",
        "[+_Figur 4. Uten tall inserted_+]",
        "[+_Merk inserted",
        "Et kort._+]",
        "Urørt inserted",
    ]


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    return [plain(line) for block in every_block(blocks) for line in lines(block) if line]


def test_spaces_stand_outside_and_alone_have_no_brackets() -> None:
    made = bracketed(_of(Deleted(words(" før ")), Text("x"), Inserted(words("  "))))
    assert _lines(made.sections[0].blocks) == [" [−\u00a0før\u00a0−] x  "]


def _of(*inlines: Deleted | Inserted | Text | Link) -> Document:
    document = marked_document()
    section = document.sections[0]
    return replace(document, sections=(replace(section, blocks=(Paragraph(inlines), BulletList(()))),))
