"""What an import of a ledger will do to each row, judged before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenshield.domain import workflow
from greenshield.domain.errors import Problem
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.reissue_decisions import NONE, Decisions
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.formats.ledger_build import raw_names
from greenshield.formats.ledger_model import EXTRA, is_derived
from greenshield.geo import codec
from greenshield.log import canonical
from greenshield.project import identity
from greenshield.project.project import Project
from greenshield.project.projection.geometry import INLINE_BYTES
from greenshield.services import (
    ledger_areas,
    ledger_divisions,
    ledger_existing,
    ledger_known,
    ledger_returned,
    ledger_whereabouts,
    lineage_shown,
    rules,
)
from greenshield.services.ledger_before import Before
from greenshield.services.ledger_difference import difference
from greenshield.services.ledger_divisions import Counties
from greenshield.services.ledger_existing import POSITION, Existing
from greenshield.services.ledger_known import Known
from greenshield.services.ledger_names import Names
from greenshield.services.ledger_places import Places, tell
from greenshield.services.ledger_planned import LedgerPlan, RowPlan
from greenshield.services.progress import SILENT, Progress, counted

_FIELDS = frozenset(name for name, spec in ISSUE.items() if not spec.derived)
_USED = ledger_divisions.USED | {"external_no", "campaign_name", "area_name", "area_code"}
_PLACE = ("lon", "lat", "source_crs")
_LARGE_ROW = 48 * 1024  # bytes; an event has 64 kB, and the rest of it needs room too
_OF_COLUMN = {"external_no": "external_nos"}
# Where a row claims one of these, the state before is not in the row.
_CAME_FROM = {"lookback": "closed", "suspended": "rectifying"}


@dataclass(frozen=True, slots=True)
class _Draft:
    row: LedgerRow
    issue_id: str
    values: dict[str, Any]
    blob: bytes | None


class Planner:
    """Plans the rows of one file.

    Args:
        project: where to.
        file: as read.
        names: areas and campaigns.
        campaign: name of the campaign for rows that name none, or "".
        division: for rows that give none.
        counties: of which county the rows are, where they tell it by name.
        adopt: whether claimed states are taken.
        on: the day of the import, ISO: its boundaries tell where rows lie.
        decided: what a person said of the rows.
        before: the earlier imports of the same bytes.
    """

    def __init__(
        self,
        project: Project,
        file: LedgerFile,
        names: Names,
        *,
        campaign: str,
        division: str,
        counties: Counties,
        adopt: bool,
        on: str,
        decided: Decisions = NONE,
        before: Before | None = None,
    ) -> None:
        self._project = project
        self._file = file
        self._names = names
        self._campaign = campaign
        self._division = division
        self._counties = counties
        self._adopt = adopt
        self._on = on
        self._labels = {c.field: c.label for c in file.columns if c.field}
        self._units = {c.field: c.unit for c in file.columns if c.field}
        names_raw = zip(file.columns, raw_names(file.columns), strict=True)
        self._raw = {_OF_COLUMN.get(c.field, c.field): name for c, name in names_raw if c.field}
        self._as_drawn: set[str] = set()  # issues whose patch the row gives, drawn otherwise
        self._plan = LedgerPlan(refused=file.refused)
        rows = project.rows("SELECT id, issue_no FROM issue WHERE issue_no IS NOT NULL")
        self._numbers: dict[str, str] = {row["issue_no"]: row["id"] for row in rows}
        self._decided = decided
        self._before = before
        self._known = Known(project, decided.same)
        self._first: dict[str, int] = {}  # issue -> the row that speaks of it

    def run(self, progress: Progress = SILENT) -> LedgerPlan:
        """The plan."""
        rows = [row for row in self._file.rows if row.row not in self._decided.aside]
        drafts = [draft for row in rows for draft in self._draft(row)]
        there = ledger_existing.load(self._project, (d.issue_id for d in drafts))
        self._as_drawn = _same_patches(drafts, there)
        self._tell_places(drafts, there)
        self._tell_areas(drafts)
        self._tell_whereabouts([d for d in drafts if d.issue_id not in there])
        each = counted(progress, "checking_rows", drafts)
        planned = (self._planned(d, there.get(d.issue_id)) for d in each)
        self._plan.rows = [row for row in planned if row is not None]
        self._remark_on_columns()
        made = (row.row for row in self._plan.rows if row.there is None)
        self._plan.problems += ledger_divisions.told(
            self._file, self._counties, made, self._division
        )
        if not self._adopt:
            self._remark_on_states()
        return self._plan

    def _draft(self, row: LedgerRow) -> Iterator[_Draft]:
        given = row.fields
        values = {name: value for name, value in given.items() if name in _FIELDS}
        if code := self._counties.codes.get(row.row):
            values["division_code"] = code
        campaign = given.get("campaign_name") or self._campaign
        if campaign:
            values["campaign_id"] = self._names.campaign(campaign)
        if patrol := values.pop("patrol_id", None):
            label = self._labels.get("patrol_id", "")
            named, remarks = self._names.patrol(str(patrol), self._file.name, row.row, label)
            values |= named
            self._plan.problems += remarks
        column = self._labels.get("area_name") or self._labels.get("area_code", "")
        area_id, remarks = self._names.area(
            given.get("area_code", ""), given.get("area_name", ""), self._file.name, row.row, column
        )
        self._plan.problems += remarks
        if area_id:
            values["area_id"] = area_id
        blob = None
        if row.geometry is not None and row.geometry.geom_type != "Point":
            values["geom"], blob = _geometry(row.geometry)
        if isinstance(crs := values.get("source_crs"), int):
            values["source_crs"] = f"EPSG:{crs}"
        issue_id = self._issue_of(row.row, values)
        number = values.get("issue_no")
        owner = self._numbers.setdefault(number, issue_id) if number else issue_id
        first = self._first.setdefault(issue_id, row.row)
        if first != row.row:
            clue_no = str(given["clue_no"])
            self._refuse(row, "ledger_number_twice", "clue_no", number=clue_no, first=first)
        elif owner != issue_id:
            self._refuse(row, "ledger_issue_no_taken", "issue_no", number=number)
        elif _is_large(values):
            self._refuse(row, "ledger_row_too_large", "", limit_kb=_LARGE_ROW >> 10)
        else:
            yield _Draft(row, issue_id, values, blob)

    def _tell_places(self, drafts: Sequence[_Draft], there: Mapping[str, Existing]) -> None:
        """Fills an area and zones that rows leave open from their places; remarks what differs.

        What an issue that is there says already is not asked of the place again.
        """
        places = Places(self._project, rules.in_force(self._project), self._on)
        lying = places.lying([d.row.geometry for d in drafts])
        for draft, lies in zip(drafts, lying, strict=True):
            known = there.get(draft.issue_id)
            said = {n: draft.values.get(n) for n in ("area_id", "zone_code")}
            if known is not None:
                said = {n: v or known.get(n) for n, v in said.items()}
            in_vain = any(draft.row.fields.get(n) for n in ("area_name", "area_code"))
            told = tell(places, lies, draft.row.geometry, said, in_vain)
            draft.values.update(told.values)
            for code, params in told.remarks:
                name = "zone_code" if code.startswith("ledger_zone") else "area_name"
                self._remark(draft.row, code, name, params)

    def _tell_areas(self, drafts: Sequence[_Draft]) -> None:
        """Remarks areas by remote sensing that are not those of the rows' own patches."""
        stated = [(d.values.get("area_rs"), d.row.geometry) for d in drafts]
        for n, area, own in ledger_areas.differing(stated):
            params = {"given": f"{area:.0f}", "own": f"{own:.0f}"}
            self._remark(drafts[n].row, "ledger_rs_area_differs", "area_rs", params)

    def _tell_whereabouts(self, new: Sequence[_Draft]) -> None:
        """Remarks new issues at one place, and those without an area far from all boundaries."""
        name, free = self._file.name, [d.row for d in new if not d.values.get("area_id")]
        self._plan.problems += ledger_whereabouts.at_one_place(name, [d.row for d in new])
        self._plan.problems += ledger_whereabouts.far(self._project, name, self._on, free)

    def _issue_of(self, row: int, values: dict[str, Any]) -> str:
        """The issue that a row speaks of: one that is there, else the id that it will have.

        A list that comes again may put a row into another county; the issue stays where it is,
        and keeps its number as it is written.
        """
        campaign, clue_no = values.get("campaign_id") or "", str(values["clue_no"])
        there, by_its_number = self._known.find(row, campaign, clue_no)
        if not there and (there := self._known.by_official(values)):
            values.pop("campaign_id", None)
            values.pop("issue_no")
        if there:
            if not by_its_number:
                if row in self._decided.same:
                    values["external_nos"] = ledger_known.told_as(values)
                del values["clue_no"]
            return there
        scope = str(values.get("division_code") or self._division)
        made = identity.issue_of_clue(self._project.project_id, scope, campaign, clue_no)
        self._known.add(campaign, clue_no, made)
        return made

    def _planned(self, draft: _Draft, there: Existing | None) -> RowPlan | None:
        """What becomes of a row; None where it is refused: a void issue takes nothing any more."""
        row, values = draft.row, draft.values
        if there is None and (unclear := self._counties.unclear.get(row.row)):
            self._refuse(row, unclear.code, unclear.field, **unclear.params)
            return None
        if there is None:
            values.setdefault("division_code", self._division)
            claimed = row.state if self._adopt and row.state not in (None, workflow.INITIAL) else ""
            return RowPlan(
                draft.issue_id, row.row, values, None, draft.blob, claimed or "",
                self._came_from(row, claimed or ""),
            )  # fmt: skip
        placed = "geom" not in values and any(name in values for name in _PLACE)
        if placed and there.has_patch:
            values = {n: v for n, v in values.items() if n not in _PLACE}
        elif self._is_at(there, values):
            values.pop("source_crs", None)
        if draft.issue_id in self._as_drawn:
            values = {n: v for n, v in values.items() if n not in POSITION}
        if self._names.one_area(there.get("area_id"), values.get("area_id")):
            del values["area_id"]
        asked = self._decided.fields.get(draft.issue_id)
        found = difference(
            there, values, asked, lambda name: row.raw.get(self._raw.get(name, ""), ""),
            self._before,
        )  # fmt: skip
        if there.code == "void" and found.values:
            code, params = self._told_of_void(there)
            self._refuse(row, code, "clue_no", **params)
            return None
        if there.code == "void" and found.left:  # held in what is void: what counts is elsewhere
            code, params = self._told_of_void(there)
            self._remark(row, code, "clue_no", params)
        else:
            self._plan.problems += found.problems(
                self._file.name, row.row, self._labels, self._names.word, self._units
            )
        claimed = self._claimed(row, there)
        return RowPlan(
            draft.issue_id, row.row, found.values, there,
            draft.blob if "geom" in found.values else None, claimed,
            self._came_from(row, claimed), found,
        )  # fmt: skip

    @staticmethod
    def _is_at(there: Existing, values: Mapping[str, Any]) -> bool:
        """Whether a row's place is the issue's: then it tells nothing of how that was written."""
        given = [name for name in POSITION if name in values and name != "source_crs"]
        return bool(given) and all(there.says(name, values[name]) for name in given)

    def _claimed(self, row: LedgerRow, there: Existing) -> str:
        """The state to adopt for an issue that is there: only one that never moved can."""
        if not self._adopt or row.state is None or row.state == there.code:
            return ""
        if not there.moved:
            return row.state
        params = {"here": there.code, "there": row.state}
        self._remark(row, "ledger_state_differs", "state", params)
        return ""

    def _came_from(self, row: LedgerRow, claimed: str) -> str:
        came_from = _CAME_FROM.get(claimed, "")
        if came_from:
            params = {"state": claimed, "came_from": came_from}
            self._remark(row, "ledger_came_from_assumed", "state", params)
        return came_from

    def _remark_on_columns(self) -> None:
        """Says of each column that was understood, and whose values are not taken, that it was."""
        for column in self._file.columns:
            name = column.field or ""
            if is_derived(name):
                code = "ledger_column_derived"
            elif name in EXTRA and name not in _USED:
                code = "ledger_column_not_kept"
            else:
                continue
            params = {"field": name}
            self._plan.problems.append(
                Problem(code, self._file.name, None, column.label, params, fatal=False)
            )

    def _remark_on_states(self) -> None:
        """Says once that claimed states were left, where clues were asked for."""
        rows = [r for r in self._file.rows if r.state not in (None, workflow.INITIAL)]
        if rows:
            params = {"count": len(rows)}
            column = self._labels.get("state", "")
            self._plan.problems.append(
                Problem("ledger_states_not_taken", self._file.name, None, column, params, False)
            )

    def _remark(self, row: LedgerRow, code: str, name: str, params: Mapping[str, Any]) -> None:
        column = self._labels.get(name, "")
        self._plan.problems.append(
            Problem(code, self._file.name, row.row, column, dict(params), fatal=False)
        )

    def _told_of_void(self, there: Existing) -> tuple[str, dict[str, str]]:
        """Code and parameters that say of a void issue what stands in its place today."""
        number = lineage_shown.number(self._project, there.issue_id)
        living = [r for r in lineage_shown.heirs(self._project, there.state) if r.state != "void"]
        if not living:
            return "ledger_issue_void", {"number": number}
        named = "、".join(one.number for one in living)
        return "ledger_issue_replaced", {"number": number, "successors": named}

    def _refuse(self, row: LedgerRow, code: str, name: str, **params: Any) -> None:
        self._plan.refused += 1
        column = self._labels.get(name, "")
        self._plan.problems.append(Problem(code, self._file.name, row.row, column, params))


def _same_patches(drafts: Sequence[_Draft], there: Mapping[str, Existing]) -> set[str]:
    """The issues whose patch is the row's, though it is written in another way."""
    drawn = [
        (d.issue_id, d.row.geometry)
        for d in drafts
        if d.row.geometry is not None
        and d.issue_id in there
        and "geom" in d.values
        and not there[d.issue_id].says("geom", d.values["geom"])
    ]
    return ledger_returned.same_shapes({i: there[i].blob for i, _ in drawn}, drawn)


def _geometry(shape: Any) -> tuple[Any, bytes | None]:
    """The value of a ``geom`` field as ``to_field`` makes it, without keeping its blob yet."""
    text = codec.to_hex(shape)
    if len(text) // 2 <= INLINE_BYTES:
        return text, None
    blob = bytes.fromhex(text)
    return {"blob": hashlib.sha256(blob).hexdigest()}, blob


def _is_large(values: Mapping[str, Any]) -> bool:
    letters = sum(len(v) for v in values.values() if isinstance(v, str))
    return letters > _LARGE_ROW // 4 and len(canonical.dumps(dict(values))) > _LARGE_ROW
