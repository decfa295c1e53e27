"""The protocol of a proposal: every change with what was decided of it, by whom and with which vote; and the table to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planverk.catalogue import load_words
from planverk.document.blocks import Block, Blocks, Definition, DefinitionList, Paragraph, Text
from planverk.document.document import Document, Section
from planverk.document.records import Status
from planverk.document.theme import compose_look
from planverk.document.typography import typeset
from planverk.model.plan import Plan
from planverk.model.provenance import Provenance
from planverk.report.changes_document import legend
from planverk.verdicts.proposed import ProposedChange
from planverk.verdicts.record import VERDICTS, Verdicts
from planverk.verdicts.table import as_table, shown
from planverk.verdicts.told import Told


@dataclass(frozen=True)
class Sheet:
    """What both documents are made of: the plan as it is proposed, what the editions are called and when the later one was made, the changes in
    words, and what the document says that it is made from."""

    plan: Plan
    before: str
    after: str
    when: datetime
    changes: Sequence[ProposedChange]
    told: Mapping[int, Told]
    provenance: Provenance

    @property
    def language(self) -> str:
        """The language of the plan, which the council reads."""
        return self.plan.head.language

    @property
    def words(self) -> Mapping[str, str]:
        """The words of verdicts in it."""
        return load_words("verdicts", self.language)


def table_document(sheet: Sheet) -> Document:
    """The table to fill in, with how it is done."""
    about = (*_line(sheet.words["table-how"]), *_line(sheet.words["table-amended"]), *_line(sheet.words["table-back"]))
    sections = (
        Section("endringer", 1, (Text(sheet.words["the-changes"]),), (as_table(sheet.changes, sheet.told, sheet.language),), page="endringer/"),
    )
    return _document(sheet, sheet.words["table-title"], "", about, sections if sheet.changes else ())


def protocol_document(sheet: Sheet, verdicts: Verdicts, amendments: Sequence[Told], unplaced: Sequence[str]) -> Document:
    """The protocol: the counts, then every change in full with its verdict, then what was written beside the proposal."""
    counts = [(verdict, count) for verdict in VERDICTS if (count := verdicts.count(verdict))]
    said = ", ".join(f"{sheet.words[f'count-{verdict}']}: {count}" for verdict, count in counts)
    sections = [Section("vedtak", 1, (Text(sheet.words["the-verdicts"]),), tuple(_overview(sheet, verdicts)), page="vedtak/")]
    below = tuple(_decided(sheet, each, verdicts) for each in sheet.changes)
    sections.append(Section("endringer", 1, (Text(sheet.words["the-changes"]),), (), below, page="endringer/"))
    if amendments:
        blocks = (*_line(sheet.words["amendments-intro"]), *(block for each in amendments for block in shown(each)))
        sections.append(Section("tillegg", 1, (Text(sheet.words["amendments"]),), blocks, page="tillegg/"))
    if unplaced:
        blocks = (*_line(sheet.words["unplaced-intro"]), *(block for each in unplaced for block in _line(each)))
        sections.append(Section("gjenstaar", 1, (Text(sheet.words["unplaced"]),), blocks, page="gjenstaar/"))
    return _document(sheet, sheet.words["protocol-title"], f"{said}." if said else sheet.words["no-changes"], (), tuple(sections))


def _document(sheet: Sheet, title: str, line: str, about: Blocks, sections: tuple[Section, ...]) -> Document:
    words, head = load_words("document", sheet.language), sheet.plan.head
    between = sheet.words["from-to"].format(before=sheet.before, after=sheet.after)
    facts = tuple(
        Definition((Text(sheet.words[f"edition-{side}"]),), _line(name)) for side, name in (("before", sheet.before), ("after", sheet.after))
    )
    blocks = (DefinitionList(facts, "facts"), *about, Paragraph(legend(load_words("report", sheet.language))))
    key, heading = head.status or "draft", sheet.words["about" if about else "about-protocol"]
    return Document(
        language=words["tag"], title=typeset(title.format(title=head.title)), publisher=typeset(head.publisher), period=typeset(between),
        status=Status(key, words[f"status-{key}"], typeset(line)), version=typeset(between), revision="", created=sheet.when, day=sheet.when.date(),
        contact=head.contact, colophon=Section("om", 1, (Text(heading),), blocks, page="om/", role="colophon"), help=None,
        sections=sections, words=words, look=compose_look(sheet.plan), provenance=sheet.provenance,
    )  # fmt: skip


def _overview(sheet: Sheet, verdicts: Verdicts) -> Iterator[Block]:
    if sheet.changes:
        short = {number: Told(told.where, told.what) for number, told in sheet.told.items()}
        yield as_table(sheet.changes, short, sheet.language, verdicts.given)
    else:
        yield from _line(sheet.words["no-changes"])


def _decided(sheet: Sheet, change: ProposedChange, verdicts: Verdicts) -> Section:
    told, given, words = sheet.told[change.number], verdicts.given[change.number], sheet.words
    facts = [("column-verdict", words[f"verdict-{given.verdict}"])]
    facts += [(f"column-{name}", text) for name, text in (("body", given.body), ("vote", given.vote)) if text]
    if given.verdict == "open":
        facts.append(("means", words["means-open"]))
    if given.verdict == "amended":
        facts.append(("means", words["means-amended"]))
    title = words["change-number"].format(number=change.number, where=told.where)
    listed = DefinitionList(tuple(Definition((Text(words[key]),), _line(text)) for key, text in facts), "facts")
    return Section(
        f"endring-{change.number}", 2, (Text(typeset(title)),), (*shown(Told("", told.what, told.passages, told.facts)), listed), role="part"
    )


def _line(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(typeset(text)),)),)
