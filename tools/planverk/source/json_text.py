"""Reads JSON as YAML is read, with the place of every value; nearly all JSON is YAML, and what is not JSON is found first."""

from __future__ import annotations

import json

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.source.yaml import Located, Places, read_yaml


def read_json(path: str, text: str) -> Located:
    """The data of a JSON text, as `read_yaml` gives it. Never raises; a fault in the syntax is the one finding."""
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = Position(error.lineno, error.colno)
        finding = Finding("bad-schema", Location(path, Span(place, place)), {"why": "schema-not-json"}, (Hint("json-form", {}),))
        return Located(None, Places(), [finding], broken=True)
    except RecursionError:
        pass  # reading it as YAML says too-deep, and where
    return read_yaml(path, text.replace("\t", " "))
