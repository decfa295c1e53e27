"""The documents that many tests read, and their outputs, made once a run: the sample that holds every block, marks, our plans, and plans at extremes.

Who asks what a build does, or whether two builds agree, builds.
"""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

from planverk.document.document import Document
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.pdf import render as render_pdf
from tests.extremes import EXTREMES, extreme_document
from tests.kinds import FOLDERS
from tests.portfolios import portfolio_document
from tests.sample import sample_document
from tests.sample_marked import marked_document
from tests.shared import once
from tests.support import PLANS, document_of

DOCUMENTS = ("sample", *PLANS, *EXTREMES)
"""Names of all but the one with marks. A plan to be held to the same as these is added in PLANS or in EXTREMES."""
KINDS = {f"kind-{folder.name}": folder for folder in FOLDERS}
"""The kinds of plans, which have names here too."""


def root(name: str) -> Path:
    """The folder of a plan."""
    return PLANS.get(name) or KINDS[name]


@cache
def document(name: str) -> Document:
    """The document of that name, the one called "marked", or that of the site over many plans, "portfolio"."""
    made = {"sample": sample_document, "marked": marked_document, "portfolio": portfolio_document}.get(name)
    return made() if made else extreme_document(name) if name in EXTREMES else document_of(root(name))


@cache
def pdf(name: str) -> bytes:
    return once(f"{name}.pdf", lambda: render_pdf(document(name)))


@cache
def docx(name: str) -> bytes:
    return once(f"{name}.docx", lambda: render_docx(document(name)))


@cache
def _site(name: str) -> bytes:
    return once(f"{name}.site", lambda: pickle.dumps(render_html(document(name))))


def site(name: str) -> dict[str, bytes]:
    """The files of the site, without downloads."""
    files: dict[str, bytes] = pickle.loads(_site(name))
    return files
