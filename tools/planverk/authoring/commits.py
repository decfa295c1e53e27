"""Puts files of a repository into a commit of their own, and sets a branch or a tag. Nothing is pushed.

A commit is made from Git's objects, past hooks, filters and signing: no configuration of the repository runs anything. Making it changes nothing that
anybody sees. Only when all is made, and Git's index is locked with its new contents, do branch and tag move, in one step; so what Git refuses it
refuses while all is as it was.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.authoring.edits import Edit
from planverk.errors import UserError
from planverk.files import digest_at, digest_of, read_plain, write_new
from planverk.reading.git import run_git
from planverk.transaction import uninterrupted


def has_tag(root: Path, name: str) -> bool:
    """True where there is a tag of the name."""
    return _is_there(root, f"refs/tags/{name}")


def _is_there(root: Path, ref: str) -> bool:
    return ref.encode() in run_git(root, "for-each-ref", "--format=%(refname)", ref).split(b"\n")


def check_branch(root: Path, name: str) -> None:
    """UserError where no branch of the name can be made: Git takes no such name, there is one, or nobody knows who commits."""
    there = _is_there(root, f"refs/heads/{name}")
    if name.startswith("-") or name == "HEAD":  # which are names of options and of what is checked out
        raise UserError("bad-branch", name=name)
    run_git(root, "check-ref-format", f"refs/heads/{name}", failure=("bad-branch", {"name": name}))
    if there:
        raise UserError("branch-exists", name=name)
    _check_identity(root)


def check_ready(root: Path) -> None:
    """UserError where Git does not know who commits, or another program has locked the index."""
    _check_identity(root)
    _check_lock(_lock_of(_index(root)))


def _check_identity(root: Path) -> None:
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        run_git(root, "var", who, more=_identity(), failure=("git-no-identity", {}))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A commit that no branch has yet: `ref` shall go from `old` ("" where it is new) to `commit`. `tag` is "" for none, else it shall be set to the
    object `tagged`. `index` is Git's index as it shall be, b"" where it stays."""

    ref: str
    old: str
    commit: str
    tag: str = ""
    tagged: str = ""
    index: bytes = b""

    def record(self) -> dict[str, str]:
        """What a journal tells of it."""
        return {"ref": self.ref, "commit": self.commit, "tag": self.tag, "tagged": self.tagged, "index": digest_of(self.index) if self.index else ""}


def prepare(root: Path, edits: Iterable[Edit], message: str, tag: str = "") -> Prepared:
    """A commit of the edits on top of HEAD, and an annotated tag of it where one is named. UserError where Git cannot."""
    head = run_git(root, "rev-parse", "--verify", "HEAD").decode().strip()
    held = _held(root, edits)
    made = _commit(root, head, held, message)
    with TemporaryDirectory(prefix="planverk-index-") as folder:
        fresh, there = Path(folder) / "index", read_plain(_index(root))
        if there is not None:
            write_new(fresh, there, durable=False)
        _enter(root, held, {"GIT_INDEX_FILE": str(fresh), **_without_filters(root)})
        return Prepared("HEAD", head, made, tag, _tag_object(root, tag, made, message) if tag else "", fresh.read_bytes())


def prepare_branch(root: Path, branch: str, base: str, edits: Iterable[Edit], message: str) -> Prepared:
    """A commit of the edits on top of `base`, for a new branch. Neither HEAD nor index nor any file is to be touched. UserError where Git cannot."""
    return Prepared(f"refs/heads/{branch}", "", _commit(root, base, _held(root, edits), message))


def land(root: Path, made: Prepared, note: str) -> None:
    """Moves the branch, sets the tag and enters the files into the index: all or none. UserError, or OSError, where Git or the system cannot."""
    index = _index(root)
    forth, back = _steps(made)
    with uninterrupted(), _locked(index, made.index):
        _update(root, note, *forth)
        if made.index:
            try:
                _lock_of(index).replace(index)
            except OSError:
                _update(root, f"{note}: undone", *back)
                raise


def has_landed(root: Path, record: Mapping[str, str]) -> bool:
    """Whether what a journal tells of has happened, though its command was stopped. What is missing of it then, tag or index, is done; and what
    would be in the way of others goes. UserError where Git cannot tell."""
    index, moved = _index(root), _holds(root, record["ref"], record["commit"])
    if moved and record["tag"] and not has_tag(root, record["tag"]):
        _update(root, "planverk", f"create refs/tags/{record['tag']} {record['tagged']}")
    lock = _lock_of(index)
    if record["index"] and digest_at(lock) == record["index"]:
        if moved:
            lock.replace(index)
        else:
            lock.unlink()
    return moved


def _holds(root: Path, ref: str, commit: str) -> bool:
    try:
        run_git(root, "merge-base", "--is-ancestor", commit, ref)
    except UserError as error:
        if error.key != "git-failed":
            raise
        return False
    return True


# --- the objects ---


def _held(root: Path, edits: Iterable[Edit]) -> dict[str, str]:
    """The object of each file as it shall be, by its path from the top of the repository; "" for one that goes."""
    above = run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    return {above + edit.path: "" if edit.after is None else _blob(root, above + edit.path, edit.after) for edit in edits}


def _commit(root: Path, base: str, held: Mapping[str, str], message: str) -> str:
    with TemporaryDirectory(prefix="planverk-index-") as folder:
        more = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run_git(root, "read-tree", base, more=more)
        _enter(root, held, more)
        tree = run_git(root, "write-tree", more=more).decode().strip()
    return run_git(root, "commit-tree", tree, "-p", base, "-F", "-", feed=message.encode(), more=_identity()).decode().strip()


def _tag_object(root: Path, name: str, commit: str, message: str) -> str:
    who = run_git(root, "var", "GIT_COMMITTER_IDENT", more=_identity())
    head = f"object {commit}\ntype commit\ntag {name}\ntagger ".encode() + who.strip() + b"\n\n"
    return run_git(root, "mktag", feed=head + message.strip().encode() + b"\n").decode().strip()


def _blob(root: Path, path: str, data: bytes) -> str:
    """The object of a file's bytes, with line ends as the one in HEAD has them: Git may have converted them on the way out."""
    if b"\r\n" in data:
        try:
            before = run_git(root, "cat-file", "blob", f"HEAD:{path}")
        except UserError:
            before = data
        if b"\r\n" not in before:
            data = data.replace(b"\r\n", b"\n")
    return run_git(root, "hash-object", "-w", "--no-filters", "--stdin", feed=data).decode().strip()


def _enter(root: Path, held: Mapping[str, str], more: Mapping[str, str]) -> None:
    none = "0" * len(run_git(root, "rev-parse", "HEAD").strip())
    lines = "".join(f"100644 {blob}\t{path}\0" if blob else f"0 {none}\t{path}\0" for path, blob in held.items())
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


# --- the index and the names ---


def _index(root: Path) -> Path:
    return root / os.fsdecode(run_git(root, "rev-parse", "--git-path", "index").rstrip(b"\n"))


def _lock_of(index: Path) -> Path:
    return index.with_name(f"{index.name}.lock")


@contextmanager
def _locked(index: Path, data: bytes) -> Iterator[None]:
    """Locks the index as Git does, by the file that is to become it; nothing where it stays. UserError where somebody has locked it."""
    if not data:
        yield
        return
    lock = _lock_of(index)
    _check_lock(lock)
    try:
        write_new(lock, data, stat.S_IMODE(index.stat().st_mode) if index.exists() else None)
        yield
    except FileExistsError:
        _check_lock(lock)
        raise
    except BaseException:
        lock.unlink(missing_ok=True)
        raise


def _check_lock(lock: Path) -> None:
    if os.path.lexists(lock):
        raise UserError("git-locked", lock=str(lock))


def _steps(made: Prepared) -> tuple[list[str], list[str]]:
    """The commands that move the names, and those that move them back."""
    ref, old, new, tag = made.ref, made.old, made.commit, f"refs/tags/{made.tag} {made.tagged}"
    forth, back = (f"update {ref} {new} {old}", f"update {ref} {old} {new}") if old else (f"create {ref} {new}", f"delete {ref} {new}")
    return ([forth, f"create {tag}"], [back, f"delete {tag}"]) if made.tag else ([forth], [back])


def _update(root: Path, note: str, *commands: str) -> None:
    """Moves names in one transaction of Git."""
    feed = "\n".join(("start", *commands, "prepare", "commit", ""))
    run_git(root, "update-ref", "-m", note, "--stdin", feed=feed.encode(), more=_identity())
