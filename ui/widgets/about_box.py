"""What this program is: its version, and whose work it stands on, with their licences."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import greenshield
from ui.look import colours, fonts, icons
from ui.words import translate

# What is part of the program: distribution, and its licence where its metadata tells it badly.
_PARTS: tuple[tuple[str, str], ...] = (
    ("PySide6_Essentials", "LGPL-3.0-only"), ("pyqtgraph", "MIT"), ("numpy", "BSD-3-Clause"),
    ("shapely", "BSD-3-Clause"), ("pyproj", "MIT"), ("fiona", "BSD-3-Clause"),
    ("rasterio", "BSD-3-Clause"), ("sqlite-utils", "Apache-2.0"), ("sqlcipher3", "zlib"),
    ("cryptography", "Apache-2.0 OR BSD-3-Clause"), ("ExifRead", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"), ("pi-heif", "BSD-3-Clause; libheif: LGPL-3.0"), ("openpyxl", "MIT"),
    ("python-calamine", "MIT"), ("xlsxwriter", "BSD-2-Clause"), ("docxtpl", "LGPL-2.1-only"),
    ("python-docx", "MIT"), ("Jinja2", "BSD-3-Clause"), ("MarkupSafe", "BSD-3-Clause"),
    ("lxml", "BSD-3-Clause"), ("gpxpy", "Apache-2.0"), ("pygeomag", "MIT"),
    ("keyring", "MIT"),
)  # fmt: skip


class AboutBox(QDialog):
    """The name, the version, and the list of parts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Frame", "About Green Shield"))
        letter = self.fontMetrics().height()
        shield = QLabel(self)
        shield.setPixmap(icons.pixmap(
            "greenshield", letter * 4, colours.role("accent"), self.devicePixelRatioF()
        ))  # fmt: skip
        name = QLabel(translate("Frame", "Green Shield"), self)
        name.setFont(fonts.scaled(1.6, bold=True))
        version = QLabel(versions(), self)
        version.setObjectName("about.version")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told = QVBoxLayout()
        told.addWidget(name)
        told.addWidget(version)
        head = QHBoxLayout()
        head.addWidget(shield)
        head.addLayout(told, 1)
        text = QTextBrowser(self)
        text.setObjectName("about.text")
        text.setOpenExternalLinks(False)
        text.setHtml(_text())
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(text, 1)
        column.addWidget(close)
        self.resize(letter * 40, letter * 32)


def versions() -> str:
    """The versions of the program, of Qt and of Python, as a report of a fault needs them."""
    import platform  # here, as below: the window's start needs none of it

    return translate("Frame", "Version {version} · Qt {qt} · Python {python} · {system}").format(
        version=greenshield.__version__,
        qt=qVersion(),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )


def _text() -> str:
    purpose = translate(
        "Frame",
        "Checks suspicious patches in nature reserves on the ground, keeps the ledger, follows"
        " rectification until it is closed, and proves it.",
    )
    licence = translate("Frame", "Free software under the Apache License 2.0.")
    official = translate(
        "Frame",
        "Its code tables and rule sets are its own; no table in it is an official one.",
    )
    parts = translate("Frame", "Made with")
    rows = "".join(
        f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(_version(name))}&nbsp;&nbsp;</td>"
        f"<td>{escape(licence_of)}</td></tr>"
        for name, licence_of in _PARTS
        if _version(name)
    )
    return (
        f"<p>{escape(purpose)}</p><p>{escape(licence)}<br>{escape(official)}</p>"
        f"<p><b>{escape(parts)}</b></p><table cellpadding='1'>{rows}</table>"
    )


def _version(name: str) -> str:
    """The version of an installed part, "" where it is not there."""
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
