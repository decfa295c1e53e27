"""Small slips that a change of the code could make unseen: one day, one step of a limit, the wrong end of an order. Each is caught by a test.

`python -m tests.mutants` makes each in a copy of the code, and runs the tests beside it there; it names those that no test caught. What a line says
here and no longer says in the code, `tests/test_mutants.py` tells.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import ROOT

PACKAGE = "tools/planverk"


@dataclass(frozen=True)
class Mutant:
    """A slip: what a file of the package says once, what it says instead, and what pytest runs to catch it."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{PACKAGE}/{self.path}"


DAYS = ("tests/rules/test_days.py",)
LIMITS = ("tests/reading/test_git.py", "-k", "limits")
MUTANTS = (
    Mutant(
        "the oldest record of progress",
        "model/data_entries.py",
        "key=lambda record: record.date, reverse=True",
        "key=lambda record: record.date",
        ("tests/document/test_document_pages.py", "-k", "newest"),
    ),
    Mutant("a review overdue a year early", "rules/time/due.py", "head.review.interval_years - 1 if", "head.review.interval_years - 2 if", DAYS),
    Mutant(
        "a report late on its last day", "rules/time/due.py", "months_after(last.date, months) < day", "months_after(last.date, months) <= day", DAYS
    ),
    Mutant(
        "helplines unchecked on their last day",
        "rules/time/due.py",
        "months_after(plan.help.checked, MONTHS) < day",
        "months_after(plan.help.checked, MONTHS) <= day",
        DAYS,
    ),
    Mutant("a function gone on its last day", "rules/time/referenced.py", "function.valid.to < day", "function.valid.to <= day", DAYS),
    Mutant("a successor a year late", "rules/time/referenced.py", "successor.period.from_ <= day.year", "successor.period.from_ < day.year", DAYS),
    Mutant(
        "a waiver out of force on its last day",
        "rules/engine.py",
        "day <= until",
        "day < until",
        ("tests/rules/test_engine.py", "-k", "until_its_date"),
    ),
    Mutant(
        "a file of exactly the limit", "source/text.py", "len(data) > LARGEST_FILE", "len(data) >= LARGEST_FILE", ("tests/source/test_source.py",)
    ),
    Mutant("a file of exactly the limit in Git", "reading/git.py", "elif item.size > LARGEST_FILE", "elif item.size >= LARGEST_FILE", LIMITS),
    Mutant("a plan of exactly the limit", "reading/tree.py", "if size > LARGEST_TREE", "if size >= LARGEST_TREE", LIMITS),
    Mutant(
        "tables that only lead on in the search index",
        "formats/html/search.py",
        "len(block.columns) < 3",
        "len(block.columns) < 2",
        ("tests/formats/html/test_safety.py", "-k", "only_lead"),
    ),
    Mutant(
        "a link with a blank name past the gate",
        "formats/pdf/gate/tags.py",
        'annotation.get("/Contents", "")).strip()',
        'annotation.get("/Contents", ""))',
        ("tests/formats/pdf/test_pdf_gate.py", "-k", "blank or unchanged"),
    ),
    Mutant(
        "marks of cells in another order",
        "word/orders.py",
        'headers cellIns"\n        " cellDel cellMerge',
        'headers cellDel"\n        " cellIns cellMerge',
        ("tests/word/test_word.py", "-k", "cell"),
    ),
)


def copy_to(folder: Path) -> None:
    """Puts what Git tracks into a folder."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, encoding="utf-8").stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())


def passes(folder: Path, tests: Sequence[str]) -> bool:
    """Whether tests pass on the code in a folder; RuntimeError where they could not be run."""
    around = os.environ | {"PYTHONPATH": str(folder / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", *tests], cwd=folder, env=around, capture_output=True, encoding="utf-8")
    if done.returncode > 1:
        raise RuntimeError(done.stdout + done.stderr)
    return done.returncode == 0


def main() -> int:
    """Makes each mutant; 1 where one lives, or where its tests fail without it."""
    lived = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        copy_to(folder)
        good = {tests: passes(folder, tests) for tests in dict.fromkeys(mutant.tests for mutant in MUTANTS)}
        for mutant in MUTANTS:
            path = folder / mutant.file
            right = path.read_text(encoding="utf-8")
            path.write_text(right.replace(mutant.old, mutant.new), encoding="utf-8")
            verdict = "tests fail without it" if not good[mutant.tests] else "LIVES" if passes(folder, mutant.tests) else "caught"
            path.write_text(right, encoding="utf-8")
            lived += [mutant] if verdict != "caught" else []
            print(f"{verdict:8}  {mutant.name}", flush=True)
    return 1 if lived else 0


if __name__ == "__main__":
    sys.exit(main())
