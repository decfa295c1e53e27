"""The files of numbers behind the figures that are printed, for readers to take away."""

from __future__ import annotations

from planverk.document.context import Context
from planverk.document.records import DataFile
from planverk.document.typography import typeset


def data_files(context: Context) -> tuple[DataFile, ...]:
    """Each data file of a printed figure once, by name, as it is in the repository; its title is that of the first figure that it is behind."""
    titles: dict[str, str] = {}
    for figure in context.figures:
        entry = context.plan.figures[figure]
        if entry.data and entry.data in context.plan.sheets:
            titles.setdefault(entry.data, entry.title)
    found = []
    for name, title in sorted(titles.items()):
        text = context.plan.texts.get(context.plan.sheets[name].path)
        if text is not None:
            found.append(DataFile(name, typeset(title), text.encode()))
    return tuple(found)
