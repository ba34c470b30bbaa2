"""Writes closure reports and archive packs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from greenshield import resources
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.workflow import CLOSED_STATES
from greenshield.reports import pack
from greenshield.reports.closure import write_closure
from greenshield.reports.closure_pdf import write_closure_pdf
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.office import to_pdf
from greenshield.reports.pictures import SIZES
from greenshield.reports.stationery import Stationery
from greenshield.services import dossier, lookup, pack_papers, packing, report_templates
from greenshield.services.pack_papers import PackParts
from greenshield.services.session import Session

KINDS = (".docx", ".pdf", ".zip")
PHOTO_SIZES = tuple(SIZES)
"""``small`` for the screen, ``print``, ``full``; none of them carries what the original tells of
place, time or device."""

NOT_SHOWN: Final = frozenset(
    ("report_photo_absent", "report_photo_altered", "report_photo_unreadable",
     "report_photo_too_large")
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
    if kind == ".zip":
        _ = session.who  # a pack is signed: not by nobody
        parts = pack_parts(
            session, word, as_of=as_of, lang=lang, photos=photos, out=out, template=template
        )
        issue = lookup.issue(session.project, word)
        packing.write_pack(session, issue, parts.report, out, parts.papers)
        return parts.problems
    project = session.project
    issue = lookup.issue(project, word)
    made = dossier.build(project, issue, as_of=as_of)
    stationery = Stationery.load(resources.path("templates"))
    draft = () if _is_closed(made) else (_draft(made, out),)
    own = report_templates.chosen(project, template)
    if kind == ".docx":
        return *draft, *write_closure(
            made, out, stationery=stationery, lang=lang, size=photos, template=own
        )
    if own is None:
        return *draft, *write_closure_pdf(made, out, stationery=stationery, lang=lang, size=photos)
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        report = Path(folder) / "report.docx"
        problems = write_closure(
            made, report, stationery=stationery, lang=lang, size=photos, template=own
        )
        to_pdf(report, out)
    return *draft, *problems


def pack_parts(
    session: Session,
    word: str,
    *,
    as_of: str,
    lang: str = "zh",
    photos: str = "print",
    out: Path | None = None,
    template: str = "",
) -> PackParts:
    """What an issue's archive pack needs beside its originals and a signature.

    Args:
        session: where; it is only read.
        word: which issue.
        as_of: as of :func:`make`.
        lang: as of :func:`make`.
        photos: as of :func:`make`.
        out: what the pack is to be, for messages.
        template: as of :func:`make`.

    Raises:
        UsageError: an unknown issue.
        SurroundingsError: no font.
    """
    issue = lookup.issue(session.project, word)
    made = dossier.build(session.project, issue, as_of=as_of)
    stationery = Stationery.load(resources.path("templates"))
    own = report_templates.chosen(session.project, template)
    draft = () if _is_closed(made) else (_draft(made, out or Path(pack.REPORT)),)
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        report = Path(folder) / "report.docx"
        problems = write_closure(
            made, report, stationery=stationery, lang=lang, size=photos, template=own
        )
        content = report.read_bytes()
    papers = pack_papers.make(session.project, made, stationery, lang)
    return PackParts(issue.entity_id, content, papers, (*draft, *problems))


def _is_closed(made: ClosureDossier) -> bool:
    """Whether the report says of itself that it is no draft."""
    return made.closed or (made.adopted and made.state in CLOSED_STATES)


def _draft(made: ClosureDossier, out: Path) -> Problem:
    return Problem("report_is_draft", str(out), params={"state": made.state}, fatal=False)
