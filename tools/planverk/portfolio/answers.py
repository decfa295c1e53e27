"""What the site is made of: the set's own answers to the ready questions, so that every figure that a page shows can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from planverk.ids import proper_id
from planverk.portfolio.dataset import asked, opened, or_refused
from planverk.portfolio.questions import ready_questions
from planverk.portfolio.rows import Row

USED = ("plans", "measures", "national-goals", "national-goals-in-numbers", "late", "due", "progress", "findings", "alike")
"""The ready questions whose answers stand on the site."""


GoalKey = tuple[str | None, str | None, str | None]


def goal_key(row: Row) -> GoalKey:
    """What a national goal is known by: the title of its plan, its number and its own title."""
    return row["national_plan"], row["number"], row["goal"]


@dataclass(frozen=True, slots=True)
class Owner:
    """A municipality or another body: what its page is called, its name, and its plans by their keys."""

    id: str
    name: str
    plans: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """The rows of each of USED, the plans as the set has them by key, the day that is asked about, and the version that told all this."""

    rows: Mapping[str, list[Row]]
    plans: Mapping[str, Row]
    day: date

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """Those whose plans they are, by name; a plan that tells of none is its folder's. One is known by its name. Where those of a name have
        different numbers (there are two Herøy), each number is one of its own."""
        numbers: dict[str, set[str]] = {}
        for name, number, _ in self._owned:
            numbers.setdefault(_folded(name), set()).update(filter(None, [number]))
        found: dict[tuple[str, str], tuple[str, list[str]]] = {}
        for name, number, key in self._owned:
            apart = number if len(numbers[_folded(name)]) > 1 else ""
            shown = f"{name} ({apart})" if apart else name
            found.setdefault((_folded(name), apart), (shown, []))[1].append(key)
        return tuple(_with_ids([found[key] for key in sorted(found)]))

    @cached_property
    def _owned(self) -> list[tuple[str, str, str]]:
        """The name and the number of each organisation that a plan tells of, with the plan's key."""
        bodies = [(each, key) for key, plan in self.plans.items() for each in plan["organisations"] or [{"name": plan["folder"]}]]
        return [(each["name"] or key, each.get("municipality_number") or each.get("orgnr") or "", key) for each, key in bodies]

    @cached_property
    def by_plan(self) -> Mapping[str, Mapping[str, list[Row]]]:
        """Question → key of a plan → its rows, for the questions whose rows are each about a plan."""
        found: dict[str, dict[str, list[Row]]] = {}
        for question, rows in self.rows.items():
            for row in rows:
                if "plan" in row:
                    found.setdefault(question, {}).setdefault(row["plan"], []).append(row)
        return found

    @cached_property
    def _homes(self) -> Mapping[str, Owner]:
        found: dict[str, Owner] = {}
        for owner in self.owners:
            for key in owner.plans:
                found.setdefault(key, owner)
        return found

    def owner_of(self, plan: str) -> Owner:
        """The one on whose page a plan stands whole: the first of those whose it is."""
        return self._homes[plan]

    @cached_property
    def by_goal(self) -> Mapping[GoalKey, list[Row]]:
        """National goal → the rows that say where it is answered."""
        found: dict[GoalKey, list[Row]] = {}
        for row in self.rows["national-goals"]:
            found.setdefault(goal_key(row), []).append(row)
        return found

    @cached_property
    def goal_places(self) -> Mapping[GoalKey, int]:
        """National goal → its place among all, from 1."""
        return {goal_key(row): place for place, row in enumerate(self.rows["national-goals-in-numbers"], 1)}

    def of(self, question: str, plan: str) -> list[Row]:
        """The rows of a question that are about a plan."""
        return self.by_plan.get(question, {}).get(plan, [])

    def count(self, question: str, owner: Owner) -> int:
        """How many measures of somebody a question finds, each once, though several functions may have it."""
        return sum(len({row["id"] for row in self.of(question, plan)}) for plan in owner.plans)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _with_ids(owners: list[tuple[str, list[str]]]) -> Iterator[Owner]:
    taken: set[str] = set()
    for name, plans in owners:
        own = proper_id(name)
        id = next(each for each in (own, *(f"{own}-{number}" for number in range(2, len(owners) + 2))) if each not in taken)
        taken.add(id)
        yield Owner(id, name, tuple(dict.fromkeys(plans)))


@or_refused()
def read_answers(folder: Path) -> Answers:
    """What the set in a folder answers to USED, on the day on which its plans were checked. UserError where that takes too much."""
    with opened(folder) as duckdb:
        rows = {name: asked(duckdb, ready_questions()[name]) for name in USED}
        plans = {row["plan"]: row for row in asked(duckdb, "SELECT * FROM plans ORDER BY plan")}
        (day,) = asked(duckdb, "SELECT day FROM asked")
    return Answers(rows, plans, day["day"])
