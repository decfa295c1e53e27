"""Links: each has a tag, each tag its place on the page, and each says what it is called."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Object, Pdf

from planverk.errors import UserError
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.structure import annotations_of, elements, parent_tree


def link_faults(pdf: Pdf, wanted: int) -> Iterator[UserError]:
    """Faults of the links; `wanted` is how many the document has, those of the contents list among them."""
    links = [element for element in elements(pdf) if element.S == "/Link"]
    if len(links) != wanted:
        yield fault("links-differ", found=len(links), wanted=wanted)
    tagged = {annotation.objgen: link for link in links for annotation in annotations_of(link)}
    if any(not annotations_of(link) for link in links):
        yield fault("link-without-place")
    parents = parent_tree(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                yield fault("acting", what=str(annotation.get("/Subtype", "/?"))[1:])
            elif not str(annotation.get("/Contents", "")).strip():
                yield fault("link-without-name", page=number)
            if not _leads_back(annotation, tagged, parents):
                yield fault("link-without-tag", page=number)


def _leads_back(annotation: Object, tagged: dict[tuple[int, int], Dictionary], parents: dict[int, Object]) -> bool:
    """Whether the annotation's parent is the tag that holds it."""
    link = tagged.get(annotation.objgen)
    parent = parents.get(int(annotation.get("/StructParent", -1)))
    return link is not None and parent is not None and parent.objgen == link.objgen
