"""Makes a page for each room of the package from the docstrings of its modules."""

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
One page a room, from the ground floor up; :doc:`/architecture` says how they hang together. Modules and names that begin with an
underscore are a room's own and not shown.

"""

_ANNOTATED = re.compile(r"~?(?:typing\.)?Annotated\[([^\[\],]+), ~?[\w.]+\([^()]*\)\]")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the pages before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    app.connect("autodoc-process-signature", _plain_signature)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    package = Path(planverk.__file__).parent
    names = [room for room in rooms() if (package / f"{room}.py").is_file() or (package / room / "__init__.py").is_file()]
    pages = {room: room_page(package, room) for room in names}
    write_pages(Path(app.srcdir) / "reference/api", pages | {"index": _list_page(names)})


def rooms() -> list[str]:
    """The names of all rooms from the ground floor up, as the floors contract in pyproject.toml has them."""
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    floors: list[str] = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [name for floor in reversed(floors) for name in re.findall(r"[a-z]+", floor)]


def room_page(package: Path, room: str) -> str:
    """The room's own docstring, then a section for each module in it."""
    paths = [path for path in sorted((package / room).rglob("*.py")) if _shown(path, package / room)]
    names = [".".join(("planverk", *path.relative_to(package).with_suffix("").parts)) for path in paths]
    top, *below = sorted(name.removesuffix(".__init__") for name in names) or [f"planverk.{room}"]
    return heading(room) + _module(top) + "".join(heading(name.removeprefix("planverk."), "-") + _module(name) for name in below)


def _shown(path: Path, room: Path) -> bool:
    """Whether a module is told of here; rules have pages of their own."""
    parts = path.relative_to(room).parts
    is_rule = room.name == "rules" and len(parts) > 1
    return not is_rule and not any(part.startswith("_") and part != "__init__.py" for part in parts)


def _module(name: str) -> str:
    return f".. automodule:: {name}\n\n"


def _list_page(names: list[str]) -> str:
    return heading("Rooms and modules") + INTRODUCTION + ".. toctree::\n   :maxdepth: 1\n\n" + "".join(f"   {room}\n" for room in names)


def _plain_signature(
    app: Sphinx, what: str, name: str, entry: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """What a field is, without how the model reads it: `Annotated[str, …]` as `str`."""
    return _ANNOTATED.sub(r"\1", signature) if signature else signature, returns
