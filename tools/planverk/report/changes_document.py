"""Changes as a Document, which becomes a PDF in the same way as the plan; and the whole plan with its changes in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from planverk.catalogue import load_words
from planverk.document.blocks import (
    Block,
    BulletList,
    Card,
    Column,
    Definition,
    DefinitionList,
    Inlines,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.records import Status
from planverk.document.redline.bracketed import bracketed, bracketed_runs
from planverk.document.theme import compose_look
from planverk.document.typography import typeset
from planverk.model.provenance import Provenance
from planverk.report.difference import ChangedEntry, Difference, ended
from planverk.text_diff import TextChange


def report_document(difference: Difference, when: datetime) -> Document:
    """The Document of the changes, made at a time: that of the later revision. The text is in the language of the difference."""
    difference = difference.for_council()
    plan = difference.sentences.new.plan
    words = load_words("document", difference.language)
    key = plan.head.status or "draft"
    return Document(
        language=words["tag"],
        title=typeset(difference.say("changes-of", title=plan.head.title)),
        publisher=typeset(plan.head.publisher),
        period=difference.say("from-to", **difference.named),
        status=Status(key, words[f"status-{key}"], difference.summary),
        version=difference.say("from-to", **difference.named),
        revision="",
        provenance=difference.provenance or Provenance(),
        created=when,
        day=when.date(),
        contact=plan.head.contact,
        colophon=_about(difference),
        help=None,
        sections=tuple(_sections(difference)),
        words=words,
        look=compose_look(plan),
    )


def _about(difference: Difference) -> Section:
    """What was compared, and what the marks mean."""
    facts = [
        Definition((Text(difference.words[f"column-{key}"]),), (_paragraph(name[:1].upper() + name[1:]),)) for key, name in difference.named.items()
    ]
    blocks = (DefinitionList(tuple(facts), "facts"), Paragraph(legend(difference.words)), _paragraph(difference.words["legend-editorial"]))
    return Section("om", 1, (Text(difference.words["how-to-read"]),), blocks, page="om/", role="colophon")


def legend(words: Mapping[str, str]) -> Inlines:
    """What the marks look like, as two sentences."""
    example = words["legend-example"]
    deleted, inserted = bracketed_runs([TextChange(example, "")]), bracketed_runs([TextChange("", example)])
    return (Text(f"{words['legend-gone']} "), *deleted, Text(f". {words['legend-came']} "), *inserted, Text("."))


def _sections(difference: Difference) -> Iterator[Section]:
    if difference.following:
        points = tuple((_paragraph(ended(difference.message(change))),) for change in difference.following)
        yield Section("folger", 1, (Text(difference.words["what-follows"]),), (BulletList(points),), page="folger/")
    if difference.numbers:
        yield Section("numre", 1, (Text(difference.words["numbers"]),), (_numbers(difference),), page="numre/")
    entries = tuple(
        Section(f"endring-{number}", 2, (Text(typeset(entry.heading)),), tuple(_blocks(difference, entry)), role="part")
        for number, entry in enumerate(difference.entries, 1)
    )
    if entries:
        yield Section("endringer", 1, (Text(difference.words["the-changes"]),), (), entries, page="endringer/")


def _numbers(difference: Difference) -> Table:
    """Old and new numbers side by side."""
    names = (("before", 0.18), ("after", 0.18), ("title", 0.64))
    columns = tuple(Column((Text(difference.words[f"column-{name}"]),), share=share) for name, share in names)
    rows = tuple(Row(tuple((_paragraph(cell),) for cell in row)) for row in difference.numbers)
    return Table(columns, rows, "register")


def _blocks(difference: Difference, entry: ChangedEntry) -> Iterator[Block]:
    for change in entry.changes:
        mark = f" ({difference.words['editorial']})" if change.editorial else ""
        yield _paragraph(ended(change.sentence + mark))
        facts = tuple(Definition((Text(label),), (_paragraph(value),)) for label, value in change.facts)
        if facts:
            yield DefinitionList(facts, "facts")
        passages = tuple(Paragraph(bracketed_runs(passage)) for passage in change.texts)
        if passages:
            yield Quote(passages)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(typeset(text)),))


def between_editions(before: str, after: str, language: str) -> str:
    """The line that tells which two editions a redline is between, by what readers see them called."""
    return typeset(load_words("report", language)["changes-from-to"].format(before=before, after=after))


def marked_document(redline: Document, before: str, after: str, language: str, numbers: bool = False) -> Document:
    """The redline with its marks as text. `before` and `after` are what readers see the editions called; cover and edges have them. With `numbers`,
    the changes will have numbers."""
    words = load_words("report", language)
    title, version = between_editions(before, after, language), typeset(words["from-to"].format(before=before, after=after))
    told = [legend(words), (Text(typeset(words["legend-whole"])),), *([(Text(typeset(words["legend-numbers"])),)] if numbers else [])]
    card = Card("notice", (Text(title),), tuple(map(Paragraph, told)))
    made = bracketed(redline)
    lines = {name: line for name, line in made.redline.lines.items() if name != "version"} if made.redline else {}
    colophon, cover = replace(made.colophon, blocks=(card, *made.colophon.blocks)), (Paragraph((Text(title),), "lead"), *made.cover)
    return replace(made, cover=cover, colophon=colophon, version=version, redline=made.redline and replace(made.redline, lines=lines))
