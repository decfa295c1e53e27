"""Floor 4: the changes between two plans are complete, say the same from either side, and know what follows from them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from planverk.authoring.normalized import normalized
from planverk.catalogue import LANGUAGES, load_words
from planverk.compare.change import ADDED, CLOSING, OPENING, REMOVED, Change, Kind, Weight
from planverk.compare.comparison import compare
from planverk.compare.markdown import markdown_of
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.source.markdown import read_markdown
from tests.carried_out import apply
from tests.properties import given
from tests.revisions import PARAGRAPHS, START, Pair, pairs
from tests.support import PLANS, ROOT, plan_of
from tests.turned import opposite, turned_round


def in_any_order(changes: tuple[Change, ...]) -> list[str]:
    return sorted(map(repr, changes))


@given(pairs(), examples=60)
def test_carrying_the_changes_out_on_before_gives_after(pair: Pair) -> None:
    before, after = pair
    assert apply(records_of(before), compare(before, after)) == records_of(after)


@given(pairs(), examples=60)
def test_turned_round_the_changes_are_those_the_other_way(pair: Pair) -> None:
    before, after = pair
    assert in_any_order(compare(after, before)) == in_any_order(tuple(map(turned_round, compare(before, after))))


@given(pairs(), examples=30)
def test_equal_plans_have_no_changes_and_different_ones_have(pair: Pair) -> None:
    before, after = pair
    assert compare(after, after) == ()
    assert bool(compare(before, after)) == (records_of(before) != records_of(after))


@given(pairs(), examples=30)
def test_every_change_can_be_said_in_every_language(pair: Pair) -> None:
    before, after = pair
    for language in LANGUAGES:
        sentences = Sentences(before, after, language)
        for change in compare(before, after):
            assert sentences.message(change).strip()


def test_our_plans_can_be_compared_whole() -> None:
    plans = {name: plan_of(root) for name, root in PLANS.items()}
    for before in plans.values():
        for after in plans.values():
            assert apply(records_of(before), compare(before, after)) == records_of(after)


def test_every_kind_has_a_sentence_in_every_language() -> None:
    for language in LANGUAGES:
        words = load_words("compare", language)
        assert {kind.value for kind in Kind} <= words.keys()


def test_every_kind_has_an_opposite_that_leads_back() -> None:
    assert {opposite(kind) for kind in OPENING} == CLOSING
    assert all(opposite(opposite(kind)) is kind for kind in Kind)
    assert {opposite(ADDED[name]) for name in ADDED} == set(REMOVED.values())


# --- prose in one form ---


def body_of(text: str) -> str:
    return markdown_of(read_markdown("plan/chapters/x.md", text, 0)[0])


@given(PARAGRAPHS, examples=200)
def test_the_fixed_form_of_prose_says_the_same(text: str) -> None:
    form = body_of(text)
    assert body_of(form) == form
    assert normalized("plan/chapters/x.md", f"---\n---\n{form}\n").said == normalized("plan/chapters/x.md", f"---\n---\n{text}\n").said


@given(st.text(alphabet="ab []()<>&\\`#-+1.|:@^!~\n", max_size=30), examples=400)
def test_the_fixed_form_is_read_as_itself(text: str) -> None:
    prose, findings = read_markdown("plan/chapters/x.md", text, 0)
    if not findings:
        form = markdown_of(prose)
        assert body_of(form) == form, form


def test_emphasis_in_emphasis_has_a_form_of_its_own() -> None:
    forms = [body_of(text) for text in ("**a**", "*_a_*", "***a***", "_**a**_", "**_a_**", "*a*", "a", "\\*a\\*", "*a **b***", "**a *b***")]
    assert forms == ["**a**", "*_a_*", "*__a__*", "*__a__*", "**_a_**", "*a*", "a", "\\*a\\*", "*a __b__*", "**a _b_**"]


def test_words_of_another_language_keep_it() -> None:
    assert body_of("De fremmer [well-being](lang:en).") == "De fremmer [well-being](lang:en)."


def test_our_own_prose_says_the_same_in_the_fixed_form() -> None:
    for root in PLANS.values():
        for entry in plan_of(root).entries:
            form = markdown_of(entry.prose)
            assert body_of(form) == form


def test_broken_lines_make_no_difference() -> None:
    assert body_of("En setning.\nEn til.\n") == body_of("En setning. En til.\n") == "En setning. En til."


# --- single changes ---


def changes(edits: dict[str, bytes | None]) -> list[Change]:
    """The changes from the example plan to itself with files replaced, or removed where the bytes are None."""
    after = {path: data for path, data in {**START, **edits}.items() if data is not None}
    return list(compare(read_plan(Tree(dict(START)))[0], read_plan(Tree(after))[0]))


def edited(path: str, *replacements: tuple[str, str]) -> dict[str, bytes | None]:
    text = START[path].decode()
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return {path: text.encode()}


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.entry, change.weight.value) for change in found]


MEASURE = "plan/measures/felles-rutine.md"


def test_a_renamed_entry_is_the_same_entry() -> None:
    text = START[MEASURE].decode().replace("---\n", "---\nformerly:\n  - felles-rutine\n", 1)
    links = {path: data.replace(b"measure:felles-rutine", b"measure:rutine") for path, data in START.items() if b"measure:felles-rutine" in data}
    found = changes({**links, MEASURE: None, "plan/measures/rutine.md": text.encode()})
    assert told(found) == [("entry-renamed", "measure:rutine", "editorial"), ("former-ids-changed", "measure:rutine", "editorial")]


def test_what_follows_names_each_side_by_its_own_ids() -> None:
    text = START[MEASURE].decode().replace("---\n", "---\nformerly:\n  - felles-rutine\n", 1)
    text = text.replace("responsible: koordinator", "responsible: frivilligsentral")
    found = [change for change in changes({MEASURE: None, "plan/measures/rutine.md": text.encode()}) if change.entry == "function:koordinator"]
    assert [(change.kind.value, change.before, change.after) for change in found] == [("function-without-measure", ["measure:felles-rutine"], [])]


def renamed(old: str, new: str, *replacements: tuple[bytes, bytes]) -> list[Change]:
    """The changes where a file has another name, as `git mv` gives it, and nothing notes it; what refers to it is mended."""
    data = START[old]
    for before, after in replacements:
        assert before in data
        data = data.replace(before, after)
    ids = [path.rpartition("/")[2].partition(".")[0].encode() for path in (old, new)]
    mended = {path: re.sub(rb"(?<=[ :@])" + ids[0] + rb"(?=[\n)\]#])", ids[1], text) for path, text in START.items()}
    return changes({**mended, old: None, new: data})


@pytest.mark.parametrize(
    ("old", "new", "replacements", "others"),
    [
        (MEASURE, "plan/measures/samordna-rutine.md", (), []),
        (MEASURE, "plan/measures/samordna-rutine.md", ((b"deadline: 2026-06-30", b"deadline: 2026-12-31"),), ["deadline-changed"]),
        ("plan/goals/felles-innsats.md", "plan/goals/innsats.md", (), []),
        ("plan/chapters/metode.md", "plan/chapters/framgangsmate.md", (), []),
        ("plan/functions/koordinator.yaml", "plan/functions/samordnar.yaml", (), []),
        ("plan/references/sources/undersoking.yaml", "plan/references/sources/sporjing.yaml", (), []),
    ],
)
def test_a_file_with_another_name_is_the_same_entry(old: str, new: str, replacements: tuple[tuple[bytes, bytes], ...], others: list[str]) -> None:
    found = [change for change in renamed(old, new, *replacements) if not change.entry.startswith(("settings:", "data:"))]
    assert [change.kind.value for change in found] == ["entry-renamed", *others]


def test_very_many_files_with_other_names_are_known_where_they_say_the_very_same() -> None:
    """Each is not held against each other one then, which would take minutes."""
    texts = [b"---\ntitle: Nr %d\n---\n\n" % at + b"Ei setning. " * 20 + b"Nr %d.\n" % at for at in range(60)]
    before = {**START, **{f"plan/chapters/a{at}.md": text for at, text in enumerate(texts)}}
    after = {**START, **{f"plan/chapters/b{at}.md": text for at, text in enumerate(texts)}, "plan/chapters/b0.md": texts[0] + b"Meir.\n"}
    found = compare(*(read_plan(Tree(files))[0] for files in (before, after)))
    kinds = Counter(change.kind.value for change in found if change.kind.value != "entry-renamed" and change.entry.startswith("chapter:"))
    assert kinds == {"chapter-added": 1, "chapter-removed": 1}
    assert sum(change.kind is Kind.ENTRY_RENAMED for change in found) == 59


def test_a_file_of_numbers_with_another_name_is_the_same_file() -> None:
    old, new, figure = "plan/data/einsame.csv", "plan/data/tal.csv", "plan/figures/einsame.yaml"
    renaming: dict[str, bytes | None] = {old: None, new: START[old], figure: START[figure].replace(b"einsame.csv", b"tal.csv")}
    assert [(change.kind.value, change.entry) for change in changes(renaming)] == [
        ("field-changed", "figure:einsame"),
        ("entry-renamed", "data:tal.csv"),
    ]
    after = read_plan(Tree({path: data for path, data in {**START, **renaming}.items() if data is not None}))[0]
    before = read_plan(Tree(dict(START)))[0]
    found = compare(before, after)
    assert apply(records_of(before), found) == records_of(after)
    assert Sentences(before, after, "nb").sentence(found[-1]) == "filen med tallene heter nå «tal.csv», før «einsame.csv»"
    other = {**renaming, new: START[old].replace(b"2022", b"2021")}
    assert {change.kind.value for change in changes(other)} == {"field-changed", "data-added", "data-removed"}


def test_another_entry_of_the_same_form_is_another() -> None:
    """Two functions have their kind in common, two measures most of their fields."""
    function = "plan/functions/koordinator.yaml"
    found = changes({function: None, "plan/functions/ny.yaml": b"title: Heilt ny funksjon\nkind: role\n"})
    assert {("function-removed", "function:koordinator"), ("function-added", "function:ny")} <= {
        (change.kind.value, change.entry) for change in found
    }
    other = (
        START[MEASURE]
        .replace(b"title: Felles rutine for tenestene", b"title: Turlag for alle")
        .replace(
            b"Tenestene lagar ei felles rutine.",
            b"Kommunen skipar eit turlag som m\xc3\xb8test kvar onsdag, heile \xc3\xa5ret, og er gratis for alle som vil vere med p\xc3\xa5 tur.",
        )
    )
    assert other != START[MEASURE]
    found = changes({MEASURE: None, "plan/measures/turlag.md": other})
    assert ("measure-added", "measure:turlag") in {(change.kind.value, change.entry) for change in found}


def test_a_file_with_another_name_is_told_to_note_the_old_one() -> None:
    moved = {path: data.replace(b"felles-rutine", b"ny") for path, data in START.items() if path != MEASURE}
    before = read_plan(Tree(dict(START)))[0]
    for noted, said in (
        (b"", "filen har fått nytt navn, så id-en er endret fra «felles-rutine» til «ny». "
              "Skriv «formerly: [felles-rutine]» i filen, ellers fører gamle lenker ingen steder"),
        (b"formerly: [eldst]\n", "filen har fått nytt navn, så id-en er endret fra «felles-rutine» til «ny». "
              "Skriv «formerly: [eldst, felles-rutine]» i filen, ellers fører gamle lenker ingen steder"),
        (b"formerly: [felles-rutine]\n", "id-en er endret fra «felles-rutine» til «ny»"),
    ):  # fmt: skip
        after = read_plan(Tree({**moved, "plan/measures/ny.md": START[MEASURE].replace(b"---\n", b"---\n" + noted, 1)}))[0]
        change = next(change for change in compare(before, after) if change.kind is Kind.ENTRY_RENAMED)
        assert Sentences(before, after, "nb").sentence(change) == said
        assert Sentences(before, after, "nb", remedies=False).sentence(change) == "id-en er endret fra «felles-rutine» til «ny»"


def test_a_reference_that_was_not_mended_after_a_renaming_dangles() -> None:
    goal = "plan/goals/felles-innsats.md"
    text = START[goal].decode().replace("---\n", "---\nformerly:\n  - felles-innsats\n", 1)
    found = changes({goal: None, "plan/goals/innsats.md": text.encode()})
    assert ("reference-left", "measure:moteplass", "editorial") in told(found)
    assert not [change for change in found if change.kind is Kind.MEASURE_MOVED], "it is the same goal"
    assert ("reference-dangles", "measure:moteplass", "substantive") in told(found)
    assert ("goal-without-measure", "goal:innsats", "substantive") in told(found)


def test_broken_lines_and_comments_are_no_change() -> None:
    text = START["plan/goals/felles-innsats.md"].decode()
    assert changes({"plan/goals/felles-innsats.md": text.replace("---\n", "---\n# en merknad\n", 1).replace(". ", ".\n").encode()}) == []


def test_what_cannot_be_read_is_not_lost() -> None:
    found = changes({MEASURE: START[MEASURE].replace(b"number: 1", b"number: en")})
    assert told(found) == [("unread-changed", "measure:felles-rutine", "substantive")] * 2
    assert "number: en" in found[1].after


def test_true_is_not_one_and_what_is_no_number_is_itself() -> None:
    texts = (b"x = 1\nz = nan\ny = 10:30:00\n", b"x = true\nz = nan\ny = 10:30:00\n")
    before, after = (read_plan(Tree({**START, "planverk.toml": text}))[0] for text in texts)
    assert [(change.field, change.before, change.after) for change in compare(before, after)] == [("x", 1, True)]


def test_places_are_those_of_the_field_in_both_plans() -> None:
    (found,) = (change for change in changes(edited(MEASURE, ("responsible: koordinator", "responsible: frivilligsentral"))) if change.field)
    assert found.place_before and found.place_after
    line = START[MEASURE].decode().split("\n").index("responsible: koordinator") + 1
    assert (
        (found.place_before.path, found.place_before.span.start.line)
        == (MEASURE, line)
        == (found.place_after.path, found.place_after.span.start.line)
    )


def test_a_change_is_frozen_and_compares_by_value() -> None:
    (found, *_) = changes(edited(MEASURE, ("responsible: koordinator", "responsible: frivilligsentral")))
    assert replace(found) == found and found.weight is Weight.SUBSTANTIVE


def test_every_kind_stands_in_the_handbook() -> None:
    page = (ROOT / "docs/reference/changes.md").read_text(encoding="utf-8")
    assert [kind.value for kind in Kind if f"`{kind.value}`" not in page] == []
