"""Imports boundaries: file, a look at system, columns and rows, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import AreaPreview
from ui.desk import Desk
from ui.imports import calls, parts_calls
from ui.imports.areas_options import AreasOptionsPage
from ui.imports.calls import AreaWish
from ui.imports.count_words import nothing, told
from ui.imports.crs_words import decision
from ui.imports.outline_map import Drawn, OutlineMap
from ui.imports.parts_calls import Found, Ground
from ui.imports.parts_wizard import PartsWizard
from ui.imports.table_wizard import FILE, TableWizard
from ui.imports.wizard import Wizard
from ui.words import areas, language, number, translate


class AreasWizard(TableWizard[AreaPreview]):
    """That of boundaries, layer by layer."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.options = AreasOptionsPage()
        super().__init__("areas", "layer", "area", self.options, desk, parent)
        self.decision = QLabel(self)
        self.decision.setObjectName("areas.decision")
        self.decision.setWordWrap(True)
        self.decision.setTextFormat(Qt.TextFormat.PlainText)
        self.map = OutlineMap(self)
        self.options.path.changed.connect(self._guess)
        self.begin(path, self._decided())
        self.options.path.changed.connect(lambda _: self.forget())
        self.options.several.clicked.connect(lambda: self.hand_over([]))

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import boundaries")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which boundaries?"),
            translate("Imports", "Coordinate system and columns"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def prepare(self) -> None:
        """The fields that columns may hold are those of what the first page names."""
        kind = "zone" if self.options.wish().kind == "zone" else "area"
        self.mapping.set_kind(kind)
        self.check.model.set_kind(kind)
        self.desk.ask(
            calls.area_fields, kind, key="imports.fields",
            done=lambda names: self.mapping.offer({"": names}),
        )  # fmt: skip
        self.desk.ask(parts_calls.ground, key="imports.ground", done=self._on_ground)

    def wish(self) -> AreaWish:
        """How the file is to be taken, as the pages say."""
        columns, ignored = self.columns()
        return replace(
            self.options.wish(), layer=self.part.currentText() or None, columns=columns,
            ignored=ignored,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.part_name.setText(translate("Imports", "&Layer"))

    def is_complete(self) -> bool:
        """Whether a file is named, and a day where one is."""
        self.options.clear_errors()
        if not self.options.path.text():
            self.options.tell("path", translate("Imports", "Choose a file or folder."))
            return False
        if not self.options.valid_from.is_sound():
            self.options.tell("valid_from", translate("Imports", "This is no date."))
            return False
        return True

    def look(self, done: Callable[[AreaPreview], None]) -> None:
        """Looks at the layer that is chosen."""
        info = self.desk.info
        actor = info.actor_id if info is not None else ""

        def looked(found: calls.Looked[AreaPreview]) -> None:
            self.problems = found.problems
            done(found.preview)

        self.ask(calls.areas_seen, actor, self.file(), self.wish(), language(), done=looked)

    def go_on(self) -> None:
        """A folder or file with several layers is taken layer by layer in a wizard for these."""
        if self.page != FILE or not self.is_complete():
            super().go_on()
            return
        path = self.file()

        def found(told: tuple[list[Found], tuple[Problem, ...]]) -> None:
            if len([one for one in told[0] if one.problem is None]) > 1:
                self.hand_over([path])
            else:
                super(AreasWizard, self).go_on()

        self.ask(parts_calls.parts_found, [path], done=found)

    def hand_over(self, paths: list[Path]) -> None:
        """Goes on in the wizard for several, with the file that is chosen here, if any."""
        chosen = [self.file()] if self.options.path.text() and not paths else paths
        several = PartsWizard(self.desk, chosen, self.parentWidget(), self.options.wish())
        self.reject()
        several.open()

    def take(self) -> None:
        """Imports the boundaries."""
        self.do(calls.areas_taken, self.file(), self.wish(), done=self.on_done)

    def parts_of(self, seen: AreaPreview) -> tuple[Sequence[str], str]:
        """The layers."""
        return seen.layers, seen.layer

    def rows_in(self, seen: AreaPreview) -> int:
        """All of them."""
        return sum(seen.counts.values())

    def takes(self, seen: AreaPreview) -> bool:
        """Of what is there already another mapping of columns may still change an attribute."""
        return any(seen.counts[name] for name in ("created", "updated", "unchanged"))

    def tell_seen(self, seen: AreaPreview) -> None:
        """Says what was decided, and how much there is."""
        other = translate(
            "Imports", "Another system is chosen on the page before, if this is wrong."
        )
        self.decision.setText(f"{decision(seen)}\n{other}")
        self.map.set_drawn([Drawn(seen.outlines, seen.kind)])
        self.mapping.show_columns(seen.columns, "")
        extent = translate("Imports", "{area} in all, {n} vertices").format(
            area=areas(seen.area_m2), n=number(seen.vertices)
        )
        parts = [told(seen.counts, future=True), extent if self.takes(seen) else nothing()]
        self.check.counts.setText("　".join(parts))

    def _guess(self, text: str) -> None:
        """Asks what the file is; where nobody can tell, the first look says why."""
        if text:
            self.desk.ask(
                parts_calls.kind_guessed, self.file(), key="imports.kind",
                done=self.options.propose, failed=lambda _: None,
            )  # fmt: skip

    def _on_ground(self, ground: Ground) -> None:
        self.map.set_ground(ground.areas, ground.patches, ground.province)

    def _decided(self) -> QWidget:
        """What was decided, and beside it where that puts the outlines."""
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.decision, 3)
        line.addWidget(self.map, 2)
        row.setMaximumHeight(self.fontMetrics().height() * 11)
        return row

    def table(self) -> str:
        """Each kind of boundaries has columns of its own."""
        return f"areas.{self.options.wish().kind}"


def wizard_of(desk: Desk, paths: list[Path], parent: QWidget | None = None) -> Wizard:
    """The wizard for one file or for several; a folder may be either."""
    if len(paths) > 1:
        return PartsWizard(desk, paths, parent)
    return AreasWizard(desk, paths[0] if paths else None, parent)
