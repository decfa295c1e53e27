"""The box that tells where to get help: numbers, names and hours, and when they were last checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planverk.importing.drafts import Draft, Drafts, Value, said
from planverk.importing.foreign import Block, Paragraph, Text
from planverk.importing.printed import read, says, time_of

_TITLE, _INTRODUCTIONS = "help-title", ("help-intro", "help-intro-plain", "help-unchecked")


def take_help(drafts: Drafts, blocks: Sequence[Block]) -> list[Block]:
    """Makes a draft of the helplines below the title of the box; the blocks before it, and those that tell of no line."""
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and says(_TITLE, block.text.plain.rstrip("?") + "?")), None)
    if start is None:
        return list(blocks)
    draft, rest, number = Draft("help", "help", {"checked": None, "lines": []}), list(blocks[:start]), None
    for block in blocks[start:]:
        if not isinstance(block, Paragraph):
            rest.append(block)
        elif block.role == "term":
            number = block.text
        elif not _take(draft, block.text, number):
            rest.append(block)
    if draft.fields["lines"]:
        drafts.entries.append(draft)
        return rest
    return list(blocks)


def _take(draft: Draft, text: Text, number: Text | None) -> bool:
    """Takes what a paragraph of the box says; `number` stood before it where the line does not hold it itself."""
    lines: list[dict[str, Any]] = draft.fields["lines"]
    first = text.runs[0]
    if first.link.startswith("tel:"):
        number, text = text.cut(0, len(first.text)), text.cut(len(first.text))
    web = read("help-web", text)
    if any(says(key, text.plain) for key in (_TITLE, *_INTRODUCTIONS)):
        draft.label(text, "lines")
    elif (found := read("help-checked", text)) and (day := time_of(found.said("date"))):
        draft.fields["checked"] = Value((found["date"],), day)
        draft.label(text, "checked")
    elif web and lines and (address := next((run.link for run in text.runs if run.link), "")):
        lines[-1]["url"] = Value((text,), address)
    elif number and (mark := text.plain.rfind(", ")) > 0 and (not lines or lines[-1]["number"].texts[0] != number):
        lines.append({"name": said(text.cut(0, mark)), "number": said(number), "hours": said(text.cut(mark + 1))})
    else:
        return False
    return True
