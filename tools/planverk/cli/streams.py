"""The streams that a command writes to, and what is said where the machine, and not the plan or planverk, is what stops it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from planverk.cli.messages import language, say
from planverk.report.errors import machine_problem
from planverk.report.text import safe

LONGEST_NAME = 200
"""Characters of a file's name that are shown."""


def fill() -> bool:
    """Gives a process that was started with closed streams some that lead nowhere, or a file that it opens would take their place. False where
    standard output was one of them: there is nowhere to write to."""
    written = sys.stdout is not None
    sys.stdin, sys.stdout, sys.stderr = sys.stdin or _nowhere("r"), sys.stdout or _nowhere("w"), sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return written


def _nowhere(mode: str) -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")  # type: ignore[return-value]  # as long as the process


def tell(text: str) -> None:
    """Writes lines to standard error, without anything that a terminal could take for a command; what cannot be written there cannot be told."""
    with suppress(OSError, ValueError):
        click.echo("\n".join(map(safe, text.split("\n"))), err=True)


def silence() -> None:
    """Leads both streams nowhere, so that Python does not try once more to write what it could not, when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def machine_fault(error: OSError | MemoryError) -> str:
    """What stopped the command, as one sentence; in the system's own words where not even those of the catalogues can be read."""
    try:
        return _machine_fault(error)
    except OSError:
        return safe(str(error))


def _machine_fault(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        return say("machine-memory")
    problem = machine_problem(error, language())
    names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    shown = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names]
    return say(
        "machine-at" if shown else "machine", names=", ".join(f"«{name}»" if language() != "en" else f"“{name}”" for name in shown), problem=problem
    )


# --- what a stream can show -------------------------------------------------------------------------------------------

# What a stream can show: colours, and lines of which width; and whether somebody is there to be asked.


_YES = ("j", "ja", "y", "yes")


def shows_colour(stream: TextIO) -> bool:
    """True on a terminal. NO_COLOR (https://no-color.org) says no wherever it is; FORCE_COLOR (https://force-color.org) says yes, but for 0."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int | None:
    """The cells of a line of the terminal, None where the stream is none."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def agreed(question: str) -> bool:
    """True for a yes in any of our languages to a question at the terminal; all else is a no."""
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer.strip().lower() in _YES


def answers() -> bool:
    """True where somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
