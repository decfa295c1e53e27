"""A plan repository's files from Git's objects: no checkout, no work tree, no shell."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer

from planverk.diagnostics import Finding, Hint, Location
from planverk.errors import UserError
from planverk.paths import PLAN_FILE, SETTINGS_FILE
from planverk.programs import find_program
from planverk.reading.git_complaints import closed_repository, fault_in
from planverk.reading.tree import LARGEST_EXTRA, LARGEST_TREE, MOST_FILES, Tree, is_ignored, outside_link, shown, too_many, unreadable
from planverk.source.text import LARGEST_FILE, too_large

SECONDS = 120
LARGEST_ANSWER = LARGEST_TREE + 20_000_000
"""Bytes of one answer of Git: all files, and what Git says of each. A few trees that hold each other can name thousands of millions of files."""
MOST_NAMES = 2 * MOST_FILES
"""Files of a revision's plan that are listed; a few trees that hold each other can name millions."""

LONGEST_COMPLAINT = 100_000
_NO_COMMIT = ("not-in-git", "no-revision", "nothing-committed")
ABOUT_COMMIT = ("log", "--no-walk", "--no-show-signature")
"""What asks for one commit's own fields. `show --no-patch` compares all its files first, and a few trees can name millions."""
COMMITTED = ("--date=raw", "--format=%cd")
"""Options of Git's that write when a commit was made, for `commit_time`: seconds since 1970, and the committer's zone."""
_ZONE = re.compile(r"([-+])([0-9]{2})([0-9]{2})")


SECONDS_TO_LOOK = 15
"""For what only looks a name up, which takes a few milliseconds."""
_LOOKS = ("rev-parse", "var", "config", "check-ref-format")

SETTINGS = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("color.ui", "false"),
    ("advice.graftFileDeprecated", "false"),
    ("log.showSignature", "false"),
    ("log.follow", "false"),
    ("log.showRoot", "true"),
    ("log.diffMerges", "separate"),
    ("diff.relative", "false"),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("i18n.commitEncoding", "UTF-8"),
)
"""What a user's or a repository's own settings may not decide."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, when it was made (in the committer's own zone), and whether the files that were read differ from it; `adopting` where all that
    differs is that the plan's adoption is entered."""

    id: str
    when: datetime
    changed: bool = False
    adopting: bool = False


@dataclass(frozen=True, slots=True)
class _Object:
    mode: str
    id: str
    size: int
    path: str


def find_revision(root: Path, name: str) -> Revision:
    """The commit that a name means. UserError where it means none, with the reason as far as it is known."""
    try:
        commit = _object(root, f"{name}^{{commit}}")
    except UserError as error:
        raise _why_none(root, name) if error.key == "no-revision" else error from None
    when = run_git(root, *ABOUT_COMMIT, *COMMITTED, commit).decode().strip()
    try:
        return Revision(commit, commit_time(when))
    except ValueError:
        raise UserError("git-failed", detail=f"{commit}: {when}") from None


def parted_at(root: Path, one: str, other: str) -> str:
    """The id of the newest commit that two revisions have in common. UserError where there is none."""
    ids = find_revision(root, one).id, find_revision(root, other).id
    return run_git(root, "merge-base", *ids, failure=("no-common-revision", {"one": one, "other": other})).decode("ascii", "replace").strip()


def commit_time(written: str) -> datetime:
    """The time of a commit as `COMMITTED` has it written, in the zone of whoever committed: a commit late in the evening is of that day.

    ValueError for a time that no calendar has; a zone that no clock has counts as UTC.
    """
    seconds, _, zone = written.strip().partition(" ")
    found = _ZONE.fullmatch(zone)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3])) if found else timedelta()
    if offset >= timedelta(days=1):
        offset = timedelta()
    try:
        return datetime.fromtimestamp(int(seconds), timezone(-offset if found and found[1] == "-" else offset))
    except (OverflowError, OSError):
        raise ValueError(written) from None


def _object(root: Path, name: str) -> str:
    """The id of the object that a name means."""
    found = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name, failure=("no-revision", {"revision": name}))
    return found.decode("ascii", "replace").strip()


def _why_none(root: Path, name: str) -> UserError:
    """Why a name means no commit."""
    if is_range(name):
        return UserError("revision-is-range", revision=name, example=" ".join(filter(None, re.split(r"\.{2,3}", name))))
    try:
        found = _object(root, name)
    except UserError:
        return _not_here(root, name)
    try:
        run_git(root, "cat-file", "-e", found)
    except UserError:  # a whole id is taken for one, whether there is such an object or not
        return UserError("git-incomplete", detail=found) if found != name else _not_here(root, name)
    return UserError("not-a-commit", revision=name)


def _not_here(root: Path, name: str) -> UserError:
    try:
        _object(root, "HEAD")
    except UserError:  # of a repository in which nothing was saved yet no name means anything
        return UserError("nothing-committed")
    return UserError("no-revision-shallow" if is_shallow(root) else "no-revision", revision=name)


def read_revision(root: Path, revision: Revision, folder: str | None = None) -> Tree:
    """The tree of a commit: of the folder that `root` is, or of another one, relative to the top of the repository ("" is the top itself).

    Files that are too large, links and modules are findings, as in a folder.
    """
    objects = _list(root, revision, "plan", SETTINGS_FILE, folder=folder)
    tree = Tree({}, extra=lambda path: _extra(root, revision, path, folder))
    wanted: list[_Object] = []
    size = 0
    for item in objects:
        if len(tree.files) >= MOST_FILES:
            tree.findings.append(too_many())
            break
        if not item.path.isprintable():
            tree.findings.append(Finding("unexpected-file", Location(shown(item.path)), {}, (Hint("unexpected-name", {}),)))
            continue
        tree.files[item.path] = b""
        if item.mode == "120000":
            target = _contents(root, [item])[0] if item.size <= LARGEST_FILE else b""
            tree.findings.append(outside_link(item.path, target.decode("utf-8", "replace")))
        elif item.mode not in ("100644", "100755"):
            tree.findings.append(unreadable(item.path, "why-not-plain"))
        elif item.size > LARGEST_FILE:
            tree.findings.append(too_large(item.path, item.size))
        else:
            wanted.append(item)
            size += item.size
        if size > LARGEST_TREE:
            tree.findings.append(too_large("plan", size, LARGEST_TREE))
            break
    tree.files.update(zip((item.path for item in wanted), _contents(root, wanted), strict=True))
    return tree


def plans_in(root: Path, revision: Revision) -> tuple[str, ...]:
    """The folders of a commit that hold a plan, relative to the top of the repository."""
    names = run_git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision.id).decode("utf-8", "surrogateescape").split("\0")
    return tuple(name.removesuffix(PLAN_FILE).rstrip("/") for name in names if name == PLAN_FILE or name.endswith(f"/{PLAN_FILE}"))


def prefix_in_repository(root: Path) -> str:
    """What leads from the top of the repository to a folder, with "/" at its end; "" at the top and outside Git."""
    try:
        return run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "replace").removesuffix("\n")
    except UserError:
        return ""


def is_shallow(root: Path) -> bool:
    """True where a clone holds the newest commits only; False also where there is no clone."""
    try:
        return run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except UserError:
        return False


def is_cut_off(root: Path, revision: Revision) -> bool:
    """True where a commit has parents that a clone does not hold."""
    try:
        find_revision(root, f"{revision.id}^")
    except UserError:
        return b"\nparent " in run_git(root, "cat-file", "commit", revision.id).partition(b"\n\n")[0]
    return False


def revision_of(root: Path, files: dict[str, bytes]) -> Revision | None:
    """The commit that a folder is at, `changed` where the files differ from it in content; None outside Git or before the first commit. UserError
    where Git is here and cannot be read."""
    try:
        head = find_revision(root, "HEAD")
        elsewhere = (path for path in sorted(files) if not path.startswith("plan/"))
        committed = {item.path: item.id for item in _list(root, head, "plan", SETTINGS_FILE, *elsewhere) if item.path.isprintable()}
    except UserError as error:
        if error.key in _NO_COMMIT:
            return None
        raise
    same = committed.keys() == files.keys() and all(matches(data, committed[path]) for path, data in files.items())
    return Revision(head.id, head.when, changed=not same)


def matches(data: bytes, object_id: str) -> bool:
    """True where the bytes are those of the blob, line ends apart (Git may have converted them on the way out)."""
    return object_id in {blob_of(version, object_id) for version in (data, data.replace(b"\r\n", b"\n"))}


def blob_of(data: bytes, like: str) -> str:
    """The id that Git gives a blob of these bytes, of the sort that the id `like` is of."""
    digest = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return digest(b"blob %d\0" % len(data) + data).hexdigest()


def contents_of(root: Path, blob: str) -> bytes:
    """The bytes of a blob; none of one that is larger than a file of a plan may be."""
    size = _sizes(root, [blob])[blob]
    return _contents(root, [_Object("", blob, size, "")])[0] if size <= LARGEST_FILE else b""


def _list(root: Path, revision: Revision, *paths: str, folder: str | None = None) -> list[_Object]:
    above = f"{folder}/" if folder else ""
    where = () if folder is None else ("--full-tree",)
    wanted = (above + path for path in dict.fromkeys(paths))
    listing = run_git(root, "--literal-pathspecs", "ls-tree", "-r", "-z", *where, revision.id, "--", *wanted, most=MOST_NAMES)
    records = [record.partition(b"\t") for record in listing.split(b"\0") if record]
    about = [head.decode("ascii").split() for head, _, _ in records]
    sizes = _sizes(root, dict.fromkeys(object_id for _, kind, object_id in about if kind == "blob"))
    found = []
    for (mode, _, object_id), (_, _, raw) in zip(about, records, strict=True):
        path = raw.decode("utf-8", "surrogateescape").removeprefix(above)
        if not any(is_ignored(part) for part in path.split("/")):
            found.append(_Object(mode, object_id, sizes.get(object_id, 0), path))
    return found


def _sizes(root: Path, ids: Iterable[str]) -> dict[str, int]:
    """The size of each blob. `ls-tree --long` would tell it too, but looks an object up as often as it is named."""
    feed = "".join(f"{object_id}\n" for object_id in ids).encode("ascii")
    told = run_git(root, "cat-file", "--batch-check", feed=feed).decode("ascii").splitlines() if feed else []
    sizes = {}
    for object_id, *_, size in map(str.split, told):
        if not size.isdigit():  # "ID missing": a clone without all its objects, or a damaged one
            raise UserError("git-incomplete", detail=object_id)
        sizes[object_id] = int(size)
    return sizes


def _contents(root: Path, objects: list[_Object]) -> list[bytes]:
    """The bytes of blobs, in order, through one process."""
    if not objects:
        return []
    out = run_git(root, "cat-file", "--batch", feed="".join(f"{item.id}\n" for item in objects).encode("ascii"))
    found, at = [], 0
    for item in objects:
        header_end = out.index(b"\n", at)
        told = out[at:header_end].split()[-1]
        if not told.isdigit():  # "ID missing": a clone without all its objects, or a damaged one
            raise UserError("git-incomplete", detail=item.id)
        size = int(told)
        found.append(out[header_end + 1 : header_end + 1 + size])
        at = header_end + 2 + size
        assert size == item.size, f"Git said {item.size} bytes and gave {size}"
    return found


def _extra(root: Path, revision: Revision, path: str, folder: str | None) -> bytes | None:
    try:
        objects = [item for item in _list(root, revision, path, folder=folder) if item.path == path]
    except UserError:
        return None
    if len(objects) != 1 or objects[0].mode not in ("100644", "100755") or objects[0].size > LARGEST_EXTRA:
        return None
    return _contents(root, objects)[0]


def run_git(
    root: Path,
    *arguments: str,
    feed: bytes = b"",
    failure: tuple[str, dict[str, str]] | None = None,
    more: Mapping[str, str] | None = None,
    most: int | None = None,
) -> bytes:
    """What a Git command prints; UserError where it fails, or where it lists more than `most` names. `more` goes into its environment.

    No configuration of the repository can make it run anything, prompt or fetch, nor change what it prints. TimeoutError where it does not answer,
    as when its configuration brings in a file that is none: then no other command would either.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1"}
    environment["GIT_GRAFT_FILE"] = os.devnull  # grafts give commits other parents, as replacements do
    environment["GIT_ALLOW_PROTOCOL"] = "none"  # an older Git knows no GIT_NO_LAZY_FETCH, and a remote may be a program
    environment |= more or {}
    git = find_program("git", root)
    if git is None:
        raise UserError("no-git")
    command = [git, "-C", str(root), *(part for name, value in SETTINGS for part in ("-c", f"{name}={value}")), "--no-pager", *arguments]
    try:
        done = _run(command, environment, feed, most)
    except TimeoutError:
        raise
    except (ValueError, OSError) as error:
        raise UserError("git-not-run" if isinstance(error, OSError) else "git-failed", detail=error) from None
    if most is not None and done.stdout.count(b"\0") > most:
        raise UserError("git-too-many", limit=str(most))
    if len(done.stdout) > LARGEST_ANSWER:
        raise UserError("git-too-much", limit=str(LARGEST_ANSWER // 1_000_000))
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        found = fault_in(said, f"git {arguments[0]}: {done.returncode}")
        if found[0] == "not-in-git" and (closed := closed_repository(root)):
            found = "git-unreadable", {"folder": str(closed)}
        key, facts = failure if failure and found[0] == "git-failed" else found
        raise UserError(key, **facts)
    return done.stdout


def _run(command: list[str], environment: Mapping[str, str], feed: bytes, most: int | None) -> subprocess.CompletedProcess[bytes]:
    """What a command answers. It is stopped after SECONDS, and as soon as it has said more than LARGEST_ANSWER."""
    with TemporaryFile() as given, TemporaryFile() as complaints:
        given.write(feed)
        given.seek(0)
        running = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=complaints, env=environment)
        late = Event()

        def stop() -> None:
            late.set()
            running.kill()

        watchdog = Timer(SECONDS_TO_LOOK if _subcommand(command) in _LOOKS else SECONDS, stop)
        watchdog.start()
        try:
            with running:
                answer = _answer(running, most)
        finally:
            watchdog.cancel()
        if late.is_set():
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), f"git {_subcommand(command)}")
        complaints.seek(0)
        return subprocess.CompletedProcess(command, running.returncode, answer, complaints.read(LONGEST_COMPLAINT))


def _subcommand(command: list[str]) -> str:
    return next((part for part in command[command.index("--no-pager") + 1 :] if not part.startswith("-")), "")


def _answer(running: subprocess.Popen[bytes], most: int | None) -> bytes:
    """What a process says, until it has said too much: then it is stopped."""
    assert running.stdout is not None
    answer, names = bytearray(), 0
    try:
        while len(answer) <= LARGEST_ANSWER and (most is None or names <= most) and (said := running.stdout.read(1 << 16)):
            answer += said
            names += said.count(b"\0")
    except BaseException:
        running.kill()
        raise
    if len(answer) > LARGEST_ANSWER or (most is not None and names > most):
        running.kill()
    return bytes(answer)


_RANGE = re.compile(r"[^.\s/]\.{2,3}(?:[^.\s/]|\Z)|\A\.{2,3}[^.\s/]")


def is_range(name: str) -> bool:
    """True for what Git reads as all commits from one to another, as `v1..v2`."""
    return bool(_RANGE.search(name))
