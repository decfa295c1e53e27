"""PDF, Word and web pages carry the same facts of what they were made from, in the metadata and in the colophon; files of others carry none."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from hypothesis import strategies as st

from planverk.document.compose import compose
from planverk.document.walk import every_block, lines, plain
from planverk.errors import UserError
from planverk.formats import published
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.provenance import with_provenance
from planverk.formats.published import Published, read_published
from planverk.formats.read_back import LARGEST_PART
from planverk.model.canonical import VERSION, plan_digest
from planverk.reading.git import Revision
from planverk.version import __version__, tool_versions
from tests.properties import given
from tests.support import PLANS, REVISION, document_of, plan_of

DOCUMENT = document_of(PLANS["example"])
DIGEST = plan_digest(plan_of(PLANS["example"]))
FACTS = {
    "title": "Handlingsplan mot einsemd",
    "publisher": "Døme kommune",
    "status": "hearing",
    "revision": REVISION.id,
    "basis": "revision",
    "digest": DIGEST,
    "form": VERSION,
    "built": "2026-11-23T09:30:00+00:00",
    "version": __version__,
    "tools": ", ".join(f"{name} {version}" for name, version in tool_versions().items()),
}


@cache
def outputs() -> dict[str, bytes]:
    """The bytes of each kind of file."""
    return {
        "plan.pdf": render_pdf(DOCUMENT),
        "plan.docx": render_docx(DOCUMENT),
        **{f"html/{path}": data for path, data in render_html(DOCUMENT).items()},
    }


def read(folder: Path, data: bytes) -> Published:
    path = folder / "file"
    path.write_bytes(data)
    return read_published(path)


def fault(folder: Path, data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(folder, data)
    return caught.value.key


def test_the_document_tells_what_it_was_made_from() -> None:
    assert DOCUMENT.provenance.facts() == FACTS


@pytest.mark.parametrize(("revision", "basis"), [(None, "folder"), (Revision("a", REVISION.when, changed=True), "changes"), (REVISION, "revision")])
def test_the_document_tells_what_was_built(revision: Revision | None, basis: str) -> None:
    facts = compose(plan_of(PLANS["example"]), revision, datetime(2026, 1, 1, tzinfo=UTC)).provenance.facts()
    assert facts["basis"] == basis and facts.get("revision", "") == (revision.id if revision else "")


@pytest.mark.parametrize(
    ("name", "kind"), [("plan.pdf", "pdf"), ("plan.docx", "docx"), ("html/index.html", "page"), ("html/kjelder/index.html", "page")]
)
def test_every_output_tells_the_same(name: str, kind: str, tmp_path: Path) -> None:
    path = name if name in outputs() else next(each for each in outputs() if each.endswith("/index.html") and each.count("/") > 1)
    published = read(tmp_path, outputs()[path])
    assert (published.kind, published.provenance.facts()) == (kind, FACTS)


def test_the_folder_of_a_site_tells_what_its_pages_tell(tmp_path: Path) -> None:
    for path, data in outputs().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "html" / "lenke").symlink_to("/etc/passwd")
    published = read_published(tmp_path / "html")
    assert published.kind == "site" and published.provenance.facts() == FACTS
    assert {f"html/{path}" for path in published.files} == {path for path in outputs() if path.startswith("html/")} | {"html/lenke"}
    assert published.files["lenke"] == b""


def test_the_colophon_shows_the_checksum() -> None:
    shown = [plain(line) for block in every_block(DOCUMENT.colophon.blocks) for line in lines(block)]
    assert any(re.sub(r"\s", "", line) == DIGEST for line in shown)


def test_a_plan_that_says_something_else_has_another_checksum() -> None:
    assert document_of(PLANS["nynorsk"]).provenance.digest != DIGEST


# --- files of others ---


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "published-untold"), (b"x", "published-untold"), (b"%PDF-1.7\n", "published-damaged"), (b"PK\x03\x04", "published-damaged"),
        (b"<!DOCTYPE html><head><meta name='author' content='x'></head>", "published-untold"),
        (b"<html></head><meta name='planverk:digest' content='x'>", "published-untold"), (b"<![foo[ <meta", "published-damaged"),
    ],
)  # fmt: skip
def test_a_file_of_another_maker_tells_nothing(data: bytes, key: str, tmp_path: Path) -> None:
    assert fault(tmp_path, data) == key


def test_folders_without_a_site_and_files_that_are_not_there(tmp_path: Path) -> None:
    for path, key in ((tmp_path, "published-no-site"), (tmp_path / "nei", "published-no-file"), (Path("/dev/null"), "published-no-file")):
        with pytest.raises(UserError) as caught:
            read_published(path)
        assert caught.value.key == key


def test_a_folder_of_too_many_files_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        (tmp_path / f"{number}.html").write_bytes(b"x")
    (tmp_path / "index.html").write_bytes(outputs()["html/index.html"])
    assert read_published(tmp_path).provenance.digest == DIGEST
    for name, limit in (("MOST_FILES", 9), ("LARGEST_FILE", 1000)):
        monkeypatch.setattr(published, name, limit)
        with pytest.raises(UserError) as caught:
            read_published(tmp_path)
        assert caught.value.key == "published-too-large"
        monkeypatch.undo()


def docx_with(custom: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", custom)
    return stream.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]>"


@pytest.mark.parametrize(
    ("custom", "key"),
    [
        (b" " * (LARGEST_PART + 1), "published-too-large"), (b"<a>", "published-damaged"), (b"<a/>", "published-untold"), (b"", "published-damaged"),
        (BOMB + b"<x><property name='planverk:digest'>&j;</property></x>", "published-damaged"), (b"<a>" * 100_000, "published-damaged"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "published-damaged"),
    ],
)  # fmt: skip
def test_a_hostile_word_file_ends_soon(custom: bytes, key: str, tmp_path: Path) -> None:
    assert fault(tmp_path, docx_with(custom)) == key


def pdf_with(packet: bytes) -> bytes:
    stream = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(packet)
        pdf.save(stream, compress_streams=False, fix_metadata_version=False)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("packet", "key"),
    [(b"", "published-damaged"), (b"<a>" * 100_000, "published-damaged"), (b"<a/>", "published-untold"), (b" " * 3_000_000, "published-too-large")],
)
def test_a_hostile_pdf_ends_soon(packet: bytes, key: str, tmp_path: Path) -> None:
    assert fault(tmp_path, pdf_with(packet)) == key


def test_a_pdf_whose_metadata_are_packed_is_not_unpacked(tmp_path: Path) -> None:
    stream = BytesIO()
    with pikepdf.open(BytesIO(outputs()["plan.pdf"])) as pdf:
        pdf.Root.Metadata = pdf.make_stream(pdf.Root.Metadata.read_bytes())
        pdf.save(stream, recompress_flate=True, compress_streams=True)
    with pikepdf.open(BytesIO(stream.getvalue())) as pdf:
        packed = "/Filter" in pdf.Root.Metadata
    assert not packed or fault(tmp_path, stream.getvalue()) == "published-untold"


@given(st.sampled_from(["plan.pdf", "plan.docx", "html/index.html"]), st.integers(0, 2**32), examples=60)
def test_a_damaged_file_tells_something_or_is_refused(name: str, seed: int) -> None:
    chance, data = random.Random(seed), bytearray(outputs()[name])
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with TemporaryDirectory() as folder:
        try:
            assert read(Path(folder), bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)).provenance.digest
        except UserError as refused:
            assert refused.key.startswith("published-")


def test_metadata_of_another_form_are_no_metadata_of_ours() -> None:
    for packet in (b"", b"<x/>", b"<x"):
        with pytest.raises(UserError):
            with_provenance(packet, {"digest": "x"})
    assert with_provenance(b"<x/>", {}) == b"<x/>"
