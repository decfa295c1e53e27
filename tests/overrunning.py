"""Functions for a process of its own that go beyond its bounds, or tell what they see of its surroundings."""

from __future__ import annotations

import os
from pathlib import Path

from planverk.bounded import LARGEST_ANSWER, MEMORY


def hang(data: bytes) -> bytes:
    while True:
        data += b""


def grow(data: bytes) -> bytes:
    return bytes(2 * MEMORY)


def fail(data: bytes) -> bytes:
    raise ValueError


def talk(data: bytes) -> bytes:
    return bytes(LARGEST_ANSWER + 1)


def around(data: bytes) -> bytes:
    return repr((sorted({*os.environ} & {"MATPLOTLIBRC", "HOME", "PYTHONSTARTUP"}), list(Path.cwd().iterdir()))).encode() + data
