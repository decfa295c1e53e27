"""What anchors, addresses and texts are called or become inside a Word file."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:--?[a-z0-9]+)*")
_LIMIT = 40
_DIGEST = 10
_SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_ADDRESS = re.compile(r"""[\s"<>\\^`{|}\x00-\x20]""")


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


def clean(text: str) -> str:
    """The text without what XML can't hold or Word takes as layout: tabs and line ends become spaces, other control characters U+FFFD."""
    return _NO_XML.sub("\ufffd", _SPACES.sub(" ", text))


def address(target: str) -> str:
    """The address as Word takes it: spaces, quotes and the like are percent-encoded, everything else stays as written."""
    return _NO_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), clean(target))
