"""The report on a Word file that came back, as JSON."""

from __future__ import annotations

import json
from typing import Any

from planverk.review_import.changes import Returned
from planverk.review_import.context import IDLE, Verdict
from planverk.review_import.report import Review
from planverk.word.fault import Place
from planverk.word.tracked_document import END, Comment, Stamp
from planverk.word.values import UNREADABLE


def report(review: Review, written: dict[str, str | None]) -> str:
    """`{"file", "source", "changes": […], "comments": […], "others": […], "unread": […], "summary": {…}, "written": {…}}`."""
    facts = {
        "file": review.file,
        "source": review.source,
        "same_content": review.same,
        "changes": [_change(review, *each) for each in zip(review.changes, review.verdicts, strict=True)],
        "comments": [_comment(review, *each) for each in zip(review.came.comments, review.comment_places, strict=True)],
        "others": [_other(review, *other) for other in review.others],
        "unread": [{"part": part, "problem": problem or review.unread_part(problem)} for part, problem in review.came.unread.items()],
        "summary": {
            "changes": len(review.changes),
            "placed": len(review.placed),
            "look": len(review.look),
            "idle": len(review.idle),
            "comments": sum(comment.size for comment in review.came.comments),
            "tracked_marks": review.came.marks,
        },
        "written": written,
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _change(review: Review, change: Returned, verdict: Verdict) -> dict[str, Any]:
    outcome = "placed" if not verdict.why else "nothing" if verdict.why == IDLE else "look"
    told = {"reason": verdict.why, "why": review.why(verdict), "do": review.todo(verdict)} if outcome == "look" else {}
    return {
        "kind": change.kind,
        "outcome": outcome,
        **told,
        "where": review.where(verdict),
        **_place(review, verdict),
        **({"moved_to": {"where": review.where(verdict.to), **_place(review, verdict.to)}} if verdict.to else {}),
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


def _other(review: Review, name: str, place: Place, stamp: Stamp, tracked: bool) -> dict[str, str | bool | None]:
    return {"element": name, "where": review.part_of(place), "quote": place.quote, **_stamp(stamp), "tracked": tracked}


def _place(review: Review, verdict: Verdict) -> dict[str, Any]:
    return {"entry": review.keys.get(verdict.path), "path": verdict.path or None, "line": verdict.line or None, "field": verdict.field or None}


def _comment(review: Review, comment: Comment, place: Verdict) -> dict[str, Any]:
    answers = [{**_stamp(answer.stamp), "text": answer.text} for answer in comment.answers]
    where = {"where": review.where(place), **_place(review, place)}
    return {**_stamp(comment.stamp), "text": comment.text, "about": comment.about, "settled": comment.done, "answers": answers, **where}


def _stamp(stamp: Stamp) -> dict[str, str | None]:
    return {"author": stamp.author or None, "date": None if stamp.day == UNREADABLE else stamp.day or None}
