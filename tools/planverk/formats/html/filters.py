"""The form by which readers filter and sort the table of measures; it stays hidden until its script has made it work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from planverk.document.blocks import Table
from planverk.document.records import FACETS, Facet
from planverk.formats.html.markup import element, join


def facet_values(facets: Sequence[Facet]) -> dict[str, str]:
    """The attributes by which the script knows a row: the values of each facet with spaces between, and what it is sorted by."""
    values: dict[str, str] = {}
    for key in FACETS:
        found = [facet for facet in facets if facet.key == key]
        if found:
            values[f"data_by_{key}"] = " ".join(facet.value for facet in found)
            values[f"data_rank_{key}"] = found[0].rank
    return values


def filter_form(table: Table, words: Mapping[str, str]) -> Markup:
    """The form for a table's rows; nothing for a table without facets."""
    found = {key: _options(table, key) for key in FACETS}
    offered = {key: options for key, options in found.items() if _is_choice(table, options)}
    if not offered:
        return Markup("")
    choices = join(_choice(key, words[f"filter-{key}"], words["filter-all"], options) for key, options in offered.items())
    sorting: dict[str, str] = {"": words["sort-number"], "title": words["sort-title"]}
    sorting |= {key: words[f"sort-{key}"] for key in offered}
    order = _field("sort", words["sort"], join(element("option", text, value=value or True) for value, text in sorting.items()))
    buttons = element("button", words["filter-reset"], type="reset")
    title = element("h2", words["filter-title"], id="_filter-title")
    inside = join((title, element("div", choices, order, class_="choices"), buttons))
    form = element("form", inside, id="_filter", class_="filter", hidden=True, aria_labelledby="_filter-title", **_sentences(words))
    status = element("p", id="_shown", role="status", class_="shown")
    return element("div", form, status, data_furniture=True)


def _sentences(words: Mapping[str, str]) -> dict[str, str]:
    return {"data_shown": words["filter-shown"], "data_none": words["filter-none"], "data_all": words["filter-shown-all"]}


def _options(table: Table, key: str) -> list[Facet]:
    """The different values of a facet in the table, sorted by rank."""
    found: dict[str, Facet] = {}
    for row in table.rows:
        for facet in row.facets:
            if facet.key == key:
                found.setdefault(facet.value, facet)
    return sorted(found.values(), key=lambda facet: (facet.rank, facet.value))


def _is_choice(table: Table, options: Sequence[Facet]) -> bool:
    """True where a choice would leave some rows out: what all rows have in common is none."""
    return len(options) > 1 or (len(options) == 1 and not all(options[0] in row.facets for row in table.rows))


def _choice(key: str, label: str, every: str, options: Sequence[Facet]) -> Markup:
    first = element("option", every, value=True)
    return _field(key, label, join((first, *(element("option", facet.text, value=facet.value) for facet in options))))


def _field(name: str, label: str, options: Markup) -> Markup:
    identity = f"_filter-{name}"
    return element("div", element("label", label, for_=identity), element("select", options, id=identity, name=name))
