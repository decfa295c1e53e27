"""What a request is answered with: a file of the site from memory, the preview's own files, or a refusal.

Whoever asks must name us as the host and may not be another site's page: else a page somewhere could have a reader's browser fetch a draft for it,
under a name that it lets point here (DNS rebinding) or as a script (https://www.w3.org/TR/fetch-metadata/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path, PurePosixPath
from threading import Lock
from urllib.parse import parse_qs, unquote, urlsplit

from planverk.app.watch import Edition
from planverk.errors import UserError
from planverk.formats.apart import made_apart
from planverk.formats.outputs import whole
from planverk.formats.registry import FORMATS
from planverk.report.errors import text_of
from planverk.serve.findings_panel import EVENTS, OUTPUTS, SCRIPT, STYLE, with_findings, words_of

METHODS = ("GET", "HEAD")

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_PLAIN = _KINDS[".txt"]

ALWAYS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every answer: no other site may show, read or load anything of ours."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked: the target as it was typed, every Host header, and what the browser says of where the request comes from."""

    method: str
    target: str
    hosts: tuple[str, ...]
    site: str = ""
    mode: str = ""
    known: str = ""
    """The ETag that the browser has already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = _PLAIN
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watch:
    """The answer is a stream that tells when the page at a path is no longer what was seen."""

    path: str
    seen: str


@dataclass(frozen=True, slots=True)
class Make:
    """The answer is a file of a format by name, which is made now."""

    target: str


def answer(request: Request, port: int, edition: Edition, language: str) -> Answer | Watch | Make:
    """What the request is answered with."""
    refusal = refused(request, port, language)
    if refusal:
        return refusal
    parts = urlsplit(request.target)
    path = _path(parts.path)
    if path == EVENTS:
        asked = parse_qs(parts.query)
        return Watch(_path(f"/{asked.get('page', [''])[0]}"), asked.get("seen", [""])[0])
    if path in OUTPUTS:
        return Make(OUTPUTS[path])
    return _unless_known(_file(path, edition, language), request.known)


def refused(request: Request, port: int, language: str) -> Answer | None:
    """Why a request is not answered; None where it is."""
    words = words_of(language)
    if request.hosts not in {(f"{name}:{port}",) for name in ("127.0.0.1", "localhost")}:
        return Answer(HTTPStatus.MISDIRECTED_REQUEST, words["wrong-host"].encode())
    if request.site in ("cross-site", "same-site") and request.mode != "navigate":
        return Answer(HTTPStatus.FORBIDDEN, words["other-site"].encode())
    if request.method not in METHODS:
        return Answer(HTTPStatus.METHOD_NOT_ALLOWED, words["only-reading"].encode(), headers={"Allow": ", ".join(METHODS)})
    if not request.target.startswith("/"):
        return Answer(HTTPStatus.BAD_REQUEST, words["bad-address"].encode())
    return None


def _path(path: str) -> str:
    """The path of a file of the site, as its key; it is looked up among these and nowhere else."""
    name = unquote(path).removeprefix("/")
    return f"{name}index.html" if name == "" or name.endswith("/") else name


def _file(path: str, edition: Edition, language: str) -> Answer:
    if path in (SCRIPT, STYLE):
        return _found(path, files("planverk.serve").joinpath("assets", PurePosixPath(path).name).read_bytes())
    if f"{path}/index.html" in edition.files:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"/{path}/"})
    if path.endswith(".html"):
        status = HTTPStatus.OK if path in edition.files else HTTPStatus.SERVICE_UNAVAILABLE if not edition.files else HTTPStatus.NOT_FOUND
        return _found(path, with_findings(edition, path, language).body, status)
    if path in edition.files:
        return _found(path, edition.files[path])
    return _found("404.html", with_findings(edition, path, language).body, HTTPStatus.NOT_FOUND)


def _found(path: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(status, body, _KINDS.get(PurePosixPath(path).suffix, "application/octet-stream"), {"ETag": f'"{sha256(body).hexdigest()[:32]}"'})


def _unless_known(found: Answer, known: str) -> Answer:
    """The answer without its body, where the browser has it."""
    if found.status is HTTPStatus.OK and known and known == found.headers.get("ETag"):
        return Answer(HTTPStatus.NOT_MODIFIED, b"", found.kind, found.headers)
    return found


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
        body = whole(made_apart(made, edition.document, keep).data)  # or the preview would hold, for good, what the typesetter keeps
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
