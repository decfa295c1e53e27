"""Makes the table of all bounds on what planverk reads, from the constants in its code that set them."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import planverk
from written import heading, write_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

INTRODUCTION = """\
A plan may come from anybody, and so may a Word file, a published file or a repository. So everything that is read has a bound on its size, its depth
and the work that it can make; what is beyond one is a finding, or one sentence and exit code 2. No plan that we know of is near any of them.

The table is made of the constants that set the bounds, package by package, with what the code says of them.

"""
_BOUND = re.compile(r"(?:MOST|LARGEST|LONGEST|DEEPEST|SECONDS|MEMORY|WIDEST)(?:_[A-Z]+)*\Z")


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound: the module that sets it, its name, its value, and what the code says of it, "" where the name says enough."""

    module: str
    name: str
    value: int
    about: str


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the page before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    write_pages(Path(app.srcdir) / "reference/bounds", {"index": page()})


def bounds() -> Iterator[Bound]:
    """Every bound in the code, by module."""
    package = Path(planverk.__file__).parent
    for path in sorted(package.rglob("*.py")):
        module = ".".join(("planverk", *path.relative_to(package).with_suffix("").parts)).removesuffix(".__init__")
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for statement, follows in zip(body, [*body[1:], None], strict=True):
            for name in _set_in(statement):
                yield Bound(module, name, getattr(importlib.import_module(module), name), _said(follows))


def _set_in(statement: ast.stmt) -> Iterator[str]:
    """The names of bounds that a statement sets."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    for target in targets:
        for each in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(each, ast.Name) and _BOUND.match(each.id):
                yield each.id


def _said(follows: ast.stmt | None) -> str:
    """The text that stands below a constant."""
    if isinstance(follows, ast.Expr) and isinstance(follows.value, ast.Constant) and isinstance(follows.value.value, str):
        return " ".join(follows.value.value.split())
    return ""


def page() -> str:
    """The table."""
    rows = "".join(f"   * - ``{each.module}``\n     - ``{each.name}``\n     - {each.value:,}\n     - {_plain(each.about)}\n" for each in bounds())
    titles = "   * - Module\n     - Bound\n     - Value\n     - What it is for\n"
    return heading("Bounds") + INTRODUCTION + ".. list-table::\n   :header-rows: 1\n   :widths: 24 20 14 42\n\n" + titles + rows


def _plain(text: str) -> str:
    """A text in which reStructuredText sees nothing but text and single backticks."""
    return re.sub(r"([*|_\\])", r"\\\1", text)
