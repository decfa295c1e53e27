"""Calls pandoc, the one that pypandoc_binary brings: an AST as JSON to the bytes of a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planverk.errors import UserError

Node = dict[str, Any]
"""A piece of pandoc's AST, or the whole."""
API_VERSION = [1, 23, 1, 1]
NO_ATTRIBUTES: list[Any] = ["", [], []]
_SECONDS = 120


def text(characters: str) -> Node:
    """Characters as they stand."""
    return {"t": "Str", "c": characters}


def convert(ast: Node, created: datetime, *to: str) -> bytes:
    """What pandoc makes of the AST in a format, which may be followed by options. UserError where it is missing, takes too long or refuses.

    `--sandbox` keeps pandoc from files and network: pictures and styles are put in afterwards. An empty home keeps a user's own reference.docx out.
    """
    with TemporaryDirectory(prefix="planverk-pandoc-") as home:
        command = [str(pandoc()), "--sandbox", "--data-dir", home, "-f", "json", "-t", *to, "-o", "-"]
        around = _surroundings(home, created)
        try:
            done = subprocess.run(command, input=json.dumps(ast).encode(), capture_output=True, env=around, timeout=_SECONDS, cwd=home)
        except (OSError, subprocess.TimeoutExpired) as failed:
            raise UserError("pandoc-failed", problem=failed) from failed
    if done.returncode or not done.stdout:
        raise UserError("pandoc-failed", problem=done.stderr.decode(errors="replace").strip()[:500] or done.returncode)
    return done.stdout


def pandoc() -> Path:
    """The program inside pypandoc_binary, whatever pandoc is on the PATH (pypandoc's own look-up takes the newest). UserError where it is missing."""
    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise UserError("pandoc-missing")
    return Path(spec.origin).parent / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")


def seconds(created: datetime) -> int:
    """The time in whole seconds since 1970; a time without a zone is UTC."""
    return int((created if created.tzinfo else created.replace(tzinfo=UTC)).timestamp())


def _surroundings(home: str, created: datetime) -> dict[str, str]:
    system = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    ours = {"HOME": home, "APPDATA": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**system, **ours, "SOURCE_DATE_EPOCH": str(seconds(created))}
