"""Tool tips show data as it stands, and so does everything else that tells a name."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

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
