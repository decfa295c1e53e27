"""What is new in a plan since a revision, for `planverk build --changes-since`."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from planverk.app.compare_targets import PlanVersion, read_version
from planverk.compare.change import Change, Kind, Weight
from planverk.compare.comparison import compare, direct_changes, following
from planverk.compare.sentences import Sentences
from planverk.document.changes_table import News, NewsItem
from planverk.errors import Tell, UserError, silent
from planverk.model.plan import Plan

_SETTINGS = frozenset({Kind.SETTINGS_ADDED, Kind.SETTINGS_REMOVED, Kind.SETTINGS_CHANGED})


def news_since(folder: str, name: str, plan: Plan, tell: Tell = silent) -> News:
    """The changes of content from a revision, or a folder, to the plan, in the plan's language. UserError where the name means neither."""
    side = read_version(folder, name, tell)
    changes = [change for change in compare(side.plan, plan) if change.kind not in _SETTINGS]
    sentences = Sentences(side.plan, plan, plan.head.language, remedies=False)
    direct = [change for change in direct_changes(changes) if change.weight is Weight.SUBSTANTIVE]
    items = tuple(_item(sentences, list(group)) for _, group in groupby(direct, key=lambda change: change.entry))
    after = tuple(_ended(sentences.message(change)) for change in following(changes))
    day, adopted = _edition(side, name)
    return News(day, adopted, items, after, sum(change.weight is Weight.EDITORIAL for change in changes), side.revision.id if side.revision else "")


def _item(sentences: Sentences, changes: list[Change]) -> NewsItem:
    kind, _, id = changes[0].entry.partition(":")
    said = (sentences.sentence(change) for change in changes)
    return NewsItem(kind, id, sentences.entry(changes[0]), tuple(_ended(sentence[:1].upper() + sentence[1:]) for sentence in said))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _edition(side: PlanVersion, name: str) -> tuple[date, bool]:
    """The day of the edition that is compared with, and whether it was adopted."""
    head = side.plan.head
    if head.status == "adopted" and head.adoption:
        return head.adoption.date, True
    if side.revision is None:
        raise UserError("no-day-of-folder", name=name)
    return side.revision.when.date(), False
