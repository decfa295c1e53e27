"""How the width of a table is shared by its columns, by what they hold: no ordinary word is broken, and what is long gets what is left over."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST, _PADDING = 16, 2
"""Letters of a word after which it may be hyphenated, and the room beside a column in letters."""
_LINE = 100
"""Letters on a line of a table across a page."""


def shares(columns: Sequence[Sequence[str]], given: Sequence[float | None] = ()) -> tuple[float, ...]:
    """The share of each column, by the texts in it, its title among them; all add up to 1. `given` are those that somebody asked for."""
    fixed = [*given, *[None] * (len(columns) - len(given))]
    means = [sum(map(len, texts)) / max(len(texts), 1) for texts in columns]
    words = [min(max((len(word) for text in texts for word in text.split()), default=1), _LONGEST) for texts in columns]
    needs = [max(word, min(mean / 2, _LONGEST)) + _PADDING for word, mean in zip(words, means, strict=True)]
    spare = max(0, _LINE - sum(needs))
    wants = [max(0.0, min(mean, 60) - need) for mean, need in zip(means, needs, strict=True)]
    weights = [need + (spare * want / sum(wants) if any(wants) else 0) for need, want in zip(needs, wants, strict=True)]
    asked = min(sum(share or 0 for share in fixed), 0.95)
    free = sum(weight for weight, share in zip(weights, fixed, strict=True) if share is None)
    scale = asked / sum(share or 0 for share in fixed) if asked else 1
    if not free:
        return tuple((share or 0) / sum(each or 0 for each in fixed) for share in fixed)
    found = [round(share * scale if share else weight * (1 - asked) / free, 4) for weight, share in zip(weights, fixed, strict=True)]
    return (*found[:-1], round(1 - sum(found[:-1]), 4)) if found else ()
