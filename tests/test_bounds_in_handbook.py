"""The handbook says how long a text may be, and it says what is so."""

from __future__ import annotations

import re

from planverk.source.inlines import DEEPEST_INLINE
from planverk.source.markdown import DEEPEST_BLOCK
from planverk.source.positioned_parser import LONGEST_PARAGRAPH, MOST_BLOCKS, MOST_OPEN
from planverk.source.table import MOST_ROWS
from planverk.source.text import LARGEST_FILE
from tests.support import ROOT


def test_the_bounds_of_texts_are_those_of_the_handbook() -> None:
    page = (ROOT / "docs/handbok/slik-skriver-du.md").read_text(encoding="utf-8")
    table = page.partition("Hvor lang en tekst kan være\n")[2].partition("\nInnenfor grensene")[0]
    told = [int(found.replace(" ", "")) for found in re.findall(r"\| ([0-9 ]+)(?: kB)? \|$", table, re.MULTILINE)]
    assert told == [LARGEST_FILE // 1000, MOST_BLOCKS, LONGEST_PARAGRAPH, DEEPEST_BLOCK, DEEPEST_INLINE, MOST_OPEN, MOST_ROWS]
