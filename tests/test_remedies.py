"""What a hint says to write mends the finding, and makes no other error."""

from __future__ import annotations

from functools import cache

import pytest

from planverk.diagnostics import Hint
from planverk.reading.tree import read_folder
from planverk.rules.registry import all_rules
from planverk.source.yaml_faults import LARGEST_ABOVE, MOST_LINES, mended_line
from tests.examples import base_files, examples_in, tree_of, with_pack
from tests.expected import FIXTURES
from tests.fast import some
from tests.remedies import CARRIED_OUT, MEASURE, QUOTED, findings_of, found_in, left_after, said

RULES = all_rules()


@pytest.mark.parametrize("name", some(RULES))
def test_what_a_rule_says_to_write_mends_its_bad_examples(name: str) -> None:
    for example in examples_in(RULES[name]):
        tree = tree_of(with_pack({**base_files(), **example.files}, RULES[name].pack))
        for finding in [] if example.good else findings_of(tree):
            for hint in finding.hints:
                assert not left_after(tree, finding, hint), (finding, hint)


@pytest.mark.parametrize("folder", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_what_a_finding_says_to_write_mends_the_fixtures(folder: str) -> None:
    beside = {path.relative_to(FIXTURES / folder).as_posix(): path.read_bytes() for path in (FIXTURES / folder).glob("skjema/*")}
    tree = tree_of({**base_files(), **read_folder(FIXTURES / folder).files, **beside})
    for finding in findings_of(tree):
        for hint in finding.hints:
            assert not left_after(tree, finding, hint), (finding, hint)


TOLD = frozenset(
    {
        "add-field", "mapping-of", "goal-needs-measure", "numbers-or-why",  # what is to stand there the author alone knows
        "own-reason", "by-source", "schema-minimum", "refer-to-successor", "unexpected-folder", "write-out", "count-up",  # no text to write
        "read-again",  # a command
    }
)  # fmt: skip
"""Hints with a fact that is no text which an author could write as it stands."""


@cache
def hints_of_rules() -> frozenset[str]:
    """The keys of all hints with facts about the bad examples of the rules."""
    examples = [(rule, example) for rule in RULES.values() for example in examples_in(rule) if not example.good]
    trees = (tree_of(with_pack({**base_files(), **example.files}, rule.pack)) for rule, example in examples)
    return frozenset(hint.key for tree in trees for finding in findings_of(tree) for hint in finding.hints if hint.facts)


def test_every_hint_with_a_fact_is_carried_out_or_names_no_text() -> None:
    assert hints_of_rules() - CARRIED_OUT.keys() <= TOLD


def test_every_remedy_that_names_a_text_is_carried_out_somewhere() -> None:
    """Those that no rule's page shows have a test below."""
    below = {"write-line", "quote-typed", "id-of-file", "copy-same", "copy-differs-here", "copy-lacks", "one-only", "listed-already", "former-is-own"}
    below |= {"without-quotes", "address-without-spaces", "write-empty-link", *QUOTED}
    assert CARRIED_OUT.keys() - hints_of_rules() <= below


# --- slips of planners, each with what mends it ---


def measure(title: str) -> str:
    return base_files()[MEASURE].decode().replace("title: Felles rutine", f"title: {title}", 1)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("[Nytt] Felles rutine", 'title: "[Nytt] Felles rutine"'),
        ("[Nytt]: Felles rutine", 'title: "[Nytt]: Felles rutine"'),
        ("{Nytt} Felles rutine", 'title: "{Nytt} Felles rutine"'),
        ("[Nytt, Felles rutine", 'title: "[Nytt, Felles rutine"'),
        ("*viktig*", 'title: "*viktig*"'),
        ("*viktig* rutine", 'title: "*viktig* rutine"'),
        ("@x", 'title: "@x"'),
        ("%x", 'title: "%x"'),
        ("- x", 'title: "- x"'),
        ("? x", 'title: "? x"'),
        ("& x", 'title: "& x"'),
        ("&x rutine", 'title: "&x rutine"'),
        ("!x rutine", 'title: "!x rutine"'),
        ("> x", 'title: "> x"'),
        ("| x", 'title: "| x"'),
        ("`x`", 'title: "`x`"'),
        ('"a" b', "title: '\"a\" b'"),
        ("'a' b", "title: \"'a' b\""),
        ('"a', 'title: "a"'),
        ("'a", 'title: "a"'),
        ("'a\"", 'title: "a"'),
        ("Felles: rutine", 'title: "Felles: rutine"'),
        ("Felles rutine:", 'title: "Felles rutine:"'),
        ("«Felles»: rutine", 'title: "«Felles»: rutine"'),
        ('Mappen "C:\\ny": rutine', "title: 'Mappen \"C:\\ny\": rutine'"),
        (": x", 'title: ": x"'),
        (", x", 'title: ", x"'),
        ("] x", 'title: "] x"'),
    ],
)
def test_a_text_that_needs_quotation_marks_is_shown_with_them(typed: str, line: str) -> None:
    tree, found = found_in(measure(typed))
    (finding,) = found
    assert finding.rule in ("yaml-syntax", "yaml-alias", "yaml-tag")
    assert [hint.facts for hint in finding.hints] == [{"better": line}]
    assert left_after(tree, finding, finding.hints[0]) == []


@pytest.mark.parametrize("typed", ['"a\n  b', "[a\n  b", "Felles\n  rutine: x", "a: " + "x" * 500])
def test_no_line_is_shown_where_the_text_goes_on_or_is_very_long(typed: str) -> None:
    _, found = found_in(measure(typed))
    assert [finding.rule for finding in found] == ["yaml-syntax"] and found[0].hints[0].facts.get("better", '"…"') == '"…"'


def test_no_line_is_tried_below_very_many_others() -> None:
    """Each try reads all above again: a file that is full of slips must not be read again for each."""
    for filler in ("a: b\n" * (MOST_LINES + 1), "# " + "x" * LARGEST_ABOVE + "\n"):
        assert mended_line((filler + "title: *x*").split("\n"), filler.count("\n")) is None
    assert mended_line(["a: b", "title: *x*"], 1) == 'title: "*x*"'


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u2007", "\u202f", "\u3000"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - x", "{0} - x"),
        ("  - x", "{0}{0}- x"),
        ("  - x", " {0}- x"),
        ("  - x", "  -{0}x"),
        ("number: 1", "{0}number: 1"),
        ("number: 1", "number:{0}1"),
        ("number: 1", "number{0}: 1"),
        ("number: 1", "{0}\nnumber: 1"),
        ("  interval_months: 12", "{0}{0}interval_months: 12"),
    ],
)
def test_a_sign_that_looks_like_a_space_is_named_at_its_place(old: str, new: str, space: str) -> None:
    text = measure("A").replace("\n---\n", "\nfollows:\n  - x\n---\n", 1)
    assert old in text
    text = text.replace(old, new.format(space), 1)
    _, found = found_in(text)
    assert [finding.rule for finding in found] == ["yaml-syntax"]
    start = found[0].location.span.start
    assert text.split("\n")[start.line - 1][start.column - 1] == space
    assert f"({f'U+{ord(space):04X}'})" in said(found[0])[0]


def test_an_escape_in_quotation_marks_is_named_as_one() -> None:
    _, found = found_in(measure('"Felles \\rutine"'))
    assert [(finding.rule, said(finding)) for finding in found] == [
        ("control-character", ["mellom \"…\" betyr \\ noe særskilt; skriv \\\\ i stedet, eller bruk '…'"])
    ]


CHAPTER = "plan/chapters/innledning.md"


def chapter(body: str) -> str:
    return f"---\ntitle: Innledning\n---\n\nSe [planen](plan:folkehelse).\n\n{body}\n"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Se https://no.wikipedia.org/wiki/Drammen_(kommune) her.", "https://no.wikipedia.org/wiki/Drammen_(kommune)"),
        ("Se https://www.ssb.no/a_b_c.", "https://www.ssb.no/a_b_c"),
        ("(se https://www.ssb.no/a_b)", "https://www.ssb.no/a_b"),
        ("(se https://x.no/a_(b)).", "https://x.no/a_(b)"),
        ("Se https://x.no/?a=1&b=2_3#d!", "https://x.no/?a=1&b=2_3#d"),
        ("Se https://blåkors.no/hjelp, i dag", "https://blåkors.no/hjelp"),
        ("Se «https://x.no/a_b».", "https://x.no/a_b"),
        ("*https://x.no/a*", "https://x.no/a"),
        ("Les **se https://x.no/a_b** nå.", "https://x.no/a_b"),
        ("Se https://x.no/a\\_b.", "https://x.no/a_b"),
        ("Se www.x.no/a_b (siden).", "www.x.no/a_b"),
        ("Se Https://X.no/A", "Https://X.no/A"),
        ("- https://x.no/a_b;\n- to", "https://x.no/a_b"),
        ("| A |\n| --- |\n| https://x.no/a_b |", "https://x.no/a_b"),
        ("Se https://x.no/a_b/\n\nMer", "https://x.no/a_b/"),
        ("Se https://x.no/~a/b-c:d@e,f", "https://x.no/~a/b-c:d@e,f"),
    ],
)
def test_an_address_without_link_is_named_whole(typed: str, address: str) -> None:
    tree, found = found_in(chapter(typed), CHAPTER)
    assert [(finding.rule, finding.facts) for finding in found] == [("address-without-link", {"address": address})]
    assert left_after(tree, found[0], found[0].hints[0]) == []
    target = found[0].hints[0].facts["address"]
    assert target.replace("\\", "").endswith(address) and target.lower().startswith("http")


@pytest.mark.parametrize(
    ("levels", "wrong", "better", "why"),
    [
        ("## # ", 2, "##", "level-above"),
        ("## ### # ##", 3, "##", "level-above"),
        ("### ##", 1, "##", "level-skipped"),
        ("## ####", 2, "###", "level-skipped"),
        ("# ###", 2, "##", "level-skipped"),
        ("## #### ###", 2, "###", "level-skipped"),
    ],
)
def test_the_heading_that_is_wrong_is_the_one_that_is_told(levels: str, wrong: int, better: str, why: str) -> None:
    body = "\n\n".join(f"{marks} Del {at}\n\nTekst." for at, marks in enumerate(levels.split(), 1))
    tree, found = found_in(chapter(body), CHAPTER)
    assert [(finding.rule, finding.facts["why"], finding.hints[0].facts["marks"]) for finding in found] == [("heading-skips-level", why, better)]
    assert tree.files[CHAPTER].decode().split("\n")[found[0].location.span.start.line - 1].endswith(f"Del {wrong}")
    assert left_after(tree, found[0], found[0].hints[0]) == []


@pytest.mark.parametrize("levels", ["## ### ##", "# ## ### #", "### ###", "#", "## ## ###"])
def test_headings_in_order_are_none(levels: str) -> None:
    body = "\n\n".join(f"{marks} Del {at}\n\nTekst." for at, marks in enumerate(levels.split(), 1))
    assert found_in(chapter(body), CHAPTER)[1] == []


# --- guesses name what the plan has ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("innledning", "chapter:innledning"),
        ("Innledning", "chapter:innledning"),
        ("kapittel:innledning", "chapter:innledning"),
        ("chapters/innledning.md", "chapter:innledning"),
        ("innleding", "chapter:innledning"),
        ("tiltak", "goals"),
        ("mål", "goals"),
        ("Definitions", "definitions"),
        ("kapittel", None),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_part_of_the_contents_is_guessed_only_where_it_is_there(typed: str, meant: str | None, there: bool) -> None:
    text = base_files()["plan/plan.yaml"].decode()
    contents = text[text.index("contents:\n") :].split("\n")[1:]
    rest = [line for line in contents if line.startswith("  - ") and (there or line != f"  - {meant}")]
    text = text[: text.index("contents:\n")] + "\n".join(["contents:", *rest, f"  - {typed}", ""])
    tree, found = found_in(text, "plan/plan.yaml")
    finding = next(finding for finding in found if finding.rule == "not-allowed")
    assert [(hint.key, hint.facts.get("name")) for hint in finding.hints] == [
        ("allowed-values", None) if meant is None else ("listed-already" if f"  - {meant}" in rest else "did-you-mean", meant)
    ]
    assert left_after(tree, finding, finding.hints[0]) in (None, [])


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("../measures/felles-rutine.md", "measure:felles-rutine"),
        ("tiltak:felles-rutine", "measure:felles-rutine"),
        ("tiltak:felles-rutin", "measure:felles-rutine"),
        ("../measures/finnes-ikke.md", None),
        ("tiltak:hva-som-helst", None),
        ("helsenorge.no/a", "https://helsenorge.no/a"),
    ],
)
def test_a_link_is_guessed_only_where_it_leads_somewhere(target: str, meant: str | None) -> None:
    tree, found = found_in(chapter(f"Se [teksten]({target})."), CHAPTER)
    assert [(finding.rule, finding.hints[0].key, finding.hints[0].facts.get("name")) for finding in found] == [
        ("unsafe-link", "did-you-mean" if meant else "link-kinds", meant)
    ]
    assert left_after(tree, found[0], found[0].hints[0]) in (None, [])


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (" [felles-innsats]", "her kan det bare stå én verdi, ikke en liste: skriv «part_of: felles-innsats»"),
        ("\n  - felles-innsats", "her kan det bare stå én verdi, ikke en liste: skriv «part_of: felles-innsats»"),
        (" [a, b]", "her kan det bare stå én verdi, ikke en liste: velg én av a, b, og skriv den på samme linje som feltet"),
    ],
)
def test_what_may_stand_in_place_of_a_list_of_names(typed: str, hint: str) -> None:
    path = "plan/goals/felles-innsats.md"
    text = base_files()[path].decode().replace("---\n", f"---\npart_of:{typed}\n", 1)
    assert [said(finding) for finding in found_in(text, path)[1] if finding.rule == "wrong-type"] == [[hint]]


def test_one_goal_or_several_may_be_named() -> None:
    for old, new in (("goal: felles-innsats", "goal: [felles-innsats, annet]"), ("responsible: koordinator", "responsible: [koordinator]")):
        assert old in measure("A")
        assert [finding.rule for finding in found_in(measure("A").replace(old, new, 1))[1] if finding.rule == "wrong-type"] == []


def test_an_id_that_the_entry_has_again_is_to_be_deleted() -> None:
    for former in ("felles-rutine", "a, a"):
        _, found = found_in(measure("A").replace("---\n", f"---\nformerly: [{former}]\n", 1))
        assert [said(finding) for finding in found] == [["slett denne linjen; det er nok at id-en står ett sted"]]


@pytest.mark.parametrize("line", ["  -goals", "  * goals", "  – goals", "  • goals"])
def test_an_item_with_another_mark_is_shown_with_its_own(line: str) -> None:
    tree, found = found_in(base_files()["plan/plan.yaml"].decode().replace("  - goals", line), "plan/plan.yaml")
    assert [(finding.rule, said(finding)) for finding in found] == [
        (
            "yaml-syntax",
            ["et punkt i en liste begynner med bindestrek og mellomrom, like langt inne som de andre: - goals"],
        )
    ]
    assert left_after(tree, found[0], found[0].hints[0]) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        ("plan/plan.yaml", "  - chapter:kunnskap", "  - chapter: kunnskap", "- chapter:kunnskap"),
        ("plan/plan.yaml", "  - goals", "  - goals:", "- goals"),
        (MEASURE, "deadline: 2027-06-30", "deadline: 2027-06-30\ntarget_groups:\n  - Barn: unge", '- "Barn: unge"'),
    ],
)
def test_an_item_that_is_read_as_a_field_is_shown_as_an_item(path: str, old: str, new: str, line: str) -> None:
    tree, found = found_in(base_files()[path].decode().replace(old, new), path)
    finding = next(finding for finding in found if finding.rule == "wrong-type")
    assert said(finding) == [f"skriv linjen slik: {line}"]
    assert left_after(tree, finding, finding.hints[0]) == []


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("number: 1", 'number: "1"', Hint("without-quotes", {"value": "1"})),
        ("number: 1", "number: 1.", Hint("did-you-mean", {"name": "1"})),
        ("number: 1", "number: 1\u00a0", Hint("did-you-mean", {"name": "1"})),
        ("number: 1", "number: 1a", Hint("digits-form", {})),
        ("deadline: 2027-06-30", "deadline: 2027-6-30", Hint("did-you-mean", {"name": "2027-06-30"})),
        ("deadline: 2027-06-30", "deadline: 2027/06/30", Hint("did-you-mean", {"name": "2027-06-30"})),
        ("deadline: 2027-06-30", "deadline: 30.6.2027", Hint("did-you-mean", {"name": "2027-06-30"})),
        ("assignment: adopted", "assignment: adoptd", Hint("did-you-mean", {"name": "adopted"})),
        ("assignment: adopted", "assignment: ferdig", Hint("allowed-values", {"allowed": "adopted, proposed"})),
    ],
)
def test_a_value_that_is_nearly_right_is_shown_right(old: str, new: str, hint: Hint) -> None:
    tree, found = found_in(measure("A").replace(old, new))
    assert [finding.hints for finding in found] == [(hint,)]
    assert left_after(tree, found[0], hint) in (None, [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("x.no/a", "https://x.no/a"),
        ("https:/x.no", "https://x.no"),
        ("http:x.no", "http://x.no"),
        ("https//x.no", "https://x.no"),
        ("htps://x.no/a?b", "https://x.no/a?b"),
        ("https://x.no/a b", None),
        ("https://x.no/ø", None),
        ("https:/x.no/ø", None),
        ("https://kommunen", None),
        ("post@x.no", None),
    ],
)
def test_an_address_in_a_field_is_shown_whole(typed: str, meant: str | None) -> None:
    text = "title: Hjelp\npublisher: Eksempel kommune\naudience: residents\nurl: URL\ndescription: Oversikt.\n"
    tree, found = found_in(text.replace("URL", typed), "plan/references/resources/hjelp.yaml")
    hint = Hint("did-you-mean", {"name": meant}) if meant else Hint("url-form", {})
    assert [(finding.rule, finding.hints) for finding in found] == [("bad-url", (hint,))]
    assert left_after(tree, found[0], hint) in (None, [])


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("#Overskrift", "\\#Overskrift"),
        ("#1 Mål\nmed tekst", "\\#1 Mål\nmed tekst"),
        ("Tekst.\n#Overskrift", "Tekst.\n\\#Overskrift"),
        ("#alle", "\\#alle"),
        ("#\u00a0Overskrift", "\\#\u00a0Overskrift"),
    ],
)
def test_a_heading_without_its_space_is_mended_either_way(body: str, better: str) -> None:
    _, found = found_in(chapter(body), CHAPTER)
    assert [(finding.rule, [hint.key for hint in finding.hints]) for finding in found] == [("broken-markup", ["heading-form", "escape-mark"])]
    for changed in (better, body.replace("#", "# ", 1).replace("\u00a0", "")):
        assert [finding.rule for finding in found_in(chapter(changed), CHAPTER)[1]] == []


@pytest.mark.parametrize("address", ["tel:12 34", "measure: felles-rutine", " measure:felles-rutine ", "https://x.no/a b"])
def test_spaces_in_the_address_of_a_link_are_named(address: str) -> None:
    tree, found = found_in(chapter(f"Se [teksten]({address})."), CHAPTER)
    for finding in (finding for finding in found if finding.rule == "broken-markup"):
        assert [(hint.key, hint.facts) for hint in finding.hints] == [("address-without-spaces", {"better": f"]({address.replace(' ', '')})"})]
        assert left_after(tree, finding, finding.hints[0]) == []
    assert found or address == " measure:felles-rutine "
