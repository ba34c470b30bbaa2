"""``report``: closure reports, archive packs, summaries. Each command has a module of its own."""

from __future__ import annotations

import argparse

from greenshield.cli import (
    report_batch,
    report_closure,
    report_handover,
    report_summary,
    report_template,
)
from greenshield.cli.arguments import Subparsers, group


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "report", "reports / 报告")
    report_closure.add(verbs, common)
    report_batch.add(verbs, common)
    report_handover.add(verbs, common)
    report_summary.add(verbs, common)
    report_template.add(verbs, common)
