"""Says in each page of the planners' handbook which Norwegian it is in, so that a screen reader reads it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NORWEGIAN = {"handbok/reglar/": "nn", "handbok/": "nb"}
"""The language of the pages in a folder; the first that fits holds."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Sets the language when a page is about to be filled into the theme's template."""
    app.connect("html-page-context", _set_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _set_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if language := next((tag for folder, tag in NORWEGIAN.items() if page.startswith(folder)), None):
        context["language"] = language
