"""The pages that only outputs with pages have: one for each measure, definition, function and referenced plan; the goals; the data and files.

They are made of what the sections hold already, so that a note has one number and a text one wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planverk.document.anchors import part_anchor
from planverk.document.blocks import Block, Blocks, Definition, DefinitionList, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Page, Section
from planverk.document.facts import fact_list, facts_of, known_line, reference
from planverk.document.front import contact
from planverk.document.functions import function_facts
from planverk.document.goals import goal_reference
from planverk.document.progress_counts import measure_count, tally
from planverk.document.records import DataFile
from planverk.document.typography import typeset
from planverk.document.walk import every_block
from planverk.model.data_entries import Function, ReferencedPlan
from planverk.model.prose_entries import Goal, Measure


def compose_pages(context: Context, sections: tuple[Section, ...], files: tuple[DataFile, ...]) -> tuple[Page, ...]:
    """The pages of all entries that are printed and have one, in reading order, then that of the data."""
    rows, items = _found(sections)
    return tuple(_pages(context, rows, items, files))


def _found(sections: tuple[Section, ...]) -> tuple[Mapping[str, Row], Mapping[str, Definition]]:
    """The rows and definitions that have a page, by anchor."""
    rows: dict[str, Row] = {}
    items: dict[str, Definition] = {}
    for section in sections:
        for block in every_block(section.blocks):
            if isinstance(block, Table):
                rows |= {row.anchor: row for row in block.rows if row.page}
            if isinstance(block, DefinitionList):
                items |= {item.anchor: item for item in block.items if item.page}
        below = _found(section.sections)
        rows, items = {**rows, **below[0]}, {**items, **below[1]}
    return rows, items


def _pages(context: Context, rows: Mapping[str, Row], items: Mapping[str, Definition], files: tuple[DataFile, ...]) -> Iterator[Page]:
    plan, words = context.plan, context.words
    if plan.printed_goals:
        yield Page(_goals(context))
    for measure in plan.measures_in_order:
        if row := rows.get(context.anchor("measure", measure.id)):
            yield Page(_measure(context, measure, row), context.page("goal", measure.home), "measure")
    for function in plan.functions.values():
        if row := rows.get(context.anchor("function", function.id)):
            yield Page(_function(context, function, row), f"{words['page-functions']}/", "function")
    for term in plan.definitions:
        if item := items.get(context.anchor("definition", term)):
            yield Page(_entry(item, item.term, item.blocks), f"{words['page-definitions']}/", "definition")
    for other in plan.plans.values():
        if item := items.get(context.anchor("plan", other.id)):
            yield Page(_plan(context, other, item), f"{words['page-references']}/", "plan")
    yield Page(_data(context, files))


def _entry(item: Row | Definition, title: Inlines, blocks: Blocks, sections: tuple[Section, ...] = (), label: str = "") -> Section:
    return Section(item.anchor, 1, title, blocks, sections, label=label, page=item.page, role="entry")


def _part(item: Row | Definition, name: str, title: str, *blocks: Block) -> Section:
    return Section(part_anchor(item.anchor, name), 2, (Text(title),), blocks, role="part")


# --- goals


def _goals(context: Context) -> Section:
    """Every goal, with its measures and how far they have come where the plan has any."""
    alone = "" if context.plan.measures else "-alone"
    columns = context.columns(*((("column-goal", 1.0),) if alone else (("column-goal", 0.4), ("column-measures", 0.4), ("progress", 0.2))))
    rows = tuple(_goal_row(context, goal) for goal in context.plan.goals_in_order)
    table = Table(columns, rows, "register", caption=(Text(context.say(f"goals-caption{alone}")),))
    page = context.words["page-goals"]
    return Section(f"alle-{page}", 1, (Text(context.say("the-goals")),), (context.line(f"goals-intro{alone}"), table), page=f"{page}/", role="goals")


def _goal_row(context: Context, goal: Goal) -> Row:
    measures = context.plan.measures_of(goal)
    title = (Paragraph(goal_reference(context, goal)),)
    if not context.plan.measures:
        return Row((title,))
    named = tuple(Paragraph(_named(context, measure)) for measure in measures) or (Paragraph((Text(context.say("none")),)),)
    degrees = tally(context, measures).degrees
    parts = tuple(Paragraph((Text(context.say("tally-row", count=degree.count, degree=degree.text)),)) for degree in degrees)
    return Row((title, named, parts or (Paragraph((Text(context.say("none")),)),)))


def _named(context: Context, measure: Measure) -> Inlines:
    """Number and title, leading to the measure."""
    number = f"{measure.number} " if measure.number is not None else ""
    return context.refer("measure", measure.id, f"{number}{measure.title}")


# --- measures


def _measure(context: Context, measure: Measure, row: Row) -> Section:
    """A measure: its text, its facts with the goal first, and every record of its progress."""
    content = context.measures[measure.id]
    belongs = context.fact("belongs-to", *(Paragraph(goal_reference(context, goal)) for goal in context.plan.goals_of(measure)))
    whole = DefinitionList((belongs, *content.facts), "facts")
    label = context.say("measure-title", number=measure.number) if measure.number is not None else ""
    sections = (_part(row, "fakta", context.say("measure-facts"), whole), *_records(context, measure, row))
    return _entry(row, (Text(typeset(measure.title)),), content.text, sections, label)


def _records(context: Context, measure: Measure, row: Row) -> Iterator[Section]:
    progress = context.plan.progress.get(measure.id)
    if not progress or not progress.records:
        return
    columns = context.columns(("column-date", 0.2), ("column-degree", 0.2), ("column-note", 0.35), ("column-reported-by", 0.25))
    rows = []
    for record in progress.newest_first:
        note = Paragraph((Text(typeset(record.note)),))
        evidence = (Paragraph((Text(context.say("evidence") + " "), *contact(record.evidence)), "small"),) if record.evidence else ()
        cells: tuple[Blocks, ...] = (
            (Paragraph((Text(context.day(record.date)),)),),
            (Paragraph((Text(context.words[f"degree-{record.degree}"]),)),),
            (note, *evidence),
            (Paragraph(reference(context, "function", record.reported_by)),),
        )
        rows.append(Row(cells))
    table = Table(columns, tuple(rows), "register", caption=(Text(context.say("records-caption")),))
    yield _part(row, "framdrift", context.say("progress"), table)


# --- functions and plans


def _function(context: Context, function: Function, row: Row) -> Section:
    """A function: what it is, and the measures that it answers for and takes part in, by name."""
    kind = context.fact("column-kind", *(block for block in row.cells[1] if isinstance(block, Paragraph)))
    facts = (kind, *function_facts(context, function), *facts_of(context, function))
    measures = context.plan.measures_in_order
    answers_for = [measure for measure in measures if function.id in measure.responsible]
    takes_part = [measure for measure in measures if function.id in measure.participants]
    sections = (
        *_measures(context, row, "ansvar", "column-responsible-for", answers_for, proposed=True),
        *_measures(context, row, "deltar", "column-takes-part-in", takes_part, proposed=False),
    )
    blocks: Blocks = (*known_line(context, function), *fact_list(facts))
    if not sections:
        blocks += (context.line("function-no-measures"),)
    return _entry(row, (Text(typeset(function.title or function.id)),), blocks, sections)


def _measures(context: Context, item: Row | Definition, name: str, title: str, measures: list[Measure], *, proposed: bool) -> Iterator[Section]:
    """A table of measures with the goal of each; a responsibility that is a proposal says so."""
    if not measures:
        return
    columns = context.columns(("column-measure", 0.5), ("column-goal", 0.5))
    rows = []
    for measure in measures:
        mark = (Text(f" ({context.say('proposed')})"),) if proposed and measure.assignment == "proposed" else ()
        goals = tuple(Paragraph(goal_reference(context, goal)) for goal in context.plan.goals_of(measure))
        rows.append(Row(((Paragraph((*_named(context, measure), *mark)),), goals or (Paragraph((Text(measure.home),)),))))
    caption = measure_count(context, len(measures))
    yield _part(item, name, context.say(title), Table(columns, tuple(rows), "register", caption=(Text(caption),)))


def _plan(context: Context, plan: ReferencedPlan, item: Definition) -> Section:
    """A referenced plan, and the goals and measures of this plan that build on it."""
    goals = [goal for goal in context.plan.goals_in_order if any(name.partition("#")[0] == plan.id for name in goal.related)]
    follows = [measure for measure in context.plan.measures_in_order if _builds_on(measure, plan.id)]
    sections: tuple[Section, ...] = ()
    if goals:
        rows = tuple(Row(((Paragraph(goal_reference(context, goal)),),)) for goal in goals)
        table = Table(context.columns(("column-goal", 1.0)), rows, "register", caption=(Text(context.say("plan-used-in-goals")),))
        sections += (_part(item, "mal", context.say("plan-related-goals"), table),)
    sections += tuple(_measures(context, item, "tiltak", "plan-related-measures", follows, proposed=False))
    return _entry(item, item.term, item.blocks, sections)


def _builds_on(measure: Measure, plan: str) -> bool:
    return any(name.partition("#")[0] == plan for name in (*measure.follows, *measure.national_goals))


# --- data


def _data(context: Context, files: tuple[DataFile, ...]) -> Section:
    """What the page of the data and files says; the output lists the files themselves, whose sizes it knows."""
    line = context.line("data-intro" if files else "data-intro-none")
    page = context.words["page-data"]
    return Section(page, 1, (Text(context.say("data")),), (line,), page=f"{page}/", role="data")
