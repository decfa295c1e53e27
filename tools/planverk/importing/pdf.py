"""Reads PDFs: by their tags, whatever produced them, or by how the pages look where there are no tags or most of the text is outside of them.

The libraries that take a PDF apart run in a process of its own, with bounds on time and memory; what comes back is a plain tree of tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from planverk.bounded import Overrun, bounded
from planverk.importing.foreign import Block, Cell, Figure, Foreign, Heading, List, Mend, Paragraph, Role, Run, Table, Text
from planverk.importing.pdf_tags import BROKEN, LINE, take

Node = dict[str, Any]
"""An element: its kind ("s"), its kids ("k": elements, or pieces of text with their page), and what it tells: "alt", "cols", "rows", "href"."""

_LEVELS = {"H": 1, "Title": 1, **{f"H{level}": level for level in range(1, 7)}}
_INLINE = frozenset(("Span", "Link", "Em", "Strong", "Quote", "Reference", "Note", "FENote", "Lbl", "Code", "BibEntry", "Annot", "NonStruct", "Sub"))
_HYPHENATED = re.compile(rf"\S*{BROKEN}\S*")
_TELEPHONE = re.compile(r"\+?\d[\d\s]*\s[\d\s]*\d|1\d\d")
"""A label of a list that is no number of an item: 116 117, 113."""
_SPACES = re.compile(r"\s+")
_ADDRESS_OVER_LINE = re.compile(rf"(?:https?://|www\.)\S*(?:/{LINE}|{LINE}/)\S+(?:(?:(?<=/){LINE}|{LINE}(?=/))\S+)*")
_OVER_LINE = re.compile(rf"([^\W\d_]+){LINE}([^\W\d_]+)")
_WHOLE = re.compile(rf"(?<![\w{LINE}{BROKEN}])[^\W\d_]+(?![\w{LINE}{BROKEN}])")
_LETTERS = re.compile(r"[^\W\d_]+")
_SKIPPED = frozenset(("Artifact", "Form"))


class UnreadablePdf(Exception):
    """Why a PDF is not read: "password", "no-text", "no-letters", "damaged", "overrun"."""


def read_pdf(data: bytes) -> Foreign:
    """The tree of a PDF. UnreadablePdf where it can't be read."""
    try:
        taken: Node = json.loads(bounded(take, data))
    except Overrun:
        raise UnreadablePdf("overrun") from None
    if "why" in taken:
        raise UnreadablePdf(taken["why"])
    said = "".join(text for kid in taken["tree"] for text in _raw(kid, set()))
    known, seen = (frozenset(word.casefold() for word in pattern.findall(said)) for pattern in (_WHOLE, _LETTERS))
    reader = _Reader(frozenset(label for kid in taken["tree"] for label in _unlabelled(kid)), known, seen)
    blocks = tuple(reader.flow(taken["tree"]))
    calls = set(reader.unlabelled)
    raw = "".join(text for kid in taken["tree"] for text in _raw(kid, calls))
    return Foreign(taken.get("way", "tags"), blocks, reader.notes, tuple(reader.mends), " ".join((raw, *taken["left"])), taken["title"])


@dataclass
class _Reader:
    """Makes blocks of elements, with numbers for their paragraphs in reading order. `unlabelled` are the numbers that notes begin with whose producer
    tells of no labels and no calls."""

    unlabelled: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    count: int = 0
    called: int = 0
    mends: list[Mend] = field(default_factory=list)
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def flow(self, kids: Iterable[Node], role: Role = "") -> Iterator[Block]:
        """The blocks of kids; text and inline elements between two blocks are a paragraph."""
        runs: list[tuple[Run, int | None]] = []
        for kid in kids:
            if "t" in kid or (kid["s"] in _INLINE and not _holds_blocks(kid)):
                runs += self.inline(kid, Run(""))
                continue
            yield from self.paragraph(runs, role)
            runs = []
            yield from self.block(kid, role)
        yield from self.paragraph(runs, role)

    def paragraph(self, runs: Sequence[tuple[Run, int | None]], role: Role) -> Iterator[Block]:
        if text := self.text(runs):
            yield Paragraph(text, role)

    def text(self, runs: Sequence[tuple[Run, int | None]]) -> Text | None:
        """The text of runs with single spaces, None where it says nothing."""
        joined = tuple(replace(run, text=self.whole(run.text)) for run in _squeezed(run for run, _ in runs))
        if not any(run.text.strip() or run.note for run in joined):
            return None
        if all(run.italic for run in joined if run.text.strip()):  # it is how the paragraph looks, not what is stressed in it
            joined = tuple(replace(run, italic=False) for run in joined)
        self.count += 1
        text = Text(joined, self.count - 1, next((page for _, page in runs if page), None))
        return replace(text.cut(0), start=0)

    def whole(self, text: str) -> str:
        """The text with the words whole that ends of lines broke."""
        whole = _ADDRESS_OVER_LINE.sub(self.address, _HYPHENATED.sub(self.mend, text))
        return _OVER_LINE.sub(self.join, whole).replace(LINE, " ")

    def address(self, found: re.Match[str]) -> str:
        """An address that the end of a line broke at a stroke."""
        self.mends.append(Mend(found[0].replace(LINE, " "), found[0].replace(LINE, ""), self.count))
        return self.mends[-1].after

    def join(self, found: re.Match[str]) -> str:
        """Two words that the end of a line is between, or one, where the document has it elsewhere and not its first part."""
        if found[1].casefold() in self.known or found[1].casefold() + found[2] not in self.seen:
            return f"{found[1]} {found[2]}"
        self.mends.append(Mend(f"{found[1]} {found[2]}", found[1] + found[2], self.count))
        return self.mends[-1].after

    def mend(self, found: re.Match[str]) -> str:
        """A word that the end of a line broke, whole again; an address keeps its hyphen."""
        is_address = re.match(r"https?://|www\.", found[0])
        self.mends.append(Mend(found[0], found[0].replace(BROKEN, "-" if is_address else ""), self.count))
        return self.mends[-1].after

    def block(self, node: Node, role: Role) -> Iterator[Block]:
        kind, kids = node["s"], node["k"]
        if kind in _SKIPPED:
            return
        if kind in _LEVELS:
            text = self.text([run for kid in kids for run in self.inline(kid, Run(""))])
            if text and kind == "Title":
                yield Paragraph(text, "title")
            elif text:
                yield Heading(_LEVELS[kind], text)
        elif kind == "L":
            yield from self.list(node)
        elif kind == "Table":
            yield from self.table(node)
        elif kind == "Figure":
            yield Figure(node.get("alt", ""))
            yield from (block for kid in kids if kid.get("s") == "Caption" for block in self.block(kid, role))
        elif kind in ("TOC", "TOCI"):
            yield from self.flow(kids, "contents")
        elif kind == "Caption":
            yield from self.flow(kids, "caption")
        else:
            yield from self.flow(kids, role)

    def list(self, node: Node) -> Iterator[Block]:
        """A list, or terms with their meanings: a list that counts nothing and whose labels are words."""
        for is_item, group in groupby(node["k"], key=lambda kid: kid.get("s") == "LI"):
            if is_item:
                yield from self.items(list(group))
            else:  # some producers put a list, or a caption, right below a list
                yield from self.flow(group)

    def items(self, items: Sequence[Node]) -> Iterator[Block]:
        parts = [{kid.get("s", ""): kid for kid in item["k"]} for item in items]
        labels = ["".join(_said(part["Lbl"])).strip() if "Lbl" in part else "" for part in parts]
        bodies = [[kid for kid in item["k"] if kid.get("s") != "Lbl"] for item in items]
        if any(sum(map(str.isalpha, label)) > 2 or _TELEPHONE.fullmatch(label) for label in labels):
            for part, body in zip(parts, bodies, strict=True):
                yield from self.flow(part["Lbl"]["k"] if "Lbl" in part else [], "term")
                yield from self.flow(body)
            return
        first = labels[0].rstrip(".)") if labels else ""
        made = tuple(blocks for body in bodies if (blocks := tuple(self.flow(body))))
        if made:
            yield List(made, int(first) if first.isascii() and first.isdigit() and len(first) < 6 else None)

    def table(self, node: Node) -> Iterator[Block]:
        groups = [kid for kid in node["k"] if kid.get("s") in ("THead", "TBody", "TFoot")]
        for kid in node["k"]:
            if kid.get("s") == "Caption":
                yield from self.flow(kid["k"], "caption")
        rows = [row for group in (groups or [node]) for row in group["k"] if row.get("s") == "TR"]
        made = tuple(tuple(self.cell(cell) for cell in row["k"] if cell.get("s") in ("TH", "TD")) for row in rows)
        if any(made):
            yield Table(made)

    def cell(self, node: Node) -> Cell:
        return Cell(tuple(self.flow(node["k"])), node["s"] == "TH", node.get("cols", 1), node.get("rows", 1))

    def inline(self, node: Node, look: Run) -> Iterator[tuple[Run, int | None]]:
        """The runs of an inline element, each with its page."""
        if "t" in node:
            yield replace(look, text=node["t"], bold=look.bold or node.get("b", False), italic=look.italic or node.get("i", False)), node.get("p")
            return
        kind = node["s"]
        if kind in ("Note", "FENote"):
            self.note(node)
            return
        if kind == "Reference" or (kind == "Lbl" and "".join(_said(node)).strip().isdigit()):
            label = "".join(_said(node)).strip().strip("[]() ")
            if label.isdigit():
                yield replace(look, note=label), None
                yield from (run for kid in node["k"] if kid.get("s") in ("Note", "FENote") for run in self.inline(kid, look))
                return
        if kind in _SKIPPED:
            return
        said = "".join(_said(node)).strip() if kind == "Link" and self.unlabelled else ""
        if said in self.unlabelled and int(said) == self.called + 1:
            self.called += 1
            yield replace(look, note=said), None
            return
        look = replace(look, bold=look.bold or kind == "Strong", italic=look.italic or kind == "Em", link=node.get("href", look.link))
        if _is_address(node):
            yield replace(look, text=look.link), next((kid["p"] for kid in node["k"] if "p" in kid), None)
            return
        for kid in node["k"]:
            yield from self.inline(kid, look)

    def note(self, node: Node) -> None:
        """Keeps a note under the number that its label tells."""
        label = _label(node)
        self.notes[label or str(len(self.notes) + 1)] = ()
        blocks = list(self.flow(kid for kid in node["k"] if kid.get("s") != "Lbl"))
        first = blocks[0] if blocks else None
        if label in self.unlabelled and isinstance(first, Paragraph) and (found := re.match(rf"{label}\s+", first.text.plain)):
            blocks[0] = Paragraph(replace(first.text.cut(found.end()), start=0))
        self.notes[label or str(len(self.notes))] = tuple(blocks)


def _label(node: Node) -> str:
    """The number of a note: what its label tells, else the number that its text begins with; "" for none."""
    told = next(("".join(_said(kid)).strip() for kid in node["k"] if kid.get("s") == "Lbl"), "")
    found = re.match(r"\s*(\d{1,3})\s", "".join(said for kid in node["k"] for said in _said(kid)))
    return told or (found[1] if found else "")


def _unlabelled(node: Node) -> Iterator[str]:
    """The numbers that notes without labels begin with."""
    if "t" not in node:
        if node["s"] in ("Note", "FENote") and not any(kid.get("s") == "Lbl" for kid in node["k"]):
            yield from filter(None, (_label(node),))
        for kid in node["k"]:
            yield from _unlabelled(kid)


def _holds_blocks(node: Node) -> bool:
    """True for an inline element that holds blocks, as some producers have it."""
    return node["s"] not in ("Note", "FENote") and any("s" in kid and (kid["s"] not in _INLINE or _holds_blocks(kid)) for kid in node["k"])


def _is_address(node: Node) -> bool:
    """True for a link whose text is its address, which the page may have broken over lines."""
    address = "".join(node.get("href", "").split())
    return bool(address) and "".join("".join(_said(node)).split()) == address


def _raw(node: Node, calls: set[str]) -> Iterator[str]:
    """All that an element says but pictures, and numbers of notes and lists; `calls` are those of notes without labels that are still to be
    called."""
    if "t" in node:
        yield node["t"]
        return
    said = "".join(_said(node)).strip() if node["s"] in ("Lbl", "Reference", "Link") else ""
    is_number = node["s"] in ("Lbl", "Reference") and not any(map(str.isalpha, said)) and not _TELEPHONE.fullmatch(said)
    if is_number or node["s"] in ("Figure", *_SKIPPED):
        yield " "
        yield from (text for kid in node["k"] if kid.get("s") in ("Caption", "Note", "FENote") for text in _raw(kid, calls))
    elif node["s"] == "Link" and said in calls:
        calls.remove(said)
    elif _is_address(node):
        yield f" {node['href']} "
    else:
        text = "".join(text for kid in node["k"] for text in _raw(kid, calls))
        is_numbered = node["s"] in ("Note", "FENote") and not any(kid.get("s") == "Lbl" for kid in node["k"])
        yield re.sub(r"^\s*\d{1,3}(?=\s)", "", text) if is_numbered else text
        yield "" if node["s"] in _INLINE else " "


def _said(node: Node) -> Iterator[str]:
    """The pieces of text in an element, but for those of notes."""
    if "t" in node:
        yield node["t"]
    elif node["s"] not in ("Note", "FENote"):
        for kid in node["k"]:
            yield from _said(kid)


def _squeezed(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with one space wherever there were spaces and line ends, and of one look joined."""
    last: Run | None = None
    for run in runs:
        text = _SPACES.sub(lambda found: LINE if LINE in found[0] else " ", run.text)
        if last and (last.text.endswith((" ", LINE)) or not last.text):
            text = text.lstrip() if last.text else text
        if last and not last.note and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            last = replace(last, text=last.text + text, note=run.note)
        else:
            if last:
                yield last
            last = replace(run, text=text)
    if last:
        yield last
