"""Puts files of a repository into a commit of their own, and sets a tag. Nothing is pushed.

The commit is made from Git's objects, past hooks, filters and signing: no configuration of the repository runs anything. The index is left as it
is but for these files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.authoring.edits import Edit
from planverk.reading.git import GitError, run_git


def has_tag(root: Path, name: str) -> bool:
    """True where there is a tag of the name."""
    return bool(run_git(root, "for-each-ref", "--format=%(refname)", f"refs/tags/{name}").strip())


def commit(root: Path, paths: Iterable[str], message: str) -> str:
    """Commits files of the folder `root` as they are, on top of HEAD; the commit's id. GitError where Git cannot, as without a committer's name."""
    above = run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    head = run_git(root, "rev-parse", "--verify", "HEAD").decode().strip()
    held = {above + path: _blob(root, above + path, (root / path).read_bytes()) for path in paths}
    with TemporaryDirectory(prefix="planverk-index-") as folder:
        more = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run_git(root, "read-tree", head, more=more)
        _enter(root, held, more)
        tree = run_git(root, "write-tree", more=more).decode().strip()
    made = run_git(root, "commit-tree", tree, "-p", head, "-F", "-", feed=message.encode(), more=_identity()).decode().strip()
    run_git(root, "update-ref", "-m", "planverk adopt", "HEAD", made, head, more=_identity())
    _enter(root, held, _without_filters(root))
    return made


def has_branch(root: Path, name: str) -> bool:
    """True where there is a branch of the name."""
    return bool(run_git(root, "for-each-ref", "--format=%(refname)", f"refs/heads/{name}").strip())


def is_branch_name(root: Path, name: str) -> bool:
    """True for a name that Git takes for a branch; one that begins as an option does is none."""
    try:
        run_git(root, "check-ref-format", f"refs/heads/{name}")
    except GitError:
        return False
    return not name.startswith("-") and name != "HEAD"


def commit_on_branch(root: Path, branch: str, base: str, edits: Iterable[Edit], message: str) -> str:
    """Makes a branch with one commit on top of `base` that holds the edits; the commit's id. Neither HEAD nor index nor any file is touched.

    GitError where there is a branch of that name, or Git cannot.
    """
    above = run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    held = {above + edit.path: _object(root, edit.after) for edit in edits if edit.after is not None}
    with TemporaryDirectory(prefix="planverk-index-") as folder:
        more = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run_git(root, "read-tree", base, more=more)
        _enter(root, held, more)
        tree = run_git(root, "write-tree", more=more).decode().strip()
    made = run_git(root, "commit-tree", tree, "-p", base, "-F", "-", feed=message.encode(), more=_identity()).decode().strip()
    run_git(root, "update-ref", "-m", "planverk import-review", f"refs/heads/{branch}", made, "0" * len(made), more=_identity())
    return made


def _object(root: Path, data: bytes) -> str:
    return run_git(root, "hash-object", "-w", "--no-filters", "--stdin", feed=data).decode().strip()


def tag(root: Path, name: str, target: str, message: str) -> None:
    """Sets an annotated tag. GitError where there is one of that name, or Git cannot."""
    run_git(root, "-c", "tag.gpgSign=false", "tag", "--annotate", "--file", "-", "--", name, target, feed=message.encode(), more=_identity())


def _blob(root: Path, path: str, data: bytes) -> str:
    """The object of a file's bytes, with line ends as the one in HEAD has them: Git may have converted them on the way out."""
    if b"\r\n" in data:
        try:
            before = run_git(root, "cat-file", "blob", f"HEAD:{path}")
        except GitError:
            before = data
        if b"\r\n" not in before:
            data = data.replace(b"\r\n", b"\n")
    return _object(root, data)


def _enter(root: Path, held: Mapping[str, str], more: Mapping[str, str]) -> None:
    lines = "".join(f"100644 {blob}\t{path}\0" for path, blob in held.items())
    run_git(root, "update-index", "-z", "--add", "--index-info", feed=lines.encode("utf-8", "surrogateescape"), more=more)


def _without_filters(root: Path) -> dict[str, str]:
    """Settings that empty every filter: when Git writes the index, it reads files anew that may have changed since, through the filters there are."""
    told = run_git(root, "config", "--null", "--name-only", "--list").decode("utf-8", "surrogateescape")
    names = [name for name in told.split("\0") if name.startswith("filter.") and name.endswith((".clean", ".process", ".required"))]
    pairs = [(name, "false" if name.endswith(".required") else "") for name in names]
    settings = {f"GIT_CONFIG_{part}_{number}": text for number, pair in enumerate(pairs) for part, text in zip(("KEY", "VALUE"), pair, strict=True)}
    return {"GIT_CONFIG_COUNT": str(len(pairs)), **settings}


def _identity() -> dict[str, str]:
    """Who commits, where the surroundings tell it."""
    return {name: value for name, value in os.environ.items() if name.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))}
