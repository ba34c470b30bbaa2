"""By when, and how many days that leaves: in the head of the dossier."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dossier.header import Header
from ui.dossier.view import View


def test_that_days_are_counted_to_a_whole_day_while_it_runs(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)

    def told(state: str, came_from: str = "", **fields: str) -> str:
        header = Header(owner)
        shown = {"records": [], "held": {}, "adopted": False, "findings": [],
                 "came_from": came_from}  # fmt: skip
        header.show_view(View("1", state, fields, shown), "2026-05-02", writable=False)
        return header.due.text()

    assert told("registered", deadline="2026-05-01").endswith("overdue by 1 day")
    assert told("assigned", check_due="2026-05-04").endswith("2 days left")
    assert told("suspended", "assigned", check_due="2026-05-01").endswith("overdue by 1 day")
    assert told("accepted", deadline="2026-05-01").endswith("1 May 2026")
    assert told("registered", deadline="2026-05").endswith("May 2026")  # out of another program


def test_that_what_was_taken_over_is_told(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    for heir in (False, True):
        header = Header(owner)
        shown = {"records": [], "held": {}, "heir": heir, "findings": [], "came_from": ""}
        header.show_view(View("1", "rectifying", {}, shown), "2026-05-02", writable=False)
        assert header.notice.text().startswith("Succeeded:") is heir
