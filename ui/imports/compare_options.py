"""The first page of a comparison: which list, how it is read, and its earlier edition."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ui.imports.ledger_options import LedgerOptionsPage, fill
from ui.words import translate

_ALL = "all"  # every issue of the project


class CompareOptionsPage(LedgerOptionsPage):
    """As of an import, and with what the list is compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._editions: tuple[str, ...] = ()
        super().__init__(parent)
        self.of = QComboBox(self)
        self.of.setMinimumContentsLength(34)
        self.add("of", self.of)
        self.retranslate()

    def offer_editions(self, names: Sequence[str]) -> None:
        """The files that issues came in with."""
        self._editions = tuple(names)
        self.retranslate()

    def edition(self) -> str:
        """The one that is chosen, as ``ledger_compare.compare`` takes it."""
        return str(self.of.currentData() or "")

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        if "of" not in self.fields:
            return  # not made yet
        self.call("of", translate("Imports", "Compare &with"))
        fill(self.of, [
            ("", translate("Imports", "what earlier editions of it brought")),
            (_ALL, translate("Imports", "every issue of the project")),
            *((name, name) for name in self._editions),
        ])  # fmt: skip
