"""A box to tick for each role."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from ui.widgets.translated import Translated
from ui.words import choices

_A_ROW = 4
ROLES = ("inspector", "county", "city", "province", "keeper")

# What each tier's people usually do, as ``services.people.DEFAULT_ROLES``.
USUAL = {
    "authority": ("inspector",),
    "county": ("county", "inspector", "keeper"),
    "city": ("city",),
    "province": ("province",),
    "national": (),
}


class RoleBoxes(Translated, QWidget):
    """The roles of a person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {role: QCheckBox(self) for role in ROLES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (role, box) in enumerate(self.boxes.items()):
            box.setObjectName(f"role.{role}")
            box.setMinimumHeight(round(self.fontMetrics().height() * 1.2))
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(box, number // _A_ROW, number % _A_ROW)
        grid.setColumnStretch(_A_ROW, 1)
        self.setFocusProxy(self.boxes[ROLES[0]])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def value(self) -> list[str]:
        """The roles that are ticked."""
        return [role for role, box in self.boxes.items() if box.isChecked()]

    def set_value(self, roles: Iterable[str]) -> None:
        """Ticks these and no others."""
        wanted = set(roles)
        for role, box in self.boxes.items():
            box.setChecked(role in wanted)

    def retranslate(self) -> None:
        """The roles' names."""
        names = dict(choices("role"))
        for role, box in self.boxes.items():
            box.setText(names.get(role, role))
