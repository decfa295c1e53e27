"""Small Word files made on the spot: a sound one, with whatever a test puts into its parts."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Overskrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mellomtittel"><w:name w:val="Mellomtittel"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperkobling"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0F4057"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Tabell"><w:name w:val="Tabell"/></w:style>'
)
SETTINGS = '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
RELATIONS = (("styles", "styles.xml"), ("settings", "settings.xml"))


def p(text: str = "", style: str = "", run: str = "", more: str = "") -> str:
    """A paragraph with a style and one run with properties, then more."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    characters = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{characters}{more}</w:p>"


def tr(*cells: str, header: bool = False, properties: str = "") -> str:
    """A row of cells with one paragraph each."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc><w:tcPr>{properties}</w:tcPr>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


def tbl(*rows: str, look: str = "") -> str:
    """A table of rows."""
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="Tabell"/>{look}</w:tblPr><w:tblGrid/>{"".join(rows)}</w:tbl>'


def link(text: str, target: str = 'r:id="rIdLink"', run: str = '<w:rStyle w:val="Hyperkobling"/>') -> str:
    """A link with a text."""
    return f"<w:hyperlink {target}><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:hyperlink>"


def picture(words: str = 'descr="En kurve som stiger"', kind: str = "inline", inside: str = "") -> str:
    """A run with a drawing."""
    return f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="Picture 1" {words}>{inside}</wp:docPr></wp:{kind}></w:drawing></w:r>'


def parts_of(body: str, styles: str = STYLES, settings: str = SETTINGS, title: str = "Plan", more: dict[str, str] | None = None) -> dict[str, bytes]:
    """The parts of a file: its body, and parts by name whose kind is the name's ("footnotes.xml")."""
    others = {
        "styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "settings.xml": f"<w:settings {SPACES}>{settings}</w:settings>",
        **(more or {}),
    }
    kinds = [("rIdLink", "hyperlink", "https://example.org", ' TargetMode="External"')]
    kinds += [(f"rId{number}", name.removesuffix(".xml").rstrip("0123456789"), name, "") for number, name in enumerate(others)]
    related = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>' for key, kind, target, mode in kinds)
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{WORD}.{name.removesuffix(".xml").rstrip("0123456789")}+xml"/>' for name in others
    )
    top = f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    top += f'<Relationship Id="b" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    core = f'<c:coreProperties xmlns:c="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c:coreProperties>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{top}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "docProps/core.xml": core,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{SECTION}</w:body></w:document>",
        **{f"word/{name}": text for name, text in others.items()},
    }
    return {name: text.encode() for name, text in texts.items()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The zip of the parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


GOOD = p("Innledning", "Overskrift1") + p("En vanlig setning.") + tbl(tr("År", "Tall", header=True), tr("2024", "10"))
"""A body without a fault."""
