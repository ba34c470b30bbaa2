"""What both wizards of tables do: file, columns, a look at what comes of it, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from greenshield.domain.import_preview import AreaPreview, LedgerPreview, MarkerPreview
from ui.desk import Desk
from ui.imports import remembered
from ui.imports.beside import field_of
from ui.imports.calls import Imported
from ui.imports.check_page import CheckPage
from ui.imports.crs_notice import CrsNotice
from ui.imports.mapping_page import MappingPage
from ui.imports.options_form import OptionsForm
from ui.imports.problem_list import ProblemList
from ui.imports.result_page import ResultPage
from ui.imports.standing_notice import StandingNotice
from ui.imports.wizard import Wizard
from ui.widgets.choosing import Kept
from ui.words import translate

FILE, COLUMNS, CHECK, DONE = range(4)

Seen = TypeVar("Seen", AreaPreview, LedgerPreview, MarkerPreview)


class TableWizard(Wizard, Generic[Seen]):
    """Four pages. Nothing is written before the third one's button.

    Attributes:
        part: which sheet or layer of the file is read.
        seen: what the file was seen to hold; None until it was looked at.
    """

    def __init__(
        self, name: str, part: str, kind: str, options: OptionsForm, desk: Desk,
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(name, desk, parent)
        self._form = options
        options.path.kept = Kept(desk.prefs, f"{name}.folder")
        self.mapping = MappingPage(kind, self)
        self.check = CheckPage(desk, kind, self)
        self.outcome = ResultPage(desk, self)
        self.part = QComboBox(self)
        self.part.setObjectName(f"{name}.{part}")
        self.part_name = QLabel(self)
        self.part_name.setBuddy(self.part)
        self.standing = StandingNotice(self)
        self.standing.wanted.connect(self._on_datum)
        self.crs_notice = CrsNotice(self)
        self.add_above(self.crs_notice)
        self.add_above(self.standing)
        self.seen: Seen | None = None
        self.problems = ProblemList()
        self._part_row = self._made_part_row()
        self.part.activated.connect(lambda _: self._on_part())

    # What the two say ---------------------------------------------------------------------

    def look(self, done: Callable[[Seen], None]) -> None:
        """Has the file looked at as the pages say."""
        raise NotImplementedError

    def take(self) -> None:
        """Has it imported as the pages say."""
        raise NotImplementedError

    def is_complete(self) -> bool:
        """Whether the first page says enough, a file at least; what it lacks is told there."""
        self._form.clear_errors()
        if not self._form.path.text():
            self._form.tell("path", translate("Imports", "Choose a file."))
            return False
        return True

    def prepare(self) -> None:
        """Called before the first look at a file."""

    def parts_of(self, seen: Seen) -> tuple[Sequence[str], str]:
        """The sheets or layers of the file, and the one that was read."""
        raise NotImplementedError

    def rows_in(self, seen: Seen) -> int:
        """How many rows the third page speaks of."""
        raise NotImplementedError

    def takes(self, seen: Seen) -> bool:
        """Whether an import would take anything of it."""
        raise NotImplementedError

    def tell_seen(self, seen: Seen) -> None:
        """Says what was found."""
        raise NotImplementedError

    def table(self) -> str:
        """What the choice of columns is remembered under; "" where the service remembers it."""
        raise NotImplementedError

    # What they share ----------------------------------------------------------------------

    def begin(self, path: Path | None, *between: QWidget) -> None:
        """Shows the first page, when all is there; ``between`` stands above the columns."""
        for page in (self._form, self._columns_page(between), self.third(), self.outcome):
            self.add_page(page)
        self.retranslate()
        self.show_page(FILE)
        if path is not None:
            self._form.path.set_path(str(path))

    def third(self) -> QWidget:
        """The page that tells what will be written."""
        return self.check

    def next_word(self) -> str:
        """The third page's button writes."""
        return translate("Imports", "&Import") if self.page == CHECK else super().next_word()

    def back_word(self) -> str:
        """From what was done a way leads to the columns, where rows were refused or remarked."""
        done = self.outcome.done
        if self.page == DONE and done is not None and done.problems.items:
            return translate("Imports", "Back to the columns")
        return super().back_word()

    def go_back(self) -> None:
        """Back from what was done the file is looked at anew: a row that is there is changed."""
        if self.page != DONE:
            super().go_back()
            return
        self.look_anew()
        self.look(lambda seen: self._show(seen, COLUMNS))

    def look_anew(self) -> None:
        """Called where the project has changed since the file was looked at."""

    def may_go_on(self) -> bool:
        """Nothing is imported where nothing would be taken."""
        return self.page != CHECK or self.seen is None or self.takes(self.seen)

    def go_on(self) -> None:
        """Looks at the file, looks at it again as the columns say, imports it."""
        if self.page == FILE and self.is_complete():
            self.prepare()
            self.look(self._on_first_look)
        elif self.page == COLUMNS:
            self.look(lambda seen: self._show(seen, CHECK))
        elif self.page == CHECK and self.may_go_on():
            self.take()

    def file(self) -> Path:
        """The file that is imported."""
        return Path(self._form.path.text())

    def columns(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """The column of each field, and the columns that are left out."""
        chosen = self.mapping.chosen()
        return (
            {field: letter for letter, field in chosen.items() if field},
            tuple(letter for letter, field in chosen.items() if not field),
        )

    def failed(self, error: Exception) -> None:
        """What is wrong with the file, a day or a coordinate system is told where it is given."""
        field = field_of(error, on_first_page=self.page == FILE)
        if not field:
            self.tell(error)
            return
        self.show_page(FILE)
        if field == "crs":
            params = getattr(error, "params", {})
            self._form.crs.propose(params.get("proposals") or (), params)
        self._form.tell_error(field, error)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.part_name.setText(translate("Imports", "S&heet or layer"))
        if self.seen is not None:
            self.tell_seen(self.seen)
        self._tell_standing()

    def show_page(self, number: int) -> None:
        """Goes to a page; where the file stands is told beside what was seen of it."""
        super().show_page(number)
        self._tell_standing()

    def forget(self) -> None:
        """Another file has other sheets and columns."""
        self.seen = None
        self.mapping.forget()
        self.part.clear()

    def show_parts(self, seen: Seen) -> None:
        """Offers the sheets or layers of the file."""
        parts, read = self.parts_of(seen)
        self.part.clear()
        self.part.addItems(parts)
        self.part.setCurrentText(read)
        self._part_row.setVisible(len(parts) > 1)

    def on_done(self, done: Imported) -> None:
        """Shows what the import did; the columns are remembered for the next file like it."""
        if self.seen is not None:
            chosen = self.mapping.chosen()
            remembered.note(self.desk.prefs, self.table(), self.seen.columns, chosen)
        self.outcome.show_done(done)
        self.show_page(DONE)

    def _on_first_look(self, seen: Seen) -> None:
        known = remembered.load(self.desk.prefs, self.table(), seen.columns)
        if known and not self.mapping.chosen():
            self.mapping.take_over(known)
            self.look(lambda again: self._show(again, COLUMNS))
        else:
            self._show(seen, COLUMNS)

    def _tell_standing(self) -> None:
        found = self.seen.standing if self.seen is not None else None
        shown = found if self.page in (COLUMNS, CHECK) else None
        told = self.problems.items if shown is not None else ()
        self.standing.show_standing(shown, self._form.shifted_by(), told)
        self.crs_notice.show_problems(told if self.page == COLUMNS else ())

    def _on_datum(self, datum: str) -> None:
        """The file is looked at again as the click has it, on the same page."""
        page = self.page
        self._form.datum.setCurrentIndex(self._form.datum.findData(datum))
        self.look(lambda seen: self._show(seen, page))

    def _on_part(self) -> None:
        self.mapping.forget()
        self.look(lambda seen: self._show(seen, COLUMNS))

    def _show(self, seen: Seen, page: int) -> None:
        self.seen = seen
        self.show_parts(seen)
        self.tell_seen(seen)
        if page == CHECK:
            self.check.show_rows(seen.columns, seen.rows, self.problems, self.rows_in(seen))
        self.show_page(page)

    def _made_part_row(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.part_name)
        line.addWidget(self.part, 1)
        line.addStretch(2)
        return row

    def _columns_page(self, between: Sequence[QWidget]) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._part_row, *between):
            column.addWidget(part)
        column.addWidget(self.mapping, 1)
        page.setFocusProxy(self.mapping)
        return page
