"""Holds a plan to the record of its adoptions, which only grows."""

from __future__ import annotations

from dataclasses import replace

from planverk.app.opening import Opened
from planverk.errors import UserError
from planverk.reading.adoption_record import AdoptionRecord, adoption_record, record_findings
from planverk.reading.git import find_revision


def with_record(opened: Opened, record: AdoptionRecord) -> Opened:
    """A plan that was opened, with what is gone or different in it of the adoptions that the history holds."""
    found = tuple(record_findings(record, opened.tree.files))
    return replace(opened, tree=replace(opened.tree, findings=[*opened.tree.findings, *found])) if found else opened


def record_up_to(opened: Opened, rev: str | None = None) -> AdoptionRecord:
    """What the history holds of adoptions; nothing where Git cannot tell. UserError where the history names more than can be meant: whoever fills it
    up may want that nobody looks."""
    try:
        return adoption_record(opened.root, find_revision(opened.root, rev) if rev else None)
    except UserError as error:
        if error.key in ("git-too-many", "git-too-much"):
            raise
        return AdoptionRecord(opened.root)
