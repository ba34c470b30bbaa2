"""Makes typed rows of a table's cells, and collects what is wrong with each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem
from greenshield.formats.ledger_angles import in_parts, is_decimal
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.ledger_crs import Located, Locator
from greenshield.formats.ledger_mixed import among_words, doubtful, is_meant
from greenshield.formats.ledger_model import PLACE, ColumnMapping, LedgerRow, is_derived
from greenshield.formats.ledger_packed import Packing, is_packed, packing, unpacked
from greenshield.formats.ledger_place import Place, other_places, read_place
from greenshield.formats.ledger_values import CODE_UNKNOWN, NO_NUMBER, Reader, is_empty, reader
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import Cell, Merge, Row, shown
from greenshield.geo.distances import distances_m
from greenshield.geo.strayed import SHIFT_M

SOURCE_UNKNOWN = "ledger_source_unknown"
APART_M = 100.0  # two places of one row: what is written to a thousandth of a degree agrees so far


@dataclass(slots=True)
class Draft:
    """A row while it is read."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    others: list[Place] = field(default_factory=list)
    located: Located | None = None
    problems: list[Problem] = field(default_factory=list)


class Builder:
    """Reads the record rows of one ledger.

    Args:
        file: name, for problems.
        columns: how they were understood.
        words: synonyms.
        tables: the project's code tables.
        locator: for coordinates.
        defaults: field -> value where a row gives none, such as ``source_code``.
        typed: False for text tables.
        date1904: the workbook counts days from 1904.
    """

    def __init__(
        self,
        file: str,
        columns: Sequence[ColumnMapping],
        words: Words,
        tables: CodeTables,
        locator: Locator,
        defaults: Mapping[str, Any],
        *,
        typed: bool = True,
        date1904: bool = False,
    ) -> None:
        self.file = file
        self.columns = columns
        self.words = words
        self.locator = locator
        self.defaults = dict(defaults)
        self.readers: list[tuple[ColumnMapping, Reader]] = [
            (c, reader(c, words, tables, typed=typed, date1904=date1904))
            for c in columns
            if c.field and c.field not in PLACE and not is_derived(c.field)
        ]
        self.placing = {c.field: c for c in columns if c.field in PLACE and c.field}
        packed = " ".join(c.header for c in self.placing.values()).casefold()
        self.packed = any(word in packed for word in ("度.分秒", "d.mmss", "ddd.mmss", "dd.mmss"))
        self.sexagesimal = [
            name
            for name, c in self.placing.items()
            if name in ("lon", "lat", "lonlat") and in_parts(c.header)
        ]
        self.packing = Packing()
        self.labels = {c.field: c.label for c in columns if c.field}
        self.by_cells = True
        self.names = raw_names(columns)
        self.turned_away: list[LedgerRow] = []
        self.doubts: Mapping[int, Bad] = {}
        self.worded: frozenset[int] = frozenset()
        self.under: Mapping[int, int] = {}
        self.together: Mapping[int, range] = {}

    def build(
        self,
        records: Sequence[tuple[int, Row]],
        shared: Mapping[tuple[int, int], Merge],
        shapes: Sequence[Located | Bad | None] | None = None,
        under: Mapping[int, int] | None = None,
        together: Mapping[int, range] | None = None,
    ) -> tuple[list[LedgerRow], list[Problem], int]:
        """Rows, problems in their order, and the number of refused rows.

        Args:
            records: 1-based row and cells.
            shared: amounts merged over several rows, 0-based.
            shapes: by record, instead of what the place columns say.
            under: row -> the row of another header that it stands under; such rows are refused.
            together: row -> the rows over which its number's cell is merged.
        """
        self.by_cells = shapes is None
        self.doubts = doubtful(self.columns, records)
        self.worded = among_words(self.columns, records)
        self.under, self.together = under or {}, together or {}
        self.packing = packing(
            {name: _cells(records, self.placing[name].index) for name in self.sexagesimal}
        )
        drafts = [self._draft(number, row, shared) for number, row in records]
        located = shapes
        if located is None:
            located = self.locator.locate([draft.place for draft in drafts])
        self._place(drafts, located)
        rows: list[LedgerRow] = []
        problems = [replace(p, file=self.file) for p in self.locator.problems]
        problems += self._of_packing()
        seen: dict[str, int] = {}
        for draft in drafts:
            row = self._finished(draft, seen)
            problems.extend(draft.problems)
            if row is not None:
                rows.append(row)
            else:
                place = None if draft.located is None else draft.located.geometry
                away = LedgerRow(draft.row, draft.values, place, raw=draft.raw)
                self.turned_away.append(away)
        return rows, problems, len(drafts) - len(rows)

    def _draft(self, number: int, row: Row, shared: Mapping[tuple[int, int], Merge]) -> Draft:
        draft = Draft(number)
        width = len(row)
        draft.raw = {
            name: cell if type(cell) is str else shown(cell)
            for name, cell in zip(self.names, row, strict=False)
            if cell is not None
        }
        for column, read in self.readers:
            index = column.index
            if shared and (number - 1, index) in shared:
                merge = shared[number - 1, index]
                rows = f"{merge.top + 1}–{merge.bottom + 1}"
                self._problem(draft, column, Bad("ledger_amount_shared", {"rows": rows}), None)
                continue
            cell = row[index] if index < width else None
            if cell is None:
                continue
            value = read(cell)
            if (doubt := self.doubts.get(index)) is not None and is_meant(cell, doubt):
                value = doubt
            if (
                isinstance(value, Bad)
                and column.field == "issue_no"
                and value.code not in NO_NUMBER
            ):
                # Another system's number: kept as an outside number, never as one of ours.
                draft.values["_foreign_no"] = shown(cell).strip()
            elif isinstance(value, Bad):
                self._problem(draft, column, value, cell)
            elif value is not None and column.field:
                draft.values[column.field] = value
                if index in self.worded and isinstance(cell, dt.date):
                    self._problem(draft, column, Bad("ledger_date_in_text"), cell)
        self._read_place(draft, row)
        return draft

    def _read_place(self, draft: Draft, row: Row) -> None:
        cells: dict[str, Cell] = {}
        for name, column in self.placing.items():
            cell = row[column.index] if column.index < len(row) else None
            if cell is not None and not (isinstance(cell, str) and is_empty(cell, self.words)):
                cells[name] = cell
        seen = cells
        if self.packing.fits:
            cells = {n: unpacked(c) if n in self.sexagesimal else c for n, c in cells.items()}
        found: Place | tuple[str, Bad] | None = read_place(cells, self.packed) if cells else None
        for name in (n for n in self.sexagesimal if n in cells):
            if self.packing.mixed and is_packed(cells[name]):
                found = name, Bad("ledger_angle_packed_mixed")
            elif is_decimal(cells[name]):
                found = name, Bad("ledger_angle_in_parts")
        if not self.by_cells:  # the shape is the place; what is written beside it is held to it
            draft.others = [found] if isinstance(found, Place) else []
        elif isinstance(found, tuple):
            name, bad = found
            self._problem(draft, self.placing[name], bad, seen.get(name), fatal=True)
        else:
            draft.place = found
            draft.others = other_places(cells, self.packed)

    def _of_packing(self) -> list[Problem]:
        """Says that figures were read as degrees, minutes and seconds."""
        if not self.packing.fits:
            return []
        figure, read = self.packing.example
        labels = "、".join(self.placing[name].label for name in self.sexagesimal)
        params = {"seen": figure, "read": read}
        return [Problem("ledger_angle_packed", self.file, None, labels, params, fatal=False)]

    def _place(self, drafts: list[Draft], located: Sequence[Located | Bad | None]) -> None:
        column = next(iter(self.placing.values()), None) if self.by_cells else None
        for draft, found in zip(drafts, located, strict=True):
            if isinstance(found, Bad):
                self._problem(draft, column, found, self._seen_place(draft), fatal=True)
            elif isinstance(found, Located):
                draft.located = found
                for code in found.remarks:
                    self._problem(draft, column, Bad(code), self._seen_place(draft))
        self._compare_places(drafts, next(iter(self.placing.values()), None))

    def _compare_places(self, drafts: Sequence[Draft], column: ColumnMapping | None) -> None:
        """Refuses rows that say of themselves two places which are not one.

        Beside a shape, what the datums of web maps are apart is remarked: of attributes nobody
        knows in which datum they are.
        """
        bound = APART_M if self.by_cells else SHIFT_M
        pairs = [(d, other) for d in drafts if d.located is not None for other in d.others]
        if not pairs:
            return
        told = list(self.locator.problems)
        placed = self.locator.locate([other for _, other in pairs])
        self.locator.problems = told  # of places that are not taken there is nothing to say
        found = [
            (draft, draft.located.geometry, other.geometry)
            for (draft, _), other in zip(pairs, placed, strict=True)
            if draft.located is not None and isinstance(other, Located)
        ]
        points = [at for _, _, at in found]
        apart = distances_m([p.x for p in points], [p.y for p in points], [s for _, s, _ in found])
        for (draft, _, _), metres in zip(found, apart.tolist(), strict=True):
            if draft.located is None:
                continue
            if APART_M < metres <= bound:
                bad = Bad("ledger_attributes_apart", {"metres": round(metres)})
                self._problem(draft, column, bad, self._seen_place(draft))
            elif metres > bound:
                bad = Bad("ledger_places_disagree", {"metres": round(metres)})
                self._problem(draft, column, bad, self._seen_place(draft), fatal=True)
                draft.located = None

    def _seen_place(self, draft: Draft) -> str:
        texts = (draft.raw.get(self.names[c.index], "") for c in self.placing.values())
        return " ".join(text for text in texts if text)[:80]

    def _finished(self, draft: Draft, seen: dict[str, int]) -> LedgerRow | None:
        values = draft.values
        if (other := self.under.get(draft.row)) is not None:
            told = {"header": other}
            draft.problems = [Problem("ledger_header_differs", self.file, draft.row, "", told)]
            return None
        for name, value in self.defaults.items():
            values.setdefault(name, value)
        self._number(draft)
        number = values.get("clue_no")
        unplaced = draft.located is None and not any(p.fatal for p in draft.problems)
        if number is None:
            self._missing(draft, "ledger_row_no_number", "clue_no", "issue_no")
        elif (first := seen.setdefault(folded(str(number)), draft.row)) != draft.row:
            self._twice(draft, str(number), first)
        if unplaced:
            self._missing(draft, "ledger_row_no_place", *self.placing)
        if values.get("source_code") is None:
            self._no_source(draft)
        if any(problem.fatal for problem in draft.problems):
            return None
        return self._row(draft)

    def _row(self, draft: Draft) -> LedgerRow:
        values = draft.values
        state = values.pop("state", None)
        located = draft.located
        geometry = None if located is None else located.geometry
        if located is not None:
            values["source_crs"] = located.source_crs
        if geometry is not None and geometry.geom_type == "Point":
            values["lon"], values["lat"] = geometry.x, geometry.y
        return LedgerRow(draft.row, values, geometry, state, draft.raw)

    def _number(self, draft: Draft) -> None:
        """An outside number is kept as such, and stands in for a clue number that is absent."""
        values = draft.values
        outside = values.pop("external_no", None)
        foreign = values.pop("_foreign_no", None)
        pairs = [["", str(n)] for n in dict.fromkeys((outside, foreign)) if n]
        if pairs:
            values["external_nos"] = pairs
        if "clue_no" not in values:
            number = values.get("issue_no") or foreign
            if number is not None:
                values["clue_no"] = number

    def _missing(self, draft: Draft, code: str, *fields: str, **params: object) -> None:
        """Refuses a row for what it lacks; names the column where it would stand, if there is."""
        column = next((self.labels[name] for name in fields if name in self.labels), "")
        draft.problems.append(Problem(code, self.file, draft.row, column, dict(params)))

    def _twice(self, draft: Draft, number: str, first: int) -> None:
        """Refuses a row whose number an earlier one has, be it one cell merged over both."""
        told: dict[str, object] = {"number": number, "first": first}
        rows = self.together.get(draft.row, range(0))
        if first in rows:
            told["rows"] = f"{rows[0]}–{rows[-1]}"
        code = "ledger_number_merged" if first in rows else "ledger_number_twice"
        self._missing(draft, code, "clue_no", "issue_no", **told)

    def _no_source(self, draft: Draft) -> None:
        """Refuses a row without a source: for its word that is not known, where it has one."""
        for n, problem in enumerate(draft.problems):
            if problem.code == CODE_UNKNOWN and problem.params["field"] == "source_code":
                draft.problems[n] = replace(problem, code=SOURCE_UNKNOWN, fatal=True)
                return
        self._missing(draft, "ledger_row_no_source", "source_code")

    def _problem(
        self,
        draft: Draft,
        column: ColumnMapping | None,
        bad: Bad,
        cell: Cell,
        *,
        fatal: bool = False,
    ) -> None:
        field = "geom" if column is None else column.field
        params = {"seen": shown(cell)[:80], "field": field, **bad.params}
        label = "" if column is None else column.label
        draft.problems.append(Problem(bad.code, self.file, draft.row, label, params, fatal))


def _cells(records: Sequence[tuple[int, Row]], index: int) -> list[Cell]:
    return [row[index] for _, row in records if index < len(row)]


def folded(number: str) -> str:
    """A number as it is compared: half-width, without regard to case (ＴＢ－１ is tb-1)."""
    return plain(number).casefold()


def raw_names(columns: Sequence[ColumnMapping]) -> list[str]:
    """Keys of ``raw``: the header, with the column's letter where it stands twice or is absent."""
    texts = [column.header for column in columns]
    return [
        c.header if c.header and texts.count(c.header) == 1 else f"{c.header} ({c.letter})".strip()
        for c in columns
    ]
