"""The report on a Word file that came back: as text for a terminal, as Markdown to keep beside the file, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from planverk.report.changes_text import BOLD, DELETED, INSERTED, coloured, marked
from planverk.report.difference import shortened
from planverk.report.terminal import wrapped
from planverk.report.text import painted, safe
from planverk.review_import.changes import Change
from planverk.review_import.context import Result
from planverk.review_import.report import Item, ReviewReport
from planverk.text_diff import TextChange
from planverk.word.names import UNREADABLE
from planverk.word.tracked_document import END, Comment, Stamp


def as_text(review: ReviewReport, width: int | None = None, colour: bool = False) -> str:
    """The whole report; deleted and inserted words stand between marks, as `planverk diff` writes them."""
    word = review.words["legend-example"]
    legend = [review.say("returned-legend-text", gone=marked(word, DELETED[:2]), came=marked(word, INSERTED[:2]))] if review.changes else []
    lines = [painted(safe(review.title), BOLD, colour), "", *(wrapped(safe(line), width, 0) for line in (*review.opening, *legend))]
    for part in review.parts:
        lines += ["", painted(safe(part.heading), BOLD, colour), wrapped(safe(part.intro), width, 0)]
        for number, item in enumerate(part.items, start=1):
            lines += ["", *_text_item(item, number, width, colour)]
    return "\n".join(lines) + "\n"


def _text_item(item: Item, number: int, width: int | None, colour: bool) -> Iterator[str]:
    mark = f"{number}. "
    yield wrapped(mark + safe(f"{item.where}: {item.what}" if item.where else item.what), width, len(mark))
    for passage in item.passages:
        yield coloured(wrapped("   " + safe("".join(runs(list(passage), DELETED[:2], INSERTED[:2])).rstrip()), width, 3), colour)
    for fact in item.facts:
        yield wrapped(f"   {safe(fact.label)}: {safe(fact.text)}", width, 5)


def runs(passage: list[TextChange], gone: tuple[str, str], came: tuple[str, str]) -> Iterator[str]:
    """The runs with marks around what was deleted and inserted, long stretches without a change cut where something changed."""
    alone = len(passage) == 1
    for at, run in enumerate(passage):
        if run.same:
            yield run.after if alone else shortened(run.after, at == 0, at == len(passage) - 1)
        else:
            out, new = marked(run.before, gone), marked(run.after, came)
            yield out + (" " if out.strip() and new.strip() and not (out.endswith(" ") or new.startswith(" ")) else "") + new


# --- Markdown: nothing in the Word file can become markup or a link of the report ---

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|&~#]")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.|@(?=\w)", re.IGNORECASE)
_APART = "\u200b"
"""Zero width: it keeps a sign from what a program would make a link or a mention of."""


def as_markdown(review: ReviewReport) -> str:
    """The whole report: what was deleted is struck through, what was inserted is bold."""
    lines = [f"# {_text(review.title)}", ""]
    for line in review.opening:
        lines += [_text(line), ""]
    if review.changes:
        lines += [review.words["returned-legend-markdown"], ""]
    for part in review.parts:
        lines += [f"## {_text(part.heading)}", "", _text(part.intro), ""]
        for number, item in enumerate(part.items, start=1):
            lines += [*_markdown_item(item, number), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_item(item: Item, number: int) -> Iterator[str]:
    under = " " * len(f"{number}. ")
    yield f"{number}. **{_text(item.where)}:** {_text(item.what)}"
    for passage in item.passages:
        yield ""
        yield f"{under}> {''.join(runs([_escaped(run) for run in passage], ('~~', '~~'), ('**', '**'))).rstrip()}"
    if item.facts:
        yield ""
        yield from (f"{under}- {_text(fact.label)}: {_text(fact.text)}" for fact in item.facts)


def _escaped(run: TextChange) -> TextChange:
    return TextChange(_text(run.before, strip=False), _text(run.after, strip=False))


def _text(text: str, strip: bool = True) -> str:
    """The text so that Markdown shows it as it is: on one line, no markup, no mention, no link."""
    line = _ADDRESS.sub(lambda found: f"{found[0]}{_APART}", re.sub(r"\s+", " ", safe(text)))
    line = line.strip() if strip else line
    return _MARKUP.sub(lambda found: f"\\{found[0]}", line)


# --- JSON ---


def as_json(review: ReviewReport, written: dict[str, str | None]) -> str:
    """`{"file", "source", "changes": […], "comments": […], "others": […], "unread": […], "summary": {…}, "written": {…}}`."""
    facts = {
        "file": review.file,
        "source": review.source,
        "same_content": review.same,
        "changes": [_change_as_json(review, *each) for each in zip(review.changes, review.results, strict=True)],
        "comments": [_comment(review, *each) for each in zip(review.returned.comments, review.comment_places, strict=True)],
        "others": [
            {"element": name, "where": review.part_of(place), "quote": place.quote, **_stamp(stamp), "tracked": tracked}
            for name, place, stamp, tracked in review.others
        ],
        "unread": [{"part": part, "problem": problem or review.unread_part(problem)} for part, problem in review.returned.unread.items()],
        "summary": {
            "changes": len(review.changes),
            "placed": len(review.numbers("placed")),
            "look": len(review.numbers("look")),
            "idle": len(review.numbers("nothing")),
            "comments": sum(comment.size for comment in review.returned.comments),
            "tracked_marks": review.returned.marks,
        },
        "written": written,
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _change_as_json(review: ReviewReport, change: Change, result: Result) -> dict[str, Any]:
    reason = {"reason": result.why, "why": review.why(result), "do": review.todo(result)} if result.outcome == "look" else {}
    return {
        "kind": change.kind,
        "outcome": result.outcome,
        **reason,
        "where": review.where(result),
        **_place(review, result),
        **({"moved_to": {"where": review.where(result.to), **_place(review, result.to)}} if result.to else {}),
        "before": change.before.split(END),
        "after": change.after.split(END),
        "authors": [_stamp(stamp) for stamp in change.stamps],
        "tracked": change.tracked,
        "untracked": change.untracked,
        "moved": change.moved,
        "marks": change.marks,
        "links_left": list(change.links),
        "emphasis_left": change.stressed,
    }


def _place(review: ReviewReport, result: Result) -> dict[str, Any]:
    return {"entry": review.keys.get(result.path), "path": result.path or None, "line": result.line or None, "field": result.field or None}


def _comment(review: ReviewReport, comment: Comment, place: Result) -> dict[str, Any]:
    answers = [{**_stamp(answer.stamp), "text": answer.text} for answer in comment.answers]
    where = {"where": review.where(place), **_place(review, place)}
    return {**_stamp(comment.stamp), "text": comment.text, "about": comment.about, "settled": comment.done, "answers": answers, **where}


def _stamp(stamp: Stamp) -> dict[str, str | None]:
    return {"author": stamp.author or None, "date": None if stamp.day == UNREADABLE else stamp.day or None}
