"""Where a file that belongs nowhere in plan/ was probably meant to stand."""

from __future__ import annotations

from pathlib import PurePosixPath

from planverk.diagnostics import Hint
from planverk.identifiers import nearest
from planverk.model.kinds import KINDS, RECORDS
from planverk.places import DATA_FOLDER, HELP_FILE, PLAN_FILE

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


def meant_place(path: str) -> tuple[Hint, ...]:
    """A hint at the place or form that the file should have; where nothing is near, the hint that it may stand outside plan/."""
    pure = PurePosixPath(path)
    suffix = pure.suffix.lower()
    if suffix in _SPREADSHEETS:
        return (Hint("unexpected-spreadsheet", {}),)
    if suffix in _PICTURES:
        return (Hint("unexpected-picture", {}),)
    if suffix in _DOCUMENTS:
        return (Hint("unexpected-document", {}),)
    meant = _meant(pure) if suffix in _TEXT else None
    if meant and meant != path:
        return (Hint("unexpected-place", {"name": meant}),)
    below = ", ".join(folder for folder in _SUFFIXES if str(pure.parent) != "plan" and folder.startswith(f"{pure.parent}/"))
    return (Hint("unexpected-folder", {"names": below}),) if below else (Hint("unexpected-elsewhere", {}),)


def _meant(pure: PurePosixPath) -> str | None:
    folder = str(pure.parent)
    if folder == "plan":
        singles = {PurePosixPath(single).stem: single for single in (PLAN_FILE, HELP_FILE)}
        return next((singles[name] for name in nearest(pure.stem.lower(), singles)), None)
    known = folder if folder in _SUFFIXES else _folder_near(pure)
    return f"{known}/{pure.stem}{_SUFFIXES[known]}" if known else None


def _folder_near(pure: PurePosixPath) -> str | None:
    """The folder above the file's own, or the one whose name is nearest to it."""
    above = next((str(parent) for parent in pure.parents if str(parent) in _SUFFIXES), None)
    if above or any(folder.startswith(f"{pure.parent}/") for folder in _SUFFIXES):
        return above
    names = {PurePosixPath(folder).name: folder for folder in _SUFFIXES}
    name = _NORWEGIAN.get(pure.parent.name.lower(), pure.parent.name)
    return next((names[near] for near in nearest(name, names)), None)
