"""What fails is told in words, with what to do; a fault of ours gives a report without data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from helpers import worker_calls as calls
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Missing, RefusedError, UsageError
from ui import language
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.tasks import unexpected
from ui.tasks.unexpected import as_bug

WAIT_MS = 60_000


def box_of(window: MainWindow, qtbot: QtBot) -> QMessageBox:
    def found() -> QMessageBox | None:
        return window.findChild(QMessageBox, "trouble")

    qtbot.waitUntil(lambda: found() is not None, timeout=WAIT_MS)
    box = found()
    assert box is not None
    return box


def dismiss(box: QMessageBox, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.finished):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    desk.troubles.clear()


def test_that_a_refusal_is_told_with_what_is_lacking_and_what_to_do(
    window: MainWindow, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    error = UsageError("issue_unknown", issue="YG-1")
    for lang, part in (("en", "YG-1"), ("zh", "YG-1")):
        language.set_language(qapp, lang)
        try:
            desk.trouble.emit(error, "")
            box = box_of(window, qtbot)
            assert part in box.text()
            assert box.informativeText()
            dismiss(box, desk, qtbot)
        finally:
            language.set_language(qapp, "en")
        qtbot.waitUntil(lambda: window.findChild(QMessageBox, "trouble") is None)


def test_that_everything_missing_is_listed_at_once(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    missing = (Missing("reason_missing"), Missing("document_missing"))
    desk.trouble.emit(RefusedError("move_refused", missing=missing, move="check"), "")
    box = box_of(window, qtbot)
    assert box.informativeText().count("· ") == 2
    dismiss(box, desk, qtbot)


def test_that_a_fault_in_the_worker_gives_a_report_that_names_places_and_no_data(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.ask(calls.breaks, "Somebody's name")
    box = box_of(window, qtbot)
    assert "Somebody's name" not in box.detailedText()
    assert "worker_calls.py" in box.detailedText()
    save = box.findChild(QPushButton, "trouble.save")
    assert save is not None
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "report.txt"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    text = target.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert "Somebody" not in text
    assert str(Path.home()) not in text
    desk.troubles.clear()


def test_that_an_error_nobody_caught_is_told_by_its_places() -> None:
    try:
        calls.breaks(None, "secret")
    except ZeroDivisionError as error:
        bug = as_bug(error)
    assert bug.kind == "ZeroDivisionError"
    assert "breaks" in bug.trace
    assert "secret" not in bug.trace


def test_that_a_fault_that_comes_back_by_itself_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    unexpected.tell(told.append)

    def meet(kind: type[Exception]) -> None:
        try:
            raise kind
        except kind as error:
            sys.excepthook(kind, error, error.__traceback__)

    for kind in (ZeroDivisionError, ZeroDivisionError, KeyError, ZeroDivisionError):
        meet(kind)
    assert [str(error) for error in told] == ["ZeroDivisionError: ", "KeyError: "]
    assert capsys.readouterr().err.count("Traceback") == 4
    monkeypatch.setattr(unexpected, "_QUIET_S", -1.0)
    meet(KeyError)
    assert len(told) == 3
