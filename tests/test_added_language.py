"""A folder in locale/ adds a language of messages: what it lacks is said in bokmål, and nothing fails for want of a word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import planverk
from planverk.cli.check import FORMATS
from tests.support import ROOT
from tests.word_files import p, packed, parts_of

BASE = ROOT / "tests/plans/base"
BAD = ROOT / "tests/plans/invalid"
SAID = """
import contextlib, io, json, os, sys
from planverk.cli import main
told = []
for arguments in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
    told.append([code, out.getvalue(), err.getvalue()])
json.dump(told, sys.stdout)
"""


def commands(tongue: str, changed: Path) -> list[list[str]]:
    """Calls that show words of every kind: findings and changes in every format, pages of rules, a schema, help, and what cannot be done."""
    day = ["--today", "2026-11-23", "--lang", tongue]
    return [
        *(["check", "-C", str(changed), "--format", style, *day] for style, _ in FORMATS),
        *(["diff", str(BASE), str(changed), "--format", style, "--lang", tongue] for style in ("text", "markdown", "html", "json")),
        *(["explain", name] for name in ("dangling-reference", "unsafe-wording", "no-such-rule")),
        ["explain"],
        ["schema", "-C", str(changed), "--lang", tongue],
        *(["verify-docx", str(changed / "plan.docx"), "--format", style, "--lang", tongue] for style in ("text", "json")),
        ["import-review", str(changed / "plan.docx"), "-C", str(changed), "--lang", tongue],
        ["verify", str(changed / "plan.docx")],
        ["log", "-C", str(changed), "--lang", tongue],
        ["rename", "goal:a", "goal:b", "-C", str(changed)],
        ["--help"],
        ["check", "-C", str(changed / "nowhere"), "--lang", tongue],
        ["show", "HEAD", "--no-such-option"],
    ]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our code with a language that has no word of its own, and a catalogue without a word."""
    folder = tmp_path_factory.mktemp("code")
    shutil.copytree(Path(planverk.__file__).parent, folder / "planverk", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "planverk/locale/sv").mkdir()
    (folder / "planverk/locale/sv/cli.toml").write_text("", encoding="utf-8")
    return folder


def said(package: Path, tongue: str, changed: Path) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of every call."""
    environment = os.environ | {"PYTHONPATH": str(package), "PLANVERK_LANG": tongue, "PLANVERK_CACHE": "off", "SOURCE_DATE_EPOCH": "1764547200"}
    calls = json.dumps(commands(tongue, changed))
    done = subprocess.run([sys.executable, "-c", SAID], input=calls, capture_output=True, text=True, env=environment, cwd=package)
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


def test_a_language_without_words_speaks_bokmal(package: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(BASE, changed)
    shutil.copytree(BAD / "planners-slips", changed, dirs_exist_ok=True)
    (changed / "plan.docx").write_bytes(packed(parts_of(p("En setning."))))
    (changed / "planverk.toml").write_text('packs = ["norwegian-municipal", "suicide-prevention"]\n', encoding="utf-8")
    (changed / "plan/chapters/kunnskap.md").write_text("---\ntitle: Det vi vet\n---\n\nNoen begår selvmord.\n", encoding="utf-8")
    ours = said(package, "nb", changed)
    schemas = {path.name: path.read_bytes() for path in (changed / "schema").iterdir()}
    shutil.rmtree(changed / "schema")
    theirs = said(package, "sv", changed)
    assert {path.name: path.read_bytes() for path in (changed / "schema").iterdir()} == schemas
    assert [code for code, _, _ in theirs] == [code for code, _, _ in ours]
    assert [
        (call, err) for call, (code, _, err) in zip(commands("sv", changed), theirs, strict=True) if code == 3
    ] == [] and "unsafe-wording" in theirs[0][1]
    for call, (_, out, err), (_, expected, errors) in zip(commands("sv", changed), theirs, ours, strict=True):
        assert out.replace('"language": "sv"', '"language": "nb"').replace("lang=sv", "lang=nb") == expected, call
        assert err == errors, call
