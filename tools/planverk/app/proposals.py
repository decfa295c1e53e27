"""Two editions of a plan as a proposal: its changes one by one, in words, and what each of them does to the lines of the plan's document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from planverk.app.compare import compare
from planverk.app.compare_targets import PlanVersion
from planverk.app.edition_names import edition_names
from planverk.app.opening import now
from planverk.compare.naming import Naming
from planverk.document.compose import compose as composed
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.model.canonical import VERSION, decided_digests, digest, entry_form, plan_digest
from planverk.model.plan import Plan
from planverk.model.provenance import Provenance
from planverk.reading.plan import read_plan
from planverk.review_import.resolve import composed_lines
from planverk.verdicts.proposed import STATE, Proposal, proposal_of
from planverk.verdicts.protocol import Sheet
from planverk.verdicts.record import Given, Side, Verdicts
from planverk.verdicts.told import Telling, Told
from planverk.version import __version__

MOST_NAMED = 5
"""Entries that are named of those that say something else than was decided."""


@dataclass(frozen=True)
class Proposed:
    """Two editions, with the changes between them."""

    old: PlanVersion
    new: PlanVersion

    @cached_property
    def telling(self) -> Telling:
        """What tells the changes, in the language of the plan."""
        return Telling(compare(self.old, self.new, self.new.plan.head.language))

    @cached_property
    def proposal(self) -> Proposal:
        """The changes that can be decided."""
        return proposal_of(self.old.plan, self.new.plan, self.old.tree.files, self.new.tree.files, self.telling.reported)

    @cached_property
    def told(self) -> dict[int, Told]:
        """The changes in words, by number."""
        return {change.number: self.telling.change(change) for change in self.proposal.changes}

    def provenance(self, document: str) -> Provenance:
        """What a document of the changes says that it was made from."""
        before, after = side_of(self.old), side_of(self.new)
        head = self.new.plan.head
        return Provenance(
            title=head.title, publisher=head.publisher, status=head.status or "draft", revision=after.revision,
            basis="revision" if after.revision else "folder", digest=after.digest, form=VERSION,
            built=(self.new.revision.when if self.new.revision else now()).isoformat(), document=document, since=before.revision,
            since_digest=before.digest, version=__version__,
        )  # fmt: skip

    def sheet(self, document: str) -> Sheet:
        """What the documents of verdicts are made of."""
        when, language = self.new.revision.when if self.new.revision else now(), self.new.plan.head.language
        before, after = edition_names(self.old, self.new, language)
        return Sheet(self.new.plan, before, after, when, self.proposal.changes, self.told, self.provenance(document))

    def compose(self, plan: Plan) -> Document:
        """The document of a plan, as one of the later edition is made."""
        return composed(plan, self.new.revision, self.new.revision.when if self.new.revision else now())

    def lines(self, without: int | None = None) -> list[str]:
        """The lines of the later edition's document, or of that without one change, by its number; but for the hash, which any change alters.
        Where the plan can't be printed without that change alone, they are those with all."""
        files = self.new.tree.files if without is None else self.proposal.decided({without: "rejected"})
        plan = read_plan(replace(self.new.tree, files=dict(files)))[0]
        try:
            lines = composed_lines(self.compose(plan))
        except ValueError:
            return self.lines()
        hash_shown = plan_digest(plan)[:8]
        return [line.text for line in lines if hash_shown not in line.text]


def side_of(side: PlanVersion) -> Side:
    """An edition as it is recorded."""
    return Side(side.revision.id if side.revision else "", plan_digest(side.plan))


@dataclass(frozen=True)
class Decided:
    """A proposal as it was decided: the verdicts, the plan's files as adopted, and what a person has to look at."""

    proposed: Proposed
    verdicts: Verdicts
    files: Mapping[str, bytes]
    unplaced: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is left for a person: a change without a verdict, or what could not be written in."""
        return bool(self.unplaced) or bool(self.verdicts.count("open"))


def prove(decided: Decided, plan: Plan, language: str) -> dict[str, Any]:
    """What a manifest says of a proposal as it was decided. UserError where the plan says something else than the proposal with exactly those
    verdicts."""
    tree = decided.proposed.new.tree
    wanted = read_plan(replace(tree, files=dict(decided.files)))[0]
    one, other = _decided_digests(wanted), _decided_digests(plan)
    if others := [key for key in {**one, **other} if one.get(key) != other.get(key)]:
        naming = (Naming(wanted, language), Naming(plan, language))
        raise UserError("adopt-not-as-decided", entries="; ".join(naming[key in other].heading(key) for key in others[:MOST_NAMED]))
    verdicts = decided.verdicts
    record = json.dumps([verdicts.before, verdicts.after, sorted(verdicts.given.items()), verdicts.amendments], ensure_ascii=False)
    return {
        "proposed": {"before": verdicts.before.revision, "proposal": verdicts.after.revision, "sha256": digest_of(record.encode())},
        "verdicts": [_told(change.name, verdicts.given[change.number]) for change in decided.proposed.proposal.changes],
    }


def _told(name: str, given: Given) -> dict[str, str]:
    facts = {"change": name, "verdict": given.verdict, "body": given.body, "vote": given.vote}
    return {key: text for key, text in facts.items() if text}


def _decided_digests(plan: Plan) -> dict[str, str]:
    """The hashes of all that a decision adopts; of the plan itself without where it is on its way."""
    return decided_digests(plan) | {plan.head.key: digest(entry_form(plan.head, (*plan.head.upkeep, *STATE)))}
