"""Starts the window: the worker first, so that both processes load at the same time."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from multiprocessing import freeze_support
from pathlib import Path

from ui.tasks import child

_LATER_MS = 400


def main(arguments: Sequence[str] | None = None) -> int:
    """Shows the window until it is closed; the exit code.

    Args:
        arguments: a project's folder, or nothing; ``sys.argv`` by default.
    """
    freeze_support()
    parser = argparse.ArgumentParser(prog="greenshield gui")
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--lang", choices=("zh", "en"))
    given = parser.parse_args(arguments)
    worker = child.start()

    # Qt takes a quarter of a second to load, in which the worker loads what it needs.
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui import endings, language
    from ui.desk import Desk
    from ui.look import theme
    from ui.main_window import MainWindow
    from ui.prefs import Prefs
    from ui.tasks import unexpected
    from ui.tasks.office import Office

    sys.setswitchinterval(0.0005)  # the listener must not hold up a frame
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Green Shield")
    app.setOrganizationName("greenshield")
    language.set_language(app, given.lang or language.preferred())
    prefs = Prefs()
    theme.apply(app, prefs.get("look.mode", "system"))
    desk = Desk(Office(worker), prefs)
    window = MainWindow(desk)
    endings.on_signals(window)
    unexpected.tell(lambda error: desk.trouble.emit(error, ""))
    window.show()
    if given.project is not None:
        window.open_project(given.project)
    # While a project is opened there is nothing else to do; else once the start page stands.
    QTimer.singleShot(0 if given.project is not None else _LATER_MS, window.prepare)
    gc.freeze()  # what stands now stays: no collection need walk through it again
    try:
        return int(app.exec())
    finally:
        desk.prefs.flush()
        desk.office.stop()


if __name__ == "__main__":
    raise SystemExit(main())
