"""What the author's tools ask: a text for every question."""

from __future__ import annotations

from planverk.authoring.new_entry import FORMS
from planverk.catalogue import load_words
from planverk.model.labels import question as asked_text


def test_every_question_has_a_text() -> None:
    asked = {asked_text(form.model.kind, ".".join(question.place), "nb") for form in FORMS.values() for question in form.questions}
    assert len(asked) > 25 and all(asked)
    assert {f"help-new-{kind}" for kind in FORMS} <= load_words("cli", "nb").keys()
