"""What anchors are called inside a Word file."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:--?[a-z0-9]+)*")
_LIMIT = 40
_DIGEST = 10


def bookmark(anchor: str) -> str:
    """The bookmark of an anchor: at most 40 letters, digits and underscores, a letter first, the same from build to build.

    An anchor in lower-case words joined by one or two hyphens keeps its words ("mal-felles-innsats" is mal_felles_innsats). One that is longer or has
    other characters keeps its beginning and gets a part of its hash, in capitals, which no plain name has.
    """
    if _PLAIN.fullmatch(anchor) and len(anchor) <= _LIMIT:
        return anchor.replace("-", "_")
    start = re.sub("[^a-z0-9]+", "_", anchor.lower()).strip("_")
    start = (start if start[:1].isalpha() else f"a_{start}")[: _LIMIT - _DIGEST - 2].rstrip("_")
    return f"{start}_X{sha256(anchor.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGEST].upper()}"
