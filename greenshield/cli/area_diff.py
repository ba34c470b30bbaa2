"""``areas diff``: what a new boundary version adds, drops and moves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.services import area_diff, area_diff_out
from greenshield.services.area_diff import AreaChange


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command to its group."""
    new = verbs.add_parser(
        "diff", parents=[common], help="compare two versions / 比较两个版本的边界"
    )
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("old", metavar="OLD", help="DATE, AREA@DATE or AREA / 旧版")
    new.add_argument("new", metavar="NEW", help="DATE, AREA@DATE or AREA / 新版")
    new.add_argument(
        "-o", "--output", metavar="FILE", help="layer or table, by ending / 写出图层或表格"
    )
    new.set_defaults(run=run_diff)


def run_diff(ctx: Context) -> Outcome:
    """Compares, tells, and writes the layer where one is asked for."""
    args = ctx.args
    progress = ctx.progress()
    with ctx.reading() as session:
        found = area_diff.compare(session.project, args.old, args.new, progress)
    progress.end()
    data: dict[str, Any] = {"items": [area_diff.plain(one) for one in found], "total": len(found)}
    lines = [line for one in found for line in _lines(ctx, one)]
    if found and all(one.is_kept and not _lost_core(one) for one in found):
        lines.append(ctx.say("area_diff_none_shrunk", count=len(found)))
    if args.output:
        area_diff_out.write(found, Path(args.output), ctx.lang)
        data["file"] = args.output
        lines.append(ctx.say("area_diff_written", file=args.output))
    return Outcome(data, lines or [ctx.say("area_diff_nothing")])


def _lost_core(one: AreaChange) -> bool:
    core = one.difference.core
    return core is not None and not core.is_kept


def _lines(ctx: Context, one: AreaChange) -> list[str]:
    """The boundary, and below it each change and what it must not have done."""
    d = one.difference
    whole = ctx.say(
        "area_diff_whole", name=one.name, before=f"{d.before_m2:.2f}", after=f"{d.after_m2:.2f}",
        change=f"{d.after_m2 - d.before_m2:+.2f}",
    )  # fmt: skip
    below = [
        ctx.say(
            f"area_diff_{c.kind}", before=ctx.code_word("zone", c.before),
            after=ctx.code_word("zone", c.after), m2=f"{c.m2:.2f}",
        )
        for c in d.changes
    ]  # fmt: skip
    if not one.is_kept:
        below.append(ctx.say("area_diff_shrunk", lost=f"{d.whole.net_lost_m2:.2f}"))
    if d.core and not d.core.is_kept:
        before, after = f"{one.core_before_m2:.2f}", f"{one.core_after_m2:.2f}"
        told = {"before": before, "after": after, "lost": f"{d.core.net_lost_m2:.2f}"}
        below.append(ctx.say("area_diff_core_shrunk", **told))
    if one.is_coarse:
        before, after = (f"{m2:.2f}" for m2 in d.geodesic_m2)
        edge = f"{d.longest_edge_m / 1000:.1f}"
        below.append(ctx.say("area_diff_coarse", edge=edge, before=before, after=after))
    return [whole, *(f"  {line}" for line in below)]
