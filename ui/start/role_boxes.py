"""A box to tick for each role."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.translated import Translated
from ui.words import choices, translate

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

# The first person of a project, as ``services.people.first_roles``: else nobody could be added.
FIRST = {tier: tuple(dict.fromkeys((*roles, "keeper"))) for tier, roles in USUAL.items()}


class RoleBoxes(Translated, QWidget):
    """The roles of a person, and beneath them what a person without any can't do.

    Args:
        parent: the dialog.
        is_first: the project's first person, whom nobody can be added after but by a keeper.
    """

    def __init__(self, parent: QWidget | None = None, *, is_first: bool = False) -> None:
        super().__init__(parent)
        self._is_first = is_first
        self.boxes = {role: QCheckBox(self) for role in ROLES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (role, box) in enumerate(self.boxes.items()):
            box.setObjectName(f"role.{role}")
            box.setMinimumHeight(round(self.fontMetrics().height() * 1.2))
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(box, number // _A_ROW, number % _A_ROW)
            box.toggled.connect(self._warn)
        self.warning = ErrorLabel(self, "warning")
        self.warning.setObjectName("roles.warning")
        grid.addWidget(self.warning, grid.rowCount(), 0, 1, _A_ROW + 1)
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
        self._warn()

    def _warn(self) -> None:
        given, told = self.value(), ""
        if not given:
            told = translate(
                "Start",
                "Without a role a person makes no moves and has no work list, but can look, and "
                "enter facts, photos and remarks.",
            )
        elif self._is_first and "keeper" not in given:
            told = translate(
                "Start", "Without a keeper nobody can be added to this project, and no device."
            )
        self.warning.tell(told)
        self.setAccessibleDescription(told)
