"""``ledger``: clues or whole ledgers in, the issues listed; a module for each command."""

from __future__ import annotations

import argparse

from greenshield.cli import (
    ledger_compare,
    ledger_export,
    ledger_import,
    ledger_layouts,
    ledger_list,
)
from greenshield.cli.arguments import Subparsers, group


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "ledger", "clues and issues / 台账")
    for module in (ledger_import, ledger_compare, ledger_export, ledger_layouts, ledger_list):
        module.add(verbs, common)
