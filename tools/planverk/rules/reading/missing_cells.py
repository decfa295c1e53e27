"""The rows of a table have far fewer cells than its header.

Some cells may be left out at the end of a row. Here most of the table is gaps: rows lost their bars when they were pasted, or the header has columns
that nothing stands in.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    | Tjeneste | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 |  # <-
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | –  # x 90

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | År | Legevakt |
    | --- | --- |
    | 2018 | 21 |
    | 2024 | 24 |
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "tabellen har {columns} kolonner, og radene mangler til sammen {missing} ruter",
    "nn": "tabellen har {columns} kolonnar, og radene manglar til saman {missing} ruter",
    "en": "the table has {columns} columns, and its rows lack {missing} cells in all",
}
