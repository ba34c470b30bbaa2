"""Every filter, order, phase and kind of the tray by clicks and keys; places and their word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from helpers.dialogs import WAIT_MS, dialog, gone
from helpers.typing_keys import click, type_into
from helpers.ways import NAMES
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.photos import calls, words_of
from ui.photos.filters import ONLY, SORTS
from ui.photos.panel import PhotosPanel
from ui.photos.tie_choice import KIND_KEYS, PHASE_KEYS
from ui.widgets.chip import Chip

LEFT = Qt.MouseButton.LeftButton


class Tray:
    """The tray in the hands of a person."""

    def __init__(
        self, panel: PhotosPanel, desk: Desk, qtbot: QtBot, settled: Callable[[Desk], None]
    ) -> None:
        self.panel, self.desk, self.qtbot, self._settled = panel, desk, qtbot, settled

    def rest(self) -> None:
        """Until short timers have run out and the worker has answered all."""
        for _ in range(3):
            self._settled(self.desk)
            self.qtbot.wait(50)
        self._settled(self.desk)

    def tab(self, only: str) -> None:
        """Clicks a filter."""
        tabs = self.panel.findChild(QTabBar, "photos.filters")
        assert tabs is not None
        self.qtbot.mouseClick(tabs, LEFT, pos=tabs.tabRect(ONLY.index(only)).center())
        self.rest()

    def hashes(self) -> list[str]:
        """The photos that are shown, in order."""
        return [self.panel.model.hash_at(n) for n in range(self.panel.model.rowCount())]

    def pick(self, *rows: int) -> list[str]:
        """Clicks photos, with Ctrl from the second on; what is selected then."""
        held = Qt.KeyboardModifier.NoModifier
        for row in rows:
            index = self.panel.model.index(row)
            self.panel.grid.scrollTo(index)
            at = self.panel.grid.visualRect(index).center()
            self.qtbot.mouseClick(self.panel.grid.viewport(), LEFT, held, at)
            held = Qt.KeyboardModifier.ControlModifier
        self.rest()
        return list(self.desk.selection.photos)

    def read(self, call: Callable[..., Any], *args: Any) -> Any:
        """Asks the worker something."""
        found: list[Any] = []
        self.desk.ask(call, *args, done=found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
        return found[0]

    def row(self, photo: str) -> dict[str, Any]:
        """What the tray knows of a photo."""
        (found,) = self.read(calls.rows, [photo])
        return dict(found)

    def ties(self, photo: str) -> set[tuple[str, str]]:
        """Phase and kind of each tie of a photo."""
        return {(t["phase"], t["kind"]) for t in self.row(photo)["tags"]}

    def press(self, kind: type[QWidget], name: str) -> None:
        """Clicks a button of the pane beside the photos."""
        (button,) = [b for b in self.panel.pane.findChildren(kind, name) if b.isVisible()]
        click(self.qtbot, button)
        self.rest()

    def ok(self, name: str) -> None:
        """Presses the first button of a dialog."""
        buttons = dialog(self.qtbot, name).findChild(QDialogButtonBox)
        click(self.qtbot, buttons.button(QDialogButtonBox.StandardButton.Ok))
        self.rest()

    def sign_in(self, name: str) -> None:
        """Another person takes the chair."""
        from ui.dossier import calls as dossier

        people = self.read(dossier.choices).people
        signed: list[Any] = []
        who = next(p.actor_id for p in people if p.name == name)
        self.desk.sign_in(who, done=signed.append)
        self.qtbot.waitUntil(lambda: bool(signed), timeout=WAIT_MS)
        self.rest()


@pytest.fixture
def tray(desk: Desk, qtbot: QtBot, settled: Callable[[Desk], None]) -> Iterator[Tray]:
    """The photos of the sample county."""
    panel = PhotosPanel(desk)
    panel.resize(1366, 460)
    panel.show()
    qtbot.waitExposed(panel)
    hands = Tray(panel, desk, qtbot, settled)
    hands.rest()
    yield hands
    panel.close()
    panel.deleteLater()


@pytest.fixture
def clue(tray: Tray) -> str:
    """A clue of the sample that no photo is tied to, open in the dossier; its id."""
    issue = next(f[0] for f in tray.read(calls.find_issues, "YG2025") if f[2] == "clue")
    tray.desk.selection.select(issues=(issue,), current=issue, by=None)
    tray.rest()
    return str(issue)


def test_that_every_filter_shows_as_many_as_it_says_in_every_order(tray: Tray, clue: str) -> None:
    order = tray.panel.findChild(QComboBox, "photos.sort")
    assert order is not None
    whole = set(tray.hashes())
    for only in ONLY:
        tray.tab(only)
        assert tray.panel.filters.only() == only
        assert len(tray.hashes()) == tray.panel.filters.count(only), only
    tray.tab("all")
    seen = {}
    order.setFocus()
    tray.qtbot.keyClick(order, Qt.Key.Key_Home)
    for sort in SORTS:
        tray.rest()
        assert tray.panel.filters.sort() == sort
        seen[sort] = tray.hashes()
        assert set(seen[sort]) == whole
        tray.qtbot.keyClick(order, Qt.Key.Key_Down)
    names = [tray.row(photo)["file"] for photo in (seen["name"][0], seen["name"][-1])]
    assert names == sorted(names)
    taken = [tray.row(seen[sort][0])["taken_at"] for sort in ("time", "newest")]
    assert taken[0] < taken[1]


def test_that_every_phase_and_kind_is_given_by_its_key_and_taken_off_by_its_chip(
    tray: Tray, clue: str
) -> None:
    assert set(PHASE_KEYS.values()) == {"", *words_of.PHASES}
    assert set(KIND_KEYS.values()) == {"", *words_of.KINDS}
    (photo,) = tray.pick(3)
    given = []
    phases = [key for key, code in PHASE_KEYS.items() if code]
    kinds = [key for key, code in KIND_KEYS.items() if code]
    for phase, kind in zip(phases, kinds, strict=True):
        tray.pick(3)
        tray.qtbot.keyClick(tray.panel.grid, phase)
        tray.qtbot.keyClick(tray.panel.grid, kind)
        tray.rest()
        tray.press(QPushButton, "photos.tie_current")
        given.append((PHASE_KEYS[phase], KIND_KEYS[kind]))
        assert tray.ties(photo) == {given[-1]}
    tray.desk.undo_last()
    tray.rest()
    assert tray.ties(photo) == {given[-2]}
    tray.desk.redo_last()
    tray.rest()
    assert tray.ties(photo) == {given[-1]}
    tray.pick(3)
    chip = next(c for c in tray.panel.pane.findChildren(Chip, "photos.tie") if c.isVisible())
    tray.qtbot.keyClick(chip, Qt.Key.Key_Delete)
    tray.rest()
    assert tray.ties(photo) == set()


def test_that_what_the_day_and_the_distance_tell_is_taken_where_no_key_says_more(
    tray: Tray, clue: str
) -> None:
    (photo,) = tray.pick(3)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_G):
        tray.qtbot.keyClick(tray.panel.grid, key)
    tray.rest()
    tray.press(QPushButton, "photos.tie_current")
    ((phase, kind),) = tray.ties(photo)
    assert phase in words_of.PHASES
    assert kind in words_of.KINDS


def test_that_photos_are_placed_together_and_count_once_another_gave_their_word(
    tray: Tray, clue: str
) -> None:
    tray.tab("untagged")
    photos = tray.pick(0, 1)
    assert len(photos) == 2
    before = [tray.row(p)["lon"] for p in photos]
    tray.press(QToolButton, "photos.place")
    box = dialog(tray.qtbot, "photos.place_dialog")
    type_into(tray.qtbot, box.findChild(QLineEdit, "photos.place.at"), "126.31276, 43.23406")
    tray.ok("photos.place_dialog")
    gone(tray.qtbot, "photos.place_dialog")
    assert {tray.row(p)["position_source"] for p in photos} == {"hand"}
    tray.desk.undo_last()
    tray.rest()
    assert [tray.row(p)["lon"] for p in photos] == before
    tray.desk.redo_last()
    tray.rest()
    tray.sign_in(NAMES["county_b"])
    tray.desk.selection.select(photos=(photos[0],), by=None)
    tray.rest()
    tray.press(QToolButton, "photos.accept")
    box = dialog(tray.qtbot, "photos.accept_dialog")
    type_into(tray.qtbot, box.findChild(QPlainTextEdit, "photos.accept.note"), "我当时在场")
    tray.ok("photos.accept_dialog")
    gone(tray.qtbot, "photos.accept_dialog")
    assert "我当时在场" in str(tray.read(calls.show, photos[0]))
    assert "我当时在场" not in str(tray.read(calls.show, photos[1]))
