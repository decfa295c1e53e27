"""Plans laid out in folders, and what reading them finds."""

from __future__ import annotations

from pathlib import Path

from planverk.diagnostics import Finding
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.examples import base_files


def laid(folder: Path) -> Path:
    for path, data in base_files().items():
        put(folder / path, data)
    return folder


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def findings_in(root: Path) -> list[tuple[str, str]]:
    """Rule and path of what reading a folder finds."""
    return short(read_plan(read_folder(root))[1])


def findings_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return short(read_plan(Tree({**base_files(), **files}))[1])


def short(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.rule, finding.location.path) for finding in findings)


def hints_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    _, findings = read_plan(Tree({**base_files(), **files}))
    return [(hint.key, hint.facts.get("name", "")) for finding in findings for hint in finding.hints]
