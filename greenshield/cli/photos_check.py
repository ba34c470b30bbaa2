"""``photos check``: what is doubtful about the photos of a project or an issue."""

from __future__ import annotations

from typing import Any

from greenshield.cli import output
from greenshield.cli.context import Context, Outcome
from greenshield.services import photo_check
from greenshield.services.photo_trust import Doubts


def add(verb: Any) -> None:
    """Adds the command; ``verb`` makes its parser."""
    look = verb("check", "what is doubtful about them; no verdict / 疑点提示，不作结论", run_check)
    look.add_argument("--issue", default="", metavar="ISSUE", help="tied to it only / 只看该问题的")
    look.add_argument("--sort", default="most", choices=photo_check.SORTS,
                      help="the most doubts first, by time, by file name, or by what is doubtful / "
                      "排序：疑点多的在前、时间、文件名、疑点种类")  # fmt: skip


def run_check(ctx: Context) -> Outcome:
    """Lists the photos about which something is odd."""
    with ctx.reading() as session:
        found = photo_check.check(session.project, issue=ctx.args.issue, sort=ctx.args.sort)
    items = [
        {
            "sha256": one.item["sha256"],
            "file": one.item["file"],
            "taken_at": one.item["taken_at"],
            "time": one.time,
            "position": one.position,
            "tags": one.item["tags"],
            "warnings": told(ctx, one.warnings),
            "doubts": told(ctx, one.doubts),
        }
        for one in found.found
    ]
    numbers = {"total": len(items), "photos": found.photos}
    lines = [ctx.say("photos_checked", **numbers)]
    rows = [
        (
            (
                item["sha256"][:12],
                item["file"],
                output.moment(item["taken_at"], one.item["taken_at_offset"]),
                ctx.say(f"photo_time_{item['time']}"),
                ctx.say(f"photo_position_{item['position']}"),
            ),
            [doubt["message"] for doubt in (*item["doubts"], *item["warnings"])],
        )
        for item, one in zip(items, found.found, strict=True)
    ]
    if rows:
        lines += output.table_and_below(ctx.say("photo_check_headers").split("|"), rows)
    return Outcome({"items": items, **numbers, "codes": found.counts}, lines)


def told(ctx: Context, doubts: Doubts) -> list[dict[str, Any]]:
    """Remarks and doubts with their figures and sentences."""
    return [{"code": c, "params": p, "message": ctx.say(c, **p)} for c, p in doubts]
