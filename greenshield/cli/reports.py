"""``report``: closure reports, archive packs, summaries. Each command has a module of its own."""

from __future__ import annotations

import argparse

from greenshield.cli import report_closure, report_summary, report_template
from greenshield.cli.arguments import Subparsers, group


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "report", "reports / 报告")
    for command in (report_closure, report_summary, report_template):
        command.add(verbs, common)
