"""Two builds of one revision, in two folders and two surroundings, give the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.support import committed, copied, git

SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LANG": "nb_NO.UTF-8", "LC_ALL": "nb_NO.UTF-8", "PYTHONHASHSEED": "2"},
)


def build(folder: Path, home: Path, surroundings: dict[str, str], umask: int) -> dict[str, str]:
    """Builds everything in a process of its own; path → SHA-256 of each file, lock and cache apart."""
    home.mkdir()
    environment = os.environ | surroundings | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "MPLCONFIGDIR": str(home / "mpl")}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-m", "planverk", "build", "-C", str(folder)], env=environment, umask=umask, check=True, capture_output=True)
    files = (path for path in (folder / "build").rglob("*") if path.is_file() and not path.relative_to(folder / "build").parts[0].startswith("."))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def test_the_same_revision_gives_the_same_bytes(tmp_path: Path) -> None:
    first = copied("drammen", tmp_path / "one")
    (first / ".gitignore").write_text("/build/\n")
    committed(first)
    second = tmp_path / "a longer name for æøå"
    git(tmp_path, "clone", "--quiet", str(first), str(second))
    (second / "notes.txt").write_text("untracked, outside plan/")
    one = build(first, tmp_path / "home one", SURROUNDINGS[0], 0o022)
    two = build(second, tmp_path / "home two", SURROUNDINGS[1], 0o077)
    assert {"build/plan.pdf", "build/plan.docx", "build/html/index.html", "build/manifest.json"} <= set(one)
    assert one == two
