"""The register of responsible functions: what each is, and for which measures it answers."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.blocks import Definition, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import fact_lines, facts_of, known_line, reference
from planverk.document.front import contact
from planverk.document.matrix import numbers
from planverk.document.typography import sort_key, typeset
from planverk.model.data_entries import Function
from planverk.model.prose_entries import Measure


def functions_section(context: Context) -> Section | None:
    """The register of functions: what each is, and for which measures it answers."""
    functions = sorted(context.plan.functions.values(), key=lambda function: sort_key(function.title))
    if not functions:
        return None
    columns = context.columns(("column-function", 0.42), ("column-kind", 0.2), ("column-responsible-for", 0.2), ("column-takes-part-in", 0.18))
    rows = tuple(_function_row(context, function) for function in functions)
    table = Table(columns, rows, "register", caption=(Text(context.say("functions-caption")),))
    page = f"{context.words['page-functions']}/"
    return Section(
        "ansvarlige-funksjoner", 1, (Text(context.say("functions")),), (context.line("functions-intro"), table), page=page, role="functions"
    )


def _answering(context: Context, measures: list[Measure]) -> Inlines:
    """The numbers of the measures that a function answers for; those that are proposals say so."""
    decided = [measure for measure in measures if measure.assignment != "proposed"]
    proposed = [measure for measure in measures if measure.assignment == "proposed"]
    made = numbers(context, decided)
    if proposed:
        made += ((Text(", "),) if decided else ()) + (*numbers(context, proposed), Text(f" ({context.say('proposed')})"))
    return made


def function_facts(context: Context, function: Function) -> Iterator[Definition]:
    """From when and until when a function exists, what came after it, and how it is reached."""
    if function.valid and (function.valid.from_ or function.valid.to):
        days = " – ".join(context.day(day) if day else "" for day in (function.valid.from_, function.valid.to)).strip()
        yield context.fact("function-valid", Paragraph((Text(days),)))
    if function.successor and function.successor in context.plan.functions:
        yield context.fact("function-successor", Paragraph(reference(context, "function", function.successor)))
    if function.contact:
        yield context.fact("contact", Paragraph(contact(function.contact)))


def _function_row(context: Context, function: Function) -> Row:
    measures = context.plan.measures_in_order
    answers_for = [measure for measure in measures if function.id in measure.responsible]
    takes_part = [measure for measure in measures if function.id in measure.participants]
    none: Inlines = (Text(context.say("none")),)
    cells: Iterator[Inlines] = iter(
        (
            (Text(typeset(function.title or function.id)),),
            (Text(context.say(f"function-{function.kind_of}") if function.kind_of else context.say("not-told")),),
            _answering(context, answers_for) or none,
            numbers(context, takes_part) or none,
        )
    )
    title, *rest = ((Paragraph(cell),) for cell in cells)
    facts = (*function_facts(context, function), *facts_of(context, function))
    first = (*title, *fact_lines(facts), *known_line(context, function))
    return Row((first, *rest), context.anchor("function", function.id), context.page("function", function.id))
