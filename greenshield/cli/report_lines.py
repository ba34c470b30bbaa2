"""What the report commands say alike."""

from __future__ import annotations

from pathlib import Path

from greenshield.cli.context import Context


def written(ctx: Context, out: Path, *, there: bool) -> str:
    """That a file is written, and that another of its name stood there."""
    return ctx.say("report_overwritten" if there else "report_written", out=out)
