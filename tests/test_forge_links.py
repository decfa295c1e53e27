"""The Markdown that a forge shows: every link in it leads somewhere there, without a build, and nothing is left of another markup."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.support import ROOT

ELSEWHERE = re.compile(r"(?:https?|mailto):")
ROLE = re.compile(r":[a-z]+:`|^\s*\.\. [a-z-]+::|``[^`]", re.MULTILINE)


@cache
def tracked() -> frozenset[str]:
    """Every file that a forge has, and every folder above one."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.split("\0")
    files = {path for path in listed if path}
    return frozenset(files | {posixpath.dirname(path) for path in files} | {"."})


PAGES = sorted(path for path in tracked() if path.endswith(".md") and (path.startswith("docs/") or "/" not in path))


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def links(text: str) -> list[str]:
    """The targets of the links and pictures of a page."""
    return [str(token.attrs.get("href") or token.attrs.get("src")) for token in tokens(text) if token.type in ("link_open", "image")]


def anchors(text: str) -> set[str]:
    """The anchors that a forge gives a page's headings: small letters, digits, hyphens for spaces; a number after one that was there before."""
    seen: Counter[str] = Counter()
    found = set()
    every = list(tokens(text))
    for opening, heading in pairwise(every):
        if opening.type == "heading_open":
            words = "".join(token.content for token in heading.children or () if token.type in ("text", "code_inline"))
            slug = re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


def dead(page: str, text: str) -> list[str]:
    """The links of a page that lead nowhere on a forge."""
    found = []
    for link in links(text):
        target, _, fragment = link.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
        if not ELSEWHERE.match(link) and (path not in tracked() or (fragment and fragment not in anchors_of(path))):
            found.append(link)
    return found


def anchors_of(path: str) -> set[str]:
    """The anchors of a file that a forge has."""
    return anchors((ROOT / path).read_text(encoding="utf-8")) if path.endswith(".md") else set()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere_on_a_forge(page: str) -> None:
    assert dead(page, (ROOT / page).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_of_another_markup(page: str) -> None:
    text = re.sub(r"^( *)(```+).*?^\1\2$", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert ROLE.findall(text) == []


def test_the_readers_of_readme_are_led_to_pages_of_markdown() -> None:
    """What README and CONTRIBUTING send planners to, and whatever that leads to in the handbook, is shown as text and not as source."""
    sent = {posixpath.normpath(link.partition("#")[0]) for page in ("README.md", "CONTRIBUTING.md") for link in links((ROOT / page).read_text())}
    assert "docs/handbok/index.md" in sent
    handbook = {path for path in tracked() if path.startswith("docs/handbok/")}
    assert handbook == {path for path in handbook if path.endswith(".md")}
    index = {posixpath.join("docs/handbok", link) for link in links((ROOT / "docs/handbok/index.md").read_text(encoding="utf-8"))}
    assert handbook - {"docs/handbok/index.md"} <= index


def test_a_dead_link_would_be_found() -> None:
    """A check of the check."""
    text = "[a](no.md) [b](i-ci.md#no) [c](i-ci.md#github) ![d](../pictures/no.png) [e](https://dome.example) [f](../reference) [g](#no)"
    assert dead("docs/handbok/index.md", text) == ["no.md", "i-ci.md#no", "../pictures/no.png", "#no"]
    assert ROLE.findall("se :doc:`x` og ``y``\n.. toctree::\n") != []
