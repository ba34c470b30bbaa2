"""Tool tips show data as it stands, and so does everything else that tells a name."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier import calls as dossier_calls
from ui.main_window import MainWindow
from ui.photos import calls as photo_calls
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.tips import plain

HOSTILE = ["<b>采石场</b>", "a <img src='x'> b", "&lt;i&gt;", "3 < 4 & 5 > 2", "一 <br> 二"]


def _shown(tip: str) -> str:
    """What Qt shows of a tip."""
    if not Qt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("text", HOSTILE)
def test_that_a_tip_shows_markup_as_text(qapp: QApplication, text: str) -> None:
    assert _shown(plain(text)) == text
    lines = _shown(plain(f"{text}\nsecond line")).splitlines()
    assert [line.strip() for line in lines] == [text, "second line"]


def test_that_plain_words_stay_as_they_are(qapp: QApplication) -> None:
    assert plain("Tom & Jerry, 3 < 4\nnext") == "Tom & Jerry, 3 < 4\nnext"


@pytest.mark.parametrize("text", HOSTILE)
def test_that_small_parts_show_markup_as_text(qtbot: QtBot, text: str) -> None:
    label, chip = ElidedLabel(text * 30), Chip(text)
    choice = MultiChoice()
    choice.set_choices([("a", text)])
    choice.set_values(["a"])
    for part in (label, chip, choice):
        qtbot.addWidget(part)
        part.resize(60, 30)
        part.show()
    assert _shown(label.toolTip()) == text * 30
    assert text in _shown(choice.toolTip())
    assert text in _shown(chip._cross.toolTip())
    assert chip.findChild(QLabel).textFormat() == Qt.TextFormat.PlainText


def test_that_every_model_with_tips_makes_them_plain(repository: Path) -> None:
    bare = []
    for file in sorted((repository / "ui").rglob("*.py")):
        source = file.read_text("utf-8")
        name = file.relative_to(repository).as_posix()
        if "ToolTipRole" in source and not _calls_plain(source):
            bare.append(name)
    assert bare == []


def _calls_plain(source: str) -> bool:
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(isinstance(called, ast.Name) and called.id == "plain" for called in calls)


def test_that_a_name_with_tags_is_told_as_it_is_typed_all_over_the_window(
    window: MainWindow, settled: Callable[[Desk], None]
) -> None:
    desk, name = window.desk, "<b>zz</b><img src='x'>"
    found: list[list[tuple[str, ...]]] = []
    desk.ask(photo_calls.find_issues, "QH2021-031", done=found.append)
    settled(desk)
    issue = found[0][0][0]
    given = {"facility_name": name, "place_name": name, "description": name}
    desk.do(dossier_calls.set_fields, issue, given)
    settled(desk)
    desk.show.issue.emit(issue)
    tabs = window.findChild(QTabBar, "dossier.tabs")
    told: list[tuple[str, str]] = []
    for turn in range(tabs.count()):
        tabs.setCurrentIndex(turn)
        for room in ("work", "ledger"):
            desk.show.room.emit(room)
            settled(desk)
            QApplication.processEvents()
        told += _told(window)
    assert len({where for where, _ in told}) > 3  # the dossier's head and history, the ledger …
    assert [(where, text) for where, text in told if name not in _shown(text)] == []


def _told(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Where the name is told, and the text as Qt is given it."""
    for widget in window.findChildren(QWidget):
        if "zz" in widget.toolTip():
            yield f"tip of {widget.objectName()}", widget.toolTip()
        if isinstance(widget, QLabel) and "zz" in widget.text():
            plain_text = widget.textFormat() == Qt.TextFormat.PlainText
            yield (
                f"label {widget.objectName()}",
                plain(widget.text()) if plain_text else (widget.text()),
            )
        if isinstance(widget, QAbstractItemView) and widget.isVisible():
            yield from _tips(widget)


def _tips(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for row in range(min(model.rowCount(QModelIndex()), 100)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
            if "zz" in tip:
                yield f"tip in {view.objectName()}", tip
