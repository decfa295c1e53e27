"""The schemas that editors read: which are not up to date, and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from planverk.errors import UserError
from planverk.exchange.schemas import all_schemas, is_made_here
from planverk.files import read_plain
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.transaction import FileChange, replace_all

FOLDER = "schema"


def stale_schemas(root: Path, language: str) -> list[str]:
    """The paths of the schemas of a plan that are missing or differ."""
    return _stale(root, _texts(_plan(root), language))


def write_schemas(root: Path, language: str) -> list[str]:
    """Writes them, all or none, and gives the paths of those that were changed. UserError where that cannot be, or would replace others."""
    plan = _plan(root)
    texts, theirs = _texts(plan, language), set(plan.settings.fields.by_kind.values())
    changed = _stale(root, texts)
    for path in changed:
        if (text := _text(root / path)) and (path in theirs or not is_made_here(PurePath(path).name, text)):
            raise UserError("schema-not-ours", path=path)
    try:
        replace_all(root, [FileChange(path, read_plain(root / path), texts[path].encode()) for path in changed])
    except UserError as conflict:
        raise UserError("schema-behind-link", path=conflict.facts["path"]) from None
    except OSError as error:
        raise UserError("not-writable", folder=FOLDER, problem=error) from None
    return changed


def _plan(root: Path) -> Plan:
    return read_plan(read_folder(root))[0]


def _texts(plan: Plan, language: str) -> dict[str, str]:
    return {f"{FOLDER}/{name}": text for name, text in all_schemas(language, plan.custom_fields).items()}


def _stale(root: Path, texts: Mapping[str, str]) -> list[str]:
    """The paths whose file is not there, or holds another text. Line ends do not count: Git may have changed them."""
    return [path for path, text in texts.items() if _text(root / path) != text]


def _text(path: Path) -> str | None:
    """A plain file's text, None where there is none."""
    data = read_plain(path)
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
