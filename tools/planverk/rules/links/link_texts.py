"""Links whose text says something else than what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planverk.catalogue import PRESET, load_words, numbers_in_words, preset_nouns
from planverk.diagnostics import Hint, Location, Replacement
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.planfile import LANGUAGES
from planverk.model.prose_entries import Goal
from planverk.model.references import Label, Labels
from planverk.rules.hits import Hit, hit
from planverk.source.addresses import other_than
from planverk.source.prose import Link, Text, plain, walk_inlines

_NUMBERED = ("measure", "goal", "figure", "table", "chapter")


def _forms(language: str) -> dict[str, list[str]]:
    nouns, words = preset_nouns(PRESET, language), load_words("nouns", language)
    own = {"measure": nouns.measure, "goal": nouns.goal}
    return {sort: [form.removeprefix("the ") for form in own.get(sort) or words[sort].split(", ")] for sort in _NUMBERED}


_FORMS = {language: _forms(language) for language in LANGUAGES}
"""Language and sort of a thing → its name in the singular, with the article behind it, in the plural, with the article behind it."""
_MORE = {"kapitlet": "chapter", "kapitel": "chapter", "kap.": "chapter", "fig.": "figure", "tab.": "table"}
_SORTS = {name: sort for forms in _FORMS.values() for sort, names in forms.items() for name in names} | _MORE
_PLACES = {name: names.index(name) for forms in _FORMS.values() for names in forms.values() for name in names}
"""A name → which of the four forms it is."""
_COUNTED = dict.fromkeys(("én", "éin", "one"), "1") | {
    word: number for language in LANGUAGES for word, number in numbers_in_words(language).items() if int(number) <= 12
}
"""Numbers in words; higher ones are mostly written in digits. «Én» is an article too, and the English “to” no number, so that they count only at the
end of a text."""
_WITH_NUMBER = (
    rf"(?!\w)(?:[ \u00a0](?P<word>{'|'.join(_COUNTED)})\Z)?"
    r"(?:[ \u00a0](?:(?:nr\.?|nummer|no\.?|number)[ \u00a0])?(?P<number>[0-9]{1,5}(?:\.[0-9]{1,5}){0,9})(?![0-9.,]*[0-9])"
    r"(?:[ \u00a0]?(?:[–-]|og|til|and|to)[ \u00a0]?(?P<last>[0-9]{1,5}(?:\.[0-9]{1,5}){0,9}))?)?"
)
_NUMBER = re.compile(r"(?:nr\.?[ \u00a0])?(?P<number>[0-9]{1,5}(?:\.[0-9]{1,5}){0,9})", re.IGNORECASE)


class _Said(NamedTuple):
    """What the text of a link names: the sort of thing, by which name, with which number, the last one of a range; all of it as it is typed."""

    sort: str
    name: str
    number: str
    last: str
    text: str


class _Names:
    """The names of things in a plan, its own for goals and measures among them."""

    def __init__(self, plan: Plan) -> None:
        self.plan, nouns = plan, plan.nouns()
        own = [
            (form.lower(), sort, at)
            for sort, those in (("goal", nouns.goals), ("measure", (nouns.measure,)))
            for noun in those
            for at, form in enumerate(noun)
        ]
        self.sorts = _SORTS | {form: sort for form, sort, _ in own}
        self.places = {form: at for form, _, at in reversed(own)} | _PLACES
        names = "|".join(re.escape(name) for name in sorted(self.sorts, key=len, reverse=True))
        self.pattern = re.compile(rf"(?<!\w)(?P<name>{names}){_WITH_NUMBER}", re.IGNORECASE)

    def renamed(self, said: _Said, sort: str, entry: Entry) -> str:
        """The name of an entry, which is of another sort, in the form of the one that was said, with its capital."""
        nouns = self.plan.nouns(goal=entry if isinstance(entry, Goal) else None)
        forms = {"goal": nouns.goal, "measure": nouns.measure}.get(sort) or _FORMS[self.plan.head.language][sort]
        name = forms[self.places.get(said.name.lower(), 0)]
        return name[:1].upper() + name[1:] if said.name[:1].isupper() else name


def wrong_number_in_link(plan: Plan) -> Iterator[Hit]:
    """Hits at the texts of links to goals, measures, figures, chapters and terms that name what the link does not lead to."""
    labels, names = Labels(plan), _Names(plan)
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Link) and node.entry and node.entry[0] in ("goal", "measure", "figure", "chapter", "definition"):
                yield from _in_link(names, labels, entry, node)


def _in_link(names: _Names, labels: Labels, entry: Entry, link: Link) -> Iterator[Hit]:
    assert link.entry is not None
    (kind, name), plan = link.entry, names.plan
    text, label = plain(link.children), labels.of(kind, name)
    said = _said(text, label, names) if name in plan.kinds.get(kind, {}) else None
    if said is None or _agrees(said, label, plan.kinds[kind][name]):
        return
    old, better = _fix(said, label, plan.kinds[kind][name], names)
    place = _place(entry, link, text, old) if old else None
    if place:
        fix = Replacement(place, old, better)
        hints = Hint("write-so", {"better": better}), Hint("leave-out-link-text", {"target": link.target})
        yield hit(place, *hints, fix=fix, text=said.text, target=label.text)
    else:
        place = _place(entry, link, text, text) or entry.within(link)
        yield hit(place, Hint("write-empty-link", {"target": link.target}), text=said.text, target=label.text)


def _said(text: str, label: Label, names: _Names) -> _Said | None:
    """What a text names with a number, the right sort of thing first; else the one thing that the whole text names; else the number that it is."""
    numbered = [found for found in names.pattern.finditer(text) if found["number"] or found["word"]]
    if numbered:
        found = next((each for each in numbered if names.sorts[each["name"].lower()] == label.sort), numbered[0])
        return _Said(names.sorts[found["name"].lower()], found["name"], found["number"] or found["word"], found["last"] or "", found[0])
    if whole := names.pattern.fullmatch(text):
        return _Said(names.sorts[whole["name"].lower()], whole["name"], "", "", text)
    bare = _NUMBER.fullmatch(text)
    return _Said("", "", bare["number"], "", text) if bare else None


def _agrees(said: _Said, label: Label, entry: Entry) -> bool:
    """True where what was said is true of the target, or nobody can tell."""
    if not label.sort:  # a figure that is placed nowhere, an entry without its number, a term
        return entry.kind != "definition" or not (said.number and said.sort)
    if said.sort and said.sort != label.sort:
        return False
    if not said.number:
        return True
    return label.number != "" and _parts(said.number) <= _parts(label.number) <= _parts(said.last or said.number)


def _parts(number: str) -> list[int]:
    return [*map(int, _COUNTED.get(number.lower(), number).split("."))]


def _fix(said: _Said, label: Label, entry: Entry, names: _Names) -> tuple[str, str]:
    """What to put in place of which part of the text; "" where a person must choose."""
    if said.last or not label.number:
        return "", ""
    if said.sort in ("", label.sort):
        return said.number, label.number
    name, old = names.renamed(said, label.sort, entry), said.text
    between = old[len(said.name) : len(old) - len(said.number)]
    return old, name + between + (label.number if said.number else "")


def _place(entry: Entry, link: Link, text: str, part: str) -> Location | None:
    """Where a part of a link's text is, None where it is not typed as it is read, or twice."""
    for node in walk_inlines(link.children):
        if isinstance(node, Text) and node.text.count(part) == 1 == text.count(part):
            start = node.start + node.text.index(part)
            if entry.prose.lines.text[start : start + len(part)] == part:
                return Location(entry.path, entry.prose.lines.span(start, start + len(part)))
    return None


_ADDRESSES = ("url", "URL")


def link_leads_elsewhere(plan: Plan) -> Iterator[Hit]:
    """Hits at the links in prose, and at the addresses of entries that are printed as links with their titles as texts."""
    for text, target, place in _links(plan):
        if named := other_than(text, target):
            yield hit(place, Hint("same-in-text-and-link", {}), named=named, target=target)


def _links(plan: Plan) -> Iterator[tuple[str, str, Location]]:
    """Text, target and place of every link of the outputs; a helpline's name is that of its number and of its address."""
    for entry in plan.entries:
        yield from ((plain(node.children), node.target, entry.within(node)) for node in entry.prose.walk() if isinstance(node, Link))
        for field in _ADDRESSES:
            address, title = getattr(entry, field, None), getattr(entry, "title", None)
            if isinstance(address, str) and isinstance(title, str):
                yield title, address, entry.at(field)
    if plan.help:
        for number, line in enumerate(plan.help.lines):
            yield line.name, f"tel:{line.number}", plan.help.at("lines", number, "number")
            yield line.name, line.url or "", plan.help.at("lines", number, "url")
