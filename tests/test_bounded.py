"""Many pieces of data in processes with bounds: what one piece does to its process hurts no other piece."""

from __future__ import annotations

import os
import time

import pytest

from planverk import bounded
from planverk.bounded import bounded_each
from tests.overrunning import by_name

ASKED = (b"plain", b"fail", b"leave", b"grow", b"talk", b"sleep", b"print", b"plain again", b"")


@pytest.fixture(scope="module")
def answers() -> dict[bytes, bytes | None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "SECONDS", 3)  # of this process alone, which looks at the clock
        began = time.monotonic()
        found = {ASKED[place]: told for place, told in bounded_each(by_name, ASKED, 2)}
        assert time.monotonic() - began < 60
    return found


@pytest.mark.parametrize("piece", ASKED)
def test_what_overruns_is_none_and_the_rest_is_answered(piece: bytes, answers: dict[bytes, bytes | None]) -> None:
    assert len(answers) == len(ASKED)
    spoilt = piece in (b"fail", b"leave", b"grow", b"talk", b"sleep", b"print")
    assert answers[piece] == (None if spoilt else b"seen " + piece)


def test_each_piece_is_told_as_soon_as_it_is_done_and_a_stop_ends_the_processes() -> None:
    told = bounded_each(by_name, [b"process", b"sleep"], 2)
    place, process = next(told)
    assert place == 0 and process is not None
    told.close()
    with pytest.raises(OSError):
        os.kill(int(process), 0)


def test_one_process_goes_from_piece_to_piece() -> None:
    assert len({told for _, told in bounded_each(by_name, [b"process"] * 5, 1)}) == 1
