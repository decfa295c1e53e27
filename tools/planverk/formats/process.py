"""Calls a function of ours in a process of its own: beside what else is done on a machine of several cores, and so that the memory that a typesetter
keeps for the next time is given back. What bounds a function that bytes from outside could lead astray is :mod:`planverk.bounded`.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryFile
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_START = "import sys; sys.path[:] = sys.argv[1:]; from planverk.formats.process import answer; answer()"


class Failed(Exception):
    """The function raised, or its process broke down; called here it tells why."""


@contextmanager
def called(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Iterator[Callable[[], T]]:
    """Begins to call a function, one with a name in a module of ours, and gives what waits for its value; Failed where it has none. It ends
    with the `with` block, done or not."""
    with TemporaryFile() as told, TemporaryFile() as given:  # files, so that neither process waits for the other to read
        pickle.dump((function.__module__, function.__qualname__, arguments, named), told)
        told.seek(0)
        command = [sys.executable, "-I", "-c", _START, *sys.path]
        process = subprocess.Popen(command, stdin=told, stdout=given, stderr=subprocess.DEVNULL)

        def value() -> T:
            if process.wait():
                raise Failed
            given.seek(0)
            made: T = pickle.load(given)  # of our own code, from a file without a name
            return made

        try:
            yield value
        finally:
            process.kill()
            process.wait()


def answer() -> None:
    """In the process of its own: calls what standard input asks for."""
    module, function, arguments, named = pickle.load(sys.stdin.buffer)
    pickle.dump(getattr(import_module(module), function)(*arguments, **named), sys.stdout.buffer)
