"""The difference between two states of a file, in the unified form that `git apply` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def difference(path: str, before: str, after: str) -> str:
    """The lines that differ, with three around them; "" where none does. A line without an end is marked as such."""
    return "".join(_ended(unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{path}", f"b/{path}")))


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
