"""How titles are sorted."""

from __future__ import annotations

import unicodedata


def sort_key(text: str) -> tuple[str, str]:
    """What titles are sorted by in Norwegian: æ, ø, å last, aa as å, other accents and case aside (CLDR nb)."""
    folded = text.casefold().replace("aa", "å").replace("ä", "æ").replace("ö", "ø")
    folded = folded.translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return plain, text
