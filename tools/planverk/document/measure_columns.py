"""The tables of measures whose columns the plan chose, with `[table]` of planverk.toml: what stands in each cell, in which order, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from planverk.document.blocks import Blocks, Column, Definition, Paragraph, Row, Strong, Text
from planverk.document.column_shares import shares
from planverk.document.context import Context
from planverk.document.facts import cell_value, custom_fact, fact_list, goal_label, label_of, references
from planverk.document.measure_facts import period_text
from planverk.document.progress_counts import DEGREES, last_record
from planverk.document.records import Facet
from planverk.document.typography import sort_key, typeset, written_value
from planverk.document.walk import every_block, lines, plain
from planverk.ids import words_as_id
from planverk.model.custom_fields import below, label_in, title_of, unit_of
from planverk.model.measure_table import TableField, custom_schema, is_number, table_fields
from planverk.model.prose_entries import Measure
from planverk.model.settings import ShownColumn

_TITLES = {"number": "column-number", "title": "column-measure", "goal": "column-goal", "body": "column-description", "progress": "progress"}
"""Fields whose columns have a title in the catalogue; the others have the label of their fact."""


@dataclass(frozen=True)
class ChosenTable:
    """The columns of a table of some measures, and its rows; those that none of the measures fills are not among them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header: int
    sums: bool


def is_chosen(context: Context) -> bool:
    """True where the plan says which columns its tables of measures have."""
    return bool(table_fields(context.plan))


def chosen_table(context: Context, measures: Sequence[Measure], rows: Sequence[Row], *, overview: bool) -> ChosenTable:
    """The table of the measures, in the order in which they are given; `rows` are empty rows with what each is found by."""
    fields = _fields(context, overview)
    cells = [[_cell(context, measure, field, schema, overview) for measure in measures] for field, schema in _with_schemas(context, fields)]
    filled = {field.names[:1] if field.custom else field.names for field, column in zip(fields, cells, strict=True) if any(column)}
    kept = [number for number, field in enumerate(fields) if (field.names[:1] if field.custom else field.names) in filled]
    fields, cells = [fields[number] for number in kept], [cells[number] for number in kept]
    none: Blocks = (Paragraph((Text(context.say("none")),)),)
    made = [replace(row, cells=tuple(column[number] or none for column in cells)) for number, row in enumerate(rows)]
    sums = _sums(context, fields, measures)
    made += [Row(sums)] if sums else []
    titles = [_title(context, field) for field in fields]
    texts = [[typeset(title), *map(words_of, column)] for (_, title), column in zip(titles, cells, strict=True)]
    texts = [[*each, words_of(total)] for each, total in zip(texts, sums, strict=True)] if sums else texts
    widths = shares(texts, [field.column.width / 100 if field.column.width else None for field in fields])
    columns = tuple(
        Column((Text(typeset(title)),), width, "right" if _counts(context, field) else "left", group)
        for field, (group, title), width in zip(fields, titles, widths, strict=True)
    )
    names = [field.names[0] for field in fields]
    return ChosenTable(columns, tuple(made), names.index("title") if "title" in names else 0, bool(sums))


def in_chosen_order(context: Context, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures sorted by the fields that the plan names, those without a value last; in the order of their numbers where it names none."""
    ordered = list(measures)
    for name in reversed(context.plan.settings.table.sort):
        keys = {measure.id: _rank(context, measure, tuple(name.removeprefix("-").split("."))) for measure in ordered}
        told = [measure for measure in ordered if keys[measure.id] is not None]
        told.sort(key=lambda measure: keys[measure.id] or (), reverse=name.startswith("-"))
        ordered = told + [measure for measure in ordered if keys[measure.id] is None]
    return tuple(ordered)


def rest_of(context: Context, measure: Measure) -> Blocks:
    """What no column tells of a measure: its text, and its other facts."""
    shown = {field.names for field in table_fields(context.plan)}
    return () if ("body",) in shown else _rest(context, measure, shown)


def _rest(context: Context, measure: Measure, shown: set[tuple[str, ...]]) -> Blocks:
    return (*context.measures[measure.id].text, *fact_list(_other_facts(context, measure, shown)))


def _other_facts(context: Context, measure: Measure, shown: set[tuple[str, ...]]) -> Iterator[Definition]:
    for name, fact in context.measures[measure.id].named:
        if name == "national_goals" and not measure.national_goals:
            continue  # those of its goal, which tells them below
        if (name == "responsible" and not measure.responsible) or (name == "period" and ("deadline",) in shown):
            continue
        inside = {names[1:] for names in shown if names[0] == name}
        if not inside:
            yield fact
        elif () not in inside:
            schema = custom_schema(context.plan, (name,))
            yield from custom_fact(context, schema, _pruned(measure.custom[name], inside))


def _pruned(value: Any, shown: set[tuple[str, ...]]) -> Any:
    """A mapping without what columns show of it."""
    if not isinstance(value, dict) or () in shown:
        return {}
    below_ = {name: {names[1:] for names in shown if names[0] == name} for name in value}
    pruned = {name: _pruned(each, below_[name]) if below_[name] else each for name, each in value.items()}
    return {name: each for name, each in pruned.items() if each != {}}


# --- columns and cells ---


def _fields(context: Context, overview: bool) -> list[TableField]:
    """The columns of a table; that of all measures tells their goals too, and not their texts."""
    fields = list(table_fields(context.plan))
    if not overview:
        return [field for field in fields if field.names != ("goal",)]
    if all(field.names != ("goal",) for field in fields) and len(context.plan.goals) > 1:
        at = next((number + 1 for number, field in enumerate(fields) if field.names == ("title",)), len(fields))
        fields.insert(at, TableField(("goal",), ShownColumn(field="goal"), False))
    return [field for field in fields if field.names != ("body",)]


def _title(context: Context, field: TableField) -> tuple[str, str]:
    """What stands above several columns together, "" for nothing, and above this one."""
    name = field.names[0]
    if not field.custom:
        key = _TITLES.get(name)
        return "", field.column.title or (context.say(key) if key else plain(label_of(context, "measure", name)))
    schema = custom_schema(context.plan, field.names)
    title = field.column.title or label_in(title_of(schema) or field.names[-1], unit_of(schema))
    above = custom_schema(context.plan, field.names[:-1]) if len(field.names) > 1 else None
    return (typeset(label_in(title_of(above), unit_of(above))) if above is not None and title_of(above) else ""), title


def _counts(context: Context, field: TableField) -> bool:
    return field.custom and is_number(custom_schema(context.plan, field.names))


def _with_schemas(context: Context, fields: Sequence[TableField]) -> Iterator[tuple[TableField, Any]]:
    yield from ((field, custom_schema(context.plan, field.names) if field.custom else None) for field in fields)


def _cell(context: Context, measure: Measure, field: TableField, schema: Any, overview: bool) -> Blocks:
    """What a measure says in a field; nothing where it says nothing."""
    name = field.names[0]
    if field.custom:
        value = _custom(measure, field.names)
        return () if value in (None, "", [], {}) else tuple(cell_value(context, schema, value))
    match name:
        case "number":
            return (Paragraph((Text(str(measure.number)),)),) if measure.number is not None else ()
        case "title":
            title = typeset(measure.title or measure.id)
            return (Paragraph(context.refer("measure", measure.id, title) if overview else (Text(title),)),)
        case "goal":
            labels = ((goal.id, goal_label(context, goal).replace(" ", "\u00a0")) for goal in context.plan.goals_of(measure))
            return tuple(Paragraph(context.refer("goal", name, label)) for name, label in labels)
        case "body":
            return _rest(context, measure, {each.names for each in table_fields(context.plan)})
        case "progress":
            record = last_record(context, measure)
            return (
                (context.line("overview-progress", degree=context.words[f"degree-{record.degree}"], date=context.day(record.date)),) if record else ()
            )
        case "responsible":
            mark = (Text(f" ({context.say('proposed')})"),) if measure.assignment == "proposed" else ()
            return (Paragraph((*references(context, "function", measure.responsible), *mark)),) if measure.responsible else ()
        case "deadline" if measure.period:
            return (Paragraph((Text(period_text(context, measure.period)),)),)
        case _:
            return tuple(block for named, fact in context.measures[measure.id].named if named == name for block in fact.blocks)


def _custom(measure: Measure, names: tuple[str, ...]) -> Any:
    value: Any = measure.custom
    for name in names:
        value = value.get(name) if isinstance(value, dict) or name is names[0] else None
        if value is None:
            return None
    return value


def words_of(cell: Blocks) -> str:
    """All that stands in a cell, as one line."""
    return " ".join(plain(line) for block in every_block(cell) for line in lines(block))


# --- sums and order ---


def _sums(context: Context, fields: Sequence[TableField], measures: Sequence[Measure]) -> tuple[Blocks, ...]:
    """The cells of the last row, () where nothing is summed up; measures that are withdrawn do not count."""
    wanted = context.plan.settings.table.sums
    summed = [field.custom and any(".".join(field.names[:size]) in wanted for size in range(1, len(field.names) + 1)) for field in fields]
    if not any(summed) or len(measures) < 2:
        return ()
    standing = [measure for measure in measures if not measure.withdrawn]
    cells: list[Blocks] = []
    label = next((at for at, field in enumerate(fields) if field.names == ("title",)), summed.index(False) if False in summed else -1)
    for at, (field, is_summed) in enumerate(zip(fields, summed, strict=True)):
        numbers = [
            value
            for measure in standing
            if is_summed and isinstance(value := _custom(measure, field.names), (int, float)) and not isinstance(value, bool)
        ]
        total = written_value(sum((Decimal(str(number)) for number in numbers), Decimal(0)).normalize(), context.plan.head.language)
        text = total if is_summed else context.say("sum") if at == label else ""
        cells.append((Paragraph((Strong((Text(text),)),)),) if text else ())
    return tuple(cells)


def _rank(context: Context, measure: Measure, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """What a measure is sorted by in a field, None where it says nothing there; values of one field can be held against each other."""
    plan, name = context.plan, names[0]
    schema = custom_schema(plan, names)
    if schema is not None:
        return _custom_rank(context, schema, _custom(measure, names))
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
        group, title = _title(context, field)
        key = f"felt-{words_as_id('-'.join(field.names)) or number}"
        columns.append((field.names, custom_schema(context.plan, field.names), key, plain(Column((Text(title),), 1, group=group).whole)))
    chosen = [_is_choice(schema) for _, schema, _, _ in columns]

    def found(measure: Measure) -> Iterator[Facet]:
        for (names, schema, key, label), is_chosen in zip(columns, chosen, strict=True):
            value = _custom(measure, names)
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
