"""Numbers goals and measures from 1 without gaps, in the order in which readers meet them.

Goals keep their order, and those under one goal are numbered on their own. Measures stand in the order of the goals, and under one goal in their own;
those whose goal cannot be found come last.
A measure that was withdrawn keeps its number, and no other gets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.source_file import SourceFile, TextEdit, field_edit, readable_file, value_edit
from planverk.catalogue import numbers_in_words
from planverk.diagnostics import Location
from planverk.errors import UserError
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.source.prose import Link, Text

_WORDS = {"goal": "(?:del|hoved|hovud)?mål(?:et|ene|a)?|goals?", "measure": "tiltak|tiltaket|tiltakene|tiltaka|measures?"}
_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,5})*"
_COUNTED = r"(?!\s+(?:år|måneder|månader|uker|veker|dager|dagar|ganger|gonger|steder|stader|prosent|years|months|weeks|days|times|places|per)\b)"
"""After a number in words, what it counts: «mål to ganger i året» names no goal."""
_LONGEST = 1_000
_RANGE = re.compile(r"(?<![0-9.])([0-9]+)\s*(?:–|-|til|to)\s*([0-9]+)(?!\.?[0-9])", re.IGNORECASE)

Shown = Mapping[str, tuple[str, str]]
"""KIND:ID of each entry whose number readers see as another → that number (1.2.3 of a goal below others) before and after."""


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An entry with the number it had, None for none, and the one it gets."""

    entry: Goal | Measure
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Renumbering:
    """The edits, the entries that get another number, and the places that name one of the old numbers, where only a person can tell what is meant."""

    edits: tuple[Edit, ...]
    changed: tuple[Renumbered, ...]
    unsure: tuple[tuple[Location, str], ...]
    adopted: bool


def renumber(tree: Tree, kinds: Sequence[str]) -> Renumbering:
    """The renumbering of "goals", "measures" or both. UserError where a file of these kinds cannot be read."""
    plan, _ = read_plan(tree)
    changed = [each for kind in kinds for each in _numbered(plan, kind) if each.before != each.after]
    files = {path: SourceFile(path, data) for path, data in tree.files.items() if path.endswith((".md", ".yaml", ".csv"))}
    text_edits: dict[str, set[TextEdit]] = {}
    for each in changed:
        text_edits.setdefault(each.entry.path, set()).add(_number_edit(files[each.entry.path], each.after))
    shown, mentions, in_words = _shown(plan, changed), _mentions(plan), numbers_in_words(plan.head.language)
    in_links = {file.path: set(_in_links(file, shown, mentions)) for file in files.values()}
    for path, some in in_links.items():
        text_edits.setdefault(path, set()).update(some)
    wanted = {path: readable_file(tree.files, path).with_changes(some) for path, some in text_edits.items() if some}
    unsure = tuple(found for file in files.values() for found in _unsure(file, shown, in_links[file.path], mentions, in_words))
    return Renumbering(edits_of(tree.files, wanted), tuple(changed), unsure, plan.head.status == "adopted")


def _numbered(plan: Plan, kind: str) -> Iterator[Renumbered]:
    """Measures from first to last; goals under each goal, and at the top."""
    rows: list[Sequence[Goal | Measure]] = [_measures_in_order(plan)]
    if kind == "goals":
        rows = [plan.goals_below(above) for above in (None, *plan.goals_in_order)]
    for row in rows:
        yield from _in_row(plan, row)


def _in_row(plan: Plan, entries: Sequence[Goal | Measure]) -> Iterator[Renumbered]:
    kept = {entry.number for entry in entries if isinstance(entry, Measure) and entry.withdrawn}
    free = (number for number in count(1) if number not in kept)
    for entry in entries:
        if {"goal", "part_of", "withdrawn"} & entry.faulty or not SourceFile(entry.path, plan.texts.get(entry.path, "").encode()).readable:
            raise UserError("unreadable", path=entry.path)
        if not (isinstance(entry, Measure) and entry.withdrawn):
            yield Renumbered(entry, entry.number, next(free))


def _measures_in_order(plan: Plan) -> list[Measure]:
    places = {goal.id: place for place, goal in enumerate(plan.goals_in_order)}
    return sorted(plan.measures_in_order, key=lambda measure: places.get(measure.home, len(places)))


def _number_edit(file: SourceFile, number: int) -> TextEdit:
    data = file.fields.data
    if "number" not in data:
        return field_edit(file, "number", f"number: {number}\n")
    if isinstance(data["number"], (list, dict)):
        raise UserError("unreadable", path=file.path)
    start, _ = file.range(file.fields.places.values[("number",)])
    if data["number"] is None and file.text[start - 1] == ":":
        return TextEdit(start, start, f" {number}")
    return value_edit(file, ("number",), number)


# --- numbers in prose ---


def _mentions(plan: Plan) -> dict[str, re.Pattern[str]]:
    """What people write of goals and measures by number, of one or of several: «tiltak 3 og 9», «tiltakene 9–10», «tiltak nr. 9», «tiltak ni»; by the
    plan's own words too."""
    nouns = plan.nouns()
    own = {"goal": nouns.goals, "measure": (nouns.measure,)}
    number = rf"(?:{_NUMBER}|(?:{'|'.join(numbers_in_words(plan.head.language))})(?!\w){_COUNTED})"
    return {kind: _mention("|".join([words, *(re.escape(form) for noun in own[kind] for form in noun)]), number) for kind, words in _WORDS.items()}


def _mention(words: str, number: str) -> re.Pattern[str]:
    numbers = rf"{number}(?:\s*(?:,|–|-|og|eller|til|and|or|to)\s*{number})*(?!\.?[0-9])"
    return re.compile(rf"(?<!\w)(?:{words})[*_]{{0,2}}\s+[*_]{{0,2}}(?:(?:nr\.?|nummer|no\.?|number)\s+)?(?P<numbers>{numbers})", re.IGNORECASE)


def _shown(plan: Plan, changed: Sequence[Renumbered]) -> Shown:
    """A goal's number is another where that of a goal above it is."""
    found = {each.entry.key: (str(each.before), str(each.after)) for each in changed if isinstance(each.entry, Measure)}
    after = {each.entry.id: each.after for each in changed if isinstance(each.entry, Goal)}
    for goal in plan.goals.values() if after else ():
        numbers = [after.get(each.id, each.number) for each in (*plan.goals_above(goal), goal)]
        found[goal.key] = (plan.number_of(goal), ".".join(map(str, numbers)))
    return {key: (old, new) for key, (old, new) in found.items() if old != new}


def _in_links(file: SourceFile, shown: Shown, mentions: Mapping[str, re.Pattern[str]]) -> Iterator[TextEdit]:
    """The old number in the text of a link to an entry, as in `[tiltak 4](measure:id)`."""
    for node in file.prose.walk():
        if isinstance(node, Link) and node.target in shown:
            before, after = shown[node.target]
            for text in (child for child in node.children if isinstance(child, Text)):
                found = mentions[node.target.partition(":")[0]].search(text.text)
                if found and found["numbers"] == before and file.text.startswith(text.text, text.start):
                    yield TextEdit(text.start + found.start("numbers"), text.start + found.end("numbers"), after)


def _unsure(
    file: SourceFile, shown: Shown, mended: Iterable[TextEdit], mentions: Mapping[str, re.Pattern[str]], in_words: Mapping[str, str]
) -> Iterator[tuple[Location, str]]:
    """Places that name one of the old numbers, wherever in the file they stand, but for those that are mended."""
    old = {(key.partition(":")[0], before) for key, (before, _) in shown.items()}
    settled = {edit.start for edit in mended}
    for kind, mention in mentions.items():
        for found in mention.finditer(file.text):
            if found.start("numbers") not in settled and any((kind, number) in old for number in _numbers(found["numbers"], in_words)):
                yield Location(file.path, file.lines.span(found.start(), found.end())), " ".join(found[0].split())


def _numbers(text: str, in_words: Mapping[str, str]) -> set[str]:
    """All numbers that a text names; those between two as well."""
    text = re.sub(r"[^\W\d]+", lambda found: in_words.get(found[0].lower(), found[0]), text)
    between = (range(int(first), min(int(last), int(first) + _LONGEST) + 1) for first, last in _RANGE.findall(text))
    return {*re.findall(_NUMBER, text), *(str(number) for numbers in between for number in numbers)}
