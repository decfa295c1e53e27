"""What is new since an earlier edition, as a section of the plan's own outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from planverk.document.blocks import Block, BulletList, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.redline.bracketed import bracketed_runs
from planverk.document.typography import typeset
from planverk.text_diff import TextChange


class NewsEntry(NamedTuple):
    """An entry by its kind and id, and its name."""

    kind: str
    id: str
    name: str


class NewsChange(NamedTuple):
    """A change: a sentence, and the passages in which words changed, as runs."""

    sentence: str
    passages: tuple[tuple[TextChange, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What changed, in the plan's language, in an entry or in several in the same way."""

    entries: tuple[NewsEntry, ...]
    changes: tuple[NewsChange, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What changed since an edition of a day. `adopted` says that the edition was an adopted one, and the day is that of its adoption.

    `following` are sentences about what follows from the changes; `editorial` is how many editorial changes there are besides;
    `since` the full id of the edition's commit, "" for a folder.
    """

    day: date
    adopted: bool
    items: tuple[NewsItem, ...]
    following: tuple[str, ...] = ()
    editorial: int = 0
    since: str = ""


def news_section(context: Context, news: News) -> Section:
    """The changes as a table of what and how; a line where there are none."""
    title = context.say("news-adopted" if news.adopted else "news")
    return Section(context.words["anchor-news"], 1, (Text(title),), tuple(_blocks(context, news)), page=f"{context.words['page-news']}/")


def _blocks(context: Context, news: News) -> Iterator[Block]:
    day = context.day(news.day)
    yield context.line("news-none" if not news.items else "news-intro-adopted" if news.adopted else "news-intro", day=day)
    if any(change.passages for item in news.items for change in item.changes):
        yield context.line("news-legend")
    if news.items:
        columns = context.columns(("column-what", 0.34), ("column-change", 0.66))
        caption = (Text(context.say("news-caption", day=day)),)
        yield Table(columns, tuple(_row(context, item) for item in news.items), "register", caption=caption)
    if news.following:
        yield context.line("news-following")
        yield BulletList(tuple((_paragraph(sentence),) for sentence in news.following))
    if news.editorial:
        yield context.line("news-editorial-one" if news.editorial == 1 else "news-editorial", count=news.editorial)


def _row(context: Context, item: NewsItem) -> Row:
    names = tuple(
        Paragraph(context.refer(kind, id, name) if kind in context.plan.kinds else (Text(typeset(name)),)) for kind, id, name in item.entries
    )
    return Row((names, tuple(paragraph for change in item.changes for paragraph in _change(change))))


def _change(change: NewsChange) -> Iterator[Paragraph]:
    """The sentence, then the words."""
    yield _paragraph(change.sentence)
    yield from (Paragraph(bracketed_runs(passage)) for passage in change.passages)


def _paragraph(sentence: str) -> Paragraph:
    return Paragraph((Text(typeset(sentence)),))
