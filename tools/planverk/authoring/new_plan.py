"""Makes the repository of a new plan: all that stands there from the first day, and nothing that only its author can know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planverk.authoring.edits import Edit
from planverk.authoring.escaping import quoted
from planverk.catalogue import load_words
from planverk.errors import UserError
from planverk.ids import proper_id
from planverk.paths import HELP_FILE, PLAN_FILE, SETTINGS_FILE

CONTENTS = ("chapter-introduction", "chapter-status", "definitions", "goals", "chapter-evaluation", "resources", "references")
"""The parts of a new plan in order; chapters by the key of their title."""

HELPLINES = (
    ("line-emergency", "113"),
    ("line-doctor", "116 117"),
    ("line-mental", "116 123"),
    ("line-church", "22 40 00 40"),
    ("line-young", "116 111"),
)
"""National helplines, by the key of the name; the author must check them, and says so with a date."""

PACKS = ("norwegian-municipal", "suicide-prevention")
_IGNORED = ("/build/", "/.venv/", ".DS_Store", "Thumbs.db", "~$*", ".~lock.*#")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the plan; "" for what is not."""

    language: str
    title: str = ""
    name: str = ""
    orgnr: str = ""


def new_plan(folder: Path, told: Told) -> tuple[Edit, ...]:
    """The edits that make a plan in a folder, which may be new. UserError where something is in it already; a fresh Git repository is nothing."""
    if folder.exists() and (not folder.is_dir() or any(inside.name != ".git" for inside in folder.iterdir())):
        raise UserError("not-empty", folder=folder)
    return tuple(Edit(path, None, text.encode("utf-8")) for path, text in sorted(_files(told)))


def _files(told: Told) -> Iterator[tuple[str, str]]:
    words = load_words("authoring", told.language)
    yield PLAN_FILE, _plan_file(told, words)
    for key in CONTENTS:
        if key.startswith("chapter-"):
            yield f"plan/chapters/{proper_id(words[key])}.md", f"---\ntitle: {words[key]}\n---\n"
    lines = "".join(f"  - name: {words[key]}\n    number: {quoted(number)}\n    hours: {words['always']}\n" for key, number in HELPLINES)
    yield HELP_FILE, f"# {words['check-helplines']}\nchecked:\nlines:\n{lines}"
    named = ", ".join(f'"{pack}"' for pack in PACKS)
    yield SETTINGS_FILE, f"# {words['about-settings']}\n\n# {words['about-packs']}\npacks = [{named}]\n"
    yield "README.md", words["readme"].format_map({"title": " ".join(told.title.split()) or words["untitled"]})
    yield ".gitignore", "".join(f"{name}\n" for name in _IGNORED)


def _plan_file(told: Told, words: Mapping[str, str]) -> str:
    parts = (f"chapter:{proper_id(words[key])}" if key.startswith("chapter-") else key for key in CONTENTS)
    return (
        _field("title", told.title)
        + "organisation:\n"
        + _field("  name", told.name)
        + _field("  orgnr", told.orgnr)
        + f"language: {told.language}\n"
        + "period:\n  from:\n  to:\n"
        + "status: draft\n"
        + "contact:\n"
        + "contents:\n"
        + "".join(f"  - {part}\n" for part in parts)
    )


def _field(name: str, value: str) -> str:
    return f"{name}: {quoted(value)}\n" if value.strip() else f"{name}:\n"
