"""A rule's manual page as other programs show it: its first sentence, the whole as text, and the whole as Markdown."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

_BLOCK = re.compile(r"^(?P<lead>.*)::\n\n(?P<code>(?:(?: {4}.*)?\n)+)", re.MULTILINE)


class Page(NamedTuple):
    """The same words three times."""

    first: str
    text: str
    markdown: str


def page_of(manual: str) -> Page:
    """The page of a rule's manual, as `rules.manual` gives it."""
    text = inspect.cleandoc(manual) + "\n"
    return Page(" ".join(text.split("\n\n", 1)[0].split()), text, _markdown(text))


def _markdown(text: str) -> str:
    """reStructuredText, as far as docstrings of rules use it, as Markdown: examples fenced, code between single backticks."""
    parts, done = [], 0
    for found in _BLOCK.finditer(text):
        parts += [_plain(text[done : found.start()]), _plain(found["lead"]), ":\n\n", _fence(found["code"]), "\n"]
        done = found.end()
    return "".join((*parts, _plain(text[done:]))).rstrip("\n") + "\n"


def _plain(text: str) -> str:
    return text.replace("``", "`")


def _fence(code: str) -> str:
    inside = inspect.cleandoc("\n" + code)
    longest = max((len(found) for found in re.findall("~{3,}", inside)), default=2)
    fence = "~" * (longest + 1)
    return f"{fence}\n{inside}\n{fence}\n"
