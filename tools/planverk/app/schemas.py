"""The schemas that editors read: which are not up to date, and writing them."""

from __future__ import annotations

from pathlib import Path

from planverk.errors import UserError
from planverk.exchange.schemas import all_schemas, is_made_here, stale, write_all
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder

FOLDER = "schema"


def stale_schemas(root: Path, language: str) -> list[str]:
    """The paths of the schemas of a plan that are missing or differ."""
    return [f"{FOLDER}/{name}" for name in stale(root / FOLDER, _texts(_plan(root), language))]


def write_schemas(root: Path, language: str) -> list[str]:
    """Writes them, all or none, and gives the paths of those that were changed. UserError where that cannot be, or would replace others."""
    plan = _plan(root)
    theirs = set(plan.settings.fields.by_kind.values())
    try:
        changed = write_all(root, FOLDER, _texts(plan, language), lambda name, text: f"{FOLDER}/{name}" not in theirs and is_made_here(name, text))
    except UserError as conflict:
        raise conflict if conflict.key == "schema-not-ours" else UserError("schema-behind-link", path=conflict.facts["path"]) from None
    except OSError as error:
        raise UserError("not-writable", folder=FOLDER, problem=error.strerror or error) from None
    return [f"{FOLDER}/{name}" for name in changed]


def _plan(root: Path) -> Plan:
    return read_plan(read_folder(root))[0]


def _texts(plan: Plan, language: str) -> dict[str, str]:
    return all_schemas(language, plan.custom_fields)
