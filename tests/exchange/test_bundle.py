"""The archive package: what it holds, that other tools can check it, that it is the same again, and what hostile ones come to."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from planverk.cli import main
from planverk.errors import UserError
from planverk.exchange.bundle import bundle_bytes, bundle_files, manifest_faults
from planverk.formats import published
from planverk.formats.published import read_published
from planverk.model.canonical import plan_digest
from planverk.model.provenance import Provenance
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.authors import files_of, run
from tests.examples import base_files
from tests.folders import laid, put
from tests.support import ROOT, committed, git

Capture = pytest.CaptureFixture[str]
TOP = "handlingsplan-mot-ensomhet"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base plan, committed and packed."""
    root = laid(tmp_path_factory.mktemp("bundle") / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    put(root / "notat.txt", b"outside the plan")
    committed(root)
    assert main(["build", "--bundle", "-C", str(root)]) == 0
    return root


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    """A copy of the package that a test may change."""
    return Path(shutil.copy(made / "build/bundle.zip", tmp_path / "bundle.zip"))


def held(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def last_lines(capsys: Capture, root: Path, *arguments: str) -> tuple[int, list[str]]:
    code, out, err = run(capsys, "verify", *arguments, "-C", str(root))
    assert code != 3, err
    return code, out.splitlines()[9:] if code != 2 else [line for line in err.splitlines() if line.startswith("planverk: ")]


def test_it_holds_outputs_source_data_and_what_they_are(made: Path) -> None:
    files = held(made / "build/bundle.zip")
    outputs = {
        f"data/{path}": data for path, data in files_of(made / "build").items() if path in ("plan.pdf", "plan.docx") or path.startswith("html/")
    }
    source = {f"data/source/{path}": data for path, data in base_files().items()}
    tags = {"bagit.txt", "bag-info.txt", "metadata.json", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
    schemas = {f"data/schemas/{path.name}" for path in (ROOT / "schema").glob("*.json")}
    described = {"data/METS.xml", "data/metadata/preservation/premis.xml", "data/metadata/descriptive/dc.xml", "data/formats.json", "data/plan.json"}
    assert files.keys() == {f"{TOP}/{path}" for path in {*outputs, *source, *tags, *schemas, *described}}
    assert all(files[f"{TOP}/{path}"] == data for path, data in {**outputs, **source}.items())


def test_the_plan_as_data_has_the_canonical_hash(made: Path) -> None:
    plan = held(made / "build/bundle.zip")[f"{TOP}/data/plan.json"]
    assert sha256(plan).hexdigest() == plan_digest(read_plan(Tree(dict(base_files())))[0]) and json.loads(plan)["format"] == "planverk-canonical-1"


def test_the_metadata(made: Path) -> None:
    told = json.loads(held(made / "build/bundle.zip")[f"{TOP}/metadata.json"])
    provenance = told.pop("provenance")
    assert told == {
        "title": "Handlingsplan mot ensomhet", "language": "nb", "organisation": {"name": "Eksempel kommune", "orgnr": "310000000"},
        "period": {"from": 2025, "to": 2028}, "status": "hearing", "archive_case": "24/101",
    }  # fmt: skip
    assert provenance["revision"] == git(made, "rev-parse", "HEAD") and provenance["basis"] == "revision"


def test_the_metadata_of_an_adopted_plan() -> None:
    head = base_files()["plan/plan.yaml"].replace(
        b"status: hearing\n", b"status: adopted\nadoption:\n  body: Kommunestyret\n  date: 2026-01-15\n  case: 4/26\nlicence: CC0\n"
    )
    plan = read_plan(Tree({**base_files(), "plan/plan.yaml": head}))[0]
    told = json.loads(bundle_files(plan, Provenance(), {}, {})["metadata.json"])
    assert {name: told[name] for name in ("body", "date", "case", "licence")} == {
        "body": "Kommunestyret", "date": "2026-01-15", "case": "4/26", "licence": "CC0",
    }  # fmt: skip


def test_another_tool_can_check_it(package: Path, tmp_path: Path) -> None:
    with ZipFile(package) as archive:
        archive.extractall(tmp_path)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", manifest], cwd=tmp_path / TOP, check=True)
    facts = dict(line.split(": ", 1) for line in (tmp_path / TOP / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    payload = files_of(tmp_path / TOP / "data")
    assert facts["Payload-Oxum"] == f"{sum(map(len, payload.values()))}.{len(payload)}" and facts["Source-Organization"] == "Eksempel kommune"


def test_the_zip_tells_no_clock_and_no_machine(made: Path) -> None:
    with ZipFile(made / "build/bundle.zip") as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)} and {entry.external_attr for entry in entries} == {0o644 << 16}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_it_is_the_same_again(made: Path, capsys: Capture) -> None:
    count = len(held(made / "build/bundle.zip"))
    assert last_lines(capsys, made, str(made / "build/bundle.zip")) == (
        0,
        [
            f"Pakken er hel: {count} filer er slik manifestene sier.",
            f"Laget på nytt fra revisjonen {git(made, 'rev-parse', 'HEAD')}.",
            "Filen er nøyaktig den samme, byte for byte.",
        ],
    )


def test_the_manifest_of_the_build_lists_it(made: Path) -> None:
    listed = {record["path"]: record["sha256"] for record in json.loads((made / "build/manifest.json").read_bytes())["files"]}
    assert listed["bundle.zip"] == sha256((made / "build/bundle.zip").read_bytes()).hexdigest()


# --- packages that were changed ---


def repacked(path: Path, files: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_package_whose_manifests_were_changed_too_is_told_by_the_plan(made: Path, package: Path, capsys: Capture) -> None:
    files = {path.removeprefix(f"{TOP}/"): data for path, data in held(package).items()}
    files["data/source/plan/plan.yaml"] += b"# mer\n"
    lines = [line for line in files["manifest-sha256.txt"].decode().splitlines() if not line.endswith("  data/source/plan/plan.yaml")]
    lines.append(f"{sha256(files['data/source/plan/plan.yaml']).hexdigest()}  data/source/plan/plan.yaml")
    files["manifest-sha256.txt"] = ("\n".join(lines) + "\n").encode()
    tags = [name for name in files if not name.startswith("data/") and name != "tagmanifest-sha256.txt"]
    files["tagmanifest-sha256.txt"] = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in tags).encode()
    package.write_bytes(bundle_bytes("x", files))
    code, told = last_lines(capsys, made, str(package))
    assert code == 1 and told[2:6] == [
        "Filen er ikke den samme:", "- data/source/plan/plan.yaml er en annen", "- manifest-sha256.txt er en annen",
        "- tagmanifest-sha256.txt er en annen",
    ]  # fmt: skip


def test_paths_with_line_ends_have_a_form_in_manifests() -> None:
    files = bundle_files(read_plan(Tree(dict(base_files())))[0], Provenance(), {"plan/data/a%b\nc.csv": b"x"}, {})
    assert b"  data/source/plan/data/a%25b%0Ac.csv\n" in files["manifest-sha256.txt"] and list(manifest_faults(files)) == []


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({"a/bagit.txt": b"", "b/x": b""}, "published-damaged"), ({"a/bagit.txt": b"", "../x": b""}, "published-damaged"),
        ({"a/bagit.txt": b"", "a/": b""}, "published-damaged"), ({"a/bagit.txt": b""}, "published-damaged"),
        ({"a/bagit.txt": b"", "a/metadata.json": b"{}"}, "published-damaged"), ({"a/bagit.txt": b"", "a/metadata.json": b"[1]"}, "published-damaged"),
        ({"a/bagit.txt": b"", "a/metadata.json": b"[" * 500_000}, "published-damaged"),
        ({"a/bagit.txt": b"", "a/metadata.json": b'{"provenance": {"digest": 1}}'}, "published-untold"),
        ({"a/bagit.txt": b"", "a/metadata.json": b'{"provenance": {"digest": "x"}}' + b" " * 3_000_000}, "published-untold"),
        ({"bagit.txt": b""}, "published-untold"),
    ],
)  # fmt: skip
def test_a_hostile_package_is_refused(tmp_path: Path, files: dict[str, bytes], key: str) -> None:
    with pytest.raises(UserError) as caught:
        read_published(repacked(tmp_path / "bundle.zip", files))
    assert caught.value.key == key


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "LARGEST_FILE", 1_000_000)
    path = repacked(tmp_path / "bundle.zip", {"a/bagit.txt": b"", "a/data/x": b"0" * 2_000_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(UserError) as caught:
        read_published(path)
    assert caught.value.key == "published-too-large"


def test_a_size_that_is_not_true_is_found(tmp_path: Path) -> None:
    data = repacked(tmp_path / "bundle.zip", {"a/bagit.txt": b"", "a/data/x": b"0123456789"}, ZIP_STORED).read_bytes()
    (tmp_path / "bundle.zip").write_bytes(data.replace((10).to_bytes(4, "little") * 2, (9).to_bytes(4, "little") * 2))
    with pytest.raises(UserError) as caught:
        read_published(tmp_path / "bundle.zip")
    assert caught.value.key == "published-damaged"


def test_the_same_path_twice_is_damage(tmp_path: Path) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("a/bagit.txt", b"")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a/bagit.txt", b"x")
    (tmp_path / "bundle.zip").write_bytes(stream.getvalue())
    with pytest.raises(UserError) as caught:
        read_published(tmp_path / "bundle.zip")
    assert caught.value.key == "published-damaged"


# --- signatures; tests/conformance/test_signatures.py has the real ones ---

SSH = """#!/bin/sh
case "$2" in
  sign) cat >/dev/null; echo "signed $*" ;;
  find-principals) for held; do :; done; case "$*" in *verify-time*) word=old ;; *) word=good ;; esac
    [ -s "$held" ] && grep -q $word "$held" && echo arkiv ;;
  verify) cat >/dev/null; for held; do :; done; grep -q data "$held" ;;
esac
"""
GPG = """#!/bin/sh
for last; do :; done
case "$*" in
  *--import*) grep -q none "$last" || echo "[GNUPG:] IMPORT_OK 1 1" ;;
  *--verify*) cat >/dev/null; for name; do case "$name" in */signature) held="$name" ;; esac; done
    if grep -q "old\\|gone" "$held"; then
      grep -q old "$held" && echo "[GNUPG:] EXPKEYSIG 1 Arkivet" || echo "[GNUPG:] REVKEYSIG 1 Arkivet"; echo "[GNUPG:] VALIDSIG 1"
    elif grep -q good "$held"; then echo "[GNUPG:] GOODSIG 1 Arkivet"; echo "[GNUPG:] VALIDSIG 1"; else echo "[GNUPG:] NO_PUBKEY 1"; exit 2; fi ;;
  *) cat >/dev/null; echo "signed $*" ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for ssh-keygen and gpg that say what they were called with, first on the path."""
    folder = tmp_path / "programs"
    for name, text in (("ssh-keygen", SSH), ("gpg", GPG)):
        put(folder / name, text.encode())
        (folder / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No outputs but the package."""
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda *arguments: [])


def test_signatures_stand_beside_the_package(tmp_path: Path, programs: Path, quick: None, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    put(tmp_path / "-key", b"x")
    code, _, err = run(capsys, "build", "--bundle", "--sign-ssh", str(tmp_path / "-key"), "--sign-gpg", "--output=x", "-C", str(root))
    assert code == 0, err
    assert (root / "build/bundle.zip.sig").read_text() == f"signed -Y sign -n planverk -f {tmp_path}/-key\n"
    assert (root / "build/bundle.zip.asc").read_text() == "signed --detach-sign --armor --local-user=--output=x --output - -- -\n"
    assert run(capsys, "build", "--bundle", "-C", str(root))[0] == 0
    assert not list((root / "build").glob("bundle.zip.*")), "they were signatures of another package"


@pytest.mark.parametrize(
    ("signature", "flags", "code", "said"),
    [
        ("good data", ("--signers", "{keys}"), 0, "{path}.sig er en gyldig signatur av arkiv."),
        ("good", ("--signers", "{keys}"), 1, "{path}.sig er ikke en gyldig signatur av denne filen."),
        ("x", ("--signers", "{keys}"), 1, "{path}.sig er laget med en nøkkel som ikke hører til noen av dem som kan signere."),
        ("good", ("--keyring", "{keys}"), 0, "{path}.asc er en gyldig signatur av Arkivet."),
        ("x", ("--keyring", "{keys}"), 1, "{path}.asc er laget med en nøkkel som ikke hører til noen av dem som kan signere."),
        (
            "old data",
            ("--signers", "{keys}"),
            1,
            "{path}.sig er en signatur av arkiv, og filen er ikke endret siden. Men nøkkelen gjelder ikke nå, {now}",
        ),
        ("old", ("--keyring", "{keys}"), 1, "{path}.asc er en signatur av Arkivet, og filen er ikke endret siden. Men nøkkelen eller {expired}"),
        ("gone", ("--keyring", "{keys}"), 1, "{path}.asc er laget med nøkkelen til Arkivet, men den er trukket tilbake. Ikke stol på signaturen."),
        ("", ("--signers", "{keys}"), 1, "Det er ingen signatur i {path}.sig"),
        ("", ("--keyring", "{keys}"), 1, "Det er ingen signatur i {path}.asc"),
        ("good", (), 0, "{path}.sig er ikke kontrollert. Oppgi hvem som kan signere, med --signers"),
    ],
)
def test_signatures_are_checked(package: Path, programs: Path, capsys: Capture, signature: str, flags: tuple[str, ...], code: int, said: str) -> None:
    put(package.with_name("keys"), b"arkiv valid-before=20200101 ssh-ed25519 x")
    for suffix in (".sig", ".asc") if signature else ():
        put(package.with_name(package.name + suffix), signature.encode())
    given = [flag.format(keys=package.with_name("keys")) for flag in flags]
    found = last_lines(capsys, package.parent, str(package), "--no-rebuild", *given)
    now = "etter filen du oppga. Finn ut om den gjaldt da filen ble signert."
    expired = "signaturen er utløpt. Finn ut om den gjaldt da filen ble signert."
    assert found[0] == code and said.format(path=package, now=now, expired=expired) in found[1]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--sign-ssh", "{folder}/id"), "fant ikke nøkkelen «{folder}/id»"),
        (("--sign-ssh", "{folder}/key"), "finner ikke programmet ssh-keygen. Installer OpenSSH"),
        (("--sign-gpg", "x"), "finner ikke programmet gpg. Installer GnuPG"),
    ],
)
def test_what_is_missing_for_signing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, capsys: Capture, flags: tuple[str, ...], said: str
) -> None:
    root = laid(tmp_path / "plan-repo")
    put(tmp_path / "key", b"x")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = run(capsys, "build", "--bundle", *(flag.format(folder=tmp_path) for flag in flags), "-C", str(root))
    assert code == 2 and err.splitlines()[-1] == "planverk: " + said.format(folder=tmp_path)
    assert not (root / "build").exists()


def test_a_keyring_without_keys_is_named(package: Path, programs: Path, capsys: Capture) -> None:
    put(package.with_name("keys"), b"none")
    put(package.with_name("bundle.zip.asc"), b"good")
    code, lines = last_lines(capsys, package.parent, str(package), "--keyring", str(package.with_name("keys")))
    assert code == 2 and lines == [f"planverk: «{package.with_name('keys')}» inneholder ingen offentlige GPG-nøkler"]


@pytest.mark.parametrize(("flag", "what"), [("--signers", "med dem som kan signere"), ("--keyring", "med offentlige nøkler")])
def test_keys_that_are_not_there(package: Path, capsys: Capture, flag: str, what: str) -> None:
    put(package.with_name("bundle.zip.sig"), b"x")
    put(package.with_name("bundle.zip.asc"), b"x")
    code, lines = last_lines(capsys, package.parent, str(package), flag, "/nei")
    assert code == 2 and lines == [f"planverk: fant ikke filen «/nei» {what}"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pdf", "--bundle"), "arkivpakken inneholder alle utgavene. Skriv «planverk build --bundle»"),
        (("--sign-gpg", "x"), "det er arkivpakken som blir signert. Legg til --bundle"),
    ],
)
def test_flags_that_do_not_go_together(tmp_path: Path, capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    assert run(capsys, "build", *arguments, "-C", str(laid(tmp_path)))[::2] == (2, f"planverk: {said}\n")
