"""The files that readers may take away: the numbers behind the figures that are printed, the table of measures, and what is attached to chapters."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from planverk.document.blocks import Blocks, BulletList, Definition, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import fact_list
from planverk.document.measure_columns import is_chosen, words_of
from planverk.document.measure_table import overview_section
from planverk.document.records import DataFile
from planverk.document.typography import typeset, written_size
from planverk.document.walk import plain
from planverk.model.prose_entries import Chapter
from planverk.reading.cache import remembered
from planverk.source.attachment import AttachmentFault, read_attachment
from planverk.source.numbers import is_computed, read_number
from planverk.source.table import Data


def data_files(context: Context, sections: Sequence[Section]) -> tuple[DataFile, ...]:
    """Each data file of a printed figure once, by name; its title is that of the first figure that it is behind. `sections` are the document's."""
    titles: dict[str, str] = {}
    for figure in context.figures:
        entry = context.plan.figures[figure]
        if entry.data and entry.data in context.plan.sheets:
            titles.setdefault(entry.data, entry.title)
    language = context.plan.head.language
    shown = (chapter for chapter in context.plan.chapters.values() if context.stands("chapter", chapter.id))
    offered = tuple(DataFile(each.name, typeset(chapter.title), each.data) for chapter in shown for each in attachments(context, chapter))
    sheets = ((name, title, context.plan.sheets[name].data) for name, title in sorted(titles.items()))
    offered += measures_file(context, sections, {file.name for file in offered} | set(titles))
    return offered + tuple(DataFile(name, typeset(title), for_excel(data, language)) for name, title, data in sheets if data)


class Attachment(NamedTuple):
    """A file that goes with a chapter: the name that it is offered under, and its bytes."""

    name: str
    data: bytes


def attachments(context: Context, chapter: Chapter) -> Iterator[Attachment]:
    """The files that are attached to a chapter and may be offered; of two with one name in different folders, by the whole path."""
    names = [path.rpartition("/")[2] for path in context.plan.files]
    for path in chapter.files:
        name = path.rpartition("/")[2]
        try:
            data = read_attachment(path, context.plan.files.get(path, b""), remembered)
        except AttachmentFault:
            continue
        yield Attachment(path.replace("/", "-") if names.count(name) > 1 else name, data)


def attached(context: Context, chapter: Chapter) -> Blocks:
    """The files that are attached to a chapter, each with its format and its size."""
    items: list[Blocks] = []
    for file in attachments(context, chapter):
        facts = {"format": file.name.rpartition(".")[2].upper(), "size": written_size(len(file.data), context.plan.head.language)}
        items.append((context.line("attached-file", name=file.name, **facts),))
    return fact_list((Definition((Text(context.say("attached")),), (BulletList(tuple(items)),)),) if items else ())


def measures_file(context: Context, sections: Sequence[Section], taken: Collection[str]) -> tuple[DataFile, ...]:
    """The table of all measures, where the plan chose its columns; the part of a cell that a spreadsheet would compute is text."""
    name = f"{context.words['page-measures']}.csv"
    if not is_chosen(context) or not context.plan.measures or name in taken:
        return ()
    shown = next((section for section in sections if section.role == "overview"), None) or overview_section(context)
    table = next(block for block in shown.blocks if isinstance(block, Table)) if shown else Table((), (), "overview")
    rows = tuple(tuple(_plain(words_of(cell)) for cell in row.cells) for row in (table.rows[:-1] if table.sums else table.rows))
    data = Data(tuple(plain(column.whole) for column in table.columns), rows)
    return (DataFile(name, context.say("overview"), for_excel(data, context.plan.head.language)),)


def _plain(text: str) -> str:
    return "" if text == "–" else f"'{text}" if is_computed(text) else text


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
