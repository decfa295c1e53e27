"""The report on a Word file that came back, as Markdown to keep beside the file. Nothing in the file can become markup or a link of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.report.text import safe
from planverk.review_import.report import Item, ReviewReport
from planverk.review_import.report_text import marked
from planverk.text_diff import TextChange

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|&~#]")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.|@(?=\w)", re.IGNORECASE)
_APART = "\u200b"
"""Zero width: it keeps a sign from what a program would make a link or a mention of."""


def report(review: ReviewReport) -> str:
    """The whole report: what went out is struck through, what came in is bold."""
    lines = [f"# {_text(review.title)}", ""]
    for line in review.opening:
        lines += [_text(line), ""]
    if review.changes:
        lines += [review.words["returned-legend-markdown"], ""]
    for part in review.parts:
        lines += [f"## {_text(part.heading)}", "", _text(part.intro), ""]
        for number, item in enumerate(part.items, start=1):
            lines += [*_item(item, number), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _item(item: Item, number: int) -> Iterator[str]:
    under = " " * len(f"{number}. ")
    yield f"{number}. **{_text(item.where)}:** {_text(item.what)}"
    for passage in item.passages:
        yield ""
        yield f"{under}> {''.join(marked([_escaped(run) for run in passage], ('~~', '~~'), ('**', '**'))).rstrip()}"
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
