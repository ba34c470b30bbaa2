"""``areas void``: takes a version of a boundary that was imported wrong out of force."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.services import area_void


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command to its group."""
    drop = verbs.add_parser("void", parents=[common], help="take one out of force / 作废")
    drop.add_argument("project", metavar="PROJECT")
    drop.add_argument(
        "area", metavar="AREA", help="id, or code or name with @DATE / 标识，或编号、名称@日期"
    )
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.add_argument("--zones-only", action="store_true", help="its zones alone / 只作废其功能区")
    drop.add_argument("--restore", action="store_true", help="put it back / 恢复")
    drop.set_defaults(run=run_void)


def run_void(ctx: Context) -> Outcome:
    """Takes a version out of force with its zones, or puts it back."""
    a = ctx.args
    with ctx.writing() as session:
        done = area_void.void(session, a.area, a.reason, zones_only=a.zones_only, restore=a.restore)
        session.project.checkpoint()
    problems = [problem_dict(problem, ctx.lang) for problem in done.problems]
    data: dict[str, Any] = {
        "voided": not a.restore, "name": done.name, "areas": list(done.areas),
        "zones": list(done.zones), "judged_by": list(done.issues), "problems": problems,
    }  # fmt: skip
    said = "area_put_back" if a.restore else "area_taken_out"
    counts = {"areas": len(done.areas), "zones": len(done.zones)}
    return Outcome(data, [ctx.say(said, name=done.name, **counts)])
