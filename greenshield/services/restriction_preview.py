"""What an import of a negative list would do, read and judged by the import's own steps."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.import_preview import REFUSED, LedgerPreview, PreviewColumn, PreviewRow
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.sheet_grid import Row, shown
from greenshield.services import restriction_import
from greenshield.services.progress import SILENT, Progress
from greenshield.services.restriction_import import Judged, ListOptions, Planned
from greenshield.services.restriction_rows import KNOWN
from greenshield.services.session import Session

ROWS = 200  # the first ones
WITH_PROBLEMS = 2000  # rows that are shown because something is said of them
_SAMPLES, _SAMPLE = 3, 40
_LIST_MARK = "、"


def of(
    session: Session, path: Path, options: ListOptions, progress: Progress = SILENT,
    lang: str = "zh",
) -> LedgerPreview:  # fmt: skip
    """Reads and judges a negative list as an import would, and writes nothing.

    Args:
        session: who would import, where; may be open for reading.
        path: as of ``restriction_import.import_file``.
        options: the same.
        progress: the same.
        lang: of the codes' words in the rows.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as ``import_file``.
    """
    seen = restriction_import.judged(session, path, options, progress)
    listed = seen.listed
    remarked = {p.row for p in seen.problems if p.row}
    later = (one for one in listed.records[ROWS:] if one[0] in remarked)
    records = [*listed.records[:ROWS], *islice(later, WITH_PROBLEMS)]
    stored = {one.row: one for one in seen.planned}
    return LedgerPreview(
        file=listed.file, sheet=listed.sheet, sheets=listed.sheets or (listed.sheet,),
        header_rows=listed.header_rows,
        columns=tuple(_column(column, listed.records) for column in listed.columns),
        rows=tuple(_row(n, row, seen, stored.get(n), lang) for n, row in records),
        counts=_counts(seen), problems=seen.problems,
    )  # fmt: skip


def fields_of() -> tuple[str, ...]:
    """The fields that a column of a negative list may be mapped to."""
    return KNOWN


def _counts(seen: Judged) -> dict[str, int]:
    new = sum(one.is_new for one in seen.planned)
    changed = sum(one.differs for one in seen.planned) - new
    return {
        "created": new, "updated": changed, "unchanged": len(seen.planned) - new - changed,
        "refused": seen.refused,
    }  # fmt: skip


def _column(column: ColumnMapping, records: list[tuple[int, Row]]) -> PreviewColumn:
    held = (_cell(row, column.index) for _, row in records[:ROWS])
    sample = tuple(dict.fromkeys(text[:_SAMPLE] for text in held if text))[:_SAMPLES]
    return PreviewColumn(
        column.letter, column.header, column.label, column.field or "", column.unit,
        column.confidence, sample,
    )  # fmt: skip


def _row(number: int, row: Row, seen: Judged, one: Planned | None, lang: str) -> PreviewRow:
    what = REFUSED
    if one is not None:
        what = "created" if one.is_new else "updated" if one.differs else "unchanged"
    columns = seen.listed.columns
    values = {} if one is None else one.values
    return PreviewRow(
        number, what, tuple(_cell(row, c.index) for c in columns),
        tuple(_read(c.field or "", values, lang) for c in columns),
    )  # fmt: skip


def _cell(row: Row, index: int) -> str:
    cell = row[index] if index < len(row) else None
    return "" if cell is None else shown(cell)


def _read(field: str, values: dict[str, Any], lang: str) -> str:
    """What became of a column's value, in words."""
    if field == "measure":
        names = ("measure_codes", "restore_targets", "measure_words")
        return _LIST_MARK.join(filter(None, (_worded(n, values.get(n), lang) for n in names)))
    name = "space_codes" if field == "space" else field
    return _worded(name, values.get(name), lang) if name else ""


def _worded(name: str, value: Any, lang: str) -> str:
    table = fields.specs("restriction")[name].code_table
    parts = value if isinstance(value, list) else [] if value is None else [value]
    if table:
        parts = [reference.code_tables().label(table, str(part), lang) for part in parts]
    return _LIST_MARK.join(str(part) for part in parts)
