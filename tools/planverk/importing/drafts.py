"""What the recogniser makes of a document: drafts of entries, whose every value knows the words of the source that it was taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from planverk.ids import proper_id
from planverk.importing.foreign import Block, Table, Text, texts_of
from planverk.importing.hints import NO_HINTS, Hints

Certainty = Literal["sure", "likely"]
LONGEST_ID = 60
"""Characters of an id that is made of a title."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a field: the texts of the source, in order, and what is written in their place where a field has a form of its own ("2023-12-12");
    "" where the words themselves are written."""

    texts: tuple[Text, ...]
    written: str = ""
    certainty: Certainty = "sure"

    @property
    def text(self) -> str:
        """What stands in the file."""
        return self.written or " ".join(text.plain for text in self.texts)


@dataclass(frozen=True, slots=True)
class Ours:
    """A text that the source has not: a key of the catalogue, and what it tells of."""

    key: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The place of a figure in a text."""

    figure: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of the source and where they went: KIND:ID/FIELD. A label is what names a field there, such as the heading of a column."""

    text: Text
    where: str
    certainty: Certainty = "sure"
    label: bool = False
    written: str = ""


@dataclass
class Draft:
    """An entry to be: its fields as values, plain scalars, lists and mappings, and its body."""

    kind: str
    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    body: list[Block | Shown] = field(default_factory=list)
    table: Table | None = None
    picture: str = ""
    """The name of its picture among the files of the document."""
    noun: str = ""
    """What the document calls a goal like this one, in small letters."""
    labels: list[tuple[Text, str]] = field(default_factory=list)
    """Texts that only name a field, and the field."""

    @property
    def key(self) -> str:
        """KIND:ID; the plan file is "plan.yaml"."""
        return f"{self.kind}:{self.id}" if self.id else "plan.yaml"

    def label(self, text: Text, name: str) -> None:
        """Notes a text that only names a field."""
        self.labels.append((text, name))

    def claims(self) -> Iterator[Claim]:
        """Where the words went that the entry was made of."""
        yield from (Claim(text, f"{self.key}/{name}", label=True) for text, name in self.labels)
        for route, value in _values(self.fields, ()):
            where = f"{self.key}/{'.'.join(route)}"
            yield from (Claim(text, where, value.certainty, written=value.written) for text in value.texts)
        yield from (Claim(text, f"{self.key}/body") for text in texts_of(block for block in self.body if not isinstance(block, Shown)))
        yield from (Claim(text, f"{self.key}/data") for text in (texts_of([self.table]) if self.table else ()))


def _values(value: Any, route: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value]]:
    if isinstance(value, Value):
        yield route, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, (*route, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, (*route, str(number)))


@dataclass(frozen=True, slots=True)
class Unsure:
    """What a person should look at: the text, and the key of the reason."""

    text: str
    why: str


class Cited(NamedTuple):
    """A source that is cited: its id, and the place in it."""

    source: str
    locator: str = ""


@dataclass
class Drafts:
    """All entries of a plan to be, in the order in which they were found; the first is the plan file."""

    entries: list[Draft] = field(default_factory=lambda: [Draft("plan-file", "")])
    contents: list[str] = field(default_factory=list)
    hints: Hints = NO_HINTS
    left: set[int] = field(default_factory=set)
    """The numbers of the paragraphs that the user left out with their heading."""
    texts: tuple[Text, ...] = ()
    calls: tuple[tuple[int, str], ...] = ()
    """The paragraphs without the calls of notes whose texts are not there, and those calls: number of the paragraph, label."""
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    unsure: list[Unsure] = field(default_factory=list)
    named: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The ids that entries have already, by kind and the id that is made of their title."""
    _taken: dict[tuple[str, str], int] = field(default_factory=dict)
    """The kinds and ids that are taken, each with the last number that was put behind it."""
    sources: dict[str, Draft] = field(default_factory=dict)
    """The sources of the document's own list, by the numbers that they have there."""
    functions: frozenset[str] = frozenset()
    """The names in the document's own list of functions."""
    cited: Mapping[str, tuple[Cited, ...]] = field(default_factory=dict)
    """Label of a note that does no more than name sources → those sources, and the places in them."""
    settings: dict[str, str] = field(default_factory=dict)
    """What the plan calls things where it is not as usual: "preset" of nouns, and headings by their names in the settings."""
    later: list[Callable[[], None]] = field(default_factory=list)
    """What can be told only when all entries are there, such as which entry a title names."""

    @property
    def head(self) -> Draft:
        """The plan file."""
        return self.entries[0]

    @property
    def language(self) -> str:
        """The plan's language."""
        return str(self.head.fields["language"])

    def of(self, kind: str) -> list[Draft]:
        """The entries of a kind."""
        return [draft for draft in self.entries if draft.kind == kind]

    def add(self, kind: str, name: str, /, **fields: Any) -> Draft:
        """A new entry, its id made of a name and unlike those of its kind."""
        draft = Draft(kind, self.free_id(kind, name), dict(fields))
        self.entries.append(draft)
        return draft

    def free_id(self, kind: str, name: str) -> str:
        """An id made of a name and unlike those of its kind."""
        id = unique = short_id(name)
        while (kind, unique) in self._taken:
            self._taken[kind, id] += 1
            unique = f"{id}-{self._taken[kind, id]}"
        self._taken[kind, unique] = 1
        return self.named.get((kind, unique), unique)

    def show(self, part: str) -> None:
        """Gives a part its place in the contents, where it has none yet."""
        if part not in self.contents:
            self.contents.append(part)

    def claims(self) -> Iterator[Claim]:
        """Where all words went."""
        for draft in self.entries:
            yield from draft.claims()
            runs = (run for text in texts_of(block for block in draft.body if not isinstance(block, Shown)) for run in text.runs)
            for label in dict.fromkeys(run.note for run in runs if run.note in self.notes and run.note not in self.cited):
                yield from (Claim(text, f"{draft.key}/body") for text in texts_of(self.notes[label]))


def short_id(title: str) -> str:
    """An id of the first words of a title."""
    id = proper_id(title)
    return id if len(id) <= LONGEST_ID else id[: LONGEST_ID + 1].rpartition("-")[0] or id[:LONGEST_ID]


def said(text: Text) -> Value:
    """A value that says what the source says."""
    return Value((text,))
