"""``demo``: the sample project, made and walked by public commands."""

from __future__ import annotations

import argparse
import itertools
import shutil
import tomllib
from pathlib import Path

from greenshield import resources
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.demo_walk import Walk
from greenshield.domain.errors import SurroundingsError, UsageError

_FOLDER = "greenshield-demo"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser("demo", parents=[common], help="the sample project / 示例项目")
    parser.add_argument("dir", nargs="?", default="", metavar="DIR", help="a new folder / 新文件夹")
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Makes the sample project in a folder and walks one issue from clue to filed."""
    folder = (Path(ctx.args.dir) if ctx.args.dir else _free(Path(_FOLDER))).absolute()
    _prepare(folder)
    sample = resources.sample("qinghe")
    inputs = folder / "inputs"
    shutil.copytree(sample, inputs)
    script = tomllib.loads((inputs / "demo.toml").read_text("utf-8"))
    walk = Walk(script, inputs, folder, ctx.lang, quiet=bool(getattr(ctx.args, "json", False)))
    data = walk.run()
    lines = ["", ctx.say("demo_done")]
    names = ("project", "report", "pack", "summary")
    lines += [f"  {ctx.say(f'demo_{name}')}  {data[name]}" for name in names]
    return Outcome(data, lines)


def _free(folder: Path) -> Path:
    """The folder, or the first of ``folder-2``, ``folder-3`` … where something stands there."""
    tried = folder
    for number in itertools.count(2):
        if not tried.exists() or (tried.is_dir() and not any(tried.iterdir())):
            break
        tried = folder.with_name(f"{folder.name}-{number}")
    return tried


def _prepare(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("demo_folder_not_empty", folder=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurroundingsError("file_no_permission", file=str(folder)) from error
