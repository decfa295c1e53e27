"""Carries out what a hint says to write, as an author would who does just that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from planverk.catalogue import load_words
from planverk.diagnostics import Finding, Hint, Severity
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import rules_of
from planverk.rules.registry import all_rules
from planverk.source.text import Lines
from tests.examples import DAY, base_files, tree_of

Files = dict[str, bytes]
Carry = Callable[[Files, Finding, Mapping[str, str]], Files]


HIDING = ("yaml-syntax", "yaml-alias", "yaml-tag", "unexpected-file")
"""Rules whose findings keep those about the rest of the file back; once they are mended, others of the author's may show."""


def findings_of(tree: Tree) -> list[Finding]:
    """All findings about a tree, before they have words, those of reading first."""
    plan, found = read_plan(tree)
    rules = [rule for rule in rules_of(plan).values() if rule.check and (not rule.pack or rule.pack in plan.settings.packs)]
    return [*found, *(Finding(rule.name, *hit) for rule in rules if rule.check for hit in rule.check(plan, DAY))]


def left_after(tree: Tree, finding: Finding, hint: Hint) -> list[str] | None:
    """What is wrong with a hint: its own finding is still there, or an error came; None where the hint names nothing to write."""
    carry = CARRIED_OUT.get(hint.key)
    if carry is None or finding.location.path not in tree.files or hint.facts.get("better") == '"…"':
        return None
    mended = replace(tree, files=carry(dict(tree.files), finding, hint.facts))
    before, after = findings_of(tree), findings_of(mended)
    told = [f"{finding.rule} is still there"] if _at(after, finding) >= _at(before, finding) else []
    severities = {rule.name: rule.severity.value for rule in rules_of(read_plan(mended)[0]).values()}
    hidden = {finding.location.path, hint.facts.get("name")} if finding.rule in HIDING else set()
    more = Counter(found.rule for found in after if found.location.path not in hidden) - Counter(found.rule for found in before)
    return told + [f"{rule} came" for rule in more if severities.get(rule) == "error"]


def _at(findings: list[Finding], finding: Finding) -> int:
    """How many findings of the same rule say the same."""
    return sum((each.rule, each.facts, each.location.path) == (finding.rule, finding.facts, finding.location.path) for each in findings)


def _text(files: Files, path: str) -> str:
    return files[path].decode("utf-8-sig").replace("\r\n", "\n")


def _instead(files: Files, finding: Finding, text: str) -> Files:
    """A text in place of what the carets stand under."""
    typed = _text(files, finding.location.path)
    lines = Lines(typed)
    start, end = (lines.starts[place.line - 1] + place.column - 1 for place in finding.location.span)
    return {**files, finding.location.path: (typed[:start] + text + typed[end:]).encode()}


def _line(files: Files, finding: Finding, text: str) -> Files:
    """A text in place of the line, as far in as it."""
    lines = _text(files, finding.location.path).split("\n")
    at = finding.location.span.start.line - 1
    lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip(" "))] + text
    return {**files, finding.location.path: "\n".join(lines).encode()}


def _without_line(files: Files, finding: Finding) -> Files:
    lines = _text(files, finding.location.path).split("\n")
    del lines[finding.location.span.start.line - 1]
    return {**files, finding.location.path: "\n".join(lines).encode()}


def _moved(files: Files, old: str, new: str) -> Files:
    return {(new if path == old else path): data for path, data in files.items()}


def _deleted(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    return {path: data for path, data in files.items() if path != finding.location.path}


def _meant(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    """Another name in place of the wrong one, which stands at the place, in quotation marks or a link or bare."""
    typed = _text(files, finding.location.path)
    lines = Lines(typed)
    start, end = (lines.starts[place.line - 1] + place.column - 1 for place in finding.location.span)
    there = typed[start:end]
    wrong = next((text for text in _wrong(finding) if text and text in there), there)
    return _instead(files, finding, there.replace(wrong, facts["name"], 1))


def _wrong(finding: Finding) -> Iterator[str]:
    """What a finding says was wrong, longest first."""
    yield from sorted((value for value in finding.facts.values()), key=len, reverse=True)


def _id_of_file(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    path = finding.location.path
    return _moved(files, path, f"{path.rpartition('/')[0]}/{facts['name']}")


def _appended(path: str, text: str) -> Carry:
    def carry(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
        at = path or finding.location.path
        return {**files, at: (_text(files, at).rstrip("\n") + "\n" + text.format_map(facts)).encode()}

    return carry


def _marks(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    lines = _text(files, finding.location.path).split("\n")
    at = finding.location.span.start.line - 1
    assert lines[at].startswith(facts["now"] + " ")
    lines[at] = facts["marks"] + lines[at].removeprefix(facts["now"])
    return {**files, finding.location.path: "\n".join(lines).encode()}


def _contents(files: Files, entry: str) -> Files:
    text = _text(files, "plan/plan.yaml")
    return {**files, "plan/plan.yaml": text.replace("contents:\n", f"contents:\n  - {entry}\n", 1).encode()}


def _field(path: str, name: str, fact: str) -> Carry:
    """A list with one item, as a field at the top of a file, "" for that of the finding; in place of what stands in it."""

    def carry(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
        at = path or finding.location.path
        text = re.sub(rf"(?m)^{name}:.*\n(?:(?: |- ).*\n)*", "", _text(files, at))
        return {**files, at: text.replace("---\n", f"---\n{name}:\n  - {facts[fact]}\n", 1).encode()}

    return carry


def _whole_value(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    """A text in quotation marks in place of all that stands after the colon or hyphen of the line."""
    line = _text(files, finding.location.path).split("\n")[finding.location.span.start.line - 1]
    found = re.match(r" *(?:- )?(?:[\w-]+: )?", line)
    assert found
    return _line(files, finding, line[: found.end()].lstrip(" ") + facts["better"])


def _mark(mark: str) -> Carry:
    """Another mark in place of the one that the line begins with."""

    def carry(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
        line = _text(files, finding.location.path).split("\n")[finding.location.span.start.line - 1].lstrip(" ")
        return _line(files, finding, re.sub(r"^[0-9]+[.)]", lambda _: mark.format_map(facts), line))

    return carry


def _address(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    """An address in parentheses in place of the one that begins at the place, up to its parenthesis."""
    typed = _text(files, finding.location.path)
    lines = Lines(typed)
    start = lines.starts[finding.location.span.start.line - 1] + finding.location.span.start.column - 1
    return {**files, finding.location.path: (typed[:start] + facts["better"] + typed[typed.index(")", start) + 1 :]).encode()}


def _empty_link(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    """A link without text in place of those of the line that lead where the finding's does."""
    line = _text(files, finding.location.path).split("\n")[finding.location.span.start.line - 1]
    return _line(files, finding, re.sub(rf"\[[^\[\]]*\]\({re.escape(facts['target'])}\)", f"[]({facts['target']})", line).lstrip(" "))


def _in_place(fact: str) -> Carry:
    return lambda files, finding, facts: _instead(files, finding, facts[fact])


def _quoted_line(files: Files, finding: Finding, facts: Mapping[str, str]) -> Files:
    return _line(files, finding, facts["better"])


QUOTED = (
    "yaml-colon-in-text",
    "yaml-start-character",
    "yaml-unclosed-bracket",
    "yaml-unclosed-quote",
    "yaml-after-quote",
    "yaml-item",
    "quote-value",
)
"""Hints that show a line of YAML as it should be, where it can be shown."""

CARRIED_OUT: Mapping[str, Carry] = {
    "did-you-mean": _meant,
    "write-line": lambda files, finding, facts: _line(files, finding, facts["line"]),
    "copy-same": _deleted,
    "copy-differs-here": _deleted,
    "copy-lacks": _deleted,
    "unexpected-place": lambda files, finding, facts: _moved(files, finding.location.path, facts["name"]),
    "id-of-file": _id_of_file,
    "rename-portable": _id_of_file,
    "name-the-address": lambda files, finding, facts: _instead(files, finding, f"[navnet på siden]({facts['address']})"),
    "mend-level": _marks,
    "add-to-contents": lambda files, finding, facts: _contents(files, f"chapter:{facts['name']}"),
    "add-part-to-contents": lambda files, finding, facts: _contents(files, facts["name"]),
    "write-footnote": _appended("", "\n[^{name}]: teksten\n"),
    "readable-colour": lambda files, finding, facts: _instead(files, finding, f'"{facts["colour"]}"'),
    "cite-source": _appended("plan/chapters/innledning.md", "\nDet står i en kilde [@{name}].\n"),
    "place-figure": _appended("plan/chapters/innledning.md", "\n![](figure:{name})\n"),
    "link-to-figure": lambda files, finding, facts: _line(files, finding, f"Se [figuren](figure:{facts['name']})."),
    "call-footnote": _appended("", "\nSe noten.[^{name}]\n"),
    "quote-typed": _in_place("better"),
    "write-so": _in_place("better"),
    "write-as-register": _in_place("better"),
    "write-instead": _in_place("word"),
    "write-rather": lambda files, finding, facts: _instead(files, finding, facts["better"].split(", ")[0]),
    "write-either": _in_place("first"),
    "next-number": _in_place("number"),
    "quote-hash": _whole_value,
    "number-as-text": _mark("{typed}\\."),
    "number-in-order": _mark("{printed}."),
    "name-national-goal": _field("", "national_goals", "example"),
    "relate-national-goal": _field("", "related", "example"),
    "answer-national-goal": _field("plan/measures/felles-rutine.md", "national_goals", "name"),
    "leave-out-link-text": _empty_link,
    "write-empty-link": _empty_link,
    "without-quotes": _in_place("value"),
    "address-without-spaces": _address,
    **dict.fromkeys(QUOTED, _quoted_line),
    "one-only": lambda files, finding, facts: _line(files, finding, facts["line"]),
    "listed-already": lambda files, finding, facts: _without_line(files, finding),
    "drop-from-contents": lambda files, finding, facts: _without_line(files, finding),
    "former-is-own": lambda files, finding, facts: _without_line(files, finding),
}
"""What each hint that names a text to write has an author do."""


# --- what tests of remedies ask ---

MEASURE = "plan/measures/felles-rutine.md"


def found_in(text: str, path: str = MEASURE) -> tuple[Tree, list[Finding]]:
    """The base plan with one file, and the findings in that file that are not about facts which the file leaves out."""
    tree = tree_of({**base_files(), path: text.encode()})
    found = [finding for finding in findings_of(tree) if finding.location.path == path]
    return tree, [finding for finding in found if all_rules()[finding.rule].severity is not Severity.INFO]


def said(finding: Finding) -> list[str]:
    """The hints in words."""
    words = load_words("rules", "nb")
    return [words[hint.key].format_map(dict(hint.facts)) for hint in finding.hints]
