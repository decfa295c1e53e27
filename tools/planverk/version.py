"""The version of planverk, and of what its outputs are made with."""

from functools import cache

__version__ = "0.1.0"

TOOLS = ("typst", "pypandoc_binary", "pikepdf", "matplotlib", "Jinja2", "lxml", "fonttools", "page-validation")
"""What the outputs are made with; another version may make other bytes."""


@cache
def tool_versions() -> dict[str, str]:
    """The version of each of TOOLS."""
    from importlib.metadata import version  # here, since whoever asks for planverk's own should not wait for it

    return {name: version(name) for name in TOOLS}
