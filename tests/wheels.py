"""Wheels of planverk, and a machine without a net on which they are installed: all that planverk needs is there already, planverk itself is not.

A wheel is made once a run. The second one differs from it in its version alone, or in what a test says.
"""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from planverk.app.lock import build_wheel
from planverk.version import __version__
from tests.shared import folder_once, once
from tests.support import ROOT

NAME = f"planverk-{__version__}-py3-none-any.whl"


@cache
def wheel() -> bytes:
    return once(NAME, lambda: build_wheel(ROOT).data)


def wheel_in(folder: Path) -> Path:
    """The wheel as a file of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(wheel())
    return folder / NAME


def newer_wheel(folder: Path, version: str, changed: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """The same planverk as another version: path in the wheel → what stands there, and what shall stand there instead."""
    changed = {"planverk/version.py": (__version__, version), **(changed or {})}
    made, old, new = BytesIO(), f"planverk-{__version__}.dist-info", f"planverk-{version}.dist-info"
    with ZipFile(BytesIO(wheel())) as before, ZipFile(made, "w") as after:
        record = []
        for name in before.namelist():
            data, path = before.read(name), name.replace(old, new)
            if name.endswith("METADATA"):
                data = data.replace(f"Version: {__version__}".encode(), f"Version: {version}".encode())
            if name in changed:
                assert changed[name][0].encode() in data
                data = data.replace(changed[name][0].encode(), changed[name][1].encode())
            if not name.endswith("RECORD"):
                after.writestr(path, data)
                record.append(f"{path},sha256={urlsafe_b64encode(sha256(data).digest()).decode().rstrip('=')},{len(data)}\n")
        after.writestr(f"{new}/RECORD", "".join(record) + f"{new}/RECORD,,\n")
    place = folder / f"planverk-{version}-py3-none-any.whl"
    place.write_bytes(made.getvalue())
    return place


@cache
def needs() -> Path:
    """A folder with links to all that is installed here but planverk and pip."""
    return folder_once("needs", _link)


def _link(folder: Path) -> None:
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"__editable__|planverk|pip\b|_distutils|distutils-precedence", path.name):
            (folder / path.name).symlink_to(path)


def run(command: str, folder: Path, code: int = 0, **more: str) -> str:
    """What a shell command prints in a folder of that machine; `code` is the exit code that it must have."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    around = {
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PIP_NO_INDEX": "1",
        "PYTHONPATH": str(needs()),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PLANVERK_CACHE": "off",
    }
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env=kept | around | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == code, f"{command}\n{done.stdout}"
    return done.stdout
