"""Goals under goals, and what a plan calls them and its measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from planverk.catalogue import LANGUAGES, Noun, load_words, preset_nouns
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.accept_reject import accept, reject
from planverk.document.blocks import Block
from planverk.document.compose import compose
from planverk.document.document import Document, Section
from planverk.document.redline import redline
from planverk.document.walk import parts, plain
from planverk.model.plan import Plan
from planverk.model.settings import Preset
from planverk.reading.plan import read_plan
from planverk.report import changes_text
from planverk.report.difference import Difference
from planverk.rules.engine import check_plan
from tests.examples import tree_of
from tests.odd_words import FORBIDDEN, ODD, OWN_WORDS, files
from tests.support import REVISION, TODAY


def plan_of(given: Mapping[str, bytes]) -> Plan:
    plan, findings = read_plan(tree_of(given))
    assert findings == []
    return plan


def with_change(given: Mapping[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    assert old.encode() in given[path]
    return {**given, path: given[path].replace(old.encode(), new.encode())}


def document_of(given: Mapping[str, bytes]) -> Document:
    return compose(plan_of(given), REVISION, REVISION.when)


def outline(sections: tuple[Section, ...]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for section in sections:
        if section.role == "goal":
            found.append((section.level, section.label))
        found += outline(section.sections)
    return found


def test_goals_stand_under_goals_and_are_numbered_there() -> None:
    document = document_of(files())
    assert outline(document.sections) == [(1, "Flurk 1"), (2, "Blipp 1.1"), (2, "Blipp 1.2"), (3, "Blipp 1.2.1"), (1, "Flurk 2")]
    pages = [section.page for top in document.sections for section in (top, *top.sections) if section.role == "goal"]
    assert pages == ["mal/alt/", "mal/fyrst/", "mal/sist/", "mal/to/"]


def test_a_goal_with_goals_below_it_needs_no_measure_and_numbers_are_unique_below_one() -> None:
    assert not [found for found in check(files()) if "without-measure" in found.rule or "number" in found.rule]
    alone = {path: data for path, data in files().items() if "/measures/" not in path}
    assert not [found for found in check(alone) if found.rule == "goal-without-measure"]
    empty = {path: data for path, data in files().items() if not path.endswith("m2.md")}
    assert [found.location.path for found in check(empty) if found.rule == "goal-without-measure"] == ["plan/goals/djup.md"]
    twice = with_change(files(), "plan/goals/sist.md", "number: 2", "number: 1")
    assert [found.location.path for found in check(twice) if found.rule == "repeated-number"] == ["plan/goals/sist.md"]


def check(given: Mapping[str, bytes], language: str = "nb") -> list:  # type: ignore[type-arg]
    plan, findings = read_plan(tree_of(given))
    return check_plan(plan, findings, TODAY, language)


def test_contents_name_goals_and_their_tables_and_goals_brings_the_rest() -> None:
    def roles(contents: str) -> list[str]:
        return [section.label or section.role for section in document_of(files(contents=contents)).sections]

    assert roles("goals") == ["Flurk 1", "Flurk 2", "overview", "functions"]
    assert roles('functions, "goal:to", goals') == ["functions", "Flurk 2", "Flurk 1", "overview"]
    assert roles('"goal:to", measures, "goal:alt"') == ["Flurk 2", "overview", "Flurk 1"]
    left_out = files(contents='"goal:to", measures')
    assert [found.message for found in check(left_out) if found.rule == "part-not-in-contents"]


def test_a_goal_that_moves_is_told_so() -> None:
    before, after = plan_of(files()), plan_of(with_change(files(), "plan/goals/djup.md", "part_of: sist", "part_of: fyrst"))
    sentences = Sentences(before, after, "nb")
    assert [sentences.message(change) for change in compare(before, after)] == [
        "Blipp 1.1.1 «Djup»: blippet er flyttet fra blipp 1.2 «Sist» til blipp 1.1 «Fyrst»"
    ]


def test_a_link_to_a_goal_below_others_says_its_whole_number() -> None:
    linked = with_change(files(), "plan/goals/to.md", "Her.", "Sjå [](goal:djup), [blipp 1.2.1](goal:djup) og [mål 1](goal:djup).")
    assert "Sjå blipp 1.2.1, blipp 1.2.1 og mål 1." in [text.replace("\u00a0", " ") for text in texts_of(document_of(linked))]
    assert [found.rule for found in check(linked) if found.location.path == "plan/goals/to.md"] == ["wrong-number-in-link"]


@pytest.mark.parametrize(
    ("link", "better"),
    [
        ("[blipp 1.2.2](goal:djup)", "1.2.1"), ("[Blipp 1.2](goal:djup)", "1.2.1"), ("[1.1](goal:djup)", "1.2.1"), ("[blipp 2](goal:sist)", "1.2"),
        ("[flurk 1.2](goal:to)", "2"), ("[snurr 9](measure:m1)", "1"), ("[snurra](goal:djup)", "blippet"), ("[Snurr 1](goal:to)", "Flurk 2"),
        ("[blippa](goal:djup)", ""), ("[blipp 1.1–1.3](goal:sist)", ""), ("[blipp 1.2.1.](goal:djup)", ""),
    ],
)  # fmt: skip
def test_a_link_that_names_another_goal_is_found_by_the_plans_own_nouns(link: str, better: str) -> None:
    found = [each for each in check(with_change(files(), "plan/goals/to.md", "Her.", f"Sjå {link}.")) if each.location.path == "plan/goals/to.md"]
    assert [(each.rule, each.fix and each.fix.new) for each in found] == ([("wrong-number-in-link", better)] if better else [])


def test_a_circle_of_goals_is_found_and_nothing_is_lost() -> None:
    round_about = with_change(files(), "plan/goals/alt.md", "title: Alt", "title: Alt\npart_of: djup")
    assert [found.message for found in check(round_about) if found.rule == "circular-part"] == [
        "flurken er en del av seg selv: alt → djup → sist → alt"
    ]
    assert {"Alt", "Djup", "Sist", "Fyrst"} <= {text.rpartition(": ")[2] for text in texts_of(document_of(round_about))}


def texts_in(part: Section | Block) -> Iterator[str]:
    for piece in parts(part):
        yield from [plain(piece)] if isinstance(piece, tuple) else texts_in(piece)


def texts_of(document: Document) -> Iterator[str]:
    for section in (document.colophon, *document.sections, *(page.section for page in document.pages)):
        yield from texts_in(section)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_with_words_of_its_own_says_no_others(language: str) -> None:
    given = files(language, settings=OWN_WORDS[language])
    document = document_of(given)
    texts = [*texts_of(document)]
    texts += [value for key, value in document.words.items() if not key.startswith(("anchor-", "page-")) and key not in OF_OTHERS]
    texts += [f"{found.message} {' '.join(found.hints)}" for found in check(_faulty(given), language)]
    before, after = plan_of(given), plan_of(_changed(given))
    for old, new in ((before, after), (after, before)):
        sentences = Sentences(old, new, language)
        texts += [sentences.message(change) for change in compare(old, new)]
        texts += changes_text.report(Difference(compare(old, new), sentences, "A", "B")).splitlines()
    assert len(texts) > 60
    assert [text for text in texts if FORBIDDEN[language].search(text)] == []


OF_OTHERS = ("overview-inherited", "follows-text", "plan-goals", "plan-goals-all", "plan-measures", "plan-measure")
"""Texts about the goals and measures of other plans, whose words are theirs."""


def _faulty(given: Mapping[str, bytes]) -> dict[str, bytes]:
    made = with_change(given, "plan/goals/to.md", "number: 2", "number: 4")
    made = with_change(made, "plan/measures/m1.md", "responsible: nokon\n", "")
    made = with_change(made, "plan/measures/m2.md", "number: 2", "number: 9")
    return with_change(made, "plan/measures/m3.md", "goal: to", "goal: alt")


def _changed(given: Mapping[str, bytes]) -> dict[str, bytes]:
    made = with_change(given, "plan/goals/djup.md", "part_of: sist\n", "")
    made = with_change(made, "plan/measures/m1.md", "goal: fyrst", "goal: to")
    made = with_change(made, "plan/measures/m3.md", "responsible: nokon", "responsible: nokon\ndeadline: 2027-01-01")
    del made["plan/measures/m2.md"]
    made["plan/goals/ny.md"] = b"---\nnumber: 3\ntitle: Ny\nrelated: []\n---\n\nHer.\n"
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", Preset.__args__)  # type: ignore[attr-defined]
def test_presets_have_their_words_in_every_language(name: str, language: str) -> None:
    nouns = preset_nouns(name, language)
    assert len({noun.indefinite for noun in nouns.goals}) == len(nouns.goals) and len(nouns.measure) == 4


def test_what_agrees_with_a_noun_follows_its_gender() -> None:
    nouns = (
        Noun("mål", "målet", "mål", "målene"), Noun("strategi", "strategien", "strategier", "strategiene"),
        Noun("satsing", "satsinga", "satsingar", "satsingane"),
        Noun("strategisk grep", "det strategiske grepet", "strategiske grep", "de strategiske grepene"),
    )  # fmt: skip
    assert [noun.agreeing("ein|ei|eit") for noun in nouns] == ["eit", "ein", "ei", "eit"]
    assert [noun.agreeing("ny|nytt") for noun in nouns] == ["nytt", "ny", "ny", "nytt"]
    assert load_words("compare", "nb", preset_nouns("satsingsomrade-delmal-strategi", "nb"))["measure-added"] == "strategien er ny"


def test_headings_of_the_plans_own_stand_in_place_of_the_usual_ones() -> None:
    own = 'how = "Grepa våre {her}"\nmeasures = "Samla oversyn"\nfunctions = "Kven"\n'
    said = {*texts_of(document_of(files(settings=f"{ODD}[words.headings]\n{own}")))}
    assert {"Grepa våre {her}", "Samla oversyn", "Kven"} <= said and not {"Slik gjør vi det", "Alle snurrer", "Ansvarlige funksjoner"} & said


def test_words_are_four_forms_without_braces() -> None:
    for wrong in ('["a", "b", "c"]', '["a", "b", "c", "{goal}"]', '"strategi"', f'["{"x" * 41}", "b", "c", "d"]'):
        plan, findings = read_plan(tree_of(files(settings=f"[words]\nmeasure = {wrong}\n")))
        assert [found.rule for found in findings] == ["wrong-type"] and plan.nouns().measure.indefinite == "tiltak"


def test_other_words_are_an_editorial_change_of_the_settings() -> None:
    before, after = plan_of(files()), plan_of(files(settings=ODD.replace("snurr", "grep")))
    (change,) = compare(before, after)
    assert (change.kind.value, change.weight.value) == ("settings-changed", "editorial")
    assert Sentences(before, after, "nb").message(change) == "Innstillingene i planverk.toml: «Ord» er endret"


def test_the_matrix_counts_what_stands_below_and_names_goals_where_nothing_is_measured() -> None:
    given = with_national_plan(files(contents="goals, references"))
    assert matrix(given) == ["Flurk 1", "Flurk 2", "1 Ein", "2", "–", "2 To", "1.2", "3"]
    assert matrix({path: data for path, data in given.items() if "/measures/" not in path}) == [
        "Flurk 1", "Flurk 2", "1 Ein", "1.2.1", "–", "2 To", "1.2", "ja",
    ]  # fmt: skip


def with_national_plan(given: Mapping[str, bytes]) -> dict[str, bytes]:
    """A national plan with two goals; the first is answered by the lowest goal, the other by the one above it and by the second at the top."""
    goals = "goals: [{id: a, number: 1, title: Ein}, {id: b, number: 2, title: To}]"
    text = f"title: Nasjonal\nlevel: national\nfollows: true\nowner: Noreg\nperiod: {{from: 2025, to: 2030}}\n{goals}\n"
    made = {**given, "plan/references/plans/nasj.yaml": text.encode()}
    for goal, part in (("djup", "a"), ("sist", "b"), ("to", "b")):
        made = with_change(made, f"plan/goals/{goal}.md", "related: []", f"related: [nasj#{part}]")
    return made


def matrix(given: Mapping[str, bytes]) -> list[str]:
    (section,) = (section for section in document_of(given).sections if section.role == "matrix")
    return [*texts_in(section)][4:]


def test_a_redline_of_layers_holds_both_editions() -> None:
    before, after = document_of(files()), document_of(_changed(files()))
    merged = redline(before, after, "Rådmannen", REVISION.when)
    for edition, wanted in ((accept(merged), after), (reject(merged), before)):
        assert [text for section in edition.sections for text in texts_in(section)] == [
            text for section in wanted.sections for text in texts_in(section)
        ]


def test_progress_is_counted_of_all_below_a_goal() -> None:
    document = document_of(files())
    assert {anchor: tally.total for anchor, tally in document.tallies.items()} == {
        "": 3, "mal-alt": 2, "mal-fyrst": 1, "mal-sist": 1, "mal-djup": 1, "mal-to": 1,
    }  # fmt: skip
