"""The documents that are held against foreign readers, and each one's outputs, built once a worker."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planverk.document.document import Document
from tests import built
from tests.conformance import tools
from tests.extremes import EXTREMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Built:
    """A document and the folder that its outputs are written to."""

    name: str
    document: Document
    folder: Path

    @functools.cached_property
    def pdf(self) -> Path:
        path = self.folder / "plan.pdf"
        path.write_bytes(built.pdf(self.name))
        return path

    @functools.cached_property
    def docx(self) -> Path:
        path = self.folder / "plan.docx"
        path.write_bytes(built.docx(self.name))
        return path

    @functools.cached_property
    def site(self) -> Path:
        return write_site(self.name, self.folder / "html")

    @property
    def pages(self) -> list[str]:
        """The addresses of the pages to look at, relative to the site's root: all of a plan, the largest of each kind of a plan at its extremes.

        Pages that only lead on from an address that an entry had before are left out: there is nothing to look at.
        """
        pages = sorted((path for path in self.site.rglob("*.html") if not _leads_on(path)), key=lambda path: (-path.stat().st_size, path))
        found = [path.relative_to(self.site).as_posix() for path in pages]
        if self.name in EXTREMES:
            found = list({(path.partition("/")[0], path.count("/")): path for path in reversed(found)}.values())
        return sorted(found)


def write_site(name: str, folder: Path) -> Path:
    """Writes the site of a document into a folder; the folder."""
    for path, data in built.site(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def _leads_on(path: Path) -> bool:
    return b'http-equiv="refresh"' in path.read_bytes()


@pytest.fixture(scope="session", params=built.DOCUMENTS, name="built")
def _built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(request.param, built.document(request.param), tmp_path_factory.mktemp(request.param))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on a server of our own; ends in "/"."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def served(built: Built) -> Iterator[str]:
    """The address of the site's root."""
    with serving(built.site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which asks no server of its maker for anything."""
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=quiet)
        yield browser
        browser.close()
