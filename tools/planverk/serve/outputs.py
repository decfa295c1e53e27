"""The plan as PDF or Word, made when somebody asks for it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from threading import Lock

from planverk.document.blocks import Document
from planverk.serve.answers import Answer
from planverk.serve.dress import words_of
from planverk.serve.edition import Edition

_KINDS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_ONE_AT_A_TIME = Lock()


def make_output(edition: Edition, target: str, language: str, keep: Path) -> Answer:
    """The file of an edition, kept for the next who asks. A plan with errors gets none, as in `planverk build`, and a gate that fails says why."""
    words = words_of(language)
    if edition.document is None or edition.shows != "now" or edition.has_errors:
        return Answer(HTTPStatus.CONFLICT, words["not-with-errors"].encode())
    with _ONE_AT_A_TIME:
        made = edition.made.get(target)
        if not isinstance(made, Answer):
            made = edition.made[target] = _made(edition.document, target, words["gate-failed"], keep)
    return made


def _made(document: Document, target: str, failed: str, keep: Path) -> Answer:
    from planverk.render.docx import WordError, render_docx
    from planverk.render.pdf import TypesettingError, render_pdf

    try:
        body = render_pdf(document, keep) if target == "pdf" else render_docx(document, keep)
    except (TypesettingError, WordError) as error:
        return Answer(HTTPStatus.CONFLICT, failed.format(problem=error).encode())
    way = "inline" if target == "pdf" else "attachment"
    return Answer(HTTPStatus.OK, body, _KINDS[target], {"Content-Disposition": f'{way}; filename="plan.{target}"'})
