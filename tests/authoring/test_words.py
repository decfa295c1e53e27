"""What the author's tools ask: a text for every question."""

from __future__ import annotations

from planverk.authoring.forms import FORMS
from planverk.catalogue import load_words


def test_every_question_has_a_text() -> None:
    questions = {f"field-{question.flag}" for form in FORMS.values() for question in form.questions}
    assert questions | {f"help-new-{kind}" for kind in FORMS} <= load_words("cli", "nb").keys()
