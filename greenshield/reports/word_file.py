"""Fills a Word template: sandboxed, escaped, refused with a name where it asks too much.

The template's language is docxtpl's (Jinja in Word). A county may bring its own, so it is
treated as hostile: bounded in size, run in Jinja's sandbox, unknown names are errors. What
users typed is data only: it is escaped for XML, and marks in it are never run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from greenshield.domain.errors import UnreadableError
from greenshield.reports.phrasing import printable
from greenshield.reports.writing import file_day, still_zip

MOST_BYTES = 60_000_000
MOST_PARTS = 1000
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to embed, the width that it is printed at, and what it shows, in words."""

    content: bytes
    width_mm: float
    alt: str = ""


def fill_template(template: Path, context: Mapping[str, Any], *, title: str, as_of: str) -> bytes:
    """The bytes of the filled document; equal input gives equal bytes.

    Args:
        template: a .docx with docxtpl marks.
        context: names that the template may use.
        title: for the document's properties.
        as_of: ISO date that stands as the document's date.

    Raises:
        UnreadableError: ``template_unreadable``, ``template_too_large``, ``template_broken``,
            ``template_unknown_field``.
    """
    content = _checked(template)
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render(dict(context), _environment(document))
        _set_properties(document, title, as_of)
        out = io.BytesIO()
        document.save(out)
    except UndefinedError as error:
        raise _refused("template_unknown_field", template, name=error.message or "?") from error
    except TemplateError as error:
        raise _refused("template_broken", template, reason=str(error)) from error
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        # python-docx meets a malformed part with whatever it stumbles over.
        reason = f"{type(error).__name__}: {error}"
        raise _refused("template_unreadable", template, reason=reason) from error
    except (ArithmeticError, LookupError, RecursionError) as error:
        # The template's own sums: a division by zero, a range that the sandbox forbids.
        reason = f"{type(error).__name__}: {error}"
        raise _refused("template_broken", template, reason=reason) from error
    return still_zip(out.getvalue())


def _checked(template: Path) -> bytes:
    """The template's bytes, once it is known that they unpack to a bounded size."""
    try:
        size = template.stat().st_size
        if size > MOST_BYTES:
            raise _refused("template_too_large", template, size=size, parts=1, most=MOST_BYTES)
        content = template.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            names = set(parts.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused("template_unreadable", template, reason=str(error)) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES or len(entries) > MOST_PARTS:
        raise _refused(
            "template_too_large", template, size=unpacked, parts=len(entries), most=MOST_BYTES
        )
    if "word/document.xml" not in names:
        raise _refused("template_unreadable", template, reason="word/document.xml")
    return content


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, in which nothing can be multiplied into a huge text or number."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Allow small sums only; text and lists can't be repeated or padded."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers or abs(left) > _LARGEST or abs(right) > _LARGEST or operator == "**":
            raise SecurityError(f"{operator} is not allowed here")
        return super().call_binop(context, operator, left, right)


def _environment(document: DocxTemplate) -> SandboxedEnvironment:
    def put(value: object) -> object:
        if isinstance(value, Picture):
            return _drawn(document, value)
        return value if isinstance(value, StrictUndefined | Markup) else _marked(value)

    return _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=put)


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


def _set_properties(document: DocxTemplate, title: str, as_of: str) -> None:
    properties = document.docx.core_properties
    properties.title = printable(title)[:255]
    properties.author = "Green Shield"
    properties.last_modified_by = "Green Shield"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = file_day(as_of)


def _refused(code: str, template: Path, **params: str | int) -> UnreadableError:
    return UnreadableError(code, missing=(), file=str(template), **params)
