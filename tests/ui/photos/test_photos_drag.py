"""Photos that are dragged out of the tray: onto an issue they are tied, beside all placed."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ui.map.chosen import ISSUES
from ui.photo_drag import packed, photos_in

_ACTION, _LEFT = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton
_KEYS = Qt.KeyboardModifier.NoModifier


def drop(widget, at, data):
    """Drags something over a widget and lets go; whether it was taken."""
    place = QPoint(round(at.x()), round(at.y()))
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place, _ACTION, data, _LEFT, _KEYS)
        QApplication.sendEvent(widget, event)
        if not event.isAccepted():
            return False
    event = QDropEvent(QPointF(place), _ACTION, data, _LEFT, _KEYS)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_that_what_is_selected_is_dragged_and_a_click_on_it_picks_it_alone(panel, rest, picked):
    wanted = []
    panel.grid.drag_wanted.disconnect()
    panel.grid.drag_wanted.connect(lambda: wanted.append(panel.desk.selection.photos))
    both = picked(0, 1)
    at = panel.grid.visualRect(panel.model.index(0)).center()

    def mouse(kind, place):
        buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else _LEFT
        spot = QPointF(place)
        event = QMouseEvent(kind, spot, panel.grid.viewport().mapToGlobal(spot), _LEFT, buttons,
                            _KEYS)  # fmt: skip
        QApplication.sendEvent(panel.grid.viewport(), event)

    mouse(QEvent.Type.MouseButtonPress, at)
    mouse(QEvent.Type.MouseMove, at + QPoint(60, 4))
    mouse(QEvent.Type.MouseButtonRelease, at + QPoint(60, 4))
    rest()
    assert [list(photos) for photos in wanted] == [both]
    assert list(panel.desk.selection.photos) == both
    QTest.mouseClick(panel.grid.viewport(), _LEFT, _KEYS, at)
    rest()
    assert list(panel.desk.selection.photos) == both[:1]
    assert len(wanted) == 1
    assert photos_in(packed(both)) == tuple(both)


def test_that_photos_dropped_on_an_issue_are_tied_to_it_and_elsewhere_placed(
    window, desk, settled, qtbot
):
    panel, room = window.workspace.map, window.workspace.room("photos")
    ledger = window.workspace.room("ledger")
    desk.show.room.emit("ledger")
    settled(desk)
    photo = next(h for h in map(room.model.hash_at, range(9)) if not room.model.known(h)["tags"])
    desk.selection.select(photos=(photo,), by=None)
    settled(desk)
    told = []
    desk.show.tie_photos.connect(lambda *what: told.append(what))
    qtbot.waitUntil(lambda: ledger.model.known(ledger.model.keys.at(0)) is not None)
    known = ledger.model.known(ledger.model.keys.at(0))
    at = ledger.table.visualRect(ledger.model.index(0, 0)).center()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/x.jpg")])
    assert not drop(ledger.table.viewport(), at, files)  # they are for the window
    room.pane.choice.press(Qt.Key.Key_B)
    assert drop(ledger.table.viewport(), at, packed([photo]))
    settled(desk)
    assert told == [((photo,), known["id"], known["number"])]
    assert known["number"] in room.pane.notice.text()
    desk.undo_last()
    settled(desk)
    # On the map: an issue that lies there, or a place for the hand.
    layer = next(panel.canvas.layer(n) for n in ISSUES if len(panel.canvas.layer(n).ids([0])))
    box = layer.box([0])
    panel.canvas.centre_on(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), 1.0)
    at = panel.canvas.pixel_of(panel.canvas.view().centre)
    on_panel = QPointF(panel.canvas.mapTo(panel, at.toPoint()))
    assert drop(panel, on_panel, packed([photo]))
    settled(desk)
    assert len(told) == 2
    assert told[1][0] == (photo,)
    panel.canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
    assert drop(panel, on_panel, packed([photo]))
    (dialog,) = [d for d in room.findChildren(QDialog) if d.isVisible()]
    assert dialog.objectName() == "photos.place_dialog"
    assert dialog._at.text().startswith("116.")
    dialog.reject()
    settled(desk)
