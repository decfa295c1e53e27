"""The short facts below a measure's description; what is proposed or inherited says so."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.blocks import Definition, Paragraph, Text
from planverk.document.context import Context
from planverk.document.facts import Printer, facts_of, in_lines, known_line, label_of, named_facts, national_goal_title, reference, references
from planverk.document.front import contact
from planverk.document.typography import years
from planverk.model.data_entries import Record
from planverk.model.planfile import Times
from planverk.model.prose_entries import Measure


def measure_facts(context: Context, measure: Measure) -> tuple[tuple[str, Definition], ...]:
    """Who answers for the measure and on what ground, what it follows, when, for whom, at whose cost, how it is reported, how far it has come."""
    return (*named_facts(context, measure, _SPECIAL), *(("progress", fact) for fact in _progress(context, measure)))


def _responsible(context: Context, measure: Measure) -> Iterator[Definition]:
    if not any(each.responsible for each in context.plan.measures.values()):
        return  # a plan that tells of nobody has nothing to miss
    line = references(context, "function", measure.responsible) or context.line("not-told").children
    label = (Text(context.say("responsible-proposed")),) if measure.assignment == "proposed" else label_of(context, "measure", "responsible")
    yield Definition(label, (Paragraph(line, "body" if measure.responsible else "missing"),))


def _participants(context: Context, measure: Measure) -> Iterator[Definition]:
    if line := references(context, "function", measure.participants):
        yield Definition(label_of(context, "measure", "participants"), (Paragraph(line),))


def _national_goals(context: Context, measure: Measure) -> Iterator[Definition]:
    goals = context.plan.national_goals_of(measure)
    if not goals:
        return
    label = label_of(context, "measure", "national_goals")
    goals_of = [goal for goal in context.plan.goals_of(measure) if context.plan.number_of(goal)]
    if not measure.national_goals and goals_of:
        numbers = context.row([context.plan.number_of(goal) for goal in goals_of])
        label = (Text(context.say_of(goals_of[0], "national-goals-inherited", number=numbers)),)
    yield Definition(label, in_lines([(Text(national_goal_title(context, part.plan, part.part)),) for part in goals]))


def _period(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.period:
        yield Definition(label_of(context, "measure", "period"), (Paragraph((Text(period_text(context, measure.period)),)),))


def _deadline(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.deadline:
        yield Definition(label_of(context, "measure", "deadline"), (Paragraph((Text(context.when(measure.deadline, due=True)),)),))


def period_text(context: Context, period: Times) -> str:
    """From when and until when."""
    if period.from_.unit == period.to.unit == "year":
        return years(int(period.from_.text), int(period.to.text))
    return f"{context.when(period.from_)} – {context.when(period.to)}"


def _reporting(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.reporting:
        months = measure.reporting.interval_months
        line = context.line("reporting-yearly" if months == 12 else "reporting-text", to=measure.reporting.to, months=months)
        yield Definition(label_of(context, "measure", "reporting"), (line,))


_SPECIAL: dict[str, Printer] = {
    "responsible": _responsible,
    "participants": _participants,
    "national_goals": _national_goals,
    "period": _period,
    "deadline": _deadline,
    "reporting": _reporting,
}


def _progress(context: Context, measure: Measure) -> Iterator[Definition]:
    progress = context.plan.progress.get(measure.id)
    if progress:
        blocks = [block for number, record in enumerate(progress.newest_first) for block in _record(context, record, last=number == 0)]
        blocks += [*known_line(context, progress)]
        if blocks:
            yield context.fact("progress", *blocks)
        yield from facts_of(context, progress)


def _record(context: Context, record: Record, *, last: bool) -> Iterator[Paragraph]:
    """How far the measure had come on a day, and who said so on what ground; the earlier ones smaller."""
    text = context.say("progress-text", degree=context.words[f"degree-{record.degree}"], date=context.day(record.date), note=record.note)
    yield Paragraph((Text(text),), "body" if last else "small")
    before, _, after = context.say("progress-by", function="\0").partition("\0")
    evidence = (Text(f" {context.say('evidence')} "), *contact(record.evidence)) if record.evidence else ()
    yield Paragraph((Text(before), *reference(context, "function", record.reported_by), Text(after), *evidence), "small")
