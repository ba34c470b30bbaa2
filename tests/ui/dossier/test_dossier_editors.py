"""The editors of single fields, by keys and clicks."""

from __future__ import annotations

import pytest
from helpers.typing_keys import type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from greenshield.domain.fields import CATALOGUE
from ui.dossier import fact_text
from ui.dossier.choice_editors import ChoiceEditor, ManyEditor
from ui.dossier.fact_editors import ShapeEditor, editor_for
from ui.dossier.text_editors import LongEditor

PAIRS = [("far", "全景"), ("near", "近景"), ("detail", "细部")]


@pytest.fixture
def shown(qtbot):
    """Shows an editor in a window of its own."""

    def show(editor: QWidget) -> QWidget:
        qtbot.addWidget(editor)
        editor.resize(300, 30)
        editor.show()
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        return editor

    return show


def test_that_a_choice_gives_its_code_and_keeps_what_is_none(qtbot, shown):
    editor = shown(ChoiceEditor(PAIRS))
    type_into(qtbot, editor, "近景")
    assert editor.raw() == "near"
    type_into(qtbot, editor, "x")
    assert editor.raw() == "x"
    editor.set_raw("far")
    assert editor.text() == "全景"


def test_that_a_choice_is_found_by_a_part_of_its_words_and_taken_by_keys(qtbot, shown):
    editor = shown(ChoiceEditor([("a", "first thing"), ("b", "second thing")]))
    told: list = []
    editor.edited.connect(lambda: told.append(editor.raw()))
    qtbot.keyClicks(editor, "cond")
    popup = editor.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.raw() == "b"
    assert told[-1] == "b"


def test_that_all_choices_open_by_a_key(qtbot, shown):
    editor = shown(ChoiceEditor(PAIRS))
    qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = editor.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 3
    popup.hide()


def test_that_several_are_ticked_one_after_the_other(qtbot, shown):
    editor = shown(ManyEditor(PAIRS))
    qtbot.keyClick(editor, Qt.Key.Key_F4)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for action in menu.actions()[:2]:
        menu.setActiveAction(action)
        qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    menu.close()
    assert editor.raw() == "far; near"
    assert editor.text() == "全景; 近景"


def test_that_several_may_be_typed_with_either_semicolon(qtbot, shown):
    editor = shown(ManyEditor(PAIRS))
    type_into(qtbot, editor, "全景；细部；别的")
    assert editor.raw() == "far; detail; 别的"


def test_that_a_file_of_a_patch_is_named_and_a_standing_shape_is_no_text(qtbot, shown, tmp_path):
    editor = shown(ShapeEditor())
    editor.set_raw("0103000000")
    assert editor.raw() == ""
    assert "map" in editor.placeholderText()
    editor.choose_file()
    dialog = next(
        w for w in QApplication.topLevelWidgets() if w.objectName() == "dossier.shape_file"
    )
    dialog.fileSelected.emit(str(tmp_path / "a.geojson"))
    dialog.reject()
    assert editor.raw() == f"@{tmp_path / 'a.geojson'}"


def test_that_long_text_grows_and_tab_leaves_it(qtbot, shown):
    editor = shown(LongEditor())
    low = editor.height()
    type_into(qtbot, editor, "一\n二\n三\n四\n五")
    assert editor.height() > low
    told: list = []
    editor.edited.connect(lambda: told.append(1))
    editor.set_raw("shown, not typed")
    assert told == []
    assert editor.tabChangesFocus()


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_that_every_field_has_an_editor_that_gives_back_what_it_shows(qtbot, kind):
    from greenshield import reference
    from greenshield.domain import fields

    sample = {
        "text": "青山", "int": 3, "decimal": 12.5, "bool": True, "date": "2025-04-16",
        "partial_date": "2012-06", "moment": "2025-04-16T09:41:15", "ref": "id-1",
        "list": ["甲", "乙"], "pairs": [["绿盾", "12"]], "map": {"a": 1},
    }  # fmt: skip
    tables = reference.code_tables()
    for spec in CATALOGUE[kind].values():
        if spec.derived or spec.pattern or spec.type == "geometry":
            continue
        value = sample.get(spec.type)
        if spec.type == "int":
            value = int(spec.low or 3)
        if spec.code_table:
            code = next(iter(tables.table(spec.code_table).entries))
            value = [code] if spec.type == "codes" else code
        holder = QWidget()
        editor = editor_for(spec, holder)
        editor.set_raw(fact_text.typed(spec, value))
        assert fields.parse(kind, spec.id, editor.raw(), tables) == value, spec.id
        assert fact_text.read(kind, spec.id, value), spec.id
        holder.deleteLater()
