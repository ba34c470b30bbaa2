"""Writes summary workbooks."""

from __future__ import annotations

from pathlib import Path

from greenshield import reference, resources
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.reports.stationery import Stationery
from greenshield.reports.summary_workbook import write_summary
from greenshield.services import summarizing


def make(project: Project, out: Path, *, cutoff: str, lang: str = "zh") -> int:
    """Writes the county summary; how many issues it counts.

    Raises:
        UsageError: the ending is not .xlsx.
        SurroundingsError: no room, no permission.
    """
    if out.suffix.lower() != ".xlsx":
        raise UsageError("report_kind_unknown", ending=out.suffix, known=".xlsx")
    source = summarizing.gather(project, cutoff=cutoff)
    stationery = Stationery.load(resources.path("templates"))
    tables = reference.code_tables()
    write_summary(source, out, label=tables.label, stationery=stationery, lang=lang)
    return len(source.rows)
