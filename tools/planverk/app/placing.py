"""Where the outputs go, and putting them there without taking away what is not ours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from planverk.app.bundling import stale_signatures
from planverk.app.outputs import is_among_sources, is_same, unwritten
from planverk.document.document import Document
from planverk.errors import Note, Tell, UserError, silent
from planverk.files import CONFLICTS
from planverk.formats.manifest import make_manifest
from planverk.formats.outputs import Output, changes_of_outputs, not_ours, place_outputs
from planverk.paths import PLAN_FILE
from planverk.transaction import FileChange

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
        if wished and _is_taken(root, folder.resolve()):
            raise UserError("outputs-among-sources", folder=folder)
    except OSError as error:
        raise UserError("not-writable", folder=folder, problem=error.strerror or error) from None
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
    """Puts the outputs into a folder, all or none. UserError where that cannot be, and where a `checked` folder holds something in their places
    that no build made, unless the wish is that it is replaced."""
    try:
        others = list(islice(not_ours(folder, _places(outputs)), MOST_NAMED + 1)) if checked else []
        if others and not replaces:
            raise UserError("outputs-among-others", folder=folder, names=_listed(others))
        place_outputs(root, folder.resolve(), changes_in(folder, document, outputs))
    except UserError as error:
        raise UserError("outputs-behind-link", folder=folder, link=error.facts["path"]) if error.key in CONFLICTS else error from None
    except OSError as error:
        raise unwritten(error, folder) from None
    if others:
        tell(Note("outputs-replaced", names=_listed(others)))


def _places(outputs: Sequence[Output]) -> list[str]:
    return [*(output.path for output in outputs), *stale_signatures(outputs)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
