"""Campaigns 专项行动: listed with how their issues stand, entered and corrected."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ui.desk import Desk
from ui.patrols import calls
from ui.patrols.field_dialog import CatalogueDialog
from ui.widgets.column_widths import widen
from ui.widgets.tips import plain
from ui.words import capital, field_name, number, short_day, translate

_FIELDS = ("name", "year", "batch", "authority", "starts_on", "ends_on")
_COUNTS = ("issues", "closed", "undone", "overdue", "patrols")


class CampaignsDialog(CatalogueDialog):
    """The list above; below it the fields of the one that is chosen, or of a new one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("campaigns", desk, "campaign", _FIELDS, ("name",), parent)
        self._items: list[dict[str, Any]] = []
        self._chosen = ""
        self._may = desk.info is not None and desk.info.writable
        self.list = QTreeWidget(self)
        self.list.setObjectName("campaigns.list")
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(3 + len(_COUNTS))
        counts = dict.fromkeys(range(2, 2 + len(_COUNTS)), 9)
        widen(self.list, {0: 24, 1: 7, **counts, 2 + len(_COUNTS): 13})  # all within the window
        self.list.setMinimumHeight(self.fontMetrics().height() * 9)
        self.column.insertWidget(2, self.list, 10)
        self.new, self.show_issues = self.add_button("new"), self.add_button("issues")
        self.new.clicked.connect(self._on_new)
        self.show_issues.clicked.connect(self._on_issues)
        self.list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.resize(self.fontMetrics().averageCharWidth() * 100, self.height())
        self.retranslate()
        self._tell_buttons()
        self.ask()

    def ask(self) -> None:
        """Reads the list."""
        self.desk.ask(calls.campaigns, done=self._on_known, failed=self.tell_error)

    def confirm(self) -> None:
        """Enters or corrects it."""
        if not self.is_sound():
            return
        given = self.sheet.typed()
        if not given:
            self.notice.tell("info", translate("Patrols", "Nothing was changed."))
            return
        task = self.desk.do(
            calls.keep_campaign, self._chosen, given, done=self._on_kept, failed=self.refused,
            title=lambda: translate("Patrols", "Campaign"),
            instead=lambda: translate("Patrols", "correct the campaign"),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Patrols", "Campaigns"))
        self.new.setText(translate("Patrols", "&New"))
        self.show_issues.setText(translate("Patrols", "Its &issues"))
        self.ok.setText(translate("Patrols", "Save"))
        self.cancel.setText(translate("Patrols", "Close"))
        self.list.setAccessibleName(translate("Patrols", "Campaigns"))
        names = {name: field_name("campaign", name) for name in _FIELDS}
        heads = (
            names["name"], names["year"], translate("Patrols", "issues"),
            translate("Patrols", "closed"), translate("Patrols", "undone"),
            translate("Patrols", "overdue"), translate("Patrols", "patrols"),
            translate("Patrols", "next deadline"),
        )  # fmt: skip
        self.list.setHeaderLabels([capital(head) for head in heads])

    def _on_known(self, found: list[dict[str, Any]]) -> None:
        self._items = found
        kept = self._chosen
        self.list.clear()
        for one in found:
            cells = [str(one["name"] or ""), str(one["year"] or "")]
            cells += [number(one[name]) if one[name] else "" for name in _COUNTS]
            cells.append(short_day(one["next_deadline"]) if one["next_deadline"] else "")
            item = QTreeWidgetItem(cells)
            item.setToolTip(0, plain(cells[0]))
            self.list.addTopLevelItem(item)
            if one["id"] == kept:
                self.list.setCurrentItem(item)

    def _on_chosen(self) -> None:
        chosen = self.list.currentItem()
        if chosen is not None and self._typed_for_another(chosen):
            self.notice.tell(
                "info",
                translate("Patrols", "What is typed is not saved yet."),
                translate("Patrols", "Save it, or press New to give it up."),
            )
            self._point_at(self._chosen)
        elif chosen is not None:
            one = self._items[self.list.indexOfTopLevelItem(chosen)]
            self._chosen = one["id"]
            self.show_values({name: one[name] for name in _FIELDS if one.get(name)}, {})
        self._tell_buttons()

    def _typed_for_another(self, item: QTreeWidgetItem) -> bool:
        one = self._items[self.list.indexOfTopLevelItem(item)]
        return one["id"] != self._chosen and bool(self.sheet.typed())

    def _point_at(self, campaign: str) -> None:
        """The line that the fields are of, "" for none."""
        rows = [row for row, one in enumerate(self._items) if one["id"] == campaign]
        line = self.list.topLevelItem(rows[0]) if rows else None
        self.list.blockSignals(True)
        if line is not None:
            self.list.setCurrentItem(line)
        else:
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()
        self.list.blockSignals(False)

    def _on_new(self) -> None:
        self._chosen = ""
        self.list.setCurrentIndex(QModelIndex())
        self.list.clearSelection()
        self.show_values({}, {})
        self.sheet.go_to("name")
        self._tell_buttons()

    def _on_issues(self) -> None:
        if self._chosen:
            self.desk.show.ledger.emit({"campaigns": [self._chosen]})
            self.desk.show.room.emit("ledger")
            self.accept()

    def _on_kept(self, campaign: str) -> None:
        self._chosen = campaign
        self.show_values({}, {})  # saved: what is typed is no longer to be lost
        self.notice.tell("ok", translate("Patrols", "It is saved."))
        self.ask()

    def _tell_buttons(self) -> None:
        self.ok.setEnabled(self._may)
        self.show_issues.setEnabled(bool(self._chosen))
