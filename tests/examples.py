"""Lays the examples of a rule's page over the base plan: what its page shows is what is checked.

An example is one or more files. In a file that the base plan has, only the lines that change are shown:

- a field takes the place of the field of the same name; one that the base file has not comes last;
- lines that follow each other follow each other in the file, so what the base file has between two of them is gone; ``…`` stands for lines left out;
- ``---`` is the line above or below the fields: what is shown first below the one above comes first, and what is shown last comes last;
- lines of text, alone or below ``---``, take the place of the text.

Another file, and one that is shown from the first ``---`` to the text, is the whole file. So are all but Markdown and YAML.

- ``# <-`` at the end of a line: the rule fires there;
- ``# x 2000`` at the end of a line: the line stands there that many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from planverk.diagnostics import Diagnostic
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.rules.engine import check_plan
from planverk.rules.pages import Shown, examples_of
from planverk.rules.registry import Rule

BASE = Path(__file__).parent / "plans" / "base"
DAY = date(2026, 11, 23)
"""Today in all examples and fixtures."""

_MARK = re.compile(rb"[ \t]*# <-$")
_TIMES = re.compile(rb"[ \t]*# x ([0-9]+)$")
_FIELD = re.compile(rb"[A-Za-z_]+(?=:(?: |$))")
_FENCE, _GAP = b"---", "…".encode()


@dataclass
class Example:
    """Files by path, and the places (path and line) at which the rule fires."""

    good: bool
    files: dict[str, bytes] = field(default_factory=dict)
    marks: list[tuple[str, int]] = field(default_factory=list)


def examples_in(rule: Rule) -> Iterator[Example]:
    """The examples of a rule, in order."""
    current = Example(True)
    for good, shown in examples_of(rule):
        current = Example(good, dict(current.files) if any(file.rest for file in shown) else {})
        for file in shown:
            current.files[file.path], lines = _unmarked(_laid(file))
            current.marks += [(file.path, line) for line in lines]
        yield current


def _laid(file: Shown) -> bytes:
    """The whole file, with the marks."""
    data = file.lines.encode("ascii").decode("unicode_escape").encode("latin-1") if file.as_bytes else file.lines.encode() + b"\n"
    base, lines = base_files().get(file.path), data.rstrip(b"\n").split(b"\n")
    if base is None or not file.path.endswith((".md", ".yaml")):
        return data
    if file.path.endswith(".yaml"):
        return _joined(_with_fields(base.splitlines(), lines)) if _FIELD.match(_MARK.sub(b"", lines[0])) else data
    fences = [at for at, line in enumerate(lines) if _MARK.sub(b"", line) == _FENCE]
    if fences[:1] == [0] and len(fences) > 1 and _GAP not in lines:
        return data
    return _joined(_with_text(base.splitlines(), lines, fences))


def _with_text(base: list[bytes], lines: list[bytes], fences: list[int]) -> list[bytes]:
    """A Markdown file with what is shown of its fields and its text."""
    below = base.index(_FENCE, 1)
    if not fences and not _FIELD.match(_MARK.sub(b"", lines[0])):
        return [*base[: below + 1], b"", *lines]
    first = fences[:1] == [0]
    top, shown = (lines[:1], lines[1:]) if first else (base[:1], lines)
    end = next((at for at, line in enumerate(shown) if line == _FENCE), None)
    text = base[below:] if end is None or end == len(shown) - 1 else shown[end:]
    return [*top, *_with_fields(base[1:below], shown[:end], first, end is not None), *text]


def _with_fields(base: list[bytes], shown: list[bytes], first: bool = False, last: bool = False) -> list[bytes]:
    """The lines of fields with those that are shown in the places of others; `first` and `last` where nothing is left out at that end."""
    runs: list[list[bytes]] = [[]]
    for line in shown:
        if line == _GAP:
            runs.append([])
        else:
            runs[-1].append(line)
    for at, run in enumerate(runs):
        if run:
            base = _with_run(base, run, first and at == 0, last and at == len(runs) - 1)
    return base


def _with_run(base: list[bytes], run: list[bytes], first: bool, last: bool) -> list[bytes]:
    old, new = _fields(base), _fields(run)
    places = [at for at, (name, _) in enumerate(old) if name and name in [other for other, _ in new]]
    begin = 0 if first else min(places, default=len(old))
    end = len(old) if last else max(places, default=len(old) - 1) + 1
    return [line for _, lines in (*old[:begin], *new, *old[end:]) for line in lines]


def _fields(lines: list[bytes]) -> list[tuple[bytes, list[bytes]]]:
    """The fields with all their lines, by name; b"" for what is none."""
    found: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        if found and (line[:1] in (b" ", b"\t", b"") or line.startswith(b"- ")):
            found[-1][1].append(line)
        else:
            name = _FIELD.match(_MARK.sub(b"", line))
            found.append((name[0] if name else b"", [line]))
    return found


def _joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


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
