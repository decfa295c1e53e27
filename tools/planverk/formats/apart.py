"""Makes an output in a process of its own: beside the others on a machine of several cores, and so that the memory that a typesetter keeps for the
next time is given back.

What goes wrong there is not told from there: who asks makes the output again in its own process, and says what every build says.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from planverk.document.document import Document
from planverk.formats.outputs import Output
from planverk.formats.registry import FORMATS, Format

_START = "import sys; sys.path[:] = sys.argv[1:]; from planverk.formats.apart import answer; answer()"


@contextmanager
def apart(each: Format, document: Document, keep: Path | None) -> Iterator[Callable[[], Output]]:
    """Begins to make the output of a document, and gives what waits for it: the output, or UserError where it can't be made so that it keeps what it
    promises. The process ends with the `with` block, done or not."""
    with TemporaryFile() as told, TemporaryFile() as given:  # files, so that neither process waits for the other to read
        pickle.dump((each.name, document, keep), told)
        told.seek(0)
        command = [sys.executable, "-I", "-c", _START, *sys.path]
        process = subprocess.Popen(command, stdin=told, stdout=given, stderr=subprocess.DEVNULL)

        def output() -> Output:
            if process.wait():
                return each.output(document, keep)
            given.seek(0)
            data: bytes | Mapping[str, bytes] = pickle.load(given)  # of our own code, from a file without a name
            return Output(each.path, data)

        try:
            yield output
        finally:
            process.kill()
            process.wait()


def made_apart(each: Format, document: Document, keep: Path | None) -> Output:
    """The output of a document, from a process of its own. UserError where it can't be made so that it keeps what it promises."""
    with apart(each, document, keep) as output:
        return output()


def pays() -> bool:
    """True where a process of its own makes a build of several outputs quicker: there is another core, or nobody knows."""
    return (os.cpu_count() or 2) > 1


def answer() -> None:
    """In the process of its own: makes what standard input asks for."""
    name, document, keep = pickle.load(sys.stdin.buffer)
    pickle.dump(FORMATS[name].output(document, keep).data, sys.stdout.buffer)
