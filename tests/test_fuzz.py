"""A bounded run of tests/fuzz.py: files broken at random are read or reported, whatever is in them."""

from __future__ import annotations

from tests.fuzz import READ, cases, corpus, fault_of

PER_KIND = 200


def test_broken_files_are_read_or_reported() -> None:
    assert [(case, fault) for case in cases(PER_KIND, seed=1) if (fault := fault_of(case))] == []


def test_every_kind_of_text_is_broken() -> None:
    assert set(corpus()) == set(READ) and all(len(texts) > 3 for texts in corpus().values())
    assert {case.kind for case in cases(1, seed=1)} == set(READ)
