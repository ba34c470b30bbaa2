"""Counts a project's issues for the county summary 汇总表."""

from __future__ import annotations

import json
from typing import Any

from greenshield import reference
from greenshield.domain import workflow
from greenshield.domain.field_spec import is_number
from greenshield.project.project import Project
from greenshield.reports.summary import GROUPED, SummaryInput, SummaryRow
from greenshield.services.county_name import county_name
from greenshield.services.ledger_list import is_overdue

_ISSUES = """
SELECT i.*, a.name AS area_name, a.area_level,
(SELECT json_group_array(json_extract(r.fields, '$.is_true')) FROM record r
 WHERE r.issue_id = i.id AND r.kind = 'check' AND NOT r.void) AS checks,
(SELECT total(json_extract(r.fields, '$.persons')) FROM record r
 WHERE r.issue_id = i.id AND r.kind = 'accountability' AND NOT r.void) AS persons,
(SELECT total(json_extract(r.fields, '$.yuan')) FROM record r
 WHERE r.issue_id = i.id AND r.kind = 'penalty' AND NOT r.void) AS fines,
(SELECT count(*) FROM record r
 WHERE r.issue_id = i.id AND r.kind = 'referral' AND NOT r.void) AS referrals,
(SELECT m.to_state FROM move m WHERE m.issue_id = i.id AND m.status = 'done'
 AND m.move = 'reopen' LIMIT 1) AS reopened
FROM issue i LEFT JOIN area a ON a.id = i.area_id ORDER BY i.issue_no, i.clue_no, i.id
"""


def gather(project: Project, *, cutoff: str) -> SummaryInput:
    """Every issue as the summary counts it, with the states of today.

    Args:
        project: where they are.
        cutoff: the day for *overdue*, which the workbook states, ISO.
    """
    tables = reference.code_tables()
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    county = str(head["division_code"] or "")
    name = county_name(str(head["name"] or ""), county)
    source = {"key_problem": "key_problem", "zone": "zone", "level": "area_level",
              "source": "source"}  # fmt: skip
    return SummaryInput(
        rows=tuple(_row(row, cutoff) for row in project.rows(_ISSUES)),
        cutoff=cutoff,
        project=str(head["name"] or ""),
        divisions={county: name} if name else {},
        codes={
            group: tuple(tables.table(source[group]).entries)
            for group in GROUPED
            if group in ("key_problem", "level")
        },
    )


def _row(row: dict[str, Any], cutoff: str) -> SummaryRow:
    checks = [bool(c) for c in json.loads(row["checks"] or "[]") if c is not None]
    return SummaryRow(
        issue_id=row["id"],
        state=row["state"],
        division_code=row["division_code"] or "",
        number=row["issue_no"] or row["clue_no"] or "",
        name=row["facility_name"] or "",
        area_name=row["area_name"] or "",
        zone_codes=tuple(json.loads(row["zone_code"] or "[]")),
        level=row["area_level"] or "",
        source=row["source_code"] or "",
        key_problem=row["key_problem_code"] or "",
        clue=not row["adopted"],
        checked=bool(checks) or (workflow.STATES[row["state"]].rank >= 2 and not row["adopted"]),
        verdict=_verdict(row, checks),
        adopted=bool(row["adopted"]),
        rebound=bool(row["reopened"]) and workflow.is_open(row["state"]),
        overdue=is_overdue(row["state"], row["deadline"], cutoff),
        deadline=row["deadline"] or "",
        area_m2=row["area_measured"] or row["area_rs"],
        demolished_m2=row["demolished_area"],
        restored_m2=row["restored_area"],
        fine_yuan=_number(row["fines"]) or _number(_extra(row, "fine_yuan")),
        accountable=int(_number(row["persons"]) or _number(_extra(row, "acct_total")) or 0),
        referrals=row["referrals"],
    )


def _extra(row: dict[str, Any], name: str) -> Any:
    return json.loads(row["extra"]).get(name)


def _number(value: Any) -> float | None:
    """A record's number, or None: ``extra`` and records hold whatever another program wrote."""
    return value if is_number(value) else None


def _verdict(row: dict[str, Any], checks: list[bool]) -> str:
    if row["state"] == "dismissed":
        return "not_true"
    if not checks:
        return ""
    return "true" if checks[-1] else "not_true"
