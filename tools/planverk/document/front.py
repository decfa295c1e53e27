"""What stands before the chapters: status, version, colophon and the help box."""

from __future__ import annotations

from collections.abc import Iterable

from planverk.document.blocks import Block, Blocks, Card, Definition, DefinitionList, Inlines, LineBreak, Link, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import fact_lines, facts_of, known_line
from planverk.document.records import Status
from planverk.document.typography import orgnr, typeset, years
from planverk.model.planfile import Adoption, HelpLine, Organisation, PlanFile
from planverk.model.prose_entries import Chapter
from planverk.reading.git import Revision

COLOPHON = "om-utgaven"
"""The anchor of the colophon, in any language."""
SHORT_REVISION = 8
GROUP = 8
"""Digits of the checksum that stand together."""


def status_of(context: Context) -> Status:
    """Where the plan stands, as one word and as a sentence that names the edition too; a plan without a status counts as a draft."""
    head = context.plan.head
    key = head.status or "draft"
    line = context.say(_status_key(head), **_status_facts(context))
    if head.edition:
        line = context.say("line-edition", line=line, edition=head.edition.name)
    successor = head.successor.url or "" if head.successor and key == "superseded" else ""
    return Status(key, context.say(f"status-{key}"), line, successor)


def _status_key(head: PlanFile) -> str:
    """Which sentence says where the plan stands."""
    if head.status == "superseded":
        return "line-superseded" + ("-by" if head.successor else "") + ("-adopted" if len(head.adoption) == 1 else "")
    if head.status == "adopted":
        return "line-adopted-unknown" if not head.adoption else "line-adopted" if len(head.adoption) == 1 else "line-adopted-several"
    if head.adoption and head.not_adopted_by:
        return "line-partly-adopted"
    return f"line-{head.status or 'draft'}"


def _status_facts(context: Context) -> dict[str, str]:
    head = context.plan.head
    facts = {"title": head.successor.title} if head.successor else {}
    if last := head.last_adoption:
        facts |= {"body": last.body, "date": context.day(last.date), "case": last.case}
        facts |= {
            "adoptions": context.row([*dict.fromkeys(_told(context, each) for each in head.adoption)]),
            "others": context.row(head.not_adopted_by),
        }
    return facts


def _told(context: Context, adoption: Adoption) -> str:
    """An adoption in a sentence; of one that names its organisation, body, day and case stand in the table beside it."""
    whole = context.say("revises-text", body=adoption.body, date=context.day(adoption.date), case=adoption.case)
    return adoption.organisation or whole


def version_of(context: Context, revision: Revision | None) -> str:
    """What the outputs call the revision, on every page."""
    if revision is None:
        return context.say("version-short-unknown")
    key = "version-short-adopting" if revision.adopting else "version-short-changed" if revision.changed else "version-short"
    return context.say(key, revision=revision.id[:SHORT_REVISION])


def period_of(context: Context) -> str:
    """The plan's period, "" where it is not declared."""
    period = context.plan.head.period
    return years(period.from_, period.to) if period else ""


def colophon(context: Context, status: Status, revision: Revision | None, digest: str) -> Section:
    """The page that says whose the plan is, where it stands and what it was made from; `digest` is the plan's canonical hash."""
    blocks: list[Block] = [Paragraph((Text(status.line),), "lead")]
    edition = context.plan.head.edition
    if edition:
        blocks.append(Card("notice", (Text(typeset(edition.name)),), (Paragraph((Text(typeset(edition.note)),)),)))
    blocks += known_line(context, context.plan.head)
    own = facts_of(context, context.plan.head)
    blocks += adoptions_tables(context, context.say("adoptions"))
    blocks.append(DefinitionList((*_facts(context, revision), *own, _checksum(context, digest)), "facts"))
    page = context.words["page-colophon"]
    return Section(COLOPHON, 1, (Text(context.say("colophon")),), tuple(blocks), page=f"{page}/", role="colophon")


def _facts(context: Context, revision: Revision | None) -> list[Definition]:
    head = context.plan.head
    facts = []
    if head.organisation:
        facts.append(context.fact("publisher", _lines(_organisation(context, body) for body in head.organisation)))
    facts.append(context.fact("period", Paragraph((Text(period_of(context)),)) if head.period else context.line("not-told")))
    if head.successor:
        title: Inlines = (Text(typeset(head.successor.title)),)
        facts.append(context.fact("successor", Paragraph((Link(head.successor.url, title),) if head.successor.url else title)))
    if head.revises:
        facts.append(context.fact("revises", _lines(_revised(context, each) for each in head.revises)))
    if head.signers:
        facts.append(context.fact("signers", _lines(typeset(each.name) for each in head.signers)))
    if head.archive_case:
        facts.append(context.fact("archive-case", _plain(head.archive_case)))
    if head.review:
        facts.append(context.fact("revising", context.line("revising-text", years=head.review.interval_years)))
        facts.append(context.fact("evaluating", _plain(head.review.how)))
    if head.contact:
        facts.append(context.fact("contact", Paragraph(contact(head.contact))))
    if head.accessibility_statement:
        link = Link(head.accessibility_statement, (Text(context.say("accessibility-link")),))
        facts.append(context.fact("accessibility", Paragraph((link,))))
    if head.licence:
        facts.append(context.fact("licence", _plain(head.licence)))
    facts.append(context.fact("version-title", _version_line(context, revision)))
    return facts


def _organisation(context: Context, body: Organisation) -> str:
    """Name and numbers; that the organisation's own number is not known is said."""
    number = context.say("publisher-orgnr", number=orgnr(body.orgnr)) if body.orgnr else context.say("publisher-orgnr-unknown")
    more = (("municipality", body.municipality_number), ("county", body.county_number))
    return ", ".join((typeset(body.name), number, *(context.say(f"publisher-{key}", number=value) for key, value in more if value)))


def _revised(context: Context, earlier: Adoption) -> str:
    key = "revises-text-of" if earlier.organisation else "revises-text"
    return context.say(key, organisation=earlier.organisation, body=earlier.body, date=context.day(earlier.date), case=earlier.case)


def adoptions_tables(context: Context, caption: str = "") -> tuple[Table, ...]:
    """Who adopted the plan, when and in which case, a row for each of several organisations; no table where it has one."""
    head = context.plan.head
    if not head.adoption or (len(head.organisation) < 2 and not any(each.organisation for each in head.adoption)):
        return ()
    columns = context.columns(("column-organisation", 0.3), ("column-body", 0.3), ("column-date", 0.22), ("column-case", 0.18))
    none = context.say("not-adopted")
    rows = [(each.organisation or "–", each.body, context.day(each.date), each.case) for each in head.adoption]
    rows += [(name, none, "–", "–") for name in head.not_adopted_by]
    cells = (tuple((Paragraph((Text(typeset(text)),)),) for text in row) for row in rows)
    return (Table(columns, tuple(map(Row, cells)), "register", caption=(Text(caption),) if caption else ()),)


def _version_line(context: Context, revision: Revision | None) -> Paragraph:
    if revision is None:
        return context.line("version-text-unknown")
    key = "version-text-adopting" if revision.adopting else "version-text-changed" if revision.changed else "version-text"
    return context.line(key, revision=revision.id[:SHORT_REVISION], date=context.day(revision.when.date()))


def _checksum(context: Context, digest: str) -> Definition:
    """The canonical hash in groups that people can compare, on two lines."""
    groups = [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]
    half = len(groups) // 2
    shown = (Text(" ".join(groups[:half])), LineBreak(), Text(" ".join(groups[half:])))
    return context.fact("checksum", Paragraph(shown), Paragraph(context.line("checksum-text").children, "small"))


def _plain(text: str) -> Paragraph:
    return Paragraph((Text(typeset(text)),))


def contact(text: str) -> Inlines:
    """A contact as a link where it is an address of a page or an office's mail box."""
    if text.startswith(("https://", "http://")):
        return (Link(text, (Text(text),)),)
    if "@" in text and " " not in text:
        return (Link(f"mailto:{text}", (Text(text),)),)
    return (Text(typeset(text)),)


def help_card(context: Context) -> Card | None:
    """Where to get help, None for a plan without helplines."""
    help_file = context.plan.help
    if help_file is None or not help_file.lines:
        return None
    urgent = any(line.number == "113" for line in help_file.lines)
    checked = context.line("help-checked", date=context.day(help_file.checked)) if help_file.checked else context.line("help-unchecked")
    blocks: tuple[Block, ...] = (
        context.line("help-intro" if urgent else "help-intro-plain"),
        DefinitionList(tuple(_help_line(context, line) for line in help_file.lines), "facts"),
        Paragraph(checked.children, "small"),
        *known_line(context, help_file),
        *fact_lines(facts_of(context, help_file)),
    )
    return Card("help", (Text(context.say("help-title")),), blocks, context.words["anchor-help"])


def _help_line(context: Context, line: HelpLine) -> Definition:
    digits = "".join(filter(str.isdigit, line.number))
    shown: Inlines = (Text(typeset(line.number)),)
    about: list[Paragraph] = [context.line("help-line", name=line.name, hours=line.hours)]
    if line.url:
        before, _, after = context.words["help-web"].partition("{address}")
        bare = line.url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        about.append(Paragraph((Text(before), Link(line.url, (Text(bare),)), Text(after)), "small"))
    return Definition((Link(f"tel:{digits}", shown),) if digits else shown, tuple(about))


def signature(chapter: Chapter) -> Blocks:
    """Who signs a foreword, where: below its text."""
    if not chapter.signed:
        return ()
    return (_lines(typeset(line) for line in (chapter.signed.place, chapter.signed.name, chapter.signed.by) if line),)


def _lines(texts: Iterable[str]) -> Paragraph:
    return Paragraph(tuple(inline for number, text in enumerate(texts) for inline in (*((LineBreak(),) if number else ()), Text(text))))
