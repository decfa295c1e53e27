"""How the width of a table is shared by its columns, by what they hold: no ordinary word is broken, and what is long gets what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LONGEST = 16
"""Letters of a word after which it may be hyphenated."""
_EASY = 12
"""Letters of a line from which on a text in several lines is easy to read."""
LETTER, PADDING, LINE, LYING = 1.75, 3.5, 162.0, 253.0
"""Millimetres: an ordinary letter in a table, the room beside a column, the width of a page's text, and that of a page on its side."""
_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()-"), frozenset("mwMW@%")


def need(texts: Iterable[str]) -> float:
    """Millimetres that a column needs so that no ordinary word in it is broken."""
    longest = max((_letters(word) for text in set(texts) for word in text.split(" ")), default=0.0)
    return min(longest, LONGEST) * LETTER + PADDING


def _letters(word: str) -> float:
    """How wide a word is, in ordinary letters; for a long one, its number of them."""
    if len(word) > LONGEST:
        return len(word)
    return sum(0.65 if sign in _NARROW else 1.5 if sign in _BROAD else 1.2 if sign.isupper() else 1.0 for sign in word)


def shares(columns: Sequence[Sequence[str]], given: Sequence[float | None] = ()) -> tuple[float, ...]:
    """The share of each column, by the texts in it, its title first, of which the words alone count; all add up to 1. `given` are those that somebody
    asked for."""
    fixed = [*given, *[None] * (len(columns) - len(given))]
    means = [sum(map(len, texts[1:])) / max(len(texts) - 1, 1) for texts in columns]
    needs = [max(need(texts), min(mean / 2, _EASY) * LETTER + PADDING) for texts, mean in zip(columns, means, strict=True)]
    spare = max(0, (LINE if sum(needs) <= LINE else LYING) - sum(needs))
    wants = [max(0.0, min(mean, 60) * LETTER + PADDING - least) for mean, least in zip(means, needs, strict=True)]
    filled = min(1.0, spare / sum(wants)) if any(wants) else 0.0  # what is left over all wants is shared by all: a short text is no better for more
    weights = [least + filled * want for least, want in zip(needs, wants, strict=True)]
    asked = min(sum(share or 0 for share in fixed), 0.95)
    free = sum(weight for weight, share in zip(weights, fixed, strict=True) if share is None)
    scale = asked / sum(share or 0 for share in fixed) if asked else 1
    if not free:
        return tuple((share or 0) / sum(each or 0 for each in fixed) for share in fixed)
    found = [round(share * scale if share else weight * (1 - asked) / free, 4) for weight, share in zip(weights, fixed, strict=True)]
    return (*found[:-1], round(1 - sum(found[:-1]), 4)) if found else ()
