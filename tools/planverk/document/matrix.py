"""The matrix: which measures answer each national goal."""

from __future__ import annotations

from collections.abc import Sequence

from planverk.document.blocks import Block, Column, Inlines, Paragraph, Row, Table, Text
from planverk.document.column_shares import LINE, LYING, PADDING, need
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import goal_label
from planverk.document.typography import typeset
from planverk.document.walk import every_line, plain
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
        answers = _Answers(context, plan, goals)
        blocks.append(_matrix(context, plan, answers))
        unanswered = [_title(goal) for goal in plan.goals if goal.id not in answers.answered]
        if unanswered:
            key = "matrix-unanswered" if len(unanswered) == 1 else "matrix-unanswered-many"
            blocks.append(Paragraph(context.line(key, goals="; ".join(unanswered)).children, "missing"))
    page = f"{context.words['page-matrix']}/"
    return Section("nasjonale-mal", 1, (Text(context.say("matrix")),), tuple(blocks), page=page, role="matrix")


class _Answers:
    """What answers the goals of a national plan, found once: by national goal and goal at the top its measures, the goals below it, and whether it
    is itself related; and the national goals that anything answers."""

    def __init__(self, context: Context, plan: ReferencedPlan, goals: tuple[Goal, ...]) -> None:
        def ids(entry: Goal | Measure) -> list[str]:
            return [part.part for part in context.plan.national_goals_of(entry) if part.plan == plan.id]

        self.context, self.goals = context, goals
        self.measures: dict[tuple[str, str], list[Measure]] = {}
        self.below: dict[tuple[str, str], list[Goal]] = {}
        self.related = {(id, goal.id) for goal in goals for id in ids(goal)}
        entries: tuple[Goal | Measure, ...] = (*context.plan.goals_in_order, *context.plan.measures_in_order)
        self.answered = frozenset(id for entry in entries for id in ids(entry))
        for goal in goals:
            for measure in context.plan.measures_below(goal):
                for id in dict.fromkeys(ids(measure)):
                    self.measures.setdefault((id, goal.id), []).append(measure)
            for each in context.plan.with_those_below(goal):
                for id in dict.fromkeys(ids(each) if each is not goal else ()):
                    self.below.setdefault((id, goal.id), []).append(each)

    def to(self, national: PlanGoal, goal: Goal) -> Inlines:
        """What answers a national goal with a goal: measures, else goals below it, else that it does; () where nothing does."""
        key, plan = (national.id, goal.id), self.context.plan
        if measures := self.measures.get(key):
            return numbers(self.context, measures)
        if below := self.below.get(key):
            return in_row([self.context.refer("goal", each.id, plan.number_of(each) or each.title) for each in below])
        return (Text(self.context.say("matrix-related")),) if key in self.related else ()


FIRST = 0.4
"""The share of the column of national goals."""
_SET = 0.8
"""How much of the width that `need` counts with a goal's label takes as it is set: so many columns stand beside each other before they meet."""
_LEAST_GAP = 3.0
"""Millimetres between the labels of two columns."""


def _matrix(context: Context, plan: ReferencedPlan, answers: _Answers) -> Table:
    """A column a goal, where the columns are wide enough for their words; else a row for each goal that answers."""
    nothing: Inlines = (Text(context.say("matrix-none")),)
    share = (1 - FIRST) / len(answers.goals)
    columns = (
        Column((Text(context.say("column-national-goal")),), FIRST),
        *(Column(_goal(context, goal), share, "center") for goal in answers.goals),
    )
    rows = tuple(_row(national, *(answers.to(national, goal) or nothing for goal in answers.goals)) for national in plan.goals)
    if not _has_room(columns, rows):
        columns = context.columns(("column-national-goal", 0.5), ("column-goal", 0.2), ("column-measures", 0.3))
        rows = tuple(_row(national, *cells) for national in plan.goals for cells in _listed(context, answers, national) or [(nothing, nothing)])
    return Table(columns, rows, "matrix", caption=(Text(context.say("matrix-caption", plan=plan.title)),))


def _has_room(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> bool:
    """Whether every word has room in its column, on a page on its side where the words together need it."""
    if len(columns) * need(()) > LYING:
        return False
    texts = [[plain(column.title), *(plain(line) for row in rows for line in every_line(row.cells[at]))] for at, column in enumerate(columns)]
    needs = [*map(need, texts)]
    width = LYING if sum(needs) > LINE + 1 else LINE
    return all(_SET * (each - PADDING) <= column.share * width - _LEAST_GAP for each, column in zip(needs[1:], columns[1:], strict=True))


def _listed(context: Context, answers: _Answers, national: PlanGoal) -> list[tuple[Inlines, Inlines]]:
    found = ((goal, answers.to(national, goal)) for goal in answers.goals)
    return [(_goal(context, goal), answer) for goal, answer in found if answer]


def _row(national: PlanGoal, *cells: Inlines) -> Row:
    return Row(((Paragraph((Text(_title(national)),)),), *((Paragraph(cell),) for cell in cells)))


def _title(goal: PlanGoal) -> str:
    return typeset(f"{goal.number} {goal.title}" if goal.number is not None else goal.title)


def _goal(context: Context, goal: Goal) -> Inlines:
    return context.refer("goal", goal.id, goal_label(context, goal))


def numbers(context: Context, measures: list[Measure]) -> Inlines:
    """The numbers of measures, each leading to its measure."""
    return in_row([context.refer("measure", each.id, str(each.number) if each.number is not None else each.title) for each in measures])


def in_row(each: Sequence[Inlines]) -> Inlines:
    """Runs of text, parted by commas."""
    return tuple(inline for place, run in enumerate(each) for inline in ((Text(", "),) if place else ()) + run)
