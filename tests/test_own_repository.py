"""The page of the handbook on a new user's hour, carried out as it stands, on a machine with no planverk but a wheel; then the next version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]

from planverk.app.lock import read_wheel
from tests import fast
from tests.authors import differing, files_of
from tests.support import ROOT
from tests.wheels import newer_wheel, run, wheel_in

PAGE = ROOT / "docs/handbok/en-times-arbeid.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"Filen `([^`]+)`[^`]*\Z")
WHO = {f"GIT_{who}_{what}": "planverk" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Step(NamedTuple):
    """A block of the page: commands with what they print among other things, or the file that it shows."""

    commands: str
    printed: tuple[str, ...]
    path: str
    text: str


def steps() -> Iterator[Step]:
    page = PAGE.read_text(encoding="utf-8")
    blocks = list(_BLOCK.finditer(page))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block[1] == "sh":
            printed = following[2].splitlines() if following and following[1] == "text" else ()
            yield Step(block[2], tuple(printed), "", "")
        elif block[1] != "text":
            named = _FILE.search(page[: block.start()])
            assert named, block[0]
            yield Step("", (), named[1], block[2])


def carried_out(folder: Path) -> Path:
    """Does what the page says, and gives the folder in which it ends."""
    for step in steps():
        if step.path:
            (folder / step.path).write_text(step.text, encoding="utf-8")
        elif step.commands.startswith("cd "):
            folder /= step.commands.removeprefix("cd ").strip()
        else:
            refused = any("error[" in line for line in step.printed)
            printed = run(step.commands, folder, 2 if refused else 0, **WHO)
            assert [line for line in step.printed if line not in printed] == []
    return folder


def test_the_handbooks_hour_and_the_move_to_the_next_version(tmp_path: Path) -> None:
    fast.needs("pip")
    wheel = wheel_in(tmp_path)
    root = carried_out(tmp_path)
    assert root.name == "klimaplan" and run("git status --short", root) == ""
    with pypdfium2.PdfDocument(root / "build/plan.pdf") as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).replace("\xad", "").split())
    assert "Bytte til elbiler" in text and re.search(r"Sum 290,5 16.000", text) and "116 123" not in text
    _moved(root, tmp_path, wheel)


def _moved(root: Path, folder: Path, wheel: Path) -> None:
    """An update tells what it changes and changes nothing; told to, it locks the repository to the newer one, which is then used."""
    assert run("make update", root) == "Fant ikke noe nyere planverk. Har dere et som en fil (.whl), legg den i mappen wheels, og prøv igjen.\n"
    changed = {
        "planverk/locale/nb/document.toml": ("Slik gjør vi det", "Dette gjør vi"),
        "planverk/locale/nb/rules.toml": ("sier ikke hvordan {measure:den|det} er finansiert", "mangler penger"),
    }
    newer = newer_wheel(folder, "0.2.0", changed)
    (root / "wheels" / newer.name).write_bytes(newer.read_bytes())
    measure = root / "plan/measures/varme.md"
    measure.write_text(measure.read_text(encoding="utf-8").replace("financing: Grønt lån\n", ""), encoding="utf-8")
    before = _kept(root)
    said = run("make update", root)
    finding = "plan/measures/varme.md: warning[measure-without-financing]: tiltaket"
    assert f"Fra planverk 0.1.0 til 0.2.0:\n+ {finding} mangler penger\n- {finding} sier ikke hvordan det er finansiert\n" in said
    assert "-Slik gjør vi det\n" in said and "+Dette gjør vi\n" in said
    assert (
        said.endswith("Ingenting er endret. «make update APPLY=1» (eller «planverk update --apply») tar det nye i bruk.\n") and _kept(root) == before
    )
    assert (root / "build/planverk-0.2.0/plan.pdf").read_bytes().startswith(b"%PDF")
    said = run("make update APPLY=1", root)
    assert said.endswith(
        f"Endret requirements.txt\nFjernet wheels/{wheel.name}\nPlanverk 0.2.0 blir installert neste gang dere bruker make. Lagre endringene i Git.\n"
    )
    assert differing(before, _kept(root)) == ["requirements.txt", f"wheels/{wheel.name}"]
    about = (root / "requirements.txt").read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")
    assert (root / "requirements.txt").read_bytes() == read_wheel(newer).lock(about)
    assert "planverk 0.2.0" in run("make check && .venv/bin/planverk --version", root)


def _kept(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in files_of(root).items() if path.partition("/")[0] not in (".git", ".venv", "build")}
