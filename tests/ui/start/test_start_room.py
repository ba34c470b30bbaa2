"""The start room by clicks and keys: welcome, new, open, passphrase, who are you, work list."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press, typed
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.start import recent
from ui.start.panel import StartPanel


@pytest.fixture
def start(empty_desk: Desk, qtbot: QtBot, own_home: Path) -> Iterator[StartPanel]:
    """The start page alone, with nothing open."""
    (own_home / "Documents").mkdir(exist_ok=True)
    empty_desk.prefs.set("start.last_folder", str(own_home / "Documents"))
    panel = StartPanel(empty_desk)
    qtbot.addWidget(panel)
    panel.resize(1366, 768)
    panel.show()
    qtbot.waitUntil(lambda: not empty_desk.office.tasks(), timeout=WAIT_MS)
    return panel


def test_that_the_sample_project_is_one_click_away(
    start: StartPanel, empty_desk: Desk, qtbot: QtBot, own_home: Path
) -> None:
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        qtbot.mouseClick(start.welcome.ways["sample"], LEFT)
    assert empty_desk.info is not None
    assert empty_desk.info.counts["photos"] >= 199
    who = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: who.model.rowCount() == 5, timeout=WAIT_MS)
    officer = next(p.actor_id for p in who.model.rows if p.name.startswith("吴承办"))
    who.choose(officer)
    press(qtbot, who, "who.ok")
    gone(qtbot, "who")
    assert empty_desk.info.actor_id == officer
    assert empty_desk.info.path.is_relative_to(own_home / "Documents")
    assert recent.load(empty_desk.prefs)[0].name == empty_desk.info.name


def test_that_a_new_project_is_made_by_typing_and_opened_as_its_maker(
    start: StartPanel, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(start.welcome.ways["new"], LEFT)
    box = dialog(qtbot, "new")
    press(qtbot, box, "new.ok")  # nothing typed: told beside each field, nothing made
    assert box.fields["name"].told()
    assert box.fields["me"].told()
    typed(qtbot, box, "new.name", "青禾县 2026")
    typed(qtbot, box, "new.division", "2299")
    typed(qtbot, box, "new.folder.line", str(tmp_path / "made"))
    typed(qtbot, box, "new.me", "王芳")
    press(qtbot, box, "new.ok")
    qtbot.waitUntil(lambda: bool(box.fields["division"].told()), timeout=WAIT_MS)
    assert box.findChild(QLineEdit, "new.name").text() == "青禾县 2026"  # nothing is lost
    assert not (tmp_path / "made" / "project.gpkg").exists()
    typed(qtbot, box, "new.division", "229901")
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        press(qtbot, box, "new.ok")
    assert empty_desk.info.actor_name == "王芳"
    assert set(empty_desk.info.roles) == {"county", "inspector", "keeper"}


def test_that_the_folder_follows_the_name_until_it_is_typed(
    start: StartPanel, qtbot: QtBot, own_home: Path
) -> None:
    qtbot.mouseClick(start.welcome.ways["new"], LEFT)
    box = dialog(qtbot, "new")
    typed(qtbot, box, "new.name", "a/b: 2026")
    assert box.findChild(QLineEdit, "new.folder.line").text() == str(
        own_home / "Documents" / "ab 2026"
    )
    typed(qtbot, box, "new.folder.line", "/elsewhere")
    typed(qtbot, box, "new.name", "other")
    assert box.findChild(QLineEdit, "new.folder.line").text() == "/elsewhere"
    press(qtbot, box, "new.cancel")


def test_that_an_encrypted_project_asks_and_tells_a_wrong_passphrase_beside_the_field(
    start: StartPanel, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(start.welcome.ways["new"], LEFT)
    box = dialog(qtbot, "new")
    for name, text in (("name", "密"), ("division", "229901"), ("me", "王芳")):
        typed(qtbot, box, f"new.{name}", text)
    typed(qtbot, box, "new.folder.line", str(tmp_path / "secret"))
    qtbot.keyClick(box.encrypt, Qt.Key.Key_Space)
    typed(qtbot, box, "new.passphrase", "correct horse")
    typed(qtbot, box, "new.again", "correct house")
    press(qtbot, box, "new.ok")
    assert box.fields["again"].told()
    typed(qtbot, box, "new.again", "correct horse")
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        press(qtbot, box, "new.ok")
    gone(qtbot, "new")
    closed: list[bool] = []
    empty_desk.close(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=WAIT_MS)
    start.open_project(tmp_path / "secret")
    box = dialog(qtbot, "passphrase")
    typed(qtbot, box, "passphrase.field", "wrong")
    qtbot.keyClick(box.findChild(QLineEdit, "passphrase.field"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(box.fields["field"].told()), timeout=WAIT_MS)
    assert box.isVisible()
    typed(qtbot, box, "passphrase.field", "correct horse")
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        press(qtbot, box, "passphrase.ok")
    assert empty_desk.info.encrypted


def test_that_a_project_is_opened_by_dropping_its_folder(
    start: StartPanel, empty_desk: Desk, sample_project: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample_project))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        start.dropEvent(event)


def test_that_a_recent_project_is_opened_by_enter_and_a_missing_one_is_marked(
    start: StartPanel, empty_desk: Desk, sample_project: Path, qtbot: QtBot, model_tester
) -> None:
    model_tester(start.welcome.recent.recent)
    recent.note(empty_desk.prefs, Path("/nowhere/at/all"), "gone")
    recent.note(empty_desk.prefs, sample_project, "青禾县")
    start._show_recent()
    listed = start.welcome.recent
    model = listed.recent
    role = Qt.ItemDataRole.UserRole

    def missing() -> list[bool]:
        rows = range(model.rowCount())
        return [model.data(model.index(row, 0), role).is_missing for row in rows]

    qtbot.waitUntil(lambda: missing() == [False, True], timeout=WAIT_MS)
    listed.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert [item.name for item in recent.load(empty_desk.prefs)] == ["青禾县"]
    listed.setCurrentIndex(model.index(0, 0))
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        qtbot.keyClick(listed, Qt.Key.Key_Return)


def test_that_a_folder_without_a_project_is_told_on_the_page(
    start: StartPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    start.open_project(tmp_path / "nothing")
    notice = start.welcome.notice
    qtbot.waitUntil(lambda: bool(notice.text()), timeout=WAIT_MS)
    assert "nothing" in notice.text()
    assert "project.gpkg" in notice.remedy()


def test_that_a_damaged_project_is_verified_from_the_page(
    start: StartPanel, sample_project: Path, qtbot: QtBot
) -> None:
    database = sample_project / "project.gpkg"
    content = bytearray(database.read_bytes())
    content[0:16] = b"no database here"
    database.write_bytes(bytes(content))
    start.open_project(sample_project)
    box = dialog(qtbot, "passphrase")  # an encrypted file looks just like it
    press(qtbot, box, "passphrase.cancel")
    gone(qtbot, "passphrase")
    start.verify(sample_project)
    box = dialog(qtbot, "verify")
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: bool(box.notice.text() or box.fields["path"].told()), timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


def test_that_a_whole_project_is_told_as_such_and_an_altered_one_is_not(
    start: StartPanel, sample_project: Path, qtbot: QtBot
) -> None:
    start.verify(sample_project)
    box = dialog(qtbot, "verify")
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    assert "199" in box.notice.remedy()
    photo = next((sample_project / "media").rglob("*.jpg"))
    photo.chmod(0o644)
    photo.write_bytes(photo.read_bytes()[:-3] + b"abc")
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "error", timeout=WAIT_MS)
    assert box.model.rowCount() == 1
    typed(qtbot, box, "verify.trust", "zz")
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: bool(box.fields["trust"].told()), timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


def test_that_tables_are_made_anew_from_what_was_signed(
    start: StartPanel, sample_project: Path, qtbot: QtBot
) -> None:
    with contextlib.closing(sqlite3.connect(sample_project / "project.gpkg")) as database:
        database.execute("UPDATE write_gate SET open = 1")
        database.execute("UPDATE actor SET unit = 'another'")
        database.execute("UPDATE write_gate SET open = 0")
        database.commit()
    start.verify(sample_project)
    box = dialog(qtbot, "verify")
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "error", timeout=WAIT_MS)
    press(qtbot, box, "verify.rebuild")
    qtbot.waitUntil(lambda: box.notice.kind() == "warning", timeout=WAIT_MS)
    assert not box.rebuild.isVisible()
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


# -- others at the same project -----------------------------------------------------------


def test_that_a_project_that_another_writes_in_can_be_looked_at(
    start: StartPanel, empty_desk: Desk, sample_project: Path, qtbot: QtBot
) -> None:
    from greenshield.services.session import writing

    with writing(sample_project):
        start.open_project(sample_project)
        notice = start.welcome.notice
        qtbot.waitUntil(lambda: notice.kind() == "warning", timeout=WAIT_MS)
        with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
            press(qtbot, notice, "notice.act")
        assert empty_desk.info.read_only


def test_that_an_unknown_computer_may_ask_to_be_let_in(
    start: StartPanel, empty_desk: Desk, sample_project: Path, own_home: Path, qtbot: QtBot,
    tmp_path: Path,
) -> None:  # fmt: skip
    shutil.rmtree(own_home / "greenshield")
    start.open_project(sample_project)
    notice = start.welcome.notice
    qtbot.waitUntil(lambda: notice.kind() == "warning", timeout=WAIT_MS)
    press(qtbot, notice, "notice.act")
    box = dialog(qtbot, "admission")
    typed(qtbot, box, "admission.path.line", str(tmp_path / "request.json"))
    press(qtbot, box, "admission.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    assert (tmp_path / "request.json").is_file()
    press(qtbot, box, "admission.cancel")
