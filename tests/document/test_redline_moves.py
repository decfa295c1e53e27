"""What moved in a redline, and what only took another's place: a sentence that both have says nothing of where they stand."""

from __future__ import annotations

import pytest

from planverk.document.blocks import BulletList, Paragraph, Revised, Text
from planverk.document.walk import every_block
from tests.document.test_redline_cases import marked

STAYS = "Dette avsnittet er det samme i begge utgavene."
ADOPTED = "Vedtatt av kommunestyret 12. desember 2023 i sak 24/23. Klarspråkutgave."
DRAFT = "Planen er et utkast. Den er ikke vedtatt. Klarspråkutgave."
LONG = "Noe av grunnen kan være trange kjønnsroller og forventninger til hva som er mandig."
OTHER = "Noe av grunnen kan ikke være trange kjønnsroller og forventninger til hva som er mandig."


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(text),)) for text in texts)


def points(*texts: str) -> tuple[BulletList, ...]:
    return (BulletList(tuple(paragraphs(text) for text in texts)),)


@pytest.mark.parametrize(
    ("before", "after", "ends"),
    [
        (paragraphs(ADOPTED, STAYS), paragraphs(DRAFT, STAYS), 0),
        (paragraphs(STAYS, ADOPTED), paragraphs(STAYS, DRAFT), 0),
        (paragraphs(ADOPTED), paragraphs(DRAFT), 0),
        (points(ADOPTED, STAYS), points(DRAFT, STAYS), 0),
        (paragraphs(LONG, STAYS), paragraphs(STAYS, LONG), 2),
        (paragraphs(LONG, STAYS), paragraphs(STAYS, OTHER), 2),
        (points(LONG, STAYS), points(STAYS, LONG), 2),
        (paragraphs(ADOPTED, STAYS), paragraphs(STAYS, DRAFT), 2),
    ],
)
def test_what_moved(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...], ends: int) -> None:
    found = [each for block in marked(before, after) for each in every_block((block,)) if isinstance(each, Revised) and each.move]
    assert len(found) == ends
