"""Imports a ledger: file, sheets and columns, a look at what it will do, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import LedgerPreview
from ui.desk import Desk
from ui.imports import calls
from ui.imports.calls import LedgerWish, Looked
from ui.imports.commented import Commented
from ui.imports.count_words import in_states, nothing, told
from ui.imports.header_words import found_in
from ui.imports.ledger_options import LedgerOptionsPage
from ui.imports.problems_table import ProblemsTable
from ui.imports.sheet_list import SheetList
from ui.imports.table_wizard import CHECK, COLUMNS, TableWizard
from ui.look import icons
from ui.widgets.notice import Notice
from ui.words import language, translate

# Rows that may be an issue of the ledger in another dress.
_KNOWN = ("ledger_row_alike", "ledger_patch_swapped", "ledger_patch_moved")
Said = dict[str, str]  # letter of a column -> the field that a person chose, "" for none


class LedgerWizard(TableWizard[LedgerPreview]):
    """The ledger's: one or several sheets, each with columns of its own."""

    def __init__(
        self, desk: Desk, path: Path | None = None, parent: QWidget | None = None,
        name: str = "ledger", options: LedgerOptionsPage | None = None,
    ) -> None:  # fmt: skip
        self.options = options or LedgerOptionsPage()
        super().__init__(name, "sheet", "issue", self.options, desk, parent)
        self._looked: tuple[str, LedgerWish] | None = None
        self._found: Looked[LedgerPreview] | None = None
        self._said: dict[str, Said] = {}  # by sheet
        self._current = ""
        self.sheets = SheetList(self)
        self.sheets.ticked.connect(self._on_ticked)
        self.sheets.shown.connect(self._on_sheet)
        self.remembered = Notice(self, closable=False)
        self.remembered.setObjectName("ledger.remembered")
        self.remembered.acted.connect(self._on_forget)
        self.mapping.changed.connect(self._keep_said)
        self.check.sheet_chosen.connect(self._on_sheet)
        self.check.problems.chosen.connect(self._on_problem)
        self.outcome.wanted.connect(self._show_written)
        self.commented = Commented(
            self, lambda: (self.file(), self.wish()), *self.problem_lists(), self.outcome.problems
        )
        self.compare_button = QPushButton(self.check)
        self.compare_button.setObjectName("ledger.compare")
        self.compare_button.setIcon(icons.icon("compare"))
        self.compare_button.setAutoDefault(False)
        self.compare_button.clicked.connect(self._compare)
        self.check.add_button(self.compare_button)
        desk.ask(calls.ledger_fields, done=self.mapping.offer, key="imports.fields")
        self.begin(path)

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import a ledger")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which list?"), translate("Imports", "What are its columns?"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def wish(self) -> LedgerWish:
        """How the file is to be taken, as the pages say."""
        wanted = self.sheets.wanted()
        if len(wanted) > 1:
            return replace(
                self.options.wish(), sheets={name: self._columns_of(name) for name in wanted}
            )
        name = next(iter(wanted), None)
        columns, ignored = self._columns_of(name or "")
        return replace(self.options.wish(), sheet=name, columns=columns, ignored=ignored)

    def problem_lists(self) -> tuple[ProblemsTable, ...]:
        """Where problems of reading the file are told before anything is written."""
        return (self.check.problems,)

    def look(self, done: Callable[[LedgerPreview], None]) -> None:
        """Looks anew only where something was changed."""
        info = self.desk.info
        if self._looked is not None and self._looked[0] != self.options.path.text():
            self.forget()
        wish = self.wish()
        if self.seen is not None and self._looked == (self.options.path.text(), wish):
            done(self.seen)  # nothing was changed since
            return

        def looked(found: Looked[LedgerPreview]) -> None:
            self._looked, self._found = (self.options.path.text(), wish), found
            done(self._part(self._current))

        actor = info.actor_id if info is not None else ""
        self.ask(calls.ledger_seen, actor, self.file(), wish, language(), done=looked)

    def take(self) -> None:
        """Imports the ledger."""
        self.do(calls.ledger_taken, self.file(), self.wish(), done=self.on_done)

    def may_go_on(self) -> bool:
        """Nothing is read of no sheet."""
        is_none = self.page == COLUMNS and not self.sheets.wanted()
        return super().may_go_on() and not is_none

    def _show_written(self) -> None:
        """Leaves, for the ledger with just the issues that came in or were changed."""
        if self.outcome.done is not None:
            self.desk.show.ledger.emit({"issues": list(self.outcome.done.issues)})
            self.desk.show.room.emit("ledger")
            self.reject()

    def look_anew(self) -> None:
        """What was seen is past."""
        self._looked = None

    def forget(self) -> None:
        """Another file has other sheets and columns."""
        self._looked, self._found, self._current = None, None, ""
        self._said.clear()
        self.sheets.show_sheets((), {}, {}, "")
        super().forget()

    def parts_of(self, seen: LedgerPreview) -> tuple[Sequence[str], str]:
        """The sheets."""
        return seen.sheets, seen.sheet

    def show_parts(self, seen: LedgerPreview) -> None:
        """The sheets that were found and those that were not are told; one alone is not."""
        self._part_row.hide()
        parts = self._parts()
        read = {part.sheet: part.total for part in parts}
        left = {one.sheet: (one.rows, one.hidden) for one in seen.left}
        names = [*seen.sheets, *(name for name in (*read, *left) if name not in seen.sheets)]
        self.sheets.show_sheets(names, read, left, seen.sheet, are_layers=seen.is_shapes)
        self.sheets.setVisible(len(names) > 1)
        self.check.offer_sheets(list(read), seen.sheet)
        self.commented.offer(on=not seen.is_shapes)
        self._current = seen.sheet
        if self._looked is not None:
            self._looked = (self._looked[0], self.wish())

    def rows_in(self, seen: LedgerPreview) -> int:
        """Those that are records."""
        return seen.total

    def takes(self, seen: LedgerPreview) -> bool:
        """Rows that are there as they stand change nothing."""
        return bool(seen.counts["created"] or seen.counts["updated"])

    def tell_seen(self, seen: LedgerPreview) -> None:
        """Says where the header was found, and what will come of the rows."""
        self.mapping.show_columns(seen.columns, found_in(seen))
        self._tell_remembered(seen)
        parts = [told(seen.counts, future=True), in_states(seen.states)]
        if not self.takes(seen):
            parts.append(nothing())
        self.check.counts.setText("　".join(filter(None, parts)))
        known = any(problem.code in _KNOWN for problem in self.problems.items)
        self.compare_button.setVisible(known or bool(seen.counts["updated"]))

    def table(self) -> str:
        """Nothing: the import itself remembers what is said of a ledger's columns."""
        return ""

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.commented.retranslate()
        self.compare_button.setText(translate("Imports", "Co&mpare one by one…"))
        self.compare_button.setToolTip(
            translate("Imports", "Decide for each difference whether the list or the ledger counts")
        )

    def read_so(
        self,
    ) -> tuple[dict[str, Said], Looked[LedgerPreview] | None, tuple[str, LedgerWish] | None, str]:
        """For who goes on: what was said of columns, what was found and how, the sheet shown."""
        said = {sheet: dict(of) for sheet, of in self._said.items()}
        return said, self._found, self._looked, self._current

    # Within -------------------------------------------------------------------------------

    def _parts(self) -> tuple[LedgerPreview, ...]:
        """The sheets that were read."""
        found = self._found
        return () if found is None else (found.preview, *found.preview.others)

    def _part(self, name: str) -> LedgerPreview:
        """A sheet that was read, the first one where it was not; its problems beside it."""
        found = self._found
        assert found is not None
        parts = self._parts()
        at = next((n for n, part in enumerate(parts) if part.sheet == name), 0)
        self.problems = (found.problems, *found.beside)[at]
        self._current = parts[at].sheet
        if at or self._said:
            self.mapping.take_over(self._said.get(self._current, {}))
        return parts[at]

    def _columns_of(self, sheet: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """The column of each field of a sheet, and the columns that are left out."""
        said = self._said.get(sheet, {})
        return (
            {field: letter for letter, field in said.items() if field},
            tuple(letter for letter, field in said.items() if not field),
        )

    def _keep_said(self) -> None:
        self._said[self._current] = self.mapping.chosen()

    def _on_ticked(self) -> None:
        self._arrange()

        def looked(seen: LedgerPreview) -> None:
            self._show(seen, COLUMNS)
            self.sheets.view.setFocus()  # for the next tick

        if self.sheets.wanted():
            self.look(looked)

    def _on_sheet(self, name: str) -> None:
        """Another of the sheets is shown; nothing is read anew for it."""
        self.seen = seen = self._part(name)
        self.tell_seen(seen)
        if self.page == CHECK:
            self.check.sheet.setCurrentText(name)
            self.check.show_sheet(seen.columns, seen.rows, self.problems, seen.total)

    def _on_problem(self, problem: Problem) -> None:
        """A problem of another sheet leads there."""
        other = next((p.sheet for p in self._parts() if p.file == problem.file), "")
        if other and other != self._current:
            self._on_sheet(other)
            self.check.jump(problem)

    def _compare(self) -> None:
        """The same file goes on in the wizard that compares."""
        from ui.imports.compare_wizard import CompareWizard  # is made of this one

        if self.seen is None or self._found is None:
            return
        parent = self.parentWidget()
        other = CompareWizard(self.desk, None, parent)
        other.open()
        other.begin_as(self)
        self.reject()

    def _tell_remembered(self, seen: LedgerPreview) -> None:
        if not seen.remembered:
            self.remembered.clear()
            return
        said = translate(
            "Imports",
            "A table with these headers was read on {day}: its columns are taken as then.",
        )
        button = translate("Imports", "Forget that")
        self.remembered.tell("info", said.format(day=seen.remembered), "", button)

    def _on_forget(self) -> None:
        mark = self.seen.mark if self.seen is not None else ""

        def forgotten(_: int) -> None:
            self.look_anew()
            self.look(lambda seen: self._show(seen, COLUMNS))

        if mark:
            self.ask(calls.forget_layout, mark, done=forgotten)

    def _on_first_look(self, seen: LedgerPreview) -> None:
        self._show(seen, COLUMNS)

    def _columns_page(self, between: Sequence[QWidget]) -> QWidget:
        """The sheets stand beside the columns of one of them."""
        page, columns = QWidget(self), super()._columns_page((self.remembered, *between))
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheets)
        row.addWidget(columns, 1)
        page.setFocusProxy(self.mapping)
        return page
