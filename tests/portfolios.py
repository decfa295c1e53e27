"""A portfolio for tests: the plans of the repository, one that could not be checked, one of two owners, and its site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.document.document import Document
from planverk.document.records import DataFile
from planverk.portfolio.answers import read_answers
from planverk.portfolio.dataset import lines_of, write_set
from planverk.portfolio.rows import Rows, failed, rows_of
from planverk.portfolio.site import compose_site
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from tests.support import PLANS, TODAY


def rows(root: Path, key: str) -> Rows:
    """What the plan in a folder gives."""
    plan, findings = read_plan(read_folder(root))
    return rows_of(key, f"planer/{key}", TODAY, plan, check_plan(plan, findings, TODAY, "nb"))


def portfolio() -> list[Rows]:
    """The plans of the repository, each also as another municipality's, whose plan is like it; of one two are the owners; and one that failed."""
    found = [rows(root, name) for name, root in PLANS.items()]
    twins = [rows(root, f"{name}-2") for name, root in PLANS.items()]
    for twin, name in zip(twins, ("Nes kommune", "Vik kommune", "Ås <b>kommune</b>", "Dal kommune"), strict=True):
        body = {"name": name, "orgnr": None, "municipality_number": None, "county_number": None}
        others = [{**body, "name": "Drammen kommune"}] if name.startswith("Vik") else []
        twin["plans"][0] |= {"publisher": name, "organisations": [body, *others], "address": "https://plan.example/", "title": f"{name}: =1+1"}
    return [*found, *twins, failed("spoilt", "planer/spoilt", TODAY)]


@contextmanager
def written(plans: list[Rows]) -> Iterator[Path]:
    """A folder with the set of some plans."""
    with TemporaryDirectory() as folder:
        write_set(map(lines_of, plans), Path(folder))
        yield Path(folder)


def portfolio_document(language: str = "nb") -> Document:
    """The document of the portfolio's site."""
    with written(portfolio()) as folder:
        files = tuple(DataFile(path.name, "", path.read_bytes()) for path in sorted(folder.glob("*.parquet")))
        return compose_site(read_answers(folder), language, files=files)
