"""The kinds of plans in tests/plans/kinds: what their part with goals and measures says, as one text.

Run as a module, it writes the kept copies anew.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from planverk.document.document import Document
from planverk.document.transform import ungrouped
from planverk.document.walk import plain
from planverk.formats.txt.emit import emit
from tests.support import ROOT, document_of

KINDS = ROOT / "tests/plans/kinds"
FOLDERS = tuple(sorted(path for path in KINDS.iterdir() if path.is_dir()))
EXPECTED = "expected.txt"
_PARTS = ("goal", "overview", "matrix", "functions")


@cache
def document(folder: Path) -> Document:
    return document_of(folder)


def measures_part(folder: Path) -> str:
    """The text of all sections with goals, measures, national goals and functions."""
    whole = document(folder)
    sections = tuple(section for section in whole.sections if section.role in _PARTS)
    text = emit(ungrouped(replace(whole, sections=sections)))
    return text[text.index(f"{plain(sections[0].heading)}\n=") :].rsplit("\n\n", 1)[0] + "\n"


if __name__ == "__main__":
    for each in FOLDERS:
        (each / EXPECTED).write_text(measures_part(each), encoding="utf-8", newline="\n")
