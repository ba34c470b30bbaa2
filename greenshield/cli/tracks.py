"""``tracks``: import and list the tracks of patrols."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.photos import whole_refused
from greenshield.services import track_import
from greenshield.services.photo_files import clean_name


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "tracks", "tracks of patrols / 轨迹")
    take = verbs.add_parser("import", parents=[common], help="GPX, KML, NMEA / 导入")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("files", nargs="+", metavar="PATH", help="file or folder / 文件或文件夹")
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
    fatal = [p for p in done.problems if p.fatal]
    if len(paths) == len(fatal) == 1 and fatal[0].file == clean_name(str(paths[0])):
        raise whole_refused(fatal[0])
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
            output.moment(item["started_at"]),
            output.moment(item["ended_at"]),
            item["points"],
            "" if item["length_m"] is None else f"{item['length_m']:.0f}",
        )
        for item in items
    ]
    lines = output.table(ctx.say("track_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)
