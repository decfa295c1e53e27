"""The statements of the hearing, how each was weighed and what came of it: an appendix of the plan, and a document of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planverk.document.blocks import Block, Blocks, Inline, Paragraph, Row, Table, Text
from planverk.document.changes_table import News
from planverk.document.context import Context
from planverk.document.document import Document, Section
from planverk.document.facts import more_facts
from planverk.document.redline.bracketed import bracketed_runs
from planverk.document.typography import sort_key, typeset
from planverk.model.data_entries import Statement
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure

OUTCOMES = ("accepted", "partly", "rejected", "noted")
LEADING = ("accepted", "partly")
"""The outcomes that lead to something in the plan."""
_SHARES = (("column-organisation", 0.2), ("column-statement", 0.32), ("column-assessment", 0.26), ("column-outcome", 0.22))


def hearing_section(context: Context, news: News | None = None) -> Section | None:
    """All statements in one table, sorted as the settings say, then by organisation and date; None where there are none. With `news`, each that led
    to something shows where the plan changed since then in what it names, with the words."""
    if not context.plan.statements:
        return None
    statements = sorted(context.plan.statements.values(), key=lambda each: _order(each, context.plan.settings.hearing.sort))
    columns = context.columns(*_SHARES)
    rows = tuple(_row(context, statement, news) for statement in statements)
    table = Table(columns, rows, "register", caption=(Text(context.say("hearing-caption")),), header_column=0)
    page = context.words["page-hearing"]
    return Section(
        page,
        1,
        (Text(context.say("hearing")),),
        (context.line("hearing-intro"), *_tally(context, statements), table),
        page=f"{page}/",
        role="hearing",
    )


def _order(statement: Statement, by: str) -> tuple[object, ...]:
    """What a statement is sorted by; one that lacks it comes last."""
    day = statement.date or date.max
    first: dict[str, tuple[object, ...]] = {
        "date": (day,),
        "number": (statement.number is None, statement.number or 0),
        "outcome": (OUTCOMES.index(statement.outcome) if statement.outcome else len(OUTCOMES),),
    }
    return (*first.get(by, ()), sort_key(statement.organisation), day, statement.id)


def _tally(context: Context, statements: list[Statement]) -> Iterator[Paragraph]:
    """How many statements there are, and how many came to each outcome; nothing for one alone."""
    if len(statements) < 2:
        return
    counts: Counter[str] = Counter(statement.outcome or "" for statement in statements)
    told = [f"{context.words[f'outcome-{outcome}']}: {counts[outcome]}." for outcome in OUTCOMES if counts[outcome]]
    if counts[""]:
        told.append(context.say("hearing-undecided", count=counts[""]))
    yield Paragraph((Text(" ".join([context.say("hearing-count", count=len(statements)), *told])),))


def compose_hearing(document: Document, plan: Plan, news: News | None = None) -> Document:
    """The document of the hearing alone, from that of the plan: the same front, and the statements. What they are about is not printed in it."""
    context = Context(replace(plan, head=plan.head.model_copy(update={"contents": ()})))
    title = context.say("hearing-title", title=plan.head.title)
    return replace(
        document,
        title=title,
        sections=tuple(filter(None, (hearing_section(context, news),))),
        provenance=replace(document.provenance, document="hearing"),
    )


def _row(context: Context, statement: Statement, news: News | None) -> Row:
    who: list[Block] = [Paragraph((Text(typeset(statement.organisation or statement.id)),))]
    filed = (
        context.say("hearing-number", number=statement.number) if statement.number else "",
        context.day(statement.date) if statement.date else "",
        context.say("hearing-journal-post", post=typeset(statement.journal_post)) if statement.journal_post else "",
    )
    who += [Paragraph((Text(line),), "small") for line in filed if line]
    said: list[Block] = [Paragraph((Text(typeset(statement.summary)),))]
    about = tuple(_about(context, statement))
    if about:
        said.append(Paragraph((Text(context.say("hearing-about") + " "), *about), "small"))
    said += more_facts(context, statement)
    weighed: Blocks = (Paragraph((Text(typeset(statement.assessment)),)),) if statement.assessment else (_missing(context, "hearing-not-assessed"),)
    return Row((tuple(who), tuple(said), weighed, tuple(_outcome(context, statement, news))))


def _about(context: Context, statement: Statement) -> Iterator[Inline]:
    """The entries that the statement is about, parted by commas."""
    for place, name in enumerate(statement.entries):
        kind, _, id = name.partition(":")
        entry = context.plan.kinds.get(kind, {}).get(id)
        if isinstance(entry, Goal) and (number := context.plan.number_of(entry)):
            text = context.say_of(entry, "hearing-goal", number=number, title=entry.title)
        elif isinstance(entry, Measure) and entry.number is not None:
            text = context.say("hearing-measure", number=entry.number, title=entry.title)
        else:
            text = getattr(entry, "title", "") or id
        yield from (Text(", "),) if place else ()
        yield from context.refer(kind, id, text)


def _outcome(context: Context, statement: Statement, news: News | None) -> Iterator[Block]:
    yield context.line(f"outcome-{statement.outcome}") if statement.outcome else _missing(context, "hearing-no-outcome")
    if statement.change:
        yield Paragraph((Text(typeset(statement.change)),))
    if news and statement.outcome in LEADING:
        yield from _changed(context, statement, news)


def _changed(context: Context, statement: Statement, news: News) -> Iterator[Block]:
    """Where the plan changed in what the statement names, with the words."""
    for item in news.items:
        for entry in (each for each in item.entries if f"{each.kind}:{each.id}" in statement.entries):
            for change in item.changes:
                yield Paragraph((*context.refer(entry.kind, entry.id, typeset(entry.name)), Text(f": {typeset(change.sentence)}")), "small")
                yield from (Paragraph(bracketed_runs(passage), "small") for passage in change.passages)


def _missing(context: Context, key: str) -> Paragraph:
    return Paragraph(context.line(key).children, "missing")
