"""Reads a Word file as a package: parts, relationships and content types, from bytes that nobody vouches for; each part as its reader gets it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import NamedTuple

from planverk.safe_xml import Refused, read_xml
from planverk.word.container import Unreadable, open_container, read_entries
from planverk.word.names import MC, RELATIONSHIPS, STRICT, TRACKED, TYPES, Element, W, w

CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT, _CORE = "officeDocument", "core-properties"
_READ = ("styles", "settings", "numbering", "footnotes", "endnotes", "comments", "theme", "fontTable", "header", "footer")
"""The kinds of parts that are read beside the main one."""
_READ_WHOLE = (*_READ, "commentsExtended")
_OTHERS = (("spreadsheetml", "is-workbook"), ("presentationml", "is-presentation"))
_TEXTS = ("wordprocessingml.document", "wordprocessingml.template", "ms-word")
MOST_TAGS = 2_000_000
"""Tags that are read, in all the parts together: each element costs some hundred bytes, whatever it says."""
MOST_PARAGRAPHS = 100_000
"""Paragraphs that are read, in all the parts together: as many as some thousand pages have."""
_IN_STRICT = {
    "wordprocessingml/main": W,
    "officeDocument/relationships": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "drawingml/wordprocessingDrawing": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "drawingml/picture": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


class Relation(NamedTuple):
    """What a part points to: the id, the last word of the kind ("image"), the part's name or the address outside."""

    key: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file. Its roots are without what Word ignores beside a newer form (`mc:Fallback`) and, where it was not read whole, without what is
    deleted but tracked."""

    names: tuple[str, ...]
    roots: Mapping[str, Element]
    main: str
    broken: Mapping[str, str]
    strict: frozenset[str]
    tracked: int

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What the part points to, in the file's order; "" asks for the package itself."""
        return _relations(self.roots, part)

    def related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """The parts of a kind that the main part points to, each once."""
        names = dict.fromkeys(each.target for each in self.relations(self.main) if each.kind == kind and not each.outside)
        return ((name, self.roots[name]) for name in names if name in self.roots)

    def one(self, kind: str) -> tuple[str, Element] | None:
        """The first part of a kind, None where there is none."""
        return next(self.related(kind), None)

    @property
    def body(self) -> Element:
        """The root of the main part."""
        return self.roots[self.main]

    @property
    def core(self) -> Element | None:
        """The root of the core properties."""
        return next((self.roots[each.target] for each in self.relations("") if each.kind == _CORE and each.target in self.roots), None)


def read_package(data: bytes, whole: bool = False) -> Package:
    """The package. Unreadable where there is none: not a Word file, protected, damaged, or larger than any Word file.

    `whole` keeps what is deleted but tracked.
    """
    archive = open_container(data)
    names = tuple(archive.namelist())
    if CONTENT_TYPES not in names:
        raise Unreadable("is-other-zip")
    listed = read_entries(archive, tuple(name for name in dict.fromkeys(names) if name == CONTENT_TYPES or name.endswith(".rels")))
    roots, broken, strict = _parsed(listed)
    main = next((each.target for each in _relations(roots, "") if each.kind == _DOCUMENT), "")
    _check_main(main, names, roots)
    wanted = tuple(name for name in _wanted(roots, main, _READ_WHOLE if whole else _READ) if name in names)
    read = read_entries(archive, wanted, sum(map(len, listed.values())))
    if sum(content.count(b"<") for content in read.values()) > MOST_TAGS:
        raise Unreadable("unpacks-too-large", part=main)
    more, more_broken, more_strict = _parsed(read)
    if main in more_broken:
        raise Unreadable("part-broken", part=main, reason=Unreadable(more_broken[main]))
    if more[main].find(w("body")) is None:
        raise Unreadable("no-body", part=main)
    paragraphs = sum(1 for root in more.values() for _ in root.iter(w("p")))
    if paragraphs > MOST_PARAGRAPHS:
        raise Unreadable("too-many-paragraphs", count=str(paragraphs), limit=str(MOST_PARAGRAPHS))
    called = calls(more[main])
    tracked = sum(_settle(root, whole) for root in more.values())
    drop_uncalled(more[main], more.values(), called)
    return Package(names, roots | more, main, broken | more_broken, strict | more_strict, tracked)


def _check_main(main: str, names: Collection[str], roots: Mapping[str, Element]) -> None:
    kinds = tuple(content_types(roots).values())
    text = any(word in kind for kind in kinds for word in _TEXTS)
    for word, key in _OTHERS:
        if not text and any(word in kind for kind in kinds):
            raise Unreadable(key)
    if main not in names:
        raise Unreadable("no-main-part")


def _wanted(roots: Mapping[str, Element], main: str, kinds: tuple[str, ...]) -> Iterator[str]:
    yield main
    inside = [each for each in _relations(roots, main) if each.kind in kinds] + [each for each in _relations(roots, "") if each.kind == _CORE]
    names = dict.fromkeys(each.target for each in inside if not each.outside)
    yield from (name for name in names if name != main and name not in roots)


def content_types(roots: Mapping[str, Element]) -> dict[str, str]:
    """The content types as the package lists them: by part ("/word/document.xml") and by ending ("xml")."""
    root = roots.get(CONTENT_TYPES)
    if root is None:
        return {}
    named = {each.get("PartName", ""): each.get("ContentType", "") for each in root.iter(f"{{{TYPES}}}Override")}
    return named | {each.get("Extension", "").lower(): each.get("ContentType", "") for each in root.iter(f"{{{TYPES}}}Default")}


# --- relationships -----------------------------------------------------------------------------------------------------


def _relations(roots: Mapping[str, Element], part: str) -> tuple[Relation, ...]:
    root = roots.get(join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels"))
    return () if root is None else tuple(_relation(each, dirname(part)) for each in root.iter(f"{{{RELATIONSHIPS}}}Relationship"))


def _relation(element: Element, folder: str) -> Relation:
    target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
    inside = normpath(join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target if outside else inside, outside)


# --- XML ---------------------------------------------------------------------------------------------------------------


def _parsed(contents: Mapping[str, bytes]) -> tuple[dict[str, Element], dict[str, str], frozenset[str]]:
    """The roots, what may not be read with the key of the reason, and the names of the parts in the strict form."""
    roots: dict[str, Element] = {}
    broken: dict[str, str] = {}
    for name, content in contents.items():
        try:
            roots[name] = parse(content)
        except Refused as fault:
            broken[name] = f"xml-{fault.reason}"
    return roots, broken, frozenset(name for name in roots if STRICT.encode() in contents[name])


def parse(data: bytes) -> Element:
    """The elements of a part, its strict names as transitional ones. Refused where it is no XML that may be read."""
    for strict, transitional in _IN_STRICT.items() if STRICT.encode() in data else ():
        data = data.replace(f"{STRICT}{strict}".encode(), transitional.encode())
    return read_xml(data, elements_only=True)


def _settle(root: Element, whole: bool) -> int:
    """Takes out what a reader does not get; how many tracked changes there were."""
    for choice in list(root.iter(f"{{{MC}}}AlternateContent")):
        for fallback in choice.findall(f"{{{MC}}}Fallback") if choice.find(f"{{{MC}}}Choice") is not None else ():
            choice.remove(fallback)
    tracked = sum(1 for _ in root.iter(*TRACKED))
    if not whole:
        accept(root)
    return tracked


# --- a part as its reader gets it: without what was deleted but tracked (ECMA-376 part 1, 17.13.5) ---

_GONE = (w("del"), w("moveFrom"))
_NOTES = (w("footnote"), w("endnote"))
_CALLS = (w("footnoteReference"), w("endnoteReference"))
_BLOCKS = (w("p"), w("tbl"), w("sdt"))
_BARE = (w("pPr"), w("bookmarkStart"), w("bookmarkEnd"))


def accept(root: Element) -> None:
    """Takes out deleted rows, words, links without any word left, the marks of paragraphs, whose words go on in the next paragraph, and how anything
    looked before."""
    for former in list(root.iter(*(each for each in TRACKED if each.endswith("Change")))):
        former[:] = []
    for mark in [each for each in root.iter(w("del")) if _is_of(each, "trPr")]:
        _take_out(next(mark.iterancestors(w("tr")), None))
    for table in list(root.iter(w("tbl"))):
        if next(table.iterchildren(w("tr"), w("sdt"), w("customXml")), None) is None:
            _take_out(table)
    ended = [next(mark.iterancestors(w("p"))) for mark in root.iter(*_GONE) if _is_of(mark, "rPr", "pPr", "p")]
    for mark in list(root.iter(*_GONE)):
        links = list(mark.iterancestors(w("hyperlink")))
        _take_out(mark)
        _take_out(next((link for link in links if not len(link)), None))
    _join(dict.fromkeys(ended))


def drop_uncalled(main: Element, parts: Iterable[Element], called: frozenset[tuple[str, str]]) -> None:
    """Takes out the notes whose calls were deleted; `called` are the kinds and ids of the notes that were called before."""
    gone = called - calls(main)
    for part in parts:
        for note in list(part.iterchildren(*_NOTES)):
            if (_kind(note), note.get(w("id"), "")) in gone:
                part.remove(note)


def calls(main: Element) -> frozenset[tuple[str, str]]:
    """The notes that a part calls, by kind and id."""
    return frozenset((_kind(call), call.get(w("id"), "")) for call in main.iter(*_CALLS))


def _kind(element: Element) -> str:
    return "endnote" if "endnote" in str(element.tag) else "footnote"


def _is_of(mark: Element, *names: str) -> bool:
    """Whether an element stands in elements of these names, the innermost first."""
    above: Element | None = mark
    for name in names:
        above = None if above is None else above.getparent()
        if above is None or above.tag != w(name):
            return False
    return True


def _join(ended: dict[Element, None]) -> None:
    """Lets each paragraph whose mark is deleted go on in the next; where none follows, an empty one goes unless it is the last of a cell."""
    carried: dict[Element, list[Element]] = {}
    for paragraph in ended:
        content = carried.pop(paragraph, [])
        content += [child for child in paragraph if child.tag != w("pPr")]
        following = next(paragraph.itersiblings(*_BLOCKS), None)
        if following is None or (following.tag != w("p") and any(child.tag not in _BARE for child in content)):
            paragraph[:] = [*paragraph.iterchildren(w("pPr")), *content]
            continue
        if following in ended:
            carried[following] = content
        elif following.tag == w("p"):
            place = 1 if following.find(w("pPr")) is not None else 0
            following[place:place] = content
        _take_out(paragraph)


def _take_out(element: Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
