"""Writes closure reports and archive packs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from greenshield import resources
from greenshield.domain.errors import Problem, UsageError
from greenshield.reports.closure import make_closure
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.office import pdf_of
from greenshield.reports.pack import REPORT
from greenshield.reports.pictures import SIZES
from greenshield.reports.stationery import Stationery
from greenshield.reports.writing import write_whole
from greenshield.services import dossier, lookup, pack_papers, packing, report_templates
from greenshield.services.pack_papers import Whole
from greenshield.services.session import Session

KINDS = (".docx", ".pdf", ".zip")
PHOTO_SIZES = tuple(SIZES)
"""``small`` for the screen, ``print``, ``full``; none of them carries what the original tells of
place, time or device."""

NOT_SHOWN: Final = frozenset(
    ("report_photo_absent", "report_photo_altered", "report_photo_unreadable",
     "report_photo_unopened", "report_photo_too_large")
)  # fmt: skip
"""Codes of photos that a report has words for alone: it was made in part."""


def make(
    session: Session,
    word: str,
    out: Path,
    *,
    as_of: str,
    lang: str = "zh",
    photos: str = "print",
    template: str = "",
) -> tuple[Problem, ...]:
    """Writes an issue's closure report, or its archive pack, by the ending of ``out``.

    Args:
        session: where; a pack is signed, so it needs one open for writing.
        word: which issue.
        out: .docx, .pdf, or .zip for the pack.
        as_of: the day that the report speaks of, ISO.
        lang: of the report.
        photos: how large the copies of its photos are, one of ``PHOTO_SIZES``.
        template: a file, or ``built-in``, instead of the one that the project uses. The PDF of
            a county's own takes Word or LibreOffice.

    Returns:
        What the report could not show; first, where it is a draft, that it is.

    Raises:
        UsageError: another ending, an unknown issue; ``actor_needed`` for a pack.
        UnreadableError: something that the pack needs is missing or altered; the template is
            missing, can't be read, or asks for what does not exist.
        SurroundingsError: no font, no room, no permission; ``office_missing``, ``office_failed``
            for the PDF of a county's own template.
    """
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UsageError("report_kind_unknown", ending=out.suffix, known=", ".join(KINDS))
    pack = kind == ".zip"
    if pack:
        _ = session.who  # a pack is signed: not by nobody
    made = whole(
        session, word, out, as_of=as_of, lang=lang, photos=photos, template=template,
        kinds=(".docx", ".pdf") if pack else (kind,), pack=pack,
    )  # fmt: skip
    if pack:
        packing.write_whole(session, made, out)
    else:
        write_whole(out, content_of(made, kind))
    return made.problems


def whole(
    session: Session,
    word: str,
    out: Path | None = None,
    *,
    as_of: str,
    lang: str = "zh",
    photos: str = "print",
    template: str = "",
    kinds: Collection[str] = (".docx", ".pdf"),
    pack: bool = True,
) -> Whole:
    """An issue's report in every form that is wanted, its maps and photos drawn once.

    Args:
        session: where; it is only read.
        word: which issue.
        out: what it is to be, for messages.
        as_of: as of :func:`make`.
        lang: as of :func:`make`.
        photos: as of :func:`make`.
        template: as of :func:`make`.
        kinds: the forms, of ``.docx`` and ``.pdf``. Of a county's own template there is the
            Word document alone, whatever is asked for: see :func:`content_of`.
        pack: whether the papers of an archive pack are.

    Raises:
        UsageError: an unknown issue.
        UnreadableError: as of :func:`make`.
        SurroundingsError: no font.
    """
    project = session.project
    issue = lookup.issue(project, word)
    made = dossier.build(project, issue, as_of=as_of)
    stationery = Stationery.load(resources.path("templates"))
    own = report_templates.chosen(project, template)
    draft = () if not made.is_draft else (_draft(made, out or Path(REPORT)),)
    report = make_closure(
        made, stationery=stationery, kinds=kinds if own is None else (".docx",), lang=lang,
        size=photos, template=own,
    )  # fmt: skip
    papers = pack_papers.make(project, made, stationery, lang) if pack else pack_papers.NONE
    problems = (*draft, *report.problems)
    return Whole(issue.entity_id, report.docx, report.pdf, papers, problems)


def content_of(made: Whole, kind: str) -> bytes:
    """The report in one form; the PDF of a county's own template is made of its Word document.

    Raises:
        SurroundingsError: ``office_missing``, ``office_failed``.
    """
    return made.docx if kind == ".docx" else made.pdf or pdf_of(made.docx)


def _draft(made: ClosureDossier, out: Path) -> Problem:
    if made.closes_ahead:
        params = {"day": made.closes_ahead, "as_of": made.as_of}
        return Problem("report_before_closing", str(out), params=params, fatal=False)
    if made.state == "void":  # it will never be closed
        code = "report_of_replaced" if made.heirs else "report_of_void"
        params = {"issues": ", ".join(made.heirs)} if made.heirs else {}
        return Problem(code, str(out), params=params, fatal=False)
    if made.state == "dismissed":
        return Problem("report_of_dismissed", str(out), fatal=False)
    return Problem("report_is_draft", str(out), params={"state": made.state}, fatal=False)
