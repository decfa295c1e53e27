"""What a command says where Git cannot give what was asked for."""

from __future__ import annotations

from planverk.cli.stop import Stop
from planverk.reading.git import GitError
from planverk.report.text import safe


def stop_of(error: GitError) -> Stop:
    """The error as a reason to stop; nothing that it names can command a terminal."""
    return Stop(error.key, **{name: safe(text) for name, text in error.facts.items()})


def stop_of_saving(error: GitError) -> Stop:
    """The same of what Git could not write, with all that it said."""
    return stop_of(GitError("git-not-saved", **error.facts) if error.key == "git-failed" else error)
