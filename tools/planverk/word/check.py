"""Checks a Word file: every check in order, and the faults in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planverk.word.checks import contrast, headings, language, links, manual_formatting, metadata, package_validity, pictures, tables
from planverk.word.fault import RULES, Fault, Weight
from planverk.word.package import read_package
from planverk.word.reading import Reading

Check = Callable[[Reading], Iterator[Fault]]

CHECKS: tuple[Check, ...] = (
    package_validity.parts,
    package_validity.relationships,
    package_validity.order,
    package_validity.identifiers,
    package_validity.notes,
    package_validity.names,
    package_validity.bookmarks,
    metadata.values,
    metadata.title,
    language.declared,
    language.agrees,
    metadata.mode,
    metadata.page_size,
    metadata.protection,
    metadata.left_in,
    metadata.outside,
    metadata.imported,
    metadata.blinking,
    metadata.unnamed_fields,
    headings.some,
    headings.order,
    headings.faked,
    headings.contents,
    tables.check,
    pictures.check,
    manual_formatting.lists,
    manual_formatting.notes,
    manual_formatting.columns,
    manual_formatting.empty,
    manual_formatting.spaces,
    contrast.check,
    links.check,
)
"""Every check."""


class Found(NamedTuple):
    """What a check finds: the faults in reading order, and how many paragraphs there are."""

    faults: list[Fault]
    paragraphs: int


def check_word(data: bytes) -> Found:
    """The faults of a Word file, none for a good one. Unreadable where it can't be read as one."""
    return check_reading(Reading(read_package(data)))


def check_reading(reading: Reading, more: tuple[Check, ...] = ()) -> Found:
    """The faults of a file that was read; `more` are checks beside those that every file is held to."""
    faults = (fault for check in (*CHECKS, *more) for fault in check(reading))
    return Found(in_order(faults, reading.package.main), len(reading.paragraphs))


def in_order(faults: Iterable[Fault], main: str) -> list[Fault]:
    """What concerns the whole file first, then the text from its beginning, then the other parts."""

    def rank(fault: Fault) -> tuple[bool, bool, str, int, str]:
        place = fault.place
        return (place.paragraph > 0, place.part != main, place.part, place.paragraph, fault.rule)

    return sorted(faults, key=rank)


def weight_of(fault: Fault) -> Weight:
    """How much a fault weighs: its own, else that of its rule."""
    return fault.weight or RULES[fault.rule].weight
