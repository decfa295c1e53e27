"""What an import made, kept beside the plan: what a later import of the same document is compared with, and how it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from planverk.files import digest_of
from planverk.importing.hints import Hints, forgetting
from planverk.paths import SETTINGS_FILE

BASE = "import-base.json"


class BadBase(ValueError):
    """It is not what an import wrote."""


@dataclass(frozen=True)
class Base:
    """The name of the document, what the user said of it, the texts of the plan's files, and of other files their hashes."""

    file: str
    hints: Hints
    accepted: bool
    texts: Mapping[str, str]
    others: Mapping[str, str]

    def files(self, later: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files; of those that are no text the ones that are the same in a later state."""
        same = {path: later[path] for path, digest in self.others.items() if path in later and digest_of(later[path]) == digest}
        return {path: text.encode("utf-8") for path, text in self.texts.items()} | same


def base_of(file: str, hints: Hints, accepted: bool, files: Mapping[str, bytes]) -> Base:
    """The base of files that an import made: those of the plan, and its settings."""
    texts, others = dict[str, str](), dict[str, str]()
    for path, data in of_plan(files).items():
        try:
            texts[path] = data.decode("utf-8")
        except UnicodeError:
            others[path] = digest_of(data)
    return Base(file, forgetting(hints), accepted, texts, others)


def of_plan(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those files that say what the plan says."""
    return {path: data for path, data in files.items() if path.startswith("plan/") or path == SETTINGS_FILE}


def as_json(base: Base) -> bytes:
    """The bytes that are kept."""
    return (json.dumps(asdict(base), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogateescape")


def from_json(data: bytes) -> Base:
    """The base that was kept. BadBase where it is none."""
    try:
        told: dict[str, Any] = json.loads(data)
        said = told.pop("hints")
        given: dict[str, Any] = {name: tuple(_texts(value)) if isinstance(value, list) else _texts(value) for name, value in said.items()}
        hints = Hints(**given)
        names = {field.name for field in fields(Base)} - {"hints"}
        if told.keys() != names or not isinstance(told["file"], str) or not isinstance(told["accepted"], bool):
            raise BadBase
        return Base(told["file"], hints, told["accepted"], _texts(told["texts"]), _texts(told["others"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadBase from None


def _texts(value: Any) -> Any:
    """A list or mapping of texts; TypeError for anything else."""
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, (dict, list)) or not all(isinstance(each, str) for each in inner):
        raise TypeError
    return value
