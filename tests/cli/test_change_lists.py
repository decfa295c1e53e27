"""Lists of changes as files: they name both editions and what was asked for, and verify makes them again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.formats.published import read_published
from planverk.model.canonical import plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from tests.authors import run
from tests.folders import laid, put
from tests.support import committed, git, saved

Capture = pytest.CaptureFixture[str]
SAME = "Filen er nøyaktig den samme, byte for byte."


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base plan, then with another word and another title."""
    root = laid(tmp_path_factory.mktemp("lists") / "repo")
    committed(root)
    git(root, "tag", "før")
    for path, old, new in (
        ("plan/goals/felles-innsats.md", b"Felles innsats", b"Mer innsats"),
        ("plan/chapters/innledning.md", b".\n", b", alltid.\n"),
    ):
        put(root / path, (root / path).read_bytes().replace(old, new, 1))
    saved(root)
    return root


def listed(capsys: Capture, root: Path, path: Path, *arguments: str) -> Path:
    code, _, err = run(capsys, "diff", "før", "HEAD", "--output", str(path), *arguments, "-C", str(root))
    assert code == 1, err
    return path


def verified(capsys: Capture, root: Path, path: Path) -> tuple[int, list[str]]:
    code, out, err = run(capsys, "verify", str(path), "-C", str(root))
    return code, (out if code < 2 else err).splitlines()


@pytest.mark.parametrize(
    ("style", "asked", "told"),
    [
        ("html", (), "lang=nb"),
        ("html", ("--lang", "en"), "lang=en"),
        ("html", ("--only", "substantive"), "lang=nb only=substantive"),
        ("html", ("--entry", "goal:felles-innsats", "--entry", "chapter:innledning"), "lang=nb entry=goal:felles-innsats entry=chapter:innledning"),
        ("pdf", ("--lang", "nn"), "lang=nn"),
    ],
)
def test_a_list_of_changes_is_made_again(repository: Path, tmp_path: Path, capsys: Capture, style: str, asked: tuple[str, ...], told: str) -> None:
    path = listed(capsys, repository, tmp_path / f"endringer.{style}", "--format", style, *asked)
    facts = read_published(path).provenance
    before, after = git(repository, "rev-parse", "før"), git(repository, "rev-parse", "HEAD")
    assert (facts.since, facts.revision, facts.asked, facts.document) == (before, after, told, "changes")
    assert facts.digest == plan_digest(read_plan(read_folder(repository))[0]) != facts.since_digest
    code, lines = verified(capsys, repository, path)
    assert (code, lines[-2:]) == (0, [f"Laget på nytt fra revisjonene {before[:16]} og {after[:16]}.", SAME])


def test_a_list_that_was_changed_is_another(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    path = listed(capsys, repository, tmp_path / "a.html", "--format", "html")
    put(path, path.read_bytes().replace(b"Mer innsats", b"Ingen innsats"))
    code, lines = verified(capsys, repository, path)
    assert code == 1 and "Filen er ikke den samme:" in lines


def test_a_list_of_other_editions_is_another(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    path = listed(capsys, repository, tmp_path / "a.html", "--format", "html")
    before = git(repository, "rev-parse", "før").encode()
    put(path, path.read_bytes().replace(before, git(repository, "rev-parse", "HEAD").encode()))
    assert verified(capsys, repository, path)[0] == 1


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ("lang=xx", "verify-bad-wishes"), ("", "verify-bad-wishes"), ("lang=nb only=alt", "verify-bad-wishes"),
        ("only=substantive", "verify-bad-wishes"),
        ("lang=nb entry=goal:ingen", "no-such-entry"), ("lang=nb entry=--output", "entry-form"),
    ],
)  # fmt: skip
def test_what_nobody_can_have_asked_for_is_told(repository: Path, tmp_path: Path, capsys: Capture, wish: str, key: str) -> None:
    from planverk.app.reproduce import rebuild

    path = listed(capsys, repository, tmp_path / "a.html", "--format", "html")
    put(path, re.sub(rb'(planverk:asked" content=")[^"]*', rb"\g<1>" + wish.encode(), path.read_bytes()))
    with pytest.raises(UserError) as caught:
        rebuild(read_published(path), str(repository))
    assert caught.value.key.startswith(key)


def test_a_list_to_a_folder_cannot_be_made_again(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    put(repository / "plan/chapters/innledning.md", (repository / "plan/chapters/innledning.md").read_bytes() + b"\nMer.\n")
    path = tmp_path / "a.html"
    assert run(capsys, "diff", "før", "--format", "html", "--output", str(path), "-C", str(repository))[0] == 1
    git(repository, "checkout", "--quiet", "--", ".")
    code, lines = verified(capsys, repository, path)
    assert code == 2 and lines[-1].startswith("planverk: filen viser endringer til eller fra en mappe som ikke var lagret i Git")
