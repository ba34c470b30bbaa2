"""Which sheets of a list the arguments name, and what their columns hold."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.domain.errors import UsageError


def add_arguments(new: argparse.ArgumentParser) -> None:
    """Adds ``--sheet``, ``--all-sheets`` and ``--mapping`` to a command that reads a list."""
    new.add_argument(
        "--sheet", metavar="S", action="append", default=[],
        help="sheet or layer; may stand several times / 工作表或图层，可写几个",
    )  # fmt: skip
    new.add_argument(
        "--all-sheets", action="store_true",
        help="every visible one that looks like a ledger / 所有像台账的工作表",
    )  # fmt: skip
    new.add_argument(
        "--mapping", metavar="field=HEADER", nargs="+", action="extend", default=[],
        help="which column is which field; or a file of them, TOML or JSON / 列对照或对照文件",
    )  # fmt: skip


def asked(args: argparse.Namespace) -> dict[str, Any]:
    """The options ``sheet``, ``sheets`` and ``all_sheets`` of a reading.

    Raises:
        UsageError: ``ledger_sheets_both``.
    """
    if args.sheet and args.all_sheets:
        raise UsageError("ledger_sheets_both")
    return {
        "sheet": args.sheet[0] if len(args.sheet) == 1 else None,
        "sheets": tuple(args.sheet) if len(args.sheet) > 1 else (),
        "all_sheets": args.all_sheets,
    }
