"""Walks a PDF's structure tree: elements in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, NameTree, NumberTree, Object, Pdf

INSIDE = frozenset(("/Span", "/Link", "/Em", "/Strong", "/Quote", "/NonStruct"))
"""Elements inside a line: a word may begin in one and end in another."""


def elements(pdf: Pdf, *, notes: bool = True) -> Iterator[Dictionary]:
    """Every structure element of the document in reading order, without what stands in notes unless asked for. None for an untagged file."""
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, Dictionary):
        yield from below(root, notes=notes)


def below(element: Object, *, notes: bool = True) -> Iterator[Dictionary]:
    """Every structure element under one, in reading order."""
    waiting = children(element)[::-1]
    while waiting:
        element = waiting.pop()
        if not notes and element.S == "/Note":
            continue
        yield element
        waiting += children(element)[::-1]


def children(element: Object) -> list[Dictionary]:
    """The structure elements right under one; marked content and objects are left out."""
    kids = element.get("/K")
    candidates: list[Object] = list(kids) if isinstance(kids, Array) else [kids] if isinstance(kids, Dictionary) else []
    return [kid for kid in candidates if isinstance(kid, Dictionary) and "/S" in kid]


def marks_of(element: Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    """The page and number of each piece of marked content right under an element."""
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]:
        if not isinstance(kid, Dictionary):
            yield element.Pg.objgen, int(kid)
        elif "/MCID" in kid:
            yield (kid.Pg if "/Pg" in kid else element.Pg).objgen, int(kid.MCID)


def annotations_of(element: Dictionary) -> list[Dictionary]:
    """The annotations that an element holds, such as a link's places on the pages."""
    kids = element.get("/K")
    candidates: list[Object] = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    objects = (kid.get("/Obj") for kid in candidates if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")
    return [held for held in objects if isinstance(held, Dictionary)]


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    """What leads from pages and annotations back to elements: an array for a page, an element for an annotation. Empty where there is none."""
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    if not isinstance(tree, Dictionary):
        return {}
    return dict(NumberTree(tree if tree.is_indirect else pdf.make_indirect(tree)).items())


def named_places(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """The places of the document that have names."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    if tree is not None:
        yield from NameTree(tree).items()
