"""One change between two plans, as a frozen record without words; and the closed list of what can change.

A kind's value is the key of the sentence that people read, in the catalogue of every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from planverk.diagnostics import Location


class Weight(Enum):
    """Whether a change alters what the plan says and decides, or only how it is written. The rules are in docs/reference/changes.md."""

    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"


class Kind(Enum):
    """What happened. Each has its opposite, from AFTER to BEFORE, or is its own; the tests list them."""

    # An entry was added or removed
    CHAPTER_ADDED = "chapter-added"
    CHAPTER_REMOVED = "chapter-removed"
    GOAL_ADDED = "goal-added"
    GOAL_REMOVED = "goal-removed"
    MEASURE_ADDED = "measure-added"
    MEASURE_REMOVED = "measure-removed"
    DEFINITION_ADDED = "definition-added"
    DEFINITION_REMOVED = "definition-removed"
    FUNCTION_ADDED = "function-added"
    FUNCTION_REMOVED = "function-removed"
    PLAN_ADDED = "plan-added"
    PLAN_REMOVED = "plan-removed"
    SOURCE_ADDED = "source-added"
    SOURCE_REMOVED = "source-removed"
    RESOURCE_ADDED = "resource-added"
    RESOURCE_REMOVED = "resource-removed"
    FIGURE_ADDED = "figure-added"
    FIGURE_REMOVED = "figure-removed"
    PROGRESS_ADDED = "progress-added"
    PROGRESS_REMOVED = "progress-removed"
    STATEMENT_ADDED = "statement-added"
    STATEMENT_REMOVED = "statement-removed"
    HELP_ADDED = "help-added"
    HELP_REMOVED = "help-removed"
    DATA_ADDED = "data-added"
    DATA_REMOVED = "data-removed"
    SETTINGS_ADDED = "settings-added"
    SETTINGS_REMOVED = "settings-removed"

    # An entry as a whole
    ENTRY_RENAMED = "entry-renamed"
    FORMER_IDS_CHANGED = "former-ids-changed"
    RENUMBERED = "renumbered"
    TITLE_CHANGED = "title-changed"
    TEXT_CHANGED = "text-changed"

    # Measures
    MEASURE_MOVED = "measure-moved"
    MEASURE_WITHDRAWN = "measure-withdrawn"
    MEASURE_REINSTATED = "measure-reinstated"
    WITHDRAWAL_CHANGED = "withdrawal-changed"
    RESPONSIBLE_CHANGED = "responsible-changed"
    ASSIGNMENT_CHANGED = "assignment-changed"
    PARTICIPANTS_CHANGED = "participants-changed"
    NATIONAL_GOALS_CHANGED = "national-goals-changed"
    FOLLOWED_MEASURES_CHANGED = "followed-measures-changed"
    DEADLINE_CHANGED = "deadline-changed"
    PROGRESS_CHANGED = "progress-changed"

    # Goals, chapters, and the plan as a whole
    RELATED_GOALS_CHANGED = "related-goals-changed"
    GOAL_MOVED = "goal-moved"
    CHAPTER_MOVED = "chapter-moved"
    PERIOD_CHANGED = "period-changed"
    STATUS_CHANGED = "status-changed"
    ADOPTION_CHANGED = "adoption-changed"
    CONTENTS_CHANGED = "contents-changed"
    HELPLINES_CHANGED = "helplines-changed"

    # What the plan builds on
    PLAN_GOALS_CHANGED = "plan-goals-changed"
    PLAN_MEASURES_CHANGED = "plan-measures-changed"
    NUMBERS_CHANGED = "numbers-changed"
    FILES_CHANGED = "files-changed"

    # The rest
    FIELD_CHANGED = "field-changed"
    REFERENCE_LEFT = "reference-left"
    SETTINGS_CHANGED = "settings-changed"
    UNREAD_CHANGED = "unread-changed"

    # What follows from the changes
    NATIONAL_GOAL_UNANSWERED = "national-goal-unanswered"
    NATIONAL_GOAL_ANSWERED = "national-goal-answered"
    GOAL_WITHOUT_MEASURE = "goal-without-measure"
    GOAL_WITH_MEASURE = "goal-with-measure"
    FUNCTION_WITHOUT_MEASURE = "function-without-measure"
    FUNCTION_WITH_MEASURE = "function-with-measure"
    REFERENCE_DANGLES = "reference-dangles"
    REFERENCE_MENDED = "reference-mended"
    WITHDRAWN_NAMED = "withdrawn-named"
    WITHDRAWN_NOT_NAMED = "withdrawn-not-named"
    SOURCE_NOT_CITED = "source-not-cited"
    SOURCE_CITED = "source-cited"
    FIGURE_NOT_SHOWN = "figure-not-shown"
    FIGURE_SHOWN = "figure-shown"
    DEADLINES_PAST_PERIOD = "deadlines-past-period"
    DEADLINES_WITHIN_PERIOD = "deadlines-within-period"
    NUMBERS_CONTRADICTED = "numbers-contradicted"
    NUMBERS_AGREED = "numbers-agreed"
    ADOPTION_NOT_LATEST = "adoption-not-latest"
    ADOPTION_LATEST = "adoption-latest"
    ACCEPTED_WITHOUT_CHANGE = "accepted-without-change"
    ACCEPTED_WITH_CHANGE = "accepted-with-change"
    ADOPTED_MEASURE_GONE = "adopted-measure-gone"
    ADOPTED_MEASURE_BACK = "adopted-measure-back"
    DEFINITION_REWORDED = "definition-reworded"

    @property
    def follows(self) -> bool:
        """True for what follows from other changes, and is not part of what makes the one plan the other."""
        return self in CONSEQUENCES

    @property
    def opens(self) -> bool:
        """True for what follows and leaves something open that somebody should look at."""
        return self in OPENING


ADDED = {kind.value.removesuffix("-added"): kind for kind in Kind if kind.value.endswith("-added")}
"""Kind of entry → the kind of change that it was added."""

REMOVED = {kind.value.removesuffix("-removed"): kind for kind in Kind if kind.value.endswith("-removed")}
"""Kind of entry → the kind of change that it was removed."""

SETTLED_BY = {
    Kind.NATIONAL_GOAL_UNANSWERED: Kind.NATIONAL_GOAL_ANSWERED,
    Kind.GOAL_WITHOUT_MEASURE: Kind.GOAL_WITH_MEASURE,
    Kind.FUNCTION_WITHOUT_MEASURE: Kind.FUNCTION_WITH_MEASURE,
    Kind.REFERENCE_DANGLES: Kind.REFERENCE_MENDED,
    Kind.WITHDRAWN_NAMED: Kind.WITHDRAWN_NOT_NAMED,
    Kind.SOURCE_NOT_CITED: Kind.SOURCE_CITED,
    Kind.FIGURE_NOT_SHOWN: Kind.FIGURE_SHOWN,
    Kind.DEADLINES_PAST_PERIOD: Kind.DEADLINES_WITHIN_PERIOD,
    Kind.NUMBERS_CONTRADICTED: Kind.NUMBERS_AGREED,
    Kind.ADOPTION_NOT_LATEST: Kind.ADOPTION_LATEST,
    Kind.ACCEPTED_WITHOUT_CHANGE: Kind.ACCEPTED_WITH_CHANGE,
    Kind.ADOPTED_MEASURE_GONE: Kind.ADOPTED_MEASURE_BACK,
}
"""What follows and leaves something open that somebody should look at → what follows and settles it."""

OPENING, CLOSING = frozenset(SETTLED_BY), frozenset(SETTLED_BY.values())

CONSEQUENCES = OPENING | CLOSING | {Kind.DEFINITION_REWORDED}

Value = Any
"""What JSON can hold: text, number, boolean, None, or lists and mappings of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an entry, or to a field of it.

    `entry_before` and `entry_after` are KIND:ID, "" where the entry is not in that plan. `field` is "" for the entry as a whole, whose `before` and
    `after` are then all its fields; a field inside another is written "organisation.name". A value is None where there is none. The places are
    those of the field, or of what is nearest to it.
    """

    kind: Kind
    entry_before: str
    entry_after: str
    field: str
    before: Value
    after: Value
    weight: Weight
    place_before: Location | None
    place_after: Location | None

    @property
    def entry(self) -> str:
        """KIND:ID as it is now, or as it was where the entry was removed."""
        return self.entry_after or self.entry_before


def changed_files(change: Change) -> list[str]:
    """The paths of the files that are named as before and hold something else."""
    before, after = change.before or {}, change.after or {}
    return [path for path, found in before.items() if after.get(path, found) != found]
