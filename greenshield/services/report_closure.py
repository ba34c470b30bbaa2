"""Writes closure reports and archive packs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from greenshield import resources
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.workflow import CLOSED_STATES
from greenshield.reports.closure import write_closure
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.office import to_pdf
from greenshield.reports.pictures import SIZES
from greenshield.reports.stationery import Stationery
from greenshield.services import dossier, lookup, packing
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
    session: Session, word: str, out: Path, *, as_of: str, lang: str = "zh", photos: str = "print"
) -> tuple[Problem, ...]:
    """Writes an issue's closure report, or its archive pack, by the ending of ``out``.

    Args:
        session: where; a pack is signed, so it needs one open for writing.
        word: which issue.
        out: .docx, .pdf, or .zip for the pack.
        as_of: the day that the report speaks of, ISO.
        lang: of the report.
        photos: how large the copies of its photos are, one of ``PHOTO_SIZES``.

    Returns:
        What the report could not show; first, where it is a draft, that it is.

    Raises:
        UsageError: another ending, an unknown issue; ``actor_needed`` for a pack.
        UnreadableError: something that the pack needs is missing or altered.
        SurroundingsError: no font, no room, no permission, no program for PDF.
    """
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UsageError("report_kind_unknown", ending=out.suffix, known=", ".join(KINDS))
    if kind == ".zip":
        _ = session.who  # a pack is signed: not by nobody
    project = session.project
    issue = lookup.issue(project, word)
    made = dossier.build(project, issue, as_of=as_of)
    stationery = Stationery.load(resources.path("templates"))
    draft = () if _is_closed(made) else (_draft(made, out),)
    if kind == ".docx":
        return *draft, *write_closure(made, out, stationery=stationery, lang=lang, size=photos)
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        report = Path(folder) / "report.docx"
        problems = write_closure(made, report, stationery=stationery, lang=lang, size=photos)
        if kind == ".pdf":
            to_pdf(report, out)
        else:
            packing.write_pack(session, issue, report.read_bytes(), out)
    return *draft, *problems


def _is_closed(made: ClosureDossier) -> bool:
    """Whether the report says of itself that it is no draft."""
    return made.closed or (made.adopted and made.state in CLOSED_STATES)


def _draft(made: ClosureDossier, out: Path) -> Problem:
    return Problem("report_is_draft", str(out), params={"state": made.state}, fatal=False)
