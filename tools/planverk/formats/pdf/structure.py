"""Walks a PDF's structure tree: elements in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, NameTree, NumberTree, Object, Pdf

INSIDE = frozenset(("/Span", "/Link", "/Em", "/Strong", "/Quote", "/NonStruct"))
"""Elements inside a line: a word may begin in one and end in another."""


def elements(pdf: Pdf, *, notes: bool = True) -> Iterator[Dictionary]:
    """Every structure element of the document in reading order, without those in notes unless asked for. None for an untagged file."""
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
    return [kid for kid in listed(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]


def listed(held: Object | None) -> list[Any]:
    """What a key holds of which there may be none, one without a list around it, or a list."""
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def table_rows(table: Dictionary, *groups: str) -> list[Dictionary]:
    """The rows of a table; those in `groups` alone, such as /TBody, where there are such."""
    found = [group for group in children(table) if group.S in (groups or ("/THead", "/TBody", "/TFoot"))] or [table]
    return [row for group in found for row in children(group) if row.S == "/TR"]


def page_numbers(pdf: Pdf, first: int = 0) -> dict[tuple[int, int], int]:
    """The number of each page by its object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, first)}


def marks_of(element: Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    """The page and number of each piece of marked content right under an element."""
    for kid in listed(element.get("/K")):
        if not isinstance(kid, Dictionary):
            yield element.Pg.objgen, int(kid)
        elif "/MCID" in kid:
            yield (kid.Pg if "/Pg" in kid else element.Pg).objgen, int(kid.MCID)


def annotations_of(element: Dictionary) -> list[Dictionary]:
    """The annotations that an element holds, such as a link's places on the pages."""
    objects = (kid.get("/Obj") for kid in listed(element.get("/K")) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")
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
