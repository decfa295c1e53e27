"""Takes the examples out of a rule's manual page, and lays them over the base plan.

An example is one or more blocks in a row, with nothing but blank lines between them, each one file:

- ``Bad ``PATH``::`` or ``Good ``PATH``::``, then an indented block;
- ``, the rest as above`` before the colons: the other files of the example before are in this one as well;
- ``as bytes`` before the colons: the block is one line of Python escapes;
- ``  # <-`` at the end of a line: the rule fires there;
- ``  # x 2000`` at the end of a line: the line stands there that many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from planverk.diagnostics import Diagnostic
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.rules.engine import check_plan

BASE = Path(__file__).parent / "plans" / "base"
DAY = date(2026, 11, 23)
"""Today in all examples and fixtures."""

_BLOCK = re.compile(r"^(Bad|Good) ``([^`]+)``(, the rest as above)?( as bytes)?::\n\n((?:(?:    .*)?\n)+)", re.MULTILINE)
_MARK = re.compile(rb"[ \t]*# <-$")
_TIMES = re.compile(rb"[ \t]*# x ([0-9]+)$")


@dataclass
class Example:
    """Files by path, and the places (path and line) at which the rule fires."""

    good: bool
    files: dict[str, bytes] = field(default_factory=dict)
    marks: list[tuple[str, int]] = field(default_factory=list)


def examples_in(manual: str) -> Iterator[Example]:
    """The examples of a manual page, in order."""
    current, end = None, -1
    for block in _BLOCK.finditer(manual + "\n"):
        good = block[1] == "Good"
        if current is None or good != current.good or block.start() != end:
            if current:
                yield current
            current = Example(good, dict(current.files) if current and block[3] else {})
        end = block.end()
        text = dedent(block[5]).rstrip("\n") + "\n"
        data = text.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1") if block[4] else text.encode()
        current.files[block[2]], lines = _unmarked(data)
        current.marks += [(block[2], line) for line in lines]
    if current:
        yield current


def _unmarked(data: bytes) -> tuple[bytes, list[int]]:
    """The bytes without marks, and the lines that were marked, counted from 1."""
    out: list[bytes] = []
    marks = []
    for line in data.split(b"\n"):
        times = _TIMES.search(line)
        if _MARK.search(line):
            marks.append(len(out) + 1)
        out += [_TIMES.sub(b"", _MARK.sub(b"", line))] * (int(times[1]) if times else 1)
    return b"\n".join(out), marks


@cache
def base_files() -> Mapping[str, bytes]:
    """The files of the base plan by path."""
    return read_folder(BASE).files


def check_files(files: Mapping[str, bytes], language: str = "nb", pack: str = "", day: date = DAY) -> list[Diagnostic]:
    """All findings about the base plan with the files laid over it, with a pack switched on."""
    plan, findings = read_plan(tree_of(with_pack({**base_files(), **files}, pack)))
    return check_plan(plan, findings, day, language)


def tree_of(files: Mapping[str, bytes]) -> Tree:
    """Files of a repository as reading a folder gives them: what is not the plan's own is read only where something names it."""
    return Tree({path: data for path, data in files.items() if path.startswith("plan/") or path == "planverk.toml"}, extra=files.get)


def with_pack(files: dict[str, bytes], pack: str) -> dict[str, bytes]:
    """The files, with a pack switched on in planverk.toml; as they are where the pack is ""."""
    if not pack:
        return files
    return files | {"planverk.toml": f'packs = ["{pack}"]\n'.encode() + files.get("planverk.toml", b"")}


def example_files(name: str) -> Mapping[str, bytes]:
    """The files of a folder of tests/plans/invalid."""
    return read_folder(BASE.parent / "invalid" / name).files
