"""Outputs are replaced whole or not at all, also when a build is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.formats.outputs import Output, changes_of_outputs, make_manifest, place_outputs
from planverk.transaction import recover
from tests.faults import fault_at, kill, refuse
from tests.sample import sample_document


def site(word: str) -> Output:
    return Output("html", {"index.html": word.encode(), "mal/en/index.html": word.encode()})


def words_in(folder: Path) -> set[str]:
    return {path.read_text() for path in (folder / "html").rglob("*.html")} | {(folder / "plan.pdf").read_text()}


def put(folder: Path, outputs: list[Output], manifest: bytes = b"{}\n", gone: tuple[str, ...] = ()) -> None:
    place_outputs(folder, folder, changes_of_outputs(folder, outputs, lambda earlier: manifest, gone))


def place(folder: Path, word: str) -> None:
    put(folder, [Output("plan.pdf", word.encode()), site(word)])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def never(also: object) -> bool:
    return False


def test_replaces_files_and_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    place(tmp_path, "first")
    place(tmp_path, "second")
    assert words_in(tmp_path) == {"second"}
    assert names_in(tmp_path) == ["html", "manifest.json", "plan.pdf"]


def test_pages_that_are_gone_do_not_stay(tmp_path: Path) -> None:
    place(tmp_path, "first")
    put(tmp_path, [Output("html", {"index.html": b"second"})])
    assert [path.name for path in (tmp_path / "html").iterdir()] == ["index.html"]
    assert (tmp_path / "plan.pdf").read_text() == "first"


def test_an_output_may_not_leave_its_folder(tmp_path: Path) -> None:
    for name in ("../../escaped.html", "/escaped.html", "a/../../../escaped.html", ".git/hooks/x"):
        with pytest.raises(UserError):
            put(tmp_path / "out", [Output("html", {name: b"x"})])
    assert list(tmp_path.rglob("*")) == []


def test_one_output_that_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    place(tmp_path, "first")
    with fault_at(0, kill) as seen:
        place(tmp_path, "first")
    for point in range(1, len(seen)):
        with fault_at(point, refuse(28)), suppress(OSError):
            place(tmp_path, str(point))
            recover(tmp_path, never)
        assert len(words_in(tmp_path)) == 1 and names_in(tmp_path) == ["html", "manifest.json", "plan.pdf"], point


def test_signatures_of_an_earlier_package_go_with_the_outputs(tmp_path: Path) -> None:
    put(tmp_path, [Output("bundle.zip", b"1"), Output("bundle.zip.sig", b"1")])
    put(tmp_path, [Output("bundle.zip", b"2")], gone=("bundle.zip.sig", "bundle.zip.asc"))
    assert names_in(tmp_path) == ["bundle.zip", "manifest.json"]


def test_a_folder_becomes_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf/inside").mkdir(parents=True)
    (tmp_path / "html").write_text("no folder")
    place(tmp_path, "first")
    assert words_in(tmp_path) == {"first"} and names_in(tmp_path) == ["html", "manifest.json", "plan.pdf"]


@pytest.mark.parametrize("name", [".planverk-journal", "html", "plan.pdf", "manifest.json"])
@pytest.mark.parametrize("leads_to", ["others", "others/own.txt", "others/none"])
def test_a_link_among_the_outputs_is_not_followed(tmp_path: Path, name: str, leads_to: str) -> None:
    others, folder = tmp_path / "others", tmp_path / "out"
    (others / "html").mkdir(parents=True)
    (others / "own.txt").write_text("own")
    (others / "html/own.txt").write_text("own")
    folder.mkdir()
    (folder / name).symlink_to(tmp_path / leads_to)
    seen = []

    def manifest(earlier: bytes) -> bytes:
        seen.append(earlier)
        return b"{}\n"

    if name == ".planverk-journal":
        with pytest.raises(OSError):
            place(folder, "first")
        assert names_in(folder) == [name]
        return
    place_outputs(folder, folder, changes_of_outputs(folder, [Output("plan.pdf", b"first"), site("first")], manifest))
    assert sorted(path.relative_to(others).as_posix() for path in others.rglob("*")) == ["html", "html/own.txt", "own.txt"]
    assert {path.read_text() for path in others.rglob("*.txt")} == {"own"}
    assert words_in(folder) == {"first"} and seen == [b""]
    assert [each for each in names_in(folder) if not (folder / each).is_symlink()] == ["html", "manifest.json", "plan.pdf"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that no program can catch")
def test_killed_at_any_moment_the_outputs_are_of_one_build(tmp_path: Path) -> None:
    place(tmp_path, "0")
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from planverk.formats.outputs import Output, changes_of_outputs, place_outputs
        folder = Path(sys.argv[1])
        print("ready", flush=True)
        for number in range(1, 100_000):
            word = str(number).encode()
            pages = {"index.html": word, **{f"mal/{page}/index.html": word for page in range(20)}}
            outputs = [Output("plan.pdf", word), Output("html", pages)]
            place_outputs(folder, folder, changes_of_outputs(folder, outputs, lambda earlier: b"{}"))
        """
    )
    for number in range(12):
        running = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.004 * number)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        recover(tmp_path, never)
        pages = [path.read_text() for path in (tmp_path / "html").rglob("*.html")]
        assert len(pages) in (2, 21) and {*pages} == {(tmp_path / "plan.pdf").read_text()}, "outputs of two builds"
        assert names_in(tmp_path) == ["html", "manifest.json", "plan.pdf"]


def test_the_manifest_names_every_file_and_keeps_those_of_other_outputs() -> None:
    document = sample_document()
    first = make_manifest(document, [Output("plan.pdf", b"pdf"), site("a")], b"")
    second = json.loads(make_manifest(document, [site("b")], first))
    assert [record["path"] for record in second["files"]] == ["html/index.html", "html/mal/en/index.html", "plan.pdf"]
    assert second["files"][2]["sha256"] == "c35b21d6ca39aa7cc3b79a705d989f1a6e88b99ab43988d74048799e3db926a3"
    assert second["revision"] == document.revision
    assert set(second["tools"]) >= {"planverk", "typst", "pypandoc_binary"}
    assert make_manifest(document, [site("b")], b"not json") == make_manifest(document, [site("b")], b"")
