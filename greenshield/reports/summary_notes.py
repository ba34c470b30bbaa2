"""The sheet 说明: how the summary counts."""

from __future__ import annotations

from greenshield.reports.summary_looks import Looks

_WIDE, _FIT = 74, 70  # half-width characters: of the column, and surely on a line
_LINE_HIGH = 15.0  # points
_A4 = 9


def write(looks: Looks) -> None:
    """Writes the sheet, each row as high as its text."""
    sheet = looks.book.add_worksheet(looks.words["sheet"]["notes"])
    sheet.set_column(0, 0, _WIDE)
    told = looks.told("cutoff_notes")
    for line, text in enumerate((told, *looks.words["notes"].values())):
        lines = -(-sum(2 if ord(char) > 0x2E80 else 1 for char in text) // _FIT)
        sheet.set_row(line, _LINE_HIGH * lines + 4)  # not every program fits it by itself
        sheet.write_string(line, 0, text, looks.format(look="wrap"))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
