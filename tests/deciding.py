"""A redline as a committee decides on it: the changes of some authors accepted, those of others rejected, the rest left as they are."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from tests.takeback.docx import W, packed, unpacked
from tests.word_changes import Choice, settled

_HIDDEN = "hidden-"
_MARKS = ("ins", "del", "pPrChange", "moveFrom", "moveTo")


def decided(data: bytes, choices: Mapping[str, Choice]) -> bytes:
    """The file with the changes settled of the authors whose names end in a key of the choices."""
    for ending, choice in choices.items():
        data = _shown(settled(_hidden(data, ending), choice))
    return data


def _hidden(data: bytes, ending: str) -> bytes:
    """The file with every mark of others under another name, so that it counts as none."""
    parts = unpacked(data)
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        root = etree.fromstring(parts[name])
        for mark in root.iter(*(W + each for each in _MARKS)):
            if not mark.get(W + "author", "").endswith(ending):
                mark.tag = W + _HIDDEN + etree.QName(mark).localname
                for text in mark.iter(W + "delText"):
                    text.tag = W + _HIDDEN + "delText"
        parts[name] = etree.tostring(root)
    return packed(parts)


def _shown(data: bytes) -> bytes:
    parts = unpacked(data)
    return packed({name: content.replace(_HIDDEN.encode(), b"") for name, content in parts.items()})
