"""The files that a result depends on, in one place: for the cache of checks, for builds and archives, for Git, and for the preview that watches."""

from __future__ import annotations

from planverk.model.plan import Plan
from planverk.reading.tree import Tree


def named_files(plan: Plan) -> tuple[str, ...]:
    """The paths that the settings name outside plan/, whether there is such a file or not: fonts, logo, Word template, schemas."""
    theme = plan.settings.theme
    return tuple(dict.fromkeys(filter(None, (*theme.font_files, theme.logo, theme.reference_docx, *plan.settings.fields.by_kind.values()))))


def inputs(tree: Tree, plan: Plan) -> dict[str, bytes]:
    """Every file that an output is made from: the plan's own, and those that its settings name."""
    return {**tree.files, **plan.theme_files, **plan.schema_files}
