"""What the import of a list did: of boundary markers, of what a space bars or limits."""

from __future__ import annotations

from typing import Any

from greenshield.cli import output
from greenshield.cli.context import Context, Outcome
from greenshield.services.marker_import import MarkersImported
from greenshield.services.restriction_import import ListImported

_COUNTS = ("imported", "updated", "unchanged", "refused")


def outcome(
    ctx: Context,
    done: MarkersImported | ListImported,
    said: str,
    *,
    dry_run: bool,
    called: dict[str, str],
    more: dict[str, Any],
) -> Outcome:
    """The counts, columns and problems as JSON, and in words.

    Args:
        ctx: of the command.
        done: what was done, or would be.
        said: the message that tells the counts.
        dry_run: whether nothing was written.
        called: what that message calls the list.
        more: what JSON tells besides.
    """
    counts: dict[str, Any] = {name: getattr(done, name) for name in _COUNTS}
    data = counts | {
        "dry_run": dry_run,
        "file": done.file,
        **more,
        "columns": [{"column": c, "field": f or None} for c, f in done.columns],
        "problems": [output.problem_dict(p, ctx.lang) for p in done.problems],
    }
    lines = [ctx.say(said, **called, **counts)]
    read = [f"{c} → {f}" for c, f in done.columns if f]
    left = [c for c, f in done.columns if not f and c]
    if read:
        lines.append(ctx.say("area_columns_read", columns=ctx.listed(read)))
    if left:
        lines.append(ctx.say("ledger_columns_left", columns=ctx.listed(left)))
    return Outcome(data, lines, 1 if done.refused else 0)
