"""The matrix: which measures answer each national goal."""

from __future__ import annotations

from planverk.document.blocks import Block, Column, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import national_goal_title
from planverk.document.goals import goal_label
from planverk.model.data_entries import PlanGoal, ReferencedPlan
from planverk.model.prose_entries import Goal, Measure


def matrix_section(context: Context) -> Section | None:
    """Which measures answer each national goal, a table a national plan; None where the plan builds on none."""
    plans = [plan for plan in context.plan.plans.values() if plan.level == "national" and plan.goals]
    goals = context.plan.goals_in_order
    if not plans or not goals:
        return None
    blocks: list[Block] = [context.line("matrix-intro")]
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
    answering = [measure for measure in context.plan.measures_of(goal) if (plan.id, national.id) in context.plan.national_goals_of(measure)]
    if answering:
        return numbers(context, answering)
    related = (plan.id, national.id) in context.plan.national_goals_of(goal)
    return (Text(context.say("matrix-related" if related else "matrix-none")),)


def _answers(context: Context, plan: ReferencedPlan, national: PlanGoal) -> bool:
    entries: tuple[Goal | Measure, ...] = (*context.plan.goals_in_order, *context.plan.measures_in_order)
    return any((plan.id, national.id) in context.plan.national_goals_of(entry) for entry in entries)


def numbers(context: Context, measures: list[Measure]) -> Inlines:
    """The numbers of measures, each leading to its measure."""
    made: Inlines = ()
    for index, measure in enumerate(measures):
        shown = str(measure.number) if measure.number is not None else measure.title
        made += ((Text(", "),) if index else ()) + context.refer("measure", measure.id, shown)
    return made
