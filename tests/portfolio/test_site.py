"""The site over many plans: every figure that it shows is in the set, and in the plans; every plan has its place, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from planverk.catalogue import LANGUAGES
from planverk.document.typography import written_day
from planverk.formats.html import render
from planverk.portfolio.answers import Answers, read_answers
from planverk.portfolio.site import MOST_LISTED, compose_site
from planverk.portfolio.wording import Wording
from tests import built
from tests.portfolios import portfolio, written
from tests.site import pages, text_of
from tests.support import PLANS, plan_of

pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")


@pytest.fixture(scope="module")
def answers() -> Iterator[Answers]:
    with written(portfolio()) as folder:
        yield read_answers(folder)


@pytest.fixture(scope="module")
def site() -> dict[str, HtmlElement]:
    return pages(built.site("portfolio"))


def cells(page: HtmlElement, caption: str) -> list[list[str]]:
    """The texts of the rows of the table with a caption."""
    (table,) = (each for each in page.iter("table") if text_of(each.find(".//caption")) == caption)
    return [[text_of(cell) for cell in row] for row in table.findall(".//tbody/tr")]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_front_page_counts_what_the_plans_hold(site: dict[str, HtmlElement], answers: Answers) -> None:
    measures = 2 * sum(not each.withdrawn for root in PLANS.values() for each in plan_of(root).measures.values())
    (front,) = site["index.html"].xpath("//main")
    text = text_of(front)
    assert f"9 planer med {measures} tiltak fra {len(answers.owners)} kommuner og virksomheter" in text
    assert f"Av {measures} tiltak:" in text
    facts = {text_of(each.find("dt")): text_of(each.find("dd")) for each in front.xpath(".//dl/div")}
    goals = {(other.title, goal.number, goal.title) for root in PLANS.values() for other in plan_of(root).plans.values() if other.level == "national"
             for goal in other.goals}  # fmt: skip
    answered = sum(row["answered_in"] > 0 for row in answers.rows["national-goals-in-numbers"])
    assert facts == {
        "Over fristen": str(len(answers.rows["late"])),
        "Frist det neste året": str(len(answers.rows["due"])),
        "Nasjonale mål": f"{answered} av {len(goals)} er besvart",
    }


def test_every_owner_has_a_page_with_its_plans(site: dict[str, HtmlElement], answers: Answers) -> None:
    listed = cells(site["kommuner/index.html"], "Planer, tiltak og funn i hver kommune og virksomhet")
    assert [row[0] for row in listed] == [one_line(owner.name) for owner in answers.owners]
    for owner, row in zip(answers.owners, listed, strict=True):
        page = site[f"kommuner/{owner.id}/index.html"]
        measures = [(key, row["id"]) for key in owner.plans for row in answers.of("measures", key)]
        late = sum(len(answers.of("late", key)) for key in owner.plans)
        errors = sum(answers.plans[key]["errors"] or 0 for key in owner.plans)
        assert row[1:] == [str(len(owner.plans)), str(len(set(measures))), str(late), str(errors)]
        assert f"Planer: {row[1]}. Tiltak: {row[2]}. Over fristen: {row[3]}." in text_of(page.find(".//main"))
        assert {f"plan-{key}" for key in owner.plans if answers.owner_of(key) == owner} == {
            each for each in page.xpath("//main//section/@id") if each.startswith("plan-")
        }
    assert {owner.name for owner in answers.owners} >= {"Drammen kommune", "Ås <b>kommune</b>", "planer/spoilt"}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_s_part_says_what_the_plan_says(name: str, site: dict[str, HtmlElement], answers: Answers) -> None:
    plan, words = plan_of(PLANS[name]), Wording("nb")
    page = site[f"kommuner/{answers.owner_of(name).id}/index.html"]
    (part,) = page.xpath(f"//section[@id='plan-{name}']")
    told = cells(part, "Tiltakene i planen")
    wanted = []
    for measure in plan.measures_in_order:
        last = plan.progress[measure.id].newest_first[0].degree if measure.id in plan.progress else "unreported"
        due = written_day(measure.due.end, words.common) if measure.due and measure.due.end else "Ikke oppgitt"
        names = ", ".join(plan.functions[each].title for each in measure.responsible) or "Ikke oppgitt"
        wanted += [[str(measure.number), measure.title, names, due, words.degree(last)]] if not measure.withdrawn else []
    assert [[*row[:3], row[3].removesuffix(" (over fristen)"), row[4]] for row in told] == [[one_line(each) for each in row] for row in wanted]
    assert [row[1] for row in told if row[3].endswith("(over fristen)")] == [row["measure"] for row in answers.of("late", name)]
    for row in answers.of("national-goals", name):
        measures = [each for each in plan.measures.values() if not each.withdrawn and row["goal"] in titles(plan, each)]
        assert row["measures"] == len(measures)
        assert one_line(f"{row['number']}. {row['goal']}: {row['measures']} tiltak") in [text_of(item) for item in part.iter("li")]
    language = plan.head.language
    assert {each.get("lang") for each in part.xpath(".//td/span[@lang] | .//th/span[@lang]")} == (set() if language == "nb" else {language})


def titles(plan: object, measure: object) -> list[str]:
    """The titles of the national goals that a measure answers."""
    parts = plan.national_goals_of(measure)  # type: ignore[attr-defined]
    return [goal.title for part in parts for goal in plan.plans[part.plan].goals if goal.id == part.part]  # type: ignore[attr-defined]


def test_national_goals_are_those_of_the_set(site: dict[str, HtmlElement], answers: Answers) -> None:
    rows = answers.rows["national-goals-in-numbers"]
    told = [[text_of(cell) for cell in row] for row in site["nasjonale-mal/index.html"].iterfind(".//tbody/tr")]
    wanted = [[row["goal"], row["number"], str(row["answered_in"]), str(row["known_in"]), str(row["measures"])] for row in rows]
    assert told == [[one_line(each) for each in row] for row in wanted]
    for place, row in enumerate(rows, 1):
        page = site[f"nasjonale-mal/{place}/index.html"]
        plans = cells(page, "Planer som viser til målet")
        assert len(plans) == row["known_in"] and sum(int(each[2]) for each in plans) == row["measures"]
        assert sum(each[2] != "0" for each in plans) == row["answered_in"]


@pytest.mark.parametrize(("question", "page", "caption"), [
    ("late", "over-fristen", "Tiltak over fristen, de eldste fristene først"),
    ("due", "frist-neste-ar", "Tiltak med frist det neste året, de nærmeste først"),
])  # fmt: skip
def test_deadlines_are_those_of_the_set(question: str, page: str, caption: str, site: dict[str, HtmlElement], answers: Answers) -> None:
    wanted = [[row["measure"], row["publisher"], row["plan_title"], written_day(row["due"], Wording("nb").common)] for row in answers.rows[question]]
    assert [row[:4] for row in cells(site[f"{page}/index.html"], caption)] == [[one_line(each) for each in row] for row in wanted] != []


def test_plans_alike_lead_to_each_other(site: dict[str, HtmlElement], answers: Answers) -> None:
    for key in PLANS:
        page = site[f"kommuner/{answers.owner_of(key).id}/index.html"]
        (part,) = page.xpath(f"//section[@id='plan-{key}']")
        wanted = [f"{row['other_title']} ({row['other_publisher']}), likhet {row['likeness'] * 100:.0f} %" for row in answers.of("alike", key)]
        shown = [text_of(item).partition(", felles")[0] for item in part.iter("li") if "likhet" in text_of(item)]
        assert shown == [one_line(each) for each in wanted] and len(shown) > 0


def test_a_plan_of_two_stands_whole_once(site: dict[str, HtmlElement], answers: Answers) -> None:
    (key,) = {row["plan"] for row in answers.plans.values() if len(row["organisations"] or ()) > 1 and "Vik" in row["publisher"]}
    holding = [path for path, page in site.items() if page.xpath(f"//section[@id='plan-{key}']")]
    assert holding == [f"kommuner/{answers.owner_of(key).id}/index.html"]
    others = [owner for owner in answers.owners if key in owner.plans and owner != answers.owner_of(key)]
    assert others and all(site[f"kommuner/{each.id}/index.html"].xpath(f"//main//a[contains(@href, '#plan-{key}')]") for each in others)


def test_what_could_not_be_checked_is_told(site: dict[str, HtmlElement]) -> None:
    assert cells(site["ikke-kontrollert/index.html"], "Planer som ikke kunne kontrolleres") == [["spoilt", "planer/spoilt"]]
    assert "Planen kunne ikke kontrolleres" in text_of(site["kommuner/planer-spoilt/index.html"].find(".//main"))


def test_findings_are_counted_as_in_the_set(site: dict[str, HtmlElement], answers: Answers) -> None:
    told = cells(site["funn/index.html"], "Funn etter regel")
    assert [(row[0], int(row[2]), int(row[3])) for row in told] == [(row["rule"], row["plans"], row["findings"]) for row in answers.rows["findings"]]


def test_there_is_one_search_over_all_plans() -> None:
    index = built.site("portfolio")["assets/search-index.js"].decode()
    for root in PLANS.values():
        for measure in plan_of(root).measures.values():
            assert measure.withdrawn or re.sub(r"\s+", " ", measure.title) in index.replace("\u00a0", " ")


def test_every_link_leads_somewhere_and_no_script_stands_in_a_page() -> None:
    files = built.site("portfolio")
    for path, page in pages(files).items():
        for href in page.xpath("//a/@href | //link/@href | //script/@src"):
            if re.match(r"https?:|mailto:|tel:", href):
                assert href.startswith("https://plan.example/") or "schema.org" in href
                continue
            place, _, anchor = href.partition("#")
            target = (Path("/", path).parent / place).resolve().relative_to("/").as_posix() if place else path
            assert target in files, (path, href)
            assert not anchor or f'id="{anchor}"' in files[target].decode(), (path, href)
        assert {each.get("type") for each in page.iter("script") if not each.get("src")} <= {"application/ld+json"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_speaks_each_language_and_says_the_same(language: str, answers: Answers) -> None:
    document = compose_site(answers, language, "Tittelen", "Utgiveren")
    files = render(document)  # its gate holds the pages against the document
    front = pages(files)["index.html"]
    assert front.get("lang") == document.language and front.find(".//h1").text == "Tittelen"
    assert text_of(front.find(".//header")).startswith("Utgiveren Tittelen")
    assert [path for path, page in pages(files).items() if re.search(r"\{\w+\}", text_of(page.find("body")))] == []


def test_a_long_list_is_cut_and_says_so(answers: Answers) -> None:
    many = [{**answers.rows["due"][0], "id": str(number)} for number in range(MOST_LISTED + 1)]
    document = compose_site(Answers({**answers.rows, "due": many}, answers.plans, answers.day), "nb")
    page = pages(render(document))["frist-neste-ar/index.html"]
    assert len(cells(page, "Tiltak med frist det neste året, de nærmeste først")) == MOST_LISTED
    assert "Alle står i svaret på «planverk portfolio query due»." in text_of(page.find(".//main"))
