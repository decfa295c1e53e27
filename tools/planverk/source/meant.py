"""What an author may have meant by a link that leads nowhere a plan may lead."""

from __future__ import annotations

import re

from planverk.diagnostics import Hint, did_you_mean
from planverk.identifiers import is_id, nearest
from planverk.source.prose import ENTRY_SCHEMES, LANGUAGE_SCHEME

_NORWEGIAN = {
    "tiltak": "measure", "mål": "goal", "maal": "goal", "begrep": "definition", "omgrep": "definition", "figur": "figure", "tabell": "figure",
    "ressurs": "resource", "funksjon": "function", "kapittel": "chapter", "table": "figure",
}  # fmt: skip
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|\Z)", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[a-z]+\Z", re.IGNORECASE)


def meant_target(scheme: str, colon: str, rest: str) -> tuple[Hint, ...]:
    """The target that was probably meant, of one taken apart at its first colon; where none is near, the hint that lists what may stand."""
    if scheme == LANGUAGE_SCHEME:
        return (Hint("language-tag", {}),)
    if not colon and _MAIL.match(scheme):
        return did_you_mean((f"mailto:{scheme}",))
    if _HOST.match(scheme):
        return did_you_mean((f"https://{scheme}{colon}{rest}",))
    kind = _NORWEGIAN.get(scheme.lower()) or next(iter(nearest(scheme.lower(), ENTRY_SCHEMES)), None)
    return did_you_mean((f"{kind}:{rest}",)) if colon and kind and is_id(rest) else (Hint("link-kinds", {}),)
