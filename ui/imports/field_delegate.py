"""Draws the field of a column as a choice, and makes the choice when somebody comes to it.

Hundreds of columns stand in the list, of which one or two are looked into: a widget for each
takes the window most of a second.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ui.imports.mapping_model import MappingModel
from ui.widgets.searchable_choice import SearchableChoice
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex


class FieldDelegate(QStyledItemDelegate):
    """The fields' column of the mapping."""

    def __init__(self, model: MappingModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        # The style sheet of some looks speaks of combo boxes: the style asks this one.
        self._pattern = QComboBox(parent)
        self._pattern.hide()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A combo box that shows the field."""
        style = self._pattern.style()
        box = QStyleOptionComboBox()
        box.initFrom(self._pattern)
        box.rect = option.rect
        box.palette = option.palette
        box.fontMetrics = option.fontMetrics
        box.state = QStyle.StateFlag.State_Enabled
        if option.state & QStyle.StateFlag.State_MouseOver:
            box.state |= QStyle.StateFlag.State_MouseOver
        if option.state & QStyle.StateFlag.State_HasFocus:
            box.state |= QStyle.StateFlag.State_HasFocus
        box.subControls = QStyle.SubControl.SC_All
        text = self._model.data(index)
        box.currentText = option.fontMetrics.elidedText(
            text, option.textElideMode, option.rect.width() - 2 * option.rect.height()
        )
        painter.save()
        painter.setFont(option.font)
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, self._pattern)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, self._pattern)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a combo box."""
        return QSize(super().sizeHint(option, index).width(), self._pattern.sizeHint().height())

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's way
        index: Index,
    ) -> QWidget:
        """All fields, found by any part of their words."""
        row = index.row()
        column = self._model.columns()[row]
        choice = SearchableChoice(parent)
        choice.setObjectName(f"mapping.{column.letter}")
        choice.setAccessibleName(
            translate("Imports", "Field of {column}").format(column=column.label)
        )
        choice.set_choices(self._model.fields_for(row), translate("Imports", "— not taken —"))
        choice.chosen.connect(lambda _: self._take(choice))
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what is chosen."""
        if isinstance(editor, SearchableChoice):
            editor.set_value(self._model.field(index.row()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Takes what was chosen; words that are no field choose nothing."""
        if isinstance(editor, SearchableChoice) and editor.is_settled():
            model.setData(index, editor.value())

    def _take(self, choice: SearchableChoice) -> None:
        self.commitData.emit(choice)
