"""Ways to spoil a good PDF, one thing each, and the key of the fault by which the gate must know it."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String

from planverk.formats.pdf.structure import annotations_of, below, children, elements

Change = Callable[[Pdf], None]


def mutated(pdf: bytes, change: Change) -> bytes:
    """The PDF with a change made to it."""
    result = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(result)
    return result.getvalue()


def first(pdf: Pdf, kind: str) -> Dictionary:
    return next(element for element in elements(pdf) if str(element.S) == kind)


def _every(pdf: Pdf, kind: str) -> list[Dictionary]:
    return [element for element in elements(pdf) if str(element.S) == kind]


def _scoped(pdf: Pdf, scope: Name) -> list[Dictionary]:
    cells = [cell for cell in _every(pdf, "/TH") if "/A" in cell]
    every = [attributes for cell in cells for attributes in cell.A if isinstance(attributes, Dictionary)]
    return [attributes for attributes in every if attributes.get("/Scope") == scope]


def _taken_out(element: Dictionary) -> None:
    """Takes an element out of the one above it."""
    parent = element.P
    parent.K = Array([kid for kid in parent.K if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)])


def _rewritten(pdf: Pdf, number: int, change: Callable[[list[pikepdf.ContentStreamInstruction]], list[pikepdf.ContentStreamInstruction]]) -> None:
    """Changes what a page draws."""
    page = pdf.pages[number]
    instructions = [each for each in pikepdf.parse_content_stream(page) if isinstance(each, pikepdf.ContentStreamInstruction)]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(change(instructions)))


def _remarked(pdf: Pdf, number: int, wanted: Callable[[pikepdf.ContentStreamInstruction], bool], mark: pikepdf.ContentStreamInstruction) -> None:
    """Puts another mark in place of the first that is wanted on a page."""

    def change(instructions: list[pikepdf.ContentStreamInstruction]) -> list[pikepdf.ContentStreamInstruction]:
        index = next(index for index, each in enumerate(instructions) if wanted(each))
        return [*instructions[:index], mark, *instructions[index + 1 :]]

    _rewritten(pdf, number, change)


def _begins_content(each: pikepdf.ContentStreamInstruction) -> bool:
    return str(each.operator) == "BDC" and isinstance(each.operands[1], Dictionary) and "/MCID" in each.operands[1]


def _begins_artifact(each: pikepdf.ContentStreamInstruction) -> bool:
    return str(each.operator) in ("BDC", "BMC") and each.operands[0] == Name.Artifact


def _mark(*operands: Object) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), Operator("BDC" if len(operands) > 1 else "BMC"))


# --- tables ----------------------------------------------------------------------------------------------------------


def header_row_is_cells(pdf: Pdf) -> None:
    for cell in children(children(first(pdf, "/THead"))[0]):
        cell.S = Name.TD


def header_row_is_gone(pdf: Pdf) -> None:
    _taken_out(first(pdf, "/THead"))


def column_has_no_scope(pdf: Pdf) -> None:
    del _scoped(pdf, Name.Column)[0].Scope


def row_has_no_scope(pdf: Pdf) -> None:
    del _scoped(pdf, Name.Row)[0].Scope


def row_header_is_a_cell(pdf: Pdf) -> None:
    next(cell for cell in _every(pdf, "/TH") if cell.P.P.S == "/TBody").S = Name.TD


def a_cell_is_gone(pdf: Pdf) -> None:
    _taken_out(first(pdf, "/TD"))


def caption_is_gone(pdf: Pdf) -> None:
    table = next(table for table in _every(pdf, "/Table") if children(table)[0].S == "/Caption")
    children(table)[0].S = Name.P


def a_table_is_text(pdf: Pdf) -> None:
    first(pdf, "/Table").S = Name.Div


# --- pictures, headings, lists, notes --------------------------------------------------------------------------------


def alternative_is_gone(pdf: Pdf) -> None:
    del first(pdf, "/Figure").Alt


def alternative_is_empty(pdf: Pdf) -> None:
    first(pdf, "/Figure").Alt = String(" ")


def alternative_is_a_file_name(pdf: Pdf) -> None:
    first(pdf, "/Figure").Alt = String("figur-kurve.svg")


def alternative_is_another(pdf: Pdf) -> None:
    first(pdf, "/Figure").Alt = String("Et helt annet bilde.")


def a_heading_skips_a_level(pdf: Pdf) -> None:
    first(pdf, "/H2").S = Name.H4


def a_heading_is_text(pdf: Pdf) -> None:
    first(pdf, "/H2").S = Name.P


def text_is_a_heading(pdf: Pdf) -> None:
    next(element for element in _every(pdf, "/P") if element.P.S == "/Document" and element.objgen != first(pdf, "/P").objgen).S = Name.H2


def a_list_is_text(pdf: Pdf) -> None:
    first(pdf, "/L").S = Name.Div


def an_item_has_no_body(pdf: Pdf) -> None:
    first(pdf, "/LBody").S = Name.P


def a_note_is_text(pdf: Pdf) -> None:
    first(pdf, "/Note").S = Name.Span


def a_note_has_no_id(pdf: Pdf) -> None:
    del first(pdf, "/Note").ID


def a_note_has_no_label(pdf: Pdf) -> None:
    next(label for label in below(first(pdf, "/Note")) if label.S == "/Lbl").S = Name.Span


def the_contents_list_is_text(pdf: Pdf) -> None:
    for entry in _every(pdf, "/TOCI"):
        entry.S = Name.P


def the_contents_list_lost_an_entry(pdf: Pdf) -> None:
    _taken_out(first(pdf, "/TOCI"))


def a_role_is_unknown(pdf: Pdf) -> None:
    first(pdf, "/LBody").S = Name.Innhold


def a_role_leads_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Title": Name.Strong, "/Strong": Name.Title, "/Em": Name.Span})


def a_standard_role_is_another(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap[Name.P] = Name.Span


# --- links -----------------------------------------------------------------------------------------------------------


def a_link_has_no_name(pdf: Pdf) -> None:
    del annotations_of(first(pdf, "/Link"))[0].Contents


def a_link_has_a_blank_name(pdf: Pdf) -> None:
    annotations_of(first(pdf, "/Link"))[0].Contents = String(" \u00a0")


def a_link_has_no_object(pdf: Pdf) -> None:
    link = first(pdf, "/Link")
    link.K = Array([kid for kid in link.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")])


def a_link_has_no_parent(pdf: Pdf) -> None:
    del annotations_of(first(pdf, "/Link"))[0].StructParent


def a_link_is_text(pdf: Pdf) -> None:
    first(pdf, "/Link").S = Name.Span


def tabs_go_another_way(pdf: Pdf) -> None:
    next(page for page in pdf.pages if "/Annots" in page).Tabs = Name.R


# --- the file --------------------------------------------------------------------------------------------------------


def language_is_gone(pdf: Pdf) -> None:
    del pdf.Root.Lang


def language_is_another(pdf: Pdf) -> None:
    pdf.Root.Lang = String("en")


def title_is_gone(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(re.sub(rb"<dc:title>.*?</dc:title>", b"", pdf.Root.Metadata.read_bytes(), flags=re.DOTALL))


def title_is_hidden(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def mark_is_gone(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


def tags_are_gone(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def archive_claim_is_another(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfaid:conformance>A<", b"pdfaid:conformance>B<"))


def archive_claim_is_gone(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(re.sub(rb"<pdfaid:part>2</pdfaid:part>", b"", pdf.Root.Metadata.read_bytes()))


def access_claim_is_gone(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def colours_mean_nothing(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def bookmarks_are_gone(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def a_bookmark_is_another(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Noe annet")


def page_labels_are_gone(pdf: Pdf) -> None:
    del pdf.Root.PageLabels


def page_labels_are_roman(pdf: Pdf) -> None:
    pdf.Root.PageLabels.Nums[1].S = Name.r


def a_page_is_a_letter(pdf: Pdf) -> None:
    pdf.pages[1].mediabox = Array([0, 0, 612, 792])


def it_acts(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hei')"))


def a_font_is_not_held(pdf: Pdf) -> None:
    descriptor = next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor")
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def letters_mean_nothing(pdf: Pdf) -> None:
    del next(each for each in pdf.objects if isinstance(each, Dictionary) and "/ToUnicode" in each).ToUnicode


# --- content ---------------------------------------------------------------------------------------------------------


def text_is_furniture(pdf: Pdf) -> None:
    _remarked(pdf, 3, _begins_content, _mark(Name.Artifact))


def text_has_no_mark(pdf: Pdf) -> None:
    _remarked(pdf, 3, _begins_content, _mark(Name.Span))


def furniture_is_text(pdf: Pdf) -> None:
    _remarked(pdf, 3, _begins_artifact, _mark(Name.P, Dictionary(MCID=999)))


def a_page_has_no_parent(pdf: Pdf) -> None:
    del pdf.pages[3].StructParents


def parents_are_gone(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array([]))


def paragraphs_change_places(pdf: Pdf) -> None:
    top = children(pdf.Root.StructTreeRoot)[0]
    kids = list(top.K)
    at = [index for index, kid in enumerate(kids) if kid.S == "/P"]
    kids[at[-1]], kids[at[-2]] = kids[at[-2]], kids[at[-1]]
    top.K = Array(kids)


def a_paragraph_is_gone(pdf: Pdf) -> None:
    _taken_out([element for element in _every(pdf, "/P") if element.P.S == "/Document"][-1])


def foreign_words_are_norwegian(pdf: Pdf) -> None:
    for number in range(len(pdf.pages)):
        _rewritten(pdf, number, lambda instructions: [_without_language(each) for each in instructions])
    for element in elements(pdf):
        if "/Lang" in element:
            del element.Lang


def _without_language(each: pikepdf.ContentStreamInstruction) -> pikepdf.ContentStreamInstruction:
    if not _begins_content(each) or "/Lang" not in each.operands[1]:
        return each
    return _mark(each.operands[0], Dictionary(MCID=each.operands[1].MCID))


MUTATIONS: tuple[tuple[Change, str], ...] = (
    (header_row_is_cells, "table-header"),
    (header_row_is_gone, "table-header"),
    (column_has_no_scope, "table-header"),
    (row_has_no_scope, "row-header"),
    (row_header_is_a_cell, "row-header"),
    (a_cell_is_gone, "table-shape"),
    (caption_is_gone, "caption"),
    (a_table_is_text, "tables-differ"),
    (alternative_is_gone, "alternative"),
    (alternative_is_empty, "alternative"),
    (alternative_is_a_file_name, "alternative"),
    (alternative_is_another, "alternatives-differ"),
    (lambda pdf: setattr(first(pdf, "/Figure"), "S", Name.P), "alternatives-differ"),
    (a_heading_skips_a_level, "conformance"),
    (a_heading_is_text, "headings"),
    (text_is_a_heading, "headings"),
    (a_list_is_text, "lists"),
    (an_item_has_no_body, "conformance"),
    (a_note_is_text, "notes"),
    (a_note_has_no_id, "note"),
    (a_note_has_no_label, "note"),
    (the_contents_list_is_text, "contents-list"),
    (the_contents_list_lost_an_entry, "contents-list"),
    (a_role_is_unknown, "conformance"),
    (a_role_leads_in_a_circle, "conformance"),
    (a_standard_role_is_another, "conformance"),
    (a_link_has_no_name, "link-without-name"),
    (a_link_has_a_blank_name, "link-without-name"),
    (a_link_has_no_object, "link-without-place"),
    (a_link_has_no_parent, "link-without-tag"),
    (a_link_is_text, "links-differ"),
    (tabs_go_another_way, "conformance"),
    (language_is_gone, "language"),
    (language_is_another, "language"),
    (title_is_gone, "title"),
    (title_is_hidden, "conformance"),
    (mark_is_gone, "conformance"),
    (tags_are_gone, "no-tags"),
    (archive_claim_is_another, "claim"),
    (archive_claim_is_gone, "claim"),
    (access_claim_is_gone, "claim"),
    (colours_mean_nothing, "output-intent"),
    (bookmarks_are_gone, "bookmarks"),
    (a_bookmark_is_another, "bookmarks"),
    (page_labels_are_gone, "page-labels"),
    (page_labels_are_roman, "page-label"),
    (a_page_is_a_letter, "page-size"),
    (it_acts, "acting"),
    (a_font_is_not_held, "conformance"),
    (letters_mean_nothing, "conformance"),
    (text_is_furniture, "text-differs"),
    (text_has_no_mark, "untagged"),
    (furniture_is_text, "unknown-content"),
    (a_page_has_no_parent, "parent-tree"),
    (parents_are_gone, "parent-tree"),
    (paragraphs_change_places, "text-differs"),
    (a_paragraph_is_gone, "text-differs"),
    (foreign_words_are_norwegian, "foreign-words"),
)
