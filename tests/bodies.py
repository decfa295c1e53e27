"""Random bodies of chapters in Markdown, and what builds all three outputs of those that a check finds no error in.

`python -m tests.bodies 2000 7` makes 2,000 bodies from the seed 7, forty to a plan, and prints each that a check accepts and a build refuses, cut
down to the paragraphs that it takes. Such a body becomes a case of SHAPES.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from random import Random

from planverk.diagnostics import Severity
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.pdf import render as render_pdf
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.examples import DAY, base_files
from tests.fuzz import corpus
from tests.support import REVISION
from tests.takeback import docx as docx_back
from tests.takeback import expected
from tests.takeback import html as html_back

SHAPES = (
    "| a | b |\n| --- | --- |",
    "- - foo",
    "- 1. foo\n  2. bar\n- > sitat",
    "1. - a\n   - b\n2. - - c",
    "- \n- b",
    "1.\n2. b",
    "- a\n-\n\n  b",
    "- | a |\n  | - |\n  | b |",
    "> - > - a",
    "> | a |\n> | --- |",
    "- a\n\n  b\n\n  - c\n\n    d",
    "99. a\n100. b",
    "| a |\n| - |\n| |\n| b |",
    "| | b |\n| - | - |\n| c | |",
    "# Ett\n\n#### Fire\n\n## To",
    "**a** *b* ***c*** **d *e* f**",
    "a\\\nb\\\n\\\nc",
    "[a](https://dome.example/a-b_c)[^1]\n\n[^1]: b\n\n    - c\n    - d",
    "a[^1][^2]\n\n[^1]: b\n\n[^2]: > c",
    "- a[^1]\n\n[^1]: - b",
    "- **a**\n\n  | b |\n  | - |\n  | c |\n- d",
    "[العربية](lang:ar) og [nuõrttsääʹmǩiõll](lang:sms), x̌ ﬁ ǯ ‑ ● 😀",
    "éالعربية a\n\nﬁשלום x̌العربية",
    "# *=*\n\na",
    "https://dome.example/en-lang-adresse/ 1 § 3-3 + 3. mars Selvmordsforebyggingsplanleggingskoordinatorene\\\n[helse- og](lang:ar) a",
    "| [Selvmordsforebyggingsplanleggingskoordinatorene](lang:ar) | b | c | d | e |\n| - | - | - | - | - |\n| a | b | c | d | e |",
    "aaaa aaaa aaaa " * 30,
    "\n".join(
        f"|{' tekst |' * 6} {run} |\n|{' - |' * 7}\n|{' tekst |' * 5} {run} | {run} |\n"
        for run in ("W" * 19, "x" * 45, "1" * 30, "x̌" * 40, "العربية" * 6)
    ),
    f"a[^1]\n\n{'b ' * 3000}\n\nc[^2]\n\n[^1]: | [d](https://dome.example/d) |\n    | - |\n\n[^2]: | [e](https://dome.example/e) |\n    | - |",
    "\\* \\_ \\` \\[ \\] \\( \\) \\# \\+ \\- \\. \\! \\| \\< \\> \\& &amp; &lt; &#42; &nbsp; &hellip;",
)
"""Shapes that a build has refused, and their kin."""

_WORDS = (
    "vi", "og", "en", "tiltak", "selvmordsforebygging", "e-post", "helse- og", "omsorg", "116 123", "§ 3-3", "5,5 %", "24/7", "2024–2027", "«sitert»",
    "3. mars", "1", "12.", "a)", "kr 1 024", "Folkehelsekoordinatorene", "Selvmordsforebyggingsplanleggingskoordinatorene", "wwww wwww", "x" * 70,
    "x" * 33, "W" * 22, "1234567890" * 3, "x̌" * 25, "§" * 20,
    "العربية", "فارسی (12)", "שלום", "nuõrttsääʹmǩiõll", "ŋ", "x̌", "e\u0301", "ﬁ", "½", "²", "…", "‑", "●", "→", "😀", "A/B/C", "a_b_c", "1*2",
    "https://dome.example/en-lang-adresse/med-mange-deler?a=1&b=2", "www.dome.example", "\\*", "\\_", "\\|", "&amp;", "&lt;b&gt;", "#", "+", "=", "~",
)  # fmt: skip


def body(chance: Random) -> str:
    """One body: a few blocks, one of them now and then from files of real plans."""
    if chance.random() < 0.1:
        return chance.choice(corpus()["markdown"]).rpartition(b"---\n")[2].decode("utf-8", "replace")
    made = "\n\n".join(_block(chance, 0) for _ in range(chance.choice((1, 1, 2, 3, 5))))
    notes = {name for name in ("1", "b", "note") if f"[^{name}]" in made}
    return "\n\n".join((made, *(f"[^{name}]: {_note(chance)}" for name in sorted(notes))))


def _note(chance: Random) -> str:
    return _indented(_block(chance, 2) if chance.random() < 0.3 else _words(chance), "    ").lstrip()


def _block(chance: Random, depth: int) -> str:
    kind = chance.randrange(12 if depth < 3 else 6)
    match kind:
        case 6:
            return _table(chance)
        case 7 | 8:
            mark = chance.choice(("-", "*", "+", "1.", "7.", "1)"))
            return _list(chance, depth, mark)
        case 9:
            return _indented("\n\n".join(_block(chance, depth + 1) for _ in range(chance.choice((1, 1, 2)))), "> ", empty=">")
        case 10 if depth == 0:
            return f"{'#' * chance.choice((1, 2, 2, 3, 4, 6))} {_words(chance)}"
        case _:
            return _words(chance)


def _list(chance: Random, depth: int, mark: str) -> str:
    gap = chance.choice(("\n", "\n", "\n\n"))
    items = []
    for _ in range(chance.choice((1, 2, 3))):
        inside = "" if chance.random() < 0.08 else gap.join(_block(chance, depth + 1) for _ in range(chance.choice((1, 1, 1, 2))))
        items.append(f"{mark} {_indented(inside, ' ' * (len(mark) + 1)).lstrip()}")
    return gap.join(items)


def _table(chance: Random) -> str:
    columns = chance.choice((1, 2, 2, 3, 5))
    rows = [[_cell(chance) for _ in range(columns)] for _ in range(chance.choice((1, 1, 2, 3)))]
    marks = [chance.choice(("---", ":--", "--:", ":-:")) for _ in range(columns)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (rows[0], marks, *rows[1:]))


def _cell(chance: Random) -> str:
    return "" if chance.random() < 0.1 else _words(chance, 3)


def _words(chance: Random, most: int = 12) -> str:
    words = [_inline(chance) for _ in range(chance.randrange(most) + 1)]
    return "".join(word + chance.choice((" ", " ", " ", " ", "", "\n", "\\\n") if most > 3 else (" ",)) for word in words).strip(" \\\n")


def _inline(chance: Random) -> str:
    word = chance.choice(_WORDS)
    match chance.randrange(20):
        case 0:
            return f"*{word}*"
        case 1:
            return f"**{word} {chance.choice(_WORDS)}**"
        case 2:
            return f"[{word}](https://dome.example/{chance.randrange(99)}-a_b)"
        case 3:
            return f"[{word}](lang:{chance.choice(('ar', 'en', 'sms', 'se'))})"
        case 4:
            return f"{word}[^{chance.choice(('1', 'b', 'note'))}]"
        case 5:
            return f"*{word} **{chance.choice(_WORDS)}***"
        case 6:
            return chance.choice(("<https://dome.example/a-b>", "[ring](tel:+4722400040)", "[epost](mailto:post@dome.example)"))
        case _:
            return word


def _indented(text: str, by: str, empty: str = "") -> str:
    return "\n".join((by + line) if line else empty for line in text.split("\n"))


# --- building --------------------------------------------------------------------------------------------------------


def plan_of(bodies: Sequence[str]) -> tuple[Plan, set[int]]:
    """A plan with the bodies as chapters, and the numbers of those that a check finds no error in."""
    names = [f"prove-{number}" for number in range(len(bodies))]
    head = (
        base_files()["plan/plan.yaml"].decode().replace("  - definitions\n", "".join(f"  - chapter:{name}\n" for name in names) + "  - definitions\n")
    )
    files = dict(base_files()) | {"plan/plan.yaml": head.encode()}
    for name, text in zip(names, bodies, strict=True):
        files[f"plan/chapters/{name}.md"] = f"---\ntitle: {name}\n---\n\n{text}\n".encode()
    plan, findings = read_plan(Tree(files))
    wrong = {each.location.path for each in check_plan(plan, findings, DAY, "nb") if each.severity is Severity.ERROR}
    return plan, {number for number, name in enumerate(names) if f"plan/chapters/{name}.md" not in wrong}


def accepted(bodies: Sequence[str]) -> list[str]:
    """The bodies that a check finds no error in."""
    return [bodies[number] for number in sorted(plan_of(bodies)[1])]


def document_of(bodies: Sequence[str]) -> Document:
    plan, _ = plan_of(bodies)
    return compose(plan, REVISION, REVISION.when)


def fault_of(document: Document) -> str:
    """Why one of the outputs of a document is refused, or does not hold what the document does; "" where all three are made and do."""
    try:
        render_pdf(document)
        files = render_html(document)
        word = render_docx(document)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    web, wanted = html_back.take(files, document), expected(document)
    if (web.text, web.notes, web.headings, web.tables) != (wanted.text, wanted.notes, wanted.headings, wanted.tables):
        return "html differs"
    back, headings = docx_back.take(word), [heading for heading in wanted.headings if heading[1]]
    if (back.text, back.notes, back.headings, back.tables) != (wanted.text, wanted.notes, headings, wanted.tables):
        return "docx differs"
    return ""


def refused(bodies: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of the accepted bodies with which an output is not made, and why; found by halving."""
    fault = fault_of(document_of(bodies)) if bodies else ""
    if fault and len(bodies) == 1:
        yield _smallest(bodies[0]), fault
    elif fault:
        half = len(bodies) // 2
        found = [*refused(bodies[:half]), *refused(bodies[half:])]
        yield from found or [("\n\n=====\n\n".join(bodies), fault)]


def _smallest(text: str) -> str:
    """The body without the blocks that it is refused without."""
    blocks = text.split("\n\n")
    for index in range(len(blocks) - 1, -1, -1):
        without = "\n\n".join(blocks[:index] + blocks[index + 1 :])
        if without and accepted([without]) and fault_of(document_of([without])):
            blocks = without.split("\n\n")
    return "\n\n".join(blocks)


def main(count: int, seed: int) -> int:
    """Prints what is refused; 1 where anything is."""
    chance, tried, found = Random(seed), 0, 0
    for start in range(0, count, 40):
        bodies = accepted([body(chance) for _ in range(min(40, count - start))])
        tried += len(bodies)
        for text, fault in refused(bodies):
            found += 1
            print(f"{fault[:600]}\n  {text!r}", flush=True)
    print(f"seed {seed}: {count:,} bodies, {tried} accepted, {found} refused by a build")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
