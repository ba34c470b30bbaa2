"""Reports from the menus: where they go, what is told, and that they are opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, dialog, press, typed
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.reports import calls
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.widgets import choosing

CLOSED = "YG2025-229901-007"


@pytest.fixture
def opened() -> list[Path]:
    """What would have been opened by the system's programs, of which a test machine has none."""
    return []


def show(box: ClosureDialog | SummaryDialog, opened: list[Path]) -> None:
    box.opener = lambda path, *_: opened.append(path)
    box.show()


def longest_sides(report: Path) -> list[int]:
    """Of the photos in a report; its maps are PNG."""
    with zipfile.ZipFile(report) as parts:
        photos = [parts.read(name) for name in parts.namelist() if name.endswith(".jpg")]
    return [max(Image.open(io.BytesIO(photo)).size) for photo in photos]


def test_that_a_closure_report_is_written_and_opened(
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = ClosureDialog(desk, CLOSED)
    show(box, opened)
    qtbot.waitUntil(lambda: bool(box.path.text()), timeout=WAIT_MS)
    assert box.photo_box.currentData() == "print"
    box.photo_box.setCurrentIndex(box.photo_box.findData("small"))
    out = tmp_path / "report.docx"
    typed(qtbot, box, "closure.path.line", str(out))
    asked: list[tuple[object, ...]] = []
    ask = desk.ask
    monkeypatch.setattr(
        desk, "ask", lambda *given, **how: (asked.append(given), ask(*given, **how))[1]
    )
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(box.notice.text()), timeout=WAIT_MS)
    assert 0 < max(longest_sides(out)) <= 500
    assert opened == [out]
    (given,) = (args for call, *args in asked if call is calls.closure)
    assert given[0] != CLOSED  # its id: another issue may come to bear the number
    assert desk.prefs.get("reports.folder", "") == str(tmp_path)
    press(qtbot, box, "closure.cancel")
    assert ClosureDialog(desk).photo_box.currentData() == "small"


def test_that_a_report_of_an_open_issue_is_told_to_be_a_draft(
    desk: Desk, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    box = ClosureDialog(desk, "YG2025-229901-001")
    show(box, opened)
    qtbot.waitUntil(lambda: bool(box.path.text()), timeout=WAIT_MS)
    typed(qtbot, box, "closure.path.line", str(tmp_path / "draft.docx"))
    box.open_after.setChecked(False)
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(box.notice.text()), timeout=WAIT_MS)
    assert box.notice.kind() == "warning"
    assert not opened
    press(qtbot, box, "closure.again")
    assert opened == [tmp_path / "draft.docx"]
    press(qtbot, box, "closure.cancel")


def test_that_the_file_is_named_after_the_issue_that_was_typed_last(
    desk: Desk, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    desk.prefs.set("reports.folder", str(tmp_path))
    box = ClosureDialog(desk, "YG2025-229901-001")
    show(box, opened)
    qtbot.waitUntil(lambda: bool(box.path.text()), timeout=WAIT_MS)
    typed(qtbot, box, "closure.issue", CLOSED)
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT_MS)
    assert opened[0].name.startswith(f"{box.issue.text()} ")
    assert box.path.text() == str(opened[0])
    press(qtbot, box, "closure.cancel")


def test_that_a_pack_is_signed_and_verifies(
    desk: Desk, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    from greenshield.services.verifying import verify

    box = ClosureDialog(desk, CLOSED, "zip")
    show(box, opened)
    qtbot.waitUntil(lambda: box.path.text().endswith(".zip"), timeout=WAIT_MS)
    assert box.windowTitle() == "Archive pack"
    box.form_box.setCurrentIndex(0)
    assert box.windowTitle() == "Closure report"
    box.form_box.setCurrentIndex(box.form_box.findData("zip"))
    out = tmp_path / "pack.zip"
    typed(qtbot, box, "closure.path.line", str(out))
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(box.notice.text()), timeout=WAIT_MS)
    assert verify(out).ok
    press(qtbot, box, "closure.cancel")


def test_that_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    desk: Desk, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    box = ClosureDialog(desk)
    show(box, opened)
    press(qtbot, box, "closure.ok")
    assert box.fields["issue"].told()
    typed(qtbot, box, "closure.issue", "no such number")
    typed(qtbot, box, "closure.day", "some day")
    press(qtbot, box, "closure.ok")
    assert box.fields["day"].told()
    typed(qtbot, box, "closure.day", "2026-01-01")
    typed(qtbot, box, "closure.path.line", str(tmp_path / "nowhere" / "a.docx"))
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(box.fields["issue"].told()), timeout=WAIT_MS)
    typed(qtbot, box, "closure.issue", CLOSED)
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: bool(box.fields["path"].told()), timeout=WAIT_MS)
    assert box.issue.text()
    assert box.path.text() == str(tmp_path / "nowhere" / "a.docx")
    press(qtbot, box, "closure.cancel")


def test_that_the_summary_is_written_as_of_a_day(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    window.registry.actions["reports.summary"].trigger()
    box = dialog(qtbot, "summary")
    assert isinstance(box, SummaryDialog)
    box.opener = lambda path, *_: opened.append(path)
    typed(qtbot, box, "summary.day", "2025-06-30")
    typed(qtbot, box, "summary.path.line", str(tmp_path / "summary.xlsx"))
    press(qtbot, box, "summary.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok" and bool(box.notice.text()), timeout=WAIT_MS)
    assert opened == [tmp_path / "summary.xlsx"]
    press(qtbot, box, "summary.cancel")


def test_that_the_report_of_the_issue_in_the_dossier_is_offered(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    panel = window.workspace.room("work")
    issue = panel.model.rows[0]
    desk.selection.select(issues=[issue.issue_id])
    window.registry.actions["reports.closure"].trigger()
    box = dialog(qtbot, "closure")
    qtbot.waitUntil(lambda: box.issue.text() == issue.number, timeout=WAIT_MS)
    assert issue.number in box.path.text()
    press(qtbot, box, "closure.cancel")


def test_that_a_folder_that_is_there_is_proposed_and_a_bare_name_gets_its_ending(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    # As on a desktop that has no program for the file: it begins well, and ends with 3.
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "xdg-open").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "bin" / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    desk.prefs.set("reports.folder", str(tmp_path / "gone"))
    box = ClosureDialog(desk, CLOSED)
    box.show()
    qtbot.waitUntil(lambda: bool(box.path.text()), timeout=WAIT_MS)
    assert Path(box.path.text()).parent == tmp_path
    box.path.browse()
    files = box.path.findChild(QFileDialog, "path.dialog")
    assert Path(files.directory().path()) == tmp_path
    files.reject()
    for folder in (tmp_path, Path(tmp_path.anchor)):  # it is no file, and gets no ending
        box.path.line.setText(str(folder))
        assert box.out("docx") == folder
        assert box.path.text() == str(folder)
    typed(qtbot, box, "closure.path.line", "bare")
    press(qtbot, box, "closure.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "warning", timeout=WAIT_MS)
    assert zipfile.is_zipfile(tmp_path / "bare.docx")
    assert box.path.text() == str(tmp_path / "bare.docx")
    assert box.notice.text().startswith("It is written. No program")
    assert f"bare.docx. It lies in {tmp_path}." in box.notice.text()
    press(qtbot, box, "closure.cancel")
    # Home, and not where the program runs; of what is not there yet, what is.
    for start in ("", "bare", str(tmp_path / "new"), str(tmp_path / ("x" * 300) / "new")):
        asked = choosing.ask_files(box, "some", "", lambda _: None, start=start)
        assert Path(asked.directory().path()) == tmp_path
        asked.reject()
