"""What compared editions are called: by the adoption or the day, never by the name of a tag or a branch."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planverk.app.compare_targets import PlanVersion
from planverk.app.edition_names import edition_names
from planverk.model.plan import Plan
from planverk.reading.git import Revision
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.support import ROOT

FILES = dict(read_folder(ROOT).files)


def plan(status: str) -> Plan:
    return read_plan(Tree({**FILES, "plan/plan.yaml": FILES["plan/plan.yaml"].replace(b"status: adopted", f"status: {status}".encode())}))[0]


def side(status: str, day: int | None, commit: str = "a", name: str = "v1") -> PlanVersion:
    revision = Revision(commit * 40, datetime(2026, 6, day, 12, tzinfo=UTC)) if day else None
    return PlanVersion(plan(status), name, Path(), Tree({}), revision)


ADOPTED = "planen vedtatt 12. desember 2023 (sak 24/23)"


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (side("adopted", 1), side("draft", 3), (ADOPTED, "forslaget av 3. juni 2026")),
        (side("adopted", 1), side("hearing", None, name=""), (ADOPTED, "høringsutkastet slik det står nå")),
        (side("adopted", 1), side("adopted", 3), ("planen slik den var 1. juni 2026", "planen slik den var 3. juni 2026")),
        (side("draft", 3, "a"), side("draft", 3, "b"), ("forslaget av 3. juni 2026 (aaaaaaaa)", "forslaget av 3. juni 2026 (bbbbbbbb)")),
        (side("draft", 3), side("draft", None, name="../ny"), ("forslaget av 3. juni 2026", "forslaget i mappen ../ny")),
    ],
)
def test_an_edition_is_called_by_its_adoption_or_its_day(old: PlanVersion, new: PlanVersion, names: tuple[str, str]) -> None:
    assert edition_names(old, new, "nb") == names
