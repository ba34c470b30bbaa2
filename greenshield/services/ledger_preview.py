"""What an import of a ledger would do, row by row: the dry run, told for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield import messages, reference
from greenshield.domain import fields
from greenshield.domain.import_preview import (
    REFUSED,
    LedgerPreview,
    PreviewColumn,
    PreviewRow,
    SheetLeft,
)
from greenshield.formats.ledger_build import raw_names
from greenshield.formats.ledger_columns import known_fields
from greenshield.formats.ledger_model import ColumnMapping, LedgerRow
from greenshield.services import ledger_import, ledger_layouts
from greenshield.services.ledger_import import LedgerImported, LedgerOptions, SheetPlan
from greenshield.services.ledger_planned import RowPlan
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

ROWS = 200  # the first ones
WITH_PROBLEMS = 2000  # rows that are shown because something is said of them
_SAMPLES = 3
_LONGEST = 200  # letters of a cell
_NUMBERS = ("external_no", "issue_no")  # from which a row that has none gets its clue number


def of(
    session: Session, path: Path, options: LedgerOptions, progress: Progress = SILENT,
    lang: str = "zh",
) -> LedgerPreview:  # fmt: skip
    """Reads and judges a ledger as an import would, and writes nothing.

    Args:
        session: who would import, where; may be open for reading.
        path: as of ``ledger_import.import_file``.
        options: the same.
        progress: the same.
        lang: of the codes' words in the rows.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as ``import_file``.
    """
    dry = replace(options, dry_run=True)
    return told(ledger_import.import_file(session, path, dry, progress), lang)


def told(done: LedgerImported, lang: str = "zh") -> LedgerPreview:
    """The preview of an import that was made or tried; the first sheet, with the others in it."""
    first, *others = (_sheet(done, sheet, lang) for sheet in done.sheets)
    return replace(first, others=tuple(others))


def _sheet(done: LedgerImported, read: SheetPlan, lang: str) -> LedgerPreview:
    file = read.file
    whats = {row.row: row for row in read.plan.rows}
    everything = sorted([*file.rows, *file.turned_away], key=lambda row: row.row)
    mine = {p.row for p in done.problems if p.row and p.file == file.name}
    shown = _shown(everything, mine)
    return LedgerPreview(
        file=file.name,
        sheet=file.sheet,
        sheets=file.sheets,
        header_rows=file.header_rows,
        columns=_columns(file.columns, everything),
        rows=tuple(_row(row, whats.get(row.row), file.columns, lang) for row in shown),
        counts={
            "created": done.created, "updated": done.updated, "unchanged": done.unchanged,
            "refused": done.refused, "adopted": done.adopted, "skipped": len(file.skipped),
        },
        problems=done.problems,
        is_shapes=file.header_rows == (0, 0),
        standing=done.standing,
        states=done.states,
        total=len(everything),
        left=tuple(SheetLeft(one.sheet, one.rows, one.hidden) for one in file.left),
        remembered="" if file.layout is None else file.layout.said_on,
        mark="" if file.layout is None
        else ledger_layouts.key_of([column.header for column in file.columns]),
    )  # fmt: skip


def catalogue() -> dict[str, tuple[str, ...]]:
    """The fields that a column may be mapped to, by the group in which a list shows them."""
    known = known_fields()
    own = fields.specs("issue")
    out: dict[str, list[str]] = {}
    for name, spec in own.items():
        if name in known and (not spec.derived or name in ("lon", "lat", "state")):
            out.setdefault(spec.group or "other", []).append(name)
    for name in sorted(known - own.keys()):
        out.setdefault("other" if name != "state" else "dispatch", []).append(name)
    return {group: tuple(names) for group, names in out.items()}


def _shown(rows: list[LedgerRow], remarked: set[int]) -> Iterable[LedgerRow]:
    room = WITH_PROBLEMS
    for count, row in enumerate(rows):
        if count < ROWS:
            yield row
        elif row.row in remarked and room:
            room -= 1
            yield row


def _columns(
    columns: tuple[ColumnMapping, ...], rows: list[LedgerRow]
) -> tuple[PreviewColumn, ...]:
    names = raw_names(columns)
    out = []
    for column, name in zip(columns, names, strict=True):
        held = (row.raw[name].strip() for row in rows if row.raw.get(name, "").strip())
        sample = tuple(dict.fromkeys(text[:40] for text, _ in zip(held, range(20), strict=False)))
        out.append(
            PreviewColumn(
                column.letter, column.header, column.label, column.field or "", column.unit,
                column.confidence, sample[:_SAMPLES], column.by, column.proposed,
            )
        )  # fmt: skip
    return tuple(out)


def _row(
    row: LedgerRow, plan: RowPlan | None, columns: tuple[ColumnMapping, ...], lang: str
) -> PreviewRow:
    names = raw_names(columns)
    return PreviewRow(
        row.row,
        REFUSED if plan is None else plan.what,
        tuple(row.raw.get(name, "")[:_LONGEST] for name in names),
        tuple(_read(row, column.field, lang) for column in columns),
    )


def _read(row: LedgerRow, name: str | None, lang: str) -> str:
    """A value as it will be stored, in words."""
    if not name:
        return ""
    if name == "state":
        return reference.code_tables().label("state", row.state, lang) if row.state else ""
    value = row.fields.get(name)
    if value is None and name in _NUMBERS:
        pairs = row.fields.get("external_nos") or []
        value = pairs[0][1] if pairs else None
    return _worded(name, value, lang)[:_LONGEST]


def _worded(name: str, value: Any, lang: str) -> str:
    spec = fields.specs("issue").get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if spec is not None and spec.code_table:
        tables = reference.code_tables()
        codes = value if isinstance(value, list) else [value]
        return "、".join(tables.label(spec.code_table, str(code), lang) for code in codes)
    if isinstance(value, float):
        unit = spec.unit if spec is not None else ""
        if unit == "m2":
            return f"{value:,.1f} m²"
        digits = f"{value:.6f}".rstrip("0").rstrip(".")
        return f"{digits}°" if unit == "deg" else digits
    if isinstance(value, dict):
        return messages.counted("issue", name, value, lang)
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return str(value)
