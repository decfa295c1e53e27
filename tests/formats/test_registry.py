"""A format that stands in the registry stands everywhere: built, recognised, read back, gated, offered, told of and compared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from random import Random

import pytest

from planverk.cli.build import build
from planverk.document.blocks import Text
from planverk.document.document import Document
from planverk.formats.outputs import Output
from planverk.formats.published import facts_or_fault
from planverk.formats.registry import FILES, FORMATS, OFFICIAL, format_of, in_order
from planverk.serve.findings_panel import OUTPUTS
from tests.support import PLANS, ROOT, document_of

NAMES = sorted(FORMATS)
FOLDER = ROOT / "tools/planverk/formats"


@cache
def document() -> Document:
    return document_of(PLANS["example"])


@cache
def output(name: str) -> Output:
    return FORMATS[name].output(document(), None)


def first_file(made: Output) -> bytes:
    return made.data if isinstance(made.data, bytes) else made.data["index.html"]


@pytest.mark.parametrize("name", NAMES)
def test_its_output_is_recognised_and_tells_what_it_was_made_from(name: str) -> None:
    data = first_file(output(name))
    assert format_of(data) is FORMATS[name]
    assert FORMATS[name].code.read_back(data) == document().provenance.facts()


@pytest.mark.parametrize("name", NAMES)
def test_its_gate_lets_its_own_output_pass_and_no_other_plan_s(name: str) -> None:
    made = FORMATS[name].code
    made.gate(output(name).data, document())
    colophon = replace(document().colophon, title=(Text("Om ei anna utgåve"),))
    with pytest.raises(Exception, match=r"differ|parts|says|contents-stale|headings|bookmarks"):
        made.gate(output(name).data, replace(document(), colophon=colophon))


@pytest.mark.parametrize("name", FILES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].output(document(), None) == output(name)


def test_all_makes_the_three_that_are_official() -> None:
    """What the contract says that `all` makes; the rest is made by name."""
    assert OFFICIAL == ("pdf", "html", "docx")
    assert [each.name for each in in_order(OFFICIAL)] == ["pdf", "docx", "html"]


def test_the_site_offers_every_file_that_is_made_with_it() -> None:
    made = [Output(FORMATS[name].path, b"x") for name in FILES]
    page = first_file(FORMATS["html"].output(document(), None, made)).decode()
    offered = {each.title: each.path for each in map(FORMATS.__getitem__, FILES)}
    assert set(re.findall(r'href="data/(plan\.\w+)"', page)) == set(offered.values())


def test_commands_and_the_preview_offer_it() -> None:
    (target,) = (each for each in build.params if each.name == "target")
    assert set(NAMES) < set(target.type.choices)  # type: ignore[attr-defined]
    assert target.metavar == f"[{'|'.join((*FORMATS, 'all', 'hearing'))}]"
    assert set(OUTPUTS.values()) == set(FILES)


def test_no_package_is_left_out() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/__init__.py")} == set(NAMES)


def test_every_package_is_held_against_what_a_format_gives() -> None:
    """The type checker does it for those that stand in `_CODE`."""
    (listed,) = re.findall(r"^    _CODE: tuple\[Code, \.\.\.\] = \((.*)\)$", (FOLDER / "registry.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed.split(", ")) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_knows_no_other_format(name: str) -> None:
    """What two of them share is beside the packages, and the registry knows them all."""
    others = re.compile(rf"planverk\.formats\.(?:{'|'.join({*NAMES, 'registry'} - {name})})\b")
    assert [path.name for path in sorted((FOLDER / name).rglob("*.py")) if others.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_it_holds_is_compared_with_the_document(name: str) -> None:
    assert callable(import_module(f"tests.takeback.{name}").take)
    assert callable(getattr(import_module("tests.test_parity"), f"test_{name}"))


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_tells_of_it(name: str) -> None:
    assert re.search(rf"^\| `{name}` \|", (ROOT / "docs/reference/outputs.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_refused_and_never_more(name: str) -> None:
    """Cut short, or with some bits turned: it tells its facts, or there is a reason why it does not."""
    chance, data = Random(name), first_file(output(name))
    for _ in range(40):
        damaged = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.4 else data)
        for _ in range(chance.randrange(30) if damaged else 0):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        answer = json.loads(facts_or_fault(f"{'page' if name == 'html' else name}\n".encode() + bytes(damaged)))
        assert set(answer) in ({"facts"}, {"unreadable"})
