"""Runs commands while the machine fails at random: `python -m tests.trouble 4000 [SEED]` tells each that ended otherwise than it may.

Nearly all of the time goes to what is not tried: to draw charts and cut fonts, and to lay out and take away a repository of many small files. So the
former are kept in a cache that is warm and may fail as well, and the repository is packed, and laid anew only where a command changed it.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from planverk.cli import main
from tests.support import committed, copied, git

COMMANDS = (
    "check", "check --rev HEAD", "check --format json", "check --format sarif", "check --format nothing", "check --fix", "check --rev nothing",
    "build html --output {out}", "build html --changes-since HEAD --output {out}", "build nothing", "build hearing", "diff HEAD",
    "diff HEAD HEAD --format json", "diff HEAD --format html --output {out}", "diff nothing", "diff HEAD --entry goal:nothing",
    "verify plan/plan.yaml", "verify {plan}/plan", "verify nothing", "verify-docx {plan}/plan/plan.yaml", "verify-docx nothing",
    "import-review {plan}/plan/plan.yaml", "import-review nothing", "import nothing --into {out}",
    "adopt", "adopt --date nothing", "revise", "review", "review goal:nothing", "log",
    "log --format json", "explain", "explain nothing", "explain bad-date", "new goal --id ny --title Ny", "new nothing", "fmt", "fmt --check",
    "fmt nothing", "rename goal nothing a", "renumber measure 1 2", "renumber", "withdraw nothing",
    "migrate", "migrate --dry-run", "update", "schema", "schema --check",
    "portfolio nothing", "portfolio query nothing", "portfolio --build nothing {plan}", "serve --port nothing", "nothing", "--version", "--help", "",
)  # fmt: skip
"""A call of every command, and calls of each that it refuses."""

ERRORS = (errno.EACCES, errno.ENOSPC, errno.EIO, errno.EMFILE, errno.ENAMETOOLONG, errno.EROFS, errno.ENOENT, errno.ELOOP, errno.EINTR, errno.ENOMEM)
SURROUNDINGS = {
    "SOURCE_DATE_EPOCH": ("²", "-1", "9" * 20, "1764547200"),
    "LANG": ("", "xx"),
    "COLUMNS": ("0", "x"),
    "PLANVERK_LANG": ("nn", "en", "xx"),
    "PATH": ("", "."),
    "HOME": ("", "/dev/null"),
    "TMPDIR": ("/nowhere",),
    "PLANVERK_CACHE": ("on",),
    "XDG_CACHE_HOME": ("/dev/null",),
    "FORCE_COLOR": ("1",),
}
CALLS: tuple[tuple[Any, str], ...] = (
    (os, "open"), (os, "scandir"), (os, "lstat"), (os, "stat"), (os, "replace"), (os, "rename"), (os, "mkdir"), (os, "fsync"), (os, "unlink"),
    (os, "fstat"), (io, "open"), (builtins, "open"), (subprocess, "Popen"),
)  # fmt: skip
"""What a command asks of the system."""


ENDS: Counter[object] = Counter()
"""How the commands ended."""


def template(folder: Path) -> Path:
    """The example, saved in Git, in as few files as may be."""
    root = copied("example", folder / "template" / "plan-repo")
    committed(root)
    git(root, "gc", "--quiet")
    shutil.rmtree(root / ".git/hooks")
    return root


class World:
    """A folder with a plan in which one command after another is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.source = folder / "work", template(folder)
        self.surroundings = {"PLANVERK_CACHE": "on", "XDG_CACHE_HOME": str(folder / "cache")}
        self.laid: dict[str, tuple[int, int]] = {}

    @property
    def root(self) -> Path:
        return self.folder / "plan-repo"

    def lay(self) -> None:
        """Puts all back as it was, where anything changed."""
        if not self.laid or self._state() != self.laid:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(self.source, self.root)
            self.laid = self._state()

    def _state(self) -> dict[str, tuple[int, int]]:
        found = {path: path.lstat() for path in self.folder.rglob("*")}
        return {str(path): (status.st_mtime_ns, status.st_size) for path, status in found.items()}


@contextlib.contextmanager
def failing(chance: random.Random) -> Iterator[None]:
    """One call of one sort fails, or every one from there on."""
    where, name = chance.choice(CALLS)
    real: Callable[..., Any] = getattr(where, name)
    left, code, always = chance.randrange(80), chance.choice(ERRORS), chance.random() < 0.3

    def call(*arguments: Any, **more: Any) -> Any:
        nonlocal left
        left -= 1
        ours = not arguments or ("site-packages" not in str(arguments[0]) and ".pyc" not in str(arguments[0]))
        if ours and (left == 0 or (left < 0 and always)):
            raise OSError(code, os.strerror(code), str(arguments[0]) if arguments else None)
        return real(*arguments, **more)

    with mock.patch.object(where, name, call):
        yield


def attempt(world: World, seed: int) -> str:
    """What is wrong with how one command ended, "" for nothing."""
    chance = random.Random(seed)
    line = chance.choice(COMMANDS)
    around = {name: chance.choice(SURROUNDINGS[name]) for name in chance.sample(sorted(SURROUNDINGS), chance.randrange(3))}
    world.lay()
    words = [word.format(out=f"{world.folder}/out", plan=world.root) for word in line.split()]
    words += ["-C", str(world.root)] if words and not words[0].startswith("-") and words[0] not in ("explain", "nothing", "verify-docx") else []
    out, err = io.StringIO(), io.StringIO()
    surroundings = mock.patch.dict(os.environ, {**world.surroundings, **around})
    with surroundings, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("planverk.cli.streams.silence"):
        trouble = failing(chance) if chance.random() < 0.8 else contextlib.nullcontext()
        try:
            with trouble:
                code: object = main(words)
        except BaseException as error:
            code = repr(error)
    ENDS[code] += 1
    said = err.getvalue()
    return "" if code in (0, 1, 2) and "Traceback" not in said else f"{seed}: {line} {around}: {code}\n{said[-1500:]}"


def run(count: int, first: int) -> list[str]:
    """The faults of so many attempts."""
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name))
        for command in ("build html", "diff HEAD --format html"):  # what is loaded only when it is used is loaded now, so that its files don't fail
            with (
                mock.patch.dict(os.environ, world.surroundings),
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                main([*command.split(), "-C", str(world.source), "--output", f"{name}/out"])
        return [fault for seed in range(first, first + count) if (fault := attempt(world, seed))]


if __name__ == "__main__":
    found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print("\n".join(found))
    print(f"{len(found)} of {sys.argv[1]}; {dict(ENDS)}")
