"""Keeps generated files in a folder of the repository: which of them are not as they should be, and all or none of them written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from planverk.errors import UserError
from planverk.files import read_plain
from planverk.transaction import FileChange, replace_all


def stale(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """The names whose file is not there, or holds another text. Line ends do not count: Git may have changed them."""
    return [name for name, text in texts.items() if _text(folder / name) != text]


def write_all(root: Path, folder: str, texts: Mapping[str, str], ours: Callable[[str, str], bool]) -> list[str]:
    """Makes the files of a folder below `root` hold the texts, and gives the names of those that were changed. `ours(name, text)` is True of what was
    generated before, perhaps by another version.

    UserError, with nothing written, where a file is not ours (schema-not-ours), or it or the folder is a link or something else than a plain one;
    OSError where one cannot be written.
    """
    changed = stale(root / folder, texts)
    for name in changed:
        if (text := _text(root / folder / name)) and not ours(name, text):
            raise UserError("schema-not-ours", path=f"{folder}/{name}")
    replace_all(root, [FileChange(f"{folder}/{name}", read_plain(root / folder / name), texts[name].encode()) for name in changed])
    return changed


def _text(path: Path) -> str | None:
    """A plain file's text, None where there is none."""
    data = read_plain(path)
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
