"""Whatever is spoilt in a good PDF, the gate that every build runs knows it, and says it in words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planverk.catalogue import LANGUAGES, load_words
from planverk.cli import CLEAN, WRONG_CALL, main
from planverk.document.blocks import Column, Paragraph, Row, Table, Text
from planverk.document.document import Section
from planverk.errors import UserError
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.gate import check
from tests import built, fast
from tests.extremes import write_extreme
from tests.mutations import MUTATIONS, Change, mutated, title_is_hidden
from tests.sample import sample_document
from tests.support import ROOT

KEYS = sorted(
    {
        key
        for path in (ROOT / "tools/planverk/formats/pdf").rglob("*.py")
        for key in re.findall(r'fault\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    | {"table-header", "table-shape", "row-header", "caption"}
)


def sample_pdf() -> bytes:
    return built.pdf("sample")


def keys_of(pdf: bytes) -> list[str]:
    """The keys of the faults that the gate finds."""
    try:
        check(pdf, sample_document())
    except UserError as error:
        return [fault.key.removeprefix("pdf-") for fault in error.facts["faults"]]
    return []


def test_an_unchanged_file_passes() -> None:
    assert keys_of(mutated(sample_pdf(), lambda _: None)) == []


@pytest.mark.parametrize(("change", "key"), MUTATIONS, ids=lambda value: getattr(value, "__name__", None))
def test_the_gate_knows_it(change: Change, key: str) -> None:
    assert key in keys_of(mutated(sample_pdf(), change))


def test_a_file_that_is_none_is_known() -> None:
    assert keys_of(sample_pdf()[:2000]) == ["unreadable"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words(language: str) -> None:
    words = load_words("errors", language)
    assert sorted(key.removeprefix("pdf-") for key in words if key.startswith("pdf-")) == KEYS


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            "planverk: PDF ble ikke laget, for filen ville ikke holdt det den lover:\n"
            "  - skriften har ikke tegnet «\U0001f642» (U+1F642), som står under «Tekst». "
            "Skriv det på en annen måte, eller velg i planverk.toml en skrift som har det\n"
            "Utgavene som er laget før, er ikke rørt.\n",
        ),
        (
            "en",
            "planverk: PDF was not made, since the file would not have kept its claims:\n"
            "  - the font lacks the character “\U0001f642” (U+1F642), which stands under “Tekst”. "
            "Write it in another way, or choose a font in planverk.toml that has it\n"
            "Earlier editions are untouched.\n",
        ),
    ],
)
def test_a_build_that_fails_says_what_to_do_and_leaves_what_was(
    language: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANVERK_LANG", language)
    root = write_extreme("bare", tmp_path)
    assert main(["build", "pdf", "-C", str(root)]) == CLEAN
    before = (root / "build/plan.pdf").read_bytes()
    chapter = root / "plan/chapters/tekst.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nHei \U0001f642\n", encoding="utf-8")
    with (root / "planverk.toml").open("a", encoding="utf-8") as settings:
        settings.write('sign-without-shape = "off"\n')
    capsys.readouterr()
    assert main(["build", "pdf", "-C", str(root)]) == WRONG_CALL
    assert capsys.readouterr().err.endswith(told)
    assert (root / "build/plan.pdf").read_bytes() == before


def test_a_fault_of_ours_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = mutated(sample_pdf(), title_is_hidden)
    monkeypatch.setattr("planverk.formats.pdf._finished", lambda *_: damaged)
    monkeypatch.setenv("PLANVERK_LANG", "nn")
    root = write_extreme("bare", tmp_path)
    assert main(["build", "pdf", "-C", str(root)]) == WRONG_CALL
    told = capsys.readouterr().err
    assert "  - bokmerka er ikkje dei same som overskriftene (15 av 10)\n" in told
    assert "Dette er ein feil i planverk, ikkje i planen." in told
    assert not (root / "build/plan.pdf").exists()


def test_the_validators_own_bounds_are_no_fault_of_the_document() -> None:
    fast.needs("typst")
    parts = tuple(Section(f"kapittel-a-{number}", 2, (Text(f"Del {number}"),), role="part") for number in range(3_000))
    rows = tuple(Row((((Paragraph((Text(str(number)),))),),)) for number in range(1_100))
    table = Table((Column((Text("Tall"),), 1),), rows, "data")
    chapter = Section("kapittel-a", 1, (Text("Mye"),), (table,), parts, page="a/")
    render_pdf(replace(sample_document(), sections=(chapter,)))
