"""What the pages show is tied to tags or marked as furniture, and drawn with letters that the file holds."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, parse_content_stream

from planverk.errors import UserError
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.structure import elements, marks_of, parent_tree

_SHOWS = frozenset(("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"))
"""The operators that put something on a page."""

_BEGIN, _END = ("BDC", "BMC"), "EMC"
Place = tuple[tuple[int, int], int]
"""A page and the number of a piece of marked content on it."""


def content_faults(pdf: Pdf) -> Iterator[UserError]:
    """Faults of the pages' contents."""
    tied, parents = {place: element for element in elements(pdf) for place in marks_of(element)}, parent_tree(pdf)
    seen: set[Place] = set()
    for number, page in enumerate(pdf.pages, 1):
        marks, loose = _marks(page.obj)
        places = {(page.obj.objgen, mark) for mark in marks}
        if loose:
            yield fault("untagged", page=number)
        if len(marks) != len(places) or not places <= tied.keys():
            yield fault("unknown-content", page=number)
        own = parents.get(int(page.obj.get("/StructParents", -1)))
        if any(not _leads_back(own, mark, tied[place]) for mark in marks if (place := (page.obj.objgen, mark)) in tied):
            yield fault("parent-tree", page=number)
        seen |= places
    if tied.keys() - seen:
        yield fault("lost-content", count=len(tied.keys() - seen))


def _marks(page: Object) -> tuple[list[int], bool]:
    """The numbers of the marked content that a page begins, and whether anything is shown outside all marks or inside two."""
    marks: list[int] = []
    open_marks: list[bool] = []  # for each mark that is open: whether it ties what it holds to tags or makes it furniture
    loose = False
    for instruction in parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in _BEGIN:
            properties = operands[1] if len(operands) > 1 else None
            identity = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            ties = identity is not None or operands[0] == Name.Artifact
            loose = loose or (ties and any(open_marks))
            open_marks.append(ties)
            marks += [] if identity is None else [int(identity)]
        elif name == _END and open_marks:
            open_marks.pop()
        elif name in _SHOWS and not any(open_marks):
            loose = True
    return marks, loose


def _leads_back(parents: Object | None, mark: int, element: Dictionary) -> bool:
    """Whether a page's parents lead from a piece of its content to the element that holds it."""
    return isinstance(parents, Array) and mark < len(parents) and isinstance(parents[mark], Dictionary) and parents[mark].objgen == element.objgen
