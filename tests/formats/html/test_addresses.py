"""How others find the site's pages: redirects, sitemap, feed, Sphinx inventory, and what each page tells machines of itself."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from sphinx.util.inventory import InventoryFile

from planverk.document.document import Document
from planverk.document.records import Moved
from planverk.formats.html import Download
from planverk.formats.html import render as render_html
from tests.sample import sample_document
from tests.site import leads_on, pages
from tests.support import PLANS, copied, document_of
from tests.takeback.html import main_of

ADDRESS = "https://plan.dome.example/ensomhet/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(keep: Path) -> dict[str, bytes]:
    return render_html(sample_document(), keep, [Download("plan.pdf", "PDF", b"%PDF-", "PDF", "application/pdf")])


@pytest.fixture(scope="module")
def addressed(keep: Path) -> dict[str, bytes]:
    return render_html(replace(sample_document(), address=ADDRESS), keep, [Download("plan.pdf", "PDF", b"%PDF-", "PDF", "application/pdf")])


# --- ids that entries had


def test_an_old_address_leads_on_without_a_script(site: dict[str, bytes], addressed: dict[str, bytes]) -> None:
    page = html.document_fromstring(site["tiltak/kafe/index.html"].decode())
    assert leads_on(page) == ["../../tiltak/moteplass/index.html"]
    assert page.xpath("//a/@href") == page.xpath("//link[@rel='canonical']/@href") == ["../../tiltak/moteplass/index.html"]
    assert page.get("lang") == "nb-NO" and page.findtext(".//h1") == "Siden har fått ny adresse"
    there = html.document_fromstring(addressed["tiltak/kafe/index.html"].decode())
    assert there.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}tiltak/moteplass/"]


def test_an_old_anchor_stands_where_the_entry_is_now(site: dict[str, bytes]) -> None:
    (mark,) = main_of(site, "kilder/index.html").xpath(".//*[@id='kilde-sporring']")
    assert mark.getparent().getparent().get("id") == "kilde-undersokelse"


def test_an_address_that_a_page_has_stays_that_pages(keep: Path) -> None:
    files = render_html(sample_document(), keep)
    assert not leads_on(html.document_fromstring(files["tiltak/felles-rutine/index.html"].decode()))


@pytest.mark.parametrize("page", ["../x/", "/x/", "x", "//x/", "x/../y/"])
def test_an_old_address_never_leaves_the_site(page: str, keep: Path) -> None:
    files = render_html(replace(sample_document(), moved=(Moved("x", page, "tiltak-moteplass"),)), keep)
    assert files.keys() == render_html(replace(sample_document(), moved=()), keep).keys()


def test_renamed_entries_of_a_plan_lead_on() -> None:
    document = document_of(PLANS["example"])
    assert [moved for moved in document.moved if moved.anchor == "tiltak-moteplass"] == [Moved("tiltak-kafe", "tiltak/kafe/", "tiltak-moteplass")]


# --- sitemap, feed, inventory


def test_no_sitemap_without_an_address(site: dict[str, bytes]) -> None:
    assert "sitemap.xml" not in site
    assert b"canonical" not in site["index.html"] and b"og:url" not in site["index.html"]


def test_sitemap_holds_every_page_once(addressed: dict[str, bytes]) -> None:
    found = [each.text or "" for each in etree.fromstring(addressed["sitemap.xml"]).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = [f"{address.removeprefix(ADDRESS)}index.html" for address in found]
    assert sorted(paths) == sorted(pages(addressed).keys() - {"404.html", "sok/index.html"})


def test_feed(site: dict[str, bytes], addressed: dict[str, bytes]) -> None:
    root = etree.fromstring(site["endringer.xml"])
    assert root.findtext(f"{ATOM}title") == "Endringer i «Handlingsplan mot ensomhet»"
    assert root.findtext(f"{ATOM}updated") == "2025-12-12T10:30:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Døme kommune"
    entries = [
        (each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}updated"), each.findtext(f"{ATOM}summary")) for each in root.iter(f"{ATOM}entry")
    ]
    assert entries == [
        ("plan: møteplassen er åpen hver uke", "2025-12-12T10:30:00Z", "Versjon 22222222 av planen."),
        ("plan: første utkast", "2025-11-01T08:00:00Z", "Versjon 11111111 av planen."),
    ]
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) and all((each or "").startswith("urn:uuid:") for each in ids)
    there = etree.fromstring(addressed["endringer.xml"])
    assert [each.text for each in there.iter(f"{ATOM}id")] == ids
    assert there.get("{http://www.w3.org/XML/1998/namespace}base") == ADDRESS
    assert {each.get("href") for each in root.iter(f"{ATOM}link")} <= site.keys()
    for path, page in pages(site).items():
        (link,) = page.xpath("//link[@type='application/atom+xml']/@href")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) == "endringer.xml"


def test_no_feed_without_a_history(keep: Path) -> None:
    files = render_html(replace(sample_document(), history=()), keep)
    assert "endringer.xml" not in files
    assert b"atom+xml" not in b"".join(data for path, data in files.items() if path.endswith(".html"))


def test_sphinx_reads_the_inventory(site: dict[str, bytes]) -> None:
    found = InventoryFile.loads(site["objects.inv"], uri=ADDRESS.rstrip("/")).data
    label, term = found["std:label"]["tiltak-moteplass"], found["std:term"]["ensomheten"]
    assert (label.project_name, label.project_version, label.display_name) == ("Handlingsplan mot ensomhet", "2025–2028", "Åpen møteplass")
    assert (label.uri, term.uri) == (f"{ADDRESS}tiltak/moteplass/index.html", f"{ADDRESS}begrep/ensomhet/index.html")
    ids = {path: {each.get("id") for each in page.xpath("//*[@id]")} for path, page in pages(site).items()}
    for kind in found.values():
        for item in kind.values():
            path, _, fragment = item.uri.removeprefix(ADDRESS).partition("#")
            assert not fragment or fragment in ids[path], item


# --- what a page tells of itself


def linked(files: dict[str, bytes], path: str) -> list[dict[str, Any]]:
    scripts = [each for each in html.document_fromstring(files[path].decode()).iter("script") if each.get("type") == "application/ld+json"]
    data = json.loads(scripts[0].text or "")
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def test_linked_data_of_the_plan(addressed: dict[str, bytes]) -> None:
    assert linked(addressed, "index.html") == [
        {
            "@type": "CreativeWork",
            "@id": f"{ADDRESS}#plan",
            "url": ADDRESS,
            "name": "Handlingsplan mot ensomhet",
            "inLanguage": "nb-NO",
            "temporalCoverage": "2025/2028",
            "creativeWorkStatus": "Draft",
            "abstract": "Planen er på høring og er ikke vedtatt.",
            "version": "0123abc",
            "dateModified": "2025-12-12",
            "publisher": {"@type": "GovernmentOrganization", "name": "Døme kommune"},
            "encoding": [
                {"@type": "MediaObject", "name": "PDF", "encodingFormat": "application/pdf", "contentUrl": f"{ADDRESS}data/plan.pdf"},
            ],
        }
    ]


def test_linked_data_of_a_term_a_measure_and_the_data(site: dict[str, bytes]) -> None:
    page, term = linked(site, "begrep/ensomhet/index.html")
    assert page["isPartOf"] == {"@id": "../../index.html#plan"}
    assert term == {
        "@type": "DefinedTerm",
        "url": "../../begrep/ensomhet/index.html",
        "name": "Ensomhet",
        "description": "En følelse av å mangle samvær som en ønsker seg.",
        "inDefinedTermSet": "../../begreper/index.html#terms",
    }
    (measure,) = linked(site, "tiltak/moteplass/index.html")
    assert [(step["name"], step["item"]) for step in measure["breadcrumb"]["itemListElement"]] == [
        ("Forsiden", "../../index.html"),
        ("Målene i planen", "../../mal/index.html"),
        ("Mål 1: Felles innsats", "../../mal/felles-innsats/index.html"),
        ("Åpen møteplass", "../../tiltak/moteplass/index.html"),
    ]
    (_, dataset) = linked(site, "data/index.html")
    assert dataset["distribution"] == {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": "../data/ensomme.csv"}


def test_open_graph(addressed: dict[str, bytes]) -> None:
    page = pages(addressed)["tiltak/moteplass/index.html"]
    told = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert told == {
        "og:title": "Åpen møteplass",
        "og:description": "Kommunen holder en møteplass åpen hver uke.",
        "og:type": "article",
        "og:site_name": "Handlingsplan mot ensomhet, Døme kommune",
        "og:locale": "nb_NO",
        "og:url": f"{ADDRESS}tiltak/moteplass/",
    }
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}tiltak/moteplass/"]
    assert not pages(addressed)["404.html"].xpath("//link[@rel='canonical'] | //meta[@property] | //script[@type]")


# --- files to take away


def test_files_stand_in_the_site(site: dict[str, bytes]) -> None:
    assert (site["data/plan.pdf"], site["data/ensomme.csv"]) == (b"%PDF-", "År,Døme\n2020,21\n".encode())
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in main_of(site, "data/index.html").xpath(".//tbody/tr")]
    assert rows == [["PDF", "PDF", "1 kB"], ["ensomme.csvAndelen som sier at de er ensomme", "CSV", "1 kB"]]
    assert main_of(site, "data/index.html").xpath(".//th/a/@href") == ["../data/plan.pdf", "../data/ensomme.csv"]


def test_the_address_of_the_settings_ends_in_a_slash(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    settings = root / "planverk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[site]\naddress = "https://plan.dome.example/ensomhet"\n', encoding="utf-8")
    document: Document = document_of(root)
    assert document.address == ADDRESS


def test_the_page_for_missing_addresses_works_at_any_depth(site: dict[str, bytes], addressed: dict[str, bytes]) -> None:
    there, here = (
        pages(files)["404.html"].xpath("//link[@rel='stylesheet']/@href | //main//a/@href | //form/@action") for files in (addressed, site)
    )
    assert len(there) > 3 and all(address.startswith("/ensomhet/") for address in there)
    assert not any(address.startswith(("/", "..")) for address in here)
