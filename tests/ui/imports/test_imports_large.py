"""Wide tables and long lists of problems hold up no window, and foreign text is no markup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import PreviewColumn, PreviewRow
from greenshield.services import ledger_preview
from ui.desk import Desk
from ui.imports import problems_model, targets
from ui.imports.check_page import CheckPage
from ui.imports.crs_words import crs_called
from ui.imports.mapping_model import FIELD
from ui.imports.mapping_page import MappingPage
from ui.imports.problem_list import ProblemList, of
from ui.imports.problems_table import COPIED, ProblemsTable
from ui.imports.what_dialog import WhatDialog
from ui.language import set_language
from ui.widgets.searchable_choice import SearchableChoice


def column(number: int, field: str = "") -> PreviewColumn:
    return PreviewColumn(f"C{number}", f"h{number}", f"h{number}", field, "", 1.0, ("a", "b"))


def test_that_columns_are_as_wide_as_the_first_rows_tell(empty_desk: Desk, qtbot: QtBot) -> None:
    page = CheckPage(empty_desk)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    texts = ["x"] * 300 + ["x" * 30]
    rows = tuple(PreviewRow(n, "created", (t,), (t,)) for n, t in enumerate(texts))
    page.show_rows((column(0),), rows[:300], ProblemList(), 300)
    before = page.table.columnWidth(1)
    page.show_rows((column(0),), rows, ProblemList(), 301)
    assert page.table.columnWidth(1) == before
    page.show_rows((column(0),), rows[::-1], ProblemList(), 301)
    assert page.table.columnWidth(1) > before


def test_that_a_long_list_of_problems_is_copied_in_part_and_told(
    empty_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ProblemsTable(empty_desk)
    qtbot.addWidget(table)
    table.set_problems(of(Problem("row_empty", "a.xlsx", row=n) for n in range(COPIED * 3)))
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
    table.set_problems(of(Problem("row_empty", "a.xlsx", row=n) for n in range(3)))
    table.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 3
    assert "Copied" not in table.head.text()


def test_that_hundreds_of_columns_cost_one_choice_where_somebody_comes_to_it(
    qtbot: QtBot, model_tester: Callable[[QAbstractItemModel], object]
) -> None:
    page = MappingPage()
    qtbot.addWidget(page)
    model_tester(page.model)
    page.offer(ledger_preview.catalogue())
    page.resize(900, 600)
    page.show()
    columns = (column(0, "remark"), column(1), column(2, "no_such_field"))
    page.show_columns((*columns, *(column(n) for n in range(3, 300))), "")
    assert not page.list.findChildren(SearchableChoice)
    words = [page.model.index(n, FIELD).data() for n in range(3)]
    assert words[1] == "— not taken —"
    assert words[2].endswith("(derived, not taken)")
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (choice,) = page.list.findChildren(SearchableChoice)
    assert choice.view().isVisible()
    assert choice.findData("history") > 0
    assert choice.findData("no_such_field") < 0
    choice.hidePopup()
    qtbot.keyClick(choice, Qt.Key.Key_Escape)
    page.choice(2).hidePopup()
    assert page.choice(2).value() == "no_such_field"
    page.retranslate()
    assert [page.model.index(n, FIELD).data() for n in range(3)] == words
    assert page.chosen() == {}


def test_that_a_field_goes_to_one_column_by_typing_in_its_line(qtbot: QtBot) -> None:
    page = MappingPage()
    qtbot.addWidget(page)
    page.offer(ledger_preview.catalogue())
    page.resize(900, 600)
    page.show()
    page.show_columns(tuple(column(n) for n in range(3)), "")
    page.list.setFocus()
    for row in (0, 1):
        page.list.setCurrentIndex(page.model.index(row, 1))
        with qtbot.waitSignal(page.changed):
            qtbot.keyClick(page.list, "H")
            line = page.choice(row).lineEdit()
            line.setText(page.choice(row).itemText(page.choice(row).findData("history")))
            qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.chosen() == {"C1": "history"}
    assert page.model.index(0, FIELD).data() == "— not taken —"
    cell = page.list.visualRect(page.model.index(2, FIELD)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert page.choice(2).view().isVisible()
    page.choice(2).hidePopup()


def test_that_a_files_name_is_no_markup(qtbot: QtBot) -> None:
    asked = WhatDialog([Path("<b>patches.shp")], targets.of_family("shapes"), "patches")
    qtbot.addWidget(asked)
    assert asked.chosen().name == "patches"
    for label in (asked.title, asked.files):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_that_what_files_say_is_no_markup(empty_desk: Desk, qtbot: QtBot) -> None:
    mapping, check = MappingPage(), CheckPage(empty_desk)
    for page in (mapping, check):
        qtbot.addWidget(page)
    for label in (mapping.note, mapping.left, check.counts):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_that_a_coordinate_system_is_called_by_the_window_s_words(qapp: QApplication) -> None:
    names = ("CGCS2000 / 3-degree Gauss-Kruger zone 42", "CGCS2000 / Gauss-Kruger CM 123E")
    set_language(qapp, "zh")
    try:
        told = [crs_called(name) for name in (*names, "WGS 84")]
    finally:
        set_language(qapp, "en")
    assert told == [
        "CGCS2000 高斯-克吕格 3 度带第 42 带",
        "CGCS2000 高斯-克吕格 6 度带，中央经线 123E",
        "WGS 84",
    ]
