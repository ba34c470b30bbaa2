"""``areas check``: do the zones of each protected area fit together?"""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.services import area_check, legal_context
from greenshield.services.area_check import Found


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command to its group."""
    new = verbs.add_parser(
        "check", parents=[common], help="do the zones fit together? / 检查分区重叠与缝隙"
    )
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("--as-of", metavar="DATE", default="", help="in force on / 以该日有效的为准")
    new.set_defaults(run=run_check)


def run_check(ctx: Context) -> Outcome:
    """Tells overlaps, gaps, slivers, what reaches out of its area, and what no zone covers."""
    on = ctx.as_of
    judged_on = on or legal_context.NEWEST
    progress = ctx.progress()
    with ctx.reading() as session:
        found = area_check.check(session.project, judged_on, progress)
        zones = area_check.count(session.project, judged_on)
    progress.end()
    items = [_plain(ctx, one) for one in found]
    lines = [item["message"] for item in items]
    lines = lines or [ctx.say("zones_fit" if zones else "zones_none")]
    data = {"as_of": on or None, "items": items, "total": len(items), "zones": zones}
    return Outcome(data, lines)


def _plain(ctx: Context, one: Found) -> dict[str, Any]:
    m = one.misfit
    return {
        "code": one.code,
        "message": ctx.say(one.code, **one.params),
        "area": one.area,
        "zones": [{"id": zone.id, "name": zone.name, "zone": zone.zone_code} for zone in one.zones],
        "area_m2": m.m2,
        "pieces": m.pieces,
        "width_m": m.width_m,
        "lon": m.lon,
        "lat": m.lat,
    }
