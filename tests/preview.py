"""A preview of a plan at work, and those who ask it for pages and for news."""

from __future__ import annotations

import atexit
import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

from lxml import html
from lxml.html import HtmlElement

from planverk.app.watch import Builder
from planverk.serve.preview import Built, Preview

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PATIENCE = 30.0
"""Seconds after which something that was to come has not come: long, so that a busy machine fails no test."""


@dataclass
class Running:
    """A preview that listens, with what it told so far."""

    preview: Preview
    told: Queue[Built]
    faults: list[BaseException]

    @property
    def port(self) -> int:
        return self.preview.server.port

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer; a header's "_" is written "-"."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, dict(response.getheaders()), body

    def page(self, path: str) -> HtmlElement:
        return html.document_fromstring(self.ask(path)[2].decode())

    def raw(self, text: str) -> str:
        """The first line that comes back for a request typed by hand."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(text.encode())
            return connection.makefile("rb").readline().decode().strip()

    def news(self, path: str) -> Iterator[str]:
        """The lines of the stream about a page as it is now; it has begun to listen when this returns."""
        script = self.page(path).xpath("//script[@data-seen]")[0]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"{script.get('data-events')}?page={script.get('data-page')}&seen={script.get('data-seen')}")
        response = connection.getresponse()
        assert response.getheader("Content-Type") == "text/event-stream"
        return (line.decode().rstrip("\n") for line in response)

    def rebuilt(self) -> Built:
        """The next edition, waited for."""
        return self.told.get(timeout=PATIENCE)


@cache
def kept() -> Path:
    """A folder for what is dear to make, shared by all previews of a run and gone with it."""
    folder = TemporaryDirectory(prefix="planverk-kept-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@contextmanager
def running(root: Path, language: str | None = None, port: int = 0) -> Iterator[Running]:
    """A preview of the plan in a folder, at a free port."""
    faults: list[BaseException] = []
    builder = Builder(root, kept(), language, lambda: NOW, faults.append)
    running = Running(Preview(builder, port), Queue(), faults)
    thread = Thread(target=running.preview.watch, args=(running.told.put,))
    thread.start()
    try:
        yield running
    finally:
        running.preview.end()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def findings_of(page: HtmlElement) -> list[tuple[str, str]]:
    """Rule and place of each finding in the panel."""
    items = page.xpath("//aside[@id='_preview']//li[contains(@class, 'preview-')]")
    return [
        (item.xpath(".//*[@class='preview-rule']")[0].text, item.xpath(".//*[@class='preview-where']")[0].text_content().split()[0]) for item in items
    ]


def replace_in(path: Path, old: str, new: str) -> None:
    """Changes a file as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
