"""Dialogs that are given up while the worker is at what they asked for; people of one name."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import worker_calls
from helpers.dialogs import WAIT_MS, dialog, gone, press, typed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from greenshield import paths
from greenshield.services import new_project
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.start import calls
from ui.start.opening import Opening
from ui.start.people import told_apart
from ui.start.pin_dialog import PinDialog
from ui.start.who_dialog import WhoDialog
from ui.tasks import wire


def people(desk: Desk, qtbot: QtBot) -> list[calls.Person]:
    found: list[calls.People] = []
    desk.ask(calls.people, done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    return list(found[0].items)


def with_new_pin(desk: Desk, qtbot: QtBot, parent: QWidget) -> PinDialog:
    """A keeper's dialog whose PIN is on its way to the worker."""
    me = next(p for p in people(desk, qtbot) if p.name.startswith("吴承办"))
    box = PinDialog(desk, me, parent)
    box.open()
    typed(qtbot, box, "pin.new", "2846")
    typed(qtbot, box, "pin.again", "2846")
    press(qtbot, box, "pin.ok")
    return box


def is_shown(name: str) -> bool:
    return any(w.objectName() == name and w.isVisible() for w in QApplication.topLevelWidgets())


@pytest.mark.parametrize("way", ["button", "escape", "cross"])
def test_that_a_recovery_code_is_shown_though_its_dialog_was_given_up(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled, way: str
) -> None:
    box = with_new_pin(desk, qtbot, window)
    task = desk.office.tasks()[-1]
    task.cancel = lambda: None  # as where the worker is past the point of return
    if way == "button":
        press(qtbot, box, "pin.cancel")
    elif way == "escape":
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    else:
        box.close()
    assert not is_shown("pin")
    code = dialog(qtbot, "recovery")
    assert len(code.text()) == 23
    code.accept()
    settled(desk)


def test_that_a_recovery_code_is_shown_though_the_project_was_closed_meanwhile(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    with_new_pin(desk, qtbot, window)
    desk.close()
    code = dialog(qtbot, "recovery")
    assert len(code.text()) == 23
    code.accept()
    settled(desk)


def test_that_a_pin_that_was_not_begun_is_not_set(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    before = desk.office.run(wire.WRITE, worker_calls.counts_for_ever, failed=lambda _: None)
    box = with_new_pin(desk, qtbot, window)
    press(qtbot, box, "pin.cancel")
    with qtbot.waitSignal(box.destroyed, timeout=WAIT_MS):
        before.cancel()
    settled(desk)
    assert {p.pin for p in people(desk, qtbot)} == {"none"}
    assert not is_shown("recovery")


def test_that_what_was_opened_is_noted_though_the_passphrase_dialog_was_given_up(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled, tmp_path: Path
) -> None:
    path = tmp_path / "encrypted"
    given = {"name": "密", "division_code": "229901", "me": "张三", "tier": "county", "unit": "局"}
    with new_project.create(path, roles=["county", "keeper"], passphrase="geheim", **given):
        pass
    opening, opened = Opening(desk, window), []
    opening.opened.connect(opened.append)
    opening.open(path)
    box = dialog(qtbot, "passphrase")
    typed(qtbot, box, "passphrase.field", "geheim")
    press(qtbot, box, "passphrase.ok")
    desk.office.tasks()[-1].cancel = lambda: None
    press(qtbot, box, "passphrase.cancel")
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT_MS)
    assert desk.info is not None
    assert (opened[0].name, desk.info.name, opening.passphrase) == ("密", "密", "geheim")
    gone(qtbot, "passphrase")
    settled(desk)


def test_that_a_project_open_for_reading_offers_no_pin(
    window: MainWindow, desk: Desk, sample_project: Path, qtbot: QtBot, settled
) -> None:
    desk.open(sample_project, None, True)
    settled(desk)
    box = WhoDialog(desk, window)
    box.open()
    qtbot.waitUntil(lambda: box.model.rowCount() == 5, timeout=WAIT_MS)
    row = next(n for n in range(5) if box.model.rows[n].name.startswith("周巡查"))
    box.list.setCurrentIndex(box.model.index(row, 0))
    press(qtbot, box, "who.ok")
    assert not is_shown("pin")
    gone(qtbot, "who")
    settled(desk)


def test_that_a_keeper_whose_pin_is_lost_sets_another_by_the_recovery_code(
    window: MainWindow, desk: Desk, qtbot: QtBot, settled
) -> None:
    with_new_pin(desk, qtbot, window)
    shown = dialog(qtbot, "recovery")
    code = shown.text()
    shown.accept()
    settled(desk)
    for note in (paths.state_dir() / "pins").glob("*.json"):
        note.write_text("{", "ascii")
    window.registry.actions["start.person"].trigger()
    box = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: box.chosen() is not None, timeout=WAIT_MS)
    assert box.chosen().pin == "lost"
    press(qtbot, box, "who.ok")
    pin = dialog(qtbot, "pin")
    typed(qtbot, pin, "pin.old", code)
    typed(qtbot, pin, "pin.new", "7391")
    typed(qtbot, pin, "pin.again", "7391")
    press(qtbot, pin, "pin.ok")
    dialog(qtbot, "recovery").accept()
    gone(qtbot, "who")
    settled(desk)
    assert desk.info.actor_name.startswith("吴承办")


def test_that_two_people_of_one_name_are_told_apart() -> None:
    def person(actor_id: str, *roles: str) -> calls.Person:
        return calls.Person(actor_id, "王伟", "县局", "county", roles, True, "set", False)

    same = [person("aa11aa11", "inspector"), person("bb22bb22", "inspector")]
    several = [*same, person("cc33cc33", "keeper")]
    known = told_apart(several)
    assert list(known.values()) == several
    assert [told.endswith(p.actor_id[-6:]) for told, p in known.items()] == [True, True, False]
