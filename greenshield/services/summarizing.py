"""Counts a project's issues for the county summary 汇总表."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from greenshield import reference
from greenshield.domain import workflow
from greenshield.domain.deadlines import is_overdue
from greenshield.domain.field_spec import is_number
from greenshield.domain.views import place
from greenshield.geo import codec, measures
from greenshield.project.project import Project
from greenshield.reports.summary import GROUPED, SummaryInput, SummaryRow
from greenshield.services import division_names, summary_patrols
from greenshield.services.progress import SILENT, Progress
from greenshield.services.summary_history import Standing

_AREAS = ("area_measured", "area_rs")

_ISSUES = """
SELECT i.id, i.issue_no, i.clue_no, i.division_code, i.facility_name, i.zone_code, i.source_code,
i.key_problem_code, i.deadline, i.duty_unit, i.duty_person, i.area_measured, i.area_rs,
i.demolished_area, i.restored_area, i.extra, a.name AS area_name, a.area_level,
CASE WHEN i.area_measured IS NULL AND i.area_rs IS NULL THEN i.geom END AS geom,
(SELECT CASE WHEN count(*) THEN
 total(CASE WHEN r.occurred_on <= ?1 THEN json_extract(r.fields, '$.persons') END) END
 FROM record r WHERE r.issue_id = i.id AND r.kind = 'accountability' AND NOT r.void
 AND json_extract(r.fields, '$.counted_with') IS NULL
 AND json_type(r.fields, '$.persons') IN ('integer', 'real')) AS persons,
(SELECT CASE WHEN count(*) THEN
 total(CASE WHEN r.occurred_on <= ?1 THEN json_extract(r.fields, '$.yuan') END) END
 FROM record r WHERE r.issue_id = i.id AND r.kind = 'penalty' AND NOT r.void
 AND json_extract(r.fields, '$.counted_with') IS NULL
 AND json_type(r.fields, '$.yuan') IN ('integer', 'real')) AS fines,
(SELECT count(*) FROM record r
 WHERE r.issue_id = i.id AND r.kind = 'referral' AND NOT r.void
 AND json_extract(r.fields, '$.counted_with') IS NULL
 AND r.occurred_on <= ?1) AS referrals
FROM issue i LEFT JOIN area a ON a.id = i.area_id ORDER BY i.issue_no, i.clue_no, i.id
"""


def gather(
    project: Project,
    *,
    cutoff: str,
    names: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> SummaryInput:
    """Every issue as the summary counts it, as it stood at the end of a day.

    States, checks, sanctions and referrals are those of the day; other ledger fields, which
    have no day of their own, are as they are now. The workbook says so.

    Args:
        project: where they are.
        cutoff: the day, ISO.
        names: division code -> name, where a person told it.
        progress: told while patrols are measured; may stop it.
    """
    tables = reference.code_tables()
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    source = {"key_problem": "key_problem", "zone": "zone", "level": "area_level",
              "source": "source"}  # fmt: skip
    standing = Standing(project, cutoff)
    return SummaryInput(
        rows=_rows(project, standing, cutoff),
        patrols=summary_patrols.of(project, cutoff, standing.was_there, progress),
        cutoff=cutoff,
        project=str(head["name"] or ""),
        divisions=division_names.of(project, names),
        codes={
            group: tuple(tables.table(source[group]).entries)
            for group in GROUPED
            if group in ("key_problem", "level")
        },
    )


def _rows(project: Project, standing: Standing, cutoff: str) -> tuple[SummaryRow, ...]:
    found = [r for r in project.rows(_ISSUES, cutoff) if standing.was_there(r["id"])]
    return tuple(
        _row(row, standing, area, cutoff) for row, area in zip(found, _areas(found), strict=True)
    )


def _areas(rows: list[dict[str, Any]]) -> list[float | None]:
    """m²: measured on site, else by remote sensing, else of the patch on the ellipsoid."""
    told = [next((r[n] for n in _AREAS if r[n] is not None), None) for r in rows]
    drawn = [n for n, r in enumerate(rows) if told[n] is None and r["geom"] is not None]
    for n, m2 in zip(
        drawn, measures.areas_m2([codec.decode(rows[n]["geom"]) for n in drawn]), strict=True
    ):
        told[n] = float(m2) or None  # a point has none
    return told


def _row(row: dict[str, Any], standing: Standing, area_m2: float | None, cutoff: str) -> SummaryRow:
    issue_id, past = row["id"], standing.adoption(row["id"])
    state, came_from = standing.state(issue_id), standing.came_from(issue_id)
    reached = workflow.STATES[place(state, came_from)]
    checked = standing.checked(issue_id)
    deadline = standing.deadline(issue_id, row["deadline"])
    extra = json.loads(row["extra"])
    return SummaryRow(
        issue_id=issue_id,
        state=state,
        came_from=came_from,
        division_code=row["division_code"] or "",
        number=row["issue_no"] or row["clue_no"] or "",
        name=row["facility_name"] or "",
        area_name=row["area_name"] or "",
        zone_codes=tuple(json.loads(row["zone_code"] or "[]")),
        level=row["area_level"] or "",
        source=row["source_code"] or "",
        key_problem=row["key_problem_code"] or "",
        clue=not (past.imported or past.heir or standing.made_anew(issue_id)),
        checked=checked or (reached.rank >= 2 and not past.imported),
        verdict=standing.verdict(issue_id),
        adopted=past.adopted,
        accepted_here=past.adopted and not past.unproven("accept"),
        rebound=_reopened(standing, issue_id) and workflow.is_open(state),
        overdue=is_overdue(state, came_from, deadline, cutoff),
        deadline=deadline,
        closed_on=standing.closed_on(issue_id),
        duty_unit=row["duty_unit"] or "",
        duty_person=row["duty_person"] or "",
        area_m2=area_m2,
        demolished_m2=row["demolished_area"],
        restored_m2=row["restored_area"],
        fine_yuan=_figure(row["fines"], extra.get("fine_yuan")),
        accountable=int(_figure(row["persons"], extra.get("acct_total")) or 0),
        referrals=row["referrals"],
    )


def _reopened(standing: Standing, issue_id: str) -> bool:
    return any(made.move == "reopen" for made in standing.moves(issue_id))


def _figure(recorded: float | None, ledger: Any) -> float | None:
    """What records come to on the day, None for nothing; the ledger's where no day has any.

    Another program may have written records that come to no finite number: these count nothing.

    Args:
        recorded: None where there is no record of the figure, also of a later day.
        ledger: ``extra`` holds whatever another program wrote.
    """
    if recorded is not None:
        return recorded if is_number(recorded) and recorded else None
    return ledger if is_number(ledger) and ledger else None
