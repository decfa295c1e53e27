"""Texts, addresses and times as the formats take them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_ADDRESS = re.compile(r"""[\s"<>\\^`{|}\x00-\x20]""")


def clean(text: str) -> str:
    """The text without what XML can't hold or a program takes as layout: tabs and line ends become spaces, other control characters U+FFFD."""
    return _NO_XML.sub("\ufffd", _SPACES.sub(" ", text))


def clean_address(target: str) -> str:
    """The address as programs take it: spaces, quotes and the like are percent-encoded, everything else stays as written."""
    return _NO_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), clean(target))


def moment(when: datetime) -> str:
    """A time in UTC, in whole seconds; one without a zone is UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
