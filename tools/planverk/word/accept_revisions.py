"""A part as its reader gets it: without what was deleted but tracked, as after accepting all changes (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable

from planverk.word.names import TRACKED, Element, w

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
