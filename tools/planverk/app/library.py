"""The face of planverk as a library: a plan, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

from planverk.app.opening import Opened, now, open_tree
from planverk.catalogue import DEFAULT
from planverk.errors import Tell, silent
from planverk.report.outcome import Outcome

if TYPE_CHECKING:
    from planverk.app.build import Built
    from planverk.report.difference import Difference


def open_plan(path: str | PathLike[str] = ".", revision: str | None = None, tell: Tell = silent) -> Plan:
    """The plan in or above a folder, as its files are there now or in a revision in Git; what is saved later is not seen.

    `tell` is given notes while the work goes on, now and in what is asked of the plan. UserError where there is no plan.
    """
    return Plan(open_tree(str(path), revision, tell), revision, tell)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was when it was opened. Nothing but `build` writes anything. Languages are those of messages: "nb", "nn" and "en"."""

    opened: Opened
    revision: str | None = None
    tell: Tell = field(default=silent, repr=False)

    def check(self, today: date | None = None, language: str = DEFAULT) -> Outcome:
        """The findings, in order of place; deadlines and periods are measured against `today`."""
        from planverk.app.check import check

        return check(self.opened, today or now().date(), language, self.revision)

    def build(
        self,
        target: str = "all",
        *,
        output: str | PathLike[str] | None = None,
        replace: bool = False,
        changes_since: str | None = None,
        reference_docx: str | PathLike[str] | None = None,
        bundle: bool = False,
        language: str = DEFAULT,
    ) -> Built:
        """Makes the outputs and puts them in place, all or none: in the plan's build/ or in the folder `output`, where with `replace` files that
        no build made are replaced too. The arguments are those of `planverk build`. Where the check finds an error nothing is made, and the outcome
        `stops`.

        UserError where an output would not hold what it promises, or cannot be written.
        """
        from planverk.app.build import Wishes, build

        folder, template = (None if each is None else str(each) for each in (output, reference_docx))
        wishes = Wishes(target, folder, replace, changes_since, template, bundle)
        return build(self.opened, wishes, language, self.revision, self.tell)

    def compare(self, before: str | PathLike[str], *, only: str | None = None, entries: Sequence[str] = (), language: str = DEFAULT) -> Difference:
        """The changes from an earlier edition, a revision in Git or a folder, to this plan: all of them, or those of a weight ("substantive",
        "editorial") or about entries KIND:ID. UserError where there is no such edition or entry."""
        from planverk.app.compare import compare
        from planverk.app.compare_targets import read_version, version_of

        folder = str(self.opened.root)
        return compare(read_version(folder, str(before), self.tell), version_of(self.opened, self.revision, self.tell), language, only, entries)
