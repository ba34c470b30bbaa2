"""Imports a ledger: file, columns, a look at what it will do, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from greenshield.domain.import_preview import LedgerPreview
from ui.desk import Desk
from ui.imports import calls, remembered
from ui.imports.beside import field_of
from ui.imports.calls import Imported, LedgerWish
from ui.imports.check_page import CheckPage
from ui.imports.count_words import told
from ui.imports.ledger_options import LedgerOptionsPage
from ui.imports.mapping_page import MappingPage
from ui.imports.problem_list import ProblemList
from ui.imports.result_page import ResultPage
from ui.imports.wizard import Wizard
from ui.words import language, plural, translate

FILE, COLUMNS, CHECK, DONE = range(4)


class LedgerWizard(Wizard):
    """Four pages. Nothing is written before the third one's button."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("ledger", desk, parent)
        self.options = LedgerOptionsPage(self)
        self.mapping = MappingPage("issue", self)
        self.check = CheckPage(desk, "issue", self)
        self.outcome = ResultPage(desk, self)
        self.sheet = QComboBox(self)
        self.sheet.setObjectName("ledger.sheet")
        self._sheet_name = QLabel(self)
        self._sheet_name.setBuddy(self.sheet)
        self.seen: LedgerPreview | None = None
        self._looked: tuple[str, LedgerWish] | None = None
        self._problems = ProblemList()
        self._sheet_row = self._made_sheet_row()
        for page in (self.options, self._columns_page(), self.check, self.outcome):
            self.add_page(page)
        self.sheet.activated.connect(lambda _: self._on_sheet())
        desk.ask(calls.ledger_fields, done=self.mapping.offer, key="imports.fields")
        self.retranslate()
        self.show_page(FILE)
        if path is not None:
            self.options.path.set_path(str(path))

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which list?"), translate("Imports", "What are its columns?"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def next_word(self) -> str:
        """The third page's button writes."""
        return translate("Imports", "&Import") if self.page == CHECK else super().next_word()

    def go_on(self) -> None:
        """Looks at the file, looks at it again as the columns say, imports it."""
        if self.page == FILE:
            self.options.clear_errors()
            if not self.options.path.text():
                self.options.tell("path", translate("Imports", "Choose a file."))
                return
            self._look(self._on_first_look)
        elif self.page == COLUMNS:
            self._look(lambda seen: self._show(seen, CHECK))
        elif self.page == CHECK:
            self.do(calls.ledger_taken, self._path(), self.wish(), done=self._on_done)

    def wish(self) -> LedgerWish:
        """How the file is to be taken, as the pages say."""
        chosen = self.mapping.chosen()
        return replace(
            self.options.wish(),
            sheet=self.sheet.currentText() or None,
            columns={field: letter for letter, field in chosen.items() if field},
            ignored=tuple(letter for letter, field in chosen.items() if not field),
        )

    def failed(self, error: Exception) -> None:
        """A file that can't be read is told beside its field, a coordinate system beside its."""
        field = field_of(error, on_first_page=self.page == FILE)
        if not field:
            self.tell(error)
            return
        self.show_page(FILE)
        if field == "crs":
            self.options.crs.propose(getattr(error, "params", {}).get("proposals") or ())
        self.options.tell_error(field, error)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Imports", "Import a ledger"))
        self._sheet_name.setText(translate("Imports", "S&heet or layer"))
        if self.seen is not None:
            self._tell_seen(self.seen)

    def _path(self) -> Path:
        return Path(self.options.path.text())

    def _look(self, done: Callable[[LedgerPreview], None]) -> None:
        info = self.desk.info
        wish = self.wish()
        if self._looked is not None and self._looked[0] != self.options.path.text():
            self._forget()
            wish = self.wish()
        if self.seen is not None and self._looked == (self.options.path.text(), wish):
            done(self.seen)  # nothing was changed since
            return

        def looked(found: calls.Looked[LedgerPreview]) -> None:
            self._looked, self._problems = (self.options.path.text(), wish), found.problems
            done(found.preview)

        actor = info.actor_id if info is not None else ""
        self.ask(calls.ledger_seen, actor, self._path(), wish, language(), done=looked)

    def _forget(self) -> None:
        """Another file has other sheets and columns."""
        self.seen = self._looked = None
        self.mapping.forget()
        self.sheet.clear()

    def _on_first_look(self, seen: LedgerPreview) -> None:
        known = remembered.load(self.desk.prefs, "ledger", seen.columns)
        if known and not self.mapping.chosen():
            self.mapping.take_over(known)
            self._look(lambda again: self._show(again, COLUMNS))
        else:
            self._show(seen, COLUMNS)

    def _on_sheet(self) -> None:
        self.mapping.forget()
        self._look(lambda seen: self._show(seen, COLUMNS))

    def _show(self, seen: LedgerPreview, page: int) -> None:
        self.seen = seen
        self.sheet.clear()
        self.sheet.addItems(seen.sheets)
        self.sheet.setCurrentText(seen.sheet)
        if self._looked is not None:  # the sheet that was found is the one that is meant
            self._looked = (self._looked[0], self.wish())
        self._sheet_row.setVisible(len(seen.sheets) > 1)
        self._tell_seen(seen)
        if page == CHECK:
            total = sum(seen.counts[n] for n in ("created", "updated", "unchanged", "refused"))
            self.check.show_rows(seen.columns, seen.rows, self._problems, total)
        self.show_page(page)

    def _tell_seen(self, seen: LedgerPreview) -> None:
        self.mapping.show_columns(seen.columns, _header(seen))
        self.check.counts.setText(told(seen.counts, future=True))

    def _on_done(self, done: Imported) -> None:
        if self.seen is not None:
            chosen = self.mapping.chosen()
            remembered.note(self.desk.prefs, "ledger", self.seen.columns, chosen)
        self.outcome.show_done(done)
        self.show_page(DONE)

    def _made_sheet_row(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._sheet_name)
        line.addWidget(self.sheet, 1)
        line.addStretch(2)
        return row

    def _columns_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet_row)
        column.addWidget(self.mapping, 1)
        page.setFocusProxy(self.mapping)
        return page


def _header(seen: LedgerPreview) -> str:
    """Where the header was found."""
    first, last = seen.header_rows
    if seen.is_shapes:
        return translate("Imports", "The shapes are the patches; these are their attributes.")
    where = (
        translate("Imports", "The header was found in row {first}.").format(first=first)
        if first == last
        else translate("Imports", "The header was found in rows {first} to {last}.").format(
            first=first, last=last
        )
    )
    skipped = seen.counts.get("skipped", 0)
    if not skipped:
        return where
    left = plural(
        skipped,
        translate("Imports", "{n} line beneath is no record (a total, a note, a heading)."),
        translate("Imports", "{n} lines beneath are no records (totals, notes, headings)."),
    )
    return f"{where} {left}"
