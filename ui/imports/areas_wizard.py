"""Imports boundaries: file, a look at system, columns and rows, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from greenshield.domain.import_preview import AreaPreview
from ui.desk import Desk
from ui.imports import calls, remembered
from ui.imports.areas_options import AreasOptionsPage
from ui.imports.beside import field_of
from ui.imports.calls import AreaWish, Imported
from ui.imports.check_page import CheckPage
from ui.imports.count_words import told
from ui.imports.mapping_page import MappingPage
from ui.imports.problem_list import ProblemList
from ui.imports.result_page import ResultPage
from ui.imports.wizard import Wizard
from ui.words import areas, language, length, number, plural, translate

FILE, COLUMNS, CHECK, DONE = range(4)
_TOLD_M = 0.1  # finer than that nobody asks


class AreasWizard(Wizard):
    """Four pages. Nothing is written before the third one's button."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("areas", desk, parent)
        self.options = AreasOptionsPage(self)
        self.mapping = MappingPage("area", self)
        self.check = CheckPage(desk, "area", self)
        self.outcome = ResultPage(desk, self)
        self.layer = QComboBox(self)
        self.layer.setObjectName("areas.layer")
        self._layer_name = QLabel(self)
        self._layer_name.setBuddy(self.layer)
        self.decision = QLabel(self)
        self.decision.setObjectName("areas.decision")
        self.decision.setWordWrap(True)
        self.decision.setTextFormat(Qt.TextFormat.PlainText)
        self.seen: AreaPreview | None = None
        self._problems = ProblemList()
        self._layer_row = self._made_layer_row()
        for page in (self.options, self._columns_page(), self.check, self.outcome):
            self.add_page(page)
        self.layer.activated.connect(lambda _: self._on_layer())
        self.retranslate()
        self.show_page(FILE)
        if path is not None:
            self.options.path.set_path(str(path))
        self.options.path.changed.connect(lambda _: self._forget())

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which boundaries?"),
            translate("Imports", "Coordinate system and columns"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def next_word(self) -> str:
        """The third page's button writes."""
        return translate("Imports", "&Import") if self.page == CHECK else super().next_word()

    def go_on(self) -> None:
        """Looks at the file, looks at it again as the columns say, imports it."""
        if self.page == FILE and self._is_complete():
            kind = "zone" if self.options.wish().kind == "zone" else "area"
            self.mapping.set_kind(kind)
            self.check.model.set_kind(kind)
            self.desk.ask(
                calls.area_fields, kind, key="imports.fields",
                done=lambda names: self.mapping.offer({"": names}),
            )  # fmt: skip
            self._look(self._on_first_look)
        elif self.page == COLUMNS:
            self._look(lambda seen: self._show(seen, CHECK))
        elif self.page == CHECK:
            self.do(calls.areas_taken, self._path(), self.wish(), done=self._on_done)

    def wish(self) -> AreaWish:
        """How the file is to be taken, as the pages say."""
        chosen = self.mapping.chosen()
        return replace(
            self.options.wish(),
            layer=self.layer.currentText() or None,
            columns={field: letter for letter, field in chosen.items() if field},
            ignored=tuple(letter for letter, field in chosen.items() if not field),
        )

    def failed(self, error: Exception) -> None:
        """What is wrong with the file, a day or a coordinate system is told where it is given."""
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
        self.setWindowTitle(translate("Imports", "Import boundaries"))
        self._layer_name.setText(translate("Imports", "&Layer"))
        if self.seen is not None:
            self._tell_seen(self.seen)

    def _path(self) -> Path:
        return Path(self.options.path.text())

    def _is_complete(self) -> bool:
        self.options.clear_errors()
        if not self.options.path.text():
            self.options.tell("path", translate("Imports", "Choose a file or folder."))
            return False
        if not self.options.valid_from.is_sound():
            self.options.tell("valid_from", translate("Imports", "This is no date."))
            return False
        return True

    def _look(self, done: Callable[[AreaPreview], None]) -> None:
        info = self.desk.info
        actor = info.actor_id if info is not None else ""

        def looked(found: calls.Looked[AreaPreview]) -> None:
            self._problems = found.problems
            done(found.preview)

        self.ask(calls.areas_seen, actor, self._path(), self.wish(), language(), done=looked)

    def _forget(self) -> None:
        self.seen = None
        self.mapping.forget()
        self.layer.clear()

    def _on_first_look(self, seen: AreaPreview) -> None:
        known = remembered.load(self.desk.prefs, self._table(), seen.columns)
        if known and not self.mapping.chosen():
            self.mapping.take_over(known)
            self._look(lambda again: self._show(again, COLUMNS))
        else:
            self._show(seen, COLUMNS)

    def _on_layer(self) -> None:
        self.mapping.forget()
        self._look(lambda seen: self._show(seen, COLUMNS))

    def _show(self, seen: AreaPreview, page: int) -> None:
        self.seen = seen
        self.layer.clear()
        self.layer.addItems(seen.layers)
        self.layer.setCurrentText(seen.layer)
        self._layer_row.setVisible(len(seen.layers) > 1)
        self._tell_seen(seen)
        if page == CHECK:
            total = sum(seen.counts.values())
            self.check.show_rows(seen.columns, seen.rows, self._problems, total)
        self.show_page(page)

    def _tell_seen(self, seen: AreaPreview) -> None:
        self.decision.setText(_decision(seen))
        self.mapping.show_columns(seen.columns, "")
        extent = translate("Imports", "{area} in all, {n} vertices").format(
            area=areas(sum(seen.areas_m2)), n=number(seen.vertices)
        )
        self.check.counts.setText(f"{told(seen.counts, future=True)}　{extent}")

    def _on_done(self, done: Imported) -> None:
        if self.seen is not None:
            chosen = self.mapping.chosen()
            remembered.note(self.desk.prefs, self._table(), self.seen.columns, chosen)
        self.outcome.show_done(done)
        self.show_page(DONE)

    def _table(self) -> str:
        return f"areas.{self.options.wish().kind}"

    def _made_layer_row(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._layer_name)
        line.addWidget(self.layer, 1)
        line.addStretch(2)
        return row

    def _columns_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._layer_row)
        column.addWidget(self.decision)
        column.addWidget(self.mapping, 1)
        page.setFocusProxy(self.mapping)
        return page


def _decision(seen: AreaPreview) -> str:
    """The coordinate system with its reason, the encoding with its."""
    why = {
        "declared": translate("Imports", "as the file declares"),
        "numbers": translate("Imports", "the file declares none; its numbers fit only this"),
        "given": translate("Imports", "as you say"),
    }.get(seen.crs_source, seen.crs_source)
    name = f" ({seen.crs_name})" if seen.crs_name and seen.crs_name != seen.crs else ""
    lines = [
        translate("Imports", "Coordinate system: {crs}, {why}.").format(
            crs=f"{seen.crs}{name}", why=why
        )
    ]
    if seen.crs_accuracy_m and seen.crs_accuracy_m >= _TOLD_M:
        lines[0] += " " + translate("Imports", "Positions are exact to {metres}.").format(
            metres=length(seen.crs_accuracy_m)
        )
    how = {
        "declared": translate("Imports", "as the file declares"),
        "hint": translate("Imports", "as its driver says"),
        "content": translate("Imports", "as its bytes tell"),
        "given": translate("Imports", "as you say"),
    }.get(seen.encoding_source, "")
    told_encoding = translate("Imports", "Encoding: {encoding}").format(encoding=seen.encoding)
    lines.append(f"{told_encoding}, {how}" if how else told_encoding)
    if seen.repaired:
        lines.append(
            plural(
                seen.repaired,
                translate("Imports", "{n} outline was mended."),
                translate("Imports", "{n} outlines were mended."),
            )
        )
    lines.append(
        translate("Imports", "Another system is chosen on the page before, if this is wrong.")
    )
    return "\n".join(lines)
