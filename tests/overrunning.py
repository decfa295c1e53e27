"""Functions for a process of its own that go beyond its bounds, or tell what they see of its surroundings."""

from __future__ import annotations

import os
import time
from pathlib import Path

from planverk.app.portfolio import look
from planverk.app.portfolio_build import build_plan
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


def by_name(data: bytes) -> bytes:
    """Does what the bytes name, and else says that it has seen them."""
    match data:
        case b"fail" | b"grow" | b"talk":
            return {b"fail": fail, b"grow": grow, b"talk": talk}[data](data)
        case b"leave":
            os._exit(0)
        case b"sleep":
            time.sleep(1_000)
            return b""
        case b"print":
            print("not an answer", flush=True)
            return b"seen " + data
        case b"process":
            return str(os.getpid()).encode()
        case _:
            return b"seen " + data


def build_or_leave(question: bytes) -> bytes:
    """Builds a plan, and ends the process where the plan's folder is called so."""
    if b"spoilt" in question:
        os._exit(1)
    return build_plan(question)


def look_or_leave(question: bytes) -> bytes:
    """A look at a plan, which ends the process where the plan's folder is called so."""
    if b"spoilt" in question:
        os._exit(1)
    return look(question)
