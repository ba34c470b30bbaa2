"""Importing in the window: dropped files and folders, options, results, a clock, a stop."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from helpers.make_photos import jpeg_with_exif
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.photos import import_calls
from ui.photos.clock_dialog import ClockDialog
from ui.photos.import_dialog import ImportDialog
from ui.photos.import_run import _counts
from ui.photos.results import ResultsDialog
from ui.photos.results_model import Result, ResultsModel, results

LON, LAT = 126.312765, 43.234066  # inside a clue of the sample county
GPX = """<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<trk><trkseg>{points}</trkseg></trk></gpx>"""


def card(folder: Path) -> list[Path]:
    folder.mkdir()
    taken = datetime.fromisoformat("2026-06-01T09:00:00")
    files = [
        jpeg_with_exif(folder / "a.jpg", lon=LON, lat=LAT, seed=901, taken_at=taken),
        jpeg_with_exif(folder / "b.jpg", seed=902, taken_at=taken + timedelta(minutes=5)),
    ]
    (folder / "leer.jpg").write_bytes(b"")
    whole = jpeg_with_exif(folder / "cut.jpg", seed=903, taken_at=taken).read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    return files


def only(panel, kind):
    (found,) = [d for d in panel.findChildren(kind) if d.isVisible()]
    return found


def press(dialog, which=QDialogButtonBox.StandardButton.Ok):
    QTest.mouseClick(dialog.findChild(QDialogButtonBox).button(which), Qt.MouseButton.LeftButton)


def click(panel, name):
    QTest.mouseClick(panel.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


def test_that_a_dropped_folder_is_imported_and_each_file_told(
    panel, rest, dropped, desk, tmp_path, model_tester, qtbot
):
    card(tmp_path / "card")
    before = panel.model.rowCount()
    raised, told = [], []
    desk.show.front.connect(raised.append)
    desk.noted.connect(told.append)
    assert dropped(panel, [tmp_path / "card"])
    rest()
    dialog = only(panel, ImportDialog)
    assert dialog.findChild(QCheckBox, "photos.import.auto_tag").isChecked()
    press(dialog)
    rest()
    assert raised == ["photos"]
    assert told == [panel.run.heading()]
    assert "Added 3" in told[0]
    assert told[0].endswith("damaged and no evidence as they are 1")
    # The new ones alone are in sight, and each heap is a click away.
    assert panel.model.rowCount() == 3
    assert panel.sum.findChild(QToolButton, "photos.sum.all").isChecked()
    click(panel, "photos.sum.located")
    rest()
    assert [panel.model.known(panel.model.hash_at(0))["file"]] == ["a.jpg"]
    assert panel.model.rowCount() == 1
    click(panel, "photos.sum.located")
    rest()
    assert panel.model.rowCount() == before + 3
    click(panel, "photos.sum.refused")
    rest()
    table = only(panel, ResultsDialog)
    model_tester(table.model)
    assert [r.file for r in table.model.rows] == [str(tmp_path / "card" / "leer.jpg")]
    table.show_only("")
    lines = [
        tuple(table.model.index(row, column).data() for column in range(4))
        for row in range(table.model.rowCount())
    ]
    assert lines[0][:2] == ("leer.jpg", "Refused")
    assert "empty" in lines[0][2]
    assert lines[0][3]
    assert lines[1][:2] == ("cut.jpg", "Added, damaged")
    assert {line[:2] for line in lines[2:]} == {("a.jpg", "Added"), ("b.jpg", "Added")}
    table.table.selectAll()
    QTest.keyClick(table.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().count("\n") == 3
    table.save_to(tmp_path / "list.csv")
    rest()
    saved = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert saved[0] == "File,Result,Reason,What to do"
    assert len(saved) == 5
    press(table, QDialogButtonBox.StandardButton.Close)
    # The same folder again: nothing is new, and that is told.
    assert dropped(panel, [tmp_path / "card" / "a.jpg"])
    rest()
    press(only(panel, ImportDialog))
    rest()
    assert panel.run.results() == [
        Result(str(tmp_path / "card" / "a.jpg"), "duplicate", panel.run.results()[0].sha256)
    ]


def test_that_a_wrong_offset_is_told_beside_it_and_a_right_one_places_by_the_track(
    panel, rest, tmp_path, desk
):
    card(tmp_path / "card")
    moments = [datetime.fromisoformat("2026-06-01T01:00:00") + timedelta(minutes=n) for n in
               range(20)]  # fmt: skip
    points = "".join(
        f'<trkpt lat="{LAT}" lon="{LON + n / 10000}"><time>{m.isoformat()}Z</time></trkpt>'
        for n, m in enumerate(moments)
    )
    (tmp_path / "walk.gpx").write_text(GPX.format(points=points), "utf-8")
    panel.dialogs.ask_import([tmp_path / "card" / "b.jpg"])
    rest()
    dialog = only(panel, ImportDialog)
    field = dialog.findChild(QLineEdit, "photos.import.offset")
    QTest.keyClicks(field, "ten minutes")
    press(dialog)
    rest()
    assert dialog.isVisible()
    assert "+HH:MM:SS" in dialog.findChild(QLabel, "photos.import.offset.error").text()
    assert field.text() == "ten minutes"
    field.selectAll()
    QTest.keyClicks(field, "+00:02:00")
    press(dialog)
    rest()
    assert dialog.isVisible()
    assert dialog.notice.kind() == "warning"  # an offset does nothing without a track
    dialog.add_tracks([tmp_path / "walk.gpx", tmp_path / "walk.gpx"])
    press(dialog)
    rest()
    assert panel.run.heading().startswith("Added 1, there already 0, with a position 1")


def test_that_a_clock_in_a_photo_gives_the_offset(panel, rest, tmp_path, desk, qtbot):
    taken = datetime.fromisoformat("2026-06-01T09:00:00")
    clock = jpeg_with_exif(tmp_path / "clock.jpg", taken_at=taken, seed=5)
    timeless = jpeg_with_exif(tmp_path / "none.jpg", seed=6)
    panel.dialogs.ask_import([clock])
    rest()
    dialog = only(panel, ImportDialog)
    QTest.mouseClick(
        dialog.findChild(QPushButton, "photos.import.clock"), Qt.MouseButton.LeftButton
    )
    rest()
    helper = only(dialog, ClockDialog)
    helper.read(timeless)
    rest()
    assert helper.notice.kind() == "error"
    helper.read(clock)
    rest()
    shown = helper.findChild(QLineEdit, "photos.clock.shown")
    QTest.keyClicks(shown, "quarter past")
    rest()
    ok = helper.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    assert helper.findChild(QLabel, "photos.clock.shown.error").isVisible()
    shown.clear()
    # What was typed before it was whole is answered while it is typed on.
    QTest.keyClicks(shown, "08:58:3")
    helper._ask_offset()
    QTest.keyClicks(shown, "0")
    qtbot.waitUntil(lambda: not desk.office.tasks())
    assert not ok.isEnabled()
    assert not helper.findChild(QLabel, "photos.clock.shown.error").isVisible()
    QTest.qWait(260)
    rest()
    press(helper)
    rest()
    assert dialog.findChild(QLineEdit, "photos.import.offset").text() == "-00:01:30"
    press(dialog, QDialogButtonBox.StandardButton.Cancel)


def test_that_a_stopped_import_keeps_what_is_in_and_says_so(panel, rest, tmp_path, desk, qtbot):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(260):
        jpeg_with_exif(folder / f"{n:03}.jpg", seed=n + 1000)
    panel.dialogs.ask_import([folder])
    rest()
    dialog = only(panel, ImportDialog)
    press(dialog)
    qtbot.waitUntil(lambda: panel.run.results() != [], timeout=60_000)
    if panel.run.is_running():
        QTest.mouseClick(
            panel.run.findChild(QPushButton, "photos.import.stop"), Qt.MouseButton.LeftButton
        )
        assert any(one.text() == "Stopping…" for one in panel.run.findChildren(QLabel))
    rest()
    assert not panel.run.isVisible()
    added = panel.model.rowCount()  # the new ones alone
    told = [r for r in panel.run.results() if r.outcome == "added"]
    assert 0 < added == len(told) <= 260
    if added < 260:
        assert panel.sum.findChild(QLabel, "photos.sum.why").text().startswith("Stopped")
        QTest.mouseClick(
            panel.findChild(QPushButton, "photos.sum.go_on"), Qt.MouseButton.LeftButton
        )
        rest()
    # What was left is imported when it goes on, and nothing twice.
    assert {r.outcome for r in panel.run.results()} == {"added"}
    assert panel.model.rowCount() == panel.run.sum().count("added") == 260


def test_that_imports_in_a_row_are_told_of_together_and_not_to_another_project(
    panel, rest, dropped, desk, tmp_path, qtbot
):
    for name in ("one", "two"):
        card(tmp_path / name)
    (tmp_path / "two" / "a.jpg").unlink()
    told = []
    desk.noted.connect(told.append)
    panel.dialogs.ask_import([tmp_path / "one"])
    rest()
    first = only(panel, ImportDialog)
    panel.dialogs.ask_import([tmp_path / "two"])
    rest()
    press(first)
    press(only(panel, ImportDialog))
    rest()
    assert len(told) == 1
    assert told[0].startswith("Added 3, there already 2,")
    assert "refused 2" in told[0]
    assert panel.sum.findChild(QToolButton, "photos.sum.refused").text().endswith("2")
    click(panel, "photos.sum.refused")
    rest()
    table = only(panel, ResultsDialog)
    assert [Path(r.file).parent.name for r in table.model.rows] == ["one", "two"]
    # Of a file that breaks off two things may be told: it is one file.
    which = table.findChild(QComboBox, "photos.results.only")
    assert which.itemText(0) == "All files (7)"
    assert table.findChildren(QLabel)[0].text() == panel.run.heading()
    closed = []
    desk.close(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed))
    assert panel.findChildren(ResultsDialog) == []
    assert not panel.run.has_results()
    assert panel.run.photos() == ()


def test_that_what_is_no_file_and_a_read_only_project_take_no_drop(panel, rest, dropped, tmp_path):
    assert not dropped(panel, [])
    panel._drop.set_allowed(False)
    assert not dropped(panel, [tmp_path])


def test_that_photos_dropped_on_the_window_come_here(panel, rest, desk, tmp_path):
    photo = jpeg_with_exif(tmp_path / "A.JPG", seed=7)
    desk.show.photo_files.emit([photo])
    rest()
    dialog = only(panel, ImportDialog)
    assert dialog._paths == [photo]
    press(dialog, QDialogButtonBox.StandardButton.Cancel)


def test_that_results_name_what_needs_a_look_first(qapp, model_tester):
    stored = [
        ("/card/a.jpg", "aa", True),
        ("/card/b.jpg", "bb", False),
        ("/card/c.jpg", "cc", True),
    ]
    problems = [
        ("/card/c.jpg", "photo_truncated", {}, False),
        ("/card/notes.txt", "photo_not_an_image", {"file": "notes.txt"}, False),
        ("/card/sub/d.jpg", "photo_empty", {"file": "d.jpg"}, True),
    ]
    found = results(stored, problems)
    assert [(r.file[6:], r.outcome) for r in found] == [
        ("sub/d.jpg", "refused"), ("c.jpg", "damaged"), ("notes.txt", "remark"),
        ("a.jpg", "added"), ("b.jpg", "duplicate"),
    ]  # fmt: skip
    model = ResultsModel()
    model_tester(model)
    model.set_rows(found)
    assert [model.index(n, 0).data() for n in range(5)] == [
        "sub/d.jpg", "c.jpg", "notes.txt", "a.jpg", "b.jpg",
    ]  # fmt: skip
    assert model.index(1, 1).data() == "Added, damaged"
    assert model.index(1, 2).data().startswith("The photo file breaks off")
    # In the sentence, too, what was not there any more is not refused for what it is.
    problems.append(("/card/e.jpg", "photo_left", {}, True))
    told = _counts([{"refused": 2, "phases": {}, "problems": problems}])
    assert {"refused 1", "left behind 1"} <= set(told)


def test_that_what_is_odd_is_counted_and_each_count_lists_its_files(qtbot, desk):
    host = QWidget()
    qtbot.addWidget(host)
    found = results([("/card/a.jpg", "aa", True), ("/card/b.jpg", "bb", True)], [])
    odd = {"photo_exif_missing": {"bb": {}}, "photo_watermark_camera": {"aa": {"app": "今日水印"}}}
    dialog = ResultsDialog(desk, lambda: "", found, host, remarks=odd)
    told = dialog.findChild(QLabel, "photos.results.remarks")
    assert "1 without EXIF</a>, " in told.text()
    which = dialog.findChild(QComboBox, "photos.results.only")
    for code, files in (("photo_exif_missing", ["/card/b.jpg"]), ("", [r.file for r in found])):
        told.linkActivated.emit(code)
        assert [r.file for r in dialog.model.rows] == files
        assert which.currentData() == code
    told.linkActivated.emit("photo_watermark_camera")
    reason, remedy = (dialog.model.index(0, column).data() for column in (2, 3))
    assert "今日水印" in reason
    assert "original" in remedy
    dialog.close()


@pytest.mark.parametrize("typed", ["", "abc", "+1:99"])
def test_that_a_malformed_offset_is_refused_by_the_worker(panel, rest, desk, typed):
    failed = []
    desk.ask(import_calls.typed_offset, typed, failed=failed.append)
    rest()
    assert failed[0].code == "clock_offset_malformed"
