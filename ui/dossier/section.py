"""A section whose content is made when it is first opened; how it stood is remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.prefs import Prefs
from ui.widgets import section


class Section(section.Section):
    """A form of thirty fields takes a while to be made: nobody waits for one that is closed."""

    def __init__(
        self, name: str, make: Callable[[QWidget], QWidget], prefs: Prefs, parent: QWidget,
        *, is_open: bool = True,
    ) -> None:  # fmt: skip
        self._key, self._make, self._prefs = f"dossier.section.{name}", make, prefs
        super().__init__("", parent, is_open=bool(prefs.get(self._key, is_open)))
        self.setObjectName(f"section.{name}")
        self.toggled.connect(self._on_toggled)

    def fill(self) -> None:
        """Makes the content where it is open and has none. Not before its owner is whole."""
        if self.is_open() and self.content() is None:
            self.set_content(self._make(self))

    def open(self) -> QWidget:
        """Opens it; the content."""
        self.set_open(True)
        self.fill()
        content = self.content()
        assert content is not None
        return content

    def _on_toggled(self, is_open: bool) -> None:
        self._prefs.set(self._key, is_open)
        self.fill()
