"""The columns of the summary's tables: what each shows of a row, as a value and as a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from greenshield.reports.phrasing import M2_PER_HA, MU_PER_HA
from greenshield.reports.summary import COMPLETED, Key, SummaryTable, TableRow
from greenshield.reports.summary_formulas import Sources, sum_where, total_of
from greenshield.reports.summary_looks import COUNT, HECTARES, MONEY, SHARE, Looks

_YUAN_PER_WAN = 10_000
_PROBLEMS: Key = ("total", "problems")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a table. It has one of ``key``, ``of`` and ``part``.

    Attributes:
        group: the column group whose heading it stands under.
        number: its number format.
        key: adds this up, in units of ``over``.
        of: ``times`` the column of that key.
        part, whole: the share of some keys in another.
    """

    group: str
    heading: str
    number: str
    key: Key | None = None
    over: int = 1
    of: Key | None = None
    times: int = 1
    part: tuple[Key, ...] = ()
    whole: Key = _PROBLEMS

    def value(self, row: TableRow) -> float | None:
        """What the column shows of a row; None for a share of nothing."""
        if self.key is not None:
            return float(row.values[self.key]) / self.over
        if self.of is not None:
            return float(row.values[self.of]) / M2_PER_HA * self.times
        return row.share(self.part, self.whole)


def columns(table: SummaryTable, looks: Looks) -> tuple[Cell, ...]:
    """Every column of the summary, in order."""
    heads = looks.words["column"]
    out: list[Cell] = []
    for key in table.columns:
        group, code = key
        if group == "sum":
            out += _sums(key, heads)
        else:
            out.append(Cell(group, looks.column(group, code), COUNT, key=key))
        if key == ("clue", "checked"):
            issued = ("clue", "issued")
            out.append(Cell("clue", heads["clue.rate"], SHARE, part=(key,), whole=issued))
        if key == ("apart", "void"):
            done = tuple(("progress", name) for name in COMPLETED)
            closed = (("progress", "closed"),)
            out.append(Cell("rate", heads["rate.completed"], SHARE, part=done))
            out.append(Cell("rate", heads["rate.closed"], SHARE, part=closed))
    return tuple(out)


def _sums(key: Key, heads: Mapping[str, str]) -> list[Cell]:
    name = f"sum.{key[1]}"
    if key[1].endswith("_m2"):
        return [
            Cell("area", heads[f"{name}.ha"], HECTARES, key=key, over=M2_PER_HA),
            Cell("area", heads[f"{name}.mu"], MONEY, of=key, times=MU_PER_HA),
        ]
    if key[1] == "fine_yuan":
        return [Cell("money", heads[name], MONEY, key=key, over=_YUAN_PER_WAN)]
    return [Cell("money", heads[name], COUNT, key=key)]


@dataclass(frozen=True, slots=True)
class Formulas:
    """Writes the formulas of a table whose columns begin at a column of its sheet.

    Attributes:
        cells: the columns.
        first: the column of the first of them, from 0.
        sources: where the single issues stand.
    """

    cells: Sequence[Cell]
    first: int
    sources: Sources

    def of_group(self, criterion: str) -> Callable[[int, int], str | None]:
        """Formulas of a row that adds up issues: those whose group is the cell ``criterion``.

        Returns:
            Of a cell's place (of ``cells``) and its row the formula; None where it has none.
        """

        def made(place: int, row: int) -> str | None:
            key = self.cells[place].key
            if key is None:
                return self._in_row(place, row)
            source = self.sources.get(key)
            if source is None:
                return None
            total = sum_where(source, criterion)
            over = self.cells[place].over
            return total if over == 1 else f"{total}/{over}"

        return made

    def of_rows(self, rows: Sequence[int]) -> Callable[[int, int], str | None]:
        """Formulas of a row that adds up other rows of the table."""

        def made(place: int, row: int) -> str | None:
            if self.cells[place].key is None:
                return self._in_row(place, row)
            return total_of(self.first + place, rows)

        return made

    def _in_row(self, place: int, row: int) -> str | None:
        """A formula of other cells of its row."""
        cell = self.cells[place]
        where = {
            other.key: xl_rowcol_to_cell(row, self.first + n)
            for n, other in enumerate(self.cells)
            if other.key is not None
        }
        if cell.of is not None:
            return f"{where[cell.of]}*{cell.times}"
        parts = [where[key] for key in cell.part]
        part = "+".join(parts) if len(parts) == 1 else f"({'+'.join(parts)})"
        whole = where[cell.whole]
        return f'IF({whole}=0,"",{part}/{whole})'
