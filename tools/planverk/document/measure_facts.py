"""The short facts below a measure's description; what is proposed or inherited says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planverk.document.blocks import BulletList, Definition, Inlines, Paragraph, Text
from planverk.document.context import Context
from planverk.document.facts import known_line, own_facts
from planverk.document.front import contact
from planverk.document.typography import typeset
from planverk.ids import parse_part
from planverk.model.data_entries import Record
from planverk.model.prose_entries import Measure


def measure_facts(context: Context, measure: Measure) -> tuple[Definition, ...]:
    """Who answers for the measure and on what ground, what it follows, when, for whom, at whose cost, how it is reported, how far it has come."""
    return (
        *_responsible(context, measure),
        *_national_goals(context, measure),
        *_follows(context, measure),
        *_when(context, measure),
        *_for_whom(context, measure),
        *_means(context, measure),
        *own_facts(context, measure),
        *_progress(context, measure),
    )


def function_name(context: Context, name: str) -> Inlines:
    """A function's title, leading to the register of functions."""
    function = context.plan.functions.get(name)
    return context.refer("function", name, function.title if function and function.title else name)


def national_goal_title(context: Context, plan: str, goal: str) -> str:
    """Number and title of a goal of a referenced plan; its id where the title could not be read."""
    for found in context.plan.plans[plan].goals:
        if found.id == goal:
            return typeset(f"{found.number} {found.title}" if found.number is not None else found.title)
    return goal


def _responsible(context: Context, measure: Measure) -> Iterator[Definition]:
    proposed = measure.assignment == "proposed"
    name = Paragraph(function_name(context, measure.responsible)) if measure.responsible else Paragraph(context.line("not-told").children, "missing")
    yield context.fact("responsible-proposed" if proposed else "responsible", name)
    if measure.basis:
        yield context.fact("basis", Paragraph((Text(typeset(measure.basis)),)))
    if measure.participants:
        yield context.fact("participants", Paragraph(_listed(tuple(function_name(context, name) for name in measure.participants))))


def _listed(names: tuple[Inlines, ...]) -> Inlines:
    made: Inlines = ()
    for index, name in enumerate(names):
        made += ((Text(", "),) if index else ()) + name
    return made


def _national_goals(context: Context, measure: Measure) -> Iterator[Definition]:
    goals = context.plan.national_goals_of(measure)
    if not goals:
        return
    titles = [national_goal_title(context, part.plan, part.part) for part in goals]
    goal = context.plan.goals.get(measure.goal)
    term = context.say("national-goals")
    if not measure.national_goals and goal is not None and goal.number is not None:
        term = context.say("national-goals-inherited", number=goal.number)
    yield Definition((Text(term),), _lines([(Text(title),) for title in titles]))


def _lines(lines: Sequence[Inlines]) -> tuple[Paragraph | BulletList, ...]:
    """One line as a paragraph, several as a list."""
    if len(lines) == 1:
        return (Paragraph(lines[0]),)
    return (BulletList(tuple((Paragraph(line),) for line in lines)),)


def _texts(texts: Sequence[str]) -> tuple[Paragraph | BulletList, ...]:
    """The same of an author's texts."""
    return _lines([(Text(typeset(text)),) for text in texts])


def _follows(context: Context, measure: Measure) -> Iterator[Definition]:
    followed = [line for name in measure.follows for line in _followed(context, name)]
    if followed:
        yield Definition((Text(context.say("follows")),), _lines(followed))


def _followed(context: Context, name: str) -> Iterator[Inlines]:
    """What a measure follows, leading to the plan that it stands in; nothing where no such plan is known."""
    part = parse_part(name)
    plan = context.plan.plans.get(part.plan) if part else None
    if part is None or plan is None:
        return
    titles = {followed.number: followed.title for followed in plan.measures}
    if part.measure_number is not None:
        facts = {"number": part.measure_number, "title": titles.get(part.measure_number, ""), "plan": "\0"}
        before, _, after = context.say("follows-text", **facts).partition("\0")
    else:
        before, _, after = context.say("follows-goal-text", title=national_goal_title(context, part.plan, part.part), plan="\0").partition("\0")
    yield (Text(before[:1].upper() + before[1:]), *context.refer("plan", plan.id, plan.title), Text(after))


def _when(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.period:
        text = f"{context.day(measure.period.from_)} – {context.day(measure.period.to)}"
        yield context.fact("measure-period", Paragraph((Text(text),)))
    if measure.deadline:
        yield context.fact("deadline", Paragraph((Text(context.day(measure.deadline)),)))


def _for_whom(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.level:
        yield context.fact("level", context.line(f"level-{measure.level}"))
    if measure.target_groups:
        yield Definition((Text(context.say("target-groups")),), _texts(measure.target_groups))


def _means(context: Context, measure: Measure) -> Iterator[Definition]:
    if measure.financing:
        yield context.fact("financing", Paragraph((Text(typeset(measure.financing)),)))
    for key, texts in (("indicators", measure.indicators), ("effects", measure.effects)):
        if texts:
            yield Definition((Text(context.say(key)),), _texts(texts))
    if measure.reporting:
        months = measure.reporting.interval_months
        yield context.fact(
            "reporting", context.line("reporting-yearly" if months == 12 else "reporting-text", to=measure.reporting.to, months=months)
        )


def _progress(context: Context, measure: Measure) -> Iterator[Definition]:
    progress = context.plan.progress.get(measure.id)
    if progress:
        records = sorted(progress.records, key=lambda record: record.date, reverse=True)
        blocks = [block for number, record in enumerate(records) for block in _record(context, record, last=number == 0)]
        blocks += [*known_line(context, progress)]
        if blocks:
            yield context.fact("progress", *blocks)
        yield from own_facts(context, progress)


def _record(context: Context, record: Record, *, last: bool) -> Iterator[Paragraph]:
    """How far the measure had come on a day, and who said so on what ground; the earlier ones smaller."""
    text = context.say("progress-text", degree=context.words[f"degree-{record.degree}"], date=context.day(record.date), note=record.note)
    yield Paragraph((Text(text),), "body" if last else "small")
    before, _, after = context.say("progress-by", function="\0").partition("\0")
    evidence = (Text(f" {context.say('evidence')} "), *contact(record.evidence)) if record.evidence else ()
    yield Paragraph((Text(before), *function_name(context, record.reported_by), Text(after), *evidence), "small")
