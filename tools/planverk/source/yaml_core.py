"""What other programs make of a plan's YAML: the types of YAML 1.2 core, as a JSON Schema sees them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

from planverk.source.yaml import Plain

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LONGEST_INTEGER = 18
"""Digits; one of more is a number with a point, as it is to the programs that read JSON."""

_LONGEST_NUMBER = 400


def as_core(value: Any) -> Any:
    """Data of our reader with its plain scalars resolved (https://yaml.org/spec/1.2.2/#103-core-schema). What is no finite number stays text."""
    if isinstance(value, dict):
        return {key: as_core(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_core(item) for item in value]
    if isinstance(value, Plain):
        return _scalar(str(value))
    return value.isoformat() if isinstance(value, (date, datetime)) else value  # what schema tools make of TOML's dates


def _scalar(text: str) -> Any:
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _OTHER_BASE.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _INTEGER.match(text) and len(text) <= _LONGEST_INTEGER:
        return int(text)
    number = float(text) if _FLOAT.match(text) or _INTEGER.match(text) else math.inf
    return number if math.isfinite(number) else text
