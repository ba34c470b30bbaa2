"""What a patch lies in is shown on the map by a double click or Enter."""

from __future__ import annotations

from dataclasses import replace

from helpers.dossier_hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView

from ui.dossier.overlay_table import OverlayTable


def test_that_each_row_leads_to_its_place_on_the_map(hands: Hands, clue: str) -> None:
    hands.turn("facts")
    hands.qtbot.waitUntil(lambda: _table(hands) is not None)  # groups are made in slices
    table = _table(hands)
    assert table is not None
    rows = hands.panel.view.shown["overlay"]
    assert {row["layer"] for row in rows} >= {"area", "zone"}
    rows = rows + hands.panel.view.shown["nearest"]
    shown: list[tuple[str, tuple[str, ...]]] = []
    hands.desk.show.on_map.connect(lambda kind, ids: shown.append((kind, ids)))
    for number in range(table.model().rowCount()):
        table.setCurrentIndex(table.model().index(number, 0))
        hands.qtbot.keyClick(table, Qt.Key.Key_Return)
    places = [("zone" if row["layer"] == "zone" else "area", (row["id"],)) for row in rows]
    assert shown == [("issue", (clue,)), *places]
    cell = table.visualRect(table.model().index(1, 0)).center()
    for click in (hands.qtbot.mouseClick, hands.qtbot.mouseDClick):
        click(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert shown[-1] == places[0]


def test_that_the_version_that_counts_is_told_beside_what_the_patch_lies_in(
    hands: Hands, clue: str
) -> None:
    hands.turn("facts")
    hands.qtbot.waitUntil(lambda: _table(hands) is not None)
    whole = hands.panel.findChild(OverlayTable)
    said = whole.findChild(QLabel)
    assert said.isHidden()  # no day counts yet: the newest are meant
    view = hands.panel.view
    rows = [row | {"valid_from": "2010-01-01", "superseded": True} for row in view.shown["overlay"]]
    whole.show_view(
        replace(view, shown={**view.shown, "overlay": rows, "overlay_on": "2019-05-06"})
    )
    assert said.text().splitlines() == [
        "By the boundaries in force on 6 May 2019.",
        "Another version is in force today; here the one of that day counts.",
    ]
    tip = whole.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "In force since 1 Jan 2010" in tip
    assert "has taken its place" in tip


def _table(hands: Hands) -> QTableView | None:
    return hands.panel.findChild(QTableView, "dossier.overlay")
