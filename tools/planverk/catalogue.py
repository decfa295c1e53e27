"""Reads the words shown to readers, by language, from the `words/` folder of a room."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
DEFAULT = "nb"


@cache
def load_words(room: str, language: str) -> Mapping[str, str]:
    """The words of a room ("planverk.document") in one of LANGUAGES: key → text with {named} places."""
    text = Path(__file__).parent.joinpath(*room.split(".")[1:], "words", f"{language}.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)
    return words
