"""A template's styles beside ours: which is which, under our ids, and without what a published plan can't have from a template."""

from __future__ import annotations

from copy import deepcopy

from planverk.document.records import Look
from planverk.formats.docx.layout import style_id
from planverk.formats.docx.own_styles import own_styles
from planverk.formats.docx.styles import TABLE_STYLE, built_in
from planverk.word.names import Element, W, value, w

_APART = "Template"
"""What the id of a template's style ends in where ours has that id and another name."""
_NEVER = ("lang", "rsid", "locked", "personal", "personalCompose", "personalReply")
_NOT_IN_PARAGRAPHS = ("numPr", "framePr", "pPrChange", "sectPr", "rPr")


def style_names(root: Element) -> dict[str, str]:
    """The id that each of the template's styles gets, by its id there.

    Word keeps the English name of a built-in style in every language, and translates the id: `Overskrift1` has the name `heading 1`.
    """
    ours = {style.name.lower(): style.key for style in (*built_in(Look()), *own_styles(Look()))}
    ours |= {TABLE_STYLE.lower(): style_id(TABLE_STYLE), "normal table": "TableNormal"}
    taken: dict[str, str] = {}
    for style in root.findall(w("style")):
        key, name = style.get(w("styleId"), ""), value(style, "name").lower()
        mine = ours.get(name) or (f"{key}{_APART}" if key in ours.values() else key)
        taken[key] = mine if mine not in taken.values() else f"{key}{_APART}{len(taken)}"
    return taken


def settle_styles(root: Element, names: dict[str, str]) -> Element:
    """The template's styles part under the ids of `names`."""
    settled = deepcopy(root)
    for style in settled.findall(w("style")):
        style.set(w("styleId"), names[style.get(w("styleId"), "")])
        for link in style.iter(w("basedOn"), w("next"), w("link")):
            link.set(w("val"), names.get(link.get(w("val"), ""), link.get(w("val"), "")))
        _strip(style)
    return settled


def _strip(style: Element) -> None:
    """Takes away the language, since the plan has its own; lists and frames; and what extensions add, which no schema knows."""
    for element in list(style.iter()):
        parent = element.getparent()
        name = str(element.tag)
        inside = parent is not None and parent.tag == w("pPr") and name in map(w, _NOT_IN_PARAGRAPHS)
        if parent is not None and element is not style and (not name.startswith(f"{{{W}}}") or name in map(w, _NEVER) or inside):
            parent.remove(element)
            continue
        for attribute in [each for each in element.attrib if not str(each).startswith(f"{{{W}}}")]:
            del element.attrib[attribute]
