"""``tracks``: import and list the tracks of patrols."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.photos import whole_refused
from greenshield.services import track_import


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "tracks", "tracks of patrols / 轨迹")
    take = verbs.add_parser("import", parents=[common], help="GPX, KML, NMEA / 导入")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("files", nargs="+", metavar="FILE")
    take.set_defaults(run=run_import)
    show = verbs.add_parser("list", parents=[common], help="list them / 列出")
    show.add_argument("project", metavar="PROJECT")
    show.set_defaults(run=run_list)


def run_import(ctx: Context) -> Outcome:
    """Imports track files."""
    paths = [Path(f) for f in ctx.args.files]
    progress = ctx.progress()
    with ctx.writing() as session:
        done = track_import.import_tracks(session, paths, progress)
    progress.end()
    if len(paths) == 1 and done.refused:
        raise whole_refused(done.problems[0])
    numbers = {name: getattr(done, name) for name in ("added", "duplicates", "refused")}
    problems = [output.problem_dict(p, ctx.lang) for p in done.problems]
    lines = [ctx.say("tracks_imported", **numbers)]
    return Outcome({**numbers, "problems": problems}, lines, 1 if done.refused else 0)


def run_list(ctx: Context) -> Outcome:
    """Lists tracks."""
    with ctx.reading() as session:
        items = track_import.tracks(session.project)
    rows = [
        (
            item["name"],
            item["started_at"],
            item["ended_at"],
            item["points"],
            "" if item["length_m"] is None else f"{item['length_m']:.0f}",
        )
        for item in items
    ]
    lines = output.table(ctx.say("track_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)
