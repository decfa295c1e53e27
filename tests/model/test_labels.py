"""What fields are called, and what a planner may call them."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from planverk.model.annotations import model_in
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.labels import _VALUES, field_words, in_english, printed_label, question, title_and_description
from planverk.model.planfile import Help, PlanFile
from planverk.model.when import Unit


def test_a_field_has_a_title_and_may_be_printed_and_asked_for_in_other_words() -> None:
    assert title_and_description("measure", ("effects",), "nn") == ("Verknader", "Kva tiltaket skal føre til.")
    assert printed_label("measure", "effects", "nn") == "Venta verknad"
    assert (printed_label("measure", "financing", "nb"), question("measure", "financing", "nb")) == (
        "Økonomi",
        "Hvordan {measure.definite} blir betalt",
    )
    assert question("resource", "publisher", "en") == "Publisher"
    assert title_and_description("goal", ("known",), "nb") == title_and_description("measure", ("known",), "nb")


def test_a_field_without_words_is_named() -> None:
    with pytest.raises(KeyError, match=r"locale/fields.toml has no words for measure.zqx"):
        title_and_description("measure", ("zqx",), "nb")


def test_norwegian_words_stand_for_fields_and_values_that_exist() -> None:
    kinds: tuple[type[Entry], ...] = (*KINDS, PlanFile, Help)
    fields = [(name, field) for kind in kinds for model in models_in(kind) for name, field in model.model_fields.items()]
    names, values = {field.alias or name for name, field in fields}, {value for _, field in fields for value in literals_in(field.annotation)}
    assert set(_VALUES.values()) <= values | {"true", "false", *get_args(Unit)}
    assert {key.rpartition(".")[2] for key, words in field_words().items() if "also" in words} <= names


@pytest.mark.parametrize(
    ("word", "allowed", "english"),
    [
        ("Målgrupper", "target_groups title", "target_groups"), ("målgruppe", "target_groups", "target_groups"), ("navn", "title goal", "title"),
        ("navn", "name orgnr", "name"), ("begrunnelse", "basis title", "basis"), ("begrunnelse", "reason date", "reason"),
        ("kostnad", "financing", "financing"), ("Ansvarleg", "responsible", "responsible"), ("nasjonale_mål", "national_goals", "national_goals"),
        ("vedtatt", "proposed adopted", "adopted"),
        ("Fra_og_med", "from to", "from"), ("nonsens", "title", None),
    ],
)  # fmt: skip
def test_norwegian_names_of_fields_come_from_their_titles(word: str, allowed: str, english: str | None) -> None:
    assert in_english(word, allowed.split()) == ((english,) if english else ())


def models_in(model: type[BaseModel]) -> list[type[BaseModel]]:
    below = [found for field in model.model_fields.values() if (found := model_in(field.annotation))]
    return [model, *(each for found in below for each in models_in(found))]


def literals_in(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [value for argument in get_args(annotation) for value in literals_in(argument)]
