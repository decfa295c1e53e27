"""Changes as Markdown for a comment on a change request. Nothing in the plan can become markup, a mention or a link of the comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.report.difference import ChangedEntry, Difference, between, shortened
from planverk.report.text import safe
from planverk.text_diff import TextChange

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment, and what surrounds this needs some."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|&]")
_CALLS = re.compile(r"[@#!%~$^&](?=\w)|(?<=\w):(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)-(?=\d)", re.IGNORECASE)
"""What GitHub and GitLab make a mention, a reference or a link of, in the text that is left when Markdown and entities have been read."""

_APART = "\u200b"
"""Zero width: it keeps such a sign from what follows it. An entity or a backslash would not, since both are read by then."""


def report(difference: Difference) -> str:
    """A heading, a list for each entry, what follows from the changes, and the summary; cut at a whole entry where it gets too long."""
    head = [f"### {_text(difference.say('changes-from-to', **difference.named))}", "", _text(difference.summary)]
    if not difference.changes:
        return head[-1] + "\n"
    parts = ["\n".join([*head, *_following(difference), *_numbers(difference)])]
    room = LONGEST - len(parts[0])
    entries = difference.entries
    for at, entry in enumerate(entries):
        part = "\n".join(_entry(difference, entry))
        if len(part) + 2 > room:
            parts.append(_text(difference.say("and-more", count=len(entries) - at)))
            break
        parts.append(part)
        room -= len(part) + 2
    return "\n\n".join(parts) + "\n"


def _following(difference: Difference) -> Iterator[str]:
    if difference.following:
        yield from ("", f"**{_text(difference.words['what-follows'])}**", "")
        yield from (f"- {'⚠️ ' * change.kind.opens}{_text(difference.message(change))}" for change in difference.following)


def _numbers(difference: Difference) -> Iterator[str]:
    if difference.numbers:
        yield from ("", f"**{_text(difference.words['numbers'])}**", "")
        yield f"| {' | '.join(_text(difference.words[f'column-{name}']) for name in ('before', 'after', 'title'))} |"
        yield "| --- | --- | --- |"
        yield from (f"| {' | '.join(map(_text, row))} |" for row in difference.numbers)


def _entry(difference: Difference, entry: ChangedEntry) -> Iterator[str]:
    yield f"**{_text(entry.heading)}** <sub>{_text(entry.place)}</sub>"
    yield ""
    for change in entry.changes:
        mark = f" *({_text(difference.words['editorial'])})*" if change.editorial else ""
        yield f"- {_text(change.sentence)}{mark}"
        yield from (f"  - {_text(label)}: {_text(value)}" for label, value in change.facts)
        for passage in change.texts:
            yield f"  > {' '.join(''.join(_runs(passage)).split())}"
            yield ""


def _runs(passage: list[TextChange]) -> Iterator[str]:
    for at, run in enumerate(passage):
        if run.same:
            yield _text(shortened(run.after, at == 0, at == len(passage) - 1))
        else:
            yield _marked(run.before, "del") + _marked(run.after, "ins")


def _marked(text: str, tag: str) -> str:
    """Words in `<del>` or `<ins>`, which GitHub and GitLab show as such, with the spaces around them outside."""
    before, words, after = between(text)
    return f"{before}<{tag}>{_text(words)}</{tag}>{after}" if words else before


def _text(text: str) -> str:
    """The text so that Markdown and HTML show it as it is: no markup, no mention of a user, no link, no reference to an issue."""
    apart = _CALLS.sub(lambda found: found[0] + _APART, re.sub(r"\s+", " ", safe(text)))
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", apart)
