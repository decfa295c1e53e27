"""All catalogues: the same keys and places in every language, no text empty, and none that nobody can ever see."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import planverk
from planverk.catalogue import DEFAULT, FOLDER, LANGUAGES, NOUN, SAME, load_words
from planverk.compare.change import Kind
from planverk.compare.naming import CHOICES
from planverk.diagnostics import Severity
from planverk.rules.packs.suicide_prevention.unsafe_wording import wordings
from planverk.rules.registry import all_rules

PACKAGE = Path(planverk.__file__).parent
CATALOGUES = sorted(path.stem for path in (FOLDER / DEFAULT).iterdir())
OF_FIELDS = "exchange"
"""Its keys are the routes of fields; tests/exchange/test_schemas.py holds them against the fields themselves."""
KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z]+)?")


def places(text: str) -> set[str]:
    """The places that facts fill; nouns are filled in before, in the forms that each language needs."""
    return {name for _, name, _, _ in string.Formatter().parse(NOUN.sub("", text)) if name}


def typed(catalogue: str, language: str) -> dict[str, str]:
    """A catalogue as it is typed, without what the default language has beside it."""
    return tomllib.loads((FOLDER / language / f"{catalogue}.toml").read_text(encoding="utf-8"))


def test_every_language_has_every_catalogue() -> None:
    assert {language: sorted(path.stem for path in (FOLDER / language).iterdir()) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, CATALOGUES)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_keys_and_places_are_the_same_in_every_language(catalogue: str) -> None:
    first, *others = ({key: places(text) for key, text in typed(catalogue, language).items() if not text.startswith(SAME)} for language in LANGUAGES)
    assert first and all(other == first for other in others)


def test_a_text_is_there_once() -> None:
    """Where bokmål, nynorsk and English say the same by two keys, one of them is the other's."""
    found: dict[tuple[str, ...], list[str]] = {}
    for catalogue in CATALOGUES:
        texts = [typed(catalogue, language) for language in LANGUAGES]
        for key, text in texts[0].items():
            if not text.startswith(SAME):
                found.setdefault(tuple(each[key] for each in texts), []).append(f"{catalogue}:{key}")
    assert [keys for keys in found.values() if len(keys) > 1] == []


def test_what_is_said_elsewhere_is_there() -> None:
    same = [(catalogue, key) for catalogue in CATALOGUES for key, text in typed(catalogue, DEFAULT).items() if text.startswith(SAME)]
    assert same and all(load_words(catalogue, language)[key] for catalogue, key in same for language in LANGUAGES)
    assert not any(text.startswith(SAME) for catalogue in CATALOGUES for language in LANGUAGES[1:] for text in typed(catalogue, language).values())


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_text_is_empty(catalogue: str) -> None:
    assert [key for language in LANGUAGES for key, text in typed(catalogue, language).items() if not text.strip()] == []


def test_every_text_is_asked_for() -> None:
    """By its key, or by one that the code puts together of parts. Where parts are names that differ, any name will do."""
    made = re.compile("|".join(sorted(put_together())))
    known = written() | composed()
    known |= {
        text[len(SAME) : -1].rpartition(":")[2] for catalogue in CATALOGUES for text in typed(catalogue, DEFAULT).values() if text.startswith(SAME)
    }
    keys = ((catalogue, key) for catalogue in CATALOGUES if catalogue != OF_FIELDS for key in load_words(catalogue, DEFAULT))
    assert [(catalogue, key) for catalogue, key in keys if key not in known and not made.fullmatch(key)] == []


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))


@cache
def written() -> frozenset[str]:
    """The keys that stand in the code and in templates as they are, and the names of rules, which are those of their files."""
    constants = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    templates = (path.read_text(encoding="utf-8") for ending in ("html", "typ", "js") for path in PACKAGE.rglob(f"*.{ending}"))
    named = {name for text in templates for names in re.findall(r"words\.([\w-]+)|[\"']([\w-]+)[\"']", text) for name in names}
    of_new_plans = {
        name
        for path in (PACKAGE / "authoring").rglob("*")
        if path.suffix not in (".py", ".pyc") and path.is_file()
        for name in _KEYS_OF_NEW.findall(path.read_text())
    }
    rules = set(all_rules())
    return frozenset(constants | named | rules | of_new_plans)


_KEYS_OF_NEW = re.compile(r"(?<=@)[a-z-]+(?=@)|(?<=\")[a-z-]+(?=\")")
"""What stands between two @ in the files of a new repository, and as text in what plan_kinds.toml tells."""


@cache
def put_together() -> frozenset[str]:
    """Patterns of the keys that the code makes of a part that it names and others that it does not: f"degree-{degree}"."""
    return frozenset(pattern for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for pattern in _pattern(node))


def _pattern(made: ast.JoinedStr) -> Iterator[str]:
    parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in made.values]
    named = "".join(part for part in parts if part)
    if re.fullmatch(r"[a-z0-9.-]*", named) and re.search("[a-z]{2}", named) and re.search("[.-]", named):
        yield "".join(r"[\w#-]+" if part is None else re.escape(part) for part in parts)


@cache
def composed() -> frozenset[str]:
    """The keys of which the code names no part where it makes them."""
    variants = product(Kind, ("", ".set", ".gone", ".list", ".text", ".ends", ".revised", ".own", ".plain", ".more", ".less"))
    counted = product((*Severity, "year", "month", "day"), ("one", "many"))
    choices = product(CHOICES, (text for text in written() if KEY.fullmatch(text)))
    return frozenset(
        {f"{kind.value}{variant}" for kind, variant in variants}
        | {f"{getattr(what, 'value', what)}-{number}" for what, number in counted}
        | {f"{choice}-{value}" for choice, value in choices}
        | {f"name-{kind}" for kind in written() if KEY.fullmatch(kind)}
        | {f"line-superseded{by}{adopted}" for by in ("", "-by") for adopted in ("", "-adopted")}
    )


NYNORSK = {
    "blei": ("vart",), "blir": ("vert",), "la": ("lat",), "gi": ("gje", "gjev"), "svarer": ("svarar",), "medan": ("mens",), "difor": ("derfor",),
    "òg": ("også",), "ho": ("henne",), "forslag": ("framlegg", "framlegget"), "byrj": ("begynn", "begynner", "begynne"), "vanlegvis": ("til vanleg",),
    "ikkje": ("ikke",), "frå": ("fra",), "berre": ("bare",), "nokon": ("noen",), "korleis": ("hvordan",),
}  # fmt: skip
"""Of forms that the norm allows side by side, the one that planverk writes; and slips from bokmål."""


def nynorsk() -> Iterator[tuple[str, str]]:
    yield from ((f"{catalogue}:{key}", text) for catalogue in CATALOGUES for key, text in load_words(catalogue, "nn").items())
    yield from ((wording.name, text) for wording in wordings() for text in (wording.why["nn"], wording.write["nn"]))


def test_nynorsk_keeps_to_one_form_of_each_word() -> None:
    others = {other: form for form, group in NYNORSK.items() for other in group}
    sought = re.compile(rf"(?<![\w-])(?:{'|'.join(others)})(?![\w-])", re.IGNORECASE)
    assert [(key, found, others[found.lower()]) for key, text in nynorsk() for found in sought.findall(text)] == []
