"""The goals, each with its measures and the plans it builds on."""

from __future__ import annotations

from planverk.document.anchors import RELATED, TEXT, heading_anchors, part_anchor
from planverk.document.blocks import Blocks, BulletList, Definition, DefinitionList, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context, MeasureContent
from planverk.document.document import Section
from planverk.document.facts import fact_list, goal_label, known_line, more_facts
from planverk.document.figures import place_figure
from planverk.document.measure_columns import chosen_table, is_chosen, rest_of
from planverk.document.measure_facts import measure_facts
from planverk.document.measure_order import in_chosen_order
from planverk.document.prose import compose_flat, compose_prose
from planverk.document.typography import typeset
from planverk.ids import parse_part
from planverk.model.data_entries import ReferencedPlan
from planverk.model.prose_entries import Goal, Measure

LOWEST = 6
"""The level of the lowest headings that outputs have."""


def goal_reference(context: Context, goal: Goal) -> Inlines:
    """Label and title of a goal, leading to it."""
    return context.refer("goal", goal.id, f"{goal_label(context, goal)}: {goal.title}")


def goal_section(context: Context, goal: Goal, level: int = 1) -> Section:
    """A goal: its text, its measures as a table of number, title and description, the goals of other plans that it builds on, and the goals below."""
    anchor, below = context.anchor("goal", goal.id), min(level + 1, LOWEST)
    blocks, sections = compose_prose(context, goal, heading_anchors(context.words, goal), level, place_figure)
    measures = context.plan.measures_of(goal)
    if measures:
        shown = _measures(context, goal, measures)
        sections += (Section(part_anchor(anchor, context.words["anchor-measure"]), below, (Text(context.say("how")),), shown, role="part"),)
    if related := _related(context, goal):
        title = (Text(context.say("related-plans")),)
        sections += (Section(part_anchor(anchor, RELATED), below, title, (DefinitionList(related, "grouped"),), role="part"),)
    return Section(
        anchor=anchor,
        level=level,
        title=(Text(typeset(goal.title)),),
        blocks=blocks + more_facts(context, goal),
        sections=sections + tuple(goal_section(context, each, below) for each in context.plan.goals_below(goal)),
        label=goal_label(context, goal),
        number=context.plan.number_of(goal),
        page=context.page("goal", goal.id),
        role="goal",
    )


def _measures(context: Context, goal: Goal, measures: tuple[Measure, ...]) -> Blocks:
    """The table of the measures; below one whose columns the plan chose, what no column tells of them."""
    measures = in_chosen_order(context, measures)
    own = [measure for measure in measures if measure.home == goal.id]
    for measure in own:  # in the order in which they are printed, since notes are numbered
        context.measures[measure.id] = _content(context, measure)
    if not is_chosen(context):
        return (_measures_table(context, goal, measures),)
    caption = (Text(context.say_of(goal, "measures-of-goal", number=context.plan.number_of(goal)).strip()),)
    rows = [Row((), context.anchor("measure", measure.id), context.page("measure", measure.id)) for measure in own]
    made = chosen_table(context, own, rows, overview=False)
    table = Table(made.columns, made.rows, "measures", caption=caption, header_column=made.header, sums=made.sums)
    rests = ((measure, rest_of(context, measure) if measure.home == goal.id else (_elsewhere(context, measure),)) for measure in measures)
    items = tuple(Definition(_named(context, measure), rest, _text_anchor(context, goal, measure)) for measure, rest in rests if rest)
    return (*((table,) if own else ()), *((DefinitionList(items, "grouped"),) if items else ()))


def _text_anchor(context: Context, goal: Goal, measure: Measure) -> str:
    return part_anchor(context.anchor("measure", measure.id), TEXT) if measure.home == goal.id else ""


def _elsewhere(context: Context, measure: Measure) -> Paragraph:
    """Where a measure stands that counts for a goal and is not at home there."""
    home = context.plan.goals.get(measure.home)
    before, _, after = context.say("stands-under", goal="\0").partition("\0")
    return Paragraph((Text(before), *(goal_reference(context, home) if home else (Text(measure.home),)), Text(after)))


def _named(context: Context, measure: Measure) -> Inlines:
    """Label and title of a measure, leading to its row."""
    label = context.say("measure-title", number=measure.number) if measure.number is not None else ""
    return context.refer("measure", measure.id, ": ".join(filter(None, (label, measure.title or measure.id))))


def _measures_table(context: Context, goal: Goal, measures: tuple[Measure, ...]) -> Table:
    columns = context.columns(("column-number", 0.06), ("column-measure", 0.23), ("column-description", 0.71))
    caption = (Text(context.say_of(goal, "measures-of-goal", number=context.plan.number_of(goal)).strip()),)
    return Table(columns, tuple(_measure_row(context, goal, measure) for measure in measures), "measures", caption=caption, header_column=1)


def _measure_row(context: Context, goal: Goal, measure: Measure) -> Row:
    """A measure as its home shows it; elsewhere number, title, and where it stands."""
    number = Paragraph((Text(str(measure.number) if measure.number is not None else "–"),))
    if measure.home != goal.id:
        return Row(((number,), (Paragraph(context.refer("measure", measure.id, measure.title or measure.id)),), (_elsewhere(context, measure),)))
    title = Paragraph((Text(typeset(measure.title)),))
    content = context.measures[measure.id]
    cells: tuple[Blocks, ...] = ((number,), (title,), (*content.text, *fact_list(content.facts)))
    return Row(cells, context.anchor("measure", measure.id), context.page("measure", measure.id))


def _content(context: Context, measure: Measure) -> MeasureContent:
    withdrawn: Blocks = ()
    if measure.withdrawn:
        text = context.say("withdrawn", date=context.day(measure.withdrawn.date), reason=measure.withdrawn.reason)
        withdrawn = (Paragraph((Text(text),), "missing"),)
    prose = compose_flat(context, measure, place_figure)
    return MeasureContent((*withdrawn, *prose, *known_line(context, measure)), measure_facts(context, measure))


def _related(context: Context, goal: Goal) -> tuple[Definition, ...]:
    """The goals of referenced plans, grouped by plan in the order in which the author named the plans."""
    groups: dict[str, list[str]] = {}
    for name in goal.related:
        part = parse_part(name)
        if part and part.plan in context.plan.plans:
            groups.setdefault(part.plan, []).append(part.part)
    return tuple(_group(context, context.plan.plans[plan], parts) for plan, parts in groups.items())


def _group(context: Context, plan: ReferencedPlan, parts: list[str]) -> Definition:
    titles = {goal.id: (f"{goal.number} " if goal.number is not None else "") + goal.title for goal in plan.goals}
    items = tuple((Paragraph((Text(typeset(titles.get(part, part))),)),) for part in parts)
    return Definition(plan_name(context, plan), (BulletList(items),))


def plan_name(context: Context, plan: ReferencedPlan) -> Inlines:
    """A referenced plan's title, leading to where it is described."""
    return context.refer("plan", plan.id, plan.title or plan.id)
