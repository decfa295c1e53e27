"""Reading a document as `planverk import` does, and the bare readers that it is held against: `python -m bench.documents READER FILE`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

PAGES = 130
"""Pages of the plan of MEASURES measures, at least."""
MEASURES = 280


def by_planverk(path: Path) -> None:
    """The neutral tree of a document."""
    from planverk.importing.read import read_document

    read_document(path.read_bytes())


def bare_pdf(path: Path) -> None:
    """Every object and every instruction of a page by pikepdf; every object on a page, its place and its text, by pypdfium2."""
    import pikepdf
    import pypdfium2  # type: ignore[import-untyped]

    data = path.read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary):
                list(each.keys())
        for page in pdf.pages:
            list(pikepdf.parse_content_stream(page))
        if len(pdf.pages) < PAGES:
            raise SystemExit(f"{len(pdf.pages)} pages")
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            texts = page.get_textpage()
            for each in page.get_objects(max_depth=15, textpage=texts):
                each.get_bounds()
                if isinstance(each, pypdfium2.PdfTextObj):
                    each.extract()


def bare_word(path: Path) -> None:
    """What pandoc makes of a Word file, as JSON that is read."""
    from planverk.formats.pandoc import read

    read(path.read_bytes(), "docx+styles")


READERS = {"planverk": by_planverk, "pdf": bare_pdf, "word": bare_word}


def memory_of(arguments: Sequence[str]) -> float:
    """The most memory in MiB that a call and the processes that it starts have at once in any one of them."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(str(process.returncode))
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    READERS[sys.argv[1]](Path(sys.argv[2]))
