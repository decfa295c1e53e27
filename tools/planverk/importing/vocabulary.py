"""The words by which a plan is recognised, from vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def pattern(group: str, name: str) -> str:
    """The words of a name as a regular expression, the longest first, each whole."""
    words = sorted(_all()[group][name], key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")(?![^\W_])"


def names(group: str) -> tuple[str, ...]:
    """The names of a group, in the order of the file."""
    return tuple(_all()[group])


def meant(group: str, text: str) -> str:
    """The name whose words are the whole text, signs at its end apart; "" for none."""
    plain = " ".join(text.split()).rstrip(" :.")
    return next((name for name in names(group) if re.fullmatch(pattern(group, name)[: -len(r"(?![^\W_])")] + r"\.?", plain, re.IGNORECASE)), "")


def mentioned(group: str, text: str) -> str:
    """The first name of which a word is in the text; "" for none."""
    return next((name for name in names(group) if re.search(rf"(?<![^\W_]){pattern(group, name)}", text, re.IGNORECASE)), "")
