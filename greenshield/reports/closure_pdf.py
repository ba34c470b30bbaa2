"""Sets the closure report 销号报告 as PDF, without any other program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.reports.closure import full_context
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.fonts import Faces, find_faces
from greenshield.reports.stationery import Stationery
from greenshield.reports.typst_file import Setting, set_pdf
from greenshield.reports.writing import write_whole


def write_closure_pdf(
    dossier: ClosureDossier,
    out: Path,
    *,
    stationery: Stationery,
    lang: str = "zh",
    size: str = "print",
    faces: Faces | None = None,
) -> tuple[Problem, ...]:
    """Write the report in one step; equal dossiers and fonts give equal bytes.

    Args:
        dossier: the issue, whole.
        out: the .pdf to write; what stood there is replaced only when the new one is whole.
        stationery: the built-in template and words.
        lang: ``zh`` or ``en``.
        size: of the photos' copies, a key of ``pictures.SIZES``.
        faces: what it is set in; default: fonts of the machine.

    Returns:
        What could not be shown (photos, shapes, characters); the report says so in its place.

    Raises:
        UsageError: ``report_language_unknown``, ``report_is_folder``, ``report_folder_missing``.
        SurroundingsError: ``font_missing``, ``pdf_not_set``, ``report_unwritable``.
    """
    chosen = faces or find_faces()
    context, problems = full_context(dossier, stationery, lang, chosen.head, size)
    content, missing = closure_pdf(
        context, stationery=stationery, lang=lang, as_of=dossier.as_of, faces=chosen
    )
    write_whole(out, content)
    return *problems, *missing


def closure_pdf(
    context: Mapping[str, Any],
    *,
    stationery: Stationery,
    lang: str,
    as_of: str,
    faces: Faces | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The report of a context that ``closure.full_context`` made, and characters it lacks.

    Raises:
        SurroundingsError: ``font_missing``, ``pdf_not_set``.
    """
    words, number = context["w"], str(context["cover"]["called"])
    setting = Setting(
        title=f"{words['title']} {number}",
        called=number,
        running=words["title"],
        foot=f"{words['root']} {context['provenance']['root']}",
        page=words["page"],
        page_of=words["page_of"],
        page_end=words["page_end"],
        lang=lang,
        as_of=as_of,
    )
    template = stationery.closure.with_name("closure.typ")
    return set_pdf(template, context, setting, faces or find_faces())
