"""Changes, moves, makes and removes files of a repository, all of them or none, and shows beforehand what would become of them.

New contents are written whole beside their places before anything is moved. What fails in between is undone, and so is what an interrupt cuts off.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from planverk.authoring.difference import difference
from planverk.authoring.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one file: its bytes as read (None: it is new) and as they shall be (None: it goes); `source` is where a moved one was."""

    path: str
    before: bytes | None
    after: bytes | None
    source: str = ""

    @property
    def origin(self) -> str:
        """Where the file is now."""
        return self.source or self.path


def edits_of(files: Mapping[str, bytes], wanted: Mapping[str, bytes], moves: Mapping[str, str] | None = None) -> tuple[Edit, ...]:
    """The edits that make some of the files as wanted: path → bytes, with paths as they are now; `moves` leads from such a path to the new one.

    A file that would stay as it is has no edit.
    """
    moves = moves or {}
    found = []
    for path in sorted({*wanted, *moves}):
        before, to = files.get(path), moves.get(path, path)
        after = wanted.get(path, before)
        if before != after or to != path:
            found.append(Edit(to, before, after, path if to != path else ""))
    return tuple(found)


def files_after(files: Mapping[str, bytes], edits: Iterable[Edit]) -> dict[str, bytes]:
    """The files as they would be afterwards, without touching any."""
    after = dict(files)
    for edit in edits:
        after.pop(edit.origin, None)
        if edit.after is not None:
            after[edit.path] = edit.after
    return dict(sorted(after.items()))


# --- shown ---


def shown(edits: Iterable[Edit]) -> str:
    """The edits as a unified diff that `git apply` reads."""
    return "".join(map(_shown, edits))


def _shown(edit: Edit) -> str:
    before, after = ((data or b"").decode("utf-8", "replace") for data in (edit.before, edit.after))
    head = f"diff --git a/{edit.origin} b/{edit.path}\n"
    if edit.before is None:
        return head + "new file mode 100644\n" + difference(edit.path, before, after).replace(f"--- a/{edit.path}", "--- /dev/null", 1)
    if edit.after is None:
        return head + "deleted file mode 100644\n" + difference(edit.path, before, after).replace(f"+++ b/{edit.path}", "+++ /dev/null", 1)
    if edit.source:
        head += f"rename from {edit.source}\nrename to {edit.path}\n"
    return head + difference(edit.path, before, after).replace(f"--- a/{edit.path}", f"--- a/{edit.origin}", 1)


# --- done ---


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Makes the edits below a folder. Refusal where a file is no longer what was read, is in the way, lies behind a link or outside the folder;
    OSError where something cannot be written. In both cases every file is as it was."""
    for edit in edits:
        _check(root, edit)
    with ExitStack() as tidying:
        undoing = ExitStack()
        try:
            fresh = [_fresh(root, edit, undoing, tidying) for edit in edits]
            for edit, place in zip(edits, fresh, strict=True):
                _make(root, edit, place, undoing, tidying)
        except BaseException:
            undoing.close()
            raise


def _check(root: Path, edit: Edit) -> None:
    for path in {edit.path, edit.origin}:
        parts = path.split("/")
        if "\\" in path or ":" in parts[0] or any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
            raise Refusal("outside", path=path)
        here = root
        for part in parts:
            here = here / part
            if here.is_symlink():
                raise Refusal("behind-link", path=path)
    if edit.before is not None and _bytes(root / edit.origin) != edit.before:
        raise Refusal("file-changed", path=edit.origin)
    if (edit.before is None or edit.source) and os.path.lexists(root / edit.path):
        raise Refusal("in-the-way", path=edit.path)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def _fresh(root: Path, edit: Edit, undoing: ExitStack, tidying: ExitStack) -> Path | None:
    """A hidden file with the new bytes beside its place, in folders that are made where they are missing."""
    if edit.after is None:
        return None
    target = root / edit.path
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir()
        undoing.callback(_quietly, folder.rmdir)
    place = target.with_name(f".{target.name}.{os.getpid()}.planverk")
    undoing.callback(place.unlink, missing_ok=True)
    tidying.callback(place.unlink, missing_ok=True)
    _write(place, edit.after)
    if edit.before is not None:
        place.chmod(stat.S_IMODE((root / edit.origin).stat().st_mode))
    return place


def _write(place: Path, data: bytes) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make(root: Path, edit: Edit, fresh: Path | None, undoing: ExitStack, tidying: ExitStack) -> None:
    """Moves what was there aside, and what shall be there in; a file that keeps its place is replaced in one step."""
    here, target = root / edit.origin, root / edit.path
    if edit.before is not None:
        aside = here.with_name(f".{here.name}.{os.getpid()}.earlier")
        tidying.callback(aside.unlink, missing_ok=True)
        if fresh and not edit.source:
            _write(aside, edit.before)
            aside.chmod(stat.S_IMODE(here.stat().st_mode))
            undoing.callback(_put_back, aside, here)
        else:
            undoing.callback(_put_back, aside, here)
            here.replace(aside)
    if fresh:
        if edit.before is None or edit.source:
            undoing.callback(target.unlink, missing_ok=True)
        fresh.replace(target)


def _put_back(aside: Path, here: Path) -> None:
    if aside.exists():
        aside.replace(here)


def _quietly(step: Callable[[], None]) -> None:
    try:
        step()
    except OSError:
        return
