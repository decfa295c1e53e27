"""Reads a file that the user names, whoever made it, and checks one as Word."""

from __future__ import annotations

import stat
from pathlib import Path

from planverk.errors import UserError
from planverk.report.word import Checked
from planverk.word import LARGEST_FILE, Unreadable, check_word


def check_word_file(path: Path) -> Checked:
    """The faults of a file. UserError for one that is missing, too large, or no Word file."""
    try:
        found = check_word(read_given_file(path))
    except Unreadable as reason:
        raise UserError("no-word-file", path=path, problem=reason) from None
    return Checked(path.name, found.faults, found.paragraphs)


def read_given_file(path: Path) -> bytes:
    """The bytes of a file. UserError for one that is missing, is no plain file, is too large or can't be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UserError("not-a-file", path=path)
        if found.st_size > LARGEST_FILE:
            raise UserError("file-too-large", path=path, size=LARGEST_FILE // 2**20)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except FileNotFoundError:
        raise UserError("no-file", path=path) from None
    except (OSError, ValueError) as error:
        raise UserError("not-readable", path=path, problem=error) from None
