"""Errors for users: each has a text that names what it is given, in words that nothing can spoil."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import planverk
from planverk.catalogue import LANGUAGES, load_words
from planverk.errors import Note, Text, UserError
from planverk.report.errors import text_of
from planverk.report.word import one_line
from planverk.word.container import Unreadable
from planverk.word.fault import Fault, Place

PACKAGE = Path(planverk.__file__).parent
ADDED = {"file", "path"}
"""Facts that whoever knows the file adds to an error of what is in it."""


def made(kind: str) -> Iterator[tuple[str, set[str] | None]]:
    """The key of every text of a kind that the code makes, with the names of its facts, None where they come from elsewhere."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind and node.args:
                names = [keyword.arg for keyword in node.keywords]
                for key in _constants(node.args[0]):
                    yield key, None if None in names else {str(name) for name in names}


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))


@pytest.mark.parametrize(("kind", "least"), [(UserError, 100), (Note, 30), (Unreadable, 8)])
def test_every_text_that_the_code_names_is_there_and_names_no_more_than_its_facts(kind: type[Text], least: int) -> None:
    found, texts = [*made(kind.__name__)], load_words(kind.catalogue, "nb")
    assert len(found) > least and {key for key, _ in found} - texts.keys() == set()
    wanted = {key: {name for _, name, _, _ in string.Formatter().parse(texts[key]) if name} for key, _ in found}
    assert [(key, wanted[key] - facts) for key, facts in found if facts is not None and wanted[key] - facts - ADDED] == []


def test_there_is_one_kind_of_error_for_users_and_one_place_puts_it_into_words() -> None:
    trees = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    nodes = [(name, node) for name, tree in trees.items() for node in ast.walk(tree)]
    classes = [(node.name, {ast.unparse(base) for base in node.bases}) for _, node in nodes if isinstance(node, ast.ClassDef)]
    assert {name for name, bases in classes if "Text" in bases} == {"UserError", "Note"}
    assert {name for name, bases in classes if {"Text", "Exception"} <= bases} == {"UserError"}
    assert {name for name, node in nodes if isinstance(node, ast.Attribute) and node.attr == "catalogue"} == {"report/errors.py"}


def test_an_error_in_an_error_is_put_into_words_in_its_place() -> None:
    inner = UserError("no-revision", revision="v1\x1b[2J")
    assert text_of(UserError("refused", problem=inner), "en") == "nothing was changed: cannot find the revision “v1\\x1b[2J” in Git"


def test_the_language_that_was_asked_for_is_kept() -> None:
    error = UserError("no-folder", folder="x")
    said = {language: text_of(error, language) for language in LANGUAGES}
    error.language = "nn"
    assert text_of(error, "en") == said["nn"] != said["en"]


def test_several_faults_stand_on_a_line_each() -> None:
    faults = (UserError("pdf-title"), UserError("pdf-page-size", page=2))
    said = text_of(UserError("gate-plan", name="PDF", faults=faults), "nb")
    assert said.split("\n")[1:3] == ["  - tittelen mangler i opplysningene om filen", "  - side 2 er ikke A4"]
    found = tuple(Fault("title-missing", Place(part)) for part in ("docProps/core.xml", "x.xml"))
    assert text_of(UserError("word-gate", faults=found), "nb").split("\n")[1:] == [f"  {one_line(fault, 'nb')}" for fault in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_of_a_word_file_is_told_too(language: str) -> None:
    reason = load_words("word", language)["zip-damaged"]
    assert reason in text_of(UserError("template-unreadable", reason=Unreadable("zip-damaged")), language)


def test_for_developers_it_names_key_and_facts() -> None:
    assert str(UserError("no-folder", folder="x")) == "no-folder (folder: x)" and str(UserError("no-git")) == "no-git"
