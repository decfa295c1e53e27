"""What an id looks like, how entries and their parts are named in references, and which name is nearest to a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import category, normalize

LONGEST_ID = 100
_SPELT = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "đ": "d", "ß": "ss"})
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PART = re.compile(r"(?P<plan>[^#\s]+)#(?P<part>[^#\s]+)\Z")
_MEASURE = re.compile(r"measure-(?P<number>[0-9]{1,6})\Z")


class PartReference(NamedTuple):
    """`PLAN#PART`: a goal, or `measure-NUMBER`, of a referenced plan."""

    plan: str
    part: str

    @property
    def measure_number(self) -> int | None:
        """The number of the measure that is meant, None where a goal is."""
        found = _MEASURE.match(self.part)
        return int(found["number"]) if found else None


def is_id(text: str) -> bool:
    """True for lower-case ASCII words and numbers joined by single hyphens, at most LONGEST_ID characters."""
    return len(text) <= LONGEST_ID and _ID.match(text) is not None


def words_as_id(text: str) -> str:
    """The words of a text in lower-case ASCII, joined by hyphens, at most LONGEST_ID characters; "" where no letter or digit is left."""
    spelt = text.lower().translate(_SPELT)
    plain = "".join(char if char.isascii() else " " * (category(char)[0] in "PSZ") for char in normalize("NFKD", spelt))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")


def proper_id(text: str) -> str:
    """The id nearest to a text that a file can be named after on every system; "id" where nothing is left of it."""
    id = words_as_id(text) or "id"
    return f"{id}-1" if is_device(id) else id


def is_device(name: str) -> bool:
    """True for a name that Windows keeps for a device, whatever its ending: no file or folder there can have it."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def parse_part(text: str) -> PartReference | None:
    """`PLAN#PART` taken apart, None where the text is not of that form."""
    found = _PART.match(text)
    return PartReference(found["plan"], found["part"]) if found else None


def nearest(name: str, known: Iterable[str], most: int = 1, least: float = 0.6) -> tuple[str, ...]:
    """The known names that `name` may be a slip of, best first; none whose likeness, from 0 to 1, is below `least`."""
    from difflib import get_close_matches  # here, since a plan without slips needs it not

    return tuple(get_close_matches(name[:LONGEST_ID], sorted(known), n=most, cutoff=least))
