"""The statements of the hearing, how each was weighed and what came of it: an appendix of the plan, and a document of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planverk.document.blocks import Block, Blocks, Inline, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Document, Section
from planverk.document.facts import more_facts
from planverk.document.typography import sort_key, typeset
from planverk.model.data_entries import Statement
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure

OUTCOMES = ("accepted", "partly", "rejected", "noted")
_SHARES = (("column-organisation", 0.2), ("column-statement", 0.32), ("column-assessment", 0.26), ("column-outcome", 0.22))


def hearing_section(context: Context) -> Section | None:
    """All statements in one table, by organisation, then by date; None where there are none."""
    if not context.plan.statements:
        return None
    statements = sorted(context.plan.statements.values(), key=lambda each: (sort_key(each.organisation), each.date or date.min, each.id))
    columns = context.columns(*_SHARES)
    rows = tuple(_row(context, statement) for statement in statements)
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


def _tally(context: Context, statements: list[Statement]) -> Iterator[Paragraph]:
    """How many statements there are, and how many came to each outcome; nothing for one alone."""
    if len(statements) < 2:
        return
    counts: Counter[str] = Counter(statement.outcome or "" for statement in statements)
    told = [f"{context.words[f'outcome-{outcome}']}: {counts[outcome]}." for outcome in OUTCOMES if counts[outcome]]
    if counts[""]:
        told.append(context.say("hearing-undecided", count=counts[""]))
    yield Paragraph((Text(" ".join([context.say("hearing-count", count=len(statements)), *told])),))


def compose_hearing(document: Document, plan: Plan) -> Document:
    """The document of the hearing alone, from that of the plan: the same front, and the statements. What they are about is not printed in it."""
    context = Context(replace(plan, head=plan.head.model_copy(update={"contents": ()})))
    title = context.say("hearing-title", title=plan.head.title)
    return replace(
        document, title=title, sections=tuple(filter(None, (hearing_section(context),))), provenance=replace(document.provenance, document="hearing")
    )


def _row(context: Context, statement: Statement) -> Row:
    who: list[Block] = [Paragraph((Text(typeset(statement.organisation or statement.id)),))]
    if statement.date:
        who.append(Paragraph((Text(context.day(statement.date)),), "small"))
    said: list[Block] = [Paragraph((Text(typeset(statement.summary)),))]
    about = tuple(_about(context, statement))
    if about:
        said.append(Paragraph((Text(context.say("hearing-about") + " "), *about), "small"))
    said += more_facts(context, statement)
    weighed: Blocks = (Paragraph((Text(typeset(statement.assessment)),)),) if statement.assessment else (_missing(context, "hearing-not-assessed"),)
    return Row((tuple(who), tuple(said), weighed, tuple(_outcome(context, statement))))


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


def _outcome(context: Context, statement: Statement) -> Iterator[Block]:
    yield context.line(f"outcome-{statement.outcome}") if statement.outcome else _missing(context, "hearing-no-outcome")
    if statement.change:
        yield Paragraph((Text(typeset(statement.change)),))


def _missing(context: Context, key: str) -> Paragraph:
    return Paragraph(context.line(key).children, "missing")
