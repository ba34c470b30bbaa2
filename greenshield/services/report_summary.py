"""Writes summary workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from greenshield import reference, resources
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.reports.stationery import Stationery
from greenshield.reports.summary import UNPLACED
from greenshield.reports.summary_workbook import ROWS, Layout, write_summary
from greenshield.services import summarizing
from greenshield.services.progress import SILENT, Progress

__all__ = ["ROWS", "Layout", "Made", "make"]


@dataclass(frozen=True, slots=True)
class Made:
    """What was written.

    Attributes:
        issues: how many there are in it.
        sheets: their names, in their order.
        totals: of all issues, by group and column: ``progress.closed``.
        unnamed: codes of its counties, cities and provinces that stand without a name.
    """

    issues: int
    sheets: tuple[str, ...]
    totals: Mapping[str, int | float]
    unnamed: tuple[str, ...] = ()


def make(
    project: Project,
    out: Path,
    *,
    cutoff: str,
    lang: str = "zh",
    layout: Layout | None = None,
    names: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> Made:
    """Writes the county summary.

    Args:
        project: what it is of.
        out: the .xlsx.
        cutoff: the day as of whose end it tells, ISO.
        lang: of the workbook.
        layout: which sheets; by default all, with formulas.
        names: division code -> name, where a person told it.
        progress: is told, and may stop it until the file is written.

    Raises:
        UsageError: the ending is not .xlsx.
        SurroundingsError: no room, no permission; ``cancelled``.
    """
    if out.suffix.lower() != ".xlsx":
        raise UsageError("report_kind_unknown", ending=out.suffix, known=".xlsx")
    progress.step("summary_reading", 0, 2)
    source = summarizing.gather(project, cutoff=cutoff, names=names, progress=progress)
    progress.step("summary_writing", 1, 2)
    written = write_summary(
        source,
        out,
        label=reference.code_tables().label,
        stationery=Stationery.load(resources.path("templates")),
        lang=lang,
        layout=layout,
    )
    totals = {
        f"{group}.{code or 'none'}": float(total) if group == "sum" else int(total)
        for (group, code), total in written.table.totals.items()
    }
    codes = {row.code for row in written.table.rows if row.name == row.code} - {UNPLACED}
    return Made(len(source.rows), written.sheets, totals, tuple(sorted(codes)))
