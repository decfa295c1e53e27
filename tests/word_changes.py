"""Accepts or rejects all tracked changes of a Word file, by the words of ECMA-376 (part 1, 17.13.5), and refuses what the words leave open.

A paragraph whose mark goes is "no longer delimited" by it and is "combined with the following paragraph": so one must follow. Where a table
follows, only a paragraph without any content can go. The mark of a row "shall not imply any revision state" of what stands in it: so all in a row
that goes must be marked itself. A bookmark around nothing but what goes, goes too, as in Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from tests.takeback.docx import Parts, W, packed, unpacked

Element = etree._Element
Choice = Literal["accept", "reject"]

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/header", "word/footer")
_GOES: dict[Choice, str] = {"accept": "del", "reject": "ins"}
_CHANGES = tuple(
    W + name for name in ("ins", "del", "pPrChange", "rPrChange", "trPrChange", "tblPrChange", "moveFrom", "moveTo", "cellIns", "cellDel")
)
_BLOCKS = (W + "p", W + "tbl", W + "sdt")


def settled(data: bytes, choice: Choice) -> bytes:
    """The file with all its changes accepted or rejected."""
    parts = {name: _settled(content, choice) if name.startswith(_PARTS) else content for name, content in unpacked(data).items()}
    return packed(_without_notes(parts, _called(unpacked(data)) - _called(parts)))


def ids(data: bytes) -> list[str]:
    """The ids of all changes and bookmarks of a file, as they come."""
    return [each.get(W + "id", "") for root in _roots(data) for each in root.iter(*_CHANGES, W + "bookmarkStart")]


def stamps(data: bytes) -> set[tuple[str, str]]:
    """Author and date of every change."""
    return {(each.get(W + "author", ""), each.get(W + "date", "")) for root in _roots(data) for each in root.iter(*_CHANGES)}


def leaves_empty(data: bytes) -> bool:
    """Whether LibreOffice leaves an empty paragraph or bullet: where a paragraph goes and a table follows, where one goes that calls a note, where
    one that stands becomes an item.
    """
    ended = [each for root in _roots(data) for goes in _GOES.values() for each in _ended(root, goes)]
    changed = [each for root in _roots(data) for each in root.iter(W + "pPr") if each.find(W + "pPrChange") is not None]
    becomes = [(each.find(W + "numPr") is None) != (each.find(f"{W}pPrChange/{W}pPr/{W}numPr") is None) for each in changed]
    return any(becomes) or any(_is_before_table(each) or next(each.iter(W + "footnoteReference"), None) is not None for each in ended)


def moves(data: bytes) -> bool:
    """Whether a paragraph that went out came in elsewhere, told as a move or not: LibreOffice recognises it, and gives what stands after it its
    style."""
    if any(next(root.iter(W + "moveFrom"), None) is not None for root in _roots(data)):
        return True
    whole: dict[str, set[str]] = {"ins": set(), "del": set()}
    for paragraph in (each for root in _roots(data) for each in root.iter(W + "p")):
        pieces = [each for each in paragraph if etree.QName(each).localname in ("r", "ins", "del", "hyperlink")]
        if len(pieces) == 1 and pieces[0].tag in (W + "ins", W + "del") and next(paragraph.iterancestors(W + "tc"), None) is None:
            whole[etree.QName(pieces[0]).localname].add("".join(text.text or "" for text in pieces[0].iter(W + "t", W + "delText")).strip())
    return bool(whole["ins"] & whole["del"])


def _roots(data: bytes) -> Iterator[Element]:
    return (etree.fromstring(content) for name, content in unpacked(data).items() if name.startswith(_PARTS))


def _settled(content: bytes, choice: Choice) -> bytes:
    root = etree.fromstring(content)
    goes = _GOES[choice]
    _moves(root)
    _rows(root, goes)
    ended = _ended(root, goes)
    _runs(root, goes)
    _bookmarks(root)
    _properties(root, choice)
    _join(ended)
    for mark in [each for each in root.iter(W + "ins", W + "del") if each.getparent().tag == W + "rPr"]:  # type: ignore[union-attr]
        _unmark(mark)
    for change in root.iter(*_CHANGES):
        raise AssertionError(f"{etree.QName(change).localname} in {etree.QName(change.getparent()).localname} was not settled")
    return etree.tostring(root)


# --- moves -----------------------------------------------------------------------------------------------------------


def _moves(root: Element) -> None:
    """Moves as deletions and insertions, which they are; what was deleted where a move ends stands in neither edition."""
    bounds = [each for way in ("From", "To") for end in ("Start", "End") for each in root.iter(f"{W}move{way}Range{end}")]
    names: dict[str, list[str]] = {"From": [], "To": []}
    for bound in bounds:
        if name := bound.get(W + "name"):
            names["From" if "moveFrom" in str(bound.tag) else "To"].append(name)
        _remove(bound)
    assert sorted(names["From"]) == sorted(set(names["To"])) == sorted(names["To"]), "a move has not one beginning and one end"
    for moved in root.iter(W + "moveTo"):
        moved.tag = W + "ins"
    for moved in root.iter(W + "moveFrom"):
        moved.tag = W + "del"
        assert next(moved.iter(W + "delText"), None) is None, "text that was moved away is w:t"
        for text in moved.iter(W + "t"):
            text.tag = W + "delText"


# --- rows ------------------------------------------------------------------------------------------------------------


def _rows(root: Element, goes: str) -> None:
    for mark in list(root.iter(W + "ins", W + "del")):
        properties = mark.getparent()
        if properties is None or properties.tag != W + "trPr":
            continue
        row = properties.getparent()
        assert row is not None
        _whole(row, etree.QName(mark).localname)
        properties.remove(mark)
        if not len(properties):
            row.remove(properties)
        if mark.tag == W + goes:
            _remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            _remove(table)


def _whole(row: Element, kind: str) -> None:
    """Everything in a marked row is marked itself."""
    for run in row.iter(W + "r"):
        assert any(above.tag == W + kind for above in run.iterancestors()), f"a run in a row that is {kind} is not"
    for paragraph in row.iter(W + "p"):
        assert paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None, f"the mark of a paragraph in a row that is {kind} is not"


# --- runs and properties ---------------------------------------------------------------------------------------------


def _runs(root: Element, goes: str) -> None:
    for change in [each for each in root.iter(W + "ins", W + "del") if each.getparent().tag != W + "rPr"][::-1]:  # type: ignore[union-attr]
        assert change.getparent().tag in (W + "p", W + "hyperlink"), "a change of runs stands where Word has none"  # type: ignore[union-attr]
        assert len(change) and all(child.tag == W + "r" for child in change), "a change of runs holds other things"
        texts = {text.tag for text in change.iter(W + "t", W + "delText")}
        assert texts <= {W + ("delText" if change.tag == W + "del" else "t")}, "deleted text is w:delText, and no other is"
        if change.tag == W + goes:
            link = change.getparent()
            _remove(change)
            if link is not None and link.tag == W + "hyperlink" and not len(link):
                _remove(link)
        else:
            for child in list(change):
                change.addprevious(child)
            _remove(change)
    for text in root.iter(W + "delText"):
        assert goes == "ins", "deleted text stands outside a deletion"
        text.tag = W + "t"


def _bookmarks(root: Element) -> None:
    """Takes out bookmarks that now stand around nothing, in a paragraph that has nothing besides."""
    for start in list(root.iter(W + "bookmarkStart")):
        end = start.getnext()
        if end is not None and end.tag == W + "bookmarkEnd" and end.get(W + "id") == start.get(W + "id"):
            _remove(start)
            _remove(end)


def _properties(root: Element, choice: Choice) -> None:
    for change in list(root.iter(W + "pPrChange")):
        current = change.getparent()
        assert current is not None
        current.remove(change)
        former = change.find(W + "pPr")
        assert former is not None and former.find(W + "rPr") is None and former.find(W + "pPrChange") is None
        if choice == "reject":
            mark = current.find(W + "rPr")
            current[:] = [*former, *([mark] if mark is not None else [])]


# --- marks of paragraphs -----------------------------------------------------------------------------------------------


def _ended(root: Element, goes: str) -> list[Element]:
    return [each for each in root.iter(W + "p") if each.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None]


def _is_before_table(paragraph: Element) -> bool:
    following = next(paragraph.itersiblings(*_BLOCKS), None)
    return following is not None and following.tag == W + "tbl"


def _join(ended: list[Element]) -> None:
    """Combines each paragraph whose mark goes with the one that follows, from the last to the first."""
    for paragraph in ended[::-1]:
        following = next(paragraph.itersiblings(*_BLOCKS), None)
        content = [child for child in paragraph if child.tag != W + "pPr"]
        assert following is not None, "the last paragraph of all has to stay"
        assert following.tag == W + "p" or not content, "a paragraph goes, has content, and none follows"
        if following.tag == W + "p":
            place = 1 if following.find(W + "pPr") is not None else 0
            following[place:place] = content
        _remove(paragraph)


def _unmark(mark: Element) -> None:
    """Takes out the mark of a paragraph that stays, and what held it where it is empty then."""
    holder = mark.getparent()
    assert holder is not None and next(holder.iterancestors()).tag == W + "pPr"
    holder.remove(mark)
    if not len(holder):
        _remove(holder)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


# --- notes -----------------------------------------------------------------------------------------------------------


def _called(parts: Parts) -> frozenset[str]:
    return frozenset(call.get(W + "id", "") for call in etree.fromstring(parts["word/document.xml"]).iter(W + "footnoteReference"))


def _without_notes(parts: Parts, gone: frozenset[str]) -> Parts:
    """The parts without the notes whose calls went."""
    notes = etree.fromstring(parts["word/footnotes.xml"])
    for note in [each for each in notes if each.get(W + "id") in gone]:
        notes.remove(note)
    return {**parts, "word/footnotes.xml": etree.tostring(notes)}


# --- how it stands ---------------------------------------------------------------------------------------------------


def shown(holder: Element, margin: str = "") -> Iterator[str]:
    """The paragraphs and tables of a part with its changes: a paragraph's style, what became of its mark, the style that it had; [-out-][+in+]."""
    for child in holder:
        if child.tag == W + "p":
            yield f"{margin}{_style(child)}{_mark(child)}: {_words(child)}"
        elif child.tag == W + "tr":
            marks = [etree.QName(each).localname for each in child.iter(W + "ins", W + "del") if each.getparent().tag == W + "trPr"]  # type: ignore[union-attr]
            yield f"{margin}row{''.join(f' {mark}' for mark in marks[:1])}"
            yield from shown(child, margin + "  ")
        elif child.tag in (W + "tbl", W + "tc", W + "sdt", W + "sdtContent"):
            yield f"{margin}{ {'tbl': 'table', 'tc': 'cell'}.get(etree.QName(child).localname, 'contents') }"
            yield from shown(child, margin + "  ")


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "-" if style is None else style.get(W + "val", "")


def _mark(paragraph: Element) -> str:
    marks = [etree.QName(each).localname for each in paragraph.iterfind(f"{W}pPr/{W}rPr/*")]
    former = paragraph.find(f"{W}pPr/{W}pPrChange/{W}pPr")
    style = None if former is None else former.find(W + "pStyle")
    was = [] if former is None else [f"was {'-' if style is None else style.get(W + 'val')}"]
    return "".join(f" {each}" for each in (*marks, *was))


def _words(holder: Element) -> str:
    return "".join(map(_word, holder))


def _word(piece: Element) -> str:
    name = etree.QName(piece).localname
    if name in ("ins", "del"):
        return f"[+{_words(piece)}+]" if name == "ins" else f"[-{_words(piece)}-]"
    if name in ("t", "delText"):
        return piece.text or ""
    signs = {"tab": "\t", "br": "\n", "footnoteReference": "^", "footnoteRef": "^", "drawing": "(picture)", "fldChar": "#"}
    inside = _words(piece) if name in ("r", "hyperlink") else signs.get(name, "")
    return f"<{inside}>" if name == "hyperlink" else inside
