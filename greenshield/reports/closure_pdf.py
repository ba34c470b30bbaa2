"""Sets the closure report 销号报告 as PDF, without any other program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.reports.fonts import Faces, find_faces
from greenshield.reports.stationery import Stationery
from greenshield.reports.typst_file import Setting, set_pdf


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
