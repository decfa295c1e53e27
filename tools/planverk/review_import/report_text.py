"""The report on a Word file that came back, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.report.changes_text import DELETED, INSERTED
from planverk.report.difference import shortened
from planverk.report.terminal import wrapped
from planverk.report.text import safe
from planverk.review_import.report import Item, ReviewReport
from planverk.text_diff import TextChange


def report(review: ReviewReport, width: int | None = None, colour: bool = False) -> str:
    """The whole report; words that went out and came in stand between marks, as `planverk diff` writes them."""
    word = review.words["legend-example"]
    legend = [review.say("returned-legend-text", gone=_between(word, DELETED[:2]), came=_between(word, INSERTED[:2]))] if review.changes else []
    lines = [_bold(safe(review.title), colour), "", *(wrapped(safe(line), width, 0) for line in (*review.opening, *legend))]
    for part in review.parts:
        lines += ["", _bold(safe(part.heading), colour), wrapped(safe(part.intro), width, 0)]
        for number, item in enumerate(part.items, start=1):
            lines += ["", *_item(item, number, width, colour)]
    return "\n".join(lines) + "\n"


def _item(item: Item, number: int, width: int | None, colour: bool) -> Iterator[str]:
    mark = f"{number}. "
    yield wrapped(mark + safe(f"{item.where}: {item.what}" if item.where else item.what), width, len(mark))
    for passage in item.passages:
        yield _painted(wrapped("   " + safe("".join(marked(list(passage), DELETED[:2], INSERTED[:2])).rstrip()), width, 3), colour)
    for fact in item.facts:
        yield wrapped(f"   {safe(fact.label)}: {safe(fact.text)}", width, 5)


def marked(passage: list[TextChange], gone: tuple[str, str], came: tuple[str, str]) -> Iterator[str]:
    """The runs with marks around what went and came, long stretches without a change cut where something changed."""
    alone = len(passage) == 1
    for at, run in enumerate(passage):
        if run.same:
            yield run.after if alone else shortened(run.after, at == 0, at == len(passage) - 1)
        else:
            out, new = _between(run.before, gone), _between(run.after, came)
            yield out + (" " if out.strip() and new.strip() and not (out.endswith(" ") or new.startswith(" ")) else "") + new


def _between(text: str, mark: tuple[str, str]) -> str:
    """The words between marks, the spaces around them outside."""
    if not text.strip():
        return text[:1]
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark[0]}{text.strip()}{mark[1]}{after}"


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def _painted(text: str, colour: bool) -> str:
    for before, after, code in (DELETED, INSERTED) if colour else ():
        text = text.replace(before, f"\x1b[{code}m{before}").replace(after, f"{after}\x1b[0m")
    return text
