"""The pack suicide-prevention: the list of wordings against its corpus, what it leaves alone, and help."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest

from planverk.catalogue import LANGUAGES
from planverk.diagnostics import Diagnostic, Severity
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules import wordings as wording_list
from planverk.rules.engine import check_plan
from planverk.rules.packs.suicide_prevention.unsafe_wording import wordings
from planverk.rules.wordings import uses
from tests.examples import DAY, base_files, check_files
from tests.fast import some
from tests.places import bounded_effort
from tests.support import ROOT

PACK = "suicide-prevention"
CHAPTER = "plan/chapters/innledning.md"
HANDBOOK = ROOT / "docs" / "handbok" / "slik-leser-du-funnene.md"
CORPUS = tomllib.loads((ROOT / "tests" / "corpus" / "unsafe_wording.toml").read_text(encoding="utf-8"))
HITS = [(row, form, phrase) for row, forms in CORPUS["hit"].items() for form, group in forms.items() for phrase in group["phrases"]]
MISSES = [phrase for group in CORPUS["miss"].values() for phrase in group["phrases"]]


def rows_in(text: str) -> list[str]:
    return [use.wording.name for use in uses(text, wordings())]


def found_in(body: str, settings: str = "", language: str = "nb") -> list[Diagnostic]:
    """The findings of the pack about a chapter with this body."""
    files = {CHAPTER: f"---\ntitle: Innledning\n---\n\n{body}\n".encode(), "planverk.toml": settings.encode()}
    return [finding for finding in check_files(files, language, PACK) if finding.rule in ("unsafe-wording", "outdated-helpline", "missing-help-box")]


def test_what_no_text_has_a_sign_of_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling all expressions takes a check longer than using them."""
    compiled: list[str] = []

    def noted(pattern: str) -> re.Pattern[str]:
        compiled.append(pattern)
        return re.compile(pattern, re.IGNORECASE)

    monkeypatch.setattr(wording_list, "_compiled", noted)
    assert rows_in("Kommunen skal gi god hjelp til alle.") == [] and compiled == []
    assert rows_in("Ingen kan begå alle feil på én gang.") == []
    assert compiled == [row.pattern for row in wordings() if row.name == "committed"]


# --- the corpus ---


@pytest.mark.parametrize(("row", "form", "phrase"), HITS)
def test_a_phrase_hits_its_row_alone(row: str, form: str, phrase: str) -> None:
    assert rows_in(phrase) == [row]


def test_look_alikes_give_no_finding() -> None:
    assert [finding.message for finding in found_in("\n\n".join(MISSES))] == []


def test_the_corpus_is_large_and_has_every_row_in_both_forms() -> None:
    assert len(HITS) == len({phrase for *_, phrase in HITS}) >= 60
    assert len(MISSES) == len(set(MISSES)) >= 60
    assert {(row, form) for row, form, _ in HITS} == set(product((wording.name for wording in wordings()), ("nb", "nn")))


def test_the_handbook_tells_how_the_corpus_went() -> None:
    hit = sum(rows_in(phrase) == [row] for row, _, phrase in HITS)
    false = len(found_in("\n\n".join(MISSES)))
    told = f"Prøvesettet vårt har {len(HITS)} slike ordvalg og {len(MISSES)} setninger som likner; kontrollen finner {hit} og tar feil av {false}."
    assert told in " ".join(HANDBOOK.read_text(encoding="utf-8").split())


# --- the list ---


def test_a_row_tells_all_that_a_finding_says() -> None:
    assert len({wording.name for wording in wordings()}) == len(wordings()) >= 15
    for wording in wordings():
        assert set(rows_in(wording.example.split(": ")[-1])) == {wording.name}
        assert set(wording.why) == set(LANGUAGES) and set(wording.write) == {"nb", "nn"} and wording.source
        assert not any(why.endswith(".") or why[0].isupper() for why in wording.why.values())
        assert all(sign == sign.lower() for sign in wording.signs)


@pytest.mark.parametrize("word", ["selvmord", "selvmordet", "sjølvmord", "Sjølvmordet", "selvmordsforsøk", "selvmordstanker", "sjølvmordsfare"])
def test_the_word_itself_is_never_flagged(word: str) -> None:
    assert rows_in(word) == rows_in(f"Noen snakker om {word} her.") == []


def test_no_pattern_takes_long() -> None:
    words = [*(phrase for *_, phrase in HITS), "begå ", "på grunn av ", "tok livet sitt ", "a-", "mord ", "hoppet ", "og ", "høy "]
    for word in some(words):
        with bounded_effort():
            rows_in(word * (20_000 // len(word)))


# --- severities ---


SENTENCES = "Et vellykket selvmord.\n\nHan begikk selvmord.\n\nEt gjennomført selvmord."


def test_each_row_has_a_severity_of_its_own() -> None:
    assert [finding.severity for finding in found_in(SENTENCES)] == [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_settings_go_before_the_severities_of_rows() -> None:
    assert {finding.severity for finding in found_in(SENTENCES, '[severity]\nunsafe-wording = "info"\n')} == {Severity.INFO}
    assert found_in(SENTENCES, '[severity]\nunsafe-wording = "off"\n') == []


def test_a_finding_says_why_what_to_write_and_the_source() -> None:
    finding = found_in("Det er noen som **begår** selvmord.", language="nn")[0]
    assert finding.message.startswith("«begår selvmord» kan skrivast varsamare: «begå» blir elles brukt om lovbrot")
    assert finding.hints[0] == "skriv heller: dø i selvmord, ta sitt eget liv, ta livet sitt", "in the plan's form, not the reader's"
    assert finding.hints[1].startswith("kjelde: Mindframe")
    assert finding.location.span == ((5, 19), (5, 35))


# --- what keeps its words ---


@pytest.mark.parametrize("body", ["> Han begikk selvmord.", "Hun sa: «Han begikk selvmord.»", 'Hun skrev "et vellykket selvmord".'])
def test_quotations_keep_their_words(body: str) -> None:
    assert found_in(body) == []


def test_what_stands_after_a_quotation_is_the_plans_own() -> None:
    assert len(found_in("Hun sa «hei» og begikk selvmord.")) == 1


def test_cited_titles_keep_their_words_also_in_prose() -> None:
    goal = base_files()["plan/references/plans/folkehelse.yaml"].decode()
    title = next(line for line in goal.splitlines() if line.startswith("title: "))
    body = "---\ntitle: Innledning\n---\n\nVi bygger på [Slutt på selvmordsbølgen](plan:folkehelse), og ikke på en selvmordsbølge.\n"
    files = {
        "plan/references/plans/folkehelse.yaml": goal.replace(title, "title: Slutt på selvmordsbølgen", 1).encode(),
        CHAPTER: body.encode(),
    }
    found = [finding for finding in check_files(files, pack=PACK) if finding.rule == "unsafe-wording"]
    assert [(finding.location.path, finding.location.span.start.column) for finding in found] == [(CHAPTER, 73)]


def test_search_terms_keep_their_words() -> None:
    path = "plan/definitions/ensomhet.md"
    terms = "forms:\n  - selvmordskandidat\ndiscouraged:\n  - term: selvmorder\n    why: En selvmorder er et menneske.\nsource:"
    files = {path: base_files()[path].replace(b"source:", terms.encode())}
    assert [finding for finding in check_files(files, pack=PACK) if finding.rule == "unsafe-wording"] == []


# --- help ---


def test_a_plan_without_a_file_of_helplines_is_found_at_its_top() -> None:
    files = {**base_files(), "planverk.toml": f'packs = ["{PACK}"]\n'.encode()}
    del files["plan/help.yaml"]
    plan, findings = read_plan(Tree(files))
    found = check_plan(plan, findings, DAY, "nb")
    assert [(finding.rule, finding.location.path, finding.severity) for finding in found] == [("missing-help-box", "plan/plan.yaml", Severity.ERROR)]


@pytest.mark.parametrize(
    "number",
    [
        "815 33 300",
        "81533300",
        "81 53 33 00",
        "815-33-300",
        "815.33.300",
        "815\u00a033\u00a0300",
        "+47 815 33 300",
        "004781533300",
        "8 1 5 3 3 3 0 0",
    ],
)
def test_the_old_number_is_found_in_any_spacing(number: str) -> None:
    assert [finding.rule for finding in found_in(f"Ring Kirkens SOS på {number}, hele døgnet.")] == ["outdated-helpline"]


def test_a_link_to_the_old_number_is_one_finding() -> None:
    assert len(found_in("Ring [815 33 300](tel:+4781533300).")) == 1
    assert len(found_in("Ring [Kirkens SOS](tel:81533300).")) == 1


@pytest.mark.parametrize("number", ["22 40 00 40", "815 33 301", "1815 33 300", "815 33 3001", "815 33 300,5", "1,81533300"])
def test_other_numbers_are_left_alone(number: str) -> None:
    assert found_in(f"Nummeret er {number}.") == []
