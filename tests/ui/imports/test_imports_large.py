"""Wide tables and long lists of problems hold up no window, and foreign text is no markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import PreviewColumn, PreviewRow
from greenshield.services import ledger_preview
from ui.desk import Desk
from ui.imports import problems_model
from ui.imports.check_page import CheckPage
from ui.imports.mapping_page import MappingPage
from ui.imports.problems_table import COPIED, ProblemsTable
from ui.imports.room import ImportsRoom


def column(number: int, field: str = "") -> PreviewColumn:
    return PreviewColumn(f"C{number}", f"h{number}", f"h{number}", field, "", 1.0, ("a", "b"))


def test_that_columns_are_as_wide_as_the_first_rows_tell(empty_desk: Desk, qtbot: QtBot) -> None:
    page = CheckPage(empty_desk)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    texts = ["x"] * 300 + ["x" * 30]
    rows = tuple(PreviewRow(n, "created", (t,), (t,)) for n, t in enumerate(texts))
    page.show_rows((column(0),), rows[:300], (), 300)
    before = page.table.columnWidth(1)
    page.show_rows((column(0),), rows, (), 301)
    assert page.table.columnWidth(1) == before
    page.show_rows((column(0),), rows[::-1], (), 301)
    assert page.table.columnWidth(1) > before


def test_that_a_long_list_of_problems_is_copied_in_part_and_told(
    empty_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ProblemsTable(empty_desk)
    qtbot.addWidget(table)
    table.set_problems([Problem("row_empty", "a.xlsx", row=n) for n in range(COPIED * 3)])
    made: list[int] = []
    real = problems_model.what_of
    monkeypatch.setattr(problems_model, "what_of", lambda p: made.append(p.row) or real(p))
    table.copy()
    assert len(made) == COPIED
    assert len(QApplication.clipboard().text().splitlines()) == COPIED
    assert "1,000 of 3,000" in table.head.text()
    table.view.selectionModel().select(
        table.model.index(0, 0), table.view.selectionModel().SelectionFlag.Select
    )
    table.set_problems([Problem("row_empty", "a.xlsx", row=n) for n in range(3)])
    table.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 3
    assert "Copied" not in table.head.text()


def test_that_a_choice_takes_in_all_fields_only_when_somebody_comes_to_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    page = MappingPage()
    qtbot.addWidget(page)
    page.offer(ledger_preview.catalogue())
    page.resize(900, 600)
    page.show()
    page.show_columns((column(0, "remark"), column(1), column(2, "no_such_field")), "")
    first, second, third = (page.choice(n) for n in range(3))
    assert [c.value() for c in (first, second, third)] == ["remark", "", "no_such_field"]
    assert all(c.count() <= 2 for c in (first, second, third))
    words = first.currentText()
    first.fill()
    assert first.findData("history") > 0
    assert first.value() == "remark"
    assert first.currentText() == words
    second.showPopup()
    assert second.findData("history") > 0
    second.hidePopup()
    third.fill()
    assert third.value() == "no_such_field"
    page.retranslate()
    assert first.value() == "remark"


def test_that_a_files_name_is_no_markup(desk: Desk, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    room = ImportsRoom(desk, place)
    room.take([Path("<b>patches.shp")])
    box = place.findChild(QMessageBox, "imports.what")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.reject()


def test_that_what_files_say_is_no_markup(empty_desk: Desk, qtbot: QtBot) -> None:
    mapping, check = MappingPage(), CheckPage(empty_desk)
    for page in (mapping, check):
        qtbot.addWidget(page)
    for label in (mapping.note, mapping.left, check.counts):
        assert label.textFormat() == Qt.TextFormat.PlainText
