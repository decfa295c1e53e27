"""What is wrong with `[table]` of planverk.toml: columns, sums and an order by fields that measures do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planverk.diagnostics import Finding, Hint, did_you_mean
from planverk.ids import nearest
from planverk.model.measure_table import TABLE_FIELDS, custom_routes, is_number
from planverk.model.plan import Plan
from planverk.rules.hits import in_settings


def table_faults(plan: Plan) -> Iterator[Finding]:
    """One finding for each name that leads to nothing; none for names that a schema with a fault may have."""
    table, custom = plan.settings.table, plan.custom_fields.get("measure")
    if custom is not None and not custom.sound:
        return
    own = {name: schema for name, schema in custom_routes(custom.properties) if name.split(".")[0] in (custom.names or ())} if custom else {}
    known = [*TABLE_FIELDS, *own]
    for number, column in enumerate(table.columns):
        yield from _unknown(plan, column.field, known, ("columns", number))
    for number, name in enumerate(table.sort):
        yield from _unknown(plan, name.removeprefix("-"), known, ("sort", number))
    numbers = _numbers(own)
    for number, name in enumerate(table.sums):
        if name not in numbers:
            facts = {"field": "sums", "value": name, "allowed": ", ".join(numbers)}
            hints = did_you_mean(nearest(name, numbers)) or ((Hint("allowed-values", facts),) if numbers else ())
            yield Finding("not-allowed", in_settings(plan, "table", "sums", number), facts, hints)


def _numbers(own: Mapping[str, Any]) -> list[str]:
    """The fields that can be summed up, and those that hold nothing else."""
    numbers = [name for name, schema in own.items() if is_number(schema)]
    above = [name for name in own if any(number.startswith(f"{name}.") for number in numbers)]
    return [*above, *numbers]


def _unknown(plan: Plan, name: str, known: list[str], route: tuple[str, int]) -> Iterator[Finding]:
    if name not in known:
        hints = did_you_mean(nearest(name, known)) or (Hint("known-fields", {"names": ", ".join(known)}),)
        yield Finding("unknown-field", in_settings(plan, "table", *route), {"field": name}, hints)
