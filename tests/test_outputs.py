"""Outputs are replaced whole or not at all, also when a build is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from planverk.render.manifest import make_manifest
from planverk.render.outputs import Output, place_outputs, repair
from tests.sample import sample_document


def site(word: str) -> Output:
    return Output("html", {"index.html": word.encode(), "mal/en/index.html": word.encode()})


def words_in(folder: Path) -> set[str]:
    return {path.read_text() for path in (folder / "html").rglob("*.html")} | {(folder / "plan.pdf").read_text()}


def place(folder: Path, word: str) -> None:
    place_outputs(folder, [Output("plan.pdf", word.encode()), site(word)], lambda earlier: b"{}\n")


def test_replaces_files_and_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    place(tmp_path, "first")
    place(tmp_path, "second")
    assert words_in(tmp_path) == {"second"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".planverk-lock", "html", "manifest.json", "plan.pdf"]


def test_pages_that_are_gone_do_not_stay(tmp_path: Path) -> None:
    place(tmp_path, "first")
    place_outputs(tmp_path, [Output("html", {"index.html": b"second"})], lambda earlier: b"{}\n")
    assert [path.name for path in (tmp_path / "html").iterdir()] == ["index.html"]
    assert (tmp_path / "plan.pdf").read_text() == "first"


def test_an_output_may_not_leave_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="may not leave"):
        place_outputs(tmp_path / "out", [Output("html", {"../../escaped.html": b"x"})], lambda earlier: b"")
    assert not (tmp_path / "escaped.html").exists()


def test_the_next_start_mends_a_kill_between_the_two_renames(tmp_path: Path) -> None:
    place(tmp_path, "first")
    (tmp_path / ".planverk-earlier").mkdir()
    (tmp_path / "html").rename(tmp_path / ".planverk-earlier/html")
    (tmp_path / ".planverk-fresh").mkdir()
    (tmp_path / ".planverk-fresh/half").write_text("half")
    repair(tmp_path)
    assert words_in(tmp_path) == {"first"}
    assert not (tmp_path / ".planverk-fresh").exists()
    assert not (tmp_path / ".planverk-earlier").exists()


@pytest.mark.parametrize("name", [".planverk-fresh", ".planverk-earlier", ".planverk-lock", "html", "plan.pdf", "manifest.json"])
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

    place_outputs(folder, [Output("plan.pdf", b"first"), site("first")], manifest)
    assert sorted(path.relative_to(others).as_posix() for path in others.rglob("*")) == ["html", "html/own.txt", "own.txt"]
    assert {path.read_text() for path in others.rglob("*.txt")} == {"own"}
    assert words_in(folder) == {"first"} and seen == [b""]
    assert sorted(path.name for path in folder.iterdir() if not path.is_symlink()) == [".planverk-lock", "html", "manifest.json", "plan.pdf"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that no program can catch")
def test_killed_at_any_moment_each_output_is_whole(tmp_path: Path) -> None:
    place(tmp_path, "0")
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from planverk.render.outputs import Output, place_outputs
        folder = Path(sys.argv[1])
        print("ready", flush=True)
        for number in range(1, 100_000):
            word = str(number).encode()
            pages = {"index.html": word, **{f"mal/{page}/index.html": word for page in range(20)}}
            place_outputs(folder, [Output("plan.pdf", word), Output("html", pages)], lambda earlier: b"{}")
        """
    )
    for kill in range(12):
        running = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.004 * kill)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        repair(tmp_path)
        pages = [path.read_text() for path in (tmp_path / "html").rglob("*.html")]
        assert pages
        assert len(set(pages)) == 1, "the site holds pages of two builds"
        assert (tmp_path / "plan.pdf").read_text().isdigit()


def test_the_manifest_names_every_file_and_keeps_those_of_other_outputs() -> None:
    document = sample_document()
    first = make_manifest(document, [Output("plan.pdf", b"pdf"), site("a")], b"")
    second = json.loads(make_manifest(document, [site("b")], first))
    assert [record["path"] for record in second["files"]] == ["html/index.html", "html/mal/en/index.html", "plan.pdf"]
    assert second["files"][2]["sha256"] == "c35b21d6ca39aa7cc3b79a705d989f1a6e88b99ab43988d74048799e3db926a3"
    assert second["revision"] == document.revision
    assert set(second["tools"]) >= {"planverk", "typst", "pypandoc_binary"}
    assert make_manifest(document, [site("b")], b"not json") == make_manifest(document, [site("b")], b"")
