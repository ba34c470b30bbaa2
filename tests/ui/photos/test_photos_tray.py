"""The tray by clicks and keys: filters, suggestions, ties and their undo, the one selection."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabBar

from ui.photos import calls
from ui.photos.model import HASH, PICTURE, ROW, PhotoModel
from ui.photos.suggestion_card import SuggestionCard
from ui.photos.thumbnail_store import ThumbnailStore
from ui.widgets.chip import Chip

FILED = "229901-2025-0001"  # the issue that the sample walks from clue to filed


def ties(read, photo):
    (row,) = read(calls.rows, [photo])
    return [(t["issue_id"], t["phase"], t["kind"]) for t in row["tags"]]


def tab(panel, only):
    tabs = panel.findChild(QTabBar, "photos.filters")
    return tabs, next(n for n in range(tabs.count()) if tabs.tabData(n) == only)


def go(panel, rest, only):
    tabs, at = tab(panel, only)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(at).center())
    rest()


def test_that_rows_and_thumbnails_come_for_what_is_in_sight_first(panel, model_tester):
    model = panel.model
    assert model.rowCount() == panel.filters.count("all") > 150
    first, last = panel.grid.sight()
    for row in range(first, last + 1):
        assert model.index(row).data(ROW)["sha256"] == model.index(row).data(HASH)
        assert not model.index(row).data(PICTURE).isNull()
    assert model.index(model.rowCount() - 1).data(PICTURE) is None


def test_that_a_model_that_changes_keeps_qts_rules(panel, model_tester, rest):
    model_tester(panel.model)
    go(panel, rest, "no_position")
    go(panel, rest, "all")
    panel.grid.verticalScrollBar().setValue(panel.grid.verticalScrollBar().maximum())
    rest()
    last = panel.model.index(panel.model.rowCount() - 1)
    assert last.data(Qt.ItemDataRole.DisplayRole).endswith(".jpg")
    assert not last.data(PICTURE).isNull()


def test_that_tabs_show_what_they_count(panel, rest):
    for only in ("needs_choice", "untagged", "no_position", "warning", "all"):
        go(panel, rest, only)
        tabs, at = tab(panel, only)
        assert panel.model.rowCount() == panel.filters.count(only)
        assert f"({panel.model.rowCount()})" in tabs.tabText(at)
    tabs, at = tab(panel, "issue")
    assert not tabs.isTabEnabled(at)


def test_that_a_name_is_searched_for_as_one_types(panel, rest, qtbot):
    field = panel.findChild(QLineEdit, "photos.search")
    qtbot.keyClicks(field, "air_")
    qtbot.wait(250)
    rest()
    names = [panel.model.index(n).data() for n in range(panel.model.rowCount())]
    assert names
    assert all(name.startswith("AIR_") for name in names)
    qtbot.keyClicks(field, "zzz")
    qtbot.wait(250)
    rest()
    assert panel.model.rowCount() == 0
    assert panel.tray.currentWidget() is panel.tray.empty


def test_that_a_digit_ties_and_ctrl_z_takes_it_back(panel, rest, picked, read, desk):
    go(panel, rest, "needs_choice")
    (photo,) = picked(2)
    before, after = panel.model.hash_at(1), panel.model.hash_at(3)
    cards = panel.pane.findChildren(SuggestionCard)
    assert cards
    count = panel.filters.count("needs_choice")
    QTest.keyClick(panel.grid, Qt.Key.Key_F)
    rest()
    assert panel.pane.choice.kind() == "far"
    QTest.keyClick(panel.grid, Qt.Key.Key_1)
    rest()
    ((_, phase, kind),) = ties(read, photo)
    assert (phase, kind) == ("before", "far")
    assert panel.filters.count("needs_choice") == count - 1
    # The next photo is at hand, so that the next key ties it.
    assert desk.selection.photos == (after,)
    assert panel.model.row_of(before) == 1
    desk.undo_last()
    rest()
    assert ties(read, photo) == []
    assert panel.filters.count("needs_choice") == count
    desk.redo_last()
    rest()
    assert len(ties(read, photo)) == 1


def test_that_many_are_tied_at_once_by_enter_and_untied_by_delete(panel, rest, picked, read, desk):
    go(panel, rest, "needs_choice")
    photos = picked(0, 1, 3)
    assert len(photos) == 3
    QTest.keyClick(panel.grid, Qt.Key.Key_A)
    rest()
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    rest()
    assert {phase for p in photos for _, phase, _ in ties(read, p)} == {"after"}
    desk.selection.select(photos=photos, by=None)
    rest()
    chips = panel.pane.findChildren(Chip, "photos.tie")
    assert chips
    assert panel.pane.notice.text() == ""
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    rest()
    assert [ties(read, p) for p in photos] == [[], [], []]
    desk.undo_last()
    rest()
    assert all(ties(read, p) for p in photos)


def test_that_a_tie_relied_on_is_not_taken_off_and_the_reason_is_told(panel, rest, read, desk):
    (issue,) = read(calls.find_issues, FILED)
    photo = read(calls.of_phase, issue[0], "after")[0]
    before = ties(read, photo)
    desk.selection.select(photos=(photo,), by=None)
    rest()
    panel.handlers()["photos.untag"]()
    rest()
    assert ties(read, photo) == before
    assert panel.pane.notice.kind() == "error"
    assert panel.pane.notice.remedy()


def test_that_the_issue_of_the_dossier_has_a_tab_and_a_button(panel, rest, picked, read, desk):
    issue = next(f for f in read(calls.find_issues, "YG2025") if f[2] == "clue")
    desk.selection.select(issues=(issue[0],), by=None)
    rest()
    tabs, at = tab(panel, "issue")
    assert tabs.tabText(at) == f"{issue[1]} (0)"
    go(panel, rest, "no_position")
    (photo,) = picked(0)
    assert panel.pane.findChildren(SuggestionCard) == []
    button = panel.pane.findChild(QPushButton, "photos.tie_current")
    QTest.keyClick(panel.grid, Qt.Key.Key_B)
    rest()
    button = panel.pane.findChild(QPushButton, "photos.tie_current")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rest()
    assert [t[0] for t in ties(read, photo)] == [issue[0]]
    go(panel, rest, "issue")
    assert [panel.model.hash_at(n) for n in range(panel.model.rowCount())] == [photo]


def test_that_a_selection_from_elsewhere_is_shown_and_ours_is_told(panel, rest, picked, desk):
    far = panel.model.hash_at(panel.model.rowCount() - 1)
    desk.selection.select(photos=(far,), by=None)
    rest()
    assert panel.picking.picked() == [far]
    first, last = panel.grid.sight()
    assert first <= panel.model.row_of(far) <= last
    told = []
    desk.selection.changed.connect(told.append)
    photos = picked(0, 2)
    assert photos == [panel.model.hash_at(0), panel.model.hash_at(2)]
    assert told == [panel.picking]
    desk.selection.clear()
    rest()
    assert panel.picking.picked() == []


def test_that_a_route_shows_an_issues_photos_of_a_phase_and_picks_none_of_them(
    panel, rest, read, desk, picked
):
    (issue,) = read(calls.find_issues, FILED)
    assert picked(0)
    raised = []
    desk.show.room.connect(raised.append)
    desk.show.photos_of.emit(issue[0], "before")
    rest()
    assert panel.filters.only() == "issue"
    assert raised == ["photos"]
    assert desk.selection.photos == ()
    assert panel.picking.picked() == []
    of_phase = set(read(calls.of_phase, issue[0], "before"))
    first, last = panel.grid.sight()
    assert of_phase & {panel.model.hash_at(row) for row in range(first, last + 1)}
    # Who lacks photos is shown what may be tied, the nearest first, before what is tied.
    tied = set(read(calls.of_phase, issue[0], ""))
    desk.show.photos_for.emit(issue[0])
    rest()
    shown = panel.model.hashes_of(list(range(panel.model.rowCount())))
    near = [h for h in shown if h not in tied]
    assert near
    assert shown == near + [h for h in shown if h in tied]
    assert len(shown) == len(near) + len(tied)
    assert [ties(read, photo) for photo in near] == [[]] * len(near)
    assert (panel.filters.only(), desk.selection.photos) == ("near", ())


def test_that_the_wheel_with_ctrl_makes_cells_larger_and_their_thumbnails_too(panel, rest):
    cell = panel.grid.places().cell.width()
    for _ in range(2):
        panel.handlers()["photos.larger"]()
    rest()
    assert panel.grid.places().cell.width() > cell
    assert max(panel.model.index(1).data(PICTURE).size().toTuple()) > 160


def test_that_closing_the_project_empties_the_room(panel, rest, desk, qtbot):
    with qtbot.waitSignal(desk.closed):
        desk.close()
    rest()
    assert panel.model.rowCount() == 0
    assert not panel.findChild(QPushButton, "photos.import_button").isEnabled()
    model = PhotoModel(desk)
    assert model.rowCount() == 0


def test_that_thumbnails_in_memory_are_bounded_and_hostile_ones_refused(qapp):
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage

    def jpeg(side):
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImage(side, side, QImage.Format.Format_RGB32).save(buffer, "JPG")
        return data.data()

    store = ThumbnailStore(limit=3 * 64 * 64 * 4)
    for n in range(6):
        store.put(f"{n}", jpeg(64), None)
        store.get("0")
    assert [n for n in range(6) if store.get(f"{n}")] == [0, 4, 5]
    store.put("png", b"\x89PNG not what it says", None)
    store.put("large", jpeg(2100), None)
    assert store.get("png") is store.get("large") is None
    assert store.why_not("large")[0] == "photo_not_decodable"
    assert store.knows("png")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_every_text_follows_the_language(panel, rest, qapp, lang):
    from ui import language

    language.set_language(qapp, lang)
    rest()
    tabs, at = tab(panel, "needs_choice")
    chinese = any("\u4e00" <= c <= "\u9fff" for c in tabs.tabText(at))
    assert chinese == (lang == "zh")
    language.set_language(qapp, "en")
    rest()
