"""What an import of boundary markers would do, row by row, told before it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.import_preview import REFUSED, MarkerPreview, PreviewColumn, PreviewRow
from greenshield.formats.ledger_model import PLACE, ColumnMapping
from greenshield.formats.markers import KNOWN, MarkerFile
from greenshield.formats.sheet_grid import Row, shown
from greenshield.services import ledger_reading, marker_import
from greenshield.services.marker_import import Judged, MarkerOptions, Planned
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

ROWS: Final = 200  # the first ones
WITH_PROBLEMS: Final = 2000  # rows that are shown because something is said of them
_SAMPLES: Final = 3
_LONGEST: Final = 200  # letters of a cell
_FIRST: Final = ("number", "marker_kind", "area_name", "area_code", "condition", "condition_on")


def of(
    session: Session,
    path: Path,
    options: MarkerOptions,
    progress: Progress = SILENT,
    lang: str = "zh",
) -> MarkerPreview:
    """Reads and judges a list as an import would, and writes nothing.

    Args:
        session: who would import, where; may be open for reading.
        path: as of ``marker_import.import_file``.
        options: the same.
        progress: the same.
        lang: of the codes' words in the rows.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as ``import_file``.
    """
    found = marker_import.judge(session, path, options, progress)
    return replace(_told(found, lang), file=str(path), is_shapes=not ledger_reading.is_sheet(path))


def catalogue() -> tuple[str, ...]:
    """The fields that a column may be mapped to, those that most lists have first."""
    own = [name for name in fields.specs("marker") if name in KNOWN and name not in _FIRST]
    places = [name for name in KNOWN if name in PLACE and name not in ("shape_text", *own)]
    return (*_FIRST, *own, *places)


def _told(found: Judged, lang: str) -> MarkerPreview:
    file, planned = found.file, {item.row: item for item in found.planned}
    systems = Counter(row.source_crs for row in file.rows if row.source_crs)
    changed = sum(item.differs for item in found.planned)
    created = sum(item.is_new for item in found.planned)
    records = _shown_of(file, {p.row for p in found.problems if p.row})
    read = {row.row: row.values for row in file.rows}
    return MarkerPreview(
        file=file.name,
        layer=file.layer,
        layers=file.layers,
        header_rows=file.header_rows,
        crs=tuple(crs for crs, _ in systems.most_common()),
        columns=tuple(_column(column, file) for column in file.columns),
        rows=tuple(
            _row(number, row, planned.get(number), read.get(number, {}), file.columns, lang)
            for number, row in records
        ),
        counts={
            "created": created, "updated": changed - created,
            "unchanged": len(found.planned) - changed, "refused": found.refused,
        },
        problems=found.problems,
    )  # fmt: skip


def _shown_of(file: MarkerFile, remarked: set[int]) -> list[tuple[int, Row]]:
    later = (record for record in file.records[ROWS:] if record[0] in remarked)
    return [*file.records[:ROWS], *islice(later, WITH_PROBLEMS)]


def _column(column: ColumnMapping, file: MarkerFile) -> PreviewColumn:
    held = (_cell(row, column.index) for _, row in file.records[:ROWS])
    sample = tuple(dict.fromkeys(text[:40] for text in held if text))[:_SAMPLES]
    return PreviewColumn(
        column.letter, column.header, column.label, column.field or "", column.unit,
        column.confidence, sample,
    )  # fmt: skip


def _row(
    number: int,
    row: Row,
    item: Planned | None,
    read: dict[str, Any],
    columns: tuple[ColumnMapping, ...],
    lang: str,
) -> PreviewRow:
    what = REFUSED if item is None else _what(item)
    return PreviewRow(
        number,
        what,
        tuple(_cell(row, column.index) for column in columns),
        tuple(_stored(column.field or "", item, read, _cell(row, column.index), lang)
              for column in columns),
    )  # fmt: skip


def _what(item: Planned) -> str:
    if item.is_new:
        return "created"
    return "updated" if item.differs else "unchanged"


def _stored(name: str, item: Planned | None, read: dict[str, Any], cell: str, lang: str) -> str:
    """A column's value as it will be stored; a part of a position as it stands there."""
    if not name or not cell:
        return ""
    if name in PLACE:
        if item is None or name not in ("lon", "lat") or name not in item.values:
            return cell
        return f"{item.values[name]:.6f}°"
    value = read.get(name)
    if value is None:
        return ""
    spec = fields.specs("marker").get(name)
    if spec is not None and spec.code_table:
        return reference.code_tables().label(spec.code_table, str(value), lang)
    return str(value)[:_LONGEST]


def _cell(row: Row, index: int) -> str:
    value = row[index] if index < len(row) else None
    return "" if value is None else shown(value).strip()[:_LONGEST]
