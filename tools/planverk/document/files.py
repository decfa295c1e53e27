"""The files of numbers behind the figures that are printed, for readers to take away."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import StringIO

from planverk.document.context import Context
from planverk.document.records import DataFile
from planverk.document.typography import typeset
from planverk.source.numbers import read_number
from planverk.source.table import Data


def data_files(context: Context) -> tuple[DataFile, ...]:
    """Each data file of a printed figure once, by name; its title is that of the first figure that it is behind."""
    titles: dict[str, str] = {}
    for figure in context.figures:
        entry = context.plan.figures[figure]
        if entry.data and entry.data in context.plan.sheets:
            titles.setdefault(entry.data, entry.title)
    language = context.plan.head.language
    sheets = ((name, title, context.plan.sheets[name].data) for name, title in sorted(titles.items()))
    return tuple(DataFile(name, typeset(title), for_excel(data, language)) for name, title, data in sheets if data)


def for_excel(data: Data, language: str) -> bytes:
    """The cells of a data file as a CSV that Excel opens right in the plan's language, with letters, columns and numbers as they are meant.

    Without a mark at its start Excel takes UTF-8 for another encoding. A Norwegian Excel parts cells at semicolons, and makes a date of 12.3: the
    decimal mark is a comma there. A number has no spaces and a plain minus, or it would be a text.
    """
    between, decimal = (",", ".") if language == "en" else (";", ",")
    stream = StringIO()
    writer = csv.writer(stream, delimiter=between, lineterminator="\r\n")
    writer.writerow(data.header)
    writer.writerows([_cell(cell, language, decimal) for cell in row] for row in data.rows)
    return BOM_UTF8 + stream.getvalue().encode()


def _cell(cell: str, language: str, decimal: str) -> str:
    number = read_number(cell, language)
    return number.sign.replace("−", "-") + number.whole + (decimal + number.decimals if number.decimals else "") if number else cell
