"""What Typst tagged, and how it is completed: the rows of tables get headers, their captions stand inside them; links get what they are called, in
the document's language, and calls of notes are references."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.structure import annotations_of, children, elements, listed, named_places, page_numbers, table_rows


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
            parent = division.P
            parent.K = Array([table if isinstance(kid, Dictionary) and kid.objgen == division.objgen else kid for kid in listed(parent.K)])
            table.P = parent
            table.K = Array([caption, *listed(table.K)])
            caption.P = table


def head_rows(pdf: Pdf, headers: tuple[int | None, ...]) -> None:
    """Makes row headers: `headers` tells the column of each table in reading order, None for none."""
    tables = [element for element in elements(pdf, notes=False) if element.S == "/Table"]
    if len(tables) != len(headers):
        raise unmade(fault("tables-differ", found=len(tables), wanted=len(headers)))
    root = pdf.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array([])))
    names = NameTree(root.IDTree)
    for number, (table, column) in enumerate(zip(tables, headers, strict=True), 1):
        if column is not None and len(table_rows(table)) > 1:
            _head_rows(table, column, number, names)


def head_columns(pdf: Pdf) -> None:
    """Makes the one row of a table that has no other its header row. Typst makes it a row of cells, as it would have nothing to head."""
    for table in (element for element in elements(pdf) if element.S == "/Table"):
        if len(rows := table_rows(table)) == 1:
            for cell in children(rows[0]):
                cell.S = Name.TH
                _attributes(cell).Scope = Name.Column


def _head_rows(table: Dictionary, column: int, number: int, names: NameTree) -> None:
    """Makes each row's cell in a column the header of its row, and the row's other cells refer to it."""
    for index, row in enumerate(table_rows(table, "/TBody")):
        cells = children(row)
        if column >= len(cells):
            raise unmade(fault("row-without-cell", table=number, row=index + 1, column=column + 1))
        name, header = f"R{number}y{index}", cells[column]
        header.S, header.ID = Name.TH, String(name)
        _attributes(header).Scope = Name.Row
        names[name] = header
        for cell in cells[:column] + cells[column + 1 :]:
            attributes = _attributes(cell)
            attributes.Headers = Array([*listed(attributes.get("/Headers")), String(name)])


def _attributes(cell: Dictionary) -> Dictionary:
    """The cell's attributes that concern tables, made where there are none."""
    every = listed(cell.get("/A"))
    for attributes in every:
        if isinstance(attributes, Dictionary) and attributes.get("/O") == "/Table":
            return attributes
    cell.A = Array([Dictionary(O=Name.Table), *every])
    made = cell.A[0]
    assert isinstance(made, Dictionary)
    return made


# --- links and notes --------------------------------------------------------------------------------------------------


def call_notes(pdf: Pdf) -> None:
    """Makes the call of each note a Reference. Typst makes it a Lbl, which is the label of what it stands in: of an item or of the note itself."""
    for element in elements(pdf, notes=False):
        if element.S == "/Lbl" and element.P.S != "/LI":
            element.S = Name.Reference


def name_links(pdf: Pdf, contents: tuple[str, ...], links: tuple[str, ...], words: str) -> None:
    """Tells each link's annotations what it is called: the entries of the contents list, then the others in reading order.

    A link within the document tells the page too, by `words`. Typst's own names are English, or say the page alone.
    """
    found = [element for element in elements(pdf) if element.S == "/Link"]
    in_contents = [link for link in found if _in_contents(link)]
    others = [link for link in found if not _in_contents(link)]
    if (len(in_contents), len(others)) != (len(contents), len(links)):
        raise unmade(fault("links-differ", found=len(found), wanted=len(contents) + len(links)))
    pages = page_numbers(pdf, 1)
    names = dict(named_places(pdf))
    for link, text in zip((*in_contents, *others), (*contents, *links), strict=True):
        for annotation in annotations_of(link):
            page, parent = _page_of(annotation, names, pages), link.P
            # what calls a note, or leads back from one, says no page
            of_note = parent.S in ("/Reference", "/Lbl") and not _in_contents(link) and parent.P.S != "/LI"
            annotation.Contents = String(words.format(text=text, page=page) if page and not of_note else text)


def _in_contents(link: Dictionary) -> bool:
    return bool(link.P.S == "/Reference" and link.P.P.S == "/TOCI")


def _page_of(annotation: Dictionary, names: dict[str, Object], pages: dict[tuple[int, int], int]) -> int | None:
    """The number of the page that a link within the document leads to, None for one that leads out of it."""
    place = annotation.get("/Dest")
    if place is None:
        return None
    return pages[(place if isinstance(place, Array) else names[str(place)])[0].objgen]
