"""Where a file that belongs nowhere in plan/ was probably meant to stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from planverk.diagnostics import Hint
from planverk.ids import is_id, nearest, proper_id
from planverk.model.kinds import KINDS, RECORDS
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
from planverk.reading.copies import difference_hint

_SUFFIXES = {**{kind.folder: kind.suffix for kind in (*KINDS, *RECORDS)}, DATA_FOLDER: ".csv"}
_NORWEGIAN = {
    "tiltak": "measures", "mål": "goals", "maal": "goals", "kapitler": "chapters", "kapittel": "chapters", "begreper": "definitions",
    "omgrep": "definitions", "definisjoner": "definitions", "funksjoner": "functions", "planer": "plans", "kilder": "sources", "kjelder": "sources",
    "ressurser": "resources", "figurer": "figures", "tabeller": "figures", "fremdrift": "progress", "framdrift": "progress", "tall": "data",
}  # fmt: skip
_TEXT = (".md", ".yaml", ".yml", ".markdown", ".txt", ".csv", "")
_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".tif", ".tiff")
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pages")


def meant_place(path: str, files: Mapping[str, bytes] = MappingProxyType({})) -> tuple[Hint, ...]:
    """A hint at the place or form that the file should have, and what is alike where a file is there already; where nothing is near, the hint that it
    may stand outside plan/. `files` are those of the plan.
    """
    pure = PurePosixPath(path)
    suffix = pure.suffix.lower()
    if suffix in _SPREADSHEETS:
        return (Hint("unexpected-spreadsheet", {}),)
    if suffix in _PICTURES:
        return (Hint("unexpected-picture", {}),)
    if suffix in _DOCUMENTS:
        return (Hint("unexpected-document", {}),)
    meant = _meant(pure) if suffix in _TEXT else None
    if meant and meant != path and meant in files:
        return (difference_hint(path, meant, files),)
    if meant and meant != path:
        return (Hint("unexpected-place", {"name": meant}),)
    below = ", ".join(folder for folder in _SUFFIXES if str(pure.parent) != "plan" and folder.startswith(f"{pure.parent}/"))
    return (Hint("unexpected-folder", {"names": below}),) if below else (Hint("unexpected-elsewhere", {}),)


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
