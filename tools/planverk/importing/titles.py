"""The table of titles in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from planverk.importing.drafts import Draft, Drafts, said
from planverk.importing.foreign import Block, Table, Text
from planverk.importing.grids import first_texts
from planverk.importing.printed import says
from planverk.model.planfile import LANGUAGES


def read_titles(drafts: Drafts, blocks: Iterable[Block]) -> None:
    """Gives each entry whose title stands in the first column the titles beside it, once all entries are there."""
    for table in (block for block in blocks if isinstance(block, Table)):
        rows = first_texts(table)
        header = [next((each for each in LANGUAGES if text and says(f"language-{each}", text.plain)), "") for text in rows[0]] if rows else []
        for row in rows[1:]:
            if row and (own := row[0]):
                found = {language: text for language, text in zip(header[1:], row[1:], strict=False) if language and text and text.plain != "–"}
                drafts.later.append(partial(_give, drafts, own, found))
        for text in (text for row in rows for text in row if text):
            drafts.head.label(text, "title_in")


def _give(drafts: Drafts, own: Text, found: dict[str, Text]) -> None:
    titled = (each for each in drafts.entries if each.kind in ("plan-file", "chapter", "goal", "measure"))
    entry: Draft | None = next((each for each in titled if getattr(each.fields.get("title"), "text", "") == own.plain), None)
    if entry:
        entry.fields["title_in"] = {language: said(text) for language, text in found.items()}
