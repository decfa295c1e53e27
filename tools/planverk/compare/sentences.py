"""Puts changes into words: the sentence of each kind, from the catalogue, with the names and values that it is about."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

from planverk.compare.change import Change, Kind, changed_files
from planverk.compare.listed import listed
from planverk.compare.markdown import markdown_of
from planverk.compare.matching import match
from planverk.compare.naming import Naming, is_ours, years_months_days
from planverk.compare.records import UNREAD, entry_of, wholly_unread, with_names
from planverk.model.plan import Plan
from planverk.model.when import read_when
from planverk.text_diff import opcodes
from planverk.text_moves import words

LONG = 80
"""Characters; a text that is longer, or has one beside it that is, stands below the sentence and not in it."""

_QUOTING = (Kind.NUMBERS_CONTRADICTED, Kind.NUMBERS_AGREED, Kind.ADOPTION_NOT_LATEST, Kind.ADOPTION_LATEST)
"""What follows and is about passages of the plan; the rest is about entries."""


class Sentences:
    """Says the changes from one plan to another."""

    def __init__(self, before: Plan, after: Plan, language: str, remedies: bool = True) -> None:
        """With `remedies`, a sentence also says what to do about what it reports; of history nothing can be done."""
        self.remedies = remedies
        matching = match(before, after)
        names, self.pairs = matching.names, matching.pairs
        self.names, self.language = names, language
        self.now = {old: new for old, new in matching.pairs if old}
        self.old, self.new = Naming(before, language, names), Naming(after, language, names)
        self.words = self.new.words

    def without_remedies(self) -> Sentences:
        """The same sentences, which say nothing of what to do."""
        made = copy(self)
        made.remedies = False
        return made

    def entry(self, change: Change) -> str:
        """The name of the entry, as it is now; as it was where it was removed."""
        unread = change.kind is Kind.UNREAD_CHANGED and change.field == "" and wholly_unread(change.after)
        if change.entry_after and not unread:
            return self.new.heading(change.entry_after)
        name = self.old.heading(change.entry_before)
        return name if unread or not self.old.numbered(change.entry_before) else self.words["name-was"].format(name=name[:1].lower() + name[1:])

    def source(self, key: str) -> str:
        """An entry of BEFORE in the middle of a sentence: by its old number, as old, and with the number that it has now."""
        name, old = self.old.within(key), self.old.numbered(key)
        now = self.now.get(key, "")
        if not old or old == (new := self.new.numbered(now) if now else ""):
            return name
        return self.words["in-now" if new else "in-was"].format(name=name, now=new)

    def numbers(self) -> list[tuple[str, str, str]]:
        """Old number, new number and title of all goals and measures that got another number, came or went, in the order of AFTER; "" for no number.
        None where no number is another."""
        found = []
        for old, new in self.pairs:
            if (new or old).partition(":")[0] in ("goal", "measure"):
                was, now = self.old.numbered(old) if old else "", self.new.numbered(new) if new else ""
                entry = entry_of(self.new.plan, new) if new else entry_of(self.old.plan, old)
                found += [(was, now, str(getattr(entry, "title", "")))] if was != now else []
        return found if any(was and now for was, now, _ in found) else []

    def message(self, change: Change) -> str:
        """The change in one line that stands alone."""
        return f"{self.entry(change)}: {self.sentence(change)}"

    def sentence(self, change: Change) -> str:
        """What happened, for a reader who sees which entry it is about."""
        words = (self.new if change.entry_after else self.old).words_for(change.entry)
        key, facts = change.kind.value, {"before": self.value_before(change), "after": self.value_after(change)}
        if change.kind is Kind.UNREAD_CHANGED and change.field not in ("", UNREAD):
            return self.words["unread-changed.field"].format(field=self._label(change))
        if change.kind is Kind.UNREAD_CHANGED and change.field == "":
            key = _of_unread(change)
            return self.words[key] + (f". {self.words['see-check']}" if self.remedies and key == "unread-changed.now" else "")
        if change.kind is Kind.ENTRY_RENAMED and change.entry.startswith("data:"):
            return self.words["entry-renamed.data"].format_map(facts)
        if change.kind is Kind.ENTRY_RENAMED and self.remedies and not self._noted(change):
            return self.words[f"{key}.not-noted"].format_map(facts | {"ids": ", ".join(self._ids_to_note(change))})
        if change.kind is Kind.REFERENCE_DANGLES and (renamed := self._renamed(change.after)):
            return self.words["reference-dangles.renamed"].format_map(facts | renamed)
        if change.field == "" or change.kind.follows:
            of_plan = change.kind in (Kind.NATIONAL_GOAL_ANSWERED, Kind.NATIONAL_GOAL_UNANSWERED)
            more = {"goal": self._national_goal(change)} if of_plan else {"field": self._label(change)} if change.field else {}
            return words[key + self._how(change)].format_map(facts | more)
        kind = change.entry.partition(":")[0]
        facts["field"] = self._label(change)
        if change.kind is Kind.FILES_CHANGED:
            return words[key].format(files=", ".join(self.new.quoted(path.rpartition("/")[2]) for path in changed_files(change)))
        types = {type(change.before), type(change.after)} - {type(None)}
        if types == {list} or (list in types and is_ours(kind, change.field)):
            facts["changes"] = listed(kind, change.field, _several(self.before_of(change)), _several(change.after), self.old, self.new)
        return words[key + self._variant(change, facts)].format_map(facts)

    def _how(self, change: Change) -> str:
        """Which sentence of a kind tells what follows: of a text, or of a field; of a definition, whether it says more than before, or less."""
        if change.kind is not Kind.DEFINITION_REWORDED:
            return ".text" if change.field == "body" else ""
        if not change.after:
            return ".gone"
        entries = entry_of(self.old.plan, change.entry_before), entry_of(self.new.plan, change.entry_after)
        before, after = (words(markdown_of(entry.prose)) if entry else () for entry in entries)
        steps = [step for step in opcodes(before, after) if not step[0]]
        return ".more" if all(b0 == b1 for _, b0, b1, _, _ in steps) else ".less" if all(a0 == a1 for *_, a0, a1 in steps) else ""

    def _renamed(self, key: str) -> dict[str, str]:
        """The id that is not there any longer, and the one that its entry has now; nothing for one that no entry had."""
        kind, _, id = key.partition(":")
        new = self.names.get((kind, id))
        return {"id": id, "new": new} if new and new in self.new.plan.kinds.get(kind, {}) and id not in self.new.plan.kinds[kind] else {}

    def _ids_to_note(self, change: Change) -> tuple[str, ...]:
        entry = entry_of(self.new.plan, change.entry_after)
        return (*(entry.formerly if entry else ()), change.before)

    def _noted(self, change: Change) -> bool:
        """Whether an entry that was renamed declares its other id, in either of the plans."""
        entries = entry_of(self.old.plan, change.entry_before), entry_of(self.new.plan, change.entry_after)
        return any(entry is not None and {change.before, change.after} & set(entry.formerly) for entry in entries)

    def _variant(self, change: Change, facts: dict[str, str]) -> str:
        """Which of the sentences of the kind it is; puts what only this one says into the facts."""
        key = change.kind.value
        if change.kind is Kind.FIELD_CHANGED and is_long(change):
            return ".text"
        kind = change.entry.partition(":")[0]
        if change.kind is Kind.FIELD_CHANGED and not is_ours(kind, change.field) and "changes" not in facts:
            last, naming = ("before", self.old) if change.after is None else ("after", self.new)
            facts[last] = naming.counted(kind, change.field, facts[last])
            if change.before is not None and change.after is not None:
                return ".own"
        if change.kind is Kind.ADOPTION_CHANGED and change.after is None and self.new.plan.head.revises is not None:
            return ".revised"
        wanted = ".set" if change.before is None else ".gone" if change.after is None else ".list" if "changes" in facts else ""
        if change.kind is Kind.DEADLINE_CHANGED and not wanted:
            old, new = _end(change.before), _end(change.after)
            if not old or not new or old == new:
                return ".plain"
            facts["shift"] = self._shift(old, new)
        elif change.kind is Kind.PERIOD_CHANGED and not wanted and change.before["to"] != change.after["to"]:
            old, new = _end(change.before["to"]), _end(change.after["to"])
            if old and new and old != new:
                facts["shift"] = self._shift(old, new)
                return ".ends"
        return wanted if key + wanted in self.words else ""

    def _label(self, change: Change) -> str:
        return (self.old if change.after is None else self.new).label(change.entry.partition(":")[0], change.field)

    def before_of(self, change: Change) -> Any:
        """The value of before, with the names that its entries have now."""
        if change.before is None or change.field == "":
            return change.before
        return with_names(change.entry_before, {change.field: change.before}, self.names, self.old.plan)[change.field]

    def value_before(self, change: Change) -> str:
        return self._value(self.old, change, change.before)

    def value_after(self, change: Change) -> str:
        return self._value(self.new, change, change.after)

    def _value(self, naming: Naming, change: Change, value: Any) -> str:
        if value is None:
            return ""
        if change.kind in _QUOTING:
            return self.joined([naming.quoted(text) for text in value])
        if change.kind.follows:
            return self.joined([naming.within(key) for key in ([value] if isinstance(value, str) else value)])
        if change.field:
            shown = naming.value(change.entry.partition(":")[0], change.field, value)
            return naming.quoted(shown) if change.kind is Kind.FIELD_CHANGED and shown == value else shown
        return naming.value("progress", "records", value.get("records", [])) if isinstance(value, dict) else str(value)

    def _national_goal(self, change: Change) -> str:
        goal = change.field.removeprefix("goals.")
        referenced = self.new.plan.plans[change.entry_after.removeprefix("plan:")]
        return self.new.say("national-goal", title=next(each.title for each in referenced.goals if each.id == goal))

    def _shift(self, old: date, new: date) -> str:
        parts = [
            self.new.say(f"{unit}-{'one' if count == 1 else 'many'}", count=count)
            for unit, count in zip(("year", "month", "day"), years_months_days(old, new), strict=True)
            if count
        ]
        return self.new.say("shift-later" if new > old else "shift-earlier", amount=self.joined(parts))

    def joined(self, parts: list[str]) -> str:
        """One, two and three."""
        return f" {self.words['and']} ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of_unread(change: Change) -> str:
    """The sentence about a file that cannot be read: in one of the plans, or in both."""
    then, now = wholly_unread(change.before), wholly_unread(change.after)
    return "unread-changed.both" if then and now else "unread-changed.now" if now else "unread-changed.then"


def is_long(change: Change) -> bool:
    """True for texts that are compared word by word below the sentence."""
    texts = [change.before, change.after]
    return all(isinstance(text, str) for text in texts if text is not None) and any(len(text) > LONG for text in texts if text)


def _end(to: int | str) -> date | None:
    """The last day of a time as it was typed; None for what goes on."""
    when = read_when(str(to))
    return when.end if when else None
