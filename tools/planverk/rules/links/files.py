"""Pictures and attached files that no output can hold."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan, files_named
from planverk.reading.cache import remembered
from planverk.rules.hits import Hit, hit


def unusable_picture(plan: Plan) -> Iterator[Hit]:
    """Hits at the file of a picture that is damaged, too large, or more than a picture."""
    for figure in plan.figures.values():
        for route, path in files_named(figure):
            if path in plan.files:
                from planverk.source.picture import PictureFault, read_picture  # here, since few plans have pictures

                try:
                    read_picture(plan.files[path], remembered)
                except PictureFault as fault:
                    yield hit(figure.at(*route), Hint("picture-form", {}), name=path, why=str(fault))


def unusable_attachment(plan: Plan) -> Iterator[Hit]:
    """Hits at what is attached to a chapter and is neither a PDF nor a picture that may stand in the outputs."""
    for entry in plan.entries:
        for route, path in () if isinstance(entry, Figure) else files_named(entry):
            if path in plan.files:
                from planverk.source.attachment import AttachmentFault, read_attachment  # here, as above

                try:
                    read_attachment(path, plan.files[path], remembered)
                except AttachmentFault as fault:
                    yield hit(entry.at(*route), Hint("attachment-form", {}), name=path, why=str(fault))
