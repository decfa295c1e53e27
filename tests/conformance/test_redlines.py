"""LibreOffice accepts and rejects all tracked changes of many redlines, and then reads what it reads in plain builds of both editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from planverk.document.accept_reject import accept
from planverk.document.redline import redline
from planverk.formats.docx import render as render_docx
from tests import history
from tests.conformance.libreoffice import Command, Reading, is_empty, settle
from tests.conformance.test_ooxml import faults_of
from tests.history import WHEN
from tests.marking import Marker, earlier, start
from tests.shared import folder_once
from tests.word_changes import leaves_empty, moves

pytestmark = pytest.mark.conformance

SPANS = ((0, 1), (1, 4), (4, 5), (5, 8), (8, 10), (10, 12), (12, 14), (14, 18), (18, 0), (21, 22), (22, 24))
"""Revisions of the history that are held against each other: each step is in one span, and the last span goes back over all of them."""
SEEDS = range(6)
EDITIONS: tuple[tuple[Command, str], ...] = (("AcceptAllTrackedChanges", "later"), ("RejectAllTrackedChanges", "earlier"))


def redlines() -> Iterator[tuple[str, dict[str, bytes]]]:
    """By name: the Word files of the document with marks, of the later edition, of the earlier one."""
    documents = history.editions()
    for one, other in SPANS:
        marked = redline(documents[one], documents[other], "Døme", WHEN)
        yield f"{one}-{other}", {"redline": render_docx(marked), "later": history.word(other), "earlier": history.word(one)}
    for seed in SEEDS:
        chance = Random(seed)
        marked = Marker(chance, chance.choice((0.05, 0.15, 0.3))).document(start(nested=False))
        yield f"random {seed}", {"redline": render_docx(marked), "later": render_docx(accept(marked)), "earlier": render_docx(earlier(marked))}


def lay(folder: Path) -> None:
    """Writes the three Word files of each redline into a folder, and what LibreOffice makes of them."""
    jobs: list[tuple[Command, Path, Path]] = []
    for name, made in redlines():
        for kind, data in made.items():
            source = folder / f"{name}.{kind}.docx"
            source.write_bytes(data)
            commands = EDITIONS if kind == "redline" else (("", kind),)
            jobs += [(command, source, folder / f"{name}.{command}{edition}.fodt") for command, edition in commands]
    settle(jobs, folder)


@pytest.fixture(scope="module")
def files() -> Path:
    """The folder with them, made once a run; nobody may change it."""
    return folder_once("redlines", lay)


NAMES = [*(f"{one}-{other}" for one, other in SPANS), *(f"random {seed}" for seed in SEEDS)]


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_accepts_and_rejects(files: Path, name: str) -> None:
    """Links are taken from what went out, and bookmarks too, but for those of documents that were marked here."""
    redline = (files / f"{name}.redline.docx").read_bytes()
    for command, edition in EDITIONS:
        links = edition == "later" or name.startswith("random")
        settled = Reading(files / f"{name}.{command}{edition}.fodt", links).lines
        plain = Reading(files / f"{name}.{edition}.fodt", links).lines
        if leaves_empty(redline) or moves(redline):
            settled, plain = _told(settled, moves(redline)), _told(plain, moves(redline))
        assert settled == plain


def _told(lines: list[str], without_styles: bool) -> list[str]:
    """The lines that tell something, with the tables that they stand in, for redlines of which LibreOffice does not get every empty line right."""
    told = [line.strip() for line in lines if line.strip() not in ("list", "item") and not is_empty(line)]
    return [line.partition(": ")[2] or line for line in told] if without_styles else told


def test_many_redlines_come_out_to_the_last_line(files: Path) -> None:
    """What LibreOffice is known not to get right leaves enough that is compared without any allowance."""
    exact = [name for name in NAMES if not leaves_empty(data := (files / f"{name}.redline.docx").read_bytes()) and not moves(data)]
    assert len(exact) > 4


def test_schemas_accept_tables_inside_tables() -> None:
    """In a redline; LibreOffice leaves an empty shell of a row that holds a table, so those are not among the others."""
    for seed in SEEDS:
        assert faults_of(render_docx(Marker(Random(seed), 0.15).document(start()))) == []


@pytest.mark.parametrize("name", NAMES)
def test_schemas_and_another_validator_accept_redlines(files: Path, name: str) -> None:
    from openxml_audit import FileFormat, OpenXmlValidator

    file = files / f"{name}.redline.docx"
    assert faults_of(file.read_bytes()) == []
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(file)
    assert [f"{error.part_uri}: {error.description}" for error in result.errors] == []
