"""Bad input in the dialogs of ledger and photos: told beside its field in Chinese, nothing lost."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.bad_input import LINE, is_chinese, right
from helpers.dialogs import gone
from helpers.typing_keys import click, type_into
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenshield.domain.fields import CATALOGUE
from ui import language
from ui.desk import Desk
from ui.ledger.assign_dialog import AssignDialog
from ui.ledger.clue_dialog import ClueDialog
from ui.ledger.saved_filters import NameDialog, load
from ui.photos import calls
from ui.photos.by_track_dialog import ByTrackDialog
from ui.photos.clock_dialog import ClockDialog
from ui.photos.import_dialog import ImportDialog
from ui.photos.place_dialog import AcceptDialog, PlaceDialog
from ui.photos.said_dialogs import TimeDialog

CLUE = {  # field -> what it refuses, what it takes
    "clue_no": ("YG2025-229901-007", "DT-9"), "source_code": ("没有这一项", ""),
    "activity_code": ("没有这一项", ""), "division_code": ("22", "229901"),
    "facility_name": ("长" * LINE, "青禾采石场"), "area_id": ("没有的保护地", ""),
    "lon": ("很东", "126.31"), "lat": ("-95", "43.23"), "geom": ("POLYGON((126.4 43.2", ""),
}  # fmt: skip


class Form:
    """A dialog in the hands of a person."""

    def __init__(self, box: Any, qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> None:
        self.box, self.qtbot, self.desk, self._settled = box, qtbot, desk, settled
        box.open()
        self.rest()

    def rest(self) -> None:
        """Until the worker has answered."""
        for _ in range(2):
            self.qtbot.wait(0)
            self._settled(self.desk)

    def editor(self, name: str) -> Any:
        """The editor of a field, by the end of its name."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        (found,) = [
            w for kind in kinds for w in self.box.findChildren(kind)
            if w.objectName().endswith(f".{name}")
        ]  # fmt: skip
        return found

    def type(self, name: str, text: str) -> None:
        """Types over what stands there."""
        found = self.editor(name)
        type_into(self.qtbot, found.lineEdit() if isinstance(found, QComboBox) else found, text)

    def raw(self, name: str) -> str:
        """What stands in a field."""
        found = self.editor(name)
        if isinstance(found, QComboBox):
            return found.currentText()
        return found.toPlainText() if isinstance(found, QPlainTextEdit) else found.text()

    def told(self, name: str) -> str:
        """What is told beneath a field."""
        (found,) = [
            w for w in self.box.findChildren(QLabel) if w.objectName().endswith(f".{name}.error")
        ]
        return found.text() if found.isVisible() else ""

    def go(self) -> None:
        """Presses the first button."""
        buttons = self.box.findChild(QDialogButtonBox)
        ok = getattr(self.box, "ok", None) or buttons.button(QDialogButtonBox.StandardButton.Ok)
        click(self.qtbot, ok)
        self.rest()

    def refuses(self, name: str, text: str) -> None:
        """The text is told beside its field in Chinese, and stands there still."""
        self.type(name, text)
        self.go()
        assert self.box.isVisible()
        assert is_chinese(self.told(name)), (name, text, self.told(name))
        assert self.raw(name) == text


@pytest.fixture
def opened(
    desk: Desk, qtbot: QtBot, settled: Callable[[Desk], None]
) -> Iterator[Callable[[Callable[[QWidget], QDialog]], Form]]:
    """Opens a dialog in a Chinese window."""
    app = QApplication.instance()
    language.set_language(app, "zh")
    window = QWidget()
    window.show()
    qtbot.addWidget(window)
    forms: list[Form] = []

    def shown(make: Callable[[QWidget], QDialog]) -> Form:
        forms.append(Form(make(window), qtbot, desk, settled))
        return forms[-1]

    yield shown
    language.set_language(app, "en")
    settled(desk)


def test_that_a_clue_tells_every_bad_field_at_once_and_is_made_when_they_are_mended(
    opened: Any, desk: Desk, qtbot: QtBot
) -> None:
    form = opened(lambda window: ClueDialog(desk, window))
    form.type("place_name", "石桥沟村")
    form.type("division_code", "22")
    qtbot.waitUntil(lambda: bool(form.raw("clue_no")), timeout=60_000)  # one is proposed
    form.type("clue_no", "")
    form.go()
    for name in ("clue_no", "source_code", "division_code"):
        assert is_chinese(form.told(name)), name
    for name, (bad, _) in CLUE.items():
        form.type(name, bad)
    form.go()
    judged_here = set(CLUE) - {"clue_no", "area_id", "geom"}
    assert {name for name in CLUE if is_chinese(form.told(name))} == judged_here
    assert {name: form.raw(name) for name in CLUE} == {n: bad for n, (bad, _) in CLUE.items()}
    for name in judged_here:
        spec = CATALOGUE["issue"][name]
        form.type(name, right(spec) if spec.code_table else CLUE[name][1])
    for name in ("area_id", "geom", "clue_no"):  # one after the other, by the worker
        form.go()
        assert is_chinese(form.told(name)), (name, form.box.notice.text())
        assert form.raw(name) == CLUE[name][0]
        form.type(name, CLUE[name][1])
    assert form.raw("place_name") == "石桥沟村"
    with qtbot.waitSignal(form.box.made):
        form.go()


def test_that_what_is_typed_before_the_choices_come_is_chosen(
    desk: Desk, qtbot: QtBot, opened: Any
) -> None:
    made: list[AssignDialog] = []

    def early(window: QWidget) -> AssignDialog:
        box = AssignDialog(desk, ["x"], "2026-11-01", window)
        made.append(box)
        box._inspector.lineEdit().setText("周巡查")
        return box

    form = opened(early)
    form.type("due", "2026-12-01")
    assert made[0]._inspector.value()
    assert "周巡查" in form.raw("inspector")
    made[0].reject()


def test_that_sending_an_inspector_tells_who_and_when_are_wrong(opened: Any, desk: Desk) -> None:
    form = opened(lambda window: AssignDialog(desk, ["x"], "2026-11-01", window))
    form.refuses("inspector", "查无此人")
    language.set_language(QApplication.instance(), "zh")
    form.box.retranslate()
    assert form.raw("inspector") == "查无此人"
    form.type("inspector", "周巡查")
    for bad in ("昨天", "2026-10-31", ""):
        form.refuses("due", bad)
    assert "周巡查" in form.raw("inspector")
    form.box.reject()


def test_that_a_filter_without_a_name_is_not_kept(opened: Any, desk: Desk) -> None:
    from greenshield.domain.ledger_filter import Sort

    form = opened(lambda w: NameDialog(desk, {"states": ["clue"]}, Sort(), parent=w))
    form.refuses("name", "　")
    form.type("name", "长" * 61)
    form.go()
    assert [len(one.name) for one in load(desk)] == [60]


def unplaced(desk: Desk, qtbot: QtBot) -> str:
    """The hash of a photo without a position."""
    found: list[Any] = []
    desk.ask(calls.keys, "no_position", "time", "", "", done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return str(found[0][0][:32].hex())


def test_that_a_place_and_a_word_of_acceptance_are_told_beside_their_fields(
    opened: Any, desk: Desk, qtbot: QtBot
) -> None:
    photo = unplaced(desk, qtbot)
    form = opened(lambda window: PlaceDialog(desk, [photo], window, None, None))
    for bad in ("", "某处", "126.3", "500, 43", "10, 10", "126°78'E 43°N", "长" * LINE):
        form.refuses("at", bad)
    form.type("at", "126.31276, 43.23406")
    form.go()
    gone(qtbot, "photos.place_dialog")
    form = opened(lambda window: AcceptDialog(desk, photo, "a.jpg", window))
    form.refuses("note", "  ")
    form.type("note", "我当时在场")
    form.go()
    assert is_chinese(form.box.notice.text())  # who placed it can't accept it
    assert form.raw("note") == "我当时在场"
    form.box.reject()


def test_that_a_time_said_by_hand_and_a_clock_beside_a_track_are_told_beside_their_fields(
    opened: Any, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = unplaced(desk, qtbot)
    form = opened(lambda window: TimeDialog(desk, [photo], window, ""))
    for bad in ("", "昨天", "2026-13-01 09:00", "2199-01-01 10:00", "长" * LINE):
        form.refuses("at", bad)
    form.box.reject()
    track = tmp_path / "a.gpx"
    track.write_text('<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"/>')
    form = opened(lambda window: ByTrackDialog(desk, [], window))
    form.box.tracks.add_tracks([track])
    for bad in ("十分钟", "+99:99:99"):
        form.type("offset", bad)
        qtbot.waitUntil(lambda: bool(form.told("offset")))
        assert is_chinese(form.told("offset"))
        assert form.raw("offset") == bad
    form.type("offset", "+00:01:30")
    qtbot.waitUntil(lambda: is_chinese(form.box.notice.text()))  # of the track, which has no point
    assert form.told("offset") == ""
    form.box.reject()


def test_that_clock_and_offset_are_told_beside_their_fields(
    opened: Any, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from datetime import datetime

    from helpers.make_photos import jpeg_with_exif

    clock = jpeg_with_exif(
        tmp_path / "clock.jpg", taken_at=datetime.fromisoformat("2026-06-01T09:00:00"), seed=5
    )
    form = opened(lambda window: ImportDialog(desk, [clock], window))
    for bad in ("十分钟", "+99:99:99", "长" * LINE):
        form.refuses("offset", bad)
    helper = opened(lambda window: ClockDialog(desk, window))
    helper.box.read(clock)
    helper.rest()
    for bad in ("九点一刻", "25:61", "2026-13-01 09:00"):
        helper.type("shown", bad)
        qtbot.waitUntil(lambda: bool(helper.told("shown")))
        assert is_chinese(helper.told("shown"))
        assert helper.raw("shown") == bad
    helper.type("shown", "08:58:30")
    qtbot.waitUntil(lambda: helper.box._found != "")
    assert helper.told("shown") == ""
    helper.go()
    form.type("offset", "-00:01:30")
    form.go()
    assert is_chinese(form.box.notice.text())  # an offset without a track does nothing
    form.box.reject()


def test_that_no_dialog_of_these_rooms_is_left_out() -> None:
    ui = Path(__file__).parents[3] / "ui"
    found = set()
    for path in (p for room in ("dossier", "ledger", "photos") for p in (ui / room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if bases & {"QDialog", "FormDialog", "FormPage", "FieldDialog"}:
                    found.add(node.name)
    here = {"ClueDialog", "AssignDialog", "NameDialog", "PlaceDialog", "AcceptDialog",
            "ClockDialog", "ImportDialog", "TimeDialog", "ByTrackDialog"}  # fmt: skip
    in_the_dossier = {"MoveForm", "RecordForm", "VoidForm", "SignForm"}
    # What all of one field share, a list of what was found, a table of results, a choice of three
    # and a number that keeps within its bounds take nothing that could be wrong.
    without_fields = {"FieldDialog", "TagDialog", "ResultsDialog", "DatumDialog", "TaggingDialog"}
    assert found == here | in_the_dossier | without_fields
