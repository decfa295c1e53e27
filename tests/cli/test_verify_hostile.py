"""Published files that are locked, damaged, made to grow, or that are nearly what was made."""

from __future__ import annotations

import random
import shutil
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest

from planverk.app import verify
from planverk.app.reproduce import Rebuilt, rebuild
from planverk.cli import main
from planverk.errors import Tell, UserError
from planverk.formats.published import Published, facts_or_fault, read_published
from tests.authors import run
from tests.folders import laid, put
from tests.support import committed

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = laid(tmp_path_factory.mktemp("verify") / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    assert main(["build", "--bundle", "-C", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def rebuilt() -> dict[str, Rebuilt]:
    return {}


@pytest.fixture
def once(rebuilt: dict[str, Rebuilt], monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is built again once for each kind of file."""

    def remembering(published: Published, folder: str, rev: str | None, template: str | None, tell: Tell) -> Rebuilt:
        if published.kind not in rebuilt:
            rebuilt[published.kind] = rebuild(published, folder, rev, template)
        return rebuilt[published.kind]

    monkeypatch.setattr(verify, "rebuild", remembering)


def last_lines(capsys: Capture, root: Path, *arguments: str) -> tuple[int, list[str]]:
    code, out, err = run(capsys, "verify", *arguments, "-C", str(root))
    assert code != 3, err
    return code, out.splitlines()[9:] if code != 2 else err.splitlines()


# --- locked, damaged, growing


def locked(owner: str, user: str) -> bytes:
    out, pdf = BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


LOCKED = "er låst med et passord, og da kan ikke planverk lese hva den er laget av. Offisielle utgaver fra planverk er aldri låst"


@pytest.mark.parametrize(("owner", "user", "said"), [("a", "b", LOCKED), ("b", "b", LOCKED), ("a", "", "")])
def test_a_locked_pdf_is_said_to_be_locked(tmp_path: Path, capsys: Capture, owner: str, user: str, said: str) -> None:
    """One that anybody may open is like any other."""
    path = tmp_path / "låst.pdf"
    path.write_bytes(locked(owner=owner, user=user))
    code, _, err = run(capsys, "verify", str(path))
    assert code == 2 and err.count("\n") == 1
    assert err == f"planverk: «{path}» {said}\n" if said else "låst med" not in err


def growing(size: int) -> bytes:
    """A PDF whose catalog stands in a stream of objects that is unpacked to so many bytes."""
    packing = zlib.compressobj(9)
    body = b"".join(packing.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packing.flush()
    first = b"%PDF-1.7\n"
    objects = b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(body) + body + b"\nendstream\nendobj\n"
    at = len(first + objects)
    rows = b"".join(struct.pack(">BIH", *row) for row in ((0, 0, 65535), (2, 2, 0), (1, len(first), 0), (1, at, 0)))
    listed = b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(rows) + rows + b"\nendstream\nendobj\n"
    return first + objects + listed + b"startxref\n%d\n%%%%EOF" % at


def test_a_pdf_that_grows_takes_no_more_memory_than_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bombe.pdf"
    path.write_bytes(growing(300_000_000))
    assert path.stat().st_size < 330_000
    monkeypatch.setattr("planverk.bounded.MEMORY", 400_000_000)
    with pytest.raises(UserError) as fault:
        read_published(path)
    assert fault.value.key in ("published-damaged", "published-too-much")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut short, or with some bits turned."""
    if chance.random() < 0.4:
        return data[: chance.randrange(len(data))]
    found = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "html/index.html"])
def test_damage_is_told_and_never_more(made: Path, name: str) -> None:
    chance, data = random.Random(10), (made / "build" / name).read_bytes()
    kind = {"plan.pdf": b"pdf", "plan.docx": b"docx"}.get(name, b"page")
    for _ in range(40):
        facts_or_fault(kind + b"\n" + damaged(data, chance))


def test_a_damaged_package_is_told_and_never_more(made: Path, tmp_path: Path) -> None:
    chance, data = random.Random(11), (made / "build/bundle.zip").read_bytes()
    for number in range(15):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(damaged(data, chance))
        try:
            read_published(path)
        except UserError as unreadable:
            assert unreadable.key.startswith("published-")


# --- nearly the same


def repacked(data: bytes, change: Callable[[ZipFile], None] = lambda archive: None, compression: int | None = None) -> bytes:
    """The same files in a zip that is written anew."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(out, "w") as archive:
        for entry in given.infolist():
            held = given.read(entry)
            entry.compress_type = entry.compress_type if compression is None else compression
            archive.writestr(entry, held, compresslevel=9)
        change(archive)
    return out.getvalue()


def comment(archive: ZipFile) -> None:
    archive.comment = b"hei"


OTHERWISE = {
    "bytes behind it": lambda data: data + bytes(22),
    "bytes before it": lambda data: b"PK" + data,
    "stored": lambda data: repacked(data, compression=ZIP_STORED),
    "packed again": repacked,
    "with a comment": lambda data: repacked(data, comment),
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_a_package_with_the_same_files_and_other_bytes_is_another(
    made: Path, tmp_path: Path, capsys: Capture, once: None, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(change((made / "build/bundle.zip").read_bytes()))
    code, lines = last_lines(capsys, made, str(path))
    assert code == 1
    assert lines[2] == "Filen er ikke den samme:"
    assert lines[3] == (
        "- alle filene i pakken er de samme, men selve pakken er en annen: den er pakket på nytt, eller noe står foran, mellom eller bak filene i den"
    )


def test_the_package_itself_is_the_same(made: Path, capsys: Capture, once: None) -> None:
    assert last_lines(capsys, made, str(made / "build/bundle.zip"))[1][2] == "Filen er nøyaktig den samme, byte for byte."


def link(site: Path) -> str:
    (site / "mer.html").symlink_to("/etc/hostname")
    return "mer.html er ikke med i den nye utgaven"


def link_to_folder(site: Path) -> str:
    (site / "alt").symlink_to(site)
    return "alt er ikke med i den nye utgaven"


def link_instead(site: Path) -> str:
    sheet = min(site.rglob("*.css"))
    sheet.rename(site.parent / "kopi.css")
    sheet.symlink_to(site.parent / "kopi.css")
    return f"{sheet.relative_to(site).as_posix()} er en annen"


def empty_folder(site: Path) -> str:
    (site / "tom/mer").mkdir(parents=True)
    return "tom/mer/ er ikke med i den nye utgaven"


def hidden(site: Path) -> str:
    (site / ".htaccess").write_bytes(b"x")
    return ".htaccess er ikke med i den nye utgaven"


def changed(site: Path) -> str:
    page = max(site.rglob("index.html"))
    page.write_bytes(page.read_bytes().replace(b"</main>", b'<a href="https://example.com/">her</a></main>'))
    return f"{page.relative_to(site).as_posix()} er en annen"


@pytest.mark.parametrize("change", [link, link_to_folder, link_instead, empty_folder, hidden, changed])
def test_a_site_with_anything_added_is_another(made: Path, tmp_path: Path, capsys: Capture, once: None, change: Callable[[Path], str]) -> None:
    site = Path(shutil.copytree(made / "build/html", tmp_path / "html"))
    assert last_lines(capsys, made, str(site))[0] == 0
    said = change(site)
    code, lines = last_lines(capsys, made, str(site))
    assert code == 1 and lines[2] == f"- {said}"
