"""Tells where the sentences of a Norwegian or English paragraph end, in Markdown as typed.

An author's own line end after a full stop is believed, where the stop is not that of an abbreviation or a date. Inside brackets, such as the text of
a link, and inside bold type nothing ends.
"""

from __future__ import annotations

import re
from itertools import accumulate


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MID = _words("""
    adm adr alm ang apr art aug avd bd bl bla bnr ca cf co d d.s des dir dr dvs ed eds eksl ekskl ev evt f feb ff fig fmk forf forts fr fung
    fvt gnr gj.sn hhv hr ibid ift ifm iht inkl innst jan jf jfr jnr jr jun k kap kgl kl komm kr kst lnr m maks mht mill moh mr mrd mrs ms n
    nov nr okt orgnr ot.prp p pga pkt pkter plt pr prof prop prp pst r ref regj resp rskr s saksnr sammenl sep sept siv skr sml spm st
    st.meld stk str t tab tel tilsv tlf utg vedk vedl vedr vg vha vol vs årg årh
""")
"""Abbreviations that something follows; those of single letters, such as «f.o.m.», need not stand here."""

_LAST = _words("osv o.s.v mv m.v mm m.m mfl m.fl ol o.l el e.l etc o.a oa o.fl e.kr f.kr")
"""Abbreviations that end a list, and a sentence where a capital follows."""

_STOP = re.compile(
    r"(?<![^\s()\[\]«»“”\"*_])(?P<word>[^\s()\[\]«»“”\"*_]*?)(?<![.!?…])(?P<stop>[.!?…]++)(?P<after>[»“”\"’')\]*_]*(?:[ \n]?\[[@^][^\]\n]+\])*)"
    r"(?P<space>[ \n])(?=(?P<next>\S+))"
)
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}|f\.eks")
_OPENS = re.compile(r"[«“\"‘'(\[*_]*(?P<first>.)")
_MONTHS = _words("januar februar mars april mai juni juli august september oktober november desember")
_BLOCK = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})(?:\s|$)|>|```|~~~|\||<|\[[^\]]*\]:|(?:=+|-+|_+|\*+)\s*$|:?-+:?\s*\|")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph's text, each on one line, spaces run together; joined by spaces they are the text."""
    text = re.sub(r" ?\n ?", "\n", re.sub(r"[ \t]+", " ", text)).strip(" \n")
    inside, found, start = _in_brackets(text), list[str](), 0
    for stop in _STOP.finditer(text):
        if stop.start("space") not in inside and _ends(stop) and not begins_block(text[stop.end() :].split("\n", 1)[0]):
            found.append(text[start : stop.start("space")])
            start = stop.end()
    return [part.replace("\n", " ") for part in (*found, text[start:]) if part]


def begins_block(line: str) -> bool:
    """True for a line that would begin something else than text."""
    return _BLOCK.match(line) is not None


def _ends(stop: re.Match[str]) -> bool:
    """True where the stop ends a sentence."""
    word, broken = stop["word"].removesuffix("\\"), "\n" in stop["space"]
    opens = _OPENS.match(stop["next"])
    first = opens["first"] if opens else ""
    begins = first.isupper() or first.isdecimal()
    if stop["stop"] != ".":
        return begins or broken
    if _is_abbreviation(word):
        return False
    if word.lower() in _LAST:
        return first.isupper()
    if word.isdecimal() and len(word) <= 2:  # a date, a chapter, a king
        return broken and first.isupper() and stop["next"].strip(".,;:()").lower() not in _MONTHS
    return begins or broken


def _is_abbreviation(word: str) -> bool:
    """True for abbreviations that something follows, and for initials."""
    lower = word.lower()
    return lower in _MID or (len(word) == 1 and word.isupper()) or (lower not in _LAST and _LETTERS.fullmatch(lower) is not None)


def _in_brackets(text: str) -> set[int]:
    """The offsets between brackets, or stars of bold type, that have a partner."""
    opened: dict[str, list[int]] = {"(": [], "[": [], "**": []}
    depth = [0] * (len(text) + 1)
    for found in re.finditer(r"\\.|[()\[\]]|\*\*", text, re.DOTALL):
        sign = found[0]
        opening = {")": "(", "]": "[", "**": "**"}.get(sign)
        if opening and opened[opening]:
            depth[opened[opening].pop()] += 1
            depth[found.start()] -= 1
        elif sign in opened:
            opened[sign].append(found.start())
    return {at for at, within in enumerate(accumulate(depth)) if within}
