"""A function in a process of its own: its value comes back, and that it failed; large documents are typeset so, to the same bytes."""

from __future__ import annotations

import os
import sys

import pytest

from planverk.formats.pdf import render
from planverk.formats.process import Failed, called
from planverk.ids import parse_part, words_as_id
from planverk.paths import PLAN_FILE
from tests.support import PLANS, document_of


def test_a_value_comes_back() -> None:
    with called(words_as_id, "Å leve") as id, called(parse_part, "plan#del") as part:
        assert (part(), id()) == (("plan", "del"), "a-leve")


def test_it_is_another_process() -> None:
    with called(os.getpid) as number:
        assert number() != os.getpid()


@pytest.mark.parametrize("wrong", [{}, {"text": 1}, {"none": PLAN_FILE}])
def test_what_raises_there_has_failed_here(wrong: dict[str, str]) -> None:
    with called(words_as_id, **wrong) as id, pytest.raises(Failed):
        id()


def test_a_large_document_is_typeset_apart_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(PLANS["example"])
    here = render(document)
    module = sys.modules["planverk.formats.pdf.typeset"]
    monkeypatch.setattr(module, "MOST_HERE", 10)
    begun: list[object] = []

    def noted(*arguments: object) -> object:
        begun.append(arguments[0])
        return called(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "called", noted)
    assert render(document) == here and begun
