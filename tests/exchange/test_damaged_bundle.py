"""A damaged archive package: which of its files are missing, changed, added or called something else, by its own manifests."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

from planverk.exchange.bundle import bundle_files
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.examples import base_files
from tests.exchange.test_bundle import TOP, Capture, last_lines, repacked
from tests.exchange.test_information_package import OUTPUTS, PROVENANCE

Damage = Callable[[dict[str, bytes]], dict[str, bytes]]


def without(path: str) -> Damage:
    return lambda files: {name: data for name, data in files.items() if name != path}


def appended(path: str, data: bytes) -> Damage:
    return lambda files: {**files, path: files.get(path, b"") + data}


def cut(path: str, by: int) -> Damage:
    return lambda files: {**files, path: files[path][:-by]}


def renamed(path: str, to: str) -> Damage:
    return lambda files: {to if name == path else name: data for name, data in files.items()}


def respelt(path: str) -> Damage:
    """With a name whose letters have other codes, in the manifest as packed and in the folder as a Mac would write it."""

    def damage(files: dict[str, bytes]) -> dict[str, bytes]:
        files = dict(files)
        named, data = path.encode(), files["data/plan.json"]
        files["manifest-sha256.txt"] += sha256(data).hexdigest().encode() + b"  " + named + b"\n"
        files["tagmanifest-sha256.txt"] = b"".join(
            sha256(each).hexdigest().encode() + b"  " + name.encode() + b"\n"
            for name, each in files.items() if not name.startswith("data/") and name != "tagmanifest-sha256.txt"
        )  # fmt: skip
        return {**files, normalize("NFD", path): data}

    return damage


CHANGED = "er ikke slik manifestet i pakken sier"
DAMAGES: dict[str, tuple[Damage, list[str]]] = {
    "a file is missing": (without("data/plan.docx"), ["data/plan.docx mangler i pakken"]),
    "a file was changed": (appended("data/source/plan/plan.yaml", b"# mer\n"), [f"data/source/plan/plan.yaml {CHANGED}"]),
    "a file was added": (appended("data/ny.txt", b"x"), ["data/ny.txt er ikke nevnt i manifestet i pakken"]),
    "a file has another name": (
        renamed("data/plan.docx", "data/Plan.docx"),
        ["data/Plan.docx er ikke nevnt i manifestet i pakken", "data/plan.docx mangler i pakken"],
    ),
    "a name has letters with other codes": (
        respelt("data/tillegg-å.json"),
        [f"{normalize('NFD', 'data/tillegg-å.json')} er skrevet med andre tegnkoder i manifestet i pakken. "
         "Noen har pakket den om på en annen type maskin"],
    ),
    "what the bag says of itself": (appended("bag-info.txt", b"x"), [f"bag-info.txt {CHANGED}"]),
    "a tag file is missing": (without("bag-info.txt"), ["bag-info.txt mangler i pakken"]),
    "a tag file was added": (appended("les-meg.txt", b"x"), ["les-meg.txt er ikke nevnt i manifestet i pakken"]),
    "the manifest was changed": (
        appended("manifest-sha256.txt", b"0" * 64 + b"  data/x\n"), [f"manifest-sha256.txt {CHANGED}", "data/x mangler i pakken"]
    ),
    "the manifest names a file twice": (
        appended("manifest-sha256.txt", b"0" * 64 + b"  data/plan.pdf\n"),
        [f"manifest-sha256.txt {CHANGED}", "manifest-sha256.txt, linje {last}, kan ikke leses, eller nevner en fil for andre gang"],
    ),
    "the manifest was cut": (
        cut("manifest-sha256.txt", 80),
        [f"manifest-sha256.txt {CHANGED}", "manifest-sha256.txt, linje {cut}, kan ikke leses, eller nevner en fil for andre gang"],
    ),
    "the manifest is missing": (without("manifest-sha256.txt"), ["manifest-sha256.txt mangler i pakken"]),
    "the manifest of the tags is missing": (without("tagmanifest-sha256.txt"), ["tagmanifest-sha256.txt mangler i pakken"]),
    "a manifest is no text": (
        appended("tagmanifest-sha256.txt", b"\xff\n"),
        ["tagmanifest-sha256.txt, linje 5, kan ikke leses, eller nevner en fil for andre gang"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_package_is_told_by_file(tmp_path: Path, capsys: Capture, name: str) -> None:
    damage, said = DAMAGES[name]
    files = bundle_files(read_plan(Tree(dict(base_files())))[0], PROVENANCE, base_files(), OUTPUTS)
    last = files["manifest-sha256.txt"].count(b"\n") + 1
    damaged = {f"{TOP}/{path}": data for path, data in damage(files).items()}
    code, lines = last_lines(capsys, tmp_path, str(repacked(tmp_path / "bundle.zip", damaged)))
    expected = [line.format(last=last, cut=last - 1) for line in said]
    assert code == 1 and lines[: len(expected)] == expected
    assert len(lines) == len(expected) or "cut" in name
