"""Themes: the palette, the few rules of style, and the font, put on the whole application.

Widgets need do nothing: Qt sends them PaletteChange, StyleChange and FontChange.
"""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QDockWidget, QToolTip, QWidget
from shiboken6 import isValid

from ui.look import colours, fonts, rules, schemes, worn
from ui.look.drawing import drawn_once
from ui.look.schemes import Scheme

Mode = Literal["system", "light", "dark", "field"]
MODES: tuple[Mode, ...] = get_args(Mode)

# Fusion draws their edges in the ground's colour made darker, which no one sees in the dark.
_FRAMED = (
    "QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox", "QComboBox", "QTextEdit",
    "QPlainTextEdit", "QAbstractItemView",
)  # fmt: skip
_FUSION_DARKER = 1.4

_OWN_FONT = Qt.WidgetAttribute.WA_SetFont

_chosen: list[Mode] = []


def mode() -> Mode:
    """What was chosen: ``system`` follows the system's own scheme."""
    return _chosen[0] if _chosen else "system"


def is_field() -> bool:
    """True in field mode: large targets, high contrast, a larger font."""
    return colours.scheme() is schemes.FIELD


def apply(app: QApplication, chosen: Mode) -> None:
    """Put a theme on the application; may be called at any time.

    Args:
        app: the application.
        chosen: ``system``, ``light``, ``dark`` or ``field``.
    """
    if not _chosen:
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(_on_system_scheme_changed)
    _chosen[:] = [chosen]
    asked = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark,
             "field": Qt.ColorScheme.Light}  # fmt: skip
    # Title bars are the system's; it is told so that they agree with what is inside.
    app.styleHints().setColorScheme(asked.get(chosen, Qt.ColorScheme.Unknown))
    _put_on(app)


def _on_system_scheme_changed() -> None:
    app = QApplication.instance()
    if mode() == "system" and isinstance(app, QApplication):
        _put_on(app)


def _put_on(app: QApplication) -> None:
    with drawn_once(app):
        _dress(app)


def _dress(app: QApplication) -> None:
    found = _scheme(app)
    colours.use(found)
    palette = palette_of(found)
    app.setPalette(palette)
    for name in _FRAMED:
        app.setPalette(_framed(palette, found), name)  # type: ignore[arg-type]  # stubs err
    QToolTip.setPalette(palette)
    own = _own_sizes(app)
    before = app.font().pointSizeF()
    app.setFont(fonts.base(large=found is schemes.FIELD))
    app.setStyleSheet(rules.of(found))
    _scale(own, app.font().pointSizeF() / before)
    _retitle_docks(app)
    worn.dress_all(app)


def _own_sizes(app: QApplication) -> list[tuple[QWidget, float]]:
    """Widgets with a font of their own, such as headings, and its size in points."""
    widgets = app.allWidgets()
    return [(w, w.font().pointSizeF()) for w in widgets if w.testAttribute(_OWN_FONT)]


def _scale(own: list[tuple[QWidget, float]], factor: float) -> None:
    """Keep headings in proportion: style sheets put them back to the size that they had."""
    for widget, points in own:
        if points > 0 and isValid(widget):
            font = widget.font()
            font.setPointSizeF(points * factor)
            widget.setFont(font)


def _retitle_docks(app: QApplication) -> None:
    """Docks keep the title's font of their first day, unless they have a font of their own."""
    for dock in app.allWidgets():
        if isinstance(dock, QDockWidget):
            font = dock.font()
            font.setPointSizeF(app.font().pointSizeF())
            font.setStyleStrategy(QFont.StyleStrategy.PreferQuality)
            dock.setFont(font)


def _scheme(app: QApplication) -> Scheme:
    named = {"light": schemes.LIGHT, "dark": schemes.DARK, "field": schemes.FIELD}
    if mode() in named:
        return named[mode()]
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return schemes.DARK if dark else schemes.LIGHT


def _framed(palette: QPalette, scheme: Scheme) -> QPalette:
    """The palette with a ground of which Fusion makes edges in the scheme's own colour."""
    edge = QColor(scheme.roles["edge"])
    value = min(1.0, edge.valueF() * _FUSION_DARKER)
    framed = QPalette(palette)
    ground = QColor.fromHsvF(edge.hsvHueF(), edge.hsvSaturationF(), value)
    framed.setColor(QPalette.ColorRole.Window, ground)
    return framed


def palette_of(scheme: Scheme) -> QPalette:
    """The palette of a scheme, all of its roles set."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    told = {name: QColor(value) for name, value in scheme.roles.items()}
    lines = colours.mixed(told["border"], told["window"], 0.6)
    palette = QPalette()
    for which, name in {
        role.Window: "window", role.WindowText: "text", role.Base: "surface",
        role.AlternateBase: "alternate", role.Text: "text", role.Button: "raised",
        role.ButtonText: "text", role.BrightText: "danger", role.Highlight: "chosen",
        role.HighlightedText: "on_chosen", role.Accent: "accent", role.Link: "link",
        role.LinkVisited: "link", role.ToolTipBase: "raised", role.ToolTipText: "text",
        role.PlaceholderText: "muted", role.Mid: "border", role.Midlight: "alternate",
        role.Light: "raised",
    }.items():  # fmt: skip
        palette.setColor(which, told[name])
    palette.setColor(role.Dark, colours.mixed(told["border"], QColor("black"), 0.75))
    palette.setColor(role.Shadow, QColor("black"))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(group.Disabled, which, told["disabled"])
    palette.setColor(group.Disabled, role.Highlight, lines)
    palette.setColor(group.Disabled, role.HighlightedText, told["muted"])
    palette.setColor(group.Disabled, role.Base, told["window"])
    return palette
