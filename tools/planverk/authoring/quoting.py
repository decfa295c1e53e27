"""Writes a text as a YAML scalar: without quotes where it is read back as typed, else in double quotes."""

from __future__ import annotations

import re

from planverk.source.text import CONTROL
from planverk.source.yaml import Plain, read_yaml

_NOT_TEXT = re.compile(r"[-+.]?[0-9][0-9_.:e+-]*|0[xo][0-9a-f]+|true|false|yes|no|on|off|y|n|\\.inf|\\.nan", re.IGNORECASE)
"""What a reader of YAML may take for a number, a date or an answer; ours does not, but others read these files, too."""


def quoted(text: str) -> str:
    """The scalar on one line: spaces run together, control characters gone."""
    line = " ".join(CONTROL.sub(" ", text).split())
    if line and not _NOT_TEXT.fullmatch(line) and _as_typed(line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_typed(line: str) -> bool:
    for form in (f"field: {line}\n", f"- {line}\n"):
        located = read_yaml("", form)
        read = located.data if not located.findings else None
        value = next(iter(read.values()), None) if isinstance(read, dict) else read[0] if read else None
        if not isinstance(value, Plain) or value != line:
            return False
    return True
