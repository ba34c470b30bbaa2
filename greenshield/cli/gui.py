"""``gui``: starts the window, which this package finds by its entry point and never imports."""

from __future__ import annotations

import argparse
from importlib.metadata import EntryPoint, entry_points

from greenshield.cli.arguments import Subparsers
from greenshield.cli.screen import need_screen
from greenshield.domain.errors import SurroundingsError

GROUP, NAME = "greenshield.faces", "window"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser("gui", parents=[common], help="the window / 打开窗口")
    parser.add_argument(
        "project", nargs="?", default="", metavar="PROJECT", help="to open at once / 直接打开"
    )
    parser.set_defaults(start=start)


def start(args: argparse.Namespace) -> int:
    """Starts the window and waits until it is closed; how it ended.

    The window is handed what it would be given on a command line of its own: the project, if
    one was named, and ``--lang`` where it was asked for.

    Raises:
        SurroundingsError: ``window_not_installed``, ``window_not_startable``,
            ``window_without_screen``.
    """
    face = _face()
    given: list[str] = []
    if asked := getattr(args, "lang", ""):
        given += ["--lang", asked]
    if args.project:
        given.append(args.project)
    try:
        main = face.load()
    except (ImportError, AttributeError) as error:
        # A library of the system that Qt needs, or PySide6 itself, is missing.
        raise SurroundingsError("window_not_startable", reason=str(error)) from error
    need_screen()
    return int(main(given) or 0)


def _face() -> EntryPoint:
    found = entry_points(group=GROUP, name=NAME)
    if not found:
        raise SurroundingsError("window_not_installed")
    return next(iter(found))
