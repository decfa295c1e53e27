"""Takes the sections of two documents to those of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planverk.document.document import Section
from planverk.document.redline.blocks import Blockwise
from planverk.document.redline.lines import merged_heading
from planverk.document.redline.matching import LOOSE, matched
from planverk.document.redline.words import block_words
from planverk.document.walk import is_blank, plain
from planverk.text_diff import likeness


def merged_sections(before: tuple[Section, ...], after: tuple[Section, ...], merge: Blockwise) -> Iterator[Section]:
    """The sections of two runs as those of one. One whose level or role changed is deleted there and inserted here."""
    for one, other in matched(before, after, _name, _alike):
        if one and other and is_blank(one.heading) == is_blank(other.heading):
            yield merged_section(one, other, merge)
            continue
        if one:
            yield replace(merge.gone.section(one), mark="deleted")
        if other:
            yield replace(other, mark="inserted")


def merged_section(before: Section, after: Section, merge: Blockwise) -> Section:
    """Two sections as one."""
    if before == after:
        return after
    label, title = merged_heading(before, after, merge)
    blocks, sections = merge.blocks(before.blocks, after.blocks), tuple(merged_sections(before.sections, after.sections, merge))
    return replace(after, label=label, title=title, blocks=blocks, sections=sections)


def _name(section: Section) -> str:
    """What a section is about: an entry's by its anchor; a part of one by its heading, whose words its anchor is made of."""
    kind = f"{section.level} {section.role} "
    return LOOSE + kind + plain(section.heading) if section.role == "part" else kind + section.anchor


def _alike(one: Section, other: Section) -> float:
    return likeness(block_words(one), block_words(other)) if (one.level, one.role) == (other.level, other.role) else 0.0
