"""The grid: places by arithmetic, keys, frames, and little asked of the model."""

import pickle
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from ui.photos.grid import GridView
from ui.photos.grid_places import Places
from ui.photos.hash_list import HashList
from ui.photos.packed import Packed
from ui.photos.picking import _joined, _runs


class Many(QAbstractListModel):
    """A hundred thousand names that count how often they are asked for."""

    def __init__(self):
        super().__init__()
        self.asked = Counter()

    def rowCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else 100_000

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            self.asked[index.row()] += 1
            return f"photo {index.row()}"
        return None


@pytest.fixture
def grid(qtbot):
    view, model = GridView(), Many()
    qtbot.addWidget(view)
    view.setModel(model)
    view.set_cell(QSize(100, 80))
    view.resize(640, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def rows_of(view):
    return sorted(i.row() for i in view.selectionModel().selectedIndexes())


def test_that_only_cells_in_sight_are_asked_for(grid, qtbot):
    model = grid.model()
    first, last = grid.sight()
    assert (first, last) == (0, 6 * 5 - 1)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.repaint()
    assert grid.sight()[1] == 99_999
    assert len(model.asked) < 200
    assert max(model.asked) == 99_999


def test_that_keys_move_by_cell_line_page_and_to_the_ends(grid):
    grid.setFocus()
    at = []
    for name in ("Home", "Right", "Down", "Left", "Up", "Up", "PageDown", "End", "Down", "Up"):
        QTest.keyClick(grid, Qt.Key[f"Key_{name}"])
        at.append(grid.currentIndex().row())
    assert at == [0, 1, 7, 6, 0, 0, 24, 99_999, 99_999, 99_993]
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()).center())
    QTest.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert rows_of(grid) == list(range(99_987, 99_994))


def test_that_down_from_the_last_but_one_line_reaches_the_last_photo(grid):
    row = 99_995  # the last line has four of six cells; below the sixth there is none
    grid.setCurrentIndex(grid.model().index(row))
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.currentIndex().row() == 99_999


def test_that_a_dragged_frame_selects_what_it_touches(grid):
    port = grid.viewport()
    start, end = grid.visualRect(grid.model().index(7)), grid.visualRect(grid.model().index(15))
    empty = QPoint(port.width() - 2, start.center().y())
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=empty)
    QTest.mouseMove(port, end.center())
    QTest.mouseMove(port, end.center() + QPoint(1, 1))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end.center())
    assert rows_of(grid) == [9, 10, 11, 15, 16, 17]


def test_that_letters_and_digits_are_left_to_the_room(grid):
    for key, text in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_B, "b"), (Qt.Key.Key_Delete, "\x7f")):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        grid.keyPressEvent(event)
        assert not event.isAccepted()
    assert grid.currentIndex().row() in (-1, 0)


def test_that_another_width_keeps_the_first_photo_in_sight(grid, qtbot):
    grid.scrollTo(grid.model().index(50_000), GridView.ScrollHint.PositionAtTop)
    first = grid.sight()[0]
    grid.resize(420, 400)
    qtbot.waitUntil(lambda: grid.places().columns() == 4)
    assert grid.sight()[0] <= first <= grid.sight()[0] + 4


@given(
    st.integers(1, 500), st.integers(30, 900), st.integers(20, 500), st.integers(0, 3000),
    st.randoms(),
)  # fmt: skip
def test_that_places_and_cells_agree(count, width, height, offset, rng: random.Random):
    places = Places(QSize(60, 45), QSize(width, height), count, offset)
    room = QRect(0, 0, width, height)
    seen = [row for row in range(count) if places.rect(row).intersects(room)]
    first, last = places.sight()
    assert set(seen) <= set(range(first, last + 1))
    for row in seen:
        assert places.row_at(places.rect(row).center()) in (row, -1 if width < 60 else row)
    frame = QRect(QPoint(rng.randrange(width), rng.randrange(height)), QSize(90, 90))
    touched = {r for r in range(count) if places.rect(r).intersects(frame)}
    assert touched == {r for a, b in places.lines(frame) for r in range(a, b + 1)}


@given(
    st.sets(st.binary(min_size=32, max_size=32), max_size=60), st.binary(min_size=32, max_size=32)
)
def test_that_every_hash_leads_to_its_row_and_no_other_to_any(digests, other):
    listed = sorted(digests, reverse=True)
    # Some alike at their beginning, so that the rest has to be compared.
    listed += [listed[0][:20] + bytes([n]) * 12 for n in range(3)] if listed else []
    listed = list(dict.fromkeys(listed))
    found = HashList(b"".join(listed))
    assert len(found) == len(listed)
    assert [found.at(n) for n in range(len(listed))] == [d.hex() for d in listed]
    assert [found.row_of(d.hex()) for d in listed] == list(range(len(listed)))
    asked = [d.hex() for d in listed[::-2]]
    if other not in listed:
        assert found.row_of(other.hex()) == -1
        asked.append(other.hex())
    rows = sorted(range(len(listed))[::-2])
    assert found.rows_of(asked).tolist() == found.rows_of([*asked, "no hash"]).tolist() == rows
    for none in ("ab", "ab" * 33, "", " " * 64):
        assert found.rows_of([*asked, none]).tolist() == rows
        assert found.rows_of(iter([none])).tolist() == []
    halves = [half for each in asked for half in (each[:32], each[32:])]
    assert found.rows_of(halves).tolist() == []
    assert found.row_of("no hash") == found.row_of("ab") == -1
    assert found == HashList(b"".join(listed))


def test_that_the_tray_is_narrowed_by_camera_and_day_chip_by_chip(panel, rest):
    every = panel.model.rowCount()
    panel.narrowing.show_trait("source", "")
    rest()
    lost = panel.model.rowCount()
    assert 0 < lost < every
    assert lost == panel.filters.count("all") == panel.filters.count("no_position")
    panel.narrowing.show_trait("camera", "no such camera")
    rest()
    assert panel.model.rowCount() == 0
    assert panel.tray.currentWidget() is panel.tray.empty
    panel.tray.empty.acted.emit()
    rest()
    assert panel.model.rowCount() == every
    assert not panel.narrowing.isVisible()


def test_that_many_hashes_are_found_sent_and_told_as_the_few_are():
    rng = random.Random(11)
    hashes = [rng.randbytes(32).hex() for _ in range(3000)]
    found = HashList(bytes.fromhex("".join(hashes)))
    rows = rng.sample(range(3000), 2500)
    assert found.some([*rows, 3000, -1]) == [hashes[row] for row in rows]
    sought = [hashes[row] for row in rows]
    assert found.rows_of([*sought, "0" * 64]).tolist() == sorted(rows)
    sent = pickle.dumps(Packed(sought))
    assert pickle.loads(sent) == sought
    assert len(sent) < 33 * len(sought)


@pytest.mark.parametrize(
    ("parts", "runs"),
    [
        ([], []), ([(3, 5)], [(3, 5)]), ([(7, 9), (0, 2), (2, 4)], [(0, 4), (7, 9)]),
        ([(0, 9), (2, 3), (10, 10)], [(0, 10)]),
    ],
)  # fmt: skip
def test_that_stretches_of_rows_are_joined(parts, runs):
    rows = [row for first, last in _joined(parts) for row in range(first, last + 1)]
    assert list(_runs(rows)) == runs
