"""Moves a plan's own repository to a newer planverk: what that changes in findings and outputs, and the edits that do it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import Version

from planverk.app.lock import LOCK_FILE, WHEELS, Wheel, locked_version, make_environment, read_wheel, run_pip, wheel_from_index
from planverk.app.schemas import FOLDER as SCHEMAS
from planverk.authoring.edits import Edit, difference, edits_of
from planverk.errors import UserError
from planverk.files import read_plain

_LEFT_OUT = (".git", ".venv", "build", WHEELS)
_TEXT = "plan.txt"


@dataclass(frozen=True, slots=True)
class Update:
    """What a newer planverk changes: findings that come and go, one a line; the plain text as a diff; the folder with its outputs, None where it
    cannot make them. `edits` take it into use."""

    before: str
    after: str
    come: tuple[str, ...]
    gone: tuple[str, ...]
    text: str
    outputs: Path | None
    edits: tuple[Edit, ...]


def find_newer(root: Path, path: str | None) -> Wheel | None:
    """A planverk that is newer than the one a repository is locked to: from a file that is named, from the folder of wheels, or from the index;
    None where there is none. UserError where the repository has no lock, or the file is not newer."""
    locked = Version(locked_version(read_plain(root / LOCK_FILE) or b""))
    if path:
        wheel = read_wheel(Path(path))
        if Version(wheel.version) <= locked:
            raise UserError("not-newer", path=wheel.name, version=locked)
        return wheel
    here = [read_wheel(each) for each in sorted((root / WHEELS).glob("planverk-*.whl"))]
    newest = max(here, key=lambda wheel: Version(wheel.version), default=None)
    if newest and Version(newest.version) > locked:
        return newest
    try:
        return wheel_from_index(f"planverk>{locked}")
    except UserError as error:
        if error.key != "not-in-index":
            raise
        return None


def compare_with(root: Path, wheel: Wheel) -> Update:
    """What the planverk of a wheel makes of the plan in a folder, beside what this one does. It is installed for itself, and nothing changes but for
    new outputs in build/. UserError where it cannot be installed or does not run."""
    lock = read_plain(root / LOCK_FILE) or b""
    about = lock.decode("utf-8", "replace").split("\n")[0].removeprefix("#").strip()
    with TemporaryDirectory(prefix="planverk-update-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        new, old = _install(work, root, wheel, wheel.lock(about)), Path(sys.executable)
        before, after = (_findings(python, work, root) for python in (old, new))
        texts = [_text(python, work, root) for python in (old, new)]
        outputs = root / "build" / f"planverk-{wheel.version}"
        made = _run(new, work, "build", "-C", str(root), "--output", str(outputs)).returncode == 0
        edits = (*_lock_edits(root, lock, wheel, about), *_schema_edits(new, work, root))
    come, gone = (tuple(sorted((one - other).elements())) for one, other in ((after, before), (before, after)))
    text = difference(_TEXT, *texts) if all(texts) else ""
    return Update(locked_version(lock), wheel.version, come, gone, text, outputs if made else None, edits)


def _install(work: Path, root: Path, wheel: Wheel, lock: bytes) -> Path:
    """The Python of an environment that has the planverk of the wheel with all that it needs."""
    place = work / wheel.name
    place.write_bytes(wheel.data)
    (work / LOCK_FILE).write_bytes(lock)
    found = ["--find-links", str(work), *(["--find-links", str(root / WHEELS)] if (root / WHEELS).is_dir() else [])]
    python = make_environment(work / "venv")
    arguments = ("install", "--require-hashes", "--no-deps", *found, "--requirement", str(work / LOCK_FILE))
    run_pip(python, work, arguments, lambda detail: UserError("not-installed", version=wheel.version, detail=detail))
    return python


def _run(python: Path, work: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a planverk from a folder without modules of others."""
    (work / "empty").mkdir(exist_ok=True)
    return subprocess.run([str(python), "-m", "planverk", *arguments], cwd=work / "empty", stdin=subprocess.DEVNULL, capture_output=True)


def _findings(python: Path, work: Path, root: Path) -> Counter[str]:
    """Every finding as a line, without the number of its line."""
    done = _run(python, work, "check", "-C", str(root), "--format", "json")
    try:
        found = json.loads(done.stdout)["diagnostics"]
        return Counter(f"{each['path']}: {each['severity']}[{each['rule']}]: {each['message']}" for each in found)
    except (ValueError, KeyError, TypeError):
        raise UserError("does-not-run", detail=done.stderr.decode("utf-8", "replace").strip()[-300:]) from None


def _text(python: Path, work: Path, root: Path) -> str:
    """The plan as plain text, "" where it cannot be made; what it tells of tools and revision is left out, as it always differs."""
    with TemporaryDirectory(dir=work) as folder:
        _run(python, work, "build", "txt", "-C", str(root), "--output", folder)
        text = (read_plain(Path(folder) / _TEXT) or b"").decode("utf-8", "replace")
        return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("planverk:"))


def _lock_edits(root: Path, lock: bytes, wheel: Wheel, about: str) -> Iterable[Edit]:
    """The lock, and the wheel in place of those that were there, where it came as a file."""
    held = {path.relative_to(root).as_posix(): read_plain(path) or b"" for path in sorted((root / WHEELS).glob("planverk-*.whl"))}
    here = f"{WHEELS}/{wheel.name}"
    yield Edit(LOCK_FILE, lock, wheel.lock(about))
    yield from (Edit(path, data, None) for path, data in held.items() if path != here)
    if wheel.kept and here not in held:
        yield Edit(here, None, wheel.data)


def _schema_edits(python: Path, work: Path, root: Path) -> tuple[Edit, ...]:
    """The schemas for editors as the other planverk writes them, made in a copy; none where the repository keeps none."""
    if not (root / SCHEMAS).is_dir():
        return ()
    copy = work / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)
    _run(python, work, "schema", "-C", str(copy))
    before, after = (_schemas(folder) for folder in (root, copy))
    return edits_of(before, after) + tuple(Edit(path, None, data) for path, data in after.items() if path not in before)


def _schemas(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): read_plain(path) or b"" for path in sorted((folder / SCHEMAS).glob("*.schema.json"))}
