"""Files cut short and files with bits turned, of every kind that planverk reads, each given to the command that reads it.

`python -m tests.damaged 500 [SEED [READER …]]` gives each reader so many, and prints what ended otherwise than in an answer, and the slowest. What
broke becomes a test of its reader. Word files that came back have `tests/spoilt_files.py`, whose damage goes deeper.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType
from unittest import mock

from planverk.cli import main
from planverk.exchange.schemas import all_schemas
from planverk.typefaces import default_fonts
from tests import fuzz
from tests.adopted import MANIFEST, adopted_files
from tests.examples import base_files
from tests.faults import KILLED, fault_at, in_child, kill
from tests.folders import laid, put
from tests.formats.test_theme_hostile import PRINTED, font, outlines, png, simple, svg
from tests.preview import running
from tests.spoilt_files import cut, turned, turned_inside
from tests.support import committed, git

SLOW = 60.0
"""Seconds of the processor after which an answer has taken too long; what is given to a process of its own has a bound of 20 there."""

Files = Mapping[str, bytes]
Damage = Callable[[bytes, Random], bytes]
ALWAYS: tuple[Damage, ...] = (cut, turned)


@dataclass(frozen=True)
class Reader:
    """What reads the files of a kind: one that `hit` matches is damaged each time, then a command run in the folder where it lies."""

    files: Callable[[], Files]
    """What lies there beside the base plan."""
    hit: str
    commands: tuple[str, ...] = ("check",)
    texts: Callable[[], tuple[bytes, ...]] = tuple
    """What stands in the file before it is damaged; nothing for what it holds."""
    ways: tuple[Damage, ...] = ALWAYS
    prepare: Callable[[Path], object] = lambda root: None
    writes: bool = False
    """The folder is laid anew each time."""
    dear: bool = False
    """What reads it is a process of its own, or a build: fewer are tried."""
    around: Mapping[str, str] = field(default_factory=dict)


# --- what is damaged ---


@cache
def published() -> Files:
    """What is made of the base plan, and an archive package of it with a signature, by path."""
    with tempfile.TemporaryDirectory() as name:
        root = laid(Path(name) / "plan-repo")
        put(root / ".gitignore", b"/build/\n/key*\n")
        committed(root)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "arkiv", "-f", str(root / "key")], check=True)
        code, said = ended(["build", "--bundle", "--sign-ssh", str(root / "key"), "-C", str(root)])
        assert code == 0, said
        made = {f"ut/{path.relative_to(root / 'build').as_posix()}": path.read_bytes() for path in (root / "build").rglob("*") if path.is_file()}
        return {**made, "ut/signers": b'arkiv namespaces="planverk" ' + (root / "key.pub").read_bytes()}


def _made(*names: str) -> Callable[[], Files]:
    return lambda: {name: data for name, data in published().items() if name.startswith(names)}


def _theme(name: str, data: Callable[[], bytes], setting: str = 'logo = "{}"') -> Callable[[], Files]:
    return lambda: {name: data(), "planverk.toml": f"[theme]\n{setting.format(name)}\n".encode()}


def _font(name: str, data: Callable[[], bytes]) -> Reader:
    return Reader(_theme(name, data, 'font_family = "Bombe"\nfont_files = ["{}"]'), name, dear=True)


def _picture(name: str, data: Callable[[], bytes]) -> Reader:
    return Reader(_theme(name, data), name)


def _stopped(root: Path) -> None:
    """A command was killed in the midst of its work: some files are old, some new, and a journal tells of both."""

    def work() -> int:
        with fault_at(12, kill):
            return main(["rename", "goal:felles-innsats", "sammen", "-C", str(root)])

    assert in_child(work, root.parent / "output") == KILLED
    assert (root / ".planverk-journal").is_file()


def _saved(root: Path) -> None:
    """Three revisions and a tag, the first two packed."""
    chapter = "plan/chapters/innledning.md"
    git(root, "init", "--quiet", "--template=")
    for number in range(3):
        put(root / chapter, base_files()[chapter] + b"\nMer.\n" * number)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", f"{number}")
        if number == 1:
            git(root, "tag", "--annotate", "--message", "v1", "v1")
            git(root, "gc", "--quiet")


def _decided(*lines: str) -> Callable[[Path], None]:
    """Changes between two revisions were written to files for a meeting."""

    def prepare(root: Path) -> None:
        _saved(root)
        (root / "ut").mkdir()
        for line in lines:
            code, said = ended([*line.replace("ut/", f"{root}/ut/").split(), "-C", str(root)])
            assert code in (0, 1), said

    return prepare


def _built(root: Path) -> None:
    """What was drawn and cut for a build was kept."""
    assert ended(["build", "html", "-C", str(root), "--output", str(root / "ut")], around(_KEPT, root))[0] == 0


def _checked(root: Path) -> None:
    """What a check found was kept, and what was tried of a logo."""
    assert ended(["check", "-C", str(root)], around(_KEPT, root))[0] in (0, 1)
    assert {path.parent.name for path in root.glob("cache/**/*.json")} == {"check", "tried"}


def _schemas() -> Files:
    return {f"schema/{name}": text.encode() for name, text in all_schemas("nb").items()}


_KEPT = {"PLANVERK_CACHE": "on", "XDG_CACHE_HOME": "{root}/cache"}
_FIELDS = {
    "skjema/tiltak.json": b'{"properties": {"kostnad": {"type": "integer", "minimum": 0, "title": "Kostnad"}, '
    b'"merke": {"enum": ["a", "b"], "pattern": "^[a-z]+$"}}}',
    "planverk.toml": b'[fields]\nmeasure = "skjema/tiltak.json"\n',
}
_ADOPTED_TEXT = (
    "Handlingsplan 2024–2027\n\n1 Innledning\n\nPlanen ble vedtatt av kommunestyret 12. desember 2023, sak 24/23.\n\nMål 1: Møteplasser\n\n" * 3
)
_MAPPING = b'[headings]\n"Innledning" = "chapter"\n\n[columns]\n"Ansvar" = "responsible"\n\n[leave]\ntexts = ["Side 1"]\n'
_INTO = "import ut/{} --into ut/ny"
_REVIEWED = {"plan/reviewed.yaml": b"felles-rutine:\n  date: 2026-01-15\n  by: koordinator\n"}

READERS: dict[str, Reader] = {
    **{kind: Reader(dict, path, texts=lambda kind=kind: fuzz.corpus()[kind]) for kind, path in fuzz.READ.items()},  # type: ignore[misc]
    "YAML of the plan": Reader(dict, "plan/*.yaml"),
    "what changed": Reader(dict, "plan/**/*.*", ("diff HEAD", "diff HEAD --format html --output ut.html"), prepare=_saved),
    "what was adopted": Reader(adopted_files, MANIFEST, ("check", "revise --help", "log")),
    "a municipality's schema": Reader(lambda: _FIELDS, "skjema/tiltak.json"),
    "schemas": Reader(_schemas, "schema/*.json", ("schema --check",)),
    "PNG": _picture("logo.png", lambda: png(9)),
    "SVG": _picture("logo.svg", lambda: svg(PRINTED["an export of a drawing program"])),
    "JPEG": _picture("logo.jpg", lambda: bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\xff\xd9"),
    "TTF": _font("skrift.ttf", lambda: font(simple())),
    "the built-in TTF": _font("skrift.ttf", lambda: default_fonts()[0].read_bytes()),
    "OTF with CFF": _font("skrift.otf", lambda: font(outlines(), "CFF ")),
    "WOFF2": _font("skrift.woff2", lambda: next(data for name, data in published().items() if name.endswith(".woff2"))),
    "PDF": Reader(_made("ut/plan.pdf"), "ut/plan.pdf", ("verify ut/plan.pdf --no-rebuild",), dear=True),
    "Word": Reader(
        _made("ut/plan.docx"), "ut/plan.docx", ("verify ut/plan.docx --no-rebuild", "verify-docx ut/plan.docx"), ways=(*ALWAYS, turned_inside)
    ),
    "a Word template": Reader(
        _made("ut/plan.docx"), "ut/plan.docx", ("build docx --reference-docx ut/plan.docx",), ways=(*ALWAYS, turned_inside), dear=True
    ),
    "a Word file to import": Reader(
        _made("ut/plan.docx"), "ut/plan.docx", (_INTO.format("plan.docx"),), ways=(*ALWAYS, turned_inside), writes=True, dear=True
    ),
    "a PDF to import": Reader(_made("ut/plan.pdf"), "ut/plan.pdf", (_INTO.format("plan.pdf"),), writes=True, dear=True),
    "a text to import": Reader(lambda: {"ut/plan.txt": _ADOPTED_TEXT.encode()}, "ut/plan.txt", (_INTO.format("plan.txt"),), writes=True),
    "a mapping": Reader(
        lambda: {"ut/plan.txt": _ADOPTED_TEXT.encode(), "ut/kart.toml": _MAPPING},
        "ut/kart.toml",
        (f"{_INTO.format('plan.txt')} --mapping ut/kart.toml",),
        writes=True,
    ),
    "a redline with verdicts": Reader(
        dict,
        "ut/endringer.docx",
        ("import-review --verdicts ut/endringer.docx --output ut/protokoll",),
        ways=(*ALWAYS, turned_inside),
        prepare=_decided("diff HEAD~1 HEAD --format docx --output ut/endringer.docx"),
        writes=True,
    ),
    "a table of verdicts": Reader(
        dict,
        "ut/tabell.csv",
        ("import-review --verdicts ut/tabell.csv --output ut/protokoll",),
        prepare=_decided("diff HEAD~1 HEAD --verdicts --format csv --output ut/tabell.csv"),
        writes=True,
    ),
    "a page": Reader(_made("ut/html/om/index.html"), "ut/html/om/index.html", ("verify ut/html/om/index.html --no-rebuild",), dear=True),
    "a site": Reader(_made("ut/html/"), "ut/html/index.html", ("verify ut/html --no-rebuild",), dear=True),
    "an archive package": Reader(_made("ut/bundle"), "ut/bundle.zip", ("verify ut/bundle.zip --no-rebuild",), ways=(*ALWAYS, turned_inside)),
    "a signature": Reader(
        _made("ut/bundle", "ut/signers"),
        "ut/*s*",
        ("verify ut/bundle.zip --no-rebuild --signers ut/signers", "verify ut/bundle.zip --no-rebuild --keyring ut/signers"),
    ),
    "what a build left": Reader(
        dict, "ut/manifest.json", ("build html --output ut", "build html --output ut --replace"), prepare=_built, writes=True, around=_KEPT, dear=True
    ),
    "Git": Reader(
        dict,
        ".git/**/*",
        ("check --rev HEAD", "log", "diff HEAD~1", "diff v1 HEAD", "check", "adopt", "review goal:felles-innsats"),
        prepare=_saved,
        writes=True,
    ),
    "a journal": Reader(dict, ".planverk-journal", ("check", "fmt", "explain bad-date"), prepare=_stopped, writes=True),
    "what is kept": Reader(_theme("logo.png", lambda: png(9)), "cache/**/*.json", prepare=_checked, around=_KEPT),
}
"""Each kind of file, by its name."""


# --- one after another ---


def ended(words: list[str], surroundings: Mapping[str, str] = MappingProxyType({})) -> tuple[object, str]:
    """The exit code of a command line, or what it raised; and what it said of errors."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch.dict(os.environ, surroundings), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: object = main(words)
        except BaseException as error:
            code = repr(error)
    return code, err.getvalue()


def around(surroundings: Mapping[str, str], root: Path) -> dict[str, str]:
    return {name: value.format(root=root) for name, value in surroundings.items()}


def faults(reader: Reader, count: int, seed: int, folder: Path) -> Iterator[tuple[str, float]]:
    """For each of so many damaged files: what was wrong with how the command ended, "" for nothing, and the seconds of the processor that it took."""
    template, root = folder / "template" / "plan-repo", folder / "work" / "plan-repo"
    for path, data in {**base_files(), **reader.files()}.items():
        put(template / path, data)
    reader.prepare(template)
    for number in range(count):
        dice = Random(f"{seed} {number}")
        if number == 0 or reader.writes:
            shutil.rmtree(root.parent, ignore_errors=True)
            shutil.copytree(template, root)
        place = dice.choice(sorted(path for path in root.glob(reader.hit) if path.is_file() and path.stat().st_size) or [root / reader.hit])
        whole = place.read_bytes() if place.is_file() else b""
        place.unlink(missing_ok=True)  # what Git holds may not be written to
        put(place, dice.choice(reader.ways)(dice.choice(reader.texts() or (whole,)), dice))
        words = [*dice.choice(reader.commands).split(), "-C", str(root)]
        words = [str(root / word) if word.startswith("ut") else word for word in words]
        words = words if words[0] not in ("verify-docx", "explain", "import") else words[:-2]
        began = os.times()
        code, said = ended(words, around(reader.around, root))
        took = sum(os.times()[:4]) - sum(began[:4])
        put(place, whole)
        wrong = code not in (0, 1, 2) or "Traceback" in said or took > SLOW
        yield (f"{seed} {number}: {place.relative_to(root)}: {' '.join(words)}: {code}\n{said[-1500:]}" if wrong else ""), took


# --- what is sent to the preview ---


REQUEST = b'GET /maal/index.html HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\nIf-None-Match: "a"\r\nConnection: close\r\n\r\n'


def faults_of_requests(count: int, seed: int, root: Path) -> list[str]:
    """What the preview printed of damaged requests, or that it no longer answers."""
    committed(laid(root))
    said = io.StringIO()
    with contextlib.redirect_stderr(said), running(root) as preview:
        for number in range(count):
            dice = Random(f"{seed} {number}")
            data = dice.choice(ALWAYS)(REQUEST.replace(b"{port}", str(preview.port).encode()), dice)
            with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as connection, contextlib.suppress(ConnectionError):
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
        alive = preview.ask("/")[0] == 200
    return [text for text in (said.getvalue(), "" if alive else "the preview is gone") if text]


def report(count: int, seed: int, names: list[str]) -> int:
    """Prints the faults and the slowest of each reader; 1 for any fault."""
    broken = 0
    os.environ["PLANVERK_CACHE"] = "off"
    for name, reader in READERS.items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            outcomes = list(faults(reader, count, seed, Path(folder)))
        found = [fault for fault, _ in outcomes if fault]
        broken += len(found)
        print(
            *found,
            f"{name}: {len(outcomes)} damaged, {len(found)} broke; the slowest took {max(took for _, took in outcomes):.1f} s",
            sep="\n",
            flush=True,
        )
    if not names or "requests" in names:
        with tempfile.TemporaryDirectory() as folder:
            found = faults_of_requests(count, seed, Path(folder) / "plan-repo")
        broken += len(found)
        print(*found, f"requests: {count} damaged, {len(found)} broke", sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(report(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, sys.argv[3:]))
