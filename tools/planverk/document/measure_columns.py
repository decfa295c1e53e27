"""The tables of measures whose columns the plan chose, with `[table]` of planverk.toml: what stands in each cell, and the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from planverk.document.blocks import Blocks, Column, Definition, Paragraph, Row, Strong, Text
from planverk.document.column_shares import shares
from planverk.document.context import Context
from planverk.document.facts import cell_value, custom_fact, fact_list, goal_label, label_of, references
from planverk.document.measure_facts import period_text
from planverk.document.progress_counts import last_record
from planverk.document.typography import typeset, written_value
from planverk.document.walk import every_line, plain
from planverk.model.custom_fields import label_in, title_of, unit_of
from planverk.model.measure_table import TableField, custom_schema, custom_value, is_number, table_fields
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
    titles = [column_title(context, field) for field in fields]
    texts = [[typeset(title), *map(words_of, column)] for (_, title), column in zip(titles, cells, strict=True)]
    texts = [[*each, words_of(total)] for each, total in zip(texts, sums, strict=True)] if sums else texts
    widths = shares(texts, [field.column.width / 100 if field.column.width else None for field in fields])
    columns = tuple(
        Column((Text(typeset(title)),), width, "right" if _counts(context, field) else "left", group)
        for field, (group, title), width in zip(fields, titles, widths, strict=True)
    )
    names = [field.names[0] for field in fields]
    return ChosenTable(columns, tuple(made), names.index("title") if "title" in names else 0, bool(sums))


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


def column_title(context: Context, field: TableField) -> tuple[str, str]:
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
        value = custom_value(measure, field.names)
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


def words_of(cell: Blocks) -> str:
    """All that stands in a cell, as one line."""
    return " ".join(map(plain, every_line(cell)))


# --- sums ---


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
            if is_summed and isinstance(value := custom_value(measure, field.names), (int, float)) and not isinstance(value, bool)
        ]
        total = written_value(sum((Decimal(str(number)) for number in numbers), Decimal(0)).normalize(), context.plan.head.language)
        text = total if is_summed else context.say("sum") if at == label else ""
        cells.append((Paragraph((Strong((Text(text),)),)),) if text else ())
    return tuple(cells)
