"""Nothing grows too long, nothing that is built is tracked, and no tracked file names a registry's host or a path of a machine it was written on."""

from __future__ import annotations

import re
import subprocess

from tests.support import ROOT

MOST_LINES = 400
LEFT_OUT = {".git", ".venv", "build", "_build", "parts", "node_modules", "__pycache__"}

# In pieces, or this file would break its own rule. A lock file that names a host fails where another host serves the same packages.
HOSTS = (
    r"pypi\.org", r"pythonhosted\.org", r"npmjs\.(?:org|com)", r"yarnpkg\.com", r"repo1?\.maven\.(?:apache\.)?org", r"crates\.io",
    r"proxy\.golang\.org", r"deb\.debian\.org", r"artifactory",
)  # fmt: skip
PATHS = (r"(?<![\w.-])/(?:home|Users|root|work)/", r"[A-Z]:\\Users")
UNWANTED = re.compile("|".join((*HOSTS, *PATHS)).encode())


def tracked() -> list[str]:
    """The files in Git's index; outside Git every file but what is built or installed."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if not LEFT_OUT & set(path.parts)]


def test_nothing_that_is_built_is_tracked() -> None:
    ignored = subprocess.run(["git", "-C", str(ROOT), "ls-files", "--cached", "--ignored", "--exclude-standard"], capture_output=True, text=True)
    assert ignored.stdout == ""


def test_no_module_is_two() -> None:
    lines = {name: (ROOT / name).read_bytes().count(b"\n") for name in tracked() if name.endswith(".py")}
    assert len(lines) > 10
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_the_way_back_from_a_word_file_is_walked_in_few_files() -> None:
    assert 10 < len([name for name in tracked() if name.startswith("tools/planverk/review_import/") and name.endswith(".py")]) <= 20


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = {name: [match.decode() for match in UNWANTED.findall((ROOT / name).read_bytes())] for name in tracked() if name != "tests/test_sizes.py"}
    assert {name: matches for name, matches in found.items() if matches} == {}
