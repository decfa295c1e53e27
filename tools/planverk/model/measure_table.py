"""Which fields the table of measures shows: those that `[table]` names, planverk's and the municipality's own, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planverk.model.annotations import shown_fields
from planverk.model.custom_fields import below, title_of
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.model.settings import ShownColumn

TABLE_FIELDS = ("number", "title", "goal", "body", *(field.alias or name for name, field in shown_fields(Measure)), "progress")
"""What columns planverk knows: fields of a measure, its text, and how far it has come."""


class TableField(NamedTuple):
    """A field that a column shows: the names that lead to it, and the column that names it. `custom` for one that the municipality added."""

    names: tuple[str, ...]
    column: ShownColumn
    custom: bool


def table_fields(plan: Plan) -> tuple[TableField, ...]:
    """The fields in the order of the columns, a mapping of the municipality's own as one for each titled field inside; none that nobody knows."""
    return tuple(field for column in plan.settings.table.columns for field in _fields(plan, column))


def _fields(plan: Plan, column: ShownColumn) -> Iterator[TableField]:
    names = tuple(column.field.split("."))
    if column.field in TABLE_FIELDS:
        yield TableField(names, column, False)
    elif (schema := custom_schema(plan, names)) is not None:
        inside = below(schema, "properties") or {}
        titled = [name for name, told in inside.items() if title_of(told)]
        yield from (TableField((*names, name), ShownColumn(field=f"{column.field}.{name}"), True) for name in titled)
        if not inside:
            yield TableField(names, column, True)


def custom_schema(plan: Plan, names: tuple[str, ...]) -> Any:
    """What the schema of measures says of a field that the municipality added; None where it has no such field."""
    custom = plan.custom_fields.get("measure")
    return custom.at(names) if custom and names[0] in (custom.names or ()) else None


def is_number(schema: Any) -> bool:
    """True of a schema that takes numbers alone."""
    return below(schema, "type") in ("integer", "number")


def custom_routes(schemas: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every field in some properties, those inside others too, with its schema; the names are joined by points."""
    for name, schema in schemas.items():
        yield ".".join((*above, name)), schema
        yield from custom_routes(below(schema, "properties") or {}, (*above, name))


def custom_value(measure: Measure, names: tuple[str, ...]) -> Any:
    """What a measure says in a field of the municipality's own, or in one inside it; None where it says nothing."""
    value: Any = measure.custom
    for name in names:
        value = value.get(name) if isinstance(value, dict) or name is names[0] else None
        if value is None:
            return None
    return value
