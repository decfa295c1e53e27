"""Links inside the plan: without a text they print what they lead to, and a text that names something else is a finding with a fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.authoring.edits import files_after
from planverk.authoring.renumber import renumber
from planverk.authoring.source_file import SourceFile
from planverk.compare.comparison import compare
from planverk.diagnostics import Diagnostic
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.model.canonical import plan_digest
from planverk.model.references import Labels
from planverk.reading.plan import read_plan
from planverk.review_import.passages import passages_of
from planverk.review_import.source_map import SourceMap
from tests.authors import run
from tests.examples import base_files, check_files, tree_of
from tests.folders import laid, put
from tests.support import REVISION
from tests.takeback import expected, squeeze

CHAPTER = "plan/chapters/innledning.md"
TARGETS = {
    "nb": ("tiltak 1", "mål 1", "figur 1", "kapittelet «Innledning»", "Ensomhet", "Folkehelsekoordinator"),
    "nn": ("tiltak 1", "mål 1", "figur 1", "kapittelet «Innledning»", "Einsemd", "Folkehelsekoordinator"),
    "en": ("measure 1", "goal 1", "figure 1", "the chapter “Innledning”", "Ensomhet", "Folkehelsekoordinator"),
}
LINKS = (
    "measure:felles-rutine", "goal:felles-innsats", "figure:ensomme", "chapter:innledning", "definition:ensomhet", "function:koordinator",
)  # fmt: skip


def chapter(body: str) -> dict[str, bytes]:
    """The base plan's chapter with a paragraph more."""
    return {CHAPTER: base_files()[CHAPTER] + f"\n{body}\n".encode()}


def document(files: dict[str, bytes]) -> Document:
    plan, findings = read_plan(tree_of({**base_files(), **files}))
    assert findings == []
    return compose(plan, REVISION, REVISION.when)


def in_language(language: str) -> dict[str, bytes]:
    return {"plan/plan.yaml": base_files()["plan/plan.yaml"].replace(b"language: nb", f"language: {language}".encode())}


@pytest.mark.parametrize("language", TARGETS)
def test_a_link_without_a_text_prints_label_and_number(language: str) -> None:
    body = "Se dette: x" + ", ".join(f"[]({target})" for target in LINKS) + "."
    text = expected(document(chapter(body) | in_language(language))).text
    assert squeeze("Se dette: x" + ", ".join(TARGETS[language])) in text
    assert [found.rule for found in check_files(chapter(body))] == []


def test_it_leads_to_what_it_names() -> None:
    found = expected(document(chapter("Se [](measure:felles-rutine) og **[](goal:felles-innsats)**."))).references or []
    assert {"tiltak-felles-rutine", "mal-felles-innsats"} <= set(found)


@pytest.mark.parametrize(
    ("before", "printed"),
    [
        ("", "Tiltak 1"),
        ("Slik er det. ", "Tiltak 1"),
        ("Slik er det i 2024. ", "Tiltak 1"),
        ("Hvem? ", "Tiltak 1"),
        ("(Slik er det.) ", "Tiltak 1"),
        ("Se ", "tiltak 1"),
        ("jf. ", "tiltak 1"),
        ("bl.a. ", "tiltak 1"),
        ("Det gjelder: ", "tiltak 1"),
        ("**Se** ", "tiltak 1"),
        ("Se[^a] ", "tiltak 1"),
    ],
)
def test_it_has_a_capital_where_it_begins_a_sentence(before: str, printed: str) -> None:
    note = "\n\n[^a]: Note." if "[^a]" in before else ""
    text = " ".join(str(section.blocks) for section in document(chapter(f"{before}[](measure:felles-rutine) gjelder.{note}")).sections)
    assert f"'{printed}'".replace(" ", "\\xa0") in text and f"'{printed.swapcase()[0]}{printed[1:]}'".replace(" ", "\\xa0") not in text


def test_what_has_no_number_has_its_title() -> None:
    measure = base_files()["plan/measures/felles-rutine.md"].replace(b"number: 1", b"incomplete: true\nknown: Uten nummer.")
    text = expected(document(chapter("Se [](measure:felles-rutine).") | {"plan/measures/felles-rutine.md": measure})).text
    assert squeeze("Se Felles rutine") in text


WRONG = [
    ("[tiltak 77](measure:felles-rutine)", "77", "1"),
    ("[Tiltaket nr. 2](measure:felles-rutine)", "2", "1"),
    ("[se tiltak 3 her](measure:felles-rutine)", "3", "1"),
    ("[3](measure:felles-rutine)", "3", "1"),
    ("[mål 1](measure:felles-rutine)", "mål 1", "tiltak 1"),
    ("[Målene](measure:felles-rutine)", "Målene", "Tiltakene"),
    ("[mål 4](goal:felles-innsats)", "4", "1"),
    ("[måla 4](goal:felles-innsats)", "4", "1"),
    ("[Tabell 1](figure:ensomme)", "Tabell 1", "Figur 1"),
    ("[tabellen](figure:ensomme)", "tabellen", "figuren"),
    ("[table 1](figure:ensomme)", "table 1", "figur 1"),
    ("[figur 9](figure:ensomme)", "9", "1"),
    ("**[fig. 9](figure:ensomme)**", "9", "1"),
    ("[mål 2, tiltak 3](measure:felles-rutine)", "3", "1"),
    ("[Tiltak 1.2](measure:felles-rutine)", "1.2", "1"),
    ("[delmål 2](goal:felles-innsats)", "2", "1"),
    ("[delmålet](measure:felles-rutine)", "delmålet", "tiltaket"),
    ("[tiltak to](measure:felles-rutine)", "to", "1"),
    ("[se Tiltak Tolv](measure:felles-rutine)", "Tolv", "1"),
    ("[mål éin](measure:felles-rutine)", "mål éin", "tiltak 1"),
    ("[goal two](goal:felles-innsats)", "two", "1"),
    ("[figur elleve](figure:ensomme)", "elleve", "1"),
]
NO_FIX = [
    "[tiltak 2–5](measure:felles-rutine)", "[tiltak 2 og 3](measure:felles-rutine)", "[kapittel 3](chapter:innledning)",
    "[chapter 3](chapter:innledning)", "[tiltak 3](definition:ensomhet)", "[tiltak 3, ja tiltak 3](measure:felles-rutine)",
]  # fmt: skip
RIGHT = [
    "[tiltak 1](measure:felles-rutine)", "[Tiltaket](measure:felles-rutine)", "[tiltak 1–4](measure:felles-rutine)", "[1](measure:felles-rutine)",
    "[rutinen fra 2024](measure:felles-rutine)", "[arbeidet mot målet](measure:felles-rutine)", "[figur 1](figure:ensomme)",
    "[Søylediagrammet](figure:ensomme)", "[tiltak én](measure:felles-rutine)", "[Measure One](measure:felles-rutine)",
    "[the goal to reach](goal:felles-innsats)", "[tiltak to ganger i året](measure:felles-rutine)",
    "[tiltak en kommune kan velge](measure:felles-rutine)",
    "[kapittelet](chapter:innledning)", "[kapittelet om 3 saker](chapter:innledning)", "[mål](definition:ensomhet)",
    "[tiltak 7](plan:folkehelse)", "[mål 3](https://example.com)", "[mål 2 og tiltak 1](measure:felles-rutine)", "[](measure:felles-rutine)",
]  # fmt: skip


def wrong_in(link: str, language: str = "nb") -> list[Diagnostic]:
    return [found for found in check_files(chapter(f"Se {link}."), language) if found.rule == "wrong-number-in-link"]


@pytest.mark.parametrize(("link", "old", "new"), WRONG)
def test_a_text_that_names_something_else_is_a_warning_with_a_fix(link: str, old: str, new: str) -> None:
    for language in ("nb", "nn", "en"):
        [found] = wrong_in(link, language)
        assert found.fix and (found.severity.value, found.fix.old, found.fix.new, found.fix.asked) == ("warning", old, new, False)
        line = chapter(f"Se {link}.")[CHAPTER].decode().split("\n")[found.location.span.start.line - 1]
        assert line[found.location.span.start.column - 1 : found.location.span.end.column - 1] == old


@pytest.mark.parametrize("link", NO_FIX)
def test_where_a_person_must_choose_there_is_a_remedy_and_no_fix(link: str) -> None:
    [found] = wrong_in(link)
    target = link.partition("](")[2].rstrip(")")
    assert found.fix is None and found.hints == (f"skriv []({target}), så setter planen selv inn navn og nummer",)


@pytest.mark.parametrize("link", RIGHT)
def test_a_text_that_is_true_is_no_finding(link: str) -> None:
    assert wrong_in(link) == []


def test_check_fix_carries_it_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = " ".join(link for link, _, _ in WRONG if not link.startswith("[3]"))
    root = laid(tmp_path)
    put(root / CHAPTER, chapter(f"Se {body}.")[CHAPTER])
    assert run(capsys, "check", "-C", str(root), "--fix")[0] == 0
    text = (root / CHAPTER).read_text(encoding="utf-8")
    assert "[tiltak 1](measure:felles-rutine)" in text and "[Figur 1](figure:ensomme)" in text and "77" not in text
    assert read_plan(tree_of({**base_files(), CHAPTER: text.encode()}))[1] == []
    assert not [found for found in check_files({CHAPTER: text.encode()}) if found.rule == "wrong-number-in-link"]


# --- commands that meet such links ---

BODY = "Se [](measure:felles-rutine) og [tiltak 1](measure:felles-rutine)."


def test_renumbering_keeps_both_forms_true() -> None:
    new = base_files()["plan/measures/felles-rutine.md"].replace(b"number: 1", b"number: 4")
    tree = tree_of({**base_files(), **chapter(BODY.replace("tiltak 1", "tiltak 4")), "plan/measures/felles-rutine.md": new})
    after = files_after(tree.files, renumber(tree, ("measures",)).edits)
    assert BODY.encode() in after[CHAPTER]
    assert squeeze("Se tiltak 1 og tiltak 1") in expected(document(dict(after))).text


def test_what_is_typed_is_compared_and_hashed() -> None:
    """A number that changes is no change of the text that names it without typing it."""
    before, _ = read_plan(tree_of({**base_files(), **chapter("Se [](measure:felles-rutine).")}))
    new = base_files()["plan/measures/felles-rutine.md"].replace(b"number: 1", b"number: 4")
    after, _ = read_plan(tree_of({**base_files(), **chapter("Se [](measure:felles-rutine)."), "plan/measures/felles-rutine.md": new}))
    assert [(change.entry, change.field) for change in compare(before, after) if change.entry == "chapter:innledning"] == []
    typed, _ = read_plan(tree_of({**base_files(), **chapter("Se [tiltak 1](measure:felles-rutine).")}))
    changes = [(change.entry, change.before, change.after) for change in compare(before, typed)]
    assert len(changes) == 1 and "[](measure:felles-rutine)" in changes[0][1] and plan_digest(before) != plan_digest(typed)


def test_a_returned_word_file_finds_its_way_to_the_paragraph() -> None:
    files = {**base_files(), **chapter("Se [](measure:felles-rutine), og følg opp.")}
    ground = SourceMap(files, {}, link_text=Labels(read_plan(tree_of(files))[0]).printed)
    page = ground.file(CHAPTER)
    assert "Se tiltak 1, og følg opp." in [each.text for each in ground.passages[CHAPTER]]
    changed = SourceFile(CHAPTER, page.text.replace("følg opp", "følg den opp").encode())
    assert "Se tiltak 1, og følg den opp." in [each.text for each in passages_of(changed, ground.link_text)]
