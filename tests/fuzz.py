"""Breaks files of real plans at random, many times over, and reads them; run as a module, it does so as often as it is asked to.

`python -m tests.fuzz 40000 7` makes 40,000 cases for each kind of file from the seed 7, prints those that broke a promise of reading, and the
slowest. A case that broke becomes a test of its reader.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from random import Random
from typing import NamedTuple

from planverk.diagnostics import Finding
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.rules.registry import all_rules
from tests.examples import examples_in
from tests.places import is_within
from tests.support import ROOT

READ = {
    "yaml": "plan/functions/koordinator.yaml",
    "front matter": "plan/measures/felles-rutine.md",
    "markdown": "plan/chapters/innledning.md",
    "toml": "planverk.toml",
    "csv": "plan/data/ensomme.csv",
}
"""Each kind of text, and a path where files of that kind are read."""

_HEAD = b"---\ntitle: Innledning\n---\n\n"
_PIECES = (
    ": ", ":", "- ", "-", "# ", " #", "'", '"', '"""', "'''", "[", "]", "{", "}", "&a ", "*a ", "!!x ", "| ", "|", ">", ">-\n", "%", "@", "`",
    "```\n", "\\", "\\\\", "\\x00", "\\u202e", "\t", "\n", "\n\n", "\r", "\r\n", " ", "    ", "\x00", "\x07", "\x85", "\u00a0", "\u2028",
    "\u202e", "\ufeff", "\ufffe", "æ", "e\u0301", "😀", "---\n", "...\n", "? ", "<<: ", "<b>", "<!--", "-->", "<a href=", "&#x202e;", "&amp;",
    "![", "![](figure:a)\n", "](", "[^1]", "[^1]: ", "[@x]", "(goal:", "(javascript:", "<https://", "**", "*", "__", "~~", "> ", "1. ",
    "| --- |\n", "|:-:|", "===\n", "# x\n", "\x1b[2J", "null", "~", "true", "no", "0", "-1", "1e999", "0x10", "1_000", "12:30", "2026-02-30",
    ".inf", "=", " = ", "[[", "]]", "[a.b]\n", ",", ";", "{{ x }}", "{% x %}", "#read(", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n",
)  # fmt: skip
_LONG = (
    "[",
    "]",
    "{",
    "(",
    "*",
    "_",
    "> ",
    "- ",
    "`",
    "!",
    "[^",
    "|",
    "a.",
    "'",
    '"',
    "&",
    "<",
    "\\",
    "#",
    "x",
    "æ",
    "\u0301",
    "\n",
    "1,",
    "[a](",
    "**a",
)


class Case(NamedTuple):
    """A kind of text, and the bytes of a file of it."""

    kind: str
    data: bytes


@cache
def corpus() -> Mapping[str, tuple[bytes, ...]]:
    """What is broken, by kind: the files of all plans here, good and bad, and those of the rules' examples."""
    found: dict[str, set[bytes]] = {kind: set() for kind in READ}
    folders = [ROOT, *(path.parent for path in sorted((ROOT / "tests/plans").rglob("plan")) if path.is_dir())]
    files = [item for folder in folders for item in read_folder(folder).files.items()]
    files += [item for rule in all_rules().values() for example in examples_in(rule) for item in example.files.items()]
    for path, data in files:
        match PurePosixPath(path).suffix:
            case ".yaml":
                found["yaml"].add(data)
            case ".md":
                found["front matter"].add(data)
                found["markdown"].add(_HEAD + data.rpartition(b"---\n")[2])
            case ".toml":
                found["toml"].add(data)
            case ".csv":
                found["csv"].add(data)
            case _:
                pass
    return {kind: tuple(sorted(texts)) for kind, texts in found.items()}


def cases(count: int, seed: int) -> Iterator[Case]:
    """So many cases of each kind; the same ones for the same seed."""
    chance = Random(seed)
    for _ in range(count):
        for kind, texts in corpus().items():
            data = chance.choice(texts)
            for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 9))):
                data = _broken(data, chance.choice(texts), chance)
            yield Case(kind, data[:60_000])


def _broken(data: bytes, other: bytes, chance: Random) -> bytes:
    """The bytes with one thing changed."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    match chance.randrange(9):
        case 0:
            return data[:start] + data[min(end, start + chance.choice((1, 1, 4, 40, 4000))) :]
        case 1:
            return data[:start] + data[start:end] * chance.choice((2, 2, 3, 8)) + data[end:]
        case 2:
            at, to = sorted(chance.randrange(len(other) + 1) for _ in range(2))
            return data[:start] + other[at:to] + data[end:]
        case 3:
            return data[:start] + bytes(chance.randrange(256) for _ in range(chance.choice((1, 1, 2, 4)))) + data[start:]
        case 4:
            return data[:start] + (chance.choice(_LONG) * chance.choice((3, 30, 300, 3000))).encode() + data[start:]
        case 5:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)
        case 6:
            return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n  ", b"\n\t", b" ")), chance.choice((1, 3, -1)))
        case _:
            return data[:start] + chance.choice(_PIECES).encode() + data[start:]


def fault_of(case: Case) -> str:
    """Which promise of reading a case breaks: no exception, known rules, places that exist. "" where it breaks none."""
    path = READ[case.kind]
    try:
        plan, findings = read_plan(Tree({path: case.data}))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return next((fault for finding in findings if (fault := _fault_in(finding, plan.texts.get(finding.location.path, "")))), "")


def _fault_in(finding: Finding, text: str) -> str:
    if finding.rule not in all_rules():
        return f"no rule {finding.rule}"
    if text and not is_within(finding.location.span, text):
        return f"no such place: {finding.rule} {finding.location}"
    return ""


def main(count: int, seed: int) -> int:
    """Prints what broke and what was slow; 1 where anything broke."""
    broken, slowest, made = 0, (0.0, Case("", b"")), 0
    for case in cases(count, seed):
        began = time.process_time()
        fault = fault_of(case)
        slowest = max(slowest, (time.process_time() - began, case))
        made += 1
        if fault:
            broken += 1
            print(f"{case.kind}: {fault}\n  {case.data[:2000]!r}")
    print(f"seed {seed}: {made:,} cases, {broken} broke a promise; the slowest ({slowest[1].kind}) took {slowest[0]:.2f} s")
    if slowest[0] > 1:
        print(f"  {slowest[1].data[:3000]!r}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
