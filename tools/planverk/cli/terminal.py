"""What a stream can show: colours, and lines of which width; and whether somebody is there to be asked."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

import click

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
