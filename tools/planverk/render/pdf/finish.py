"""Finishes what Typst wrote: row headers, which its Python API lacks, smaller files, an id that follows from the content."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, Pdf, String

from planverk.render.pdf.error import TypesettingError
from planverk.render.pdf.provenance import with_provenance
from planverk.render.pdf.structure import children, elements


def finish(typeset: bytes, headers: tuple[int | None, ...], provenance: Mapping[str, str]) -> bytes:
    """The PDF with row headers: `headers` tells the column of each table in reading order, None for none. The same bytes give the same bytes.

    `provenance` goes into the metadata. TypesettingError where the PDF's tables are not those that `headers` tells of.
    """
    with Pdf.open(BytesIO(typeset)) as pdf:
        tables = [element for element in elements(pdf, notes=False) if element.S == "/Table"]
        if len(tables) != len(headers):
            raise TypesettingError(f"the PDF has {len(tables)} tables, the document {len(headers)}")
        names = _names(pdf)
        for number, (table, column) in enumerate(zip(tables, headers, strict=True), 1):
            if column is not None:
                _head_rows(table, column, number, names)
        pdf.Root.Metadata.write(with_provenance(pdf.Root.Metadata.read_bytes(), provenance))
        result = BytesIO()
        pdf.save(result, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False)
    return result.getvalue()


def _names(pdf: Pdf) -> NameTree:
    """The document's tree of element ids."""
    root = pdf.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array([])))
    return NameTree(root.IDTree)


def _head_rows(table: Dictionary, column: int, number: int, names: NameTree) -> None:
    """Makes each row's cell in a column the header of its row, and the row's other cells refer to it."""
    bodies = [part for part in children(table) if part.S == "/TBody"] or [table]
    rows = [row for body in bodies for row in children(body) if row.S == "/TR"]
    for index, row in enumerate(rows):
        cells = children(row)
        if column >= len(cells):
            raise TypesettingError(f"row {index + 1} of table {number} has no column {column + 1}")
        name = f"R{number}y{index}"
        _make_header(cells[column], name)
        names[name] = cells[column]
        for cell in cells[:column] + cells[column + 1 :]:
            attributes = _attributes(cell)
            attributes.Headers = Array([*_listed(attributes.get("/Headers")), String(name)])


def _make_header(cell: Dictionary, name: str) -> None:
    cell.S = Name.TH
    cell.ID = String(name)
    _attributes(cell).Scope = Name.Row


def _attributes(cell: Dictionary) -> Dictionary:
    """The cell's attributes that concern tables, made where there are none."""
    every = _listed(cell.get("/A"))
    for attributes in every:
        if isinstance(attributes, Dictionary) and attributes.get("/O") == "/Table":
            return attributes
    cell.A = Array([Dictionary(O=Name.Table), *every])
    made = cell.A[0]
    assert isinstance(made, Dictionary)
    return made


def _listed(held: Object | None) -> list[Object]:
    return list(held) if isinstance(held, Array) else [] if held is None else [held]
