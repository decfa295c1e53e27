"""Makes a page for each package of ours from the docstrings of its modules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import planverk
from written import heading, write_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PROJECT = Path(__file__).parents[2] / "pyproject.toml"

INTRODUCTION = """\
One page a package, from the lowest layer up; :doc:`/architecture` says how they hang together. Modules and names that begin with an
underscore are a package's own and not shown.

"""

# The module that stands before it is that of what is annotated.
_ANNOTATED = re.compile(r"~?(?:\w+\.)*Annotated\[")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the pages before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    app.connect("autodoc-process-signature", _plain_signature)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    package = Path(planverk.__file__).parent
    names = package_names()
    pages = {name: package_page(package, name) for name in names}
    write_pages(Path(app.srcdir) / "reference/api", pages | {"index": _list_page(names)})


def package_names() -> list[str]:
    """The names of all packages from the lowest layer up, as the contract in pyproject.toml has them."""
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return [name for layer in reversed(layers) for name in re.findall(r"[a-z_]+", layer) if name != "__main__"]


def package_page(root: Path, package: str) -> str:
    """The package's own docstring, then a section for each module in it."""
    paths = [path for path in sorted((root / package).rglob("*.py")) if _shown(path, root / package)]
    names = [".".join(("planverk", *path.relative_to(root).with_suffix("").parts)) for path in paths]
    top, *below = shown = sorted(name.removesuffix(".__init__") for name in names) or [f"planverk.{package}"]
    return heading(package) + _module(top, shown) + "".join(heading(name.removeprefix("planverk."), "-") + _module(name, shown) for name in below)


def _shown(path: Path, package: Path) -> bool:
    """Whether a module is told of here; rules have pages of their own."""
    parts = path.relative_to(package).parts
    is_rule = package.name == "rules" and len(parts) > 1
    return not is_rule and not any(part.startswith("_") and part != "__init__.py" for part in parts)


def _module(name: str, shown: list[str]) -> str:
    """A module without what a module below it is called as well: both have the same address."""
    below = [other.removeprefix(f"{name}.") for other in shown if other.rpartition(".")[0] == name]
    hidden = f"   :exclude-members: {', '.join(below)}\n" if below else ""
    return f".. automodule:: {name}\n{hidden}\n"


def _list_page(names: list[str]) -> str:
    return heading("Packages and modules") + INTRODUCTION + ".. toctree::\n   :maxdepth: 1\n\n" + "".join(f"   {name}\n" for name in names)


def _plain_signature(
    app: Sphinx, what: str, name: str, entry: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """What a field is, without how the model reads it: `Annotated[str, …]` as `str`."""
    return _without_notes(signature) if signature else signature, returns


def _without_notes(signature: str) -> str:
    """What is annotated, in place of it and its notes. Brackets are counted: a note may be a call with calls in it, which no pattern can follow."""
    while found := _ANNOTATED.search(signature):
        depth, comma, end = 0, 0, len(signature)
        for at in range(found.end(), len(signature)):
            if not depth and signature[at] == "," and not comma:
                comma = at
            if not depth and signature[at] == "]":
                end = at
                break
            depth += (signature[at] in "[(") - (signature[at] in "])")
        signature = signature[: found.start()] + signature[found.end() : comma or end] + signature[end + 1 :]
    return signature
