"""What must be read again: the entries that changed since somebody read them through, and what changed in each since then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from planverk.app.opening import Opened, tree_at
from planverk.compare.change import Change
from planverk.compare.comparison import compare
from planverk.compare.naming import Naming
from planverk.compare.sentences import Sentences
from planverk.errors import UserError
from planverk.model.data_entries import Review
from planverk.model.plan import Plan
from planverk.model.review_stamps import Suspect, state_of, suspects
from planverk.reading.git import find_revision
from planverk.reading.history import commits_around
from planverk.reading.plan import read_plan
from planverk.report.difference import Difference

MOST_KEPT = 8
"""Plans of the past that are kept; stamps of one commit stand together as a rule."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """An entry that must be read again, who read it and on which day, and all that changed since, as readers call them; the words of the changes,
    None where the plan as it was read is not found."""

    name: str
    by: str
    day: str
    changed: tuple[str, ...]
    words: str | None


def to_read_again(opened: Opened, language: str, show: Callable[[Difference], str]) -> tuple[list[ToRead], int]:
    """Every entry that has changed since it was read through, with the words as `show` writes them, and how many entries were read."""
    plan = read_plan(opened.tree)[0]
    naming, past = Naming(plan, language), _Past(opened.root, plan, language)
    return [_told(suspect, naming, past.words(suspect, show)) for suspect in suspects(plan)], len(plan.reviews)


def _told(suspect: Suspect, naming: Naming, words: str | None) -> ToRead:
    review, key = suspect.review, suspect.entry.key
    day = naming.day(review.date.isoformat()) if review.date else ""
    changed = tuple(map(naming.within, [key] * suspect.itself + list(suspect.others)))
    return ToRead(naming.heading(key), naming.within(f"function:{review.by}"), day, changed, words)


@dataclass
class _Then:
    """A plan of the past, and what changed from it to the one of now; that is looked up when it is first asked for."""

    plan: Plan
    now: Plan
    language: str

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return compare(self.plan, self.now)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.plan, self.now, self.language, remedies=False)


class _Past:
    """The plan as it was when it was read. A stamp holds hashes and no commit: it is written before what was read is committed, and commits get other
    ids where branches are rebased. So the commit is the one whose plan has the hashes."""

    def __init__(self, root: Path, plan: Plan, language: str) -> None:
        self.root, self.plan, self.language = root, plan, language
        self.kept: dict[str, _Then | None] = {}

    def words(self, suspect: Suspect, show: Callable[[Difference], str]) -> str | None:
        then = next((then for then in self._candidates(suspect) if _as_read(then.plan, suspect)), None)
        if then is None:
            return None
        concerned = {suspect.entry.key, *suspect.others}
        chosen = [change for change in then.changes if {change.entry_before, change.entry_after} & concerned]
        return show(Difference(chosen, then.sentences, "", "", len(then.changes) - len(chosen), places=False))

    def _candidates(self, suspect: Suspect) -> Iterator[_Then]:
        """The plan at the commits that changed the stamp or the entry, and before them, the newest first."""
        entry, file = suspect.entry, PurePosixPath(suspect.entry.path)
        stamps = (f"{Review.folder}/{entry.kind}-{name}{Review.suffix}" for name in _names(suspect))
        files = (file.with_name(name + file.suffix).as_posix() for name in entry.formerly)
        for commit in commits_around(self.root, entry.path, *files, *stamps):
            then = self._at(commit)
            if then is not None:
                yield then

    def _at(self, commit: str) -> _Then | None:
        if commit not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                del self.kept[next(iter(self.kept))]
            try:
                tree = tree_at(self.root, find_revision(self.root, commit), commit)
                self.kept[commit] = _Then(read_plan(tree)[0], self.plan, self.language)
            except UserError:  # no plan then, or a clone that does not hold it
                self.kept[commit] = None
        return self.kept[commit]


def _names(suspect: Suspect) -> tuple[str, ...]:
    """The ids of the entry, the one that it has now first."""
    return suspect.entry.id, *suspect.entry.formerly


def _as_read(plan: Plan, suspect: Suspect) -> bool:
    """Whether the entry, and all that it leans on, are in a plan as they were when they were read."""
    there = plan.kinds.get(suspect.entry.kind, {})
    entry = next((there[name] for name in _names(suspect) if name in there), None)
    if entry is None:
        return False
    state, review = state_of(plan, entry), suspect.review
    # A renaming gives what is leaned on other names in the stamp, and the hashes stay.
    return state.sha256 == review.sha256 and sorted(state.leans_on.values()) == sorted(each.sha256 for each in review.leans_on)
