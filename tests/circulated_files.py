"""A Word file as it comes back: tracked changes and comments put into a built one the way Word does it, runs split and marked with rsid."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from planverk.word.names import Element, w
from tests.word_files import packed

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS_2011 = "http://schemas.microsoft.com/office/2011/relationships"
ONE, OTHER = "Rådgiver, helse", "Kommuneoverlegen"


def element(name: str, text: str = "", **attributes: str) -> Element:
    """An element of Word's, its text kept as it is."""
    made = etree.Element(w(name), {w(key): value for key, value in attributes.items()})
    if text:
        made.text = text
        made.set(SPACE, "preserve")
    return made


class Circulated:
    """A Word file on its desk. Positions in a paragraph count the characters that stand there when nothing was accepted or rejected."""

    def __init__(self, data: bytes, author: str = ONE, day: str = "2026-11-20") -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.author, self.day, self.number, self.comments = author, day, 900, list[tuple[Element, str, bool]]()

    # --- finding ---

    def paragraphs(self) -> Iterator[Element]:
        """All paragraphs of the body."""
        return self.root.iter(w("p"))

    def paragraph(self, text: str, number: int = 0) -> Element:
        """The paragraph outside the contents list that holds a text, the one of a number where several do."""
        body = [each for each in self.paragraphs() if next(each.iterancestors(w("sdt")), None) is None]
        return [each for each in body if text in self.text(each)][number]

    @staticmethod
    def text(paragraph: Element) -> str:
        """Its characters, those that are deleted too; a no-break space as a space."""
        return "".join(each.text or "" for each in paragraph.iter(w("t"), w("delText"))).replace("\u00a0", " ")

    # --- marks ---

    def stamped(self, name: str) -> Element:
        """A mark of the author's."""
        self.number += 1
        return element(name, id=str(self.number), author=self.author, date=f"{self.day}T09:00:00Z")

    def _split(self, paragraph: Element, at: int) -> Element | None:
        """The run that begins at a position, split off where one runs over it; None at the end."""
        seen = 0
        for run in list(paragraph.iter(w("r"))):
            texts = [each for each in run if each.tag in (w("t"), w("delText"))]
            size = sum(len(each.text or "") for each in texts)
            if not texts:
                continue
            if seen == at:
                return run
            if seen < at < seen + size:
                second = deepcopy(run)
                run.set(w("rsidR"), "00A1B2C3")
                whole = "".join(each.text or "" for each in texts)
                for piece, part in ((run, whole[: at - seen]), (second, whole[at - seen :])):
                    held = [each for each in piece if each.tag in (w("t"), w("delText"))]
                    held[0].text = part
                    held[0].set(SPACE, "preserve")
                    for more in held[1:]:
                        piece.remove(more)
                run.addnext(second)
                return second
            seen += size
        return None

    def insert(self, paragraph: Element, at: int, text: str, mark: str = "ins") -> Element:
        """Types a text at a position."""
        following = self._split(paragraph, at)
        run = element("r", rsidR="00D4E5F6")
        run.append(element("t", text))
        holder = self.stamped(mark)
        holder.append(run)
        if following is None:
            paragraph.append(holder)
        else:
            self._outside(following).addprevious(holder)
        return holder

    def _outside(self, run: Element) -> Element:
        """The run, or the link or mark around it where it is the first inside: Word types before those."""
        parent = run.getparent()
        while parent is not None and parent.tag in (w("hyperlink"), w("ins"), w("del")) and parent[0] is run:
            run, parent = parent, parent.getparent()
        return run

    def delete(self, paragraph: Element, start: int, end: int, mark: str = "del") -> None:
        """Deletes what stands from one position to another."""
        self._split(paragraph, start)
        self._split(paragraph, end)
        seen = 0
        for run in list(paragraph.iter(w("r"))):
            texts = [each for each in run if each.tag in (w("t"), w("delText"))]
            size = sum(len(each.text or "") for each in texts)
            if start <= seen < end and (size or seen > start):
                self._cross_out(run, mark)
            seen += size

    def _cross_out(self, run: Element, mark: str) -> None:
        for text in run.iter(w("t")):
            text.tag = w("delText") if mark == "del" else w("t")
        holder = self.stamped(mark)
        run.addprevious(holder)
        holder.append(run)

    def replace(self, old: str, new: str, number: int = 0) -> Element:
        """Deletes a text and types another one in its place; the paragraph."""
        paragraph = self.paragraph(old, number)
        start = self.text(paragraph).index(old)
        self.delete(paragraph, start, start + len(old))
        if new:
            self.insert(paragraph, start + len(old), new)
        return paragraph

    def end_mark(self, paragraph: Element, mark: str) -> None:
        """Marks the end of a paragraph as inserted or deleted."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        run = properties.find(w("rPr"))
        if run is None:
            run = element("rPr")
            properties.append(run)
        run.insert(0, self.stamped(mark))

    def new_paragraph(self, after: Element, text: str) -> Element:
        """Types a paragraph after another: that one gets a new end, the new one has the old end."""
        fresh = element("p", rsidR="00D4E5F6")
        properties = after.find(w("pPr"))
        if properties is not None:
            fresh.append(deepcopy(properties))
            for marked in fresh[0].findall(w("rPr")):
                fresh[0].remove(marked)
        after.addnext(fresh)
        self.end_mark(after, "ins")
        self.insert(fresh, 0, text)
        return fresh

    def delete_paragraph(self, paragraph: Element) -> None:
        """Deletes a paragraph with its end."""
        for run in list(paragraph.iter(w("r"))):
            self._cross_out(run, "del")
        self.end_mark(paragraph, "del")

    def split(self, paragraph: Element, at: int) -> None:
        """Presses Enter at a position."""
        tail = self._split(paragraph, at)
        fresh = self.new_paragraph(paragraph, "")
        fresh.remove(fresh[-1])
        if tail is not None:
            first = self._outside(tail)
            fresh.extend([first, *first.itersiblings()])

    def merge(self, paragraph: Element) -> None:
        """Deletes the end of a paragraph."""
        self.end_mark(paragraph, "del")

    def move_paragraph(self, paragraph: Element, after: Element) -> None:
        """Drags a paragraph to another place."""
        copy = self.copied(paragraph)
        after.addnext(copy)
        for each, mark in ((paragraph, "moveFrom"), (copy, "moveTo")):
            for run in list(each.iter(w("r"))):
                self._cross_out(run, mark)
            self.end_mark(each, mark)

    def copied(self, paragraph: Element) -> Element:
        """A copy of a paragraph, with notes of its own as Word makes them."""
        copy = deepcopy(paragraph)
        for call in copy.iter(w("footnoteReference")):
            notes = etree.fromstring(self.parts["word/footnotes.xml"])
            note = next(each for each in notes if each.get(w("id")) == call.get(w("id")))
            again = deepcopy(note)
            self.number += 1
            for each in (again, call):
                each.set(w("id"), str(self.number))
            notes.append(again)
            self.parts["word/footnotes.xml"] = etree.tostring(notes)
        return copy

    def row(self, text: str, mark: str) -> Element:
        """Marks the row of a table that holds a text as inserted or deleted."""
        row = next(self.paragraph(text).iterancestors(w("tr")))
        properties = row.find(w("trPr"))
        assert properties is not None
        properties.append(self.stamped(mark))
        return row

    def link(self, text: str, address: str) -> None:
        """Makes a link of words."""
        paragraph = self.paragraph(text)
        start = self.text(paragraph).index(text)
        self._split(paragraph, start + len(text))
        run = self._split(paragraph, start)
        assert run is not None
        around = etree.Element(w("hyperlink"), {f"{{{KINDS}}}id": "rIdNew"})
        run.addprevious(around)
        around.append(run)
        relation = f'<Relationship Id="rIdNew" Type="{KINDS}/hyperlink" Target="{address}" TargetMode="External"/></Relationships>'
        self.parts["word/_rels/document.xml.rels"] = self.parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())

    def type_over(self, old: str, new: str, number: int = 0) -> None:
        """Changes a text without tracking."""
        paragraph = self.paragraph(old, number)
        start = self.text(paragraph).index(old)
        self._split(paragraph, start)
        self._split(paragraph, start + len(old))
        seen = 0
        for text in list(paragraph.iter(w("t"), w("delText"))):
            size = len(text.text or "")
            if start <= seen < start + len(old):
                text.text = new if seen == start else ""
            seen += size

    def comment(self, about: str, text: str, answers: tuple[str, ...] = (), done: bool = False, number: int = 0) -> None:
        """Comments on words, with answers."""
        paragraph = self.paragraph(about, number)
        start = self.text(paragraph).index(about)
        first = self._split(paragraph, start)
        after = self._split(paragraph, start + len(about))
        key = str(len(self.comments))
        assert first is not None
        self._outside(first).addprevious(element("commentRangeStart", id=key))
        end, reference = element("commentRangeEnd", id=key), element("r")
        reference.append(element("commentReference", id=key))
        for each in (end, reference):
            if after is None:
                paragraph.append(each)
            else:
                self._outside(after).addprevious(each)
        for said in (text, *answers):
            self._say(said, "" if said is text else key, done and said is text)

    def _say(self, text: str, parent: str, done: bool) -> None:
        made = element("comment", id=str(len(self.comments)), author=self.author, date=f"{self.day}T10:00:00Z", initials="R")
        paragraph, run = element("p"), element("r")
        paragraph.set(f"{{{W14}}}paraId", f"0000{len(self.comments):04X}")
        run.append(element("t", text))
        paragraph.append(run)
        made.append(paragraph)
        self.comments.append((made, parent, done))

    # --- the file ---

    def data(self) -> bytes:
        """The bytes of the file."""
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)
        if self.comments:
            self._add(parts, "comments", self._comments(), KINDS)
            self._add(parts, "commentsExtended", self._extended(), KINDS_2011)
        return packed(parts)

    def _comments(self) -> Element:
        root = etree.Element(w("comments"), nsmap={"w": w("x")[1:-2], "w14": W14})
        root.extend(made for made, _, _ in self.comments)
        return root

    def _extended(self) -> Element:
        root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for number, (_, parent, done) in enumerate(self.comments):
            each = etree.SubElement(root, f"{{{W15}}}commentEx")
            each.set(f"{{{W15}}}paraId", f"0000{number:04X}")
            each.set(f"{{{W15}}}done", "1" if done else "0")
            if parent:
                each.set(f"{{{W15}}}paraIdParent", f"0000{int(parent):04X}")
        return root

    @staticmethod
    def _add(parts: dict[str, bytes], name: str, root: Element, kinds: str) -> None:
        parts[f"word/{name}.xml"] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        types = parts["[Content_Types].xml"].replace(
            b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{name}+xml"/></Types>'.encode()
        )
        relation = f'<Relationship Id="rIdx{name}" Type="{kinds}/{name}" Target="{name}.xml"/></Relationships>'
        parts["[Content_Types].xml"] = types
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
