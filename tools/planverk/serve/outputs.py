"""The plan as a PDF or another file, made when somebody asks for it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from threading import Lock

from planverk.app.edition import Edition
from planverk.errors import UserError
from planverk.formats.outputs import whole
from planverk.formats.registry import FORMATS
from planverk.report.errors import text_of
from planverk.serve.answers import Answer
from planverk.serve.findings_panel import words_of

_ONE_AT_A_TIME = Lock()


def make_output(edition: Edition, target: str, language: str, keep: Path | None) -> Answer:
    """The file of an edition, kept for the next who asks. A plan with errors gets none, as in `planverk build`, and a gate that fails says why."""
    words = words_of(language)
    if edition.document is None or edition.shows != "now" or edition.has_errors:
        return Answer(HTTPStatus.CONFLICT, words["not-with-errors"].encode())
    with _ONE_AT_A_TIME:
        made = edition.made.get(target)
        if not isinstance(made, Answer):
            made = edition.made[target] = _made(edition, target, language, keep)
    return made


def _made(edition: Edition, target: str, language: str, keep: Path | None) -> Answer:
    made = FORMATS[target]
    assert edition.document
    try:
        body = whole(made.output(edition.document, keep).data)
    except UserError as error:
        return Answer(HTTPStatus.CONFLICT, words_of(language)["gate-failed"].format(problem=_problem(error, language)).encode())
    way = "inline" if target == "pdf" else "attachment"
    return Answer(HTTPStatus.OK, body, made.media_type, {"Content-Disposition": f'{way}; filename="{made.path}"'})


def _problem(error: UserError, language: str) -> str:
    """What is wrong, a line a fault where there are some; what else the error says is said of commands."""
    faults, problem = error.facts.get("faults"), error.facts.get("problem")
    if isinstance(faults, tuple):
        return "".join(f"\n  {text_of(fault, language)}" for fault in faults)
    return text_of(problem if isinstance(problem, UserError) else error, language)
