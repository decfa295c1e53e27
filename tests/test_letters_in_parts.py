"""Letters that were typed in parts (NFD, as macOS and some PDFs give them) are read like all others, and changes are made at the right places."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from planverk.authoring.source_file import SourceFile, TextEdit
from planverk.model.canonical import plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.source.table import read_table
from planverk.source.toml import read_toml
from planverk.source.yaml import read_yaml
from tests.examples import check_files
from tests.support import PLANS

TEXT = "år, Ålesund: «mål» og blåbær"


def in_parts(text: str) -> str:
    return normalize("NFD", text)


@pytest.mark.parametrize("form", ["{}", '"{}"', "'{}'", ">-\n  {}"])
def test_fields_are_read_in_one_form(form: str) -> None:
    text = "Ålesund og blåbær"
    data = read_yaml("f", f"title: {form.format(in_parts(text))}\n{in_parts('å')}: 1\n").data
    assert data == {"title": text, "å": "1"}


def test_settings_and_numbers_are_read_in_one_form() -> None:
    located = read_toml("f", in_parts('[words]\nmål = "blåbær"\n'.replace("mål", '"mål"')))
    table, _ = read_table("f", in_parts("År;Blåbær\n2024;tørr\n"))
    assert located.data == {"words": {"mål": "blåbær"}} and ("words", "mål") in located.places.values
    assert table and (table.header, table.rows) == (("År", "Blåbær"), (("2024", "tørr"),))


def test_a_plan_typed_in_parts_says_the_same_and_has_the_same_findings() -> None:
    whole = dict(read_folder(PLANS["nynorsk"]).files)
    parts = {path: in_parts(data.decode()).encode() if not path.endswith((".svg", ".png")) else data for path, data in whole.items()}
    assert parts != whole
    assert plan_digest(read_plan(Tree(parts))[0]) == plan_digest(read_plan(Tree(whole))[0])
    found = [[(one.rule, one.location.path, one.location.span.start.line) for one in check_files(files)] for files in (whole, parts)]
    assert found[0] == found[1]


def test_a_change_in_a_text_typed_in_parts_leaves_all_else_as_it_is() -> None:
    body = in_parts(f"{TEXT} [tiltak 1](measure:a) {TEXT}\n")
    page = SourceFile("plan/chapters/x.md", f"---\ntitle: X\n---\n\n{body}".encode())
    link = next(node for node in page.prose.walk() if type(node).__name__ == "Link")
    start = getattr(link, "start", 0)
    after = page.with_changes([TextEdit(start + len("measure:"), start + len("measure:a"), "ny")]).decode()
    assert after == page.text.replace("measure:a", "measure:ny") and page.text[start:].startswith("measure:a")
