"""A copy of a ledger's sheet with comments in its refused cells, for who has to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from ui.imports import calls
from ui.imports.calls import LedgerWish
from ui.imports.problems_table import ProblemsTable
from ui.imports.wizard import Wizard
from ui.look import icons
from ui.widgets import choosing, opening
from ui.widgets.choosing import Kept
from ui.words import language, plural, translate


class Commented(QObject):
    """The buttons beside lists of problems, and what they do."""

    def __init__(
        self, wizard: Wizard, asked: Callable[[], tuple[Path, LedgerWish]],
        *tables: ProblemsTable,
    ) -> None:  # fmt: skip
        """Puts a button beside each list.

        Args:
            wizard: tells what comes of it.
            asked: the file and how it is read.
            *tables: the lists of problems.
        """
        super().__init__(wizard)
        self._wizard, self._asked = wizard, asked
        self._folder = Path()
        self.opener = opening.open_path
        self.buttons = [QPushButton(table) for table in tables]
        for table, button in zip(tables, self.buttons, strict=True):
            button.setObjectName("problems.commented")
            button.setIcon(icons.icon("comment"))
            button.setAutoDefault(False)
            button.clicked.connect(self.save)
            table.add_button(button)
        wizard.notice.acted.connect(self._open_folder)

    def offer(self, *, on: bool) -> None:
        """Shows the buttons where there are cells to comment."""
        for button in self.buttons:
            button.setVisible(on)

    def retranslate(self) -> None:
        """Sets every text."""
        for button in self.buttons:
            button.setText(translate("Imports", "Copy with comments…"))
            button.setToolTip(
                translate(
                    "Imports", "Save a copy of the workbook in which each refused cell says why"
                )
            )

    def save(self) -> None:
        """Asks where the copy goes, and writes it."""
        path, _ = self._asked()
        ending = ".xlsm" if path.suffix.casefold() == ".xlsm" else ".xlsx"
        choosing.ask_where(
            self._wizard, "commented.where", translate("Imports", "Save the copy with comments"),
            self.save_to, filters=[translate("Imports", "Workbook") + f" (*{ending})"],
            suggested=translate("Imports", "{name} with comments").format(name=path.stem) + ending,
            start=Kept(self._wizard.desk.prefs, "commented.folder", str(path.parent)),
        )  # fmt: skip

    def save_to(self, out: Path) -> None:
        """Writes the copy."""
        path, wish = self._asked()
        info = self._wizard.desk.info
        self._wizard.ask(
            calls.ledger_commented, info.actor_id if info is not None else "", path, wish, out,
            language(), done=lambda cells: self._tell(out, cells),
        )  # fmt: skip

    def _tell(self, out: Path, cells: int) -> None:
        if not cells:
            told = translate("Imports", "No cell of this file is to be commented: nothing written.")
            self._wizard.notice.tell("info", told)
            return
        self._folder = out.parent
        told = plural(
            cells, translate("Imports", "{n} cell has a comment in the copy."),
            translate("Imports", "{n} cells have a comment in the copy."),
        )  # fmt: skip
        self._wizard.notice.tell("ok", told, str(out), translate("Imports", "Open the folder"))

    def _open_folder(self) -> None:
        notice = self._wizard.notice
        self.opener(self._folder, self._wizard, lambda why: notice.tell("warning", why))
