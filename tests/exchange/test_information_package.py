"""What an archive reads of a package: formats, the record, METS and PREMIS; and how they hang together, as E-ARK CSIP 2.1 wants it.

tests/conformance/test_information_package.py has the schema of METS and CSIP's own rules.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from urllib.parse import unquote

import pytest
from lxml import etree

from planverk.exchange.bundle import bundle_files
from planverk.exchange.information_package import DESCRIPTION, METS, PREMIS, form_of
from planverk.model.provenance import Provenance
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.adopted import MANIFEST, adopted_files

PROVENANCE = Provenance(
    title="Handlingsplan mot ensomhet", publisher="Eksempel kommune", revision="a" * 40, digest="b" * 64, built="2026-01-15T12:00:00+01:00",
    basis="adoption", version="1.0", tools="typst 0.15",
)  # fmt: skip
OUTPUTS = {
    "plan.pdf": b"%PDF", "plan.docx": b"PK", "html/index.html": b"<!doctype html>", "html/stil ark.css": b"p{}", "hearing.pdf": b"%PDF-1",
    "redline.docx": b"PK1", "html/ukjent.xyz": b"?",
}  # fmt: skip
NAMES = {
    "m": "http://www.loc.gov/METS/", "x": "http://www.w3.org/1999/xlink", "p": "http://www.loc.gov/premis/v3", "dc": "http://purl.org/dc/elements/1.1/"
}  # fmt: skip


def path_of(element: etree._Element) -> str:
    """The file that an element points at."""
    return unquote(str(element.get(f"{{{NAMES['x']}}}href")))


@pytest.fixture(scope="module")
def payload() -> dict[str, bytes]:
    """The files below data/ of the package of an adopted plan."""
    source = {**adopted_files(), f"{MANIFEST}.sig": b"x", "tema/logo.svg": b"<svg/>"}
    made = bundle_files(read_plan(Tree(dict(adopted_files())))[0], PROVENANCE, source, OUTPUTS)
    return {path.removeprefix("data/"): data for path, data in made.items() if path.startswith("data/")}


def test_every_file_is_described_once_with_size_and_checksum(payload: dict[str, bytes]) -> None:
    mets = etree.fromstring(payload[METS])
    files = [(path_of(file[0]), file) for file in mets.iterfind(".//m:file", NAMES)]
    references = [(path_of(each), each) for each in mets.iterfind(".//m:mdRef", NAMES)]
    assert Counter(path for path, _ in (*files, *references)) == Counter(payload.keys() - {METS})
    for path, about in (*files, *references):
        data = payload[path]
        facts = {name: about.get(name) for name in ("SIZE", "CHECKSUM", "CHECKSUMTYPE", "CREATED")}
        assert facts == {"SIZE": str(len(data)), "CHECKSUM": sha256(data).hexdigest(), "CHECKSUMTYPE": "SHA-256", "CREATED": PROVENANCE.built}
        assert about.get("MIMETYPE") == form_of(path).media_type
    objects = {
        str(each.findtext(".//p:objectIdentifierValue", namespaces=NAMES)): each
        for each in etree.fromstring(payload[PREMIS]).iterfind("p:object", NAMES)
    }
    assert objects.keys() == payload.keys() - {METS, PREMIS}
    for path, each in objects.items():
        assert each.findtext(".//p:messageDigest", namespaces=NAMES) == sha256(payload[path]).hexdigest()
        assert (each.findtext(".//p:formatRegistryKey", namespaces=NAMES) or "") == form_of(path).puid


def test_every_id_is_one_and_every_reference_has_one(payload: dict[str, bytes]) -> None:
    mets = etree.fromstring(payload[METS])
    ids = [each.get("ID") for each in mets.iter() if each.get("ID")]
    assert len(ids) == len(set(ids))
    referred = [name for each in mets.iter() for key in ("ADMID", "DMDID", "FILEID") for name in (each.get(key) or "").split()]
    assert {*referred} == {"premis", "description", "group-documentation", "group-schemas", "group-representations"} and {*referred} <= {*ids}


def test_files_stand_in_the_groups_that_archives_know(payload: dict[str, bytes]) -> None:
    mets = etree.fromstring(payload[METS])
    groups = {each.get("USE"): [path_of(file[0]) for file in each] for each in mets.iterfind(".//m:fileGrp", NAMES)}
    assert groups["Documentation"] == ["decisions.json", "formats.json", "hearing.pdf", "redline.docx"]
    assert all(path.startswith("schemas/") for path in groups["Schemas"]) and "schemas/measure.schema.json" in groups["Schemas"]
    assert {"plan.pdf", "plan.json", "html/stil ark.css", f"source/{MANIFEST}.sig"} <= {*groups["Representations"]}


def test_the_list_of_formats_says_which_file_is_the_record(payload: dict[str, bytes]) -> None:
    told = json.loads(payload["formats.json"])
    listed = {each["path"]: each for each in told["files"]}
    assert listed.keys() == payload.keys() - {METS, PREMIS, DESCRIPTION, "formats.json"}
    assert told["record"] == "plan.pdf" and [path for path, each in listed.items() if "record" in each] == ["plan.pdf"]
    assert {path: listed[path]["pronom"] for path in ("plan.pdf", "plan.docx", "html/index.html", "plan.json", "source/plan/plan.yaml")} == {
        "plan.pdf": "fmt/476", "plan.docx": "fmt/412", "html/index.html": "fmt/471", "plan.json": "fmt/817", "source/plan/plan.yaml": "fmt/818",
    }  # fmt: skip
    unknown = {path for path, each in listed.items() if not each["pronom"]}
    assert unknown == {"html/ukjent.xyz", "source/tema/logo.svg"}, "of what authors brought, and of what nobody knows, nothing is claimed"


def test_the_list_of_decisions(payload: dict[str, bytes]) -> None:
    (told,) = json.loads(payload["decisions.json"])["adoptions"]
    assert told["manifest"] == f"source/{MANIFEST}" and told["adoption"] == {"body": "Kommunestyret", "date": "2026-01-15", "case": "4/26"}
    assert f"source/{MANIFEST}" in payload and told["digest"] == json.loads(payload[f"source/{MANIFEST}"])["digest"]


def test_a_plan_that_nobody_adopted_has_no_decisions() -> None:
    files = {path: data for path, data in adopted_files().items() if path != MANIFEST}
    assert "data/decisions.json" not in bundle_files(read_plan(Tree(files))[0], PROVENANCE, files, {})


def test_it_says_what_it_is_and_who_made_it(payload: dict[str, bytes]) -> None:
    described = etree.fromstring(payload[DESCRIPTION])
    assert [(etree.QName(each).localname, each.text) for each in described] == [
        ("identifier", "handlingsplan-mot-ensomhet"), ("title", PROVENANCE.title), ("publisher", "Eksempel kommune"), ("date", "2026-01-15"),
        ("type", "Text"), ("source", "a" * 40),
    ]  # fmt: skip
    mets = etree.fromstring(payload[METS])
    assert mets.get("OBJID") == "handlingsplan-mot-ensomhet" and mets.findtext(".//m:agent/m:note", namespaces=NAMES) == "1.0"


def test_the_same_plan_gives_the_same_bytes() -> None:
    files = adopted_files()
    one, other = (bundle_files(read_plan(Tree(dict(files)))[0], PROVENANCE, dict(each), OUTPUTS) for each in (files.items(), reversed(files.items())))
    assert one == other
