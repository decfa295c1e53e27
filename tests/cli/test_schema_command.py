"""`planverk schema` writes what is missing or has changed, all or none, and nothing over what it did not make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.exchange.schemas import all_schemas
from tests.faults import fault_at, refuse
from tests.folders import put
from tests.support import copied, edit


def test_schema_writes_what_is_missing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("nynorsk", tmp_path)
    assert main(["schema", "--check", "-C", str(root)]) == FINDINGS
    assert not (root / "schema").exists()
    assert main(["schema", "-C", str(root)]) == CLEAN
    assert "Laget schema/measure.schema.json" in capsys.readouterr().out
    assert main(["schema", "--check", "-C", str(root)]) == CLEAN
    edit(root, "schema/goal.schema.json", '"formerly"', "<<<<<<< HEAD")
    assert main(["schema", "--check", "-C", str(root)]) == FINDINGS
    assert "schema/goal.schema.json" in capsys.readouterr().out
    assert main(["schema", "--lang", "nn", "-C", str(root)]) == CLEAN
    assert json.loads((root / "schema/goal.schema.json").read_text(encoding="utf-8"))["properties"]["related"]["title"] == "Høyrer saman med"
    assert [path.name for path in (root / "schema").iterdir() if path.name.startswith(".")] == []


def test_schema_follows_no_link_out_of_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, outside = copied("nynorsk", tmp_path / "in"), tmp_path / "out"
    outside.mkdir()
    (root / "schema").symlink_to(outside)
    assert main(["schema", "-C", str(root)]) == WRONG_CALL
    assert "ingenting ble skrevet" in capsys.readouterr().err
    (root / "schema").unlink()
    (root / "schema").mkdir()
    (outside / "mine.json").write_text("mine", encoding="utf-8")
    (root / "schema/plan.schema.json").symlink_to(outside / "mine.json")
    assert main(["schema", "-C", str(root)]) == WRONG_CALL
    assert (outside / "mine.json").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (root / "schema").iterdir()] == ["plan.schema.json"]


OWN = '{"properties": {"kostnad": {"type": "integer", "title": "Kostnad"}}}\n'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (OWN, True),
        (OWN, False),
        (all_schemas("nn")["measure.schema.json"], True),
        (all_schemas("nb")["goal.schema.json"], False),
        ("{}", False),
        ("ikke et skjema", False),
    ],
)
def test_schema_writes_over_nothing_that_it_did_not_make(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, named: bool) -> None:
    """A municipality's own schema may have one of the names, and may have begun as a copy of ours."""
    root = copied("nynorsk", tmp_path)
    put(root / "schema/measure.schema.json", text.encode())
    if named:
        put(root / "planverk.toml", b'[fields]\nmeasure = "schema/measure.schema.json"\n')
    assert main(["schema", "--lang", "nb", "-C", str(root)]) == WRONG_CALL
    assert capsys.readouterr().err == (
        "planverk: ingenting ble skrevet, for «schema/measure.schema.json» er ikke laget av planverk. Gi filen et annet navn, også der planverk.toml "
        "nevner den, eller slett den om den ikke trengs\n"
    )
    assert {path.name: path.read_text(encoding="utf-8") for path in (root / "schema").iterdir()} == {"measure.schema.json": text}


def test_schema_writes_all_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("nynorsk", tmp_path)
    with fault_at(40, refuse(28)):
        assert main(["schema", "-C", str(root)]) == WRONG_CALL
    assert "det er ikke plass igjen" in capsys.readouterr().err
    assert not (root / "schema").exists() and not (root / ".planverk-journal").exists()
