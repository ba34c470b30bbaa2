"""A copy of a ledger's sheet in which each refused cell says why: for who has to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from greenshield import messages
from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.ledger_model import PLACE, LedgerFile
from greenshield.formats.sheet_commented import commented
from greenshield.formats.sheet_notes import CELL, REMARK, ROW, ListWords, Note
from greenshield.reports.writing import write_whole
from greenshield.services import ledger_reading

# What a row lacks as a whole -> the columns where it should stand.
_LACKED = {
    "ledger_row_no_number": ("clue_no", "issue_no", "external_no"),
    "ledger_number_twice": ("clue_no", "issue_no"),
    "ledger_number_in_sheets": ("clue_no", "issue_no"),
    "ledger_row_no_source": ("source_code",),
    "ledger_row_no_place": ("lon", "x", "lonlat", "shape_text", *sorted(PLACE)),
}

# What is remarked of a cell whose value is taken all the same.
_TAKEN = frozenset(
    (
        "ledger_place_swapped",
        "ledger_shape_repaired",
        "ledger_place_outside_division",
        "ledger_date_in_text",
        "ledger_row_hidden",
        "ledger_row_struck",
        "ledger_cell_struck",
    )
)


@dataclass(frozen=True, slots=True)
class CommentedCopy:
    """What was written.

    Attributes:
        path: the copy.
        cells: how many cells have a comment.
        problems: a remark where looks and formulas could not be kept.
    """

    path: Path
    cells: int
    problems: tuple[Problem, ...]


def refuse_target(source: Path, out: Path) -> None:
    """Says before anything is done that a copy can't go there.

    Raises:
        UsageError: ``commented_no_sheet`` (shapes have no cells), ``commented_over_original``,
            ``commented_suffix``.
    """
    if source.is_file() and not ledger_reading.is_sheet(source):
        raise UsageError("commented_no_sheet", file=source.name)
    if out.exists() and source.exists() and out.samefile(source):
        raise UsageError("commented_over_original", file=str(out))
    if out.suffix.casefold() not in (".xlsx", ".xlsm"):
        raise UsageError("commented_suffix", file=out.name, expected=".xlsx")


def write(
    source: Path, files: Iterable[LedgerFile], problems: Iterable[Problem], out: Path, *,
    lang: str, encoding: str | None = None,
) -> CommentedCopy | None:  # fmt: skip
    """Writes the copy; None where there is nothing to say of any cell.

    Args:
        source: the sheet as it came, left as it is.
        files: the sheets of it that were read.
        problems: what was refused or remarked, of reading those that ``files`` hold; they are
            written where they name a row.
        out: where the copy goes.
        lang: of the comments, ``zh`` or ``en``.
        encoding: of a text table.

    Raises:
        UsageError: as :func:`refuse_target`; ``commented_suffix`` where macros need ``.xlsm``.
        UnreadableError: the sheet can't be read any more.
        SurroundingsError: no room, no permission.
    """
    refuse_target(source, out)
    notes = notes_of(files, problems, lang)
    if not notes:
        return None
    copy = commented(source, notes, _words(lang), encoding=encoding)
    if out.suffix.casefold() != copy.suffix:
        raise UsageError("commented_suffix", file=out.name, expected=copy.suffix)
    write_whole(out, copy.content)
    told = []
    if copy.redrawn:
        told.append(Problem("commented_redrawn", source.name, fatal=False))
    return CommentedCopy(out, copy.cells, tuple(told))


def notes_of(files: Iterable[LedgerFile], problems: Iterable[Problem], lang: str) -> list[Note]:
    """A note on the cell of each problem that names a row, rows in order.

    Of what refuses no row only what is wrong in the sheet itself is told: what a project knows
    beside (another value, an area that it has not) is not for who mends the sheet.
    """
    by_name = {file.name: file for file in files}
    of_sheets = {id(problem) for file in by_name.values() for problem in file.problems}
    out = []
    for problem in problems:
        file = by_name.get(problem.file)
        if file is None or problem.row is None:
            continue
        if not problem.fatal and id(problem) not in of_sheets:
            continue
        columns = {column.label: column.index for column in file.columns}
        index = columns.get(problem.column) if problem.column else _lacked(file, problem.code)
        at = 0 if index is None else index
        header = file.columns[at].header if at < len(file.columns) else ""
        params = {"file": problem.file, "row": problem.row, "column": problem.column}
        params |= problem.params
        out.append(
            Note(
                file.sheet, problem.row, at, header, str(problem.params.get("seen") or ""),
                messages.text(problem.code, params, lang),
                # Who mends a sheet need not type commands.
                messages.remedy(problem.code, params, lang, window=True), _what(problem),
            )
        )  # fmt: skip
    return sorted(out, key=lambda note: (note.sheet, note.row, note.column))


def _what(problem: Problem) -> str:
    if problem.fatal:
        return ROW
    return REMARK if problem.code in _TAKEN else CELL


def _lacked(file: LedgerFile, code: str) -> int | None:
    places = {column.field: column.index for column in file.columns if column.field}
    return next((places[name] for name in _LACKED.get(code, ()) if name in places), None)


def _words(lang: str) -> ListWords:
    headers = messages.text("commented_headers", {}, lang).split("|")
    sheet, cell, header, seen, result, why, remedy = headers
    return ListWords(
        messages.text("commented_list", {}, lang),
        (sheet, cell, header, seen, result, why, remedy),
        {
            ROW: messages.text("commented_row", {}, lang),
            CELL: messages.text("commented_cell", {}, lang),
            REMARK: messages.text("commented_remark", {}, lang),
        },
    )
