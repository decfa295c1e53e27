"""Settings of Sphinx for the handbook; `make docs` builds it."""

from __future__ import annotations

import sys
from pathlib import Path

import planverk

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "planverk"
author = "planverk"
copyright = "planverk, MIT"
version = release = planverk.__version__
language = "en"
root_doc = "index"
exclude_patterns = ["_build"]
extensions = ["sphinx.ext.autodoc", "myst_parser", "rule_pages", "word_pages", "bound_pages", "api_pages", "page_language"]
templates_path: list[str] = []

# Anchors of headings as a forge gives them: tests/test_forge_links.py reads the pages as one does.
myst_heading_anchors = 4

# Docstrings put code between single backticks, as Markdown does.
default_role = "code"
highlight_language = "none"
smartquotes = False

autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 110
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "exclude-members": "model_config,model_post_init"}
autodoc_preserve_defaults = True

# The theme copies the contents list of every page into every page: with an entry for each function of ours that is half the time of the handbook.
toc_object_entries = False

# References to classes of Python and of libraries have no page here; intersphinx would ask the net for theirs at every build.
# Names that begin with an underscore, and type variables, have no page either.
nitpick_ignore_regex = [(r"py:.*", r"(?!planverk\.).*"), (r"py:.*", r"planverk\.(?:\w+\.)*(?:_\w+|[A-Z])")]

# A bare name in a signature may be that of classes in two packages; both are linked where they are named in full.
suppress_warnings = ["ref.python"]

html_theme = "furo"
html_title = "planverk"
html_show_sphinx = False
html_copy_source = False
_LIGHT, _DARK = {"main": "#0f4057", "quiet": "#4d5a61"}, {"main": "#9ecbe0", "quiet": "#c3ced3"}


def _colours(tone: dict[str, str]) -> dict[str, str]:
    main = dict.fromkeys(("color-brand-primary", "color-brand-content", "color-api-name"), tone["main"])
    return main | dict.fromkeys(("color-brand-visited", "color-api-pre-name"), tone["quiet"])


html_theme_options = {"light_css_variables": _colours(_LIGHT), "dark_css_variables": _colours(_DARK), "top_of_page_buttons": []}
