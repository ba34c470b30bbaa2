"""The dossier of an issue whose records older programs wrote, by the rules of their time."""

from __future__ import annotations

from pathlib import Path

from helpers.older_review import reviewed_once
from helpers.open_sessions import session_of
from pytestqt.qtbot import QtBot

from greenshield.services import lookup
from ui.desk import Desk
from ui.dossier.panel import DossierPanel
from ui.dossier.writing import Writer

WAIT_MS = 20_000


def test_that_an_older_review_is_shown_and_what_is_added_to_its_check_can_be_taken_back(
    empty_desk: Desk, own_home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, path = empty_desk, reviewed_once(tmp_path / "old")
    with session_of(path) as session:
        issue = lookup.issue(session.project, "QH-1").entity_id
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(path)
    panel = DossierPanel(desk)
    qtbot.addWidget(panel)
    desk.selection.select(issues=(issue,), current=issue, by=None)
    qtbot.waitUntil(lambda: panel.shows(issue), timeout=WAIT_MS)
    assert panel.view is not None
    assert panel.view.state == "city_reviewed"
    assert panel.view.shown["findings"] == []
    check = next(r for r in panel.view.records if r["kind"] == "check")

    def verdict() -> object:
        assert panel.view is not None
        found = next(r for r in panel.view.records if r["id"] == check["id"])
        return found["fields"].get("is_true")

    assert verdict() is None
    refused: list[object] = []
    Writer(desk).record_fields(
        panel.view, check["id"], "check", {"is_true": "是"}, lambda _: None, refused.append
    )
    qtbot.waitUntil(lambda: verdict() is True, timeout=WAIT_MS)
    desk.undo_last()
    qtbot.waitUntil(lambda: verdict() is None, timeout=WAIT_MS)
    assert not refused
