"""Finds the file that another one is a copy of, by the names that programs give copies, and says what is alike in the two."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from unicodedata import normalize

from planverk.diagnostics import Hint
from planverk.ids import is_id
from planverk.paths import DATA_FOLDER
from planverk.source.text import decode

_COPY = r"(?:kopi(?:en)?|kopia|copy|dublett|duplicate)"
_CONFLICT = r"(?:konfli\w*|conflict\w*|motstrid\w*)"
_MARK = re.compile(
    rf"""
    [ _]*[-–—]?[ _]*{_COPY}(?:[ _]*\(?[0-9]+\)?)?           # x - Kopi, x – kopi (2), x kopi 2, x_copy
    | [ _]*\([0-9]{{1,3}}\)                                 # x (1)
    | [ _]+[0-9]{{1,2}}                                     # x 2
    | [ _]*[(\[][^()\[\]]*(?:{_COPY}|{_CONFLICT})[^()\[\]]*[)\]]  # x (Kari sin konfliktkopi 2026-11-30), x [Conflict]
    | [._-](?:sync-)?{_CONFLICT}[-\w().]*                   # x.sync-conflict-20261130-101500-ABCDEFG
    | _(?:BACKUP|BASE|LOCAL|REMOTE)_[0-9]+                  # of a merge
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MACHINE = re.compile(r"-(?=.*[A-Z])[A-Z0-9][A-Z0-9-]*\Z")
"""What OneDrive adds: the name of the machine, in capitals."""

_BEFORE = re.compile(rf"{_COPY} (?:av|of) ", re.IGNORECASE)
_LEFT = ("orig", "rej")
LARGEST_BY_LINE = 100_000
"""Bytes of a file whose lines are held against those of another."""

MOST_BY_LINE = 20
"""Copies in one plan of which the lines that differ are named; of more, that they differ."""

MOST_LINES = 8
"""Stretches of lines that a hint names; of more, the first."""


def original_of(path: str, paths: Collection[str]) -> str | None:
    """The path that a path is a copy of, by its name; None where it is none, or what it is a copy of is not there."""
    pure = PurePosixPath(path)
    stem, suffix = pure.stem, pure.suffix
    if suffix[1:] in _LEFT:
        return str(pure.with_suffix("")) if str(pure.with_suffix("")) in paths else None
    if found := _BEFORE.match(stem):
        other = str(pure.with_name(stem[found.end() :] + suffix))
        return other if other in paths else None
    if is_id(stem):  # as good a name as any
        return None
    starts = (at for at in range(len(stem) - 1, max(0, len(stem) - 120), -1) if stem[at] in " _-–—.([")
    for at in starts:
        other = f"{pure.parent}/{stem[:at].rstrip(' ')}{suffix}"
        if other in paths and _is_mark(stem[at:]):
            return other
    return None


def _is_mark(text: str) -> bool:
    """Whether a text is what a program adds to the name of a copy."""
    return _MACHINE.match(text) is not None or _MARK.fullmatch(text) is not None


def copy_hint(path: str, files: Mapping[str, bytes], by_line: bool = True) -> Hint | None:
    """What to do about a copy, None where the path is none; `by_line` says which lines differ. A data file that a figure may show is itself."""
    other = original_of(path, files)
    if other is None or (path.startswith(f"{DATA_FOLDER}/") and _is_named(PurePosixPath(path).name, files)):
        return None
    if path.endswith(".rej"):
        return Hint("merge-left-rejected", {"name": other})
    if path.endswith(".orig"):
        return Hint("merge-left-original", {"name": other})
    return difference_hint(path, other, files, by_line)


def difference_hint(path: str, other: str, files: Mapping[str, bytes], by_line: bool = True) -> Hint:
    """What is alike in two files of which one is too many."""
    from planverk.text_diff import opcodes  # here, since a plan without copies needs it not

    if files[path] == files[other]:
        return Hint("copy-same", {"name": other})
    if not by_line or max(len(files[path]), len(files[other])) > LARGEST_BY_LINE:
        return Hint("copy-differs", {"name": other})
    texts = [normalize("NFC", decode(each, files[each])[0]).rstrip("\n").split("\n") for each in (other, path)]
    parts = [each for each in opcodes(*texts) if not each.same]
    if not parts:
        return Hint("copy-same", {"name": other})
    here, there = ((_numbers([(one.a0, one.a1) for one in parts])), _numbers([(one.b0, one.b1) for one in parts]))
    return Hint("copy-differs-here", {"name": other, "lines": here}) if here else Hint("copy-lacks", {"name": other, "lines": there})


def _numbers(stretches: list[tuple[int, int]]) -> str:
    """Lines as people count them: 4, 7–9."""
    shown = [f"{start + 1}–{end}" if end - start > 1 else str(end) for start, end in stretches if end > start]
    return ", ".join([*shown[:MOST_LINES], "…"] if len(shown) > MOST_LINES else shown)


def _is_named(name: str, files: Mapping[str, bytes]) -> bool:
    return any(name.encode() in data for path, data in files.items() if path.startswith("plan/figures/"))
