"""Entry files that went while others of their kind came, step by step back through Git's log: what may have got another name by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from planverk.errors import UserError
from planverk.reading.git import MOST_NAMES, blob_of, contents_of, find_revision, prefix_in_repository, run_git
from planverk.reading.tree import Tree

MOST_STEPS = 100
"""Commits that are looked through, the newest first; what was renamed longer ago is in use by its new name."""

MOST_REPLACED = 40
"""Files of one step that went, and that came; in a step with more, the plan was made anew."""

_LISTED = (
    "log",
    "--first-parent",
    "-m",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-show-signature",
    "-z",
    "--format=%H",
    f"--max-count={MOST_STEPS}",
)
_NONE = "0"


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a step took away and what it brought, only of folders with both. The paths are those of the step."""

    gone: Tree
    came: Tree


def replaced_files(root: Path, rev: str, files: Mapping[str, bytes] | None) -> Iterator[Replaced]:
    """The steps up to a revision that took entry files away and brought others, the newest first: before them what `files` have that the revision has
    not, where they are given. None where Git cannot tell."""
    try:
        newest = find_revision(root, rev).id
        if files is not None:
            yield from _step(root, *_unsaved(root, newest, files), files)
        for gone, came in _saved(root, newest):
            yield from _step(root, gone, came, {})
    except UserError:  # a clone that ends here, or no repository
        return


def _unsaved(root: Path, newest: str, files: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Path → object of the entry files of a commit that are not here, and of those here that it has not."""
    above = prefix_in_repository(root)
    listing = run_git(root, "ls-tree", "-r", "-z", "--full-tree", newest, "--", f"{above}plan", most=MOST_NAMES).decode("utf-8", "surrogateescape")
    rows = (record.partition("\t") for record in listing.split("\0") if record)
    saved = {path.removeprefix(above): about.split()[2] for about, _, path in rows}
    gone = {path: blob for path, blob in saved.items() if path not in files}
    return gone, {path: blob_of(files[path], newest) for path in files.keys() - saved.keys()} if gone else {}


def _saved(root: Path, newest: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The same of each commit."""
    above = prefix_in_repository(root)
    told = run_git(root, *_LISTED, newest, "--", f":(top,literal){above}plan", most=MOST_NAMES).decode("utf-8", "surrogateescape").split("\0")
    gone, came = dict[str, str](), dict[str, str]()
    parts = iter(told)
    for part in parts:
        about = part.strip("\n")
        if about.startswith(":"):
            before, after = about.split()[2:4]
            path = next(parts, "").removeprefix(above)
            if not after.strip(_NONE):
                gone[path] = before
            elif not before.strip(_NONE):
                came[path] = after
        elif about:  # the next commit, or the same one beside its other parent
            yield gone, came
            gone, came = {}, {}
    yield gone, came


def _step(root: Path, gone: Mapping[str, str], came: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[Replaced]:
    """The step with the bytes of its files, if it is one in which a file may have got another name."""
    both = {str(PurePosixPath(path).parent) for path in gone} & {str(PurePosixPath(path).parent) for path in came}
    if both:
        from planverk.model.kinds import KINDS  # most steps replace nothing, and the classes of entries take long to load

        both &= {kind.folder for kind in KINDS}
    there = [{path: blob for path, blob in each.items() if str(PurePosixPath(path).parent) in both} for each in (gone, came)]
    if both and max(map(len, there)) <= MOST_REPLACED:
        trees = [Tree({path: files[path] if path in files else contents_of(root, blob) for path, blob in each.items()}) for each in there]
        yield Replaced(*trees)
