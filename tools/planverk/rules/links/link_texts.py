"""Links whose text says something else than what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Location, Replacement
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.references import Label, Labels
from planverk.rules.hits import Hit, hit
from planverk.source.addresses import other_than
from planverk.source.prose import Link, Text, plain, walk_inlines

_FORMS = {
    "nb": {
        "measure": "tiltak tiltaket tiltak tiltakene", "goal": "mål målet mål målene", "figure": "figur figuren figurer figurene",
        "table": "tabell tabellen tabeller tabellene", "chapter": "kapittel kapittelet kapitler kapitlene",
    },
    "nn": {
        "measure": "tiltak tiltaket tiltak tiltaka", "goal": "mål målet mål måla", "figure": "figur figuren figurar figurane",
        "table": "tabell tabellen tabellar tabellane", "chapter": "kapittel kapittelet kapittel kapitla",
    },
    "en": {
        "measure": "measure measure measures measures", "goal": "goal goal goals goals", "figure": "figure figure figures figures",
        "table": "table table tables tables", "chapter": "chapter chapter chapters chapters",
    },
}  # fmt: skip
"""Language and sort of a thing → its name in the singular, with the article behind it, in the plural, with the article behind it."""
_MORE = {"målene": "goal", "måla": "goal", "kapitlet": "chapter", "kapitel": "chapter", "kap.": "chapter", "fig.": "figure", "tab.": "table"}
_SORTS = {name: sort for forms in _FORMS.values() for sort, names in forms.items() for name in names.split()} | _MORE
_NAMED = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(re.escape(name) for name in sorted(_SORTS, key=len, reverse=True))})(?!\w)"
    r"(?:[ \u00a0](?:(?:nr\.?|nummer|no\.?|number)[ \u00a0])?(?P<number>[0-9]{1,5})(?![0-9.,]*[0-9])"
    r"(?:[ \u00a0]?(?:[–-]|og|til|and|to)[ \u00a0]?(?P<last>[0-9]{1,5}))?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:nr\.?[ \u00a0])?(?P<number>[0-9]{1,5})", re.IGNORECASE)


class _Said(NamedTuple):
    """What the text of a link names: the sort of thing, by which name, with which number, the last one of a range; all of it as it is typed."""

    sort: str
    name: str
    number: str
    last: str
    text: str


def wrong_number_in_link(plan: Plan) -> Iterator[Hit]:
    """Hits at the texts of links to goals, measures, figures, chapters and terms that name what the link does not lead to."""
    labels = Labels(plan)
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Link) and node.entry and node.entry[0] in ("goal", "measure", "figure", "chapter", "definition"):
                yield from _in_link(plan, labels, entry, node)


def _in_link(plan: Plan, labels: Labels, entry: Entry, link: Link) -> Iterator[Hit]:
    assert link.entry is not None
    kind, name = link.entry
    text, label = plain(link.children), labels.of(kind, name)
    said = _said(text, label) if name in plan.kinds.get(kind, {}) else None
    if said is None or _agrees(said, label, plan.kinds[kind][name]):
        return
    old, better = _fix(said, label, plan.head.language)
    place = _place(entry, link, text, old) if old else None
    if place:
        fix = Replacement(place, old, better)
        hints = Hint("write-so", {"better": better}), Hint("leave-out-link-text", {"target": link.target})
        yield hit(place, *hints, fix=fix, text=said.text, target=label.text)
    else:
        place = _place(entry, link, text, text) or entry.within(link)
        yield hit(place, Hint("write-empty-link", {"target": link.target}), text=said.text, target=label.text)


def _said(text: str, label: Label) -> _Said | None:
    """What a text names with a number, the right sort of thing first; else the one thing that the whole text names; else the number that it is."""
    numbered = [found for found in _NAMED.finditer(text) if found["number"]]
    if numbered:
        found = next((each for each in numbered if _SORTS[each["name"].lower()] == label.sort), numbered[0])
        return _Said(_SORTS[found["name"].lower()], found["name"], found["number"], found["last"] or "", found[0])
    if whole := _NAMED.fullmatch(text):
        return _Said(_SORTS[whole["name"].lower()], whole["name"], "", "", text)
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
    return label.number is not None and int(said.number) <= label.number <= int(said.last or said.number)


def _fix(said: _Said, label: Label, language: str) -> tuple[str, str]:
    """What to put in place of which part of the text; "" where a person must choose."""
    if said.last or label.number is None:
        return "", ""
    number = str(label.number)
    if said.sort in ("", label.sort):
        return said.number, number
    name, old = _renamed(said, label.sort, language), said.text
    between = old[len(said.name) : len(old) - len(said.number)]
    return old, name + between + (number if said.number else "")


def _renamed(said: _Said, sort: str, language: str) -> str:
    """The name of another sort in the form of the one that was said, with its capital."""
    forms = [names.split() for names in (table[said.sort] for table in _FORMS.values())]
    place = next((names.index(said.name.lower()) for names in forms if said.name.lower() in names), 0)
    name = _FORMS[language][sort].split()[place]
    return name.capitalize() if said.name[:1].isupper() else name


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
