"""Whatever a check finds no error in is printed: every shape that has been refused, and random bodies, as PDF, HTML and Word."""

from __future__ import annotations

from random import Random

from tests.bodies import SHAPES, accepted, body, document_of, fault_of, refused

BODIES = 60


def test_every_shape_is_accepted_and_printed() -> None:
    assert accepted(SHAPES) == [*SHAPES]
    assert fault_of(document_of(SHAPES)) == ""


def test_random_bodies_that_are_accepted_are_printed() -> None:
    chance = Random(5)
    bodies = accepted([body(chance) for _ in range(BODIES)])
    assert len(bodies) > BODIES // 4
    assert [*refused(bodies)] == []
