"""Tells what failed: trouble of the surroundings with what to do, faults of ours with a report.

The catalogue of messages is loaded when the first is told: the window starts without it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6 import __version__ as qt_binding
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from greenshield import __version__, atomic
from greenshield.domain.errors import GreenShieldError
from ui import words
from ui.tasks.wire import BugError
from ui.words import language, translate


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


def show(error: Exception, doing: str, parent: QWidget) -> QMessageBox:
    """Opens a box that tells it; the box deletes itself when it is closed."""
    what, remedy = told(error)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("trouble")
    box.setWindowTitle(doing or translate("Frame", "Green Shield"))
    box.setTextFormat(Qt.TextFormat.PlainText)  # names from files are text, whatever they hold
    box.setText(what)
    box.setInformativeText(remedy)
    if isinstance(error, GreenShieldError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
    else:
        box.setIcon(QMessageBox.Icon.Critical)
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
    dialog = QFileDialog(parent, translate("Frame", "Save report"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile("greenshield-report.txt")
    dialog.fileSelected.connect(lambda name: _save(text, Path(name), parent))
    dialog.open()


def _save(text: str, file: Path, parent: QWidget) -> None:
    try:
        atomic.write(file, text.encode("utf-8"))
    except GreenShieldError as error:
        show(error, translate("Frame", "Save report"), parent)
