"""Writes a text as Markdown, or as a YAML scalar, that says that text and nothing else: no mark, no link, no tag, no block; no number, no date."""

from __future__ import annotations

import re

from planverk.authoring.sentences import begins_block
from planverk.source.text import CONTROL
from planverk.source.yaml import Plain, read_yaml

_ALWAYS = re.compile(r"[\\`*\[\]<]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_COUNTED = re.compile(r"([0-9]{1,9})([.)])")


def escaped(text: str, in_cell: bool = False) -> str:
    """The text with a backslash before what would be a mark within a line."""
    marked = _ALWAYS.sub(lambda found: f"\\{found[0]}", text)
    return marked.replace("|", "\\|") if in_cell else marked


def as_text(line: str) -> str:
    """A line that begins a paragraph, or goes on in one, so that it does not begin a list, a heading or the like."""
    if not begins_block(line) and not line.startswith(("#", "=", "~~~")):
        return line
    counted = _COUNTED.match(line)
    return f"{counted[1]}\\{line[len(counted[1]) :]}" if counted else f"\\{line}"


# --- YAML ---

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
