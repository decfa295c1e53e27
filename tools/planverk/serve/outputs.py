"""The plan as PDF or Word, made when somebody asks for it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from threading import Lock

from planverk.app.edition import Edition
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.report.errors import text_of
from planverk.serve.answers import Answer
from planverk.serve.findings_panel import words_of

_KINDS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_ONE_AT_A_TIME = Lock()


def make_output(edition: Edition, target: str, language: str, keep: Path | None) -> Answer:
    """The file of an edition, kept for the next who asks. A plan with errors gets none, as in `planverk build`, and a gate that fails says why."""
    words = words_of(language)
    if edition.document is None or edition.shows != "now" or edition.has_errors:
        return Answer(HTTPStatus.CONFLICT, words["not-with-errors"].encode())
    with _ONE_AT_A_TIME:
        made = edition.made.get(target)
        if not isinstance(made, Answer):
            made = edition.made[target] = _made(edition.document, target, language, keep)
    return made


def _made(document: Document, target: str, language: str, keep: Path | None) -> Answer:
    from planverk.formats.docx import render_docx
    from planverk.formats.pdf import render_pdf

    try:
        body = render_pdf(document, keep) if target == "pdf" else render_docx(document, keep)
    except UserError as error:
        return Answer(HTTPStatus.CONFLICT, words_of(language)["gate-failed"].format(problem=_problem(error, language)).encode())
    way = "inline" if target == "pdf" else "attachment"
    return Answer(HTTPStatus.OK, body, _KINDS[target], {"Content-Disposition": f'{way}; filename="plan.{target}"'})


def _problem(error: UserError, language: str) -> str:
    """What is wrong; of a PDF a line a fault, for what else its error says is said of commands."""
    faults = error.facts.get("faults")
    if error.key.startswith("gate-") and isinstance(faults, tuple):
        return "".join(f"\n  {text_of(fault, language)}" for fault in faults)
    return text_of(error, language)
