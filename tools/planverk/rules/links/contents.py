"""What the contents list names, and which chapter is a part of which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planverk.diagnostics import Hint
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.model.prose_entries import Chapter, Goal, Measure
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


def part_not_in_contents(plan: Plan) -> Iterator[Hit]:
    """Hits at the key `contents`, one a part that has entries and is not named."""
    if not plan.head.sound("contents"):
        return
    left_out = [*plan.measures.values(), *(goal for goal in plan.goals.values() if goal.id not in plan.printed_goals)]
    entries = {
        "definitions": len(plan.definitions),
        "goals": sum(not (isinstance(each, Measure) and each.home in plan.printed_goals) for each in left_out),
        "resources": len(plan.resources),
        "references": len(plan.plans) + len(plan.sources),
    }
    for part, count in entries.items():
        if count and part not in plan.head.contents:
            yield hit(plan.head.at_key("contents"), Hint("add-part-to-contents", {"name": part}), part=part, count=str(count))


def lower_goal_in_contents(plan: Plan) -> Iterator[Hit]:
    """Hits at the lines of `contents` that name a goal that is printed under another."""
    for index, content in enumerate(plan.head.contents):
        goal = plan.goals.get(content.removeprefix("goal:")) if content.startswith("goal:") else None
        above = plan.goals_above(goal) if goal else ()
        if goal and above:
            yield hit(plan.head.at("contents", index), Hint("drop-from-contents", {"name": goal.id}), goal=goal.title, above=above[-1].title)


def circular_part(plan: Plan) -> Iterator[Hit]:
    """One hit a circle of chapters or of goals, at the one whose id comes first."""
    for kind, entries in (("the-chapter", plan.chapters), ("the-goal", plan.goals)):
        reported: set[str] = set()
        for name in sorted(entries):
            circle = _circle(entries, name)
            if circle and reported.isdisjoint(circle):
                reported.update(circle)
                yield hit(entries[name].at("part_of"), Hint("break-circle", {}), kind=kind, circle=" → ".join((*circle, name)))


def _circle(entries: Mapping[str, Chapter] | Mapping[str, Goal], name: str) -> list[str]:
    """The ids from `name` up to `name` again, [] where the way up ends or circles without it."""
    way = [name]
    while (above := entries[way[-1]].part_of) and above in entries and above not in way:
        way.append(above)
    return way if above == name else []
