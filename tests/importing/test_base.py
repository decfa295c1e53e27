"""What an import keeps beside the plan, when it is read back: as it was written, or refused, whoever wrote it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planverk.importing.base import BadBase, as_json, base_of, from_json
from planverk.importing.hints import Hints

HINTS = Hints(headings={"mål": "goal"}, functions={"lege": "Kommuneoverlege"}, leave=("Innhold",))
FILES = {"plan/plan.yaml": "title: Å\n".encode(), "plan/images/kart.png": b"\xff", "planverk.toml": b"", "README.md": b"x"}


@pytest.mark.parametrize("file", ["plan.docx", "plan «2026».pdf", "plan\udce6.docx"])
def test_what_is_kept_is_read_back(file: str) -> None:
    base = base_of(file, HINTS, True, FILES)
    assert from_json(as_json(base)) == base and set(base.texts) == {"plan/plan.yaml", "planverk.toml"}


def spoilt(place: str, value: Any) -> bytes:
    told = json.loads(as_json(base_of("plan.docx", HINTS, False, FILES)))
    *way, last = place.split(" ")
    inner = told
    for name in way:
        inner = inner[name]
    inner[last] = value
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("hints headings", ["mål"]),
        ("hints headings", {"mål": "nothing of ours"}),
        ("hints columns", {"tiltak": "nothing of ours"}),
        ("hints columns", {"tiltak": 1}),
        ("hints functions", [["lege", "a"]]),
        ("hints leave", {"Innhold": "a"}),
        ("hints leave", [""]),
        ("hints leave", ["Innhold"]),
        ("hints forgotten", ["Innhold"]),
        ("hints forgotten", [1]),
        ("hints more", {}),
        ("hints", None),
        ("texts plan/plan.yaml", "\ud800"),
        ("texts plan/plan.yaml", "x" * 1_000_001),
        ("texts plan/../../x", ""),
        ("texts plan/a\nb.md", ""),
        ("texts .git/config", ""),
        ("others /etc/passwd", ""),
        ("accepted", 1),
        ("more", ""),
    ],
)
def test_what_no_import_wrote_is_refused(place: str, value: Any) -> None:
    with pytest.raises(BadBase):
        from_json(spoilt(place, value))
