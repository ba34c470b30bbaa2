"""The first page of the wizard of negative lists: which list, what it is called, since when."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from ui.imports.ledger_options import ENCODINGS, fill
from ui.imports.options_form import OptionsForm
from ui.imports.restriction_calls import RestrictionsWish
from ui.widgets.date_field import DateField
from ui.widgets.path_field import PathField
from ui.words import choices, translate


class RestrictionsOptionsPage(OptionsForm):
    """File, name, day, and what rows may leave open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("restrictions_import", parent)
        self.path = PathField("file", self)
        self.called, self.encoding = QComboBox(self), QComboBox(self)
        self.valid_from, self.again = DateField(self), QComboBox(self)
        self.space, self.level = QComboBox(self), QComboBox(self)
        for box in (self.called, self.encoding):
            box.setEditable(True)
        for name, editor in (
            ("path", self.path), ("name", self.called), ("valid_from", self.valid_from),
            ("again", self.again), ("space", self.space), ("level", self.level),
            ("encoding", self.encoding),
        ):  # fmt: skip
            self.add(name, editor)
        self.called.setMinimumContentsLength(34)
        self.path.changed.connect(lambda _: self._propose())
        self.retranslate()
        self.called.setCurrentText("")

    def offer(self, names: Iterable[str]) -> None:
        """The lists that there are: one of them gets another version."""
        kept = self.called.currentText()
        self.called.clear()
        self.called.addItems(list(names))
        self.called.setCurrentText(kept)

    def wish(self) -> RestrictionsWish:
        """What is chosen here."""
        encoding = self.encoding.currentText().strip()
        is_open = not encoding or encoding == self.encoding.itemText(0)
        return RestrictionsWish(
            name=self.called.currentText().strip(),
            valid_from=self.valid_from.value(),
            again=self.again.currentData() or "",
            space=self.space.currentData() or "",
            level=self.level.currentData() or "",
            encoding=None if is_open else encoding,
        )

    def shifted_by(self) -> str:
        """Such a list has no positions."""
        return ""

    def retranslate(self) -> None:
        """Sets every text."""
        self.call("path", translate("Imports", "&File"))
        self.path.title = translate("Imports", "Which negative list is to be imported?")
        self.path.filters = [
            translate("Imports", "Tables")
            + " (*.xlsx *.xls *.xlsm *.xlsb *.et *.ods *.csv *.tsv *.txt)",
            translate("Imports", "All files") + " (*)",
        ]
        self.call(
            "name", translate("Imports", "&Name of the list"),
            translate("Imports", "Another file of the same name is its next version"),
        )  # fmt: skip
        self.call(
            "valid_from", translate("Imports", "&In force since"),
            translate("Imports", "Older versions stay; the day decides which one counts"),
        )  # fmt: skip
        self.call(
            "again", translate("Imports", "Where it is &unchanged"),
            translate("Imports", "The same file on another day is nothing new by itself"),
        )  # fmt: skip
        open_rows = translate("Imports", "For rows that name none")
        self.call("space", translate("Imports", "S&pace"), open_rows)
        self.call("level", translate("Imports", "Barred or &limited"), open_rows)
        self.call("encoding", translate("Imports", "&Encoding"))
        none = ("", translate("Imports", "as the rows say"))
        fill(self.again, again_list_words())
        fill(self.space, [none, *choices("restricted_space", legacy=True)])
        fill(self.level, [none, *choices("restriction_level")])
        self._propose()
        kept = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        if kept in ENCODINGS:
            self.encoding.setCurrentText(kept)

    def _propose(self) -> None:
        """Without a name the list is called as its file."""
        line = self.called.lineEdit()
        if line is not None:
            stem = Path(self.path.text()).stem
            line.setPlaceholderText(stem or translate("Imports", "as its file"))


def again_list_words() -> list[tuple[str, str]]:
    """What another day means for a list that is there already."""
    return [
        ("", translate("Imports", "stays as it is")),
        ("reissue", translate("Imports", "was issued anew: a version of its own")),
        ("redate", translate("Imports", "had a wrong day: correct it")),
    ]
