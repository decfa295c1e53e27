"""What the author's tools say: a text for every key that the code names."""

from __future__ import annotations

import re
from pathlib import Path

import planverk
from planverk.authoring.forms import FORMS
from planverk.catalogue import load_words

PACKAGE = Path(planverk.__file__).parent


def test_every_refusal_has_a_text() -> None:
    named = {key for path in (PACKAGE / "authoring").glob("*.py") for key in re.findall(r'"([a-z-]+)"', "".join(_refusals(path)))}
    assert len(named) > 15 and named <= load_words("authoring", "nb").keys()


def _refusals(path: Path) -> list[str]:
    """What stands between the brackets of each Refusal, up to the first fact."""
    return re.findall(r"Refusal\(([^=)]*)", path.read_text(encoding="utf-8"))


def test_every_question_has_a_text() -> None:
    questions = {f"field-{question.flag}" for form in FORMS.values() for question in form.questions}
    assert questions | {f"help-new-{kind}" for kind in FORMS} <= load_words("cli", "nb").keys()
