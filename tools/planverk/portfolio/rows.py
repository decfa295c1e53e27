"""A plan as rows of the tables: what its files say, and what a check found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from planverk.diagnostics import Diagnostic, Severity
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.portfolio.tables import TABLES

Row = dict[str, Any]
Rows = dict[str, list[Row]]
CHECKED, FAILED = "checked", "failed"
"""States of a plan: it was read and checked, or that could not be done within the bounds, and nothing else is known of it."""


def rows_of(key: str, folder: str, day: date, plan: Plan, found: Sequence[Diagnostic]) -> Rows:
    """The rows of a plan by table, with every column of TABLES; a value that the plan does not tell is None."""
    made = {
        "plans": [_plan(folder, day, plan, found)],
        "goals": [*_goals(plan)],
        "measures": [_measure(plan, each) for each in plan.measures.values()],
        "relations": [*_relations(plan)],
        "functions": [*_functions(plan)],
        "progress": [*_progress(plan)],
        "findings": [*_findings(found)],
    }
    return {table: [_whole(table, key, row) for row in rows] for table, rows in made.items()}


def failed(key: str, folder: str, day: date) -> Rows:
    """The rows of a plan of which no more is known than where it lies."""
    row = {"folder": folder, "state": FAILED, "day": day.isoformat()}
    return {table: [_whole(table, key, row)] if table == "plans" else [] for table in TABLES}


def _whole(table: str, key: str, row: Row) -> Row:
    return {column: key if column == "plan" else _fit(row.get(column)) for column in TABLES[table]}


def _fit(value: Any) -> Any:
    """A value as the set can hold it: without halves of characters and without the zero byte, an empty text as none."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd") or None
        case date():
            return value.isoformat()
        case list():
            return [{name: _fit(each) for name, each in item.items()} for item in value]
        case _:
            return value


def _plan(folder: str, day: date, plan: Plan, found: Sequence[Diagnostic]) -> Row:
    head, counts = plan.head, Counter(each.severity for each in found)
    about = ("name", "orgnr", "municipality_number", "county_number")
    return {
        "folder": folder,
        "state": CHECKED,
        "day": day,
        "title": head.title,
        "publisher": head.publisher,
        "organisations": [{name: getattr(each, name) for name in about} for each in head.organisation],
        "language": head.language,
        "status": head.status,
        "period_from": head.period.from_ if head.period else None,
        "period_to": head.period.to if head.period else None,
        "adopted": head.last_adoption.date if head.last_adoption else None,
        "contact": head.contact,
        "address": plan.settings.site.address,
        "entries": sum(1 for _ in plan.entries),
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
    }


def _goals(plan: Plan) -> Iterator[Row]:
    """The plan's own goals, then those of the plans that it refers to, each named `PLAN#GOAL` as the plan's files name it."""
    for goal in plan.goals.values():
        yield {"goal": goal.id, "number": plan.number_of(goal), "title": goal.title, "part_of": goal.part_of}
    for other in plan.plans.values():
        about = {"of_plan": other.id, "of_title": other.title, "level": other.level, "follows": other.follows}
        for each in {each.id: each for each in other.goals}.values():
            number = None if each.number is None else str(each.number)
            yield {"goal": f"{other.id}#{each.id}", "number": number, "title": each.title, **about}


def _measure(plan: Plan, measure: Measure) -> Row:
    progress = plan.progress.get(measure.id)
    last = progress.newest_first[0] if progress and progress.records else None
    return {
        "measure": measure.id,
        "number": measure.number,
        "title": measure.title,
        "goal": measure.home,
        "assignment": measure.assignment,
        "level": measure.level,
        "begins": measure.period.from_.begin if measure.period else None,
        "ends": measure.period.to.end if measure.period else None,
        "deadline": measure.deadline.text if measure.deadline else None,
        "due": measure.due.end if measure.due else None,
        "financing": measure.financing,
        "withdrawn": measure.withdrawn.date if measure.withdrawn else None,
        "degree": last.degree if last else None,
        "degree_day": last.date if last else None,
        "incomplete": measure.incomplete,
    }


def _relations(plan: Plan) -> Iterator[Row]:
    """Who answers for what, what serves which goal, and what follows other plans; `inherited` where a measure has it from its goals."""
    for goal in plan.goals.values():
        yield from _named("goal", goal.id, "related", "part", goal.related)
    for measure in plan.measures.values():
        yield from _named("measure", measure.id, "goal", "goal", measure.goal)
        yield from _named("measure", measure.id, "responsible", "function", measure.responsible)
        yield from _named("measure", measure.id, "participant", "function", measure.participants)
        yield from _named("measure", measure.id, "follows", "part", measure.follows)
        national = [f"{part.plan}#{part.part}" for part in plan.national_goals_of(measure)]
        yield from _named("measure", measure.id, "national-goal", "part", national, inherited=not measure.national_goals)
    for function in plan.functions.values():
        yield from _named("function", function.id, "successor", "function", filter(None, [function.successor]))


def _named(kind: str, entry: str, relation: str, target_kind: str, targets: Any, inherited: bool = False) -> Iterator[Row]:
    for position, target in enumerate(targets, 1):
        about = {"kind": kind, "entry": entry, "relation": relation, "target_kind": target_kind}
        yield {**about, "target": target, "position": position, "inherited": inherited}


def _functions(plan: Plan) -> Iterator[Row]:
    for each in plan.functions.values():
        valid = {"valid_from": each.valid.from_, "valid_to": each.valid.to} if each.valid else {}
        yield {"function": each.id, "title": each.title, "kind": each.kind_of, "successor": each.successor, **valid}


def _progress(plan: Plan) -> Iterator[Row]:
    for each in plan.progress.values():
        for position, record in enumerate(each.records, 1):
            about = {"measure": each.id, "position": position, "day": record.date, "degree": record.degree}
            yield {**about, "note": record.note, "evidence": record.evidence, "reported_by": record.reported_by}


def _findings(found: Sequence[Diagnostic]) -> Iterator[Row]:
    for position, each in enumerate(found, 1):
        place, about = each.location.span.start, {"rule": each.rule, "severity": each.severity.value, "message": each.message}
        yield {**about, "position": position, "path": each.location.path, "line": place.line, "column_number": place.column}
