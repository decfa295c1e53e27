"""Word files that something happened to: cut short, with bits turned, elements and values in wrong places. The same number gives the same file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZipFile

from lxml import etree

from tests.word_files import packed

VALUES = (
    "²", "٣", "-1", "0", "99999999999999999999", "1e9", "NaN", "", " ", "\u2028", "true", "2026-99-99T99:99:99Z", "i går", "0x41", "../../x", "rId1",
    "Overskrift1", "{x}", "%s", "9" * 5000, "12pt", "\u202e", "😀",
)  # fmt: skip
Spoil = Callable[[bytes, Random], bytes]


def spoilt(data: bytes, number: int) -> bytes:
    """The file with one kind of damage, a few times over."""
    dice = Random(number)
    return KINDS[number % len(KINDS)](data, dice)


def cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data))]


def turned(data: bytes, dice: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def turned_inside(data: bytes, dice: Random) -> bytes:
    """Bits of a part turned before it is packed, so that the zip is sound."""
    parts = _parts(data)
    name = dice.choice([name for name in parts if parts[name]])
    return packed({**parts, name: turned(parts[name], dice)})


def _cut_inside(data: bytes, dice: Random) -> bytes:
    parts = _parts(data)
    name = dice.choice([name for name in parts if parts[name]])
    return packed({**parts, name: cut(parts[name], dice)})


def _without(data: bytes, dice: Random) -> bytes:
    parts = _parts(data)
    parts.pop(dice.choice(list(parts)))
    return packed(parts)


def _shuffled(data: bytes, dice: Random) -> bytes:
    """Elements of a part moved, doubled, taken out, or given another's name."""

    def spoil(elements: list[etree._Element]) -> None:
        for _ in range(dice.randint(1, 12)):
            one, other = dice.choice(elements), dice.choice(elements)
            above = one.getparent()
            match dice.randrange(4):
                case 0 if above is not None and one not in other.iterancestors() and one is not other:
                    other.append(one)
                case 1 if above is not None:
                    one.addnext(etree.fromstring(etree.tostring(other)))
                case 2 if above is not None:
                    above.remove(one)
                case _:
                    one.tag = other.tag

    return _in_part(data, dice, spoil)


def _valued(data: bytes, dice: Random) -> bytes:
    """Attributes and texts of a part with values that nobody expects."""

    def spoil(elements: list[etree._Element]) -> None:
        for _ in range(dice.randint(1, 40)):
            one, value = dice.choice(elements), dice.choice(VALUES)
            if one.attrib:
                one.set(dice.choice(list(map(str, one.attrib))), value)
            else:
                one.text = value

    return _in_part(data, dice, spoil)


def _in_part(data: bytes, dice: Random, spoil: Callable[[list[etree._Element]], None]) -> bytes:
    parts = _parts(data)
    name = dice.choice(["word/document.xml", *(name for name in parts if name.endswith((".xml", ".rels")))])
    root = etree.fromstring(parts[name])
    spoil(list(root.iter(etree.Element)))
    return packed({**parts, name: etree.tostring(root)})


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


KINDS: tuple[Spoil, ...] = (cut, turned, turned_inside, _cut_inside, _without, _shuffled, _valued, _shuffled, _valued)
