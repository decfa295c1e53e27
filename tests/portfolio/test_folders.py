"""Which plans there are: folders of plans, and lists of them that may be anybody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.portfolio import folders
from planverk.portfolio.folders import plan_folders


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Five plans in three folders, and a folder without one."""
    for name in ("dal/selvmord", "dal/trafikk", "nes/selvmord", "nes/Ærlig plan", "vik", "tom/notater"):
        (tmp_path / name / ("notater" if "tom" in name else "plan")).mkdir(parents=True)
    return tmp_path


def keys(*places: Path | str) -> list[str]:
    return [each.key for each in plan_folders([str(place) for place in places])]


def test_a_folder_is_a_plan_or_holds_plans(plans: Path) -> None:
    assert keys(plans / "vik") == ["vik"]
    assert keys(plans / "dal") == ["selvmord", "trafikk"]


def test_each_plan_is_there_once_and_has_a_key_of_its_own(plans: Path) -> None:
    found = keys(plans / "dal", plans / "dal/selvmord", plans / "nes", plans / "vik")
    assert sorted(found) == ["aerlig-plan", "dal-selvmord", "nes-selvmord", "trafikk", "vik"]


def test_names_that_no_key_tells_apart_get_a_number(tmp_path: Path) -> None:
    for name in ("a b/x y", "a-b/x-y", "a_b/x_y"):
        (tmp_path / name / "plan").mkdir(parents=True)
    assert keys(*sorted(tmp_path.iterdir())) == ["a-b-x-y", "a-b-x-y-2", "a-b-x-y-3"]


def test_links_are_not_followed(plans: Path) -> None:
    (plans / "dal/lenke").symlink_to(plans / "nes/selvmord")
    (plans / "dal/.skjult").mkdir()
    assert keys(plans / "dal") == ["selvmord", "trafikk"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_list_has_a_folder_on_each_line(plans: Path, ending: str) -> None:
    listing = plans / "planer.txt"
    listing.write_bytes("\ufeff# Planene våre\ndal\n\n  nes/Ærlig plan \nvik/\nvik".replace("\n", ending).encode())
    found = plan_folders([str(listing)])
    assert [(each.key, each.shown) for each in found] == [
        ("selvmord", "dal/selvmord"),
        ("trafikk", "dal/trafikk"),
        ("aerlig-plan", "nes/Ærlig plan"),
        ("vik", "vik"),
    ]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("vik\x1b[2J", "portfolio-line-signs"),
        ("vik\x00", "portfolio-line-signs"),
        ("vik\u202e", "portfolio-line-signs"),
        ("../vik", "portfolio-line-outside"),
        ("dal/../../vik", "portfolio-line-outside"),
        ("dal\\..\\..\\vik", "portfolio-line-outside"),
        ("/etc", "portfolio-line-outside"),
        ("C:/vik", "portfolio-line-outside"),
        ("lenke", "portfolio-line-outside"),
        ("lenke/selvmord", "portfolio-line-outside"),
        ("finnes-ikke", "portfolio-line-nowhere"),
    ],
)
def test_a_line_that_cannot_be_meant_is_told_with_its_number(plans: Path, line: str, key: str) -> None:
    (plans / "lenke").symlink_to(plans / "nes")
    (plans / "planer.txt").write_text(f"vik\n\n{line}\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        plan_folders([str(plans / "planer.txt")])
    assert caught.value.key == key and caught.value.facts["line"] == 3


@pytest.mark.parametrize(
    ("place", "key"),
    [("tom", "portfolio-no-plans"), ("finnes-ikke", "portfolio-no-place"), ("binær", "portfolio-list-unread"), ("blank", "portfolio-no-rows")],
)
def test_a_place_without_plans_is_told(plans: Path, place: str, key: str) -> None:
    (plans / "binær").write_bytes(b"\xff\xfe\x00")
    (plans / "blank").write_text("# ingen\n")
    with pytest.raises(UserError) as caught:
        plan_folders([str(plans / place)])
    assert caught.value.key == key


def test_more_plans_than_one_portfolio_holds_are_refused(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_PLANS", 1)
    with pytest.raises(UserError) as caught:
        plan_folders([str(plans / "dal")])
    assert (caught.value.key, caught.value.facts) == ("portfolio-too-many", {"most": 1})
