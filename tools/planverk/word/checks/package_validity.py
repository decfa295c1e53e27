"""Checks of the package: what makes Word refuse or repair a file, because parts, names or orders do not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from lxml import etree

from planverk.word.fault import Fault, Place
from planverk.word.names import Element, R, W, local, w
from planverk.word.orders import FIRST, LOOSE, ORDERS, RANGES
from planverk.word.package import CONTENT_TYPES, content_types
from planverk.word.reading import Reading

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_WITHOUT_TYPE = (CONTENT_TYPES, "")


def parts(reading: Reading) -> Iterator[Fault]:
    """Each part named once, well-formed and with a content type."""
    package = reading.package
    yield from (Fault("part-broken", Place(name), {"reason": reason}) for name, reason in sorted(package.broken.items()))
    counted = Counter(name.lower() for name in package.names)
    yield from (Fault("part-repeated", Place(name)) for name in dict.fromkeys(package.names) if counted[name.lower()] > 1)
    types = content_types(package.roots)
    for name in dict.fromkeys(package.names):
        ending = name.rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""
        if name not in _WITHOUT_TYPE and not name.endswith("/") and f"/{name}" not in types and ending not in types:
            yield Fault("part-without-type", Place(name))


def relationships(reading: Reading) -> Iterator[Fault]:
    """Every target is there, and every id that a part uses is known to its relationships."""
    package, names = reading.package, frozenset(reading.package.names)
    parts = ("", *(name for name in package.roots if not name.endswith(".rels")))
    for part in parts:
        for each in package.relations(part):
            if not each.outside and each.target not in names and each.target.partition("#")[0]:
                yield Fault("target-missing", Place(part or "_rels/.rels"), {"target": each.target})
    for name, root in package.roots.items():
        known = {each.key for each in package.relations(name)}
        pairs = (pair for element in root.iter(etree.Element) for pair in element.attrib.items())
        used = {str(key) for attribute, key in pairs if str(attribute).startswith(f"{{{R}}}")}
        yield from (Fault("relationship-missing", Place(name), {"key": key}) for key in sorted(used - known - {""}))


def order(reading: Reading) -> Iterator[Fault]:
    """Children in the order of the schema; one finding for each kind of slip in a part."""
    for name, root in reading.package.roots.items():
        seen: set[tuple[str, str]] = set()
        for element in root.iter(f"{{{W}}}*"):
            slip = _slip(element)
            if slip and (local(element), slip) not in seen:
                seen.add((local(element), slip))
                yield Fault("order-wrong", reading.place(name, element), {"parent": local(element), "child": slip})


def _slip(element: Element) -> str:
    """The name of the first child that comes too late, "" for none; a child that the orders do not know says nothing."""
    name = local(element)
    children = [local(child) for child in element if str(child.tag).startswith(f"{{{W}}}")]
    if name in FIRST:
        return _late(children, FIRST[name])
    if name not in ORDERS or (name == "num" and "abstractNumId" not in children):
        return ""
    ranks = _ranks(name)
    last = -1
    for child in children:
        if (rank := ranks.get(child, last)) < last:
            return child
        last = rank
    return ""


def _late(children: list[str], first: tuple[str, ...]) -> str:
    """The first of `first` that has a child before it that may not come before."""
    for place, child in enumerate(children):
        if child in first and set(children[:place]) - {*RANGES, *first[: first.index(child)]}:
            return child
    return ""


@cache
def _ranks(name: str) -> dict[str, int]:
    """The place of each child; the two kinds of references of a section may come in any order."""
    ordered = (child for child in ORDERS[name] if child not in LOOSE.get(name, ()))
    return {child: max(1, place) if name == "sectPr" else place for place, child in enumerate(ordered)}


def identifiers(reading: Reading) -> Iterator[Fault]:
    """Ids that must be there once: styles, bookmarks, lists, notes."""
    for kind, tag, attribute in (("styles", "style", "styleId"), ("numbering", "num", "numId"), ("numbering", "abstractNum", "abstractNumId")):
        for name, root in reading.package.related(kind):
            yield from _repeated(name, tag, [each.get(w(attribute), "") for each in root.findall(w(tag))])
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for name, root in reading.package.related(kind):
            yield from _repeated(name, tag, [each.get(w("id"), "") for each in root.findall(w(tag))])
    names = [start.get(w("name"), "").lower() for start in reading.package.body.iter(w("bookmarkStart"))]
    yield from (Fault(each.rule, each.place, each.facts, "warning") for each in _repeated(reading.package.main, "bookmark", names))


def _repeated(part: str, tag: str, ids: list[str]) -> Iterator[Fault]:
    yield from (Fault("id-repeated", Place(part), {"kind": tag, "id": key}) for key, times in sorted(Counter(ids).items()) if times > 1)


def notes(reading: Reading) -> Iterator[Fault]:
    """Every note that is called is there, and every one that is there is called."""
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        found = reading.package.one(kind)
        there = {} if found is None else {each.get(w("id"), ""): each for each in found[1].findall(w(tag))}
        calls = {call.get(w("id"), ""): call for call in reading.package.body.iter(w(f"{tag}Reference"))}
        for key, call in calls.items():
            if key not in there:
                yield Fault("note-missing", reading.place(reading.package.main, call), {"id": key})
        for key, note in there.items():
            if found and key not in calls and note.get(w("type")) not in _SEPARATORS:
                yield Fault("note-not-called", reading.place(found[0], note), {"id": key})


def names(reading: Reading) -> Iterator[Fault]:
    """Styles and lists that the text uses are defined."""
    numbering = reading.package.one("numbering")
    lists = {"0"} | (set() if numbering is None else {each.get(w("numId"), "") for each in numbering[1].findall(w("num"))})
    reported: set[str] = set()
    for _, name, root in reading.parts:
        for used in root.iter(w("pStyle"), w("rStyle"), w("tblStyle"), w("numId")):
            key = used.get(w("val"), "")
            is_list = used.tag == w("numId")
            if key in (lists if is_list else reading.styles) or f"{is_list}{key}" in reported:
                continue
            reported.add(f"{is_list}{key}")
            yield Fault("list-missing" if is_list else "style-missing", reading.place(name, used), {"id": key})


def bookmarks(reading: Reading) -> Iterator[Fault]:
    """A bookmark that begins ends, once, in the same part."""
    for _, name, root in reading.parts:
        begun = [each.get(w("id"), "") for each in root.iter(w("bookmarkStart"))]
        ended = [each.get(w("id"), "") for each in root.iter(w("bookmarkEnd"))]
        if sorted(begun) != sorted(ended):
            loose = sorted((Counter(begun) - Counter(ended)) + (Counter(ended) - Counter(begun)))
            yield Fault("bookmark-open", Place(name), {"id": loose[0]})
