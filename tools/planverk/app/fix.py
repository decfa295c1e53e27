"""Finds what is safe to mend in a plan's files, and with it the guesses that somebody agrees to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from planverk.app.check import check_anew, texts_of
from planverk.authoring.apply_fixes import apply_fixes
from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.rename import with_former_ids
from planverk.diagnostics import Diagnostic, Replacement
from planverk.reading.tree import Tree
from planverk.text_diff import opcodes

MOST_ROUNDS = 5
"""What was mended may show what else can be; in practice the second round finds nothing."""

Agree = Callable[[Diagnostic, Replacement, dict[str, str]], bool]
"""Whether a guess is wanted, by its finding and the texts of the files with findings."""


@dataclass(frozen=True)
class Fixed:
    """What becomes of the files; and how many fixes nobody was asked about, or wanted."""

    edits: tuple[Edit, ...]
    left: int


def fixes(tree: Tree, day: date, language: str, agree: Agree | None = None) -> Fixed:
    """What mending the files makes of them: all that is safe, and the guesses that are agreed to."""
    checked = check_anew(tree, day, language)
    files = dict(tree.files) | _with_former_ids(tree, checked.diagnostics)
    texts = texts_of(checked, tree) if agree else {}
    wanted = [*_safe_ones(checked.diagnostics)]
    wanted += [one.fix for one in checked.diagnostics if agree and one.fix and one.fix.asked and agree(one, one.fix, texts)]
    for _ in range(MOST_ROUNDS):
        mended = {path: apply_fixes(path, data, [fix for fix in wanted if fix.location.path == path]) for path, data in files.items()}
        fresh = {path: each.data for path, each in mended.items()}
        if fresh == files:
            break
        files = fresh
        checked = check_anew(replace(tree, files=files), day, language)
        wanted = _safe_ones(checked.diagnostics)
    return Fixed(edits_of(tree.files, files), sum(1 for one in checked.diagnostics if one.fix and one.fix.asked))


def _with_former_ids(tree: Tree, found: Iterable[Diagnostic]) -> dict[str, bytes]:
    """The files whose entries are found to lack ids that they had, with the ids noted. That adds a field, which no replacement of words can."""
    lacking = dict.fromkeys(each.location.path for each in found if each.rule == "former-id-not-noted")
    return {path: with_former_ids(tree.files, path, tree.earlier[path]) for path in lacking}


def _safe_ones(diagnostics: Iterable[Diagnostic]) -> list[Replacement]:
    return [one.fix for one in diagnostics if one.fix and not one.fix.asked]


def lines_in(edit: Edit) -> int:
    """How many lines an edit touches."""
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", (data or b"").decode("latin-1")) for data in (edit.before, edit.after))
    return sum(max(b1 - b0, a1 - a0) for same, b0, b1, a0, a1 in opcodes(before, after) if not same)
