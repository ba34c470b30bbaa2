"""Makes the papers that stand in an archive pack beside its originals and its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshield.domain.errors import Problem
from greenshield.project.project import Project
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.pack import PackFile
from greenshield.reports.pack_layout import CHAPTERS
from greenshield.reports.pack_papers import HeadPapers
from greenshield.reports.stationery import Stationery
from greenshield.services import summary_alone

SUMMARY = f"{CHAPTERS['summary']}/汇总表.xlsx"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one pack.

    Attributes:
        files: those that need nothing but the issue.
        head: makes the table of contents, None for a pack without one.
    """

    files: tuple[PackFile, ...] = ()
    head: HeadPapers | None = None

    def contents(self, files: Sequence[PackFile]) -> tuple[PackFile, ...]:
        """The table of contents 档案目录 of all files but itself."""
        return () if self.head is None else self.head.contents(files)


@dataclass(frozen=True, slots=True)
class Whole:
    """An issue's report in its forms, and what its pack needs beside originals and a signature.

    Plain values: they go from one process to another.

    Attributes:
        issue: the issue's id.
        docx: the closure report for Word.
        pdf: the same as PDF, b"" where there is none.
        papers: what stands beside it in a pack.
        problems: what the report could not show; first, where it is a draft, that it is.
    """

    issue: str
    docx: bytes
    pdf: bytes
    papers: Papers
    problems: tuple[Problem, ...]


NONE = Papers()


def make(project: Project, dossier: ClosureDossier, stationery: Stationery, lang: str) -> Papers:
    """Registration form 登记表, summary 汇总表 of this one issue, and table of contents 档案目录.

    Args:
        project: where the issue is.
        dossier: the issue, as its report has it.
        stationery: templates and words.
        lang: ``zh`` or ``en``.

    Raises:
        UsageError: ``report_language_unknown``.
        SurroundingsError: ``font_missing``, ``pdf_not_set``.
    """
    head = HeadPapers.of(dossier, stationery, lang)
    summary = summary_alone.workbook(
        project, dossier.issue_id, as_of=dossier.as_of, stationery=stationery, lang=lang
    )
    files = (PackFile(SUMMARY, summary, "summary", "summary"),) if summary else ()
    return Papers((*head.form(), *files), head)
