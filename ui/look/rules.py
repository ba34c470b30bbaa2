"""The one style sheet: what a palette can't say. Kept small, since each rule slows every widget."""

from __future__ import annotations

from ui.look import schemes
from ui.look.schemes import Scheme

_COMMON = """
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {border}; padding: 3px 5px; }}
QStatusBar::item {{ border: none; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ border: none; spacing: 2px; padding: 2px; }}
QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; margin: 2px; }}
QAbstractScrollArea::corner {{ background: {window}; border: none; }}
QSplitter::handle {{ background: {window}; }}
QSplitter::handle:hover {{ background: {accent_soft}; }}
QHeaderView {{ background: {window}; }}
QHeaderView::section {{ background: {window}; color: {muted}; border: none;
    border-right: 1px solid {border}; border-bottom: 1px solid {border}; padding: 0.25em 0.5em; }}
QHeaderView::section:hover {{ color: {text}; background: {accent_soft}; }}
"""

# Fingers and gloves: whatever can be hit is at least 40 points high at the least size of font
# (an em is the height of a line, there 19 points), bars are 40 points thick.
_FIELD = """
QPushButton, QComboBox, QLineEdit, QDateEdit, QSpinBox, QDoubleSpinBox, QCheckBox, QRadioButton
    {{ min-height: 2.15em; }}
QToolButton {{ padding: 0.25em; min-width: 1.7em; min-height: 1.7em; }}
QToolButton, QPushButton {{ icon-size: 1.3em; }}
QLineEdit QToolButton, QTabBar QToolButton, QToolBarExtension
    {{ padding: 0; min-width: 0; min-height: 0; }}
QMenu::item {{ padding: 0.6em 1.6em; }}
QMenu::item:selected {{ background: {chosen}; color: {on_chosen}; }}
QMenuBar {{ background: {window}; }}
QMenuBar::item {{ padding: 0.6em 0.9em; }}
QMenuBar::item:selected {{ background: {chosen}; color: {on_chosen}; }}
QTabBar::tab {{ min-height: 2.2em; }}
QTabBar::scroller {{ width: 4.4em; }}
QHeaderView::section {{ padding: 0.6em 0.5em; }}
QAbstractItemView::item {{ min-height: 2.15em; }}
QAbstractItemView::indicator, QCheckBox::indicator, QRadioButton::indicator
    {{ width: 1.5em; height: 1.5em; }}
QScrollBar:vertical {{ width: 2.2em; }}
QScrollBar:horizontal {{ height: 2.2em; }}
QSlider:horizontal {{ min-height: 2.2em; }}
QSlider::groove:horizontal {{ height: 0.4em; border-radius: 0.2em; background: {border}; }}
QSlider::sub-page:horizontal {{ border-radius: 0.2em; background: {accent}; }}
QSlider::handle:horizontal {{ width: 1.6em; margin: -0.6em 0; border-radius: 0.8em;
    background: {chosen}; border: 1px solid {text}; }}
QSlider::handle:horizontal:disabled {{ background: {alternate}; border-color: {disabled}; }}
QSplitter::handle {{ background: {border}; }}
QMainWindow::separator {{ width: 0.5em; height: 0.5em; margin: 0; }}
"""


def of(scheme: Scheme) -> str:
    """The rules of a scheme, as Qt style sheet text."""
    text = _COMMON + (_FIELD if scheme is schemes.FIELD else "")
    return text.format(**scheme.roles)
