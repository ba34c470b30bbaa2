"""From an empty machine to the report: everything by clicks and keys in the one window."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.day import Day
from helpers.dialogs import WAIT_MS, dialog, press, typed
from helpers.dossier_hands import Hands
from helpers.qinghe import DEMO, QINGHE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from greenshield.services.verifying import verify
from ui.desk import Desk
from ui.main_window import MainWindow

pytestmark = pytest.mark.lengthy

NAMES = {a["key"]: a["name"] for a in DEMO["actor"]}
PAPERS = {c["code"]: c["documents"] for c in DEMO["condition"]}
PHASE = {"before": Qt.Key.Key_B, "during": Qt.Key.Key_D, "after": Qt.Key.Key_A}
KIND = {"far": Qt.Key.Key_F, "near": Qt.Key.Key_N, "aerial": Qt.Key.Key_V}


@pytest.fixture
def day(empty_desk: Desk, qtbot: QtBot) -> Iterator[Day]:
    """The window on a machine that knows nobody and no project."""
    window = MainWindow(empty_desk)
    window.resize(1600, 1000)
    window.show()
    qtbot.waitExposed(window)
    yield Day(window, empty_desk, qtbot)
    window.close()
    window.deleteLater()


class Walk:
    """The sample's script, walked by who may make each step."""

    def __init__(self, day: Day, issue: str, folder: Path) -> None:
        self.day, self.issue, self.folder = day, issue, folder
        self.hands = Hands(day.room("dossier"), day.qtbot)
        self.records: dict[str, str] = {}
        self.moves: list[str] = []

    def step(self, step: dict[str, Any]) -> None:
        name = NAMES[step["actor"]]
        if self.day.desk.info.actor_name != name:
            self.day.sign_in(name)
            self.day.desk.selection.select(issues=(self.issue,), current=self.issue)
            self.day.room("dossier")
        getattr(self, f"do_{step['do']}")(step)

    def values(self, fields: dict[str, Any]) -> dict[str, str]:
        told = {k: str(v) for k, v in fields.items()}
        return {k: NAMES[v[1:]] if v.startswith("@") else v for k, v in told.items()}

    def files(self, step: dict[str, Any]) -> list[Path]:
        return [QINGHE / name for name in step.get("documents", [])]

    def do_set(self, step: dict[str, Any]) -> None:
        self.hands.facts(self.values(step["fields"]))

    def do_record(self, step: dict[str, Any]) -> None:
        fields = self.values(step["fields"])
        made = self.hands.record(step["kind"], fields, step["on"], self.files(step))
        self.records[step.get("id", "")] = made

    def do_record_set(self, step: dict[str, Any]) -> None:
        fields = self.values(step["fields"])
        self.hands.change_record(self.records[step["record"]], "measure", fields)

    def do_tag(self, step: dict[str, Any]) -> None:
        for photo in step["photos"]:
            name = Path(photo["photo"]).name
            self.day.tie(name, PHASE[photo["phase"]], KIND[photo["kind"]])

    def do_move(self, step: dict[str, Any]) -> None:
        hands, files = self.hands, self.files(step)
        if step.get("pack"):
            files.append(self.report("pack", self.folder / "pack.zip"))
        before = hands.state
        hands.open_move(step["move"])
        hands.type("form.day", step["on"])
        hands.settle()
        hands.attach(files)
        hands.fill("move", self.values(step.get("fields", {})))
        if step.get("ticks"):
            for condition in hands.panel.forms.form.ticks.conditions():
                named = [Path(p).name for p in PAPERS.get(condition, PAPERS[""])]
                hands.type(f"tick.{condition}", "; ".join(named))
        hands.press("form.go")
        if step.get("refused"):
            assert hands.state == before
            hands.press("form.drop")
        else:
            assert hands.panel.forms.form is None, hands.refused()
            self.moves.append(step["move"])

    def report(self, what: str, out: Path) -> Path:
        """Writes the closure report or the pack of the issue, from the menu."""
        self.day.act(f"reports.{what}")
        name = "summary" if what == "summary" else "closure"
        box: Any = dialog(self.day.qtbot, name)
        self.day.settle()
        typed(self.day.qtbot, box, f"{name}.path.line", str(out))
        if box.open_after.isChecked():
            box.open_after.click()
        press(self.day.qtbot, box, f"{name}.ok")
        self.day.qtbot.waitUntil(lambda: bool(box.notice.text()), timeout=WAIT_MS)
        press(self.day.qtbot, box, f"{name}.cancel")
        assert out.is_file(), box.notice.text()
        return out


def test_that_an_issue_goes_from_an_empty_machine_to_its_report_by_clicks_and_keys_alone(
    day: Day, tmp_path: Path
) -> None:
    first, *others = DEMO["actor"]
    day.new_project(tmp_path / "project", "青禾县 2025", "229901", first["name"], first["unit"])
    for other in others:
        day.add_person(other["name"], other["tier"], other["roles"].split(","), other["unit"])
    for item in DEMO["input"]:
        if item["do"] == "areas":
            done = day.import_areas(QINGHE / item["file"], item["kind"], item["valid_from"])
            assert done.done.counts["created"] > 0
        elif item["do"] == "ledger":
            assert day.import_ledger(QINGHE / item["file"], item["as"]).done.counts["created"] > 0
    day.import_photos(QINGHE / "photos")
    assert day.desk.info is not None
    tray = day.room("photos")
    assert tray.filters.count("all") == 199

    issue = day.find(DEMO["issue"]["clue_no"])
    walk = Walk(day, issue, tmp_path)
    for step in DEMO["step"]:
        walk.step(step)
    assert walk.hands.state == "filed"
    assert walk.moves[0] == "assign"
    assert walk.moves[-1] == "file"

    report = walk.report("closure", tmp_path / "report.docx")
    assert zipfile.is_zipfile(report)
    assert zipfile.is_zipfile(walk.report("summary", tmp_path / "summary.xlsx"))
    assert verify(tmp_path / "pack.zip").ok
