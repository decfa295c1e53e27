"""Random Documents, small and of few words, so that two of them have much in common: every block and inline, anchors that are unique."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any, Literal, get_args, get_type_hints

from hypothesis import strategies as st

from planverk.document.blocks import (
    Block,
    Blocks,
    Card,
    Chart,
    Column,
    CrossReference,
    Definition,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Revised,
    Row,
    Series,
    Strong,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.records import Status
from planverk.document.transform import Transformer
from tests.sample import sample_document

Draw = Callable[[st.SearchStrategy[Any]], Any]

_WORDS = ("Kommunen", "skal", " ", " ", "følge", "opp", " unge ", ".", ",", "2026–2027", "\u00a0«råd»", "", "og")
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=6).map("".join)
_NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


@dataclass(frozen=True)
class Drawn:
    """A Document, shown by what was drawn of it."""

    document: Document

    def __repr__(self) -> str:
        return repr(
            (self.document.title, self.document.footer, self.document.status, self.document.colophon, self.document.help, self.document.sections)
        )


@st.composite
def documents(draw: Draw) -> Drawn:
    """A Document with some sections, with or without a card of helplines."""
    made = _Making(draw)
    colophon = Section("om", 1, (Text("Om"),), made.blocks(0), page="om/", role="colophon")
    help = Card("help", made.line(), made.blocks(1), "hjelp") if draw(st.booleans()) else None
    status = Status("draft", draw(_TEXTS), draw(_TEXTS))
    sections = tuple(made.section(1) for _ in range(draw(st.integers(0, 3))))
    drawn = {"title": draw(_TEXTS), "footer": draw(_TEXTS), "status": status, "colophon": colophon, "help": help, "sections": sections}
    return Drawn(replace(sample_document(), **drawn, pages=(), moved=()))


@dataclass
class _Making:
    draw: Draw
    anchors: set[str] = field(default_factory=lambda: {"om", "hjelp"})
    in_note: bool = False

    def anchor(self, kind: str) -> str:
        """An anchor that nothing else has; now and then of a kind that it is not."""
        name: str = kind + self.draw(_NAMES)
        while name in self.anchors:
            name += "x"
        self.anchors.add(name)
        return name

    def perhaps(self, kind: str) -> str:
        return self.anchor(kind) if self.draw(st.booleans()) else ""

    def section(self, level: int) -> Section:
        role: Literal["chapter", "part"] = self.draw(st.sampled_from(["chapter", "part"])) if level > 1 else "chapter"
        below = tuple(self.section(level + 1) for _ in range(self.draw(st.integers(0, 2)))) if level < 3 else ()
        anchor, label = self.anchor("s"), self.draw(st.sampled_from(["", "Mål 1", "Mål 2"]))
        return Section(anchor, level, self.line(), self.blocks(0), below, label=label, page=f"{anchor}/" if level == 1 else "", role=role)

    # --- blocks

    def blocks(self, depth: int) -> Blocks:
        return tuple(self.block(depth) for _ in range(self.draw(st.integers(0, 2))))

    def block(self, depth: int) -> Block:
        own: dict[Any, Callable[[int], Block]] = {Paragraph: self.paragraph, Table: self.table, Figure: self.figure, Revised: self.paragraph}
        at_the_top = {Figure, Card}
        kinds = [] if depth > 1 else [kind for kind in get_args(Block) if kind not in at_the_top or not (depth or self.in_note)]
        kind = self.draw(st.sampled_from([Paragraph, Paragraph, *kinds]))
        return own[kind](depth) if kind in own else self.any(kind, depth)

    def any(self, kind: type[Any], depth: int) -> Block:
        """A block of a class whose fields say all: what they hold, or the values that they may have."""
        hints = get_type_hints(kind)
        made: Block = kind(**{each.name: self.value(each.name, hints[each.name], 1 if kind is Card else depth + 1) for each in fields(kind)})
        return made

    def value(self, name: str, hint: Any, depth: int) -> object:
        makers: dict[Any, Callable[[], object]] = {
            Inlines: self.line,
            Blocks: lambda: self.blocks(depth),
            tuple[Blocks, ...]: lambda: tuple(self.blocks(depth) for _ in range(self.draw(st.integers(0, 3)))),
            tuple[Definition, ...]: lambda: tuple(
                Definition(self.line(), self.blocks(depth), self.perhaps("d")) for _ in range(self.draw(st.integers(0, 3)))
            ),
            int: lambda: self.draw(st.integers(1, 2)),
            str: lambda: self.perhaps("k") if name == "anchor" else self.draw(_TEXTS),
        }
        return makers[hint]() if hint in makers else self.draw(st.sampled_from(get_args(hint)))

    def paragraph(self, _: int) -> Paragraph:
        return Paragraph(self.line(), self.draw(st.sampled_from(["body", "body", "small", "missing"])))

    def table(self, depth: int) -> Table:
        columns = tuple(Column(self.line(), 0.5, self.draw(st.sampled_from(["left", "right"]))) for _ in range(self.draw(st.integers(1, 2))))
        rows = tuple(Row(tuple(self.blocks(depth + 1) for _ in columns), self.perhaps("r")) for _ in range(self.draw(st.integers(0, 3))))
        header = self.draw(st.sampled_from([None, 0]))
        return Table(columns, rows, "prose", self.draw(st.sampled_from(["", "Tabell 1", "Tabell 2"])), self.line(), self.perhaps("t"), header)

    def figure(self, depth: int) -> Figure:
        chart = Chart("bar", "År", ("2020",), (Series("Døme", (self.draw(st.sampled_from([1.0, 2.0])),)),), "prosent")
        table = self.table(1) if self.draw(st.booleans()) else None
        return Figure(self.anchor("f"), "Figur 1", self.line(), self.draw(_TEXTS), self.draw(st.sampled_from([None, chart])), table, self.blocks(1))

    # --- lines

    def line(self) -> Inlines:
        return tuple(self.inline(0) for _ in range(self.draw(st.integers(0, 3))))

    def inline(self, depth: int) -> Inline:
        """Words for the most part; links hold no links, notes no notes."""
        kind = self.draw(st.integers(0, 12 if depth < 2 else 7))
        within = () if kind < 8 else tuple(self.inline(max(depth + 1, 2 * (kind > 10))) for _ in range(self.draw(st.integers(1, 2))))
        match kind:
            case 6:
                return LineBreak()
            case 7 if not self.in_note:
                return self.note()
            case 8:
                return Emphasis(within)
            case 9:
                return Strong(within)
            case 10:
                return Foreign("en", within)
            case 11:
                return Link(self.draw(st.sampled_from(["https://a.example", "https://b.example"])), within)
            case 12:
                return CrossReference("om", within)
            case _:
                return Text(self.draw(_TEXTS))

    def note(self) -> Note:
        self.in_note = True
        blocks = self.blocks(1)
        self.in_note = False
        return Note(1, self.draw(st.sampled_from(["footnote", "citation"])), blocks)


class _Numbering(Transformer):
    def __init__(self) -> None:
        self.numbers = count(1)

    def inline(self, inline: Inline) -> Inlines:
        number = next(self.numbers) if isinstance(inline, Note) else 0
        return tuple(replace(made, number=number) if isinstance(made, Note) else made for made in super().inline(inline))


def numbered(document: Document) -> Document:
    """The document with its notes numbered in reading order, as in every one that is composed."""
    return _Numbering().document(document)
