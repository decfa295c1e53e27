"""Runs commands while the machine fails at random: `python -m tests.trouble 2000 [SEED]` tells each that ended otherwise than it may."""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from planverk.cli import main
from tests.support import committed, copied

COMMANDS = (
    "check", "check --rev HEAD", "check --format json", "check --format sarif", "check --format nothing", "check --fix", "check --rev nothing",
    "build html --output {out}", "build html --changes-since HEAD --output {out}", "build nothing", "build hearing", "diff HEAD",
    "diff HEAD HEAD --format json", "diff HEAD --format html --output {out}", "diff nothing", "diff HEAD --entry goal:nothing",
    "verify plan/plan.yaml", "verify {plan}/plan", "verify nothing", "verify-docx {plan}/plan/plan.yaml", "verify-docx nothing",
    "import-review {plan}/plan/plan.yaml", "import-review nothing", "adopt", "adopt --date nothing", "revise", "review", "review goal:nothing", "log",
    "log --format json", "explain", "explain nothing", "explain bad-date", "new goal --id ny --title Ny", "new nothing", "fmt", "fmt --check",
    "fmt nothing", "rename goal nothing a", "renumber measure 1 2", "renumber", "withdraw nothing", "schema", "schema --check",
    "serve --port nothing", "nothing", "--version", "--help", "",
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
    """The example, saved in Git."""
    root = copied("example", folder / "plan-repo")
    committed(root)
    return root


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


def attempt(source: Path, seed: int) -> str:
    """What is wrong with how one command ended, "" for nothing."""
    import shutil

    chance = random.Random(seed)
    line = chance.choice(COMMANDS)
    around = {name: chance.choice(SURROUNDINGS[name]) for name in chance.sample(sorted(SURROUNDINGS), chance.randrange(3))}
    with tempfile.TemporaryDirectory() as name:
        root = Path(shutil.copytree(source, Path(name) / "plan-repo"))
        words = [word.format(out=f"{name}/out", plan=root) for word in line.split()]
        words += ["-C", str(root)] if words and not words[0].startswith("-") and words[0] not in ("explain", "nothing", "verify-docx") else []
        out, err = io.StringIO(), io.StringIO()
        surroundings = mock.patch.dict(os.environ, around)
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
    os.environ.setdefault("PLANVERK_CACHE", "off")
    with tempfile.TemporaryDirectory() as name:
        source = template(Path(name))
        for seed in range(2):  # what is loaded only when it is used is loaded now, so that its own files don't fail
            main(["build", "html", "-C", str(source), "--output", f"{name}/{seed}"])
        return [fault for seed in range(first, first + count) if (fault := attempt(source, seed))]


if __name__ == "__main__":
    found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print("\n".join(found))
    print(f"{len(found)} of {sys.argv[1]}; {dict(ENDS)}")
