"""The numbers of a list's items: those that are printed are those that are typed."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.source.reporter import Told

Mark = tuple[str, int]
"""The digits before an item's full stop or bracket, and where they stand in the file."""


def lists_of(marks: list[Mark], told: Told) -> Iterator[tuple[int, int, int]]:
    """The runs of items that count up, as first and last item and the first number: each is a list of its own.

    Where every item has the same number, as many write Markdown, they are counted; each that is printed with another number is a finding.
    """
    told.spans += [(at, at + len(digits) + 1) for digits, at in marks]
    same = len({digits for digits, _ in marks}) == 1
    begins = 0
    for item in range(1, len(marks) + 1):
        if item == len(marks) or not (same or int(marks[item][0]) == int(marks[item - 1][0]) + 1):
            yield begins, item, int(marks[begins][0])
            _renumbered(marks[begins:item], told)
            if item < len(marks):
                _out_of_order(marks[item - 1], marks[item], told)
            begins = item


def _renumbered(marks: list[Mark], told: Told) -> None:
    """Finds fault with marks that are printed otherwise than they are typed."""
    for number, (digits, at) in enumerate(marks, int(marks[0][0])):
        if digits != str(number):
            facts = {"typed": digits, "printed": str(number)}
            told.report("number-changed", at, at + len(digits), facts, Hint("number-in-order", facts), Hint("number-as-text", facts), new=str(number))


def _out_of_order(before: Mark, mark: Mark, told: Told) -> None:
    digits, at = mark
    facts = {"before": before[0], "number": digits}
    told.report("number-out-of-order", at, at + len(digits), facts, Hint("count-up", facts), Hint("number-as-text", {"typed": digits}))
