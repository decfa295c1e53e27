"""What is new since an earlier edition, as a section of the plan's own outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planverk.document.blocks import Block, BulletList, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.typography import typeset


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What changed in an entry: its kind and id, its name, and a sentence for each change, in the plan's language."""

    kind: str
    id: str
    name: str
    changes: tuple[str, ...]


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
    name = Paragraph(context.refer(item.kind, item.id, item.name) if item.kind in context.plan.kinds else (Text(typeset(item.name)),))
    return Row(((name,), tuple(map(_paragraph, item.changes))))


def _paragraph(sentence: str) -> Paragraph:
    return Paragraph((Text(typeset(sentence)),))
