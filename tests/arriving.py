"""Does every word of a text as typed arrive in the prose that is read from it? A comparison that knows nothing of how the reader works.

`python -m tests.arriving 20000 7` asks it of 20,000 random bodies from the seed 7; with the path of a specification's text (`spec.txt`, as those of
CommonMark and GFM are written) behind them, of each of its examples as well.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unicodedata import normalize

from planverk.source.markdown import read_markdown
from planverk.source.prose import (
    Block,
    Citation,
    Emphasis,
    FigurePlace,
    FootnoteCall,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
    plain,
)

EXCUSES = {
    "text-not-printed", "raw-markup", "number-changed", "repeated-identifier", "too-deep", "paragraph-too-long", "missing-cells", "too-many-blocks",
    "control-character",
}  # fmt: skip
"""Findings that say of something typed that it is not printed, or printed otherwise."""

_ENTITY = re.compile(r"(?<!\\)&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\]\s]+\]:(?=\S)")
"""What begins a note whose text stands close to it; the prose has them apart."""
_MARKS = re.compile(r"[\[\]()<>*_#:\-+=!~`^@\\.]")


def said(text: str) -> str:
    """The letters, digits and signs of a text, without the marks of Markdown; white space, and what parts cells, as one space."""
    return " ".join(_MARKS.sub("", normalize("NFC", text).replace("|", " ")).split())


def typed(body: str) -> str:
    """What a body says, by its characters alone."""
    return said(_ENTITY.sub(lambda found: html.unescape(found[0]), body))


def printed(prose: Prose) -> str:
    """What a prose says, each note where it is typed."""
    parts = [(block.start, _block(block)) for block in prose.blocks]
    parts += [(note.start, f" {label} " + _blocks(note.blocks)) for label, note in prose.footnotes.items()]
    return said(" ".join(part for _, part in sorted(parts)))


def _blocks(blocks: tuple[Block, ...]) -> str:
    return " ".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return _inlines(children)
        case List(items=items, first=first):
            marks = ["" if first is None else f"{first + number} " for number in range(len(items))]
            return " ".join(mark + _blocks(item) for mark, item in zip(marks, items, strict=True))
        case Quote(blocks=blocks):
            return _blocks(blocks)
        case Table(header=header, rows=rows):
            return " ".join(_inlines(cell) for row in (header, *rows) for cell in row)
        case FigurePlace(figure=figure):
            return f"figure{figure}"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case HardBreak():
            return " "
        case Emphasis(children=children) | Strong(children=children):
            return _inlines(children)
        case Foreign(language=language, children=children):
            return f"{_inlines(children)}lang{language}"
        case Link(target=target, children=children, start=start):
            own = (
                isinstance(children[0], Text) and children[0].start == start and plain(children) in (target, target.removeprefix("mailto:"))
                if children
                else False
            )
            return _inlines(children) + ("" if own else target)
        case Citation(source=source, locator=place, joined=joined):
            return ("; " if joined else "") + source + (f", {place}" if place else "")
        case FootnoteCall(label=label):
            return label


def fault_of(body: str) -> str:
    """What of a body does not arrive, without a finding that says so; "" where all of it does, or where a link's address stands elsewhere."""
    prose, findings = read_markdown("f", body, 0)
    told, wanted, got = {finding.rule for finding in findings} & EXCUSES, typed(body), printed(prose)
    if told == {"text-not-printed"} and wanted == got and "![" not in body:
        return f"told as not printed, and printed: {got!r}"
    if told or _refers(body, prose):
        return ""
    if any(body[: note.start].rpartition("\n")[2] for note in prose.footnotes.values()):
        wanted, got = " ".join(sorted(wanted.split())), " ".join(sorted(got.split()))  # a note within a list, which the prose has beside it
    parted = typed(_NOTE.sub(r"\g<0> ", body))
    return "" if got in (wanted, parted) else f"typed {wanted!r}, printed {got!r}"


def _refers(body: str, prose: Prose) -> bool:
    """True where a link has its address from a definition, which is typed in another place than it is used."""
    return any(
        isinstance(node, Link) and node.target and not body.startswith(("](", "](<", ">"), node.start - 2) and not _beside(body, node)
        for node in prose.walk()
    )


def _beside(body: str, link: Link) -> bool:
    return body[link.start - 1 : link.start] in ("(", "<") or body[: link.start].rstrip(" \n\t").endswith("](")


_PIECES = (
    "ord", "to ord", "År 2024.", "3. mars 2024", "12. ", "1. ", "2. ", "2026. ", "1) ", "07. ", "- ", "* ", "+ ", "> ", "# ", "## ", "- [ ] ",
    "[Merk]: 2026", "[Frist]: juni \"Hugs\"", "[a]: https://x.no", "[^1]", "[^1]: ", "[^1: ", "[@a]", "[@a, s. 2]", "| a | b |", "|---|---|",
    "|:-:|", "| x \\| y |", "|", "a | b | c", "*", "**", "_", "~~x~~", "==x==", "[[x]]", "{#x}", "^[x]", ":::", "[!NOTE]", "*«x»*y", "_Merk:_y",
    "[1]", "**Bakgrunn**", "o  punkt", "•", "a\tb", "e\u0301", "å", "&aring;", "&nbsp;", "&foo;", "\\*", "\\", "---", "===", "-", "=",
    "![](figure:f)", "![tekst](figure:f)", "[x](goal:a)", "[](goal:a)", "[x](https://x.no \"T\")", "[x](<https://x.no>)", "<https://x.no>",
    "\u00a0\u00a0innrykk", "\u2003ord", "[x](lang:en)", "[x][a]", "[x]", "  ", "    ", "\u00a0", "«", "»", "–", "50 %", "(", ")", "[", "]",
)  # fmt: skip
_GAPS = ("\n", "\n", "\n\n", "\n\n", " ", " ", "", "  \n", "\n> ", "\n  ", "\n   ")


def random_body(chance: Random) -> str:
    """A body of pieces that stand in plans, or that slips make, in any order."""
    return "".join(chance.choice(_PIECES) + chance.choice(_GAPS) for _ in range(chance.randrange(1, 12))) + "\n"


def examples(path: Path) -> Iterator[str]:
    """The Markdown of each example of a specification's text."""
    for found in re.finditer(r"^`{32} example[^\n]*\n(.*?)^\.\n", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield found[1].replace("→", "\t")


def main(count: int, seed: int, specifications: list[str]) -> int:
    """Prints each body that does not arrive; 1 where there is one."""
    chance = Random(seed)
    bodies = [random_body(chance) for _ in range(count)] + [body for path in specifications for body in examples(Path(path))]
    lost = [(body, fault) for body in bodies if (fault := fault_of(body))]
    for body, fault in lost[:20]:
        print(f"{body!r}\n  {fault}")
    print(f"seed {seed}: {len(bodies):,} bodies, {len(lost)} of which do not arrive")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
