"""What a published file says of where it came from: the same facts, under the same names, in every output."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Basis = Literal["revision", "changes", "adoption", "folder"]
"""What was built: a revision as it is, a revision with changes that are not in it, a revision with its adoption entered, or a folder outside Git."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """`revision` is a full commit id, "" outside Git; `digest` is the plan's canonical hash, `form` the version of the form that was hashed;
    `built` is the time that the outputs carry, in ISO 8601; `document` is "hearing" for the hearing's own, "redline", "table", "changes" and
    "protocol" for what tells the changes between two editions, "" for the plan; `asked` is what a list of changes was asked for; `since` is the
    commit that changes are told from and `since_digest` the hash of the plan there, "" where none are; `template` is the SHA-256 of a Word template
    that is not the plan's own, "" where none was taken; `version` is that of planverk, `tools` names those of what it built with."""

    title: str = ""
    publisher: str = ""
    status: str = ""
    revision: str = ""
    basis: Basis = "folder"
    digest: str = ""
    form: str = ""
    built: str = ""
    document: str = ""
    asked: str = ""
    since: str = ""
    since_digest: str = ""
    template: str = ""
    version: str = ""
    tools: str = ""

    def facts(self) -> dict[str, str]:
        """Name → text of every fact that is told, in the order of the fields."""
        return {field.name: text for field in fields(self) if (text := getattr(self, field.name))}
