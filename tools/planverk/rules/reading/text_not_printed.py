"""Something that is typed in a text is printed nowhere.

Every word, number and sign of a text is printed, or is a finding. This one stands where Markdown has a place for it that no output shows: in a cell
beyond the last column of the table, after the address of a link, or as the text of a figure, whose alternative stands in the figure's own file.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | Tjeneste | 2024 |
    | --- | --- |
    | Legevakt | 24 | foreløpig tall |  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | Tjeneste | 2024 | Merknad |
    | --- | --- | --- |
    | Legevakt | 24 | foreløpig tall |
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{text}» blir ikke trykt noe sted",
    "nn": "«{text}» blir ikkje trykt nokon stad",
    "en": "“{text}” will not be printed anywhere",
}
