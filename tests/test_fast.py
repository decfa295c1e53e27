"""A fast run starts no program but Git and typesets nothing; a test that would is left out, and no other is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

TESTS = """
import subprocess
from threading import Thread

import typst


def test_needs_nothing():
    assert True


def test_needs_git():
    subprocess.run(["git", "--version"], check=True, capture_output=True)


def test_reaches_a_program():
    subprocess.run(["pandoc", "--version"], check=True)


def test_catches_what_refuses_it():
    try:
        subprocess.run(["sh", "-c", "true"], check=True)
    except BaseException:
        pass
    assert False


def test_reaches_the_typesetter_in_a_thread():
    made = []
    thread = Thread(target=lambda: made.append(typst.compile("plan.typ")))
    thread.start()
    thread.join()
    assert made


def test_is_wrong():
    assert False
"""


def test_what_reaches_a_program_is_left_out_and_what_is_wrong_fails(tmp_path: Path) -> None:
    (tmp_path / "test_here.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest", "-p", "no:cacheprovider", "--fast", "-v"]
    done = subprocess.run([*command, "-W", "ignore", str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert dict(re.findall(r"::test_(\w+) (\w+)", done.stdout)) == {
        "needs_nothing": "PASSED",
        "needs_git": "PASSED",
        "reaches_a_program": "SKIPPED",
        "catches_what_refuses_it": "SKIPPED",
        "reaches_the_typesetter_in_a_thread": "SKIPPED",
        "is_wrong": "FAILED",
    }
    assert "left out: 3 that reach " in done.stdout
    assert [name in done.stdout for name in ("pandoc (1)", "sh (1)", "typst (1)")] == [True] * 3
