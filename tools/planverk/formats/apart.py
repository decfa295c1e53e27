"""Makes an output in a process of its own.

What goes wrong there is not told from there: who asks makes the output again in its own process, and says what every build says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planverk.document.document import Document
from planverk.formats.outputs import Output
from planverk.formats.process import Failed, called
from planverk.formats.registry import FORMATS, Format


@contextmanager
def apart(each: Format, document: Document, keep: Path | None) -> Iterator[Callable[[], Output]]:
    """Begins to make the output of a document, and gives what waits for it: the output, or UserError where it can't be made so that it keeps what it
    promises. The process ends with the `with` block, done or not."""
    with called(data_of, each.name, document, keep) as data:

        def output() -> Output:
            try:
                return Output(each.path, data())
            except Failed:
                return each.output(document, keep)

        yield output


def made_apart(each: Format, document: Document, keep: Path | None) -> Output:
    """The output of a document, from a process of its own. UserError where it can't be made so that it keeps what it promises."""
    with apart(each, document, keep) as output:
        return output()


def pays() -> bool:
    """True where a process of its own makes a build of several outputs quicker: there is another core, or nobody knows."""
    return (os.cpu_count() or 2) > 1


def data_of(name: str, document: Document, keep: Path | None) -> bytes | Mapping[str, bytes]:
    """What an output of a document is, by its format's name."""
    return FORMATS[name].output(document, keep).data
