"""Starts the window: the worker first, so that both processes load at the same time."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING

from ui.tasks import child

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

_LATER_MS = 400
_STANDS_MS = 3000  # by then every room is made


@dataclass(frozen=True, slots=True)
class Started:
    """A window that is shown; it lives as long as this does."""

    app: QApplication
    window: MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Shows the window until it is closed; the exit code.

    Args:
        arguments: a project's folder, or nothing; ``sys.argv`` by default.
    """
    freeze_support()
    started = start(arguments)
    try:
        return int(started.app.exec())
    finally:
        from ui.widgets import clipboard

        clipboard.leave_as_text()
        desk = started.window.desk
        desk.prefs.flush()
        desk.office.stop()


def start(arguments: Sequence[str] | None = None) -> Started:
    """Shows the window and has the project opened that was named, if one was."""
    parser = argparse.ArgumentParser(prog="greenshield gui")
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--lang", choices=("zh", "en"))
    given = parser.parse_args(arguments)
    # Loading makes a million small things that stay: looking through them for waste, time and
    # again, takes a tenth of the start.
    gc.disable()
    worker = child.start()

    # Qt takes a quarter of a second to load, in which the worker loads what it needs.
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui import endings, language, project_calls, words
    from ui.desk import Desk
    from ui.look import theme
    from ui.main_window import MainWindow
    from ui.prefs import Prefs
    from ui.tasks import unexpected, wire
    from ui.tasks.office import Office

    sys.setswitchinterval(0.0005)  # the listener must not hold up a frame
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Green Shield")
    app.setOrganizationName("greenshield")
    language.set_language(app, given.lang or language.preferred())
    prefs = Prefs()
    theme.apply(app, prefs.get("look.mode", "system"))
    office = Office(worker)
    # First of all: it is there before the project is, and no opening makes it void.
    office.run(wire.WRITE, project_calls.code_tables, done=lambda m: words.use_tables(m.value))
    desk = Desk(office, prefs)
    window = MainWindow(desk)
    endings.on_signals(window)
    unexpected.tell(lambda error: desk.trouble.emit(error, ""))
    window.show()
    if given.project is not None:
        window.open_project(given.project)
    # While a project is opened there is nothing else to do; else once the start page stands.
    QTimer.singleShot(0 if given.project is not None else _LATER_MS, window.prepare)
    QTimer.singleShot(_STANDS_MS, _collect_again)
    return Started(app, window)


def _collect_again() -> None:
    gc.freeze()  # what stands now stays: no collection need walk through it
    gc.enable()


if __name__ == "__main__":
    raise SystemExit(main())
