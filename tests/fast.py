"""What a fast run does without: Typst, every program but Git, and a long history. What reaches one is left out there and then, and needs no mark.

Properties are tried on a tenth of their cases: those that tests/properties.py draws, and those that are gone through (`some`).
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest

T = TypeVar("T")
FAST = "PLANVERK_TESTS_FAST"
PROGRAMS = {"git", "fc-list"}
"""Those that it may start: Git, and what tells matplotlib once which fonts there are."""
_REACHES = "reaches "
_reached: set[str] = set()


def is_fast() -> bool:
    return FAST in os.environ


def some(cases: Iterable[T]) -> list[T]:
    """All cases of a property; in a fast run each tenth."""
    return list(cases)[:: 10 if is_fast() else 1]


def needs(what: str) -> None:
    """Leaves a test out of a fast run at once: it would take long to reach a program, or to make `what` it needs."""
    if is_fast():
        _leave_out(what)


def start() -> None:
    """From now on this process starts no other program than those, and typesets nothing."""
    import typst

    sys.addaudithook(_refuse_others)
    typst.compile = typst.compile_with_warnings = _refuse_typst


def _refuse_others(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        program = Path(os.fsdecode(arguments[0] or arguments[1][0])).name
        if program not in PROGRAMS:
            _leave_out(program)


def _refuse_typst(*_: object, **__: object) -> NoReturn:
    _leave_out("typst")


def _leave_out(program: str) -> NoReturn:
    _reached.add(program)
    pytest.skip(_REACHES + program)


def begin() -> None:
    """A test begins."""
    _reached.clear()


def judged(report: pytest.TestReport, item: pytest.Item) -> pytest.TestReport:
    """A test that fails after it was refused a program is left out too: it reached it in a thread, or caught what refused it."""
    if report.failed and _reached:
        path, line, _ = item.location
        report.outcome, report.longrepr = "skipped", (path, line or 0, f"Skipped: {_REACHES}{min(_reached)}")
    return report


def summary(reports: list[pytest.TestReport]) -> str:
    """How many tests a fast run left out, and what they reach."""
    reasons = [report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple)]
    programs = Counter(reason.rpartition(_REACHES)[2] for reason in reasons if _REACHES in reason)
    return f"left out: {programs.total()} that reach {', '.join(f'{name} ({count})' for name, count in programs.most_common())}"
