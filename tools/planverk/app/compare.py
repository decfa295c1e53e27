"""Compares two editions of a plan: what changed, in the plan's own words, the files that show it, and what a build prints of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from planverk.app.compare_targets import PlanVersion, read_version
from planverk.app.edition_names import edition_names
from planverk.app.opening import now, open_folder
from planverk.app.placing import is_replaced, unwritten
from planverk.catalogue import load_words
from planverk.compare.change import Weight
from planverk.compare.comparison import compare as changes_between
from planverk.compare.comparison import direct_changes, following
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.document.changes_table import News, NewsChange, NewsEntry, NewsItem
from planverk.errors import Tell, UserError, silent
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.reading.git import is_range, parted_at
from planverk.report.difference import ChangedEntry, Difference, ended, shortened
from planverk.report.passages import WHOLE
from planverk.text_diff import TextChange
from planverk.transaction import FileChange, replace_all

WEIGHTS = tuple(weight.value for weight in Weight)
FILES = ("pdf", "docx", "csv")
"""The formats of what changed that need a file to go to."""


def check_wishes(style: str, to_file: bool, whole: bool, verdicts: bool, narrowing: Mapping[str, object]) -> None:
    """UserError where the wishes do not go together: a file needs a name, and the whole plan is always whole, in the plan's language.

    `narrowing` holds what would show less of it, by its option.
    """
    if verdicts and (whole or style not in ("docx", "csv")):
        raise UserError("verdicts-without-table")
    if style in FILES and not to_file:
        raise UserError(f"no-output-for-{style}")
    if whole and style not in ("pdf", "docx"):
        raise UserError("whole-without-pdf")
    for option, wish in narrowing.items():
        if wish and (whole or style in ("docx", "csv")):
            raise UserError("redline-is-whole", option=option)


def read_both(folder: str, before: str, after: str | None, tell: Tell = silent) -> tuple[PlanVersion, PlanVersion]:
    """The two editions that names mean, seen from a folder; without the second, the folder as it is now. `A..B` is A and B, and `A...B` is what came
    in B since the two parted, as Git means it."""
    if after is None and is_range(before):
        start, root = open_folder(folder, tell)
        first, dots, after = re.split(r"(\.{2,3})", before, maxsplit=1)
        first, after = first or "HEAD", after or "HEAD"
        before = parted_at(root or start.resolve(), first, after) if dots == "..." else first
    return read_version(folder, before, tell), read_version(folder, after, tell)


def compare(old: PlanVersion, new: PlanVersion, language: str, only: str | None = None, entries: Sequence[str] = ()) -> Difference:
    """What changed, told in a language: all of it, or what is of one of WEIGHTS, or is about entries KIND:ID. UserError for an entry that neither
    edition has."""
    known = records_of(old.plan).keys() | records_of(new.plan).keys() if entries else ()
    for name in entries:
        if ":" not in name:
            raise UserError("entry-form")
        if name not in known:
            near = nearest(name, known)
            raise UserError("no-such-entry-near" if near else "no-such-entry", name=name, near=near[0] if near else "")
    found = changes_between(old.plan, new.plan)
    weighed = [change for change in found if only is None or change.weight.value == only]
    changes = [change for change in weighed if not entries or {change.entry_before, change.entry_after} & set(entries)]
    left_out = len(direct_changes(found)) - len(direct_changes(changes))
    named = old.name, new.name or load_words("cli", language)["folder-now"]
    return Difference(changes, Sentences(old.plan, new.plan, language), *named, left_out, editions=edition_names(old, new, language))


def changes_pdf(difference: Difference, new: PlanVersion) -> bytes:
    """The changes as PDF/UA-1 and PDF/A-2a. UserError where the PDF would not hold to them."""
    from planverk.formats.pdf import render as render_pdf
    from planverk.report.changes_document import report_document

    return render_pdf(report_document(difference, new.revision.when if new.revision else now()), None)


def write_file(output: str, data: bytes) -> bool:
    """Writes a file that somebody named, whole or not at all; True where it replaced one. UserError where it cannot be written."""
    path = Path(output)
    try:
        there = is_replaced(path, shown=output)
        replace_all(path.absolute().parent, [FileChange(path.name, None, data, overwrites=True)])
    except (UserError, OSError) as error:
        raise unwritten(error, path) from None
    return there


# --- what is new since a revision, for planverk build --changes-since ---


def news_since(folder: str, name: str, plan: Plan, tell: Tell = silent) -> News:
    """The changes of content from a revision, or a folder, to the plan, in the plan's language. UserError where the name means neither."""
    side = read_version(folder, name, tell)
    changes = changes_between(side.plan, plan)
    sentences = Sentences(side.plan, plan, plan.head.language, remedies=False)
    direct = direct_changes(changes)
    difference = Difference(changes, sentences, name, "")
    items = tuple(item for entry in difference.entries if (item := _item(entry)).changes)
    after = tuple(ended(sentences.message(change)) for change in following(changes))
    day, adopted = _edition(side, name)
    editorial = sum(change.weight is not Weight.SUBSTANTIVE for change in direct)
    return News(day, adopted, items, after, editorial, side.revision.id if side.revision else "")


def _item(entry: ChangedEntry) -> NewsItem:
    """What changed in the content of an entry, and of those that changed in the same way. Of one that is new, its own page has the words."""
    changes = [each for each in entry.changes if not each.editorial]
    whole = entry.group[0].kind in WHOLE
    told = tuple(NewsChange(ended(each.sentence), () if whole else tuple(map(_short, each.texts))) for each in changes)
    names = (NewsEntry(*_parted(each.group[0].entry), replace(each, also=()).heading) for each in (entry, *entry.also))
    return NewsItem(tuple(names), told)


def _parted(key: str) -> tuple[str, str]:
    kind, _, id = key.partition(":")
    return kind, id


def _short(passage: list[TextChange]) -> tuple[TextChange, ...]:
    """A passage with long stretches without a change cut to what is around one."""
    last = len(passage) - 1
    shown = ((shortened(run.after, at == 0, at == last), run) for at, run in enumerate(passage))
    return tuple(TextChange(text, text) if run.same else run for text, run in shown)


def _edition(side: PlanVersion, name: str) -> tuple[date, bool]:
    """The day of the edition that is compared with, and whether it was adopted."""
    head = side.plan.head
    if head.status == "adopted" and head.last_adoption:
        return head.last_adoption.date, True
    if side.revision is None:
        raise UserError("no-day-of-folder", name=name)
    return side.revision.when.date(), False
