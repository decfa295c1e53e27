"""Reads of a file that is attached to a chapter whether the outputs may offer it."""

from __future__ import annotations

from planverk.bounded import Runner, bounded
from planverk.source.picture import PictureFault, media_type, read_picture

MEDIA_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
"""What may be attached, by the ending of its name."""


class AttachmentFault(Exception):
    """Why a file cannot be offered: the key of the reason's words."""


def read_attachment(path: str, data: bytes, run: Runner = bounded) -> bytes:
    """The file as outputs offer it, a picture without notes. AttachmentFault, and nothing else, where the bytes are not what the name says, or a
    picture that could do more than show."""
    wanted = MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "")
    if not wanted:
        raise AttachmentFault("why-file-ending")
    if wanted == "application/pdf":
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
            raise AttachmentFault("why-file-pdf")
        return data
    try:
        cleaned = read_picture(data, run)
    except PictureFault as fault:
        raise AttachmentFault(str(fault)) from None
    if media_type(data) != wanted:
        raise AttachmentFault("why-picture-format")
    return cleaned
