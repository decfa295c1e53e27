"""What the preview shows is what a build would make: of the same files, seen whenever one of them is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planverk.app.build import Wishes, build
from planverk.app.opening import open_tree
from planverk.app.watch import Builder, Edition, state_of
from planverk.document.document import Document
from planverk.formats.outputs import Output
from tests.folders import put
from tests.preview import NOW, kept, replace_in
from tests.support import committed, copied

SCHEMA = "skjema/tiltak.json"
MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A plan in Git with a field of its own, whose title the page of a measure shows."""
    root = copied("example", tmp_path / "repository")
    put(root / SCHEMA, json.dumps({"properties": {"kostnad": {"type": "string", "title": "Kostnad"}}}).encode())
    settings = root / "planverk.toml"
    settings.write_text(f'{settings.read_text(encoding="utf-8")}\n[fields]\nmeasure = "{SCHEMA}"\n', encoding="utf-8")
    replace_in(root / MEASURE, "title: ", "kostnad: 100 kroner\ntitle: ")
    committed(root)
    return root


def builder(root: Path) -> Builder:
    def report(error: BaseException) -> None:
        raise error

    return Builder(root, kept(), "nb", lambda: NOW, report)


def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """The document that `planverk build` prints."""
    printed: list[Document] = []

    def render(document: Document, *_: object) -> list[Output]:
        printed.append(document)
        return [Output("plan.pdf", b"%PDF")]

    monkeypatch.setattr("planverk.app.build.render_outputs", render)
    assert build(open_tree(str(root)), Wishes(output=str(root.parent / "out"), replaces=True), "nb").places
    return printed[0]


def page(edition: Edition) -> str:
    return edition.files["tiltak/felles-rutine/index.html"].decode()


def test_a_saved_schema_is_seen(root: Path) -> None:
    preview = builder(root)
    assert "Kostnad" in page(preview.build())
    before = state_of(root, preview.extras)
    replace_in(root / SCHEMA, "Kostnad", "Prisen")
    assert state_of(root, preview.extras) != before
    after = page(preview.build())
    assert "Prisen" in after and "Kostnad" not in after


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [("", "", ""), (MEASURE, "100 kroner", "200 kroner"), (SCHEMA, "Kostnad", "Prisen"), ("planverk.toml", "[fields]", "\n[fields]")],
)
def test_it_is_what_a_build_prints_whichever_file_was_changed(root: Path, path: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if path:
        replace_in(root / path, old, new)
    document = builder(root).build().document
    assert document is not None and document == built(root, monkeypatch)
    assert document.provenance.basis == ("changes" if path else "revision")
