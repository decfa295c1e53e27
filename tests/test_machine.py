"""The machine's trouble, and what a machine is set to: told as what it is, or of no consequence. Nothing here is a fault of planverk."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from planverk import programs
from planverk.app.opening import now
from planverk.app.watch import Builder
from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL
from planverk.errors import UserError
from planverk.programs import find_program
from planverk.reading import git as reading_git
from planverk.reading.git import SETTINGS, run_git
from planverk.reading.tree import LONGEST_PATH
from planverk.report.errors import text_of
from tests.authors import run
from tests.support import PLANS, committed, copied, git
from tests.trouble import ERRORS

Capture = pytest.CaptureFixture[str]
EXAMPLE = str(PLANS["example"])


def called(line: str, **around: str) -> subprocess.CompletedProcess[str]:
    """A command line of a shell in which $P is planverk; the project may lie in a folder with a space in its name."""
    environment = {**os.environ, "PLANVERK_CACHE": "off", "PYTHON": sys.executable, "P": "planverk", "E": EXAMPLE, **around}
    return subprocess.run(
        ["sh", "-c", f'planverk() {{ "$PYTHON" -m planverk "$@"; }}; {line}'],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# --- where output goes

FULL = "planverk: maskinen stanset kommandoen: det er ikke plass igjen der det skulle skrives\n"
CLOSED = "planverk: det er ikke noe sted å skrive til: standard utgang er lukket. Fjern «>&-» fra kommandoen, eller skriv til en fil\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ('$P check -C "$E" >&-', WRONG_CALL, CLOSED),
        ("$P explain >&- <&-", WRONG_CALL, CLOSED),
        ("$P --help >&- 2>&-", WRONG_CALL, ""),
        ('$P check -C "$E" >/dev/full', WRONG_CALL, FULL),
        ("$P explain >/dev/full", WRONG_CALL, FULL),
        ('$P check -C "$E" --format json >/dev/full 2>&1', WRONG_CALL, ""),
        ("$P check -C /nowhere 2>/dev/full", WRONG_CALL, ""),
        ('$P check -C "$E" <&- >/dev/null', CLEAN, ""),
        ("$P explain | head -1 >/dev/null", CLEAN, ""),
    ],
)
def test_output_that_has_no_place_is_told_in_one_line(line: str, code: int, said: str) -> None:
    done = called(line)
    assert (done.returncode, done.stderr) == (code, said)


def test_a_folder_for_temporary_files_that_is_not_there_is_told_in_one_line() -> None:
    done = called("$P diff HEAD -C $E", TMPDIR="/proc/nowhere", TEMP="", TMP="")
    assert done.returncode in (CLEAN, FINDINGS, WRONG_CALL) and "Traceback" not in done.stderr


def test_memory_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def none(root: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("planverk.app.opening.read_folder", none)
    monkeypatch.setattr("planverk.cli.streams.silence", lambda: None)
    assert run(capsys, "check", "-C", EXAMPLE) == (WRONG_CALL, "", "planverk: maskinen stanset kommandoen: det er ikke nok minne\n")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_the_system_says_is_told_in_the_readers_language(language: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    said = {"nb": "er lengre enn maskinen tar imot", "nn": "er lengre enn maskina tek imot", "en": "longer than the machine takes"}
    monkeypatch.setenv("PLANVERK_LANG", language)
    monkeypatch.setattr("planverk.cli.streams.silence", lambda: None)
    code, _, err = run(capsys, "check", "-C", "a" * 300)
    assert code == WRONG_CALL and err.count("\n") == 1 and said[language] in err and len(err) < 400


FAULTS = (
    *(number for number in ERRORS if number not in (errno.EINTR, errno.ENOMEM)), errno.EEXIST, errno.ENOTEMPTY, errno.EBUSY, errno.EADDRINUSE,
    errno.EINVAL, errno.ENOTDIR, errno.EISDIR, errno.EPERM, errno.ENFILE, errno.ETIMEDOUT, errno.EDQUOT,
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nothing_could_be_written_is_told_in_the_readers_language(language: str) -> None:
    keys: dict[str, dict[str, object]] = {
        "not-writable": {"folder": "ut"},
        "unfinished": {},
        "fix-failed": {},
        "fix-failed-in": {"folder": "plan/goals"},
        "no-port": {"port": 1},
        "not-readable": {"path": "a.docx"},
    }
    for number in FAULTS:
        fault = OSError(number, os.strerror(number))
        for key, facts in keys.items():
            said = text_of(UserError(key, problem=fault, **facts), language)
            assert os.strerror(number) not in said and "Errno" not in said and not said.rstrip(".").endswith(":"), said


def test_where_not_even_the_words_can_be_read_the_system_tells(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def refuse(*arguments: object, **more: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), "cli.toml")

    monkeypatch.setattr("planverk.cli.streams.silence", lambda: None)
    monkeypatch.setattr("planverk.cli.streams.say", refuse)
    code, out, err = run(capsys, "check", "-C", "a" * 300)
    assert (code, out, err.count("\n")) == (WRONG_CALL, "", 1) and err.startswith("planverk: ") and os.strerror(errno.ENAMETOOLONG) in err


def test_a_build_that_cannot_ask_git_makes_no_edition_without_its_version(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    root = copied("example", tmp_path / "plan")
    committed(root)

    def refuse(*arguments: object, **more: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("planverk.reading.git.subprocess.Popen", refuse)
    told = "planverk: Git kunne ikke kjøres: du har ikke lov til å lese eller skrive her\n"
    assert run(capsys, "build", "html", "-C", str(root)) == (WRONG_CALL, "", told) and not (root / "build").exists()


@pytest.mark.parametrize("wished", ["brev.txt", "brev.txt/ut", "brev.txt/ut/enda/en"])
def test_a_file_where_the_outputs_should_lie_is_told_before_they_are_made(wished: str, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("mitt", encoding="utf-8")
    code, out, err = run(capsys, "build", "html", "-C", EXAMPLE, "--output", str(tmp_path / wished))
    assert (code, out, err) == (WRONG_CALL, "", f"planverk: kan ikke skrive i «{tmp_path / wished}»: noe på veien dit er ikke en mappe\n")
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"] and (tmp_path / "brev.txt").read_text(encoding="utf-8") == "mitt"


# --- the surroundings


@pytest.mark.parametrize("value", ["²", "99999999999999999", "-1", "253402300800", "1e9", " 1", "x\x1b[2J"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_clock_that_is_none_is_told(value: str, command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    code, _, err = run(capsys, command, "-C", str(copied("example", tmp_path / "plan")))
    assert (code, err.count("\n")) == (WRONG_CALL, 1) and "\x1b" not in err
    assert err.startswith("planverk: SOURCE_DATE_EPOCH må være sekunder siden 1970, for eksempel 1764547200, og er nå «")


ODD = {
    "LANG": ("xx_YY.nothing", "\u00e6", ""),
    "LC_ALL": ("C", "tull"),
    "TERM": ("", "dumb", "\x1b[31m", "x" * 5_000),
    "COLUMNS": ("0", "-5", "²", "99999999999", "x"),
    "TZ": ("Tull/Tøys", ":/etc/passwd", "x" * 5_000),
    "HOME": ("", "/dev/null", "a" * 5_000),
    "XDG_CACHE_HOME": ("/dev/null", "a" * 5_000, "\n"),
    "PLANVERK_LANG": ("", "xx", "../nb"),
    "PLANVERK_CACHE": ("", "x" * 5_000),
    "FORCE_COLOR": ("²", "3"),
    "PATH": ("", ".", "a" * 5_000, "/dev/null"),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in ODD.items() for value in values])
def test_odd_surroundings_change_nothing(name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PLANVERK_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    monkeypatch.setenv(name, value)
    code, out, err = run(capsys, "check", "-C", EXAMPLE, "--today", "2026-11-23")
    assert (code, err) == (CLEAN, "") and "0 feil" in out


def test_a_folder_that_is_taken_away_is_told(tmp_path: Path) -> None:
    done = called("mkdir d && cd d && rmdir ../d && $P check; echo $?", PWD=str(tmp_path))
    assert "Traceback" not in done.stderr and done.stdout == "2\n"


MATPLOTLIB = {
    "damaged": "printf 'a b c\\nlines.linewidth: tull\\n' > matplotlibrc",
    "not text": "printf '\\377\\376' > matplotlibrc",
    "a folder": "mkdir matplotlibrc",
    "endless": "mkfifo matplotlibrc",
}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
@pytest.mark.parametrize("made", MATPLOTLIB.values(), ids=MATPLOTLIB)
def test_settings_of_what_draws_charts_do_not_count(made: str, tmp_path: Path) -> None:
    line = f"cd {quote(str(tmp_path))} && {made} && export MATPLOTLIBRC=$PWD/matplotlibrc && {quote(sys.executable)} -c '{DRAWN}'"
    done = called(line)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path} {tmp_path}/matplotlibrc 1.5\n", "")


DRAWN = """import os, sys
from planverk.formats.charts import load_drawing
load_drawing()
import matplotlib
print(os.getcwd(), os.environ["MATPLOTLIBRC"], matplotlib.rcParams["lines.linewidth"])"""


# --- names


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3_000 + "b", "æ" * 200, "a" * LONGEST_PATH, "b" * (LONGEST_PATH + 1)])
@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ('[theme]\nlogo = "{}"', "missing-theme-file"),
        ('[theme]\nreference_docx = "{}"', "missing-theme-file"),
        ('[theme]\nfont_family = "A"\nfont_files = ["{}"]', "missing-theme-file"),
        ('[fields]\nmeasure = "{}"', "missing-schema"),
    ],
)
def test_a_name_that_no_system_takes_is_a_finding_at_the_setting(name: str, settings: str, rule: str, tmp_path: Path, capsys: Capture) -> None:
    root = copied("example", tmp_path / "plan")
    (root / "planverk.toml").write_text(settings.format(name), encoding="utf-8")
    code, out, err = run(capsys, "check", "-C", str(root))
    assert (code, err) == (FINDINGS, "") and f"planverk.toml:{settings.count(chr(10)) + 1}:" in out and f"error[{rule}]" in out


def test_links_that_go_in_a_circle_are_told(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for words in (
        ("check", "-C", str(tmp_path / "a")),
        ("build", "html", "-C", EXAMPLE, "--output", str(tmp_path / "a/x")),
        ("verify", str(tmp_path / "b")),
    ):
        code, _, err = run(capsys, *words)
        assert code == WRONG_CALL and "Traceback" not in err, words


def test_folders_that_no_system_can_name_are_findings(tmp_path: Path, capsys: Capture) -> None:
    root = copied("example", tmp_path / "plan")
    here = os.open(root / "plan/goals", os.O_RDONLY)
    for _ in range(300):
        os.mkdir("mappe-i-mappe", dir_fd=here)  # a path to it would be too long
        below = os.open("mappe-i-mappe", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    code, out, err = run(capsys, "check", "-C", str(root))
    assert (code, err) == (FINDINGS, "") and "error[unreadable-file]" in out
    assert Builder(root, None, None, now, lambda error: None).build().diagnostics


def test_what_may_not_be_read_is_a_finding(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    """The tests may run as somebody who may read everything."""
    root = copied("example", tmp_path / "plan")
    real_scan, real_open = os.scandir, os.open

    def scan(folder: object) -> object:
        if str(folder).endswith("plan/goals"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return real_scan(folder)  # type: ignore[call-overload]

    def open_(path: object, *arguments: int, **more: int) -> int:
        if str(path).endswith("help.yaml"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real_open(path, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os, "open", open_)
    code, out, _ = run(capsys, "check", "-C", str(root))
    assert code == FINDINGS and "plan/goals:1:1: error[unreadable-file]" in out and "plan/help.yaml:1:1: error[unreadable-file]" in out


# --- Git


def test_git_is_never_taken_from_where_the_plan_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "plan/bin", tmp_path / "here", tmp_path / "system"):
        folder.mkdir(parents=True)
        (folder / "git").write_text("#!/bin/sh\necho ran\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    for parts in ("", ".", "bin", str(tmp_path / "plan/bin"), str(tmp_path / "here"), str(tmp_path / "nowhere")):
        monkeypatch.setenv("PATH", parts)
        assert find_program("git", tmp_path / "plan") is None, parts
        with pytest.raises(UserError, match="no-git"):
            run_git(tmp_path / "plan", "version")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(tmp_path / "plan/bin"), str(tmp_path / "here"), str(tmp_path / "system"))))
    assert find_program("git", tmp_path / "plan") == str(tmp_path / "system/git")
    monkeypatch.setattr(programs, "_ENDINGS", (".exe", ".cmd"))
    assert find_program("git", tmp_path / "plan") is None


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = copied("example", tmp_path / "plan")
    committed(root)
    return root


LEAKING = {
    "i18n.logOutputEncoding": "latin1",
    "i18n.commitEncoding": "utf-16",
    "color.ui": "always",
    "color.diff": "always",
    "log.showSignature": "true",
    "log.date": "relative",
    "log.follow": "true",
    "format.pretty": "raw %x1b[31m",
    "core.quotePath": "false",
    "core.abbrev": "5",
    "core.pager": "cat >&2",
    "diff.external": "false",
    "diff.noprefix": "true",
    "pager.log": "true",
    "log.decorate": "full",
}  # fmt: skip


def test_settings_of_git_change_nothing(repository: Path, capsys: Capture) -> None:
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Tiltak på høring – «ja»")
    calls = (("log", "-C", str(repository)), ("check", "--rev", "HEAD", "-C", str(repository), "--today", "2026-11-23"))
    before = [run(capsys, *call) for call in calls]
    for name, value in LEAKING.items():
        git(repository, "config", name, value)
    assert [run(capsys, *call) for call in calls] == before
    assert {name for name, _ in SETTINGS} >= {"i18n.logOutputEncoding", "color.ui", "log.showSignature"}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_configuration_that_never_ends_is_told_once(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    os.mkfifo(repository / "evig")
    git(repository, "config", "include.path", str(repository / "evig"))
    monkeypatch.setattr(reading_git, "SECONDS_TO_LOOK", 0.5)
    monkeypatch.setattr("planverk.cli.streams.silence", lambda: None)
    for call in (("check", "--rev", "HEAD"), ("log",), ("diff", "HEAD"), ("build", "html")):
        code, _, err = run(capsys, *call, "-C", str(repository))
        assert (code, err.splitlines()[-1]) == (WRONG_CALL, "planverk: maskinen stanset kommandoen ved «git rev-parse»: det kom ikke noe svar")
