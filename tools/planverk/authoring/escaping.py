"""Writes a text as Markdown that says that text and nothing else: no mark, no link, no tag, no block."""

from __future__ import annotations

import re

from planverk.authoring.sentences import begins_block

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
