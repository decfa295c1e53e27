"""The report on a Word file that came back, as JSON."""

from __future__ import annotations

import json
from typing import Any

from planverk.review_import.changes import Change
from planverk.review_import.context import IDLE, Result
from planverk.review_import.report import ReviewReport
from planverk.word.fault import Place
from planverk.word.tracked_document import END, Comment, Stamp
from planverk.word.values import UNREADABLE


def report(review: ReviewReport, written: dict[str, str | None]) -> str:
    """`{"file", "source", "changes": […], "comments": […], "others": […], "unread": […], "summary": {…}, "written": {…}}`."""
    facts = {
        "file": review.file,
        "source": review.source,
        "same_content": review.same,
        "changes": [_change(review, *each) for each in zip(review.changes, review.results, strict=True)],
        "comments": [_comment(review, *each) for each in zip(review.returned.comments, review.comment_places, strict=True)],
        "others": [_other(review, *other) for other in review.others],
        "unread": [{"part": part, "problem": problem or review.unread_part(problem)} for part, problem in review.returned.unread.items()],
        "summary": {
            "changes": len(review.changes),
            "placed": len(review.placed),
            "look": len(review.look),
            "idle": len(review.idle),
            "comments": sum(comment.size for comment in review.returned.comments),
            "tracked_marks": review.returned.marks,
        },
        "written": written,
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _change(review: ReviewReport, change: Change, result: Result) -> dict[str, Any]:
    resolution = "placed" if not result.why else "nothing" if result.why == IDLE else "look"
    told = {"reason": result.why, "why": review.why(result), "do": review.todo(result)} if resolution == "look" else {}
    return {
        "kind": change.kind,
        "outcome": resolution,
        **told,
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


def _other(review: ReviewReport, name: str, place: Place, stamp: Stamp, tracked: bool) -> dict[str, str | bool | None]:
    return {"element": name, "where": review.part_of(place), "quote": place.quote, **_stamp(stamp), "tracked": tracked}


def _place(review: ReviewReport, result: Result) -> dict[str, Any]:
    return {"entry": review.keys.get(result.path), "path": result.path or None, "line": result.line or None, "field": result.field or None}


def _comment(review: ReviewReport, comment: Comment, place: Result) -> dict[str, Any]:
    answers = [{**_stamp(answer.stamp), "text": answer.text} for answer in comment.answers]
    where = {"where": review.where(place), **_place(review, place)}
    return {**_stamp(comment.stamp), "text": comment.text, "about": comment.about, "settled": comment.done, "answers": answers, **where}


def _stamp(stamp: Stamp) -> dict[str, str | None]:
    return {"author": stamp.author or None, "date": None if stamp.day == UNREADABLE else stamp.day or None}
