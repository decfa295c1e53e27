"""A rule's manual page in the reader's language: the docstring's own examples below a text that is kept for each language."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from planverk.catalogue import load_words
from planverk.rules.registry import Rule

_HEAD = re.compile(r"^(Bad|Good) (``[^`]+``)(, the rest as above)?( as bytes)?::$", re.MULTILINE)


@cache
def manual_texts(language: str) -> Mapping[str, str]:
    """What the page of each rule says above its examples, by the rule's name; nothing for English, where the docstring says it."""
    if language == "en":
        return {}
    texts: dict[str, str] = tomllib.loads((Path(__file__).parent / "manuals" / f"{language}.toml").read_text(encoding="utf-8"))
    return texts


def manual_in(rule: Rule, language: str) -> str:
    """The page of a rule, in reStructuredText as the docstring; that of a rule which the plan made itself is in the plan's own words."""
    page = inspect.cleandoc(rule.manual)
    text = manual_texts(language).get(rule.name)
    if text is None:
        return page
    words = load_words("rules", language)
    first = _HEAD.search(page)
    examples = _HEAD.sub(lambda head: _head(head, words), page[first.start() :]) if first else ""
    return f"{text.strip()}\n\n{examples}".strip()


def _head(head: re.Match[str], words: Mapping[str, str]) -> str:
    which, path, rest, as_bytes = head.groups()
    return (
        words[f"example-{which.lower()}"].format(file=path)
        + (words["example-rest"] if rest else "")
        + (words["example-bytes"] if as_bytes else "")
        + "::"
    )
