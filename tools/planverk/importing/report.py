"""What is reported of an import: every paragraph of the source beside the entry and field where its words went, what was mended, what a person should
look at, and what was not placed. As JSON for programs, as text for a terminal, as one HTML page that needs no other file and no script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from planverk.catalogue import load_words
from planverk.importing.drafts import Draft, Drafts
from planverk.importing.foreign import Foreign
from planverk.importing.prove import Placed, Proof
from planverk.model.labels import title_and_description
from planverk.report.page import page
from planverk.report.terminal import wrapped
from planverk.report.text import safe

REPORT_JSON, REPORT_HTML = "import-report.json", "import-report.html"
_TEMPLATE = Path(__file__).parent / "templates/report.html"


class Doubt(NamedTuple):
    """What a person should look at, and why, in words."""

    text: str
    why: str


class Page(NamedTuple):
    """Paragraphs of a page, 0 where the source tells of none, and its picture, "" for none."""

    number: int
    picture: str
    paragraphs: tuple[Placed, ...]


@dataclass(frozen=True)
class ImportReport:
    """What a format is given: the name and the hash of the file, its tree, the drafts, and the proof; `language` is that of the words, and
    `pictures` are those of the pages, base64 of a PNG each."""

    file: str
    sha256: str
    document: Foreign
    drafts: Drafts
    proof: Proof
    language: str
    pictures: Sequence[str] = ()

    @property
    def pages(self) -> Iterator[Page]:
        """The paragraphs, those that follow each other on a page together, with the picture of the page where it is met first."""
        shown = {0}
        for number, group in groupby(self.proof.paragraphs, key=lambda each: each.page or 0):
            has_picture = number not in shown and number <= len(self.pictures)
            shown.add(number)
            yield Page(number, self.pictures[number - 1] if has_picture else "", tuple(group))

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the formats."""
        return dict(load_words("importing", self.language))

    @cached_property
    def _drafts(self) -> dict[str, Draft]:
        return {each.key: each for each in self.drafts.entries}

    def say(self, key: str, **facts: object) -> str:
        return self.words[key].format_map(facts)

    @property
    def share(self) -> str:
        """The share of words placed in per cent, rounded down, so that 100 means all."""
        tenths = self.proof.placed * 1000 // max(self.proof.total, 1)
        mark = "." if self.language == "en" else ","
        return f"{tenths // 10}{mark}{tenths % 10}"

    @property
    def summary(self) -> Iterator[str]:
        """The sentences before the first part."""
        yield self.say("summary-words", placed=self.proof.placed, total=self.proof.total, share=self.share)
        yield self.words["summary-holds" if self.proof.holds else "summary-not"]

    @property
    def left(self) -> tuple[Placed, ...]:
        """Paragraphs that the user left out."""
        return tuple(each for each in self.proof.paragraphs if each.is_left)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person should look at."""
        told = [Doubt(each.text, self.words[f"why-{each.why}"]) for each in self.drafts.unsure]
        return (*told, *(Doubt(each, self.words["why-label"]) for each in self.proof.replaced))

    @property
    def differences(self) -> tuple[Doubt, ...]:
        """What is in the source and not in the plan, or the other way round."""
        return tuple(Doubt(each.text, self.say(f"difference-{each.problem}", where=self.place(each.where))) for each in self.proof.differences)

    @property
    def way(self) -> str:
        """By what the structure was found, in words."""
        return self.words[f"way-{self.document.way}"]

    def certainty(self, each: Placed) -> str:
        """How sure the place of a paragraph is, in words."""
        return self.words[f"certainty-{each.certainty}"] if each.certainty else "–"

    def place(self, where: str) -> str:
        """A place in words: the title of the entry, and the field."""
        key, _, route = where.partition("/")
        draft = self._drafts.get(key)
        if draft is None:
            return where
        name = route.split(".")[0]
        field = self.words.get(f"field-{name}") or title_and_description(draft.kind, (name,), self.language)[0].lower()
        title = draft.fields.get("title") or next(iter(draft.fields.get("term", {}).values()), None)
        kind = self.words[f"kind-{draft.kind}"]
        return f"{kind} «{getattr(title, 'text', '') or draft.id}», {field}" if draft.id else f"{kind}, {field}"


def as_json(report: ImportReport, **more: Any) -> str:
    """The report as the contract has it, with more keys."""
    wheres = {each.number: list(each.where) for each in report.proof.paragraphs}
    told: dict[str, Any] = {
        "source": {"file": report.file, "sha256": report.sha256, "words": report.proof.total},
        "placed": report.proof.placed,
        "paragraphs": [_paragraph(report, each) for each in report.proof.paragraphs],
        "mended": [{"before": each.before, "after": each.after, "where": wheres.get(each.number, [])} for each in report.document.mends],
        "unsure": [each._asdict() for each in report.doubts],
        "differences": [{"problem": each.problem, "where": each.where, "text": each.text} for each in report.proof.differences],
    }
    return json.dumps(told | more, ensure_ascii=False, indent=2) + "\n"


def _paragraph(report: ImportReport, each: Placed) -> dict[str, Any]:
    told: dict[str, Any] = {"text": each.text, "page": each.page, "where": list(each.where), "way": report.document.way, "certainty": each.certainty}
    return told | ({"missing": each.missing, "left": each.is_left} if each.missing else {})


def as_text(report: ImportReport, width: int | None = None) -> str:
    """What a terminal shows: the count, and what somebody has to look at."""
    lines = [wrapped(safe(line), width, 0) for line in report.summary]
    parts = (
        ("part-missing", [Doubt(each.missing, report.place(each.where[0]) if each.where else "") for each in report.proof.missing]),
        ("part-differences", report.differences),
        ("part-unsure", report.doubts),
    )
    for key, doubts in parts:
        if doubts:
            lines += ["", f"{report.words[key]} ({len(doubts)})"]
            lines += [wrapped(safe(f"- {each.text[:200]}{f': {each.why}' if each.why else ''}"), width, 2) for each in doubts]
    return "\n".join(lines) + "\n"


def as_html(report: ImportReport) -> str:
    """The page."""
    return page(
        _TEMPLATE,
        report.language,
        report=report,
        pictures=bool(report.pictures),
        words=report.words,
        plan_tag=load_words("document", report.drafts.language)["tag"],
    )
