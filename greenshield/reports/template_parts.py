"""The parts of a Word template that marks are run in, and where in them a mark stands.

docxtpl runs marks in the body, headers, footers, footnotes and some of the document's
properties. It rewrites each part before: what is found in the rewritten text is looked up
again among the paragraphs as Word shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOT_RUN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml": "endnotes",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml": "comments",
}
# What docxtpl fills in of the properties.
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        part: ``body``, ``header``, ``footer``, ``footnotes``, ``properties``, ``endnotes`` or
            ``comments``.
        paragraph: its number in that part, from 1, cells of tables counted; None where unknown.
        mark: the mark as typed, shortened.
    """

    part: str
    paragraph: int | None
    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part with marks.

    Attributes:
        name: as in :class:`Place`.
        source: what Jinja is given.
        paragraphs: the words of its paragraphs as Word shows them.
    """

    name: str
    source: str
    paragraphs: tuple[str, ...]

    def place(self, line: int, word: str) -> Place:
        """Where a word stands that the source has on a line, or on one behind it."""
        known = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        run = [(self._line(m.start()), m[0]) for m in self._marks(self.source, known)]
        index = next((i for i, (at, _) in enumerate(run) if at >= line), len(run) - 1)
        if index < 0:
            return Place(self.name, None, "")
        shown = [
            (number, mark[0])
            for number, text in enumerate(self.paragraphs, 1)
            for mark in self._marks(text, known)
        ]
        number, mark = shown[index] if index < len(shown) else (None, run[index][1])
        return Place(self.name, number, _short(mark))

    def words_at(self, line: int) -> str:
        """What a person reads on a line of the source, shortened."""
        lines = self.source.split("\n")
        return _short(lines[line - 1]) if 0 < line <= len(lines) else ""

    def _line(self, start: int) -> int:
        return self.source.count("\n", 0, start) + 1

    def _marks(self, text: str, known: re.Pattern[str]) -> list[re.Match[str]]:
        return [m for m in _MARK.finditer(text) if known.search(m[0])]


def parts_of(document: DocxTemplate) -> Iterator[Part]:
    """The parts in which marks are run."""
    document.render_init()
    yield _part(document, "body", document.get_xml())
    for name, uri in (("header", document.HEADER_URI), ("footer", document.FOOTER_URI)):
        for _, part in document.get_headers_footers(uri):
            yield _part(document, name, document.get_part_xml(part))
    for part in document.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield _part(document, "footnotes", part.blob.decode("utf-8"))
    for name in _PROPERTIES:
        text = getattr(document.docx.core_properties, name)
        if isinstance(text, str) and text:
            yield Part("properties", text, (text,))


def not_run(document: DocxTemplate) -> Iterator[Place]:
    """Marks that nobody runs: they would stand in the report as typed."""
    for part in document.docx.part.package.parts:
        name = _NOT_RUN.get(part.content_type)
        for number, text in enumerate(_paragraphs(part.blob), 1) if name else ():
            for mark in _MARK.finditer(text):
                yield Place(str(name), number, _short(mark[0]))


def _part(document: DocxTemplate, name: str, xml: str) -> Part:
    """A part as docxtpl rewrites it: every paragraph on a line of its own, as it does itself."""
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(xml))
    return Part(name, source, tuple(_paragraphs(xml.encode("utf-8"))))


def _paragraphs(xml: bytes) -> list[str]:
    """The words of each paragraph, those in text boxes once more on their own."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    out = []
    for paragraph in root.iter(qn("w:p")):
        own = (t for t in paragraph.iter(qn("w:t")) if _paragraph_of(t) is paragraph)
        out.append("".join(t.text or "" for t in own))
    return out


def _paragraph_of(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors(qn("w:p")), None)


def _short(mark: str) -> str:
    plain = " ".join(_TAG.sub("", mark).split())
    return plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + "…"
