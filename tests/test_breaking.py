"""Breaks the base plan at random in one place: never an exception, every finding has words and a place that exists."""

from __future__ import annotations

from hypothesis import strategies as st

from planverk.catalogue import DEFAULT, LANGUAGES
from planverk.diagnostics import Diagnostic
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.report.text import format_text
from planverk.rules.engine import check_plan
from tests.examples import DAY, base_files, check_files
from tests.properties import given

FILES = {**base_files(), "planverk.toml": b'packs = ["norwegian-municipal"]\n\n[severity]\nnumber-gap = "info"\n\n[theme]\nprimary = "#0f4057"\n'}
PATHS = sorted(FILES)
OTHERS = [language for language in LANGUAGES if language != DEFAULT]
_path = st.sampled_from(PATHS)
_anywhere = st.floats(0, 1, exclude_max=True)
_pieces = st.sampled_from([
    ":", ": ", "-", "- ", "#", "'", '"', "[", "]", "{", "}", "&", "*", "!", "|", ">", "%", "@", "`", "\\", "\t", "\n", "\r", " ", "  ", "\x00",
    "\x07", "\u202e", "\ufeff", "æ", "e\u0301", "😀", "---\n", "<b>", "</b>", "<!--", "![", "](", "[^1]", "[@x]", "(goal:", "null", "~", "0", "-1",
    "1e9", "true", "2026-02-30", "9" * 400, "x" * 12_000, ",", ";", "=", "[[", "\\u0000", "&#x202e;", "{{ x }}", "#read(", "*" * 50, "> " * 50,
    "a: {" * 30,
])  # fmt: skip


def places_exist(found: list[Diagnostic], texts: dict[str, str]) -> None:
    for diagnostic in found:
        start, end = diagnostic.location.span
        assert start <= end and start.line >= 1 and start.column >= 1
        if texts.get(diagnostic.location.path):  # "" where the bytes were no text
            lines = texts[diagnostic.location.path].split("\n")
            assert end.line <= len(lines)
            assert start.column <= len(lines[start.line - 1]) + 1 and end.column <= len(lines[end.line - 1]) + 1


def survives(files: dict[str, bytes]) -> list[Diagnostic]:
    """The findings about a broken plan, each with a place, a message and hints in Bokmål and one other language: which, the files' size decides."""
    plan, findings = read_plan(Tree(files))
    languages = (DEFAULT, OTHERS[sum(map(len, files.values())) % len(OTHERS)])
    found = [check_plan(plan, findings, DAY, language) for language in languages]
    for language, diagnostics in zip(languages, found, strict=True):
        places_exist(diagnostics, dict(plan.texts))
        assert all(diagnostic.message and all(diagnostic.hints) for diagnostic in diagnostics)
        format_text(diagnostics, plan.texts, language).encode("utf-8")
    assert {(one.rule, one.location) for one in found[0]} == {(one.rule, one.location) for one in found[1]}
    return found[0]


def at(data: bytes, place: float) -> int:
    return int(len(data) * place)


@given(_path, _anywhere, examples=60)
def test_a_line_is_deleted(path: str, place: float) -> None:
    lines = FILES[path].split(b"\n")
    del lines[at(b"x" * len(lines), place)]
    survives({**FILES, path: b"\n".join(lines)})


@given(_path, _anywhere, _anywhere, examples=60)
def test_two_lines_change_places(path: str, one: float, other: float) -> None:
    lines = FILES[path].split(b"\n")
    first, second = (int(len(lines) * place) for place in (one, other))
    lines[first], lines[second] = lines[second], lines[first]
    survives({**FILES, path: b"\n".join(lines)})


@given(_path, _anywhere, _pieces, examples=250)
def test_something_is_put_in(path: str, place: float, piece: str) -> None:
    text = FILES[path].decode()
    offset = int(len(text) * place)
    survives({**FILES, path: (text[:offset] + piece + text[offset:]).encode()})


@given(_path, _anywhere, st.binary(min_size=1, max_size=4), examples=80)
def test_bytes_are_put_in(path: str, place: float, piece: bytes) -> None:
    data = FILES[path]
    survives({**FILES, path: data[: at(data, place)] + piece + data[at(data, place) :]})


@given(_path, _anywhere, _anywhere, examples=80)
def test_a_stretch_is_deleted(path: str, one: float, other: float) -> None:
    text = FILES[path].decode()
    start, end = sorted(int(len(text) * place) for place in (one, other))
    survives({**FILES, path: (text[:start] + text[end:]).encode()})


@given(_path, _path, examples=60)
def test_a_file_has_the_content_of_another(path: str, other: str) -> None:
    survives({**FILES, path: FILES[other]})


@given(_path, st.text(alphabet="aæÅ-_. /\u0301é", min_size=1, max_size=12), examples=60)
def test_a_file_has_another_name(path: str, name: str) -> None:
    folder, _, last = path.rpartition("/")
    files = {kept: data for kept, data in FILES.items() if kept != path}
    survives({**files, f"{folder}/{name}.{last.rpartition('.')[2]}": FILES[path]})


@given(_path, examples=len(PATHS))
def test_a_file_is_gone(path: str) -> None:
    survives({kept: data for kept, data in FILES.items() if kept != path})


def test_a_slip_in_any_key_or_value_is_found_or_harmless_and_never_hides_a_file() -> None:
    """A quote put before each line of the base plan in turn: at most a few findings, and those of a second faulty file stay."""
    second = {"plan/figures/ensomme.yaml": FILES["plan/figures/ensomme.yaml"].replace(b"kind: bar", b"kind: sirkel")}
    for path in PATHS:
        if path not in second:
            for number in range(FILES[path].count(b"\n")):
                lines = FILES[path].split(b"\n")
                lines[number] = b'"' + lines[number]
                found = check_files({**second, path: b"\n".join(lines)})
                assert ("not-allowed", "plan/figures/ensomme.yaml") in {(one.rule, one.location.path) for one in found}
