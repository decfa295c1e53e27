"""Manifests of adoptions and review stamps are files of the plan like all others: bounded, checked, at their places."""

from __future__ import annotations

import pytest

from tests.folders import findings_of

MANIFEST = "plan/adopted/2026-01-15.json"


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b"", {"empty-file"}), (b"{", {"yaml-syntax"}), (b"[]", {"wrong-type"}), (b'"x"', {"wrong-type"}), (b"{}", {"missing-field"}),
        (b"[" * 200_000, {"too-deep"}), (b'{"a": ' * 100_000, {"too-deep"}), (b"\xff\xfe", {"not-utf8"}), (b" " * 3_000_000, {"file-too-large"}),
        (b'{"form": "x", "form": "y"}', {"repeated-key", "missing-field"}),
        (b'{"digest": 1e999}', {"wrong-type", "missing-field"}),
        (b'{"entries": [{"entry": "a", "sha256": "x"}]}', {"wrong-type", "missing-field"}),
        (b'{"form": "\\u0000"}', {"control-character", "missing-field"}),
        (b'{"entries": [' + b'{"entry": "a", "sha256": "' + b"0" * 64 + b'"},' * 1000 + b"]}", {"yaml-syntax"}),
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_found(data: bytes, rules: set[str]) -> None:
    assert {rule for rule, _ in findings_of({MANIFEST: data})} == rules


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("plan/adopted/notat.txt", "unexpected-file"), ("plan/adopted/a/2026-01-15.json", "unexpected-file"),
        ("plan/adopted/Vedtak.json", "bad-identifier"),
        ("plan/reviews/tiltak-x.yaml", "bad-identifier"), ("plan/reviews/measure.yaml", "bad-identifier"),
        ("plan/reviews/measure-.yaml", "bad-identifier"),
        ("plan/reviews/measure-X.yaml", "bad-identifier"), ("plan/reviews/progress-x.yaml", "bad-identifier"),
    ],
)  # fmt: skip
def test_names_in_the_new_folders(path: str, rule: str) -> None:
    assert (rule, path) in findings_of({path: b"form: planverk-canonical-1\n"})
