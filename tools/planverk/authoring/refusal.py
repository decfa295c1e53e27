"""Why a command of an author changed nothing."""

from __future__ import annotations

from planverk.catalogue import load_words


class Refusal(Exception):
    """Nothing was changed. `key` names the reason's text in the catalogue of this room, `facts` fill its places."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, {name: str(value) for name, value in facts.items()}

    def text(self, language: str) -> str:
        """The reason in a language."""
        return load_words("authoring", language)[self.key].format_map(self.facts)
