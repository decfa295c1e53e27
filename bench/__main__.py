"""Measures and prints each ratio with its limit; exit code 1 where a limit is passed.

Each figure is the median of several runs; what is compared is run in turn, so that a busy machine slows both alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import documents
from bench.generate import write_plan
from bench.preview import saving_until_served

ROOT = Path(__file__).resolve().parent.parent
RUNS = 9
MOST_MEMORY = 150
"""MiB that the import of 130 pages may have in any one process."""
PLANVERK = (sys.executable, "-m", "planverk")
IMPORTS = (sys.executable, "-c", "import pydantic, yaml")


def timed(run: Callable[[], object]) -> float:
    """Seconds on the clock."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def command(*arguments: str, **environment: str) -> Callable[[], object]:
    """A call of a command, its output dropped; it must not fail with 2 or 3."""

    def run() -> None:
        done = subprocess.run(arguments, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode > 1:
            raise RuntimeError(done.stderr.decode())

    return run


def medians(*runs: Callable[[], object], times: int = RUNS) -> list[float]:
    """The median seconds of each of several calls, run in turn after one that warms up."""
    for run in runs:
        run()
    rounds = [[timed(run) for run in runs] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def show(what: str, seconds: float, against: str, limit: float) -> bool:
    """Prints a line; True where the figure keeps within the limit."""
    good = seconds <= limit
    print(f"{'ok  ' if good else 'OVER'}  {what:44} {seconds:7.3f} s   limit {limit:7.3f} s ({against}), {seconds / limit:4.0%} of it")
    return good


def two_revisions(folder: Path) -> None:
    """Commits a plan, then again with deadlines and words of 20 measures changed."""
    git = ("git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@planverk.example")
    for number in range(2):
        for path in sorted(folder.glob("plan/measures/*.md"))[: 20 * number]:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("deadline: 2027-06-30", "deadline: 2027-12-31").replace("kommunen", "bydelen"), encoding="utf-8")
        for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", str(number))):
            command(*git, *arguments)()


def move_paragraphs(folder: Path, count: int) -> None:
    """Commits a plan again in which so many measures gave their last paragraph to another, with a word put in."""
    paths = sorted(folder.glob("plan/measures/*.md"))
    texts = {path: path.read_text(encoding="utf-8").rstrip("\n") for path in paths}
    for source, target in zip(paths[:count], paths[-count:], strict=True):
        texts[source], _, paragraph = texts[source].rpartition("\n\n")
        texts[target] += f"\n\n{paragraph.replace(' ', ' ikke ', 1)}"
    for path, text in texts.items():
        path.write_text(f"{text}\n", encoding="utf-8")
    git = ("git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@planverk.example")
    command(*git, "commit", "--all", "--quiet", "--message", "moved")()


def reading_documents() -> list[bool]:
    """Reading a tagged PDF and a Word file, each beside the bare reader."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        write_plan(Path(folder), documents.MEASURES)
        for form in ("pdf", "docx"):
            command(*PLANVERK, "build", form, "-C", folder, "--output", f"{folder}/{form}")()
        reader = (sys.executable, "-m", "bench.documents")
        for form, name, limit in (("pdf", "130 tagged pages", 3.0), ("word", "the same as Word", 5.0)):
            path = f"{folder}/docx/plan.docx" if form == "word" else f"{folder}/pdf/plan.pdf"
            bare, ours = medians(command(*reader, form, path), command(*reader, "planverk", path), times=5)
            results.append(show(f"import, {name}", ours, "fixed", limit))
            results.append(show(f"import, {name}", ours, f"2 × the bare reader, {bare:.3f} s", 2 * bare))
        memory = documents.memory_of((*reader, "planverk", f"{folder}/pdf/plan.pdf"))
        print(f"{'ok  ' if memory <= MOST_MEMORY else 'OVER'}  {'import, 130 tagged pages':44} {memory:7.0f} MiB limit {MOST_MEMORY} MiB (fixed)")
    return [*results, memory <= MOST_MEMORY]


def main() -> int:
    """Runs every measurement."""
    results = []
    check = (*PLANVERK, "check", "-C", str(ROOT))
    imports, again, anew = medians(command(*IMPORTS), command(*check), command(*check, PLANVERK_CACHE="off"))
    results.append(show("check, own plan, same files as last time", again, f"3 × importing pydantic and yaml, {imports:.3f} s", 3 * imports))
    results.append(show("check, own plan, nothing remembered", anew, "7 × the same import", 7 * imports))
    with tempfile.TemporaryDirectory() as folder:
        out = ("-C", str(ROOT), "--output", folder)
        pdf, everything = medians(command(*PLANVERK, "build", "pdf", *out), command(*PLANVERK, "build", "all", *out), times=5)
    results.append(show("build pdf with its gate, own plan", pdf, "fixed", 2.5))
    results.append(show("build all, own plan", everything, "fixed", 6.0))
    with saving_until_served(ROOT) as save:
        (served,) = medians(save)
    results.append(show("serve, from saving to serving, own plan", served, "6 × the same import", 6 * imports))
    with tempfile.TemporaryDirectory() as folder:
        write_plan(Path(folder), 1000)
        two_revisions(Path(folder))
        diff = (*PLANVERK, "diff", "-C", folder, "HEAD~1", "HEAD")
        large, difference = medians(command(*PLANVERK, "check", "-C", folder, PLANVERK_CACHE="off"), command(*diff), times=5)
        results.append(show("check, 1,000 measures, nothing remembered", large, "10 × the check of our own plan", 10 * anew))
        with tempfile.TemporaryDirectory() as other:
            write_plan(Path(other), 1000, register=True)
            (register,) = medians(command(*PLANVERK, "check", "-C", other, PLANVERK_CACHE="off"), times=5)
        results.append(show("check, the same with 625 other entries", register, "2 × the check without them", 2 * large))
        results.append(show("diff, 20 of 1,000 measures changed", difference, "2 × the check of one of the two", 2 * large))
        move_paragraphs(Path(folder), 200)
        (moved,) = medians(command(*PLANVERK, "diff", "-C", folder, "HEAD~1", "HEAD"), times=3)
        results.append(show("diff, 200 paragraphs of 1,000 measures moved", moved, "3 × the check of one of the two", 3 * large))
        diff = (*PLANVERK, "diff", "-C", folder, "HEAD~2", "HEAD~1")
        word = (*PLANVERK, "build", "docx", "-C", folder, "--rev", "HEAD", "--output", f"{folder}/build")
        tracked = (*diff, "--format", "docx", "--output", f"{folder}/changes.docx")
        plain, redline = medians(command(*word), command(*tracked), times=1)
        results.append(show("diff as Word, 20 of 1,000 measures changed", redline, "1.5 × the Word file of one of the two", 1.5 * plain))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        write_plan(Path(one), 200)
        write_plan(Path(other), 200, own_fields=True)
        without, own = medians(*(command(*PLANVERK, "build", "pdf", "-C", folder) for folder in (one, other)), times=5)
        results.append(show("build pdf, 200 measures, 12 own columns", own, "1.3 × the same without them", 1.3 * without))
    results += reading_documents()
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
