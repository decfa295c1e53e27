"""What verify says of a file that was adopted, by the record of adoptions: wherever the plan lies by now, with tags and without."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from planverk.app import publishing, reproduce
from tests.authors import run
from tests.folders import laid, put
from tests.support import committed, git, saved

Capture = pytest.CaptureFixture[str]
MANIFEST = "plan/adopted/2026-01-15.json"
FLAGS = ("--body", "Kommunestyret", "--date", "2026-01-15", "--case", "4/26")
LISTED = f"Filen er en av dem som ble laget da planen ble vedtatt, etter {MANIFEST}."
EDITIONS = f"Utgavene i pakken er de som ble laget da planen ble vedtatt, etter {MANIFEST}."
SAME = "Filen er nøyaktig den samme, byte for byte."


@pytest.fixture
def adopted(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base plan, adopted with a text file and a tag, and changed since; what was adopted is beside it."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "planverk")
    for module in ("adopt", "build", "reproduce"):
        monkeypatch.setattr(f"planverk.app.{module}.OFFICIAL", ("txt",))
    root = laid(tmp_path / "repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    assert run(capsys, "adopt", *FLAGS, "--tag", "--bundle", "-C", str(root))[0] == 0
    shutil.copy(root / "build/bundle.zip", tmp_path / "bundle.zip")
    shutil.copy(root / "build/plan.txt", tmp_path / "genuine.txt")
    assert run(capsys, "revise", "-C", str(root))[0] == 0
    saved(root)
    return root


def verified(capsys: Capture, root: Path, file: Path) -> tuple[int, list[str]]:
    """The exit code, and what follows the facts."""
    code, out, err = run(capsys, "verify", str(file), "-C", str(root))
    assert code in (0, 1), err
    return code, out.splitlines()[9:]


def without_tags(root: Path) -> Path:
    git(root.parent, "clone", "--quiet", "--no-tags", str(root), "clone")
    return root.parent / "clone"


def moved(root: Path) -> Path:
    (root / "s").mkdir()
    git(root, "mv", "plan", "s/plan")
    saved(root)
    git(root, "tag", "--delete", "adopted-2026-01-15")
    return root / "s"


def as_it_was(root: Path) -> Path:
    return root


@pytest.mark.parametrize("elsewhere", [as_it_was, without_tags, moved])
def test_an_adopted_file_is_known_wherever_the_plan_lies_by_now(adopted: Path, capsys: Capture, elsewhere: Callable[[Path], Path]) -> None:
    adoption = git(adopted, "rev-parse", "adopted-2026-01-15^{commit}")
    code, lines = verified(capsys, elsewhere(adopted), adopted.parent / "genuine.txt")
    assert (code, lines) == (0, [f"Laget på nytt fra revisjonen {adoption}.", LISTED, SAME])


def shallow(root: Path) -> Path:
    git(root.parent, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    return root.parent / "shallow"


def test_what_a_shallow_clone_cannot_prove_is_not_told_to_be_another(adopted: Path, capsys: Capture) -> None:
    here, base = shallow(adopted), git(adopted, "rev-parse", "adopted-2026-01-15~1")
    not_here = f"- revisjonen {base} finnes ikke her. "
    code, lines = verified(capsys, here, adopted.parent / "genuine.txt")
    assert (code, lines[:2]) == (0, [LISTED, "Den er ekte, men kunne ikke lages på nytt her:"]) and lines[2].startswith(not_here)
    code, lines = verified(capsys, here, adopted.parent / "bundle.zip")
    assert (code, lines[1:3]) == (0, [EDITIONS, "Resten av pakken kunne ikke prøves her:"]) and lines[3].startswith(not_here)


def by_another_version(text: bytes) -> bytes:
    """What another version of planverk would have made."""
    return text.replace(b"planverk:version: ", b"planverk:version: 0.0.")


def test_a_package_by_another_version_holds_what_was_adopted_all_the_same(adopted: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.verify._tools", lambda told, now: [("planverk 0.0.1", "planverk 0.1.0")])
    made = publishing.render_outputs
    monkeypatch.setattr(reproduce, "render_outputs", lambda *given: [replace(each, data=b"made by another version") for each in made(*given)])
    code, lines = verified(capsys, adopted, adopted.parent / "bundle.zip")
    assert (code, lines[2:4]) == (0, [EDITIONS, "Resten av pakken kunne ikke prøves her:"])
    assert "- laget med planverk 0.0.1, nå med planverk 0.1.0" in lines


def test_a_package_by_the_same_version_that_differs_is_another(adopted: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publishing.render_outputs
    monkeypatch.setattr(reproduce, "render_outputs", lambda *given: [replace(each, data=b"changed") for each in made(*given)])
    code, lines = verified(capsys, adopted, adopted.parent / "bundle.zip")
    assert (code, lines[2:4]) == (1, [EDITIONS, "Filen er ikke den samme:"])


def test_nobody_can_tell_of_a_file_by_another_version_that_no_adoption_lists(adopted: Path, capsys: Capture) -> None:
    assert run(capsys, "build", "txt", "--output", str(adopted.parent / "out"), "-C", str(adopted))[0] == 0
    put(adopted.parent / "later.txt", by_another_version((adopted.parent / "out/plan.txt").read_bytes()))
    code, lines = verified(capsys, adopted, adopted.parent / "later.txt")
    assert (code, lines[1]) == (1, "Det kan ikke avgjøres her om filen er den samme, for den er laget med andre verktøy:")


def test_a_file_that_cannot_be_made_again_is_not_told_to_be_another(adopted: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publishing.render_outputs
    monkeypatch.setattr(reproduce, "render_outputs", lambda *given: [replace(each, data=b"made by another version") for each in made(*given)])
    code, lines = verified(capsys, adopted, adopted.parent / "genuine.txt")
    assert (code, lines[1:3]) == (0, [LISTED, "Den er ekte, men kunne ikke lages på nytt her:"])
    assert len(lines) == 4


def test_a_file_whose_making_is_refused_is_genuine_all_the_same(adopted: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: Any) -> Any:
        raise ValueError("a font is missing")

    monkeypatch.setattr(reproduce, "render_outputs", refused)
    code, lines = verified(capsys, adopted, adopted.parent / "genuine.txt")
    assert (code, lines[:2]) == (0, [LISTED, "Den er ekte, men kunne ikke lages på nytt her:"]) and lines[2].endswith("a font is missing")


def forged(adopted: Path, capsys: Capture) -> Path:
    """Another text adopted on the same day, in a repository that knows of no adoption; then put in place of the one that was."""
    other = laid(adopted.parent / "other")
    put(other / ".gitignore", b"/build/\n")
    put(other / "plan/goals/felles-innsats.md", (other / "plan/goals/felles-innsats.md").read_bytes() + b"\nEller ikke.\n")
    committed(other)
    assert run(capsys, "adopt", *FLAGS, "-C", str(other))[0] == 0
    shutil.copy(other / "build/plan.txt", adopted.parent / "forged.txt")
    return other


@pytest.mark.parametrize("tags", [True, False])
def test_a_forged_adoption_does_not_verify_and_the_genuine_one_does(adopted: Path, capsys: Capture, tags: bool) -> None:
    first = git(adopted, "rev-parse", "adopted-2026-01-15^{commit}")
    other = forged(adopted, capsys)
    for path in ("plan/plan.yaml", MANIFEST, "plan/goals/felles-innsats.md"):
        put(adopted / path, (other / path).read_bytes())
    later = saved(adopted)
    if not tags:
        git(adopted, "tag", "--delete", "adopted-2026-01-15")
    code, out, _ = run(capsys, "check", "-C", str(adopted))
    assert code == 1 and f"{MANIFEST}:1:1: error[adopted-record-changed]: listen over det som ble vedtatt, er byttet ut med en annen" in out
    assert f"det ble gjort i revisjonen {later}" in out
    code, lines = verified(capsys, adopted, adopted.parent / "forged.txt")
    told = f"To lister over det samme vedtaket er ulike: {MANIFEST} i revisjonen {later[:16]}… og i revisjonen {first[:16]}…. "
    told += "Filen står bare i den første av dem. Stol ikke på den før du vet hva som ble vedtatt."
    assert (code, lines[:3]) == (1, [LISTED, told, "Den kunne ikke lages på nytt her:"]), "the other repository is not here"
    code, lines = verified(capsys, adopted, adopted.parent / "genuine.txt")
    told = f"{MANIFEST} ble lagt inn i revisjonen {first[:16]}…, og er byttet ut siden, i revisjonen {later[:16]}…. "
    assert (code, lines[1:]) == (0, [LISTED, f"{told}Det er den som ble lagt inn først, som gjelder.", SAME])


def test_where_a_branch_was_rewritten_neither_of_two_adoptions_is_trusted(adopted: Path, capsys: Capture) -> None:
    other = forged(adopted, capsys)
    git(adopted, "checkout", "--quiet", "-B", "main", "adopted-2026-01-15~1")
    for path in ("plan/plan.yaml", MANIFEST, "plan/goals/felles-innsats.md"):
        put(adopted / path, (other / path).read_bytes())
    saved(adopted)
    for name in ("forged", "genuine"):
        code, lines = verified(capsys, adopted, adopted.parent / f"{name}.txt")
        assert code == 1 and LISTED in lines and [line for line in lines if line.startswith("To lister over det samme vedtaket er ulike")], name


def test_no_second_adoption_of_a_day_is_entered(adopted: Path, capsys: Capture) -> None:
    git(adopted, "checkout", "--quiet", "-B", "main", "adopted-2026-01-15~1")
    first = git(adopted, "rev-parse", "adopted-2026-01-15^{commit}")
    code, out, err = run(capsys, "adopt", *FLAGS, "--no-tag", "-C", str(adopted))
    said = [line for line in err.splitlines() if not re.match(r"[A-Z]+ er klar", line)]
    assert (code, out) == (2, "") and said[0] == (
        f"planverk: det er alt lagt inn en annen {MANIFEST}, i en annen gren eller merkelapp (revisjonen {first[:8]}). Et vedtak legges inn én gang"
    )
    assert not (adopted / MANIFEST).exists()


def test_the_package_of_an_adoption_holds_the_very_bytes_that_were_adopted(adopted: Path, capsys: Capture) -> None:
    tag, out = ("--rev", "adopted-2026-01-15"), ("--output", str(adopted.parent / "out"))
    at_once = adopted.parent / "bundle.zip"
    held = ZipFile(at_once)
    data = {name.partition("/")[2]: held.read(name) for name in held.namelist()}
    listed = json.loads(data[f"data/source/{MANIFEST}"])["outputs"]
    assert listed == [{"path": "plan.txt", "sha256": sha256(data["data/plan.txt"]).hexdigest()}]
    assert data["data/plan.txt"] == (adopted.parent / "genuine.txt").read_bytes()
    assert run(capsys, "build", "--bundle", *tag, *out, "-C", str(adopted))[0] == 0
    assert (adopted.parent / "out/bundle.zip").read_bytes() == at_once.read_bytes(), "the same package when it is made later"
    code, lines = verified(capsys, adopted, at_once)
    assert (code, lines[-1]) == (0, SAME)


def test_the_package_of_a_later_adoption_holds_what_changed_since_the_one_before(adopted: Path, capsys: Capture, tmp_path: Path) -> None:
    path = "plan/goals/felles-innsats.md"
    put(adopted / path, (adopted / path).read_bytes() + b"\nEndret.\n")
    base = saved(adopted)
    code, _, err = run(capsys, "adopt", "--body", "x", "--date", "2026-02-15", "--case", "5/26", "--tag", "--bundle", "-C", str(adopted))
    assert code == 0, err
    held = ZipFile(adopted / "build/bundle.zip")
    data = {name.partition("/")[2]: held.read(name) for name in held.namelist()}
    put(tmp_path / "redline.docx", data["data/redline.docx"])
    code, lines = verified(capsys, adopted, tmp_path / "redline.docx")
    first = git(adopted, "rev-parse", "adopted-2026-01-15^{commit}")
    assert (code, lines[-2:]) == (0, [f"Laget på nytt fra revisjonene {first[:16]} og {base[:16]}.", SAME])
    assert [each["manifest"] for each in json.loads(data["data/decisions.json"])["adoptions"]] == [
        f"source/{MANIFEST}", "source/plan/adopted/2026-02-15.json",
    ]  # fmt: skip
    code, lines = verified(capsys, adopted, adopted / "build/bundle.zip")
    assert (code, lines[-1]) == (0, SAME)


def test_no_package_says_that_it_holds_what_was_adopted_and_holds_something_else(
    adopted: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publishing.render_outputs
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda *given: [replace(each, data=b"made by another version") for each in made(*given)])
    code, out, err = run(capsys, "build", "--bundle", "--rev", "adopted-2026-01-15", "--output", str(adopted.parent / "out"), "-C", str(adopted))
    assert (code, out) == (
        2,
        "",
    ) and f"pakken ville ikke holdt det som ble vedtatt: plan.txt er laget på nytt og er ikke lik den som står i {MANIFEST}" in err
    assert not (adopted.parent / "out").exists()
