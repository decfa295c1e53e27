"""Nothing that a plan says is a command to the runner that reads the log of a job."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planverk.report.text import safe
from tests.authors import run
from tests.support import committed, copied

COMMAND = re.compile(r"(?m)^\s*::(?!(?:error|warning|notice) file=[^:]*::)|##\[|##vso\[", re.IGNORECASE)
"""A line that is a command, but for those by which findings are shown on the lines of a change."""

SAID = (
    "::add-mask::x", "##[add-mask]x", "##[stop-commands]x", "##vso[task.setvariable variable=a]b", "##VSO[x]", "###[x]", "\t::set-env name=a::b",
    "::error::x",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_text_is_no_command(text: str) -> None:
    assert COMMAND.search(text) and not COMMAND.search(safe(text))
    assert safe(text).encode().decode("unicode_escape").split() == text.split()


@pytest.mark.parametrize("text", ["a::b", "tiltak ## 3", "# [x]", "kl. 10::", "#[x]"])
def test_other_texts_stay(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("said", SAID)
def test_no_command_of_ours_prints_one(said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path / "plan")
    committed(root)
    (root / "plan/goals" / f"{said.strip().replace('/', '-')}.md").write_text("x", encoding="utf-8")
    measure = min((root / "plan/measures").glob("*.md"))
    text = re.sub(r"title: .*", f'title: "{said.strip()} TODO"', measure.read_text(encoding="utf-8"))
    measure.write_text(f"{text}\n{said} TODO  \n", encoding="utf-8")
    calls = [line.split() for line in ("check", "check --format github", "diff HEAD", "log", "build html")]
    for words in (*calls, ["rename", "goal", said, said], ["check", "--rev", said]):
        code, out, err = run(capsys, *words, "-C", str(root))
        assert code != 3 and not COMMAND.search(out) and not COMMAND.search(err), words
