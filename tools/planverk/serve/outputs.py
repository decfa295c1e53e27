"""The plan as PDF or Word, made when somebody asks for it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from threading import Lock

from planverk.document.document import Document
from planverk.serve.answers import Answer
from planverk.serve.dress import words_of
from planverk.serve.edition import Edition

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
    from planverk.formats.docx import WordError, render_docx
    from planverk.formats.pdf import TypesettingError, render_pdf
    from planverk.report.unmade import pdf_fault, word_stop

    failed = words_of(language)["gate-failed"]
    try:
        body = render_pdf(document, keep) if target == "pdf" else render_docx(document, keep)
    except TypesettingError as error:
        problem = "".join(f"\n  {pdf_fault(fault.key, fault.facts, language)}" for fault in error.faults)
        return Answer(HTTPStatus.CONFLICT, failed.format(problem=problem).encode())
    except WordError as error:
        return Answer(HTTPStatus.CONFLICT, failed.format(problem=word_stop(error.key, error.facts, error.faults, language)).encode())
    way = "inline" if target == "pdf" else "attachment"
    return Answer(HTTPStatus.OK, body, _KINDS[target], {"Content-Disposition": f'{way}; filename="plan.{target}"'})
