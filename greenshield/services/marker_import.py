"""Imports boundary markers and signboards: points from a vector file, a list or a spreadsheet.

A marker is known by its number in its area: the list of another year corrects it, with history.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from greenshield import reference, resources
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.field_spec import is_number
from greenshield.domain.roles import LIST_ROLES
from greenshield.domain.state import EntityState
from greenshield.formats import markers as format_markers
from greenshield.formats.ledger_model import PLACE
from greenshield.formats.ledger_words import Words
from greenshield.formats.markers import MarkerFile, MarkerRow, Reading
from greenshield.geo import ellipsoid
from greenshield.log.scopes import is_prefix
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import ledger_reading, lookup
from greenshield.services.area_import import need_role
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.source_files import refuse_own, source_of
from greenshield.services.voidings import voided_on

FAR_M: Final = 100.0
"""Farther than this no survey of one marker differs: where no area is named it is another one."""
_AT_ONCE: Final = 100
_COUNTY: Final = 6  # digits of a county's code
_DIGITS: Final = 9  # of a degree: a tenth of a millimetre


@dataclass(frozen=True, slots=True)
class MarkerOptions:
    """How a list of markers is to be taken.

    Attributes:
        layer: sheet or layer, or None for the likeliest.
        mapping: field -> header, letter or attribute.
        ignored: headers, letters or attributes of columns that are not to be taken.
        area: the area that rows without one stand for, or "".
        county: code of the county that rows without one belong to, or "" for that of who imports.
        crs, datum, encoding: as of ``ledger_reading.read``.
    """

    layer: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    county: str = ""
    crs: str | None = None
    datum: str = ""
    encoding: str | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One marker to be written.

    Attributes:
        entity_id: its id.
        values: fields to be written.
        row: of the list.
        is_new: there is none yet.
        differs: it would be another than it is.
    """

    entity_id: str
    values: dict[str, Any]
    row: int
    is_new: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A list with what an import would do of it.

    Attributes:
        file: as it was read.
        planned: what would be written, in the order of the rows.
        refused: how many rows would not.
        problems: these, and remarks.
    """

    file: MarkerFile
    planned: tuple[Planned, ...]
    refused: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MarkersImported:
    """What became of a list of markers.

    Attributes:
        file: as the user named it.
        layer: that was read.
        imported, updated, unchanged, refused: how many.
        columns: each with the field it was read as, or "".
        problems: refused rows and remarks.
        sha256: of the file as it is kept in the project's media.
        markers: ids, in the order of the rows.
    """

    file: str
    layer: str
    imported: int
    updated: int
    unchanged: int
    refused: int
    columns: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    sha256: str
    markers: tuple[str, ...]
    changes: Changes


def import_file(
    session: Session,
    path: Path,
    options: MarkerOptions = MarkerOptions(),
    progress: Progress = SILENT,
    *,
    dry_run: bool = False,
) -> MarkersImported:
    """Imports one list in one transaction; the same list again changes nothing.

    Args:
        session: who imports, where; for a dry run it may be open for reading.
        path: a workbook, a text table, a plain list of points, or a vector file.
        options: how it is to be taken.
        progress: told about every hundredth marker.
        dry_run: only tells what would be done.

    Raises:
        RefusedError: who acts has no role that may import, or the device may not write there.
        UsageError: an option that does not fit the file, ``area_unknown``, ``county_malformed``.
        UnreadableError: it can't be read, or holds no points.
        SurroundingsError: no permission, no room, the project is read-only.
    """
    project = session.project
    file = _read(session, path, options, progress)
    with source_of(path, project.media) as source:
        judged = _judged(session, file, options, source.sha256)
        planned = judged.planned
        if dry_run:
            changed = [item.differs for item in planned]
            changes = Changes()
        else:
            changed = []
            with project.action(session.who.actor_id) as action:
                for done, item in enumerate(planned):
                    if done % _AT_ONCE == 0:
                        action.flush()  # bit by bit, or the end would be long and told of nothing
                        progress.step("importing_markers", done, len(planned))
                    if item.is_new:
                        origin = {"file": source.name, "sha256": source.sha256, "row": item.row}
                        action.create("marker", item.entity_id, item.values, origin=origin)
                        changed.append(True)
                        continue
                    values = item.values
                    written = values and action.set_fields("marker", item.entity_id, values)
                    changed.append(bool(written))
                if any(changed):
                    source.keep(project.media)
            changes = action.changes
    new = sum(item.is_new for item in planned)
    return MarkersImported(
        file=str(path), layer=file.layer, imported=new, updated=sum(changed) - new,
        unchanged=len(planned) - sum(changed), refused=judged.refused,
        columns=tuple((c.label, c.field or "") for c in file.columns),
        problems=judged.problems, sha256=source.sha256,
        markers=tuple(item.entity_id for item in planned), changes=changes,
    )  # fmt: skip


def judge(
    session: Session, path: Path, options: MarkerOptions, progress: Progress = SILENT
) -> Judged:
    """A list read and judged as an import would; nothing is written.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as :func:`import_file`.
    """
    file = _read(session, path, options, progress)
    with source_of(path, session.project.media) as source:
        return _judged(session, file, options, source.sha256)


@cache
def words() -> Words:
    """The words by which lists of markers name their columns."""
    shipped = ledger_reading.synonyms({})
    own = tomllib.loads(resources.path("marker_columns.toml").read_text("utf-8"))["fields"]
    places = {name: shipped["fields"][name] for name in PLACE if name in shipped["fields"]}
    return Words.of(shipped | {"fields": places | own, "states": {}})


def _read(session: Session, path: Path, options: MarkerOptions, progress: Progress) -> MarkerFile:
    project = session.project
    need_role(session.who, LIST_ROLES)
    if options.county and not (is_prefix(options.county) and len(options.county) == _COUNTY):
        raise UsageError("county_malformed", given=options.county)
    refuse_own(path, project.layout)
    progress.step("reading_markers", 0, 0)
    how = Reading(
        words(), reference.code_tables(), options.layer, options.mapping,
        lookup.division(project), options.crs, options.encoding, options.datum or None,
        options.ignored,
    )  # fmt: skip
    sheet = ledger_reading.is_sheet(path)
    return (format_markers.from_sheet if sheet else format_markers.from_vectors)(path, how)


def _judged(session: Session, file: MarkerFile, options: MarkerOptions, sha256: str) -> Judged:
    planner = _Planner(session, file, options, sha256)
    planned = tuple(planner.plan())
    problems = (*file.problems, *planner.problems)
    return Judged(file, planned, file.refused + planner.refused, problems)


class _Planner:
    """Turns the rows of a list into markers, each known or new."""

    def __init__(
        self, session: Session, file: MarkerFile, options: MarkerOptions, sha256: str
    ) -> None:
        self.problems: list[Problem] = []
        self.refused = 0
        self._project = session.project
        self._scope = options.county or session.project.scope_of(session.who.division)
        self._file = file
        self._sha256 = sha256
        self._areas: dict[str, str | None] = {}
        self._default = options.area
        moves = ("lon", "lat", "source_crs") if options.crs or options.datum else ()
        self._said = {*options.mapping, *moves} | ({"area_id"} if options.area else set())
        if options.area and self._area(options.area) is None:
            raise UsageError("area_unknown", area=options.area)
        self._seen: dict[str, int] = {}
        self._known = _known(session.project)

    def plan(self) -> list[Planned]:
        """What is to be written; a problem for each row that is not."""
        out = []
        for row in self._file.rows:
            item = self._one(row)
            if item is not None:
                out.append(item)
        return out

    def _one(self, row: MarkerRow) -> Planned | None:
        values = dict(row.values)
        number = values.get("number")
        if not number:
            self._refuse(row, "marker_no_number")
            return None
        scope = self._scope_of(values)
        if scope is None:
            self._refuse(row, "marker_other_division", given=values["division_code"])
            return None
        named = self._placed_in(row, values)
        found = self._same(scope, named, number)
        there = self._project.state("marker", found) if found else None
        if there is not None and named and not there.get("area_name"):
            found = found if self._moved(there, row) <= FAR_M else ""
        entity_id = found or identity.marker_of_number(
            self._project.project_id, scope, named, number
        )
        first = self._seen.setdefault(entity_id, row.row)
        if first != row.row:
            self._refuse(row, "marker_number_twice", number=number, first=first)
            return None
        state = self._project.state("marker", entity_id)
        if state is not None and state.void:
            on = voided_on(self._project, "marker", entity_id)
            self.problems.append(
                self._problem(row, "marker_is_void", fatal=False, number=number, on=on)
            )
            # A write to what was voided would stand against its voiding.
            return Planned(entity_id, {}, row.row, is_new=False, differs=False)
        moved = self._moved(state, row)
        if moved > FAR_M and not named:
            self._refuse(row, "marker_elsewhere", number=number, metres=round(moved))
            return None
        if moved > FAR_M:
            told = self._problem(
                row, "marker_moved_far", fatal=False, number=number, metres=round(moved)
            )
            self.problems.append(told)
        values["lon"] = round(row.point.x, _DIGITS)
        values["lat"] = round(row.point.y, _DIGITS)
        values |= {"source_crs": row.source_crs[:200]}
        if state is not None and state.get("source_sha256") == self._sha256:
            # What was taken from this very file stays, with the edits since, but for what is said
            # of it now.
            values = {name: v for name, v in values.items() if name in self._said}
        elif state is None or _says_more(state.get, values):
            values |= {"source_file": self._file.name[:200], "source_sha256": self._sha256}
        differs = state is None or any(state.get(n) != value for n, value in values.items())
        return Planned(entity_id, values, row.row, state is None, differs)

    def _moved(self, state: EntityState | None, row: MarkerRow) -> float:
        """How far another file's marker of that number stands from where this row has it, m."""
        if state is None or state.get("source_sha256") == self._sha256:
            return 0.0
        lon, lat = state.get("lon"), state.get("lat")
        if not is_number(lon) or not is_number(lat):
            return 0.0
        return float(ellipsoid.geod().inv(lon, lat, row.point.x, row.point.y)[2])

    def _scope_of(self, values: Mapping[str, Any]) -> str | None:
        """The county of a row; None where its code is of none that the project covers."""
        code = values.get("division_code")
        if not code:
            return self._scope
        own = self._project.shared_scope.removesuffix("*")
        return str(code)[:6] if str(code).startswith(own) else None

    def _placed_in(self, row: MarkerRow, values: dict[str, Any]) -> str:
        """Sets the area of a row; the name that it is known by."""
        code, name = values.pop("area_code", ""), values.get("area_name", "")
        given = name or code or self._default
        if not given:
            return ""
        values.setdefault("area_name", given)
        found = self._area(code) if code else None
        found = found or (self._area(name) if name else self._area(given))
        if found is None:
            told = self._problem(row, "marker_area_unknown", fatal=False, given=given)
            self.problems.append(told)
        else:
            values["area_id"] = found
        return str(values["area_name"])

    def _area(self, word: str) -> str | None:
        if word not in self._areas:
            try:
                self._areas[word] = lookup.area_id(self._project, word)
            except UsageError:  # several are called so
                self._areas[word] = None
        return self._areas[word]

    def _same(self, scope: str, area: str, number: str) -> str:
        """The marker of that number that the county has: of that area, or where one says none."""
        there = self._known.get((scope, number), {})
        if area in there:
            return there[area]
        if area and "" in there:
            return there[""]
        return next(iter(there.values())) if not area and len(there) == 1 else ""

    def _refuse(self, row: MarkerRow, code: str, **params: object) -> None:
        self.refused += 1
        self.problems.append(self._problem(row, code, fatal=True, **params))

    def _problem(self, row: MarkerRow, code: str, *, fatal: bool, **params: object) -> Problem:
        return Problem(code, self._file.name, row.row, "", dict(params), fatal)


def _says_more(get: Any, values: Mapping[str, Any]) -> bool:
    return any(get(name) != value for name, value in values.items())


def _known(project: Project) -> dict[tuple[str, str], dict[str, str]]:
    """(scope, number) -> area's name -> marker."""
    out: dict[tuple[str, str], dict[str, str]] = {}
    for row in project.rows("SELECT id, number, area_name FROM marker ORDER BY void DESC, id"):
        scope = str(row["id"]).partition(":")[0]
        out.setdefault((scope, str(row["number"])), {})[str(row["area_name"] or "")] = row["id"]
    return out
