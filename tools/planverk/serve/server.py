"""The preview's server: answers from memory, at the loopback address only, and streams that tell when a page has changed."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any

from planverk.app.watch import Edition
from planverk.serve.answers import ALWAYS, Answer, Make, Request, Watch, answer, make_output
from planverk.serve.findings_panel import with_findings
from planverk.version import __version__


class Current:
    """Holds one edition; any number of threads may read it and wait for another."""

    def __init__(self, edition: Edition) -> None:
        self._edition, self._changed, self.closed = edition, Condition(), False

    @property
    def edition(self) -> Edition:
        """The newest edition."""
        return self._edition

    def put(self, edition: Edition) -> None:
        """Shows another edition from now on."""
        with self._changed:
            self._edition = edition
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> Edition:
        """The first edition that is not the one of this number, or the same one where none came in time or the preview ended."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._edition.number != number, seconds)
            return self._edition

    def close(self) -> None:
        """Lets everyone who waits go on: the preview ends."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


ADDRESS = "127.0.0.1"
STILL_HERE = 10.0
"""Seconds after which a stream without news says that it is still there, and so learns whether anyone listens."""

IDLE = 60.0
"""Seconds after which a connection without a request is closed."""


class Server(ThreadingHTTPServer):
    """Listens as soon as it is made. OSError where the port cannot be had."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, port: int, current: Current, language: Callable[[], str], keep: Path | None) -> None:
        self.current, self.language, self.keep = current, language, keep
        super().__init__((ADDRESS, port), _Handler)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """The address of the site's front page."""
        return f"http://{ADDRESS}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone away is nothing to tell of."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def listen(port: int, current: Current, language: Callable[[], str], keep: Path | None) -> Server:
    """A server at the port, or at a free one where it is taken. OSError where there is none to be had.

    `language` is that of what the preview says, `keep` the folder for what is dear to make (None keeps nothing).
    """
    try:
        return Server(port, current, language, keep)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
    return Server(0, current, language, keep)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = f"planverk/{__version__}", ""
    timeout = IDLE
    server: Server

    def do_GET(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.close_connection = True  # what else was sent is not read
        request = Request(
            self.command,
            self.path,
            tuple(self.headers.get_all("Host", ())),
            self.headers.get("Sec-Fetch-Site", ""),
            self.headers.get("Sec-Fetch-Mode", ""),
            self.headers.get("If-None-Match", ""),
        )
        edition, language = self.server.current.edition, self.server.language()
        found = answer(request, self.server.port, edition, language)
        if isinstance(found, Watch):
            self._stream(found)
        else:
            self._send(make_output(edition, found.target, language, self.server.keep) if isinstance(found, Make) else found)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = do_GET

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        for name, value in {**ALWAYS, "Content-Type": found.kind, **found.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD" and found.status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(found.body)

    def _stream(self, watch: Watch) -> None:
        """Says `changed` as soon as the page is not what was seen, and ends; ends without a word with the preview."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**ALWAYS, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        current = self.server.current
        edition = current.edition
        self._say("retry: 1000")
        while not current.closed:
            if with_findings(edition, watch.path, self.server.language()).mark != watch.seen:
                self._say("event: changed", "data:")
                return
            number = edition.number
            edition = current.wait(number, STILL_HERE)
            if edition.number == number:
                self._say(":")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\n" for line in (*lines, "")).encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal tells of the plan, not of requests."""
