"""chapter-not-in-contents: see chapter-not-in-contents.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def chapter_not_in_contents(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of chapters that `contents` does not name, but for those that a wrong name there can have meant."""
    if not plan.head.sound("contents"):
        return
    for name in _unlisted(plan):
        chapter = plan.chapters[name]
        yield hit(chapter.at_top(), Hint("add-to-contents", {"name": name}), title=chapter.title or name)


def _unlisted(plan: Plan) -> list[str]:
    """The chapters left out. Every name in `contents` that leads nowhere excuses one: the nearest, else, where it settles the matter, any."""
    listed = [content.removeprefix("chapter:") for content in plan.head.contents if content.startswith("chapter:")]
    missing = [name for name, chapter in plan.chapters.items() if name not in listed and chapter.sound("title")]
    wrong = [name for name in listed if name not in plan.chapters]
    for name in list(wrong):
        meant = [id for id in missing if name in plan.chapters[id].formerly] or list(nearest(name, missing))
        if meant:
            missing.remove(meant[0])
            wrong.remove(name)
    return missing if len(missing) > len(wrong) else []
