"""Every command that writes, stopped at any of its file and Git operations: by a kill, a signal, or a system that refuses once or from then on.

Whatever it was, all is then as it was or as it should be: at once where the command could answer, and after the next command of any kind where it was
killed. PLANVERK_POINTS=1000 tries that many points.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import resource
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from planverk.app.lock import Wheel
from planverk.authoring.edits import edits_of
from planverk.cli import Ended, main
from planverk.formats.outputs import Output
from planverk.importing.base import Base, as_json
from planverk.importing.hints import NO_HINTS
from planverk.reading.git import Revision, find_revision
from planverk.reading.tree import read_folder
from planverk.review_import import report_formats
from tests.adopted import adopted_files
from tests.authors import differing
from tests.examples import base_files
from tests.fast import some
from tests.faults import FAULTS, KILLED, Fault, fault_at, in_child, kill, refuse
from tests.folders import put
from tests.support import committed, git

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that share what is loaded")

POINTS = int(os.environ.get("PLANVERK_POINTS", "60"))
MEASURE, GOAL, FIGURE = "plan/measures/felles-rutine.md", "plan/goals/felles-innsats.md", "plan/figures/ensomme.yaml"
UNTIDY = {
    MEASURE: base_files()[MEASURE].replace(b"number: 1\ntitle: Felles rutine\n", b"title: Felles rutine\nnumber: 1\n"),
    GOAL: base_files()[GOAL].replace(b"number: 1\ntitle: Felles innsats\n", b"title: Felles innsats\nnumber: 1\n"),
}
UNMENDED = {path: base_files()[path] + b"\nKommunen har 100000 innbyggere i 2025-2028.\n" for path in (MEASURE, GOAL)}
UNMENDED["planverk.toml"] = b'packs = ["norwegian-municipal"]\n'
GAPS = {path: base_files()[path].replace(b"number: 1\n", b"number: 4\n") for path in (MEASURE, GOAL)}
ADOPTED = "Plan for stier\n\nInnledning\n\nDøme kommune vil ha stier.\n\nMål 1: Flere stier\n\nStiene skal merkes.\n".encode()
IMPORTED = as_json(Base("vedtatt.txt", NO_HINTS, False, {}, {}))
SIGNED = {"plan/plan.yaml": base_files()["plan/plan.yaml"] + b"signers:\n  - name: Arkivet\n    key: ssh-ed25519 AAAA\n"}
ADOPTION = ("adopt", "--body", "Kommunestyret", "--date", "2026-01-15", "--case", "4/26")


OF_GIT = re.compile(r"(?!\.git/)|\.git/(?:HEAD|refs/.*|packed-refs|.*\.lock)\Z")
LEFTOVER = re.compile(r".*\.[0-9a-f]{8}\.(?:planverk|earlier|copy)(?:/.*)?\Z|\.planverk-journal\Z")


@dataclass(frozen=True)
class Case:
    """A command line, and the files of the plan that differ from the base plan's."""

    arguments: tuple[str, ...]
    files: dict[str, bytes]
    in_git: bool = True


CASES = {
    "adopt": Case((*ADOPTION, "--no-tag"), {}),
    "adopt with a tag": Case((*ADOPTION, "--tag"), {}),
    "adopt with a signature": Case((*ADOPTION, "--tag", "--sign", "arkivet"), SIGNED),
    "adopt outside Git": Case(ADOPTION, {}, in_git=False),
    "revise": Case(("revise",), adopted_files()),
    "review": Case(("review", "measure:felles-rutine", "goal:felles-innsats", "--by", "koordinator"), {}),
    "withdraw": Case(("withdraw", "measure:felles-rutine", "--date", "2026-01-15", "--reason", "Ferdig"), {}),
    "new plan": Case(("new", "plan", "ny/plan", "--title", "Ny plan"), {}, in_git=False),
    "import": Case(("import", "vedtatt.txt", "--into", "ny/plan"), {"vedtatt.txt": ADOPTED}, in_git=False),
    "import --update": Case(
        ("import", "vedtatt.txt", "--into", ".", "--update"), {"vedtatt.txt": ADOPTED, "import-base.json": IMPORTED}, in_git=False
    ),
    "migrate": Case(("migrate",), {}),
    "new chapter": Case(("new", "chapter", "--title", "Metode"), {}),
    "fmt": Case(("fmt",), UNTIDY),
    "fmt outside Git": Case(("fmt",), UNTIDY, in_git=False),
    "check --fix": Case(("check", "--fix", "--today", "2026-11-23"), UNMENDED),
    "rename": Case(("rename", "goal:felles-innsats", "sammen"), {}),
    "rename outside Git": Case(("rename", "goal:felles-innsats", "sammen"), {}, in_git=False),
    "renumber": Case(("renumber",), GAPS),
    "schema": Case(("schema",), {}),
    "build": Case(("build",), {}),
    "build again": Case(("build", "--output", "ut"), {"ut/html/old.html": b"old", "ut/manifest.json": b'{"files": [{"path": "html/old.html"}]}'}),
    "build outside Git": Case(("build",), {"build/html/old.html": b"old"}, in_git=False),
    "diff": Case(("diff", "HEAD", "--output", "endringer.txt"), {"endringer.txt": b"before"}),
    "import-review": Case(("import-review", "svar.docx", "--output", "svar"), {"svar/svar.review.md": b"before"}),
    "import-review to a branch": Case(("import-review", "svar.docx", "--branch", "runde"), {}),
}


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same bytes and commits each time, and nothing that takes long and writes nothing: the outputs are small."""
    for who in ("AUTHOR", "COMMITTER"):
        for what, value in (("NAME", "planverk"), ("EMAIL", "planverk"), ("DATE", "2026-11-23T09:30:00+00:00")):
            monkeypatch.setenv(f"GIT_{who}_{what}", value)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795426200")
    outputs = [Output("plan.pdf", b"%PDF" * 5000), Output("html", {"index.html": b"<p>", "mal/index.html": b"<p>"})]
    for command in ("adopt", "build"):
        monkeypatch.setattr(f"planverk.app.{command}.render_outputs", lambda *arguments: outputs)
    monkeypatch.setattr("planverk.app.adoption_signature.sign", lambda data, key: ("ssh", b"signature"))
    monkeypatch.setattr("planverk.app.adoption_signature.signer_of", lambda *arguments: "Arkivet")
    monkeypatch.setattr("planverk.app.new_repository.wheel_for", lambda *arguments: Wheel("planverk-1-py3-none-any.whl", b"PK\0", "", True))
    monkeypatch.setattr("planverk.app.import_plan.init_git", lambda root: True)
    monkeypatch.setattr("planverk.cli.new.init_git", lambda root: True)  # what a kill leaves of it is a folder without Git
    monkeypatch.setattr("planverk.app.import_review.resolve_file", lambda *arguments: _settled(tmp_path / "work"))
    monkeypatch.setattr("planverk.app.import_review._review", lambda *arguments: SimpleNamespace(opening=["x"], file="svar", needs_a_person=False))
    monkeypatch.setattr(report_formats, "as_markdown", lambda review: "# Svar\n")
    monkeypatch.setattr(report_formats, "as_text", lambda *arguments: "Svar\n")


def _settled(root: Path) -> SimpleNamespace:
    files = read_folder(root).files
    edits = edits_of(files, {MEASURE: files[MEASURE] + b"Mer.\n", GOAL: files[GOAL] + b"Mer.\n"})
    source = SimpleNamespace(opened=SimpleNamespace(root=root), commit=_head(root))
    return SimpleNamespace(source=source, resolution=SimpleNamespace(edits=edits))


@cache
def _head(root: Path) -> Revision:
    return find_revision(root, "HEAD")


class World:
    """A folder in which a command is tried again and again, from the same state."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.folder, self.case = folder, case
        self.template, self.work = folder / "template", folder / "work"
        for path, data in {**base_files(), **case.files, "svar.docx": b"PK", ".gitignore": b"/build/\n/ut/\n/svar/\n"}.items():
            put(self.template / path, data)
        if case.in_git:
            committed(self.template)
        self.reset()
        self.before = self.state()
        if case.in_git:
            _head(self.work)  # asked now, since the stand-in for what reads a Word file is not what is tried
        with fault_at(0, kill) as seen:
            assert self.command(lambda: self._counted(seen)) == 0, (folder / "output").read_text()
        self.after, self.operations = self.state(), int((folder / "count").read_text())
        assert self.before != self.after and self.operations > 3

    def _counted(self, seen: list[str]) -> int:
        code = self.run()
        put(self.folder / "count", str(len(seen)).encode())
        return 0 if code in (0, 1) else code

    def reset(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.template, self.work, symlinks=True)

    def state(self) -> dict[str, bytes]:
        """All that a command may change: files, folders, names in Git, the index; and what it may not: anything beside the folder."""
        files = {f"{path.relative_to(self.work).as_posix()}{'/' * path.is_dir()}": path for path in self.work.rglob("*")}
        found = {name: b"" if path.is_dir() else path.read_bytes() for name, path in files.items() if OF_GIT.match(name)}
        if self.case.in_git:
            found["index"] = git(self.work, "ls-files", "--stage").encode()
        beside = sorted(path.name for path in self.folder.iterdir() if path.name not in ("count", "output"))
        return {**found, "beside": " ".join(beside).encode()}

    def run(self, *arguments: str) -> int:
        os.chdir(self.work)
        return main(arguments or self.case.arguments)

    def command(self, work: Callable[[], int]) -> int:
        return in_child(work, self.folder / "output")

    def stopped(self, point: int, fault: Fault, last: int | None) -> int:
        """The exit code of the command with a fault at a point."""

        def work() -> int:
            signal.signal(signal.SIGTERM, _end)
            with fault_at(point, fault, last):
                return self.run()

        return self.command(work)


def _end(number: int, frame: object) -> None:
    raise Ended(number)


def _terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


HOW: list[tuple[str, Fault, bool]] = [
    ("kill", kill, False),
    ("SIGTERM", _terminate, False),
    *((f"error {number}", refuse(number), False) for number in FAULTS),
    *((f"error {number} from then on", refuse(number), True) for number in FAULTS[:2]),
]


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize("name", some(CASES))
def test_wherever_a_command_is_stopped_all_is_as_it_was_or_as_it_should_be(tmp_path: Path, name: str) -> None:
    world, chance = World(tmp_path, CASES[name]), random.Random(name)
    tried = 0
    for _ in range(max(1, POINTS // len(CASES)) + 1):
        point = chance.randint(1, world.operations)
        how, fault, stays = ("kill", kill, False) if tried % 2 == 0 else chance.choice(HOW)
        world.reset()
        code = world.stopped(point, fault, 10**9 if stays else None)
        said = (tmp_path / "output").read_text()
        here = f"{name}: {how} at {point} of {world.operations}: {code}\n{said}"
        assert code in (KILLED, 143) or (code in (0, 1, 2) and "Traceback" not in said), here
        if code != KILLED and not stays:
            wanted = {0: [world.after], 1: [world.after], 143: [world.before, world.after]}.get(code, [world.before])
            state = {name: data for name, data in world.state().items() if code == 2 or not LEFTOVER.match(name)}
            assert state in wanted, here + str(differing(state, world.before))
        assert world.command(lambda: world.run("explain", "dangling-reference")) == 0, here + (tmp_path / "output").read_text()
        state = world.state()
        assert state in (world.before, world.after), f"{here}{differing(state, world.before)} {differing(state, world.after)}"
        if state == world.before and tried % 3 == 0:
            assert world.command(world.run) in (0, 1) and world.state() == world.after, here + (tmp_path / "output").read_text()
        tried += 1
    assert tried


COMMITTING = ("adopt with a tag", "adopt with a signature", "import-review to a branch")
ROOM = (0, 1, 50, 150, 400, 1_000, 3_000, 10_000, 90_000)
"""Bytes that a file may have: Git is refused its objects, its index or nothing, and planverk its journal, a plan's file or an output."""


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize("name", COMMITTING)
def test_on_a_full_disk_a_commit_is_whole_or_none(tmp_path: Path, name: str) -> None:
    world, ends = World(tmp_path, CASES[name]), set()
    for room in ROOM:
        world.reset()

        def work(room: int = room) -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said := io.StringIO()):
                code = world.run()
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print(said.getvalue())
            return code

        code = world.command(work)
        said = (tmp_path / "output").read_text()
        assert code in (0, 1, 2) and "Traceback" not in said, f"{room}: {code}\n{said}"
        wanted = world.before if code == 2 else world.after
        state = {name: data for name, data in world.state().items() if code == 2 or not LEFTOVER.match(name)}
        assert state == wanted, f"{room}: {code}\n{said}{differing(state, wanted)}"
        ends.add(code)
    assert ends >= {2} and len(ends) == 2, "some had room, and some had none"
