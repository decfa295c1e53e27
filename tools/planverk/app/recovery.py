"""What is done before anything else: what an earlier command left half done is finished or undone."""

from __future__ import annotations

from pathlib import Path

from planverk.errors import Note, Tell, UserError
from planverk.journal import pending


def tidy_up(start: Path, tell: Tell) -> None:
    """Leaves nothing half done in the repository of a folder, or outside Git in the folder; says so where something was, in one line."""
    try:
        start = start.resolve()
        if not any(pending(start)):
            return
    except OSError:  # the folder that we are in may have been taken away; the command itself says what it needs
        return
    from planverk.authoring.commits import has_landed
    from planverk.transaction import recover

    try:
        found = recover(start, lambda also: has_landed(start, also))
    except UserError as error:  # of Git, which alone can tell whether what was begun has landed
        tell(Note("not-recovered", problem=error))
        return
    except OSError as error:
        tell(Note("not-recovered", problem=error.strerror or error))
        return
    for each in found:
        tell(Note("recovered-finished" if each.finished else "recovered-undone"))
        for path, earlier in each.left:
            tell(Note("recovered-left", path=path, earlier=earlier))
