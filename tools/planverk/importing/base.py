"""What an import made, kept beside the plan: what a later import of the same document is compared with, and how it was read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from planverk.files import digest_of
from planverk.importing.hints import Hints, forgetting, tables
from planverk.model.fields import inside_path
from planverk.paths import SETTINGS_FILE
from planverk.source.text import LARGEST_FILE

BASE = "import-base.json"
_FORGOTTEN = re.compile(r"[1-9][0-9]{0,2} [0-9a-f]{64}")


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
    """The base that was kept. BadBase where it is none: anybody may have written it."""
    try:
        told: dict[str, Any] = json.loads(data.decode("utf-8", "surrogateescape"))
        hints = _hints(told.pop("hints"))
        names = {field.name for field in fields(Base)} - {"hints"}
        if told.keys() != names or not isinstance(told["file"], str) or not isinstance(told["accepted"], bool):
            raise BadBase
        base = Base(told["file"], hints, told["accepted"], _texts(told["texts"]), _texts(told["others"]))
        if any(len(each) > LARGEST_FILE for each in base.files({}).values()) or not all(map(_is_of_plan, (*base.texts, *base.others))):
            raise BadBase
        return base
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadBase from None


def _hints(told: Mapping[str, Any]) -> Hints:
    """What was said of the document, as a mapping could have said it."""
    given = {name: _texts(told[name]) for name in tables()}
    said: dict[str, Any] = {name: texts for name, texts in given.items() if set(texts.values()) <= {*(tables()[name] or texts.values())}}
    forgotten = told["forgotten"]
    if told.keys() != {*tables(), "leave", "forgotten"} or said.keys() != {*tables()} or told["leave"] != [] or not isinstance(forgotten, list):
        raise BadBase
    if not all(isinstance(each, str) and _FORGOTTEN.fullmatch(each) for each in forgotten):
        raise BadBase
    return Hints(**said, forgotten=tuple(forgotten))


def _is_of_plan(path: str) -> bool:
    return bool(of_plan({path: b""})) and inside_path(path) == path


def _texts(value: Any) -> Mapping[str, str]:
    """A mapping of texts; TypeError for anything else."""
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise TypeError
    return value
