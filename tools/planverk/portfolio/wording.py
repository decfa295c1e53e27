"""The words of the site over all plans, and the blocks that its pages are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from planverk.catalogue import load_words
from planverk.document.blocks import Blocks, Column, Foreign, Inlines, Paragraph, Row, Table, Text
from planverk.document.progress_counts import TALLIED, UNREPORTED, tally_line
from planverk.document.records import Degree
from planverk.document.typography import typeset, written_day


@dataclass(frozen=True)
class Wording:
    """What is said in a language of messages; texts of plans in another one are marked as such."""

    language: str

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of the portfolio."""
        return load_words("portfolio", self.language)

    @cached_property
    def common(self) -> Mapping[str, str]:
        """The words that all documents share."""
        return load_words("document", self.language)

    @cached_property
    def furniture(self) -> Mapping[str, str]:
        """Those with the portfolio's own in place of what speaks of one plan."""
        return {key: self.words.get(f"furniture-{key}", text) for key, text in self.common.items()}

    @property
    def missing(self) -> str:
        """What stands where a plan tells nothing."""
        text = self.common["not-told"]
        return text[:1].upper() + text[1:]

    def say(self, key: str, **facts: object) -> str:
        """A sentence with its places filled."""
        return self.words[key].format(**facts)

    def day(self, day: date) -> str:
        """12. desember 2023."""
        return written_day(day, self.common)

    def degree(self, degree: str) -> str:
        """How far a measure has come, as a heading says it."""
        return self.common[f"degree-{degree}"]

    def measures(self, total: int) -> str:
        """«1 tiltak», «11 tiltak»."""
        return self.common["measures-one" if total == 1 else "measures-many"].format(total=total)

    def counted(self, counts: Mapping[str, int]) -> str:
        """How far measures have come, as a sentence: «Av 20 tiltak: 3 gjennomført og 17 ikke meldt.»"""
        measures = self.measures(sum(counts.values()))
        if counts.keys() == {UNREPORTED}:
            return self.say("progress-none", measures=measures)
        return tally_line(lambda key, **facts: self.common[key].format(**facts), self.degrees(counts), measures)

    def degrees(self, counts: Mapping[str, int]) -> tuple[Degree, ...]:
        """How many measures have come how far, the furthest first."""
        return tuple(Degree(key, self.degree(key), counts[key]) for key in TALLIED if key in counts)

    def text(self, text: str | None, language: str | None = None) -> Inlines:
        """A text of a plan, marked where the plan is written in another language."""
        if not text:
            return (Text(self.missing),)
        said: Inlines = (Text(typeset(text)),)
        return (Foreign(language, said),) if language and language != self.language else said

    def cell(self, text: str | None, language: str | None = None) -> Blocks:
        """The same as a cell."""
        return (Paragraph(self.text(text, language)),)

    def table(self, columns: Sequence[tuple[str, float, bool]], rows: Sequence[Row], role: Any, caption: str, header: int = 0) -> Table:
        """A table of columns: the name of each, its share of the width, and whether it holds numbers."""
        align: tuple[Literal["left"], Literal["right"]] = ("left", "right")
        heads = tuple(Column((Text(self.words[f"head-{name}"]),), share, align[numbers]) for name, share, numbers in columns)
        return Table(heads, tuple(rows), role, caption=(Text(typeset(caption)),), header_column=header)
