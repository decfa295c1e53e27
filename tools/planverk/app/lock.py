"""Names planverk and all that it needs by version and hash, for a plan's own repository: from a wheel, which comes from a file or from the package
index that pip is set up with."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname
from zipfile import BadZipFile, ZipFile

from packaging.version import InvalidVersion, Version

from planverk.errors import UserError
from planverk.files import digest_of, read_plain

LOCK_FILE = "requirements.txt"
WHEELS = "wheels"
_NEEDS = "planverk/requirements.txt"
"""Where a wheel holds the lock of all that it needs. That of every later planverk must, or no earlier one can move to it."""

_NAME = re.compile(r"planverk-([0-9][0-9A-Za-z.!+]*)-py3-none-any\.whl")
_PINNED = re.compile(r"^planverk==(\S+)", re.MULTILINE)
_LARGEST_LOCK, _LARGEST_WHEEL = 2_000_000, 50_000_000


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of planverk; `kept` where it came as a file, which the repository then holds, as there may be no index that has it."""

    name: str
    data: bytes
    needs: str
    kept: bool

    @property
    def version(self) -> str:
        found = _NAME.fullmatch(self.name)
        assert found
        return found[1]

    def lock(self, about: str) -> bytes:
        """The text of the lock file, with a comment on top."""
        needs = "\n".join(line for line in self.needs.splitlines() if not line.lstrip().startswith("#"))
        return f"# {about}\nplanverk=={self.version} \\\n    --hash=sha256:{digest_of(self.data)}\n{needs}\n".encode()


def _is_name(name: str) -> bool:
    """Whether a file has the name of a wheel of planverk, with a version that can be compared."""
    found = _NAME.fullmatch(name)
    return found is not None and _is_version(found[1])


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def read_wheel(path: Path, kept: bool = True) -> Wheel:
    """The wheel of planverk in a file. UserError where it is none."""
    data = read_plain(path) if path.is_file() and path.stat().st_size <= _LARGEST_WHEEL else None
    if data is None or not _is_name(path.name):
        raise UserError("no-wheel", path=path)
    try:
        with ZipFile(BytesIO(data)) as wheel:
            if wheel.getinfo(_NEEDS).file_size > _LARGEST_LOCK:
                raise UserError("no-wheel", path=path)
            return Wheel(path.name, data, wheel.read(_NEEDS).decode(), kept)
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError):
        raise UserError("no-wheel", path=path) from None


def wheel_for(version: str, path: str | None) -> Wheel:
    """The wheel of the planverk that is running: a file that is named, the one that it was installed from, one made of the folder that it runs in, or
    that of the package index. UserError where there is none, or it is one of another version."""
    installed = _installed_from()
    if path or (installed and installed.is_file()):
        wheel = read_wheel(Path(path) if path else installed or Path())
    else:
        wheel = build_wheel(installed) if installed else wheel_from_index(f"planverk=={version}")
    if wheel.version != version:
        raise UserError("other-wheel", path=wheel.name, version=version)
    return wheel


def _installed_from() -> Path | None:
    """The wheel or the folder that this planverk was installed from, where it was one and is still there (PEP 610)."""
    try:
        told = distribution("planverk").read_text("direct_url.json")
        url = urlsplit(json.loads(told)["url"]) if told else None
    except (PackageNotFoundError, ValueError, KeyError):
        return None
    path = Path(url2pathname(unquote(url.path))) if url and url.scheme == "file" else None
    return path if path and ((path.is_file() and _is_name(path.name)) or (path / "pyproject.toml").is_file()) else None


def build_wheel(source: Path) -> Wheel:
    """A wheel of the planverk in a folder, which stays as it is. UserError where none can be made."""
    with TemporaryDirectory(prefix="planverk-wheel-") as name:
        work = Path(name)
        for part in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(source / part, work / part)
        shutil.copytree(source / "tools/planverk", work / "tools/planverk", ignore=shutil.ignore_patterns("__pycache__"))
        arguments = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(work / "dist"), str(work))
        (work / "empty").mkdir()
        run_pip(Path(sys.executable), work / "empty", arguments, lambda detail: UserError("no-wheel-made", folder=source, detail=detail))
        return read_wheel(next((work / "dist").glob("*.whl")))


def wheel_from_index(wanted: str) -> Wheel:
    """The newest wheel that fits a requirement in the index that pip is set up with. UserError where there is none, or no pip."""
    with TemporaryDirectory(prefix="planverk-index-") as folder, _python_with_pip(Path(folder)) as python:
        run_pip(
            python,
            Path(folder),
            ("download", "--no-deps", "--only-binary", ":all:", "--dest", folder, wanted),
            lambda detail: UserError("not-in-index", wanted=wanted, detail=detail),
        )
        return read_wheel(next(Path(folder).glob("*.whl")), kept=False)


@contextmanager
def _python_with_pip(folder: Path) -> Iterator[Path]:
    """A Python that has pip: ours, or that of a virtual environment, since some installers leave pip out."""
    yield Path(sys.executable) if find_spec("pip") else make_environment(folder / "venv")


def make_environment(folder: Path) -> Path:
    """The Python of a new virtual environment. UserError where none can be made."""
    command = [sys.executable, "-m", "venv", str(folder)]
    if subprocess.run(command, cwd=folder.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        raise UserError("no-environment")
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def run_pip(python: Path, folder: Path, arguments: Iterable[str], failure: Callable[[str], UserError]) -> None:
    """Runs pip in a folder that holds nothing of others, since Python takes modules from there. `failure` where pip fails."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ)
    if done.returncode:
        said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.startswith("ERROR: ")]
        raise failure((said or ["pip"])[-1].removeprefix("ERROR: ")[:300])


def locked_version(lock: bytes) -> str:
    """The version of planverk that a lock file names. UserError where it names none."""
    found = _PINNED.search(lock.decode("utf-8", "replace"))
    if found is None or not _is_version(found[1]):
        raise UserError("no-lock", path=LOCK_FILE)
    return found[1]
