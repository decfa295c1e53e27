"""The schemas that editors read: which are not up to date, and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from planverk.errors import UserError
from planverk.exchange.schemas import all_schemas, is_made_here
from planverk.files import read_plain
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.transaction import FileChange, replace_all

FOLDER = "schema"


def stale_schemas(root: Path, language: str | None = None) -> list[str]:
    """The paths of the schemas of a plan that are missing or differ, their words in a language, else in that of the plan."""
    return _stale(root, schema_texts(read_folder(root), language))


def write_schemas(root: Path, language: str | None = None) -> list[str]:
    """Writes them, all or none, and gives the paths of those that were changed. UserError where that cannot be, or would replace others."""
    tree = read_folder(root)
    texts, theirs = schema_texts(tree, language), set(read_plan(tree)[0].settings.fields.by_kind.values())
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


def schema_texts(tree: Tree, language: str | None = None) -> dict[str, str]:
    """The schemas of a plan by path, in a language, else in that of the plan."""
    plan = read_plan(tree)[0]
    texts = all_schemas(language or plan.head.language, plan.custom_fields, plan.nouns(language or plan.head.language))
    return {f"{FOLDER}/{name}": text for name, text in texts.items()}


def _stale(root: Path, texts: Mapping[str, str]) -> list[str]:
    """The paths whose file is not there, or holds another text. Line ends do not count: Git may have changed them."""
    return [path for path, text in texts.items() if _text(root / path) != text]


def _text(path: Path) -> str | None:
    """A plain file's text, None where there is none."""
    data = read_plain(path)
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
