"""What is said of columns, for each of several sheets: each has only some of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from greenshield.domain.errors import UsageError
from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_columns import UNKNOWN

if TYPE_CHECKING:
    from greenshield.services.ledger_reading import ColumnWords


class Fitting:
    """Reads sheets with those of the caller's columns that each has.

    Args:
        said: of all sheets; what is said of one alone must be in it.
    """

    def __init__(self, said: ColumnWords) -> None:
        self._said = said
        self._open = {*said.columns.values(), *said.ignored}
        self._known: dict[str, None] = {}

    def read(self, sheet: str | None, read: Callable[[ColumnWords], LedgerFile]) -> LedgerFile:
        """One sheet, read without the columns that it has not.

        Raises:
            UsageError: as ``read``, but for an unknown column of all sheets.
        """
        said = self._said.of(sheet)
        is_own = sheet is not None and sheet in self._said.sheets
        while True:
            try:
                file = read(said)
            except UsageError as error:
                if is_own or error.code != UNKNOWN:
                    raise
                missing = str(error.params["column"])
                self._known[str(error.params["known"])] = None
                said = replace(
                    said,
                    columns={f: c for f, c in said.columns.items() if c != missing},
                    ignored=tuple(c for c in said.ignored if c != missing),
                )
            else:
                if not is_own:
                    self._open -= {*said.columns.values(), *said.ignored}
                return file

    def refuse_nowhere(self, sheets: Sequence[str]) -> None:
        """Refuses a column that none of the sheets has.

        Raises:
            UsageError: ``ledger_mapping_nowhere``.
        """
        if not self._known:  # every sheet has what is said of itself
            return
        for column in (*self._said.columns.values(), *self._said.ignored):
            if column in self._open:
                raise UsageError(
                    "ledger_mapping_nowhere", column=column, sheets="、".join(sheets),
                    known="；".join(self._known),
                )  # fmt: skip
