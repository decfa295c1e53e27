"""A rule's page in the reader's language: why the rule is there, and what is wrong and right, as the Markdown file named after the rule holds it.

A page opens with the head that `registry` reads. `## nb`, `## nn` and `## en` say why the rule is there, the first paragraph one sentence. `## Bad`
and `## Good` hold what the tests lay over the base plan: a file's path, and the lines of it that change, `# <-` where the rule fires
(tests/examples.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from planverk.catalogue import DEFAULT, load_words
from planverk.rules.registry import Rule

_SECTION = re.compile(r"^## (Bad|Good|[a-z]{2,3})\n\n", re.MULTILINE)
_FILE = re.compile(
    r"^`(?P<path>[^`]+)`(?P<rest>, the rest as above)?(?P<bytes> as bytes)?:\n\n(?P<fence> {0,3}~{3,})\n(?P<code>.*?)\n(?P=fence)$", re.M | re.S
)


class Shown(NamedTuple):
    """The lines of one file; with `as_bytes`, one line of Python escapes. `rest` where the other files of the example before are there as well."""

    path: str
    lines: str
    rest: bool
    as_bytes: bool


class Example(NamedTuple):
    """What is wrong, or right."""

    good: bool
    files: tuple[Shown, ...]


class Page(NamedTuple):
    """The same words three times: the first sentence, and the whole as reStructuredText and as Markdown."""

    first: str
    text: str
    markdown: str


def page_of(rule: Rule, language: str) -> Page:
    """The page of a rule; that of a rule which the plan made itself is in the plan's own words."""
    if rule.page is None:
        return Page("", rule.own_manual, rule.own_manual)
    texts, examples = _read(rule.page)
    why, words = texts.get(language, texts[DEFAULT]), load_words("rules", language)
    shown = [(_head(example.good, file, words), file.lines) for example in examples for file in example.files]
    text = "\n\n".join([_literal(why), *(f"{_literal(head)}::\n\n{indent(lines, ' ' * 4)}" for head, lines in shown)])
    markdown = "\n\n".join([why, *(f"{head}:\n\n{_fenced(lines)}" for head, lines in shown)])
    return Page(" ".join(_literal(why).split("\n\n", 1)[0].split()), text, markdown)


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule, in order; none where the plan made it itself."""
    return _read(rule.page)[1] if rule.page else ()


@cache
def _read(path: Path) -> tuple[Mapping[str, str], tuple[Example, ...]]:
    """The texts of a page by language, and its examples."""
    _, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
    sections = [(name, body.strip("\n")) for name, body in zip(parts[::2], parts[1::2], strict=True)]
    examples = tuple(Example(name == "Good", tuple(map(_shown, _FILE.finditer(body)))) for name, body in sections if name in ("Bad", "Good"))
    return {name: body for name, body in sections if name not in ("Bad", "Good")}, examples


def _shown(found: re.Match[str]) -> Shown:
    margin = found["fence"].rstrip("~")  # without one, Git takes lines like those of a conflict for one in this file
    code = re.sub(f"^{margin}", "", found["code"], flags=re.MULTILINE)
    return Shown(found["path"], code, bool(found["rest"]), bool(found["bytes"]))


def _head(good: bool, file: Shown, words: Mapping[str, str]) -> str:
    which = words["example-good" if good else "example-bad"].format(file=f"`{file.path}`")
    return which + (words["example-rest"] if file.rest else "") + (words["example-bytes"] if file.as_bytes else "")


def _literal(markdown: str) -> str:
    return markdown.replace("`", "``")


def _fenced(lines: str) -> str:
    fence = "~" * max([3, *(len(found) + 1 for found in re.findall("~{3,}", lines))])
    return f"{fence}\n{lines}\n{fence}"
