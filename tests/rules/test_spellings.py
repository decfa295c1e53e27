"""Terms of the register in spellings that it does not know, and look-alikes that are right."""

from __future__ import annotations

import re

import pytest

from planverk.model.prose_entries import Definition, Terms
from planverk.rules.prose import terms
from planverk.rules.spellings import Register
from tests.examples import base_files, check_files
from tests.support import PLANS, plan_of

SOURCE = "plan/references/sources/undersokelse.yaml"
CHAPTER = "plan/chapters/innledning.md"


def register(*terms: Terms, forms: tuple[str, ...] = (), language: str = "nb") -> Register:
    return Register([Definition.model_construct(term=term, forms=forms, discouraged=()) for term in terms], language)


NB = register(
    Terms(nb="Selvmordsforsøk", nn="Sjølvmordsforsøk"), Terms(nb="Selvmord"), Terms(nb="Pårørende"), Terms(nb="Psykisk helse"),
    Terms(nb="Ensomhet", nn="Einsemd"), Terms(nb="Kunnskap/kunnskapsbasert"), Terms(nb="LHBT-person"), Terms(nb="Lavterskeltilbud"), Terms(nb="Mål"),
    forms=("kunnskapen", "selvmordsforsøkene", "ensomme"),
)  # fmt: skip
NN = register(Terms(nb="Ensomhet", nn="Einsemd"), Terms(nb="Selvmord", nn="Sjølvmord"), Terms(nb="Barnevern"), language="nn")


@pytest.mark.parametrize(
    ("text", "word", "better"),
    [
        ("Antall selvmordforsøk øker.", "selvmordforsøk", "selvmordsforsøk"),
        ("Antall selvmords-forsøk øker.", "selvmords-forsøk", "selvmordsforsøk"),
        ("Antall selvmord forsøk øker.", "selvmord forsøk", "selvmordsforsøk"),
        ("Selvmords forsøket var kjent.", "Selvmords forsøket", "Selvmordsforsøket"),
        ("Et selvmordsforsoek.", "selvmordsforsoek", "selvmordsforsøk"),
        ("Et sjølvmordsforsøk.", "sjølvmordsforsøk", "selvmordsforsøk"),
        ("Mange sjølvmord.", "sjølvmord", "selvmord"),
        ("De paarorende.", "paarorende", "pårørende"),
        ("God psykisk-helse.", "psykisk-helse", "psykisk helse"),
        ("Å kjenne einsemd.", "einsemd", "ensomhet"),
        ("Å kjenne einsemda.", "einsemda", "ensomhet"),
        ("Flere lavterskel tilbudene.", "lavterskel tilbudene", "lavterskeltilbudene"),
        ("Lav-terskel-tilbud er bra.", "Lav-terskel-tilbud", "Lavterskeltilbud"),
        ("Spør en lhbt person.", "lhbt person", "LHBT-person"),
    ],
)
def test_other_spellings_of_a_term_are_found(text: str, word: str, better: str) -> None:
    assert [(text[found.start : found.end], found.better) for found in NB.spellings_in(text)] == [(word, better)]


@pytest.mark.parametrize(
    "text",
    [
        "Selvmordsforsøkene og selvmordsforsøkets omfang, selvmord og forsøk, selvmord. Forsøk på nytt, selvmord, forsøk.",
        "Selvmords- og selvskadingsforsøk, selvmordsatferd, selvmordstanker og selvmordsforebyggende arbeid.",
        "Kunnskap en trenger, kunnskap basert på erfaring, kunnskapsbaserte råd, kunnskap relatert til tiltak.",
        "Psykisk  helse, psykisk helsehjelp, psykiske helsetjenester, ensomme, ensomhetens pris.",
        "Mal og måling, pårørendes og pårørendearbeid, LHBT-personer, lavterskeltilbudet.",
        "Tilbud med lav terskel er et tilbud.",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert [text[found.start : found.end] for found in NB.spellings_in(text)] == []


def test_the_plan_s_own_language_decides() -> None:
    found = [found.better for found in NN.spellings_in("Selvmord og ensomhet i barnevernet er sjølvmord og einsemd.")]
    assert found == ["Sjølvmord", "einsemd"]


def test_a_spelling_under_forms_is_known() -> None:
    known = register(Terms(nb="Selvmordsforsøk"), forms=("selvmord forsøk", "sjølvmordsforsøk"))
    assert list(known.spellings_in("Selvmord forsøk og sjølvmordsforsøk.")) == []


@pytest.mark.parametrize("name", PLANS)
def test_nothing_in_our_plans_is_taken_for_another_spelling(name: str) -> None:
    plan = plan_of(PLANS[name])
    assert plan.definitions and list(terms.undefined_term(plan)) == []


def test_a_spelling_is_offered_as_a_fix_that_asks_and_quotations_and_titles_keep_theirs() -> None:
    body = "---\ntitle: Innledning\n---\n\nHan sa «ensom-het». Les Om ensom-het.\n\n> Ensom-het.\n\nDet er ensom-het, og einsemd.\n"
    source = re.sub(rb"title: .*", b"title: Om ensom-het", base_files()[SOURCE], count=1)
    found = [each for each in check_files({CHAPTER: body.encode(), SOURCE: source}) if each.rule == "undefined-term"]
    assert [(each.location.span.start, each.message) for each in found] == [
        ((9, 8), "planen bruker ikke «ensom-het»"),
        ((9, 22), "planen bruker ikke «einsemd»"),
    ]
    assert [(each.fix.new, each.fix.asked) if each.fix else None for each in found] == [("ensomhet", True), None]
