"""In which order the tables of measures stand whose columns the plan chose, and what their rows are found by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from planverk.document.blocks import Column, Text
from planverk.document.context import Context
from planverk.document.facts import cell_value
from planverk.document.measure_columns import column_title, words_of
from planverk.document.progress_counts import DEGREES, last_record
from planverk.document.records import Facet
from planverk.document.typography import sort_key
from planverk.document.walk import plain
from planverk.ids import words_as_id
from planverk.model.custom_fields import below
from planverk.model.measure_table import custom_schema, custom_value, table_fields
from planverk.model.prose_entries import Measure


def in_chosen_order(context: Context, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures sorted by the fields that the plan names, those without a value last; in the order of their numbers where it names none."""
    ordered = list(measures)
    for name in reversed(context.plan.settings.table.sort):
        keys = {measure.id: _rank(context, measure, tuple(name.removeprefix("-").split("."))) for measure in ordered}
        told = [measure for measure in ordered if keys[measure.id] is not None]
        told.sort(key=lambda measure: keys[measure.id] or (), reverse=name.startswith("-"))
        ordered = told + [measure for measure in ordered if keys[measure.id] is None]
    return tuple(ordered)


def _rank(context: Context, measure: Measure, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """What a measure is sorted by in a field, None where it says nothing there; values of one field can be held against each other."""
    plan, name = context.plan, names[0]
    schema = custom_schema(plan, names)
    if schema is not None:
        return _custom_rank(context, schema, custom_value(measure, names))
    match name:
        case "number":
            return (measure.number,) if measure.number is not None else None
        case "title":
            return sort_key(measure.title)
        case "goal":
            goals = plan.goals_of(measure)
            return (plan.goals_in_order.index(goals[0]),) if goals else None
        case "deadline" | "period":
            return (measure.due.order,) if measure.due else None
        case "responsible" | "participants":
            titles = [plan.functions[each].title for each in getattr(measure, name) if each in plan.functions]
            return sort_key(titles[0]) if titles else None
        case "progress":
            record = last_record(context, measure)
            return (DEGREES.index(record.degree),) if record else None
        case _:
            value = getattr(measure, name, None)
            return sort_key(str(value[0] if isinstance(value, tuple) else value)) if value else None


def _custom_rank(context: Context, schema: Any, value: Any) -> tuple[Any, ...] | None:
    """By place where the schema lists the values, by size where it is a number, else by its letters."""
    if value in (None, "", [], {}):
        return None
    listed = below(schema, "enum") or below(below(schema, "items"), "enum") or []
    first = value[0] if isinstance(value, list) else value
    if first in listed:
        return (0, listed.index(first), ("", ""))
    if isinstance(first, bool):
        return (0, int(first), ("", ""))
    if isinstance(first, (int, float)):
        return (1, first, ("", ""))
    kind = below(schema, "x-refers-to") or below(below(schema, "items"), "x-refers-to")
    entry = context.plan.kinds.get(kind, {}).get(str(first)) if kind else None
    return (2, 0, sort_key(str(getattr(entry, "title", "") or first)))


# --- what rows are found by ---


def facet_finder(context: Context) -> Callable[[Measure], Iterator[Facet]]:
    """What tells by what a measure is found and sorted in the municipality's own columns: values that its schema lists, truth values, entries;
    numbers and other texts are sorted by alone."""
    columns = []
    for number, field in enumerate(each for each in table_fields(context.plan) if each.custom):
        group, title = column_title(context, field)
        key = f"felt-{words_as_id('-'.join(field.names)) or number}"
        columns.append((field.names, custom_schema(context.plan, field.names), key, plain(Column((Text(title),), 1, group=group).whole)))
    chosen = [_is_choice(schema) for _, schema, _, _ in columns]

    def found(measure: Measure) -> Iterator[Facet]:
        for (names, schema, key, label), is_chosen in zip(columns, chosen, strict=True):
            value = custom_value(measure, names)
            for each in value if isinstance(value, list) else (value,):
                rank = _custom_rank(context, schema, each)
                if rank is not None and not isinstance(each, (dict, list)):
                    text = words_of(tuple(cell_value(context, below(schema, "items") or schema, each))) if is_chosen else ""
                    yield Facet(key, (words_as_id(text) or str(each)) if text else "", text, _as_text(rank), label)
        if measure.withdrawn:
            yield Facet("withdrawn", "1", "", "1")

    return found


def _is_choice(schema: Any) -> bool:
    told = below(schema, "items") or schema
    return bool(below(told, "enum") or below(told, "x-refers-to") or below(told, "type") == "boolean")


def _as_text(rank: tuple[Any, ...]) -> str:
    """A rank whose letters sort as it does."""
    kind, number, words = rank
    return f"{kind}{Decimal(str(number)) + 10**15:030.6f} {' '.join(words)}".strip()
