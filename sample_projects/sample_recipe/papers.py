"""Small papers as .txt, .docx and .pdf, written by hand so that their bytes are fixed."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_EPOCH = (2026, 1, 15, 0, 0, 0)
_STAMP = "（虚构示例，不具效力）"


def text(title: str, lines: list[str]) -> bytes:
    """Plain text in UTF-8 with the line ends of Windows, as offices send it."""
    return "\r\n".join([title, _STAMP, "", *lines, ""]).encode()


def docx(title: str, lines: list[str]) -> bytes:
    """A minimal Word file: a heading and paragraphs."""
    package = "http://schemas.openxmlformats.org/package/2006"
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(words: str, style: str = "") -> str:
        return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'

    centre = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    body = paragraph(title, centre) + paragraph(_STAMP, centre) + "".join(map(paragraph, lines))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {ns}><w:body>{body}</w:body></w:document>",
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, xml in parts.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 0
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            archive.writestr(member, (head + xml).encode(), zipfile.ZIP_STORED)
    return sink.getvalue()


def pdf(title: str, lines: list[str]) -> bytes:
    """A one-page A4 PDF in the reader's own Song typeface (no font is embedded)."""
    shown = [(16, title), (10, _STAMP), (11, ""), *((11, line) for line in _wrapped(lines, 40))]
    y, drawing = 780, []
    for size, words in shown:
        code = words.encode("utf-16-be").hex().upper()
        drawing.append(f"BT /F1 {size} Tf 64 {y} Td <{code}> Tj ET")
        y -= 26 if size == 16 else 20
    stream = "\n".join(drawing).encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        b"/FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def _wrapped(lines: list[str], width: int) -> list[str]:
    return [line[i : i + width] for line in lines for i in range(0, max(1, len(line)), width)]
