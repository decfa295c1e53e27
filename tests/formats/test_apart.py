"""An output from a process of its own is the same to the byte, and what goes wrong there is said as everywhere."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import Any

import pytest

from planverk.app import publishing
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats import apart
from planverk.formats.registry import FORMATS
from tests.support import PLANS, document_of


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of(PLANS["example"])


@pytest.mark.parametrize("name", ["pdf", "docx", "epub", "txt", "html"])
def test_the_same_bytes(document: Document, name: str) -> None:
    assert apart.made_apart(FORMATS[name], document, None) == FORMATS[name].output(document, None)


def test_what_cannot_be_made_is_said_as_in_a_process_of_ours(document: Document) -> None:
    look = replace(document.look, font_family="No Such Type")
    with pytest.raises(UserError) as here:
        FORMATS["pdf"].output(replace(document, look=look), None)
    with pytest.raises(UserError) as there:
        apart.made_apart(FORMATS["pdf"], replace(document, look=look), None)
    assert (there.value.key, repr(there.value.facts)) == (here.value.key, repr(here.value.facts))


def test_the_process_ends_with_the_block(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **settings: Any) -> None:
            super().__init__(*arguments, **settings)
            begun.append(self)

    monkeypatch.setattr("planverk.formats.process.subprocess.Popen", Noted)
    with pytest.raises(KeyboardInterrupt), apart.apart(FORMATS["pdf"], document, None):
        raise KeyboardInterrupt
    assert [each.poll() is not None for each in begun] == [True]


@pytest.mark.parametrize("cores", [1, 2])
def test_however_many_cores_there_are_the_outputs_are_the_same(document: Document, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr("planverk.formats.apart.os.cpu_count", lambda: cores)
    told: list[object] = []
    made = publishing.render_outputs(document, ("html", "pdf", "txt"), None, told.append)
    assert [each.path for each in made] == ["plan.pdf", "plan.txt", "html"] and len(told) == 3
    assert made[0] == FORMATS["pdf"].output(document, None)
    assert made[0].data in made[2].files().values()  # offered for download
