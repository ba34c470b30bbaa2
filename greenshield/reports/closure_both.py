"""The closure report as a Word document and as PDF, of one set of maps and photos drawn once."""

from __future__ import annotations

from dataclasses import dataclass

from greenshield.domain.errors import Problem
from greenshield.reports.closure import full_context
from greenshield.reports.closure_pdf import closure_pdf
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.fonts import find_faces
from greenshield.reports.stationery import Stationery
from greenshield.reports.word_file import WordTemplate, fill_template


@dataclass(frozen=True, slots=True)
class Both:
    """A report in both forms.

    Attributes:
        docx: the Word document.
        pdf: the PDF, b"" where it was not asked for.
        problems: what could not be shown.
    """

    docx: bytes
    pdf: bytes
    problems: tuple[Problem, ...]


def closure_both(
    dossier: ClosureDossier,
    *,
    stationery: Stationery,
    lang: str = "zh",
    size: str = "print",
    template: WordTemplate | None = None,
    pdf: bool = True,
) -> Both:
    """Makes the report; equal dossiers and fonts give equal bytes.

    Args:
        dossier: the issue, whole.
        stationery: the built-in templates and words.
        lang: ``zh`` or ``en``.
        size: of the photos' copies, a key of ``pictures.SIZES``.
        template: a county's own template for Word.
        pdf: whether the PDF of the built-in template is made too.

    Raises:
        UsageError: ``report_language_unknown``.
        UnreadableError: the template, see ``word_file.fill_template``.
        SurroundingsError: ``font_missing``, ``pdf_not_set``.
    """
    faces = find_faces()
    context, problems = full_context(dossier, stationery, lang, faces.head, size)
    title = f"{context['w']['title']} {dossier.number}"
    docx = fill_template(template or stationery.closure, context, title=title, as_of=dossier.as_of)
    if not pdf:
        return Both(docx, b"", problems)
    content, missing = closure_pdf(
        context, stationery=stationery, lang=lang, as_of=dossier.as_of, faces=faces
    )
    return Both(docx, content, (*problems, *missing))
