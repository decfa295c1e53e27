"""Entry files that went while others of their kind came, step by step back through Git's log: what may have got another name by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from planverk.errors import UserError
from planverk.reading.git import MOST_NAMES, blob_of, contents_of, find_revision, prefix_in_repository, run_git
from planverk.reading.git_log import changed_files
from planverk.reading.tree import Tree

MOST_STEPS = 100
"""Commits that are looked through, the newest first; what was renamed longer ago is in use by its new name."""

MOST_REPLACED = 40
"""Files of one step that went, and that came; in a step with more, the plan was made anew."""


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
    for _, changed in changed_files(root, "--first-parent", f"--max-count={MOST_STEPS}", newest, "--", f":(top,literal){above}plan"):
        gone = {each.path.removeprefix(above): each.before for each in changed if not each.after}
        yield gone, {each.path.removeprefix(above): each.after for each in changed if each.after and not each.before}


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
