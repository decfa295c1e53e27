"""What a hint says to write mends the finding, and makes no other error."""

from __future__ import annotations

import pytest

from planverk.catalogue import load_words
from planverk.diagnostics import Finding, Severity
from planverk.reading.tree import Tree, read_folder
from planverk.rules.registry import all_rules
from tests.examples import base_files, examples_in, tree_of, with_pack
from tests.expected import FIXTURES
from tests.remedies import CARRIED_OUT, findings_of, left_after

RULES = all_rules()


@pytest.mark.parametrize("name", RULES)
def test_what_a_rule_says_to_write_mends_its_bad_examples(name: str) -> None:
    for example in examples_in(RULES[name].manual):
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


def test_every_remedy_that_names_a_text_is_carried_out_somewhere() -> None:
    seen = set()
    for rule in RULES.values():
        for example in examples_in(rule.manual):
            tree = tree_of(with_pack({**base_files(), **example.files}, rule.pack))
            seen |= {hint.key for finding in ([] if example.good else findings_of(tree)) for hint in finding.hints}
    assert CARRIED_OUT.keys() - seen <= {"write-line", "quote-typed", "id-of-file"}


# --- slips of planners, each with what mends it ---

MEASURE = "plan/measures/felles-rutine.md"


def found_in(text: str, path: str = MEASURE) -> tuple[Tree, list[Finding]]:
    """The base plan with one file, and the findings in that file that are not about facts which the file leaves out."""
    tree = tree_of({**base_files(), path: text.encode()})
    return tree, [finding for finding in findings_of(tree) if finding.location.path == path and RULES[finding.rule].severity is not Severity.INFO]


def said(finding: Finding) -> list[str]:
    """The hints in words."""
    words = load_words("planverk.rules", "nb")
    return [words[hint.key].format_map(dict(hint.facts)) for hint in finding.hints]


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
    assert said(finding)[-1] == f"skriv linjen slik: {line}"
    assert left_after(tree, finding, finding.hints[-1]) == []


@pytest.mark.parametrize("typed", ['"a\n  b', "[a\n  b", "Felles\n  rutine: x", "a: " + "x" * 500])
def test_no_line_is_shown_where_the_text_goes_on_or_is_very_long(typed: str) -> None:
    _, found = found_in(measure(typed))
    assert [finding.rule for finding in found] == ["yaml-syntax"] and not any(hint.key == "write-line" for hint in found[0].hints)


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
    assert ("U+00A0" if space == "\u00a0" else f"U+{ord(space):04X}") in said(found[0])[0]


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
        ("**Se https://x.no/a_b**", "https://x.no/a_b"),
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
