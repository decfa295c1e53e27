"""Tables that Typst tagged: their rows get headers, their captions stand inside them."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.structure import children, elements


def take_captions(pdf: Pdf) -> None:
    """Puts each table's caption inside the table. Typst puts both into a Div where a page ends in the table."""
    for division in [element for element in elements(pdf) if element.S == "/Div"]:
        kids = children(division)
        if len(kids) != 2 or kids[0].S != "/Caption":
            continue
        caption, table = kids
        while table.S == "/Div" and len(children(table)) == 1:
            (table,) = children(table)
        if table.S == "/Table":
            _put_in_place_of(division, table)
            table.K = Array([caption, *_listed(table.K)])
            caption.P = table


def _put_in_place_of(division: Dictionary, table: Dictionary) -> None:
    parent = division.P
    parent.K = Array([table if isinstance(kid, Dictionary) and kid.objgen == division.objgen else kid for kid in _listed(parent.K)])
    table.P = parent


def head_rows(pdf: Pdf, headers: tuple[int | None, ...]) -> None:
    """Makes row headers: `headers` tells the column of each table in reading order, None for none."""
    tables = [element for element in elements(pdf, notes=False) if element.S == "/Table"]
    if len(tables) != len(headers):
        raise unmade(fault("tables-differ", found=len(tables), wanted=len(headers)))
    names = _names(pdf)
    for number, (table, column) in enumerate(zip(tables, headers, strict=True), 1):
        if column is not None and len(_rows(table)) > 1:
            _head_rows(table, column, number, names)


def head_columns(pdf: Pdf) -> None:
    """Makes the one row of a table that has no other its header row. Typst makes it a row of cells, as it would have nothing to head."""
    for table in (element for element in elements(pdf) if element.S == "/Table"):
        if len(rows := _rows(table)) == 1:
            for cell in children(rows[0]):
                cell.S = Name.TH
                _attributes(cell).Scope = Name.Column


def _rows(table: Dictionary) -> list[Dictionary]:
    groups = [group for group in children(table) if group.S in ("/THead", "/TBody", "/TFoot")] or [table]
    return [row for group in groups for row in children(group) if row.S == "/TR"]


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
            raise unmade(fault("row-without-cell", table=number, row=index + 1, column=column + 1))
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
