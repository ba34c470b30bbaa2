"""Lists as an import reads them: by the words and the codes that ship."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from helpers.foreign import office_convert
from helpers.imports import sheets_file

from greenshield import reference, resources
from greenshield.formats.ledger import LedgerFile, read_ledger

SYNONYMS = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
CODES = reference.code_tables()


def read_list(path: Path, **more: Any) -> LedgerFile:
    """A list in a file; ``more`` goes to ``read_ledger``."""
    return read_ledger(path, synonyms=SYNONYMS, codes=CODES, **more)


def read_as(path: Path, ending: str) -> LedgerFile:
    """A list of a workbook that LibreOffice saved in another format first, where it is another."""
    if ending != path.suffix[1:]:
        path = office_convert(path, ending, path.parent / "out")
    return read_list(path)


def read_columns(folder: Path, columns: Mapping[str, Iterable[Any]], **more: Any) -> LedgerFile:
    """A list of columns by their headers, written as a workbook, of a patrol in one province."""
    rows = zip(*columns.values(), strict=True)
    path = sheets_file(folder / "台账.xlsx", {"Sheet": (list(columns), *rows)})
    return read_list(path, division="220000", defaults={"source_code": "patrol"}, **more)


def read_rows(folder: Path, *rows: list[Any], merged: Iterable[str] = ()) -> LedgerFile:
    """A list of rows as they stand, its header among them, with merged ranges such as ``A2:A4``."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in merged:
        book.active.merge_cells(place)
    book.save(folder / "台账.xlsx")
    return read_list(folder / "台账.xlsx")
