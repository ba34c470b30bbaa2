"""The summary 汇总表 of one issue alone, for its archive pack."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakKeyDictionary

from greenshield import reference
from greenshield.project.project import Project
from greenshield.reports.stationery import Stationery
from greenshield.reports.summary import SummaryInput, SummaryRow
from greenshield.reports.summary_workbook import ONE_ISSUE, write_summary
from greenshield.services import summarizing

_Stamp = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the whole project's summary counts, as it stood when it was read."""

    stamp: _Stamp
    source: SummaryInput
    rows: dict[str, SummaryRow]


# A batch asks for hundreds of issues of one project, one after the other.
_gathered: WeakKeyDictionary[Project, _Gathered] = WeakKeyDictionary()


def workbook(
    project: Project, issue_id: str, *, as_of: str, stationery: Stationery, lang: str
) -> bytes:
    """The workbook; b"" where there was no such issue at the end of the day.

    Args:
        project: where the issue is.
        issue_id: its id.
        as_of: the day, ISO.
        stationery: the words of the workbook.
        lang: ``zh`` or ``en``.

    Raises:
        UsageError: ``report_language_unknown``.
    """
    whole = _whole(project, as_of)
    row = whole.rows.get(issue_id)
    if row is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        out = Path(folder) / "summary.xlsx"
        alone = replace(whole.source, rows=(row,))
        label = reference.code_tables().label
        write_summary(alone, out, label=label, stationery=stationery, lang=lang, layout=ONE_ISSUE)
        return out.read_bytes()


def _whole(project: Project, as_of: str) -> _Gathered:
    version = project.rows("PRAGMA data_version")[0]["data_version"]
    stamp = (as_of, int(version), int(project.db.conn.total_changes))
    known = _gathered.get(project)
    if known is None or known.stamp != stamp:
        source = summarizing.gather(project, cutoff=as_of)
        known = _Gathered(stamp, source, {row.issue_id: row for row in source.rows})
        _gathered[project] = known
    return known
