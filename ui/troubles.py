"""Tells what failed: trouble of the surroundings with what to do, faults of ours with a report.

The catalogue of messages is loaded when the first is told: the window starts without it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6 import __version__ as qt_binding
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from greenshield import __version__, atomic
from greenshield.domain.errors import GreenShieldError
from ui import words
from ui.tasks.wire import BugError
from ui.widgets import boxes, choosing
from ui.words import capital, language, translate


def told(error: Exception) -> tuple[str, str]:
    """What went wrong and what to do next, in the language in force."""
    lang = language()
    if isinstance(error, GreenShieldError):
        from greenshield import messages

        lacking = [f"· {messages.text(m.code, m.params, lang)}" for m in error.missing]
        remedy = words.remedy(error.code, error.params)
        told = messages.text(error.code, error.params, lang)
        return told, "\n".join([*lacking, remedy]).strip()
    return (
        translate("Frame", "The program made a mistake. Nothing that was stored is harmed by it."),
        translate("Frame", "Save the report and send it to those who look after the program."),
    )


def sentences(error: Exception) -> tuple[str, str]:
    """The same, each as it begins a line; a name at the beginning stays as it is written."""
    what, remedy = told(error)
    if isinstance(error, GreenShieldError):
        what = words.line(error.code, error.params)
    return what, capital(remedy)


def show(error: Exception, doing: str, parent: QWidget) -> QMessageBox:
    """Opens a box that tells it; the box deletes itself when it is closed."""
    what, remedy = told(error)
    is_known = isinstance(error, GreenShieldError)
    box = boxes.box(
        parent, "trouble", boxes.Icon.Warning if is_known else boxes.Icon.Critical, what, remedy,
        doing or translate("Frame", "Green Shield"),
    )  # fmt: skip
    if is_known:
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
    else:
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.setDetailedText(report(error))
        save = QPushButton(translate("Frame", "Save report…"), box)
        save.setObjectName("trouble.save")
        box.addButton(save, QMessageBox.ButtonRole.ActionRole)
        save.clicked.connect(lambda: _ask_where(report(error), parent))
    box.open()
    return box


def report(error: Exception) -> str:
    """The text of a report: versions and places in the program, nothing of the project.

    The error's own words are left out: they may hold a name, a number, a path.
    """
    import platform

    kind = error.kind if isinstance(error, BugError) else type(error).__name__
    trace = error.trace if isinstance(error, BugError) else ""
    lines = [
        f"Green Shield {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {qt_binding}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        kind,
        trace,
    ]
    return "\n".join(lines) + "\n"


def _ask_where(text: str, parent: QWidget) -> None:
    dialog = choosing.ask_where(
        parent, "trouble.where", translate("Frame", "Save report"),
        lambda file: _save(text, file, parent), suggested="greenshield-report.txt",
    )  # fmt: skip
    choosing.stay(dialog)


def _save(text: str, file: Path, parent: QWidget) -> None:
    try:
        atomic.write(file, text.encode("utf-8"))
    except GreenShieldError as error:
        show(error, translate("Frame", "Save report"), parent)
