"""Names each finding by what it is about, so that others know it again when lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from planverk.diagnostics import Diagnostic


def fingerprints(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> list[str]:
    """A hash for each finding, in their order: of its rule, path and source line, without the line's number, the message and its language.

    Findings that are alike in all this are distinguished by their order in the file.
    """
    lines = {path: text.split("\n") for path, text in texts.items()}
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        about = "\0".join((diagnostic.rule, diagnostic.location.path, *_meant(diagnostic, lines)))
        found.append(hashlib.sha256(f"{about}\0{seen[about]}".encode("utf-8", "backslashreplace")).hexdigest())
        seen[about] += 1
    return found


def _meant(diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> tuple[str, str]:
    """The source line without the space around it, and the part that is meant."""
    start, end = diagnostic.location.span
    of_file = lines.get(diagnostic.location.path, [])
    line = of_file[start.line - 1] if start.line <= len(of_file) else ""
    return line.strip(), line[start.column - 1 : end.column - 1 if end.line == start.line else None]
