"""Makes pages of reports: one HTML file each, which needs no other file and runs no script. Style is allowed by its hash, pictures in the page itself
where there are any, and nothing else at all."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planverk.catalogue import load_words

_FOLDER = Path(__file__).parent / "templates"


def page(template: Path, language: str, **facts: object) -> str:
    """The page of a template, which extends page.html and has its style beside it."""
    style = template.with_suffix(".css").read_text(encoding="utf-8")
    loader = FileSystemLoader([template.parent, _FOLDER])
    return (
        Environment(autoescape=True, undefined=StrictUndefined, loader=loader)
        .get_template(template.name)
        .render(
            tag=load_words("document", language)["tag"],
            style=Markup(style),  # ours, from a file of this package
            style_hash=f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
            **facts,
        )
        + "\n"
    )
