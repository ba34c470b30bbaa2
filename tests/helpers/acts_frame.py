"""What must be seen after each command of start, imports, reports, charts and the window itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.player import Act, Go, Player, becomes, opens
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFileDialog

from ui import words
from ui.places import DOCKS

DIRECTORY = QFileDialog.FileMode.Directory


def _makes_sample(p: Player, go: Go) -> None:
    """The sample is being made, which takes a while; it is stopped here."""
    go()

    def made() -> list[Any]:
        return [t for t in p.desk.office.tasks() if t.title == "Making the sample project"]

    p.until(made)
    made()[0].cancel()
    p.until(lambda: not made())
    p.settle()


def _chooses_folder(read_only: bool) -> Act:
    """The open project is opened anew, to look only or to write."""

    def act(p: Player, go: Go) -> None:
        path = p.desk.info.path
        assert p.desk.info.read_only is not read_only
        go()
        assert p.dialog("start.folder").fileMode() == DIRECTORY
        p.choose_file("start.folder", path)
        p.until(lambda: p.desk.info is not None and p.desk.info.read_only is read_only)
        p.settle()
        assert ("read only" in p.window.windowTitle()) is read_only

    return act


START: dict[str, Act] = {
    "start.new": opens("new"),
    "start.person": opens("who", lambda box: box.list.isVisible()),
    "start.pin": opens("pin"),
    "start.add_person": opens("person"),
    "start.reset_pin": opens("reset"),
    "start.verify": opens("verify", lambda box: bool(box.path.text())),
    "start.calendar": opens("calendar"),
    "start.sample": _makes_sample,
    "start.open_read_only": _chooses_folder(read_only=True),
    "start.open": _chooses_folder(read_only=False),
}

IMPORTS: dict[str, Act] = {
    "imports.ledger": opens("ledger", lambda box: box.page == 0),
    "imports.compare": opens("compare", lambda box: box.page == 0),
    "imports.areas": opens("areas", lambda box: box.page == 0),
    "imports.areas_several": opens("parts", lambda box: box.page == 0),
    "imports.tracks": opens("tracks", lambda box: box.page == 0),
    "imports.markers": opens("markers_import", lambda box: box.page == 0),
    "imports.restrictions": opens("restrictions_import", lambda box: box.page == 0),
    "restrictions.show": opens("restrictions"),
}

REPORTS: dict[str, Act] = {
    "reports.closure": opens("closure", lambda box: box.form_box.currentData() == "docx"),
    "reports.pack": opens("closure", lambda box: box.form_box.currentData() == "zip"),
    "reports.batch": opens("batch", lambda box: box.path.text() and box.kinds["docx"].isChecked()),
    "reports.handover": opens("handover", lambda box: box.path.text().endswith(".zip")),
    "reports.template": opens("template", lambda box: not box.ok.isEnabled()),
    "reports.summary": opens("summary", lambda box: box.drills.isChecked()),
    "reports.schedule": opens("schedule", lambda box: box.path.text().endswith(".xlsx")),
}


def _chart(name: str) -> Act:
    def shown(p: Player) -> bool:
        chart = p.room("charts").chart()
        return p.is_front("charts") and chart is not None and chart.objectName() == name

    return becomes(shown, True)


def _saves_chart(ending: str, start: bytes) -> Act:
    """Also where nobody has looked at a chart yet."""

    def act(p: Player, go: Go) -> None:
        out = Path(p.desk.info.path.parent / f"chart.{ending}")
        go()
        p.choose_file("charts.save", out)
        p.until(out.is_file)
        p.settle()
        assert out.read_bytes().startswith(start)

    return act


CHARTS: dict[str, Act] = {
    "charts.save_picture": _saves_chart("png", b"\x89PNG"),
    "charts.save_numbers": _saves_chart("csv", b"\xef\xbb\xbf"),
    "charts.closing_rate": _chart("charts.closing_rate"),
    "charts.by_county": _chart("charts.by_county"),
    "charts.by_type": _chart("charts.by_type"),
    "charts.burn_down": _chart("charts.burn_down"),
}


def _undoes(p: Player, go: Go) -> None:
    """What was done last is taken back; the command names it before."""
    p.tie()
    step = p.desk.undo.next_undo
    assert step is not None
    assert step.title in p.registry.actions["frame.undo"].text()
    go()
    p.until(lambda: not p.room("photos").pane._told["ties"])
    p.settle()
    assert p.desk.undo.next_redo is step


def _redoes(p: Player, go: Go) -> None:
    step = p.desk.undo.next_redo
    assert step is not None
    assert step.title in p.registry.actions["frame.redo"].text()
    go()
    p.until(lambda: p.room("photos").pane._told["ties"])
    p.settle()
    assert p.desk.undo.next_undo is not None


def _is_dark() -> bool:
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def _worn(mode: str) -> Act:
    """Colours and sizes change at once, and the menu's mark goes there."""

    def act(p: Player, go: Go) -> None:
        before = p.window.fontMetrics().height()
        go()
        p.until(lambda: p.desk.prefs.get("look.mode", "") == mode)
        marks = {n for n, a in p.registry.actions.items() if "look_" in n and a.isChecked()}
        assert marks == {f"frame.look_{mode}"}
        if mode in ("light", "dark"):
            assert _is_dark() is (mode == "dark")
        if mode == "field":
            p.until(lambda: p.window.fontMetrics().height() > before)
        p.settle()

    return act


def _worn_and_left(p: Player, go: Go) -> None:
    """The same command once more brings back what was worn before."""
    before = p.desk.prefs.get("look.mode", "")
    assert before == "dark"
    _worn("field")(p, go)
    _worn(before)(p, go)


def _arranges(p: Player, go: Go) -> None:
    assert p.window.workspace is not None
    docks = p.window.workspace.docks
    docks["ledger"].hide()
    docks["dossier"].setFloating(True)
    go()
    p.until(lambda: not docks["ledger"].isHidden() and not docks["dossier"].isFloating())
    p.settle()


def _panel(room: str) -> Act:
    """A panel in front is closed; once more, and it is in front again."""

    def act(p: Player, go: Go) -> None:
        assert p.window.workspace is not None
        dock, action = p.window.workspace.docks[room], p.registry.actions[f"frame.panel_{room}"]
        if not p.is_front(room):  # behind another: it is brought to the front, not closed
            assert action.isChecked()
            go()
            p.until(lambda: p.is_front(room))
        assert action.isChecked()
        go()
        p.until(dock.isHidden)
        assert not action.isChecked()
        go()
        p.until(lambda: p.is_front(room))
        assert action.isChecked()
        p.settle()

    return act


def _closes(p: Player, go: Go) -> None:
    go()
    p.until(lambda: p.desk.info is None)
    p.until(lambda: p.window._start.isVisible())
    p.settle()


FRAME: dict[str, Act] = {
    "frame.undo": _undoes,
    "frame.redo": _redoes,
    "frame.deselect": becomes(
        lambda p: (p.desk.selection.issues, p.desk.selection.current_issue), ((), "")
    ),
    "frame.commands": opens("commands"),
    "frame.shortcuts": opens("shortcuts"),
    "frame.about": opens("about"),
    "frame.chinese": becomes(
        lambda p: (words.language(), p.window.menuBar().actions()[0].text()), ("zh", "文件(&F)")
    ),
    "frame.english": becomes(
        lambda p: (words.language(), p.window.menuBar().actions()[0].text()), ("en", "&File")
    ),
    "frame.look_system": _worn("system"),
    "frame.look_dark": _worn("dark"),
    "frame.look_field": _worn_and_left,
    "frame.look_light": _worn("light"),
    "frame.full_screen": becomes(lambda p: p.window.isFullScreen(), True),
    **{f"frame.panel_{place.room}": _panel(place.room) for place in DOCKS},
    "frame.reset_layout": _arranges,
    "frame.close_project": _closes,
    "frame.quit": becomes(lambda p: p.window.isVisible(), False),
}
