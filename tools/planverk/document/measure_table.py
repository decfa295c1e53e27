"""The table of all measures: what each is, where it belongs, who answers for it, when, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from itertools import compress

from planverk.catalogue import load_words
from planverk.document.blocks import Blocks, Column, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facets import facets_of
from planverk.document.facts import goal_label, national_goal_title, references
from planverk.document.measure_columns import chosen_table, is_chosen
from planverk.document.measure_facts import period_text
from planverk.document.measure_order import facet_finder, in_chosen_order
from planverk.document.progress_counts import last_record
from planverk.model.prose_entries import Measure

_SHARES = (("column-number", 0.05), ("column-measure", 0.3), ("column-goal", 0.08), ("column-national-goal", 0.33), ("column-function", 0.24))
_NARROWER = (("column-number", 0.05), ("column-measure", 0.26), ("column-goal", 0.08), ("column-national-goal", 0.25), ("column-function", 0.18))
_STANDING = 0.18


def overview_section(context: Context) -> Section | None:
    """Every measure in one table, None where there are none; what no measure of the plan declares has no place in it."""
    if not context.plan.measures:
        return None
    context = _of_their_layer(context)
    title, page = (Text(context.say("overview")),), f"{context.words['page-measures']}/"
    measures = in_chosen_order(context, context.plan.measures_in_order)
    if is_chosen(context):
        own_facets = facet_finder(context)
        rows = [Row((), facets=(*facets_of(context, measure), *own_facets(measure))) for measure in measures]
        made = chosen_table(context, measures, rows, overview=True)
        table = Table(made.columns, made.rows, "overview", header_column=made.header, sums=made.sums)
        return Section("alle-tiltak", 1, title, (_introduction(context, False), table), page=page, role="overview")
    told, kept = _told(context), _kept(context)
    columns = context.columns(*_fitting(context, _NARROWER if told else _SHARES))
    columns += (Column((Text(_title(context, told)),), _STANDING),) if told else ()
    whole = sum(column.share for column, is_kept in zip(columns, kept, strict=False) if is_kept)
    shown = tuple(replace(column, share=column.share / whole) if whole < 0.99 else column for column in compress(columns, kept))
    told_rows = tuple(_row(context, measure, kept, told == ("deadline",)) for measure in measures)
    table = Table(shown, told_rows, "overview", caption=(Text(context.say("overview-caption")),) if all(kept[:5]) else (), header_column=1)
    return Section("alle-tiltak", 1, title, (_introduction(context, all(kept[:5])), table), page=page, role="overview")


def _of_their_layer(context: Context) -> Context:
    """The same, with the noun of the layer where all measures belong, if they belong to one."""
    plan = context.plan
    homes = {len(plan.goals_above(goal)): goal for measure in plan.measures.values() for goal in plan.goals_of(measure)}
    if len(homes) != 1:
        return context
    made = copy(context)
    made.words = dict(load_words("document", context.plan.head.language, context.plan.nouns(goal=next(iter(homes.values())))))
    return made


def _fitting(context: Context, shares: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """The shares of the columns, with room for the labels of goals that are longer than «Mål 1.2», at the cost of the measures' titles."""
    longest = max((len(goal_label(context, goal)) for goal in context.plan.goals.values()), default=0)
    more = min(0.013 * max(0, longest - len("Mål 1.2")), 0.12)
    yield from ((key, share + {"column-goal": more, "column-measure": -more}.get(key, 0)) for key, share in shares)


def _kept(context: Context) -> tuple[bool, ...]:
    """Which of the columns have something to tell of any measure."""
    measures = context.plan.measures_in_order
    national = any(context.plan.national_goals_of(measure) for measure in measures)
    return True, True, True, national, any(measure.responsible for measure in measures), bool(_told(context))


def _introduction(context: Context, whole: bool) -> Paragraph:
    """What the table shows; with `whole`, what one with every column does, and what no measure tells."""
    measures = context.plan.measures_in_order
    lines = [context.line("overview-intro" if whole else "overview-intro-short")]
    if any(measure.assignment == "proposed" and measure.responsible for measure in measures):
        lines.append(context.line("overview-proposed"))
    if whole and any(not measure.national_goals and context.plan.national_goals_of(measure) for measure in measures):
        lines.append(context.line("overview-inherited"))
    lines += [context.line(f"overview-no-{fact}") for fact in _untold(measures) if whole and not context.plan.custom_fields.get("measure")]
    text: list[Text] = []
    for line in lines:
        text += [*((Text(" "),) if text else ()), *(inline for inline in line.children if isinstance(inline, Text))]
    return Paragraph(tuple(text))


def _untold(measures: tuple[Measure, ...]) -> Iterator[str]:
    """What committees ask of a measure and the plan declares for none: said once here, so that nobody takes it for left out."""
    standing = [measure for measure in measures if not measure.withdrawn]
    if not any(measure.deadline or measure.period for measure in standing):
        yield "deadline"
    if not any(measure.financing for measure in standing):
        yield "financing"
    if not any(measure.reporting for measure in standing):
        yield "reporting"


def _told(context: Context) -> tuple[str, ...]:
    """Which of level, deadline and progress the plan declares for any measure."""
    measures = context.plan.measures_in_order
    found = {
        "level": any(measure.level for measure in measures),
        "deadline": any(measure.deadline or measure.period for measure in measures),
        "progress": any(last_record(context, measure) for measure in measures),
    }
    return tuple(key for key, is_told in found.items() if is_told)


def _title(context: Context, told: tuple[str, ...]) -> str:
    """«Nivå, frist og framdrift», or as much of it as is declared."""
    names = [context.words[key] for key in told]
    names[1:] = [name[:1].lower() + name[1:] for name in names[1:]]
    return f" {context.words['and']} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _row(context: Context, measure: Measure, kept: tuple[bool, ...], alone: bool) -> Row:
    goals = [Paragraph(context.refer("goal", goal.id, goal_label(context, goal))) for goal in context.plan.goals_of(measure)]
    national = [Paragraph((Text(national_goal_title(context, part.plan, part.part)),)) for part in context.plan.national_goals_of(measure)]
    function = references(context, "function", measure.responsible) or (Text(context.say("not-told")),)
    if measure.assignment == "proposed":
        function += (Text(f" ({context.say('proposed')})"),)
    none = Paragraph((Text(context.say("none")),))
    cells: tuple[Blocks, ...] = (
        (Paragraph((Text(str(measure.number) if measure.number is not None else "–"),)),),
        (Paragraph(context.refer("measure", measure.id, measure.title or measure.id)),),
        tuple(goals) or (Paragraph((Text(measure.home),)),),
        tuple(national) or (none,),
        (Paragraph(function),),
        tuple(_standing(context, measure, alone)) or (none,),
    )
    return Row(tuple(compress(cells, kept)), facets=facets_of(context, measure))


def _standing(context: Context, measure: Measure, alone: bool) -> Iterator[Paragraph]:
    """Level, when, and how far; a deadline that is all that the column holds is not named there once more."""
    if measure.level:
        yield context.line(f"level-{measure.level}")
    if measure.deadline:
        when = context.when(measure.deadline, due=True)
        yield Paragraph((Text(when if alone else context.say("overview-deadline", date=when)),))
    if measure.period:
        yield Paragraph((Text(period_text(context, measure.period)),))
    record = last_record(context, measure)
    if record:
        yield context.line("overview-progress", degree=context.words[f"degree-{record.degree}"], date=context.day(record.date))
