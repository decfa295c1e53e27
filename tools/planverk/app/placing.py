"""Where outputs and other files are written that somebody asked for, without taking away what is not ours, a plan's own or Git's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from errno import EACCES, ENOENT, ENOTDIR
from itertools import islice
from pathlib import Path

from planverk.document.document import Document
from planverk.errors import Note, Tell, UserError, silent
from planverk.exchange.bundle import NAME
from planverk.files import CONFLICTS, is_file
from planverk.formats.outputs import Output, changes_of_outputs, made_in, make_manifest, not_ours, place_outputs
from planverk.paths import PLAN_FILE, SETTINGS_FILE, SIGNATURES
from planverk.transaction import FileChange, Unfinished

MOST_NAMED = 5


def outputs_folder(root: Path, wished: str | None = None) -> Path:
    """Where the outputs go: the folder that is wished, else the plan's build/. UserError where a link in the plan's own folder leads there, for who
    made the plan would choose what is written over; and where the plan itself lies there, or something of Git."""
    folder = Path(wished) if wished else root / "build"
    try:
        way = folder.absolute()
        for place in (way, *way.parents):
            if place.is_symlink() and Path(os.path.normpath(place)).is_relative_to(root) and place != root:
                raise UserError("outputs-behind-link", folder=folder, link=place)
            if os.path.lexists(place) and not place.is_dir():
                raise OSError(ENOTDIR, os.strerror(ENOTDIR))
        if not os.access(next(place for place in (way, *way.parents) if place.exists()), os.W_OK | os.X_OK):  # else known when all is made
            raise OSError(EACCES, os.strerror(EACCES))
        if wished and _is_taken(root, folder.resolve()):
            raise UserError("outputs-among-sources", folder=folder)
    except OSError as error:
        raise UserError("not-writable", folder=folder, problem=error) from None
    return folder


def _is_taken(root: Path, folder: Path) -> bool:
    """True for a folder that holds a plan or a repository, and for one inside plan/ or inside what is Git's own."""
    if is_among_sources(folder) or os.path.lexists(folder / ".git") or (folder / PLAN_FILE).is_file():
        return True
    return any(is_same(folder, place) for place in (root, *root.parents))


def changes_in(folder: Path, document: Document, outputs: Sequence[Output]) -> Iterator[FileChange]:
    """What changes in the outputs' folder: the outputs, their manifest, and the signatures of an earlier package."""
    return changes_of_outputs(folder, outputs, lambda earlier: make_manifest(document, outputs, earlier), stale_signatures(outputs))


def put(root: Path, folder: Path, document: Document, outputs: Sequence[Output], checked: bool, replaces: bool, tell: Tell = silent) -> None:
    """Puts the outputs into a folder, all or none. UserError where that cannot be, and, unless the wish is that it is replaced, where a `checked`
    folder holds something in their places that no build made, or was never a folder of outputs and holds anything else."""
    try:
        places = [*(output.path for output in outputs), *stale_signatures(outputs)]
        others = list(islice(not_ours(folder, places), MOST_NAMED + 1)) if checked else []
        if others and not replaces:
            raise UserError("outputs-among-others", folder=folder, names=_listed(others))
        if checked and not replaces and not made_in(folder) and (beside := _beside(folder)):
            raise UserError("outputs-beside-others", folder=folder, names=_listed(beside))
        place_outputs(root, folder.resolve(), changes_in(folder, document, outputs))
    except UserError as error:
        raise UserError("outputs-behind-link", folder=folder, link=error.facts["path"]) if error.key in CONFLICTS else error from None
    except OSError as error:
        raise unwritten(error, folder) from None
    if others:
        tell(Note("outputs-replaced", names=_listed(others)))


def _beside(folder: Path) -> list[str]:
    """What lies in a folder, in order of name, as many as are named and one more."""
    return sorted(place.name for place in folder.iterdir())[: MOST_NAMED + 1] if folder.is_dir() else []


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


def stale_signatures(outputs: Sequence[Output]) -> list[str]:
    """The names of signatures of an earlier package, which are not of the new one among the outputs."""
    made = {output.path for output in outputs}
    return [NAME + suffix for suffix in SIGNATURES.values() if NAME in made and NAME + suffix not in made]


def is_among_sources(place: Path) -> bool:
    """True for a place inside the plan/ of a plan, for its settings, and for a place inside what is Git's own; links lead where they lead."""
    place = place.resolve()
    if any(part.lower() == ".git" for part in place.parts):
        return True
    if place.name == SETTINGS_FILE and (place.parent / PLAN_FILE).is_file():
        return True
    return any(is_same(here, here.parent / "plan") and (here / "plan.yaml").is_file() for here in (place, *place.parents))


def is_same(one: Path, other: Path) -> bool:
    """True for one folder, also with two names, as where the file system knows no capitals."""
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def is_replaced(path: Path, shown: str | None = None) -> bool:
    """True where a file is replaced by one to be written. UserError for a folder, a device, a link, and a plan's own files."""
    name = str(path) if shown is None else shown
    if not path.name or (os.path.lexists(path) and not is_file(path)):
        raise UserError("not-plain", path=name)
    if is_among_sources(path):
        raise UserError("file-among-sources", path=name)
    if shown is not None and not path.parent.is_dir():
        raise OSError(ENOENT, os.strerror(ENOENT))
    return path.exists()


def unwritten(error: UserError | OSError, place: Path) -> UserError:
    """Why nothing could be written to a place."""
    if isinstance(error, UserError):
        return UserError("not-plain", path=error.facts["path"]) if error.key in CONFLICTS else error
    key = "unfinished" if isinstance(error, Unfinished) else "not-writable"
    return UserError(key, folder=place, problem=error)
