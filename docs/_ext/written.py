"""Writes the generated pages of the handbook, and only those that have changed, so that Sphinx reads no page twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Makes `folder` hold just these pages: name without suffix → reStructuredText."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.rst"):
        if path.stem not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.rst"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def heading(title: str, mark: str = "=") -> str:
    """A heading and the empty line after it."""
    return f"{title}\n{mark * len(title)}\n\n"
