"""LibreOffice edits a plan's Word file while it records changes, and saves what Word recorded: both come back as the same proposals."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from planverk.authoring.edits import shown
from tests.circulated_files import Circulated
from tests.conformance import tools
from tests.returning import printed, sent, taken, texts
from tests.review_import.test_import_review import realistic
from tests.support import PLANS

pytestmark = pytest.mark.conformance

Office = Callable[..., None]
BASIC = """
Function Place(doc As Object, words As String) As Object
  Dim seek As Object
  seek = doc.createSearchDescriptor()
  seek.SearchString = words
  seek.SearchCaseSensitive = True
  Place = doc.findFirst(seek)
End Function

Sub Revise(source As String, target As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim form(0) As New com.sun.star.beans.PropertyValue
  Dim doc As Object, spot As Object, pen As Object, remark As Object
  how(0).Name = "Hidden"
  how(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  doc.RecordChanges = True
  spot = Place(doc, "god folkehelse")
  spot.String = "bedre folkehelse"
  spot = Place(doc, "Kommunestyret behandlet")
  spot.Text.insertString(spot.Start, "Dette er nytt. ", False)
  spot = Place(doc, "gode velferdsordninger")
  pen = spot.Text.createTextCursorByRange(spot.End)
  spot.Text.insertControlCharacter(pen, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  spot.Text.insertString(pen, "gode naboer", False)
  spot = Place(doc, "en trygg og god oppvekst")
  pen = spot.Text.createTextCursorByRange(spot.Start)
  pen.gotoStartOfParagraph(False)
  pen.gotoNextParagraph(True)
  pen.String = ""
  spot = Place(doc, "Vi lager felles rutiner")
  remark = doc.createInstance("com.sun.star.text.textfield.Annotation")
  remark.Content = "Hvilke rutiner?"
  remark.Author = "Kommuneoverlegen"
  spot.Text.insertTextContent(spot, remark, True)
  form(0).Name = "FilterName"
  form(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, form())
  doc.close(True)
End Sub
"""
MODULE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{escape(BASIC)}</script:module>
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """LibreOffice with a profile of its own that holds the macro; the first start makes the profile, and would write over it."""

    def start(*arguments: str) -> None:
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run([tools.soffice(), profile, "--headless", "--norestore", *arguments], check=True, capture_output=True, timeout=300)

    start("--terminate_after_init")
    (tmp_path / "profile/user/basic/Standard/Module1.xba").write_text(MODULE, encoding="utf-8")
    return start


def test_libreoffice_records_changes(office: Office, tmp_path: Path) -> None:
    one = sent(PLANS["drammen"])
    there, back = tmp_path / "plan.docx", tmp_path / "svar.docx"
    there.write_bytes(one.data)
    office(f'macro:///Standard.Module1.Revise("{there.as_uri()}","{back.as_uri()}")')
    found = taken(one, back.read_bytes())
    assert set(found.whys) <= {"", "no-words"} and found.whys[""] == 4
    assert printed(one, found.files) == texts(found.returned)
    assert "- bedre folkehelse\n- gode velferdsordninger\n- gode naboer\n" in found.files["plan/chapters/innledning.md"].decode()
    assert [(comment.stamp.author, comment.text, comment.about) for comment in found.returned.comments] == [
        ("Kommuneoverlegen", "Hvilke rutiner?", "Vi lager felles rutiner")
    ]
    assert all(stamp.author and stamp.day for change in found.comparison.changes if change.word_edits for stamp in change.stamps)


def test_what_word_recorded_survives_libreoffice(office: Office, tmp_path: Path) -> None:
    one, desk = sent(PLANS["drammen"]), tmp_path / "fra-word.docx"
    desk.write_bytes(realistic(Circulated(one.data)).data())
    office("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "lagret"), str(desk))
    before, after = (taken(one, path.read_bytes()) for path in (desk, tmp_path / "lagret/fra-word.docx"))
    assert shown(after.resolution.edits) == shown(before.resolution.edits) != ""
    assert [comment.text for comment in after.returned.comments] == [comment.text for comment in before.returned.comments]
    assert {stamp.author for change in after.comparison.changes for stamp in change.stamps} == {"Rådgiver, helse", "Kommuneoverlegen"}


def test_saving_alone_changes_nothing(office: Office, tmp_path: Path) -> None:
    one, there = sent(PLANS["drammen"]), tmp_path / "plan.docx"
    there.write_bytes(one.data)
    office("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "lagret"), str(there))
    found = taken(one, (tmp_path / "lagret/plan.docx").read_bytes())
    assert (found.comparison.changes, found.returned.marks, found.resolution.edits) == ((), 0, ())
