"""Who works here, PINs and the work list, by clicks and keys."""

from __future__ import annotations

from pathlib import Path

from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press, typed
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.start import calls
from ui.start.role_boxes import RoleBoxes
from ui.start.work_list_panel import WorkListPanel


def test_that_the_work_list_of_who_signs_in_is_shown(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled, model_tester
) -> None:
    panel = window.workspace.room("work")
    model_tester(panel.model)
    before = panel.model.rowCount()
    assert before > 10
    window.registry.actions["start.person"].trigger()
    box = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: box.model.rowCount() == 5, timeout=WAIT_MS)
    model_tester(box.model)
    row = next(n for n in range(5) if box.model.rows[n].name.startswith("周巡查"))
    box.list.setCurrentIndex(box.model.index(row, 0))
    press(qtbot, box, "who.ok")
    pin = dialog(qtbot, "pin")  # a second person at this computer: a PIN is asked for
    press(qtbot, pin, "pin.skip")
    gone(qtbot, "who")
    settled(desk)
    assert desk.info.actor_name.startswith("周巡查")
    qtbot.waitUntil(lambda: "周巡查" in panel.head.text(), timeout=WAIT_MS)
    assert panel.model.rowCount() != before


def test_that_who_is_chosen_by_keys_and_signs_in_by_enter_is_remembered(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    for name in ("周巡查", "陈省级"):
        window.registry.actions["start.person"].trigger()
        box = dialog(qtbot, "who")
        qtbot.waitUntil(lambda box=box: box.chosen() is not None, timeout=WAIT_MS)
        qtbot.keyClick(box.list, Qt.Key.Key_Home)
        while not box.chosen().name.startswith(name):
            row = box.list.currentIndex().row()
            qtbot.keyClick(box.list, Qt.Key.Key_Down)
            assert box.list.currentIndex().row() == row + 1
        qtbot.keyClick(box.list, Qt.Key.Key_Return)
        if name == "周巡查":  # a second person at this computer, who wants no PIN
            press(qtbot, dialog(qtbot, "pin"), "pin.skip")  # asked for once
        else:
            assert not box.isHidden()
            qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)  # a key that bounces
            assert not box.isHidden()
        gone(qtbot, "who")
        settled(desk)
        assert desk.info.actor_name.startswith(name)
        assert not window.statusBar().currentMessage()
        found: list[calls.People] = []
        desk.ask(calls.people, done=found.append)
        settled(desk)
        (known,) = [p.name for p in found[0].items if p.is_default]
        assert known.startswith(name)


def test_that_a_pin_is_set_asked_for_and_a_wrong_one_told_beside_the_field(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    window.registry.actions["start.pin"].trigger()
    box = dialog(qtbot, "pin")
    typed(qtbot, box, "pin.new", "1111")
    typed(qtbot, box, "pin.again", "1112")
    press(qtbot, box, "pin.ok")
    assert box.fields["again"].told()
    typed(qtbot, box, "pin.again", "1111")
    press(qtbot, box, "pin.ok")
    qtbot.waitUntil(lambda: bool(box.fields["new"].told()), timeout=WAIT_MS)
    typed(qtbot, box, "pin.new", "2846")
    typed(qtbot, box, "pin.again", "2846")
    press(qtbot, box, "pin.ok")
    code = dialog(qtbot, "recovery")
    assert len(code.text()) == 23
    code.accept()
    settled(desk)
    window.registry.actions["start.person"].trigger()
    box = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: box.chosen() is not None, timeout=WAIT_MS)
    assert box.chosen().pin == "set"
    qtbot.keyClicks(box.pin, "9999")
    qtbot.keyClick(box.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(box.fields["pin"].told()), timeout=WAIT_MS)
    box.pin.selectAll()
    qtbot.keyClicks(box.pin, "2846")
    qtbot.keyClick(box.pin, Qt.Key.Key_Return)
    gone(qtbot, "who")
    settled(desk)
    assert desk.info.actor_name.startswith("吴承办")


def test_that_on_a_shared_computer_everybody_needs_a_pin_and_a_keeper_resets_one(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    window.registry.actions["start.reset_pin"].trigger()
    told = dialog(qtbot, "reset")
    assert told.text() == "Nobody has a PIN on this computer."
    (close,) = told.buttons()
    assert close.text() == "Close"
    qtbot.mouseClick(close, LEFT)
    gone(qtbot, "reset")
    window.registry.actions["start.pin"].trigger()
    box = dialog(qtbot, "pin")
    typed(qtbot, box, "pin.new", "2846")
    typed(qtbot, box, "pin.again", "2846")
    press(qtbot, box, "pin.ok")
    dialog(qtbot, "recovery").accept()
    settled(desk)
    window.registry.actions["start.person"].trigger()
    box = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: box.model.rowCount() == 5, timeout=WAIT_MS)
    row = next(n for n in range(5) if box.model.rows[n].name.startswith("周巡查"))
    box.list.setCurrentIndex(box.model.index(row, 0))
    press(qtbot, box, "who.ok")
    pin = dialog(qtbot, "pin")
    assert not pin.findChild(QPushButton, "pin.skip").isVisible()
    typed(qtbot, pin, "pin.new", "7391")
    typed(qtbot, pin, "pin.again", "7391")
    press(qtbot, pin, "pin.ok")
    gone(qtbot, "who")
    settled(desk)
    assert desk.info.actor_name.startswith("周巡查")
    desk.sign_in(box_actor(desk, qtbot, "吴承办"), "2846")
    settled(desk)
    window.registry.actions["start.reset_pin"].trigger()
    asked = dialog(qtbot, "reset")
    names = [asked.comboBoxItems()[n] for n in range(len(asked.comboBoxItems()))]
    asked.setTextValue(next(name for name in names if name.startswith("周巡查")))
    asked.accept()
    settled(desk)
    found: list[calls.People] = []
    desk.ask(calls.people, done=found.append)
    settled(desk)
    pins = {p.name[:3]: p.pin for p in found[0].items}
    assert (pins["周巡查"], pins["吴承办"]) == ("none", "set")


def box_actor(desk: Desk, qtbot: QtBot, name: str) -> str:
    """The id of somebody, by the beginning of the name."""
    found: list[calls.People] = []
    desk.ask(calls.people, done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    return next(p.actor_id for p in found[0].items if p.name.startswith(name))


def test_that_a_project_with_pins_opens_with_nobody_and_asks(
    window: MainWindow, desk: Desk, sample_project: Path, qtbot: QtBot, settled, tmp_path: Path
) -> None:
    window.registry.actions["start.pin"].trigger()
    box = dialog(qtbot, "pin")
    typed(qtbot, box, "pin.new", "2846")
    typed(qtbot, box, "pin.again", "2846")
    press(qtbot, box, "pin.ok")
    dialog(qtbot, "recovery").accept()
    settled(desk)
    window.registry.actions["frame.close_project"].trigger()
    qtbot.waitUntil(lambda: desk.info is None, timeout=WAIT_MS)
    settled(desk)
    window.open_project(sample_project)
    box = dialog(qtbot, "who")
    assert desk.info.actor_id == ""
    assert window.workspace.room("work").model.rowCount() == 0
    press(qtbot, box, "who.cancel")
    settled(desk)


def test_that_a_keeper_adds_a_person_and_resets_a_pin(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    window.registry.actions["start.add_person"].trigger()
    box = dialog(qtbot, "person")
    press(qtbot, box, "person.ok")
    assert box.fields["name"].told()
    typed(qtbot, box, "person.name", "吴承办（示例）")
    press(qtbot, box, "person.ok")
    qtbot.waitUntil(lambda: bool(box.fields["name"].told()), timeout=WAIT_MS)
    typed(qtbot, box, "person.name", "新来的")
    press(qtbot, box, "person.ok")
    gone(qtbot, "person")
    settled(desk)
    window.registry.actions["start.person"].trigger()
    box = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: box.model.rowCount() == 6, timeout=WAIT_MS)
    press(qtbot, box, "who.cancel")


# -- the work list ------------------------------------------------------------------------


def test_that_a_line_leads_to_its_issue_and_tells_what_is_missing(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    panel = window.workspace.room("work")
    first = panel.model.rows[0].issue_id
    qtbot.waitUntil(lambda: panel.model.is_known(first), timeout=WAIT_MS)
    index = panel.model.index(0, 0)
    box = panel.list.visualRect(index)
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=box.center())
    assert desk.selection.issues == (first,)
    with qtbot.waitSignal(desk.show.issue, timeout=WAIT_MS) as shown:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert shown.args == [first]


def test_that_the_calendar_is_written_where_one_says(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window.registry.actions["start.calendar"].trigger()
    box = dialog(qtbot, "calendar")
    typed(qtbot, box, "calendar.path.line", str(tmp_path / "no" / "folder.ics"))
    press(qtbot, box, "calendar.ok")
    qtbot.waitUntil(lambda: bool(box.fields["path"].told()), timeout=WAIT_MS)
    typed(qtbot, box, "calendar.path.line", str(tmp_path / "due"))
    press(qtbot, box, "calendar.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    press(qtbot, box, "calendar.cancel")


def test_that_what_a_person_without_a_role_can_not_do_is_told_beside_the_roles(
    qtbot: QtBot,
) -> None:
    later, first = RoleBoxes(), RoleBoxes(is_first=True)
    for boxes in (later, first):
        qtbot.addWidget(boxes)
        boxes.set_value(["county"])
        boxes.show()
    assert later.warning.isHidden()
    assert "Without a keeper" in first.warning.text()
    first.set_value(["county", "keeper"])
    assert first.warning.isHidden()
    qtbot.mouseClick(
        later.boxes["county"], LEFT, pos=QPoint(8, later.boxes["county"].height() // 2)
    )
    assert later.warning.isVisible()
    assert "makes no moves" in later.warning.text()
    assert later.accessibleDescription() == later.warning.text()


def test_that_the_work_list_marks_what_is_selected_and_never_brings_back_its_own_line(
    desk: Desk, qtbot: QtBot, settled
) -> None:
    panel = WorkListPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(800, 400)
    panel.show()
    qtbot.waitExposed(panel)
    settled(desk)
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=_middle(panel, 2))
    first, other = panel.model.rows[2].issue_id, panel.model.rows[5].issue_id
    assert desk.selection.issues == (first,)
    desk.selection.select(issues=("made-just-now",), current="made-just-now")
    assert _marked(panel) == []
    panel.refresh()
    settled(desk)
    assert desk.selection.issues == ("made-just-now",)
    desk.selection.select(issues=(other,))
    assert _marked(panel) == [other]
    panel.refresh()
    settled(desk)
    assert (_marked(panel), desk.selection.issues) == ([other], (other,))
    assert panel.list.currentIndex().row() == 5


def _marked(panel: WorkListPanel) -> list[str]:
    rows = panel.list.selectionModel().selectedRows()
    return [panel.model.rows[index.row()].issue_id for index in rows]


def _middle(panel: WorkListPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.model.index(row, 0)).center()
