"""What is wrong with the names of files: those that Windows cannot have, those at a place where no such entry is, and those of copies."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from unicodedata import normalize

from planverk.diagnostics import Finding, Hint, Location
from planverk.ids import is_device, is_id, nearest, proper_id
from planverk.model.kinds import KINDS, RECORDS, kind_of_file
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
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
        if other in paths and (_MACHINE.match(stem[at:]) or _MARK.fullmatch(stem[at:])):  # what a program adds to the name of a copy
            return other
    return None


def copy_hint(path: str, files: Mapping[str, bytes], by_line: bool = True) -> Hint | None:
    """What to do about a copy, None where the path is none; `by_line` says which lines differ. A data file that a figure may show is itself."""
    other, name = original_of(path, files), PurePosixPath(path).name.encode()
    if other is None:
        return None
    if path.startswith(f"{DATA_FOLDER}/") and any(name in data for each, data in files.items() if each.startswith("plan/figures/")):
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


LONGEST_PATH = 200
"""Characters of a path in the repository. Windows has 260 for all of it, and the folder that the repository lies in takes some."""

_SIGNS = frozenset('<>:"|?*\\')


def unportable(path: str, place: Location | None = None) -> Finding | None:
    """The finding that Windows cannot have a path, at `place` where another file names it; None for one that all systems can have."""
    for name in path.split("/"):
        if why := _why(name):
            return Finding("unportable-name", place or Location(path), {"name": name, "obstacle": why}, (_remedy(path, name),))
    if len(path) > LONGEST_PATH:
        return Finding("unportable-name", place or Location(path), {"name": path, "obstacle": "why-long-path"}, (Hint("shorten-name", {}),))
    return None


def _why(name: str) -> str:
    """The key of the reason for which no file or folder can have the name, "" where one can."""
    if is_device(name):
        return "why-device"
    if not _SIGNS.isdisjoint(name):
        return "why-sign"
    return "why-name-end" if name.endswith((".", " ")) else ""


def _remedy(path: str, name: str) -> Hint:
    """An entry is renamed with all that refers to it; what else there is gets another name."""
    kind, pure = kind_of_file(path), PurePosixPath(path)
    if kind in KINDS and is_id(pure.stem):
        return Hint("rename-entry", {"name": f"{kind.kind}:{pure.stem}", "new": proper_id(pure.stem)})
    stem, dot, suffix = name.strip(" .").rpartition(".")
    return Hint("rename-portable", {"name": f"{proper_id(stem)}{dot}{suffix}" if stem else proper_id(suffix)})


_SUFFIXES = {**{kind.folder: kind.suffix for kind in (*KINDS, *RECORDS)}, DATA_FOLDER: ".csv"}
_NORWEGIAN = {
    "tiltak": "measures", "mål": "goals", "maal": "goals", "kapitler": "chapters", "kapittel": "chapters", "begreper": "definitions",
    "omgrep": "definitions", "definisjoner": "definitions", "funksjoner": "functions", "planer": "plans", "kilder": "sources", "kjelder": "sources",
    "ressurser": "resources", "figurer": "figures", "tabeller": "figures", "fremdrift": "progress", "framdrift": "progress", "tall": "data",
}  # fmt: skip
_TEXT = (".md", ".yaml", ".yml", ".markdown", ".txt", ".csv", "")
_UNEXPECTED = {
    "unexpected-spreadsheet": (".xlsx", ".xls", ".ods", ".numbers"),
    "unexpected-picture": (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".tif", ".tiff"),
    "unexpected-document": (".docx", ".doc", ".odt", ".rtf", ".pages"),
}
"""What to do with files that hold no text of a plan, by their endings."""


def meant_place(path: str, files: Mapping[str, bytes] = MappingProxyType({})) -> tuple[Hint, ...]:
    """A hint at the place or form that the file should have, and what is alike where a file is there already; where nothing is near, the hint that it
    may stand outside plan/. `files` are those of the plan.
    """
    pure = PurePosixPath(path)
    suffix = pure.suffix.lower()
    for remedy, suffixes in _UNEXPECTED.items():
        if suffix in suffixes:
            return (Hint(remedy, {}),)
    meant = _meant(pure) if suffix in _TEXT else None
    if meant and meant != path and meant in files:
        return (difference_hint(path, meant, files),)
    if meant and meant != path:
        return (Hint("unexpected-place", {"name": meant}),)
    below = ", ".join(folder for folder in _SUFFIXES if str(pure.parent) != "plan" and folder.startswith(f"{pure.parent}/"))
    return (Hint("unexpected-folder", {"names": below}),) if below else (Hint("unexpected-elsewhere", {}),)


def proper_name(path: str, suffix: str, files: Mapping[str, bytes], by_line: bool = True) -> Hint:
    """The name that a file should have whose own is no id; where another file has that name, what is alike in the two."""
    name = f"{proper_id(_stem(PurePosixPath(path)))}{suffix}"
    other = str(PurePosixPath(path).with_name(name))
    return difference_hint(path, other, files, by_line) if other in files else Hint("id-of-file", {"name": name})


def _meant(pure: PurePosixPath) -> str | None:
    folder, stem = str(pure.parent), _stem(pure)
    if folder == "plan":
        singles = {PurePosixPath(single).stem: single for single in (PLAN_FILE, HELP_FILE)}
        return next((singles[name] for name in nearest(stem.lower(), singles)), None)
    known = folder if folder in _SUFFIXES else _folder_near(pure)
    if known is None:
        return None
    return f"{known}/{stem if known == DATA_FOLDER or is_id(stem) else proper_id(stem)}{_SUFFIXES[known]}"


def _stem(pure: PurePosixPath) -> str:
    """The name without its endings: Windows hides the last one, so that x.md is saved as x.md.txt."""
    while pure.suffix and pure.suffix.lower() in _TEXT:
        pure = pure.with_suffix("")
    return pure.name


def _folder_near(pure: PurePosixPath) -> str | None:
    """The folder above the file's own, or the one whose name is nearest to it."""
    above = next((str(parent) for parent in pure.parents if str(parent) in _SUFFIXES), None)
    if above or any(folder.startswith(f"{pure.parent}/") for folder in _SUFFIXES):
        return above
    names = {PurePosixPath(folder).name: folder for folder in _SUFFIXES}
    name = _NORWEGIAN.get(pure.parent.name.lower(), pure.parent.name)
    return next((names[near] for near in nearest(name, names)), None)
