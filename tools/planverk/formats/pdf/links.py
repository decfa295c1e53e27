"""Links that Typst tagged: what each is called, in the document's language, and calls of notes as references."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.structure import annotations_of, elements, named_places


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
    listed = [link for link in found if _in_contents(link)]
    others = [link for link in found if not _in_contents(link)]
    if (len(listed), len(others)) != (len(contents), len(links)):
        raise unmade(fault("links-differ", found=len(found), wanted=len(contents) + len(links)))
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    names = dict(named_places(pdf))
    for link, text in zip((*listed, *others), (*contents, *links), strict=True):
        for annotation in annotations_of(link):
            page = _page_of(annotation, names, pages)
            annotation.Contents = String(words.format(text=text, page=page) if page and not _of_note(link) else text)


def _in_contents(link: Dictionary) -> bool:
    return bool(link.P.S == "/Reference" and link.P.P.S == "/TOCI")


def _of_note(link: Dictionary) -> bool:
    """Whether the link calls a note, or leads back from one."""
    return link.P.S in ("/Reference", "/Lbl") and not _in_contents(link) and link.P.P.S != "/LI"


def _page_of(annotation: Dictionary, names: dict[str, Object], pages: dict[tuple[int, int], int]) -> int | None:
    """The number of the page that a link within the document leads to, None for one that leads out of it."""
    place = annotation.get("/Dest")
    if place is None:
        return None
    if not isinstance(place, Array):
        place = names[str(place)]
        place = place.D if isinstance(place, Dictionary) else place
    return pages[place[0].objgen]
