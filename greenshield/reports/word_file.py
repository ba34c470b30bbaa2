"""Fills a Word template: sandboxed, escaped, refused with a name where it asks too much.

The template's language is docxtpl's (Jinja in Word). A county may bring its own, so it is
treated as hostile: bounded in size, run in Jinja's sandbox, unknown names are errors. What
users typed is data only: it is escaped for XML, and marks in it are never run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from greenshield.domain.errors import UnreadableError
from greenshield.reports.phrasing import printable
from greenshield.reports.template_outside import outside_of
from greenshield.reports.template_sandbox import Sandbox
from greenshield.reports.writing import file_day, still_zip

MOST_BYTES = 60_000_000
MOST_PARTS = 1000
_MOST_KEPT = 2_000_000  # characters of a template that is kept compiled


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A .docx with marks, known to unpack to a bounded size.

    Attributes:
        name: what to call it.
        content: its bytes.
    """

    name: str
    content: bytes

    @classmethod
    def read(cls, file: Path) -> WordTemplate:
        """A template from a file.

        Raises:
            UnreadableError: ``template_unreadable``, ``template_too_large``.
        """
        try:
            size = file.stat().st_size
            content = file.read_bytes() if size <= MOST_BYTES else b""
        except (OSError, ValueError) as error:
            raise _refused("template_unreadable", str(file), reason=str(error)) from error
        if size > MOST_BYTES:
            params = {"size": size, "parts": 1, "most": MOST_BYTES}
            raise _refused("template_too_large", str(file), **params)
        return cls.checked(str(file), content)

    @classmethod
    def checked(cls, name: str, content: bytes) -> WordTemplate:
        """A template from its bytes.

        Raises:
            UnreadableError: as :meth:`read`.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                entries = parts.infolist()
                names = set(parts.namelist())
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _refused("template_unreadable", name, reason=str(error)) from error
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > MOST_BYTES or len(entries) > MOST_PARTS:
            params = {"size": unpacked, "parts": len(entries), "most": MOST_BYTES}
            raise _refused("template_too_large", name, **params)
        if "word/document.xml" not in names:
            raise _refused("template_unreadable", name, reason="word/document.xml")
        return cls(name, content)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to embed, the width that it is printed at, and what it shows, in words."""

    content: bytes
    width_mm: float
    alt: str = ""


def fill_template(
    template: WordTemplate | Path,
    context: Mapping[str, Any],
    *,
    title: str,
    as_of: str,
    first: Sequence[str] = (),
) -> bytes:
    """The bytes of the filled document; equal input gives equal bytes.

    Args:
        template: with docxtpl marks; of one that the program ships, its file.
        context: names that the template may use.
        title: for the document's properties.
        as_of: ISO date that stands as the document's date.
        first: lines to put before everything else, which no template may leave out.

    Raises:
        UnreadableError: ``template_unreadable``, ``template_broken``,
            ``template_unknown_field``; ``template_takes_outside``, ``template_would_run``: a
            county's own makes of its marks what it may not have.
    """
    shipped = isinstance(template, Path)
    template = WordTemplate.read(template) if isinstance(template, Path) else template
    name = template.name
    try:
        document = DocxTemplate(io.BytesIO(template.content))
        document.render(dict(context), _environment(document))
        _set_properties(document, title, as_of)
        _put_first(document, first)
        if shipped:  # a county's own breaks its pages as it says
            _tie_last_rows(document)
        pictures = _taken_out(document)
        out = io.BytesIO()
        document.save(out)
        # Marks may put together what no look at the template shows, of pieces or with ``safe``.
        found = () if shipped else outside_of(out.getvalue())
    except UndefinedError as error:
        asked = {"name": error.message or "?", "template_part": "", "mark": "", "nearest": ""}
        raise _refused("template_unknown_field", name, **asked) from error
    except TemplateError as error:
        raise _refused("template_broken", name, reason=str(error)) from error
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        # python-docx meets a malformed part with whatever it stumbles over.
        reason = f"{type(error).__name__}: {error}"
        raise _refused("template_unreadable", name, reason=reason) from error
    except (ArithmeticError, LookupError, RecursionError, MemoryError) as error:
        # The template's own sums: a division by zero, a range that the sandbox forbids.
        reason = f"{type(error).__name__}: {error}"
        raise _refused("template_broken", name, reason=reason) from error
    for one in found:
        raise _refused(one.code, name, name=one.name, template_part=one.part)
    return still_zip(out.getvalue(), pictures)


def plain_sandbox() -> SandboxedEnvironment:
    """What templates run in, but for how values are put into Word."""
    return Sandbox()


class _Sandbox(Sandbox):
    """The sandbox that documents are filled in."""

    def from_string(self, source: str | nodes.Template, *rest: Any, **named: Any) -> Template:
        """A template from its text; the same text is compiled once a process."""
        if rest or named or not isinstance(source, str):
            raise SecurityError("a template is its text")
        if len(source) <= _MOST_KEPT:
            code = _compiled(source, self.finalize is not None)
        else:
            code = self.compiled(source)
        return self.template_class.from_code(self, code, self.make_globals(None), None)


@lru_cache(maxsize=64)
def _compiled(source: str, finalized: bool) -> CodeType:
    """A template's code, which knows nothing of the document that it is run for.

    Args:
        source: the text.
        finalized: whether constants in it are put into Word as values are.
    """
    finalize = _constant if finalized else None
    return _Sandbox(finalize).compiled(source)


def _constant(value: object) -> object:
    return value if isinstance(value, Markup) else _marked(value)


def _environment(document: DocxTemplate) -> SandboxedEnvironment:
    def put(value: object) -> object:
        if isinstance(value, Picture):
            return _drawn(document, value)
        return value if isinstance(value, StrictUndefined | Markup) else _marked(value)

    return _Sandbox(put)


def _drawn(document: DocxTemplate, picture: Picture) -> Markup:
    """A picture's XML, with no margin of its own and with its words for who can't see it."""
    image = InlineImage(document, io.BytesIO(picture.content), width=Mm(picture.width_mm))
    still = '<wp:inline distT="0" distB="0" distL="0" distR="0" '
    xml = str(image).replace("<wp:inline ", still, 1)
    words = f'<wp:docPr descr="{_marked(picture.alt)}" '
    return Markup(xml.replace("<wp:docPr ", words, 1))


def _marked(value: object) -> Markup:
    """A value as XML text.

    Braces and percent signs go as character references: docxtpl turns ``{_{`` into ``{{``
    after rendering, and what a user typed must stand as typed.
    """
    text = str(escape("" if value is None else printable(value)))
    for char in "{}%":
        text = text.replace(char, f"&#{ord(char)};")
    return Markup(text)


def _put_first(document: DocxTemplate, lines: Sequence[str]) -> None:
    """Puts lines in bold before the body's first paragraph."""
    body = document.docx.element.body
    for at, line in enumerate(lines):
        paragraph = body.add_p()
        Paragraph(paragraph, document.docx).add_run(printable(line)).bold = True
        body.insert(at, paragraph)


def _tie_last_rows(document: DocxTemplate) -> None:
    """Has the last two rows of each table stand on one page, which leaves no row alone.

    Not where they hold pictures: two such rows may fill a page. Which rows are the last is known
    only when they have been filled in.
    """
    for table in document.docx.element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))[-2:]
        if len(rows) < 2 or any(next(row.iter(qn("w:drawing")), None) is not None for row in rows):
            continue
        for paragraph in rows[0].iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _taken_out(document: DocxTemplate) -> dict[str, bytes]:
    """Name of the file -> picture, of all pictures, which the document then lacks.

    python-docx deflates whatever it saves, and of photos that takes longer than all else.
    """
    out = {}
    for part in document.docx.part.package.image_parts:
        out[part.partname.membername] = part.blob
        part._blob = b""  # noqa: SLF001 - there is no other way to hand it over
    return out


def _set_properties(document: DocxTemplate, title: str, as_of: str) -> None:
    properties = document.docx.core_properties
    properties.title = printable(title)[:255]
    properties.author = "Green Shield"
    properties.last_modified_by = "Green Shield"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = file_day(as_of)


def _refused(code: str, template: str, **params: str | int) -> UnreadableError:
    return UnreadableError(code, missing=(), file=template, **params)
