"""The one style sheet: what a palette can't say. Kept small, since each rule slows every widget."""

from __future__ import annotations

from ui.look import schemes
from ui.look.schemes import Scheme

_COMMON = """
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {border}; padding: 3px 5px; }}
QStatusBar::item {{ border: none; }}
QToolBar {{ border: none; spacing: 2px; padding: 2px; }}
QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; margin: 2px; }}
QAbstractScrollArea::corner {{ background: {window}; border: none; }}
QSplitter::handle {{ background: {window}; }}
QSplitter::handle:hover {{ background: {accent_soft}; }}
QHeaderView::section {{ background: {window}; color: {muted}; border: none;
    border-right: 1px solid {border}; border-bottom: 1px solid {border}; padding: 0.25em 0.5em; }}
QHeaderView::section:hover {{ color: {text}; background: {accent_soft}; }}
"""

# Fingers and gloves: targets of about 44 points, bars that can be caught.
_FIELD = """
QPushButton, QComboBox, QLineEdit, QDateEdit, QSpinBox, QDoubleSpinBox
    {{ min-height: 1.9em; }}
QToolButton {{ padding: 0.3em; }}
QMenu::item {{ padding: 0.55em 1.6em; }}
QMenu::item:selected {{ background: {chosen}; color: {on_chosen}; }}
QMenuBar {{ background: {window}; }}
QMenuBar::item {{ padding: 0.4em 0.9em; }}
QMenuBar::item:selected {{ background: {chosen}; color: {on_chosen}; }}
QTabBar::tab {{ min-height: 1.8em; }}
QAbstractItemView::item {{ min-height: 2.1em; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 1.5em; height: 1.5em; }}
QScrollBar:vertical {{ width: 1.2em; }}
QScrollBar:horizontal {{ height: 1.2em; }}
QSplitter::handle {{ background: {border}; }}
"""


def of(scheme: Scheme) -> str:
    """The rules of a scheme, as Qt style sheet text."""
    text = _COMMON + (_FIELD if scheme is schemes.FIELD else "")
    return text.format(**scheme.roles)
