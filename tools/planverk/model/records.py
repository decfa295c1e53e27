"""What commands keep beside the plan's text: the manifest of an adoption, and the stamps of those who have read an entry."""

from __future__ import annotations

from typing import ClassVar

from planverk.model.entry import Entry, Part
from planverk.model.fields import Day, FunctionId, Hash, NumberText, Text, WhoText, needed
from planverk.model.planfile import Adoption


class Hashed(Part):
    """An entry or a data file (KIND:ID), and the hash of what it said."""

    entry: Text
    sha256: Hash


class Made(Part):
    """An output, and the hash of its bytes; that of a folder is the hash of its list of files."""

    path: Text
    sha256: Hash


class Tool(Part):
    """What outputs were made with."""

    name: Text
    version: Text


class Adopted(Entry):
    """The manifest of an adoption: what was adopted, by whom, and what was published of it. The file's name is the day of the adoption."""

    kind: ClassVar[str] = "adopted"
    folder: ClassVar[str] = "plan/adopted"
    suffix: ClassVar[str] = ".json"

    form: Text = needed("")
    adoption: Adoption | None = needed()
    revision: Text | None = None
    digest: Hash = needed("")
    entries: tuple[Hashed, ...] = needed(())
    outputs: tuple[Made, ...] = ()
    tools: tuple[Tool, ...] = ()


class Review(Entry):
    """That a function has read an entry as it was on a day, and all that the entry leaned on. The file's name is KIND-ID of the entry."""

    kind: ClassVar[str] = "review"
    folder: ClassVar[str] = "plan/reviews"
    suffix: ClassVar[str] = ".yaml"

    by: FunctionId = needed("")
    date: Day | None = needed()
    note: WhoText | None = None
    form: NumberText = needed("")
    sha256: Hash = needed("")
    leans_on: tuple[Hashed, ...] = ()

    @property
    def reviewed(self) -> tuple[str, str]:
        """Kind and id of the entry that was read."""
        kind, _, name = self.id.partition("-")
        return kind, name
