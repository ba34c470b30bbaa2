"""The font of the window: a Chinese family that is installed, at the size of the system.

Without a name of its own Qt takes whatever has the glyphs, which under a non-Chinese locale are
Japanese forms; so a Simplified Chinese family is named first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip
_FIELD_SCALE = 1.35
_LEAST_POINTS = 9.0


@dataclass(slots=True)
class _System:
    """The system's own font, as it was before the first change."""

    fonts: list[QFont] = field(default_factory=list)


_system = _System()


def chinese_family() -> str:
    """The first Simplified Chinese family that is installed, or "" where none is."""
    return next((name for name in CHINESE if QFontDatabase.hasFamily(name)), "")


def base(*, large: bool = False) -> QFont:
    """The font for all text of the window.

    Args:
        large: for field mode.
    """
    if not _system.fonts:
        _system.fonts.append(QGuiApplication.font())
    font = QFont(_system.fonts[0])
    chinese = chinese_family()
    if chinese:
        font.setFamilies([chinese, *font.families()])
    points = max(_LEAST_POINTS, font.pointSizeF())
    font.setPointSizeF(points * _FIELD_SCALE if large else points)
    return font


def scaled(factor: float, *, bold: bool = False) -> QFont:
    """The window's font in another size: 1.25 for a heading, 0.9 for small print."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    return font


def fixed() -> QFont:
    """A font of even width, for hashes and coordinates, in the window's size."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QApplication.font().pointSizeF())
    return font
