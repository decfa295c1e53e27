"""Changes, moves, makes and removes files of a repository, all of them or none, and shows beforehand what would become of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from planverk.transaction import FileChange, replace_all


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
    if any(b"\0" in (data or b"") for data in (edit.before, edit.after)):  # no text: said to be there, as Git says it
        old, new = (side if data is not None else "/dev/null" for side, data in ((f"a/{edit.origin}", edit.before), (f"b/{edit.path}", edit.after)))
        return f"diff --git a/{edit.origin} b/{edit.path}\nBinary files {old} and {new} differ\n"
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


def changes_of(edits: Iterable[Edit]) -> Iterator[FileChange]:
    """The edits as changes of files. One that is moved is taken away, and comes with its permissions where it shall be."""
    for edit in edits:
        if edit.source:
            yield FileChange(edit.source, edit.before, None)
        yield FileChange(edit.path, None if edit.source else edit.before, edit.after, edit.source)


def apply(root: Path, edits: Iterable[Edit]) -> None:
    """Makes the edits below a folder. UserError where a file is no longer what was read, is in the way, lies behind a link or outside the folder;
    OSError where something cannot be written. In both cases every file is as it was."""
    replace_all(root, changes_of(edits))


_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def difference(path: str, before: str, after: str) -> str:
    """The lines that differ, with three around them; "" where none does. A line without an end is marked as such."""
    return "".join(_ended(unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{path}", f"b/{path}")))


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
