"""Every field of every kind: what an author types is printed in every output, and what holds words is read by the rules; the model says which."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin

import pytest

from planverk.catalogue import load_words
from planverk.diagnostics import Diagnostic
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.pdf import render as render_pdf
from planverk.model.fields import Token, Unprinted, Words
from planverk.model.provenance import Provenance
from planverk.reading.plan import read_plan
from planverk.rules.engine import check_plan
from planverk.rules.registry import all_rules
from tests.examples import tree_of
from tests.field_walk import OWN_KINDS, PATHS, Case, base, cases, filled, with_own_fields
from tests.support import REVISION, TODAY
from tests.takeback import docx as docx_back
from tests.takeback import expected
from tests.takeback import html as html_back
from tests.takeback import pdf as pdf_back

CASES = list(cases())
WORDED = [case for case in CASES if case.mark(Words)]


def composed(files: dict[str, bytes]) -> Document:
    plan, findings = read_plan(tree_of(files))
    assert [finding for finding in findings if finding.rule != "unknown-pack"] == []
    return compose(plan, REVISION, REVISION.when)


def printed(document: Document) -> Any:
    """What every output prints of a document, without the checksum that any change gives."""
    sections = document.sections
    colophon = replace(document.colophon, blocks=tuple(_without_checksum(block) for block in document.colophon.blocks))
    return replace(document, colophon=colophon, provenance=Provenance(), pages=(), sections=sections)


def _without_checksum(block: Any) -> Any:
    return replace(block, items=block.items[:-1]) if hasattr(block, "items") else block


def test_every_value_says_what_it_is() -> None:
    assert [str(case) for case in CASES if case.leaf.annotation is str and not (case.mark(Words) or case.mark(Token))] == []
    assert all(case.mark(Unprinted).why for case in CASES if case.mark(Unprinted))


def test_a_choice_has_words_for_each_of_its_values_in_lists_of_changes() -> None:
    """Types of sources are CSL's own words, and stay."""
    words = load_words("compare", "nb")
    values = [
        (case.leaf.names[-1], value) for case in CASES if get_origin(case.leaf.annotation) is Literal for value in get_args(case.leaf.annotation)
    ]
    assert len(values) > 30 and [f"{name}-{value}" for name, value in values if name != "type" and f"{name}-{value}" not in words] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_an_author_types_is_printed(case: Case) -> None:
    if not case.mark(Unprinted):
        values = case.values()
        documents = [printed(composed(case.files(value))) for value in values]
        differ = any(each != documents[0] for each in documents[1:])
        assert differ or NOT_SHOWN & rules_found(case.files(values[0])), f"{values} give the same"


NOT_SHOWN = {"title-in-own-language"}
"""Rules that say that what was typed is shown nowhere, where that depends on what else the plan says."""


def rules_found(files: dict[str, bytes]) -> set[str]:
    plan, findings = read_plan(tree_of(files))
    return {each.rule for each in check_plan(plan, findings, TODAY, "nb")}


@pytest.mark.parametrize("case", WORDED, ids=str)
def test_words_are_printed_as_they_were_typed(case: Case) -> None:
    if not case.mark(Unprinted) and (case.leaf.route[:1] != ("title_in",) or case.leaf.route[-1] != "nn"):
        assert "Kvernbekken" in everything(composed(case.files("Kvernbekken")))


def everything(document: Document) -> str:
    """All text that every output prints: sections, what stands before them, alternatives, the lines of the cover and of the edges."""
    promised = expected(document)
    logo = document.look.logo.alternative if document.look.logo else ""
    lines = (document.title, document.publisher, document.status.line, document.contact, document.cover_line, document.footer, logo)
    return " ".join((promised.text, *promised.notes, *promised.alternatives, *lines))


UNSAFE = "Han begikk selvmord. Ring 22400040. TODO"
PACKS = b'packs = ["suicide-prevention", "norwegian-municipal"]\n'


@pytest.mark.parametrize("case", WORDED, ids=str)
def test_words_are_read_by_the_rules_at_their_place(case: Case) -> None:
    files = case.files(UNSAFE)
    files["planverk.toml"] = PACKS + files["planverk.toml"]
    plan, findings = read_plan(tree_of(files))
    path = PATHS[case.kind.kind]
    found = {(each.rule, _cut(files[path], each)) for each in check_plan(plan, findings, TODAY, "nb") if each.location.path == path}
    own = case.mark(Words).own and case.leaf.route[0] not in ("forms", "discouraged")
    wording = {("unsafe-wording", "begikk selvmord")} if own else set()
    typography = {("phone-format", "22400040")} if case.mark(Words).own and not case.mark(Words).language else set()
    assert found >= {("placeholder-text", "TODO")} | wording | typography


def _cut(data: bytes, found: Diagnostic) -> str:
    """The characters that a finding stands at."""
    (line, column), (_, end) = found.location.span
    return data.decode().split("\n")[line - 1][column - 1 : end - 1]


def test_custom_fields_are_read_by_the_rules_and_printed_in_every_kind() -> None:
    files = with_own_fields(dict.fromkeys(OWN_KINDS, UNSAFE))
    files["planverk.toml"] = PACKS + files["planverk.toml"]
    plan, findings = read_plan(tree_of(files))
    found = {(each.location.path, each.rule, _cut(files[each.location.path], each)) for each in check_plan(plan, findings, TODAY, "nb")}
    expected_of = (("unsafe-wording", "begikk selvmord"), ("phone-format", "22400040"), ("placeholder-text", "TODO"))
    assert found >= {(PATHS[kind], *each) for kind in OWN_KINDS for each in expected_of}


def test_the_titles_of_own_fields_are_read_by_the_rules_in_the_schema() -> None:
    inner = {"type": "object", "properties": {"sum": {"type": "number", "title": f"Sum. {UNSAFE}"}}}
    schema = {"title": "Skjemaet 你", "properties": {"tall": {"title": "Tall 你", "items": {"$ref": "#/$defs/rad"}}}, "$defs": {"rad": inner}}
    files = base() | {"skjema/tiltak.json": json.dumps(schema, ensure_ascii=False, indent=1).encode()}
    files["planverk.toml"] = PACKS + b'[fields]\nmeasure = "skjema/tiltak.json"\ngoal = "skjema/tiltak.json"\n'
    plan, findings = read_plan(tree_of(files))
    found = [each for each in check_plan(plan, findings, TODAY, "nb") if each.location.path == "skjema/tiltak.json"]
    told = [(each.rule, _cut(files[each.location.path], each)) for each in found]
    assert sorted(told) == [
        ("phone-format", "22400040"), ("placeholder-text", "TODO"), ("sign-without-shape", "你"), ("unsafe-wording", "begikk selvmord"),
    ]  # fmt: skip


def test_all_that_can_be_filled_in_at_once_is_in_every_output() -> None:
    files, words = filled()
    document = composed(files)
    assert len(words) > 80 and [word for word in words if word not in everything(document)] == []
    promised, site = expected(document), render_html(document)
    assert html_back.take(site, document).text == pdf_back.take(render_pdf(document)).text == promised.text
    assert docx_back.take(render_docx(document)).text == docx_back.in_word(promised).text


def test_a_rule_that_is_off_never_lets_content_go_missing() -> None:
    files, words = filled()
    off = "".join(f'{name} = "off"\n' for name, rule in all_rules().items() if not rule.tells_of_loss)
    files["planverk.toml"] = files["planverk.toml"] + f"[severity]\n{off}".encode()
    assert [word for word in words if word not in everything(composed(files))] == []
