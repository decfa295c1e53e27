"""The preview at work: what is changed is shown, findings come and go, and whoever may not ask gets nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planverk.app.watch import Edition
from planverk.catalogue import load_words
from planverk.cli import WRONG_CALL, main
from planverk.serve.answers import make_output
from planverk.serve.findings_panel import POLICY, WIDER
from tests.preview import PATIENCE, Running, findings_of, kept, replace_in, running
from tests.support import PLANS, committed, copied, document_of

MEASURE = "plan/measures/turdag.md"
PAGE = "/tiltak/turdag/"
WORDS = load_words("serve", "nn")


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of a plan that no test changes."""
    with running(copied("nynorsk", tmp_path_factory.mktemp("still"))) as preview:
        yield preview


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied("nynorsk", tmp_path)


# --- who may ask for what


def test_the_site_is_served_from_memory(still: Running) -> None:
    status, headers, body = still.ask("/")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    assert body.decode().count(WIDER) == 1 and body.decode().count(POLICY) == 1
    assert still.ask("/assets/site.css")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert still.ask("/tiltak/turdag")[:2][0] == 301 and still.ask("/tiltak/turdag")[1]["Location"] == PAGE
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'" and headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_browser_is_not_sent_what_it_has(still: Running) -> None:
    status, headers, body = still.ask("/assets/site.css")
    assert status == 200 and body
    assert still.ask("/assets/site.css", If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert still.ask("/assets/site.css", If_None_Match='"other"')[::2] == (200, body)


def test_only_the_head_is_sent_where_only_the_head_is_asked_for(still: Running) -> None:
    assert still.ask("/", "HEAD")[0] == 200 and still.ask("/", "HEAD")[2] == b""
    assert int(still.ask("/", "HEAD")[1]["Content-Length"]) == len(still.ask("/")[2])
    assert still.ask("/_preview/events?page=index.html&seen=", "HEAD")[2] == b""


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1:{port}@evil.example", "127.0.0.1.evil:{port}", ""]
)
def test_another_host_gets_nothing(still: Running, host: str) -> None:
    for path in ("/", "/assets/search-index.js", "/_preview/events?page=index.html&seen=", "/_preview/plan.pdf", "/no-such-page"):
        status, _, body = still.ask(path, Host=host.format(port=still.port))
        assert (status, body.decode()) == (421, WORDS["wrong-host"])


def test_the_host_must_be_told_once(still: Running) -> None:
    ours = f"Host: 127.0.0.1:{still.port}\r\n"
    assert still.raw(f"GET / HTTP/1.1\r\n{ours}Connection: close\r\n\r\n") == "HTTP/1.1 200 OK"
    assert still.raw(f"GET / HTTP/1.1\r\nHost: localhost:{still.port}\r\nConnection: close\r\n\r\n") == "HTTP/1.1 200 OK"
    assert still.raw("GET / HTTP/1.0\r\n\r\n") == "HTTP/1.1 421 Misdirected Request"
    assert still.raw(f"GET / HTTP/1.1\r\n{ours}Host: evil.example\r\nConnection: close\r\n\r\n") == "HTTP/1.1 421 Misdirected Request"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_gets_nothing_but_may_link_here(still: Running, site: str) -> None:
    status, _, body = still.ask("/assets/search-index.js", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors")
    assert (status, body.decode()) == (403, WORDS["other-site"])
    assert still.ask("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate")[0] == 200
    assert still.ask("/", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(still: Running, method: str) -> None:
    status, headers, _ = still.ask("/", method)
    assert status == 405 and headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../plan/plan.yaml", "/plan/plan.yaml", "/%2e%2e/plan/plan.yaml", "/..%2fplanverk.toml", "/assets/../../planverk.toml", "//etc/passwd",
        "/etc/passwd", "/..\\planverk.toml", "/build/.cache/", "/.git/config", "/assets/site.css/..", "/%00", "/\u00e6", "/_preview/../planverk.toml",
        "/_preview/panel.html", "/assets",
    ],
)  # fmt: skip
def test_no_other_file_is_served(still: Running, path: str) -> None:
    line = still.raw(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{still.port}\r\nConnection: close\r\n\r\n")
    assert line == "HTTP/1.1 404 Not Found"


def test_what_is_not_there_is_not_remembered(still: Running) -> None:
    still.ask("/")
    before = set(still.preview.server.current.edition.made)
    for number in range(3):
        assert still.ask(f"/finnes-ikke-{number}/")[0] == 404
    assert set(still.preview.server.current.edition.made) == before


def test_a_target_that_is_no_path_is_refused(still: Running) -> None:
    head = f"Host: 127.0.0.1:{still.port}\r\nConnection: close\r\n\r\n"
    assert still.raw(f"GET http://evil.example/ HTTP/1.1\r\n{head}") == "HTTP/1.1 400 Bad Request"
    assert still.raw(f"GET index.html HTTP/1.1\r\n{head}") == "HTTP/1.1 400 Bad Request"


def test_it_listens_at_the_loopback_address_alone(still: Running) -> None:
    assert still.preview.server.server_address[0] == "127.0.0.1"
    assert still.preview.server.address == f"http://127.0.0.1:{still.port}/"


# --- what was changed is shown


def test_an_edit_is_told_to_every_browser_that_shows_it(root: Path) -> None:
    with running(root) as preview:
        news = [preview.news(PAGE), preview.news(PAGE), preview.news("/mal/ut-kvar-dag/")]
        replace_in(root / MEASURE, "title: ", "title: Ein heilt ny ")
        assert [[line for line in lines if line.startswith("event")] for lines in news] == [["event: changed"]] * 3
        assert "Ein heilt ny" in preview.page(PAGE).xpath("string(//h1)")
        assert preview.faults == []


def test_a_page_that_looks_the_same_is_not_loaded_again(root: Path) -> None:
    with running(root) as preview:
        edition = preview.preview.first.edition
        before = preview.ask(PAGE)[2]
        mark = preview.page("/ressursar/").xpath("//script/@data-seen")
        (root / MEASURE).write_text((root / MEASURE).read_text(encoding="utf-8") + "\nTil sist kjem eit ord til.\n", encoding="utf-8")
        built = preview.rebuilt()
        assert built.edition.number == edition.number + 1
        assert preview.page("/ressursar/").xpath("//script/@data-seen") == mark
        assert preview.ask(PAGE)[2] != before


def test_a_file_that_comes_and_one_that_goes_are_seen(root: Path) -> None:
    with running(root) as preview:
        new = root / "plan/measures/nytt.md"
        new.write_text((root / MEASURE).read_text(encoding="utf-8").replace("number: 2", "number: 9"), encoding="utf-8")
        preview.rebuilt()
        assert preview.ask("/tiltak/nytt/")[0] == 200
        news = preview.news("/tiltak/nytt/")
        new.unlink()
        assert "event: changed" in news
        assert preview.ask("/tiltak/nytt/")[0] == 404
        gone = preview.page("/tiltak/nytt/")
        assert gone.xpath("//aside[@id='_preview']")
        assert {link for link in gone.xpath("//@href | //@src | //@action") if not link.startswith(("/", "#", "tel:", "mailto:", "https:"))} == set()


@pytest.mark.parametrize(("old", "new"), [("goal: ut-kvar-dag", "goal: ut-kvar-da"), ("number: ", "number: [")])
def test_the_page_of_what_a_fault_hides_says_what_and_where(old: str, new: str, root: Path) -> None:
    with running(root) as preview:
        replace_in(root / MEASURE, old, new)
        preview.rebuilt()
        assert preview.ask(PAGE)[0] == 404
        page = preview.page(PAGE)
        assert page.xpath("//h1/text()") == [WORDS["cannot-be-shown"]] and page.xpath("//title/text()")[0].startswith(WORDS["cannot-be-shown"])
        assert page.xpath("//main//p/text()")[0] == WORDS["cannot-be-shown-text"]
        assert "Sida finst ikkje" not in page.text_content()
        (marked,) = page.xpath("//li[@class='preview-error' and @data-anchor='']")
        first = page.xpath("//p[contains(@class, 'preview-first')]")[0].text_content()
        assert f"{MEASURE}:" in marked.text_content() and f"{MEASURE}:" in first
        assert preview.page("/tiltak/ukjent/").xpath("//h1/text()") == ["Sida finst ikkje"]
        replace_in(root / MEASURE, new, old)
        preview.rebuilt()
        assert preview.ask(PAGE)[0] == 200


def test_findings_come_and_go(root: Path) -> None:
    with running(root) as preview:
        before = findings_of(preview.page(PAGE))
        replace_in(root / MEASURE, "goal: ut-kvar-dag", "goal: ut-kvar-da")
        assert preview.rebuilt().edition.has_errors
        page = preview.page(PAGE)
        assert ("dangling-reference", f"{MEASURE}:4:7") in findings_of(page)
        first = page.xpath("//p[contains(@class, 'preview-first')]")[0].text_content()
        assert " ".join(first.split()) == f"Feil: målet «ut-kvar-da» finst ikkje {MEASURE}:4:7"
        assert preview.ask("/_preview/plan.pdf")[::2] == (409, WORDS["not-with-errors"].encode())
        replace_in(root / MEASURE, "goal: ut-kvar-da", "goal: ut-kvar-dag")
        assert not preview.rebuilt().edition.has_errors
        assert findings_of(preview.page(PAGE)) == before


def test_a_plan_that_cannot_be_shown_leaves_the_last_one(root: Path) -> None:
    """One figure in two places: nothing could lead to it."""
    with running(copied("example", root / "example")) as preview:
        chapter = root / "example/plan/chapters/status.md"
        text = chapter.read_text(encoding="utf-8")
        shown = preview.page("/kapittel/status/").xpath("string(//main)")
        chapter.write_text(f"{text}\n![](figure:einsame)\n", encoding="utf-8")
        edition = preview.rebuilt().edition
        assert (edition.shows, edition.fault, preview.faults) == ("before", "", [])
        page = preview.page("/kapittel/status/")
        assert page.xpath("string(//main)") == shown
        assert page.xpath("string(//*[@class='preview-behind'])") == WORDS["behind"]
        assert any(rule == "figure-placed-twice" for rule, _ in findings_of(page))
        chapter.write_text(text, encoding="utf-8")
        assert preview.rebuilt().edition.shows == "now"
        assert not preview.page("/kapittel/status/").xpath("//*[@class='preview-behind']")


def test_what_goes_wrong_in_planverk_is_reported_and_the_preview_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("planverk.app.watch.document_of", broken)
    with running(root) as preview:
        assert [str(fault) for fault in preview.faults] == ["a bug"]
        status, _, body = preview.ask("/")
        assert status == 503 and WORDS["fault"].format(problem="a bug") in body.decode()
        monkeypatch.undo()
        replace_in(root / MEASURE, "title: ", "title: Ein heilt ny ")
        assert preview.rebuilt().edition.shows == "now"


def test_a_plan_that_never_could_be_shown_has_its_findings(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/plan.yaml").write_text("title: [\n", encoding="utf-8")
    with running(tmp_path, "en") as preview:
        page = preview.page("/")
        assert ("yaml-syntax", "plan/plan.yaml:1:8") in findings_of(page)
        assert page.xpath("//aside[@id='_preview']/@lang") == ["en"]


def test_what_an_author_typed_is_never_markup_of_the_panel(root: Path) -> None:
    replace_in(root / MEASURE, "goal: ut-kvar-dag", "goal: '</aside><script>alert(1)</script>'")
    with running(root) as preview:
        body = preview.ask("/")[2].decode()
        assert "<script>alert" not in body and "&lt;/aside&gt;&lt;script&gt;alert(1)" in body


# --- where findings stand


def test_notes_that_are_not_about_the_page_are_summed_up_by_rule(still: Running) -> None:
    """As `planverk check` sums them up: what those of one rule say alike, how many they are, and each of them below."""
    panel = still.page("/").get_element_by_id("_preview")
    groups = [(one.findtext("summary"), len(one.findall("ol/li"))) for one in panel.xpath(".//details[@class='preview-notes']")]
    assert groups and all(said.endswith(f"({count})") for said, count in groups)
    assert not panel.xpath(".//ol[not(parent::details)]/li[@class='preview-info'][not(@data-anchor)]")
    rules = [one.findtext(".//span[@class='preview-rule']") for one in panel.xpath(".//details[@class='preview-notes']")]
    assert rules == sorted(set(rules))


def test_findings_lead_to_their_places(root: Path) -> None:
    chapter = root / "plan/chapters/oppfolging.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n## Ein del\n\nSjå [@borte].\n", encoding="utf-8")
    replace_in(root / MEASURE, "goal: ut-kvar-dag", "goal: ut-kvar-dag\ndeadline: 2050-01-01")
    with running(root) as preview:
        page = preview.page("/")
        places = dict(
            zip(
                findings_of(page), (item.xpath("string(.//a/@href)") for item in page.xpath("//aside//li[contains(@class, 'preview-')]")), strict=True
            )
        )
        assert next(href for (rule, _), href in places.items() if rule == "dangling-citation") == "/kapittel/oppfolging/#kapittel-oppfolging--ein-del"
        assert next(href for (rule, _), href in places.items() if rule == "deadline-outside-period") == "/tiltak/turdag/#tiltak-turdag"


# --- outputs


def test_the_pdf_and_the_word_file_are_made_when_asked_for(still: Running) -> None:
    status, headers, body = still.ask("/_preview/plan.pdf")
    assert (status, headers["Content-Type"], body[:5]) == (200, "application/pdf", b"%PDF-")
    assert still.ask("/_preview/plan.pdf")[2] == body
    status, headers, body = still.ask("/_preview/plan.docx")
    assert (status, headers["Content-Disposition"], body[:2]) == (200, 'attachment; filename="plan.docx"', b"PK")


# --- the command


def test_a_port_that_is_taken_is_left_alone(still: Running, root: Path) -> None:
    with running(root, port=still.port) as preview:
        assert preview.port != still.port
        assert preview.ask("/")[0] == 200


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
@pytest.mark.parametrize("in_git", [True, False])
def test_ctrl_c_ends_it(still: Running, root: Path, in_git: bool) -> None:
    """The signal comes as early as can be, before the server has begun to answer."""
    if in_git:
        committed(root)
    command = [sys.executable, "-m", "planverk", "serve", "--port", "0", "-C", str(root / "plan")]
    shutil.copytree(kept(), root / "cache/planverk/parts")  # what `still` has made already
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PLANVERK_LANG": "nb", "PLANVERK_CACHE": "", "XDG_CACHE_HOME": str(root / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as served:
        assert served.stdout is not None and served.stderr is not None
        assert "Oppdatert på" in served.stdout.readline()
        said = served.stdout.readline()
        assert said.startswith("Forhåndsvisningen er på http://127.0.0.1:") and said.endswith("Trykk Ctrl-C for å avslutte.\n")
        served.send_signal(signal.SIGINT)
        assert served.wait(PATIENCE) == 0
        assert served.stdout.read() == "Forhåndsvisningen er avsluttet.\n"
        assert served.stderr.read() == ""


def test_serving_needs_a_plan_and_a_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "-C", str(tmp_path)]) == WRONG_CALL
    assert "fant ingen plan" in capsys.readouterr().err
    assert main(["serve", "--port", "65536", "-C", str(tmp_path)]) == WRONG_CALL
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("target", "look", "said"),
    [
        (
            "pdf",
            {"font_family": "No Such Type"},
            "\n  skrifta «no such type» finst ikkje blant skriftfilene. Rett font_family eller font_files i planverk.toml",
        ),
        ("docx", {"word_template": b"%PDF-1.7"}, "Word-malen kan ikkje brukast: fila er ein PDF, ikkje ei Word-fil"),
    ],
)
def test_why_an_output_was_not_made_is_told_in_words(target: str, look: dict[str, Any], said: str, tmp_path: Path) -> None:
    document = document_of(PLANS["example"])
    edition = Edition(1, {}, (), (), 0, "now", replace(document, look=replace(document.look, **look)))
    answer = make_output(edition, target, "nn", tmp_path)
    assert (answer.status, bytes(answer.body).decode()) == (409, WORDS["gate-failed"].format(problem=said))
