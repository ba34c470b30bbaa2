"""Compares a list that comes again with the ledger; what a person decided is then imported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from greenshield.domain.import_preview import LedgerPreview
from greenshield.domain.reissue_shown import Shown
from ui.desk import Desk
from ui.imports import compare_calls
from ui.imports.compare_calls import CompareWish, Part, Said
from ui.imports.compare_options import CompareOptionsPage
from ui.imports.compare_page import ComparePage
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.problems_table import ProblemsTable
from ui.imports.table_wizard import CHECK, COLUMNS
from ui.words import language, translate


class CompareWizard(LedgerWizard):
    """File and columns as of an import; then what differs, and a decision on each difference."""

    options: CompareOptionsPage

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.compared = ComparePage(desk)
        self._wish: CompareWish | None = None  # of what is shown
        self._worded = ""  # the language of what is shown
        super().__init__(desk, path, parent, "compare", CompareOptionsPage())
        self.add_page(self.check)  # is never gone to
        desk.ask(compare_calls.editions, done=self.options.offer_editions, key="imports.editions")

    def begin_as(self, other: LedgerWizard) -> None:
        """Goes on with the file that another wizard has looked at, as it was read there."""
        self.options.take_over(other.options)
        self._said, self._found, self._looked, sheet = other.read_so()
        self._on_looked(self._part(sheet))

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Compare a list with the ledger")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which list?"), translate("Imports", "What are its columns?"),
            translate("Imports", "What differs"), translate("Imports", "Done"),
        ]  # fmt: skip

    def third(self) -> QWidget:
        """What differs."""
        return self.compared

    def problem_lists(self) -> tuple[ProblemsTable, ...]:
        """Beside the differences."""
        return (self.compared.problems,)

    def next_word(self) -> str:
        """The third page's button writes what was decided."""
        if self.page == CHECK:
            return translate("Imports", "&Import as decided")
        return super().next_word()

    def go_on(self) -> None:
        """From the columns to what differs."""
        if self.page == COLUMNS:
            self.look(self._on_looked)
        else:
            super().go_on()

    def takes(self, seen: LedgerPreview) -> bool:  # noqa: ARG002 - the whole list counts
        """Where nothing differs there is nothing to decide."""
        shown = self.compared.shown
        return shown is not None and bool(shown.lines)

    def show_page(self, number: int) -> None:
        """Goes to a page."""
        super().show_page(number)
        self._word_anew()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self._word_anew()

    def take(self) -> None:
        """Imports the list as decided."""
        shown, wish = self.compared.shown, self._wish
        if shown is None or wish is None:
            return
        note_gone = self.compared.note_gone.isChecked() and bool(shown.counts["gone"])
        said = Said(shown.sha256, self.compared.model.choices(), note_gone)
        self.do(compare_calls.applied, wish, said, done=self.on_done)

    def _on_looked(self, seen: LedgerPreview) -> None:
        self.seen = seen
        self.show_parts(seen)
        self.tell_seen(seen)
        self._have_compared(CompareWish(self.file(), self.wish(), self.options.edition()))

    def _have_compared(self, wish: CompareWish) -> None:
        lang, whole = language(), Part()
        self.compared.model.begin()

        def told(part: Part) -> None:
            whole.add(part)
            self.compared.model.gather(part.lines)

        def compared(shown: Shown) -> None:
            self._wish, self._worded = wish, lang
            assert self._found is not None
            # Who compares need not be told to.
            read = self._found.problems
            items = tuple(p for p in read.items if p.code != "ledger_row_alike")
            self.compared.show_compared(whole.of(shown), replace(read, items=items))
            self.show_page(CHECK)

        self.ask(compare_calls.compared, wish, lang, done=compared, told=told)

    def _word_anew(self) -> None:
        """Codes and names among the values are in the language of the window."""
        is_other = self._worded not in ("", language())
        if is_other and self._wish and self.page == CHECK and self.running.task is None:
            self._have_compared(self._wish)
