"""Whether a new edition of a Word file says what the changes of the one that came back mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from planverk.review_import.changes import Returned, plain
from planverk.word.tracked_document import END, Circulated, Line


def misprinted(changes: Sequence[Returned], placed: Iterable[int], sent: Circulated, came: Circulated, printed: Circulated) -> frozenset[int]:
    """The numbers of those of the placed changes whose words the new edition has not, or has where they should be gone, or twice."""
    numbers = list(placed)
    there, once = (Counter(plain(line.before) for line in file.lines) for file in (printed, sent))
    more = Counter(text for number in numbers for text in _texts(changes[number].after))
    kinds = Counter(_kind(line) for line in printed.lines)
    were = Counter(_kind(line) for line in sent.lines)

    def is_printed(change: Returned) -> bool:
        gone, new = _texts(change.before), _texts(change.after)
        if change.kind == "moved":
            lines = [came.lines[number] for number in change.lines]
            once_each = all(there[text] == once[text] for text in new) if gone == new else all(there[text] > 0 for text in new)
            return once_each and all(kinds[_kind(line, True)] >= max(1, were[_kind(line, True)]) for line in lines)
        return all(there[text] for text in new) if new else all(there[text] < once[text] + more[text] for text in gone)

    return frozenset(number for number in numbers if not is_printed(changes[number]))


def _texts(texts: str) -> list[str]:
    return [key for text in texts.split(END) if (key := plain(text))]


def _kind(line: Line, after: bool = False) -> tuple[str, int, bool]:
    """What a line says, and what it is: a heading of a level, an item or neither."""
    return plain(line.after if after else line.before), line.level, line.item
