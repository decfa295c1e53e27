"""LibreOffice at work on many Word files in one process: accept or reject all tracked changes, and what it then reads.

Its own Basic does it, which comes with Writer; Python inside LibreOffice is a package of its own.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from lxml import etree

from tests.conformance import tools

Element = etree._Element
Command = Literal["", "AcceptAllTrackedChanges", "RejectAllTrackedChanges"]

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false">
 <library:element library:name="Redlines"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Redlines" script:language="StarBasic">
Sub Settle(list As String)
  Dim number As Integer, line As String, words
  number = FreeFile
  Open list For Input As #number
  Do While Not Eof(number)
    Line Input #number, line
    words = Split(line, Chr(9))
    One(words(0), words(1), words(2))
  Loop
  Close #number
  StarDesktop.terminate()
End Sub

Sub One(command As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim flat(0) As New com.sun.star.beans.PropertyValue
  Dim document
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If Len(command) Then
    createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(document.CurrentController.Frame, ".uno:" + command, "", 0, Array())
  End If
  flat(0).Name = "FilterName"
  flat(0).Value = "OpenDocument Text Flat XML"
  document.storeToURL(ConvertToURL(target), flat())
  document.close(True)
End Sub
</script:module>
"""


def settle(jobs: list[tuple[Command, Path, Path]], folder: Path) -> None:
    """Carries out the jobs one after the other: opens a Word file, does the command, stores what then stands as flat OpenDocument."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    soffice = [tools.soffice(), profile, "--headless", "--norestore"]
    subprocess.run([*soffice, "--terminate_after_init"], check=True, capture_output=True, timeout=120)  # a new profile overwrites its macros
    standard = folder / "profile" / "user" / "basic" / "Standard"
    (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (standard / "Redlines.xba").write_text(MODULE, encoding="utf-8")
    (folder / "jobs").write_text("".join(f"{command}\t{source}\t{target}\n" for command, source, target in jobs), encoding="utf-8")
    subprocess.run([*soffice, f'macro:///Standard.Redlines.Settle("{folder / "jobs"}")'], check=True, capture_output=True, timeout=600)
    assert [target.name for _, _, target in jobs if not target.exists()] == []


# --- what it reads ---------------------------------------------------------------------------------------------------

_SPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
_BOOKMARK = re.compile(r"\{\w+\}")
_DUMMY = "\u200d"
"""What LibreOffice puts into an empty row whose change it tracks."""


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{name}"


_HOLDERS = {
    _name("text:list"): "list",
    _name("text:list-item"): "item",
    _name("table:table"): "table",
    _name("table:table-header-rows"): "header",
    _name("table:table-row"): "row",
    _name("table:table-cell"): "cell",
    _name("text:table-of-content"): "contents",
}
_THROUGH = (_name("text:index-body"), _name("text:index-title"), _name("text:section"))
_SIGNS = {_name("text:s"): " ", _name("text:tab"): "\t", _name("text:line-break"): "\n", _name("draw:frame"): "(picture)"}
_SIGNS |= {_name("text:page-number"): "#", _name("text:page-count"): "#"}


def is_empty(line: str) -> bool:
    """Whether a line is a paragraph that holds nothing but bookmarks."""
    return _BOOKMARK.sub("", line).rstrip().endswith(":")


class Reading:
    """What LibreOffice reads in a file, line by line: headings with their levels, paragraphs with their styles, lists, tables, notes where they are
    called, headers and footers. Without `links` it leaves out where links lead, and bookmarks.
    """

    def __init__(self, flat: Path, links: bool = True) -> None:
        root = etree.parse(flat, etree.XMLParser(huge_tree=True)).getroot()
        self._has_links = links
        automatic = root.find(_name("office:automatic-styles"))
        styles = [] if automatic is None else list(automatic)
        names = ((style.get(_name("style:name")), style.get(_name("style:parent-style-name"))) for style in styles)
        self._styles = {name: parent or name for name, parent in names}
        body = root.find(f"{_name('office:body')}/{_name('office:text')}")
        edges = root.iter(_name("style:header"), _name("style:footer"))
        assert body is not None and next(root.iter(_name("text:changed-region")), None) is None
        self.lines = [*self._blocks(body, ""), *(line for edge in edges for line in self._blocks(edge, "edge "))]

    def _blocks(self, holder: Element, margin: str) -> Iterator[str]:
        for child in holder:
            if child.tag in (_name("text:p"), _name("text:h")):
                level = child.get(_name("text:outline-level"), "") if child.tag == _name("text:h") else ""
                style = child.get(_name("text:style-name"))
                yield f"{margin}{self._styles.get(style, style)}{level and f' level {level}'}: {self._text(child)}"
            elif child.tag in _HOLDERS:
                yield margin + _HOLDERS[str(child.tag)]
                yield from self._blocks(child, margin + "  ")
            elif child.tag in _THROUGH:
                yield from self._blocks(child, margin)

    def _text(self, holder: Element) -> str:
        return ((holder.text or "") + "".join(self._piece(child) + (child.tail or "") for child in holder)).replace(_DUMMY, "")

    def _piece(self, child: Element) -> str:
        if child.tag in _SIGNS:
            return _SIGNS[str(child.tag)]
        if child.tag == _name("text:note"):
            return "^(" + "|".join(self._text(paragraph) for paragraph in child.iter(_name("text:p"))) + ")"
        inside = self._text(child)
        if child.tag == _name("text:a") and self._has_links and _BOOKMARK.sub("", inside):
            return f"<{child.get(_name('xlink:href'))}: {inside}>"
        if child.tag in (_name("text:bookmark-start"), _name("text:bookmark")) and self._has_links:
            if child.get(_name("text:name"), "").startswith("__RefMove"):  # its own, of the bounds of a move
                return inside
            return f"{{{child.get(_name('text:name'))}}}"
        return inside
