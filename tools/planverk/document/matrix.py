"""The matrix: which measures answer each national goal."""

from __future__ import annotations

from collections.abc import Sequence

from planverk.document.blocks import Block, Column, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import goal_label, national_goal_title
from planverk.model.data_entries import PlanGoal, ReferencedPlan
from planverk.model.prose_entries import Goal, Measure


def matrix_section(context: Context) -> Section | None:
    """Which measures under each goal at the top answer each national goal, and where none do, which goals; a table a national plan.

    None where the plan builds on none.
    """
    plans = [plan for plan in context.plan.plans.values() if plan.level == "national" and plan.goals]
    goals = context.plan.goals_below(None)
    if not plans or not goals:
        return None
    blocks: list[Block] = [context.line("matrix-intro" if context.plan.measures else "matrix-intro-goals")]
    for plan in plans:
        blocks.append(_matrix(context, plan, goals))
        unanswered = [national_goal_title(context, plan.id, goal.id) for goal in plan.goals if not _answers(context, plan, goal)]
        if unanswered:
            key = "matrix-unanswered" if len(unanswered) == 1 else "matrix-unanswered-many"
            blocks.append(Paragraph(context.line(key, goals="; ".join(unanswered)).children, "missing"))
    page = f"{context.words['page-matrix']}/"
    return Section("nasjonale-mal", 1, (Text(context.say("matrix")),), tuple(blocks), page=page, role="matrix")


def _matrix(context: Context, plan: ReferencedPlan, goals: tuple[Goal, ...]) -> Table:
    first = 0.4
    share = (1 - first) / len(goals)
    columns = (
        Column((Text(context.say("column-national-goal")),), first),
        *(Column(context.refer("goal", goal.id, goal_label(context, goal)), share, "center") for goal in goals),
    )
    rows = tuple(
        Row(
            (
                (Paragraph((Text(national_goal_title(context, plan.id, national.id)),)),),
                *((Paragraph(_matrix_cell(context, plan, national, goal)),) for goal in goals),
            )
        )
        for national in plan.goals
    )
    return Table(columns, rows, "matrix", caption=(Text(context.say("matrix-caption", plan=plan.title)),))


def _matrix_cell(context: Context, plan: ReferencedPlan, national: PlanGoal, goal: Goal) -> Inlines:
    answering = [measure for measure in context.plan.measures_below(goal) if (plan.id, national.id) in context.plan.national_goals_of(measure)]
    if answering:
        return numbers(context, answering)
    below = [each for each in context.plan.with_those_below(goal) if each != goal and (plan.id, national.id) in context.plan.national_goals_of(each)]
    if below:
        return in_row([context.refer("goal", each.id, context.plan.number_of(each) or each.title) for each in below])
    related = (plan.id, national.id) in context.plan.national_goals_of(goal)
    return (Text(context.say("matrix-related" if related else "matrix-none")),)


def _answers(context: Context, plan: ReferencedPlan, national: PlanGoal) -> bool:
    entries: tuple[Goal | Measure, ...] = (*context.plan.goals_in_order, *context.plan.measures_in_order)
    return any((plan.id, national.id) in context.plan.national_goals_of(entry) for entry in entries)


def numbers(context: Context, measures: list[Measure]) -> Inlines:
    """The numbers of measures, each leading to its measure."""
    return in_row([context.refer("measure", each.id, str(each.number) if each.number is not None else each.title) for each in measures])


def in_row(each: Sequence[Inlines]) -> Inlines:
    """Runs of text, parted by commas."""
    return tuple(inline for place, run in enumerate(each) for inline in ((Text(", "),) if place else ()) + run)
