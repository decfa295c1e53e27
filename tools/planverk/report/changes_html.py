"""Changes as one HTML file that needs no other: word by word in the text or side by side, readable without colours, scripts or network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from planverk.catalogue import load_words
from planverk.report.difference import Difference, between
from planverk.report.page import page
from planverk.text_diff import TextChange

_TEMPLATE = Path(__file__).parent / "templates/changes.html"


def report(difference: Difference) -> str:
    """The page."""
    difference = difference.for_council()
    plan = difference.sentences.new.plan.head
    entries = difference.entries
    return page(
        _TEMPLATE,
        difference.language,
        plan_tag=load_words("document", plan.language)["tag"],
        plan=plan.title,
        heading=difference.say("changes-from-to", **difference.named),
        summary=difference.summary,
        following=[difference.message(change) for change in difference.following],
        left_open=any(change.kind.opens for change in difference.following),
        numbers=difference.numbers,
        entries=entries,
        any_texts=any(change.texts for entry in entries for change in entry.changes),
        words=difference.words,
        provenance=difference.provenance.facts() if difference.provenance else {},
        before=_marker(difference, "del", "gone", lambda run: run.before),
        after=_marker(difference, "ins", "came", lambda run: run.after),
    )


def _marker(difference: Difference, tag: str, word: str, side: Callable[[TextChange], str]) -> Callable[[TextChange], Markup]:
    """What shows a run's words of one side: marked, with a word before and after that is heard and not seen; as they are where nothing changed."""

    def shown(run: TextChange) -> Markup:
        if run.same:
            return Markup("{}").format(run.after) if tag == "ins" else Markup("")
        before, words, after = between(side(run))
        label = Markup('<span class="heard">{} </span>').format(difference.words[f"heard-{word}"])
        close = Markup('<span class="heard"> {}</span>').format(difference.words["heard-end"])
        return Markup(f"{{}}<{tag}>{{}}{{}}{{}}</{tag}>{{}}").format(before, label, words, close, after) if words else Markup("{}").format(before)

    return shown
