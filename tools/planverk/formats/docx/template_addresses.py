"""The addresses that drawings in a template's headers and footers name by themselves, past the relationships where Word else keeps addresses.

Word fetches the picture that `src` or `o:href` of a VML shape names when the file is opened. So its owner learns who opened it, or asks another
machine for a log-in. Older programs wrote them; no picture that lies in the file needs one.
"""

from __future__ import annotations

from planverk.word.names import Element, R

_NAMES = frozenset(("src", "href", "althref", "action"))


def foreign_address(root: Element) -> tuple[str, str]:
    """The attribute and the address of the first that leads out of the file, two empty texts where there is none."""
    for element in root.iter("*"):
        for name, address in element.attrib.items():
            namespace, _, local = str(name).rpartition("}")
            if local.lower() in _NAMES and namespace != f"{{{R}" and str(address).strip() and not str(address).startswith("#"):
                return local, str(address).strip()
    return "", ""
