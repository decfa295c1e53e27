"""What all entries share: an id, a file, the places of its values, and which of its fields could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, PrivateAttr

from planverk.diagnostics import TOP, Location
from planverk.model.annotations import fields_of, leaves
from planverk.model.fields import Boolean, IdText, Names, OwnText, Unprinted, Upkeep
from planverk.source.prose import Citation, FigurePlace, Footnote, FootnoteCall, Link, Prose
from planverk.source.prose import Text as ProseText
from planverk.source.yaml import Places, Route


class Part(BaseModel):
    """A mapping inside an entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fault(NamedTuple):
    """What is wrong between an entry's fields: the rule, the field that it is about, the facts of the message."""

    rule: str
    field: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry came from: its path, id, the places of its values, its prose, the fields that have findings already, and what stood in fields
    that the municipality added, with the texts that are printed of it and the entries that it names (route, kind, text).
    """

    path: str
    id: str
    places: Places
    prose: Prose = field(default_factory=Prose)
    faulty: frozenset[str] = frozenset()
    custom: Mapping[str, Any] = field(default_factory=dict)
    custom_texts: tuple[tuple[Route, str], ...] = ()
    custom_names: tuple[tuple[Route, str, str], ...] = ()


class Entry(BaseModel):
    """Anything in the plan that has an id. A field that the author left out or got wrong has its default, and its name is in `faulty`."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(Origin,))

    kind: ClassVar[str]
    folder: ClassVar[str]
    suffix: ClassVar[str]
    """What the class is declared with: the kind of entry, and the folder and the ending of its files."""
    refers: ClassVar[Mapping[tuple[str, ...], str]] = {}
    """Route of each field that names other entries ("*" for every item of a list) → the kind it names; "part" is `PLAN#GOAL`."""

    upkeep: ClassVar[frozenset[str]] = frozenset()
    """Fields with the mark `Upkeep`, as authors name them."""

    formerly: Annotated[tuple[IdText, ...], Unprinted("names that it had; what leads to them leads on to it")] = ()
    incomplete: Boolean = False
    known: OwnText | None = None

    _origin: Origin = PrivateAttr()

    def __init_subclass__(cls, *, kind: str, folder: str = "", suffix: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.kind, cls.folder, cls.suffix = kind, folder, suffix

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.refers = {leaf.route: names.kind for leaf in leaves(cls) if (names := leaf.mark(Names))}
        cls.upkeep = frozenset(leaf.names[0] for leaf in leaves(cls) if leaf.mark(Upkeep))

    @property
    def origin(self) -> Origin:
        """Where the entry came from. Not `_origin`: pydantic's look-up of a private attribute costs more than what most rules ask."""
        assert self.__pydantic_private__ is not None
        origin: Origin = self.__pydantic_private__["_origin"]
        return origin

    @property
    def id(self) -> str:
        """The stem of the entry's file."""
        return self.origin.id

    @property
    def key(self) -> str:
        """KIND:ID, as links and messages name the entry."""
        return f"{self.kind}:{self.id}"

    @property
    def path(self) -> str:
        """The entry's file, relative to the repository."""
        return self.origin.path

    @property
    def prose(self) -> Prose:
        """The body below the front matter; empty for entries that are YAML alone."""
        return self.origin.prose

    @property
    def faulty(self) -> frozenset[str]:
        """Fields that have a finding already, so that no rule draws conclusions from them."""
        return self.origin.faulty

    @property
    def custom(self) -> Mapping[str, Any]:
        """The fields that the municipality added, by name: plain data, as YAML 1.2 core reads it. Those with a finding are not among them."""
        return self.origin.custom

    @property
    def custom_texts(self) -> tuple[tuple[Route, str], ...]:
        """The texts that outputs print of those fields, each with its route."""
        return self.origin.custom_texts

    @property
    def wholly_unread(self) -> bool:
        """True where none of the file's fields could be read, so that nobody knows what it says."""
        return self.faulty.issuperset(fields_of(self.__class__))

    @property
    def unread(self) -> frozenset[str]:
        """The fields that the author filled in and whose values could not be read, and which are therefore not here."""
        here = {self.__class__.model_fields[name].alias or name for name in self.model_fields_set} | self.custom.keys()
        return frozenset(name for name in self.faulty - here if self._filled_in(name))

    def _filled_in(self, name: str) -> bool:
        """Whether a field is filled in; a field with nothing but empty fields below it is as a new plan has it."""
        places = self.origin.places
        below = {route: span for route, span in places.values.items() if route[:1] == (name,)}
        within = {route[:-1] for route in below}
        return (name,) in places.keys and (not below or any(span.start < span.end for route, span in below.items() if route not in within))

    def sound(self, *fields: str) -> bool:
        """True where none of the fields has a finding already."""
        return self.faulty.isdisjoint(fields)

    def at(self, *route: str | int) -> Location:
        """The place of a value, or of the nearest thing above it that the author wrote."""
        return Location(self.path, self.origin.places.find(route) or TOP)

    def at_key(self, *route: str | int) -> Location:
        """The place of a key."""
        return Location(self.path, self.origin.places.key(route) or self.at(*route).span)

    def at_top(self) -> Location:
        """The first line, for what is wrong with the entry as a whole."""
        return Location(self.path)

    def within(self, node: ProseText | Link | Citation | FootnoteCall | FigurePlace | Footnote) -> Location:
        """The place of a node of the entry's prose."""
        return Location(self.path, self.prose.span(node))

    def faults(self) -> Iterator[Fault]:
        """What is wrong between fields, for `validate`; nothing here is said twice that a field's own type says."""
        yield from ()

    def named(self) -> list[tuple[Route, str, str]]:
        """Every reference in the fields: its route, the kind it names, and the text."""
        ours = [(route, kind, text) for pattern, kind in self.refers.items() for route, text in texts_at(self, pattern)]
        return [*ours, *self.origin.custom_names]


def texts_at(value: Any, pattern: tuple[str, ...], route: Route = ()) -> Iterator[tuple[Route, str]]:
    """The texts in a value where names of fields lead, "*" to each item of a list; each with its route in the file."""
    if not value:
        return
    if not pattern:
        yield route, value
    elif pattern[0] == "*":
        for index, item in enumerate(value):
            yield from texts_at(item, pattern[1:], (*route, index))
    else:
        name = type(value).__pydantic_fields__[pattern[0]].alias or pattern[0]
        yield from texts_at(getattr(value, pattern[0]), pattern[1:], (*route, name))
