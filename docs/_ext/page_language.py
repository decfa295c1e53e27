"""Says in each page of the planners' handbook that it is in Norwegian, so that a screen reader reads it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NORWEGIAN = "handbok/"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Sets the language when a page is about to be filled into the theme's template."""
    app.connect("html-page-context", _set_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _set_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if page.startswith(NORWEGIAN):
        context["language"] = "nb"
