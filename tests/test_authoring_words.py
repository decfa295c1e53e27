"""What the author's tools say: the same keys and places in every language, and a text for every key that the code names."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import planverk
from planverk.authoring.forms import FORMS
from planverk.catalogue import LANGUAGES, load_words

PACKAGE = Path(planverk.__file__).parent


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("room", ["planverk.authoring", "planverk.cli"])
def test_words_have_the_same_keys_and_places_in_every_language(room: str) -> None:
    catalogues = [{key: places(text) for key, text in load_words(room, language).items()} for language in LANGUAGES]
    assert catalogues[1] == catalogues[0] and catalogues[2] == catalogues[0]


def test_every_refusal_has_a_text() -> None:
    named = {key for path in (PACKAGE / "authoring").glob("*.py") for key in re.findall(r'"([a-z-]+)"', "".join(_refusals(path)))}
    assert len(named) > 15 and named <= load_words("planverk.authoring", "nb").keys()


def _refusals(path: Path) -> list[str]:
    """What stands between the brackets of each Refusal, up to the first fact."""
    return re.findall(r"Refusal\(([^=)]*)", path.read_text(encoding="utf-8"))


def test_every_question_has_a_text() -> None:
    questions = {f"field-{question.flag}" for form in FORMS.values() for question in form.questions}
    assert questions | {f"help-new-{kind}" for kind in FORMS} <= load_words("planverk.cli", "nb").keys()
