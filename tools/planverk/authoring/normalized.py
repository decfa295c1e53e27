"""What a file says, apart from how it is typed: whether a change of the typing changed what it says, or only words in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from planverk.diagnostics import Finding
from planverk.source.markdown import read_markdown
from planverk.source.prose import Text
from planverk.source.table import read_table
from planverk.source.toml import read_toml
from planverk.source.yaml import read_yaml, split_front_matter

_PLACES = ("start", "end", "lines")
"""Fields of prose that tell where something stands."""


class _Node(NamedTuple):
    """A mapping, a list, or a node of prose: the names of its parts, if they have any, and the parts."""

    kind: str
    names: tuple[str, ...]
    below: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Normalized:
    """The data and the prose of a file, without places, and how often each rule of reading finds something in it."""

    said: Any
    findings: Mapping[str, int]

    @property
    def readable(self) -> bool:
        """True where the fields, or the rows, could be read at all."""
        first = self.said.below[0] if isinstance(self.said, _Node) and self.said.kind == "file" else self.said
        return first is not None

    def same(self, other: Normalized) -> bool:
        """True where the other says the same, and reading finds nothing more in it."""
        return self.said == other.said and not Counter(other.findings) - Counter(self.findings)

    def alike(self, other: Normalized) -> bool:
        """True where the other has the same fields and blocks, with other words in them, and reading finds nothing more in it."""
        return _shape(self.said) == _shape(other.said) and not Counter(other.findings) - Counter(self.findings)


@lru_cache(maxsize=16)  # every proposal for a file is held against the same file, and against what laying it out gave
def normalized(path: str, text: str) -> Normalized:
    """What the text of a file says, its lines ending in "\\n"; which kind of file it is, the path tells. Never raises."""
    if path.endswith(".md"):
        parts = split_front_matter(path, text)
        prose, findings = read_markdown(path, text, parts.body)
        return Normalized(_Node("file", ("fields", "prose"), (_said(parts.front.data), _said(prose))), _counted([*parts.front.findings, *findings]))
    if path.endswith(".csv"):
        table, findings = read_table(path, text)
        return Normalized(_said(table), _counted(findings))
    located = read_toml(path, text) if path.endswith(".toml") else read_yaml(path, text)
    return Normalized(_said(located.data), _counted(located.findings))


def _counted(findings: Iterable[Finding]) -> Mapping[str, int]:
    return Counter(finding.rule for finding in findings)


def _said(value: Any) -> Any:
    """The value without places; a text that was read in pieces is one."""
    if isinstance(value, Mapping):
        return _Node("mapping", tuple(value), tuple(_said(below) for below in value.values()))
    if isinstance(value, (list, tuple)):
        return _Node("list", (), tuple(_in_one(_said(below) for below in value)))
    if is_dataclass(value):
        names = tuple(each.name for each in fields(value) if each.name not in _PLACES)
        return _Node(type(value).__name__, names, tuple(_said(getattr(value, name)) for name in names))
    return value


def _in_one(values: Iterator[Any]) -> Iterator[Any]:
    for is_text, run in groupby(values, key=lambda value: isinstance(value, _Node) and value.kind == Text.__name__):
        if is_text:
            yield _Node(Text.__name__, ("text",), ("".join(node.below[0] for node in run),))
        else:
            yield from run


def _shape(said: Any) -> Any:
    """What was said with its words left out; names of fields and of blocks stay."""
    if isinstance(said, _Node):
        return _Node(said.kind, said.names, tuple(_shape(below) for below in said.below))
    return bool(said) if isinstance(said, str) else said
