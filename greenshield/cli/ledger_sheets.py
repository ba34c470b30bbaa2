"""Which sheets of a list the arguments name."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.domain.errors import UsageError


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
