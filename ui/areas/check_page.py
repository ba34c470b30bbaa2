"""How the zones in force fit together: each misfit leads to its place on the map."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.areas import calls, check_model, on_map
from ui.areas.check_model import CheckModel
from ui.areas.result_page import ResultPage
from ui.areas.tree_rows import SORT
from ui.desk import Desk
from ui.widgets.row_told import RowTold
from ui.words import listed, number, plural, translate


class CheckPage(ResultPage):
    """A check and its pieces.

    Signals:
        checked: a check is there: its pieces for the map.
    """

    checked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        in_order = QSortFilterProxyModel()
        super().__init__("areas.checked", "verify", in_order, parent)
        self.model, self.sorted = CheckModel(self), in_order
        in_order.setParent(self)
        in_order.setSortRole(SORT)
        in_order.setSourceModel(self.model)
        self._desk = desk
        self.result: calls.Checked | None = None
        self.save.hide()
        self.tree.setRootIsDecorated(False)
        self.tree.setSortingEnabled(True)
        self.tree.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.told = RowTold(self.tree, self._sentences, self)
        self.column.addWidget(self.told)
        self.empty.acted.connect(self.run)
        self.retranslate()

    def run(self) -> None:
        """Checks the zones that are in force without an end."""
        if self.is_running:
            return
        self.watch(
            self._desk.count(
                calls.check, "", done=self._on_done, failed=self._on_failed, key="areas.check",
                title=self.doing(),
            )
        )  # fmt: skip

    def run_again(self) -> None:
        """Once more."""
        self.run()

    def clear(self) -> None:
        """Of another project."""
        self.cancel()
        self.result = None
        self.model.set_lines([])
        self.show_nothing()

    def choose(self, misfit: str) -> None:
        """Makes a misfit the current line."""
        for line in self.model.all_lines():
            if line.about["id"] == misfit:
                at = self.sorted.mapFromSource(self.model.index_of(line))
                self.tree.setCurrentIndex(at)
                self.tree.scrollTo(at)

    def ids(self) -> tuple[str, ...]:
        """The misfit of the current line."""
        about = self.model.about(self.sorted.mapToSource(self.tree.currentIndex()))
        return () if about is None else (about["id"],)

    def doing(self) -> str:
        """What runs."""
        return translate("Areas", "Checking zones")

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.again.say(translate("Areas", "Check again"))
        self.empty.tell(
            translate("Areas", "The zones are not checked yet"),
            translate(
                "Areas",
                "Finds where zones overlap, leave gaps or slivers, or reach out of their area, and"
                " what no zone covers.",
            ),
            translate("Areas", "Check zones"),
        )
        self.tree.setAccessibleName(translate("Areas", "Zones that don't fit"))
        self.model.retranslate()
        self.told.setAccessibleName(translate("Areas", "The misfit in full"))
        self.told.tell()
        self._tell()

    def _sentences(self, index: QModelIndex) -> tuple[str, ...]:
        about = self.model.about(self.sorted.mapToSource(index))
        return () if about is None else check_model.sentences(about)

    def _on_done(self, found: calls.Checked) -> None:
        self.result = found
        self.take_in()
        self.model.set_lines(check_model.lines(found.items))
        self.show_result()
        self._tell()
        self.checked.emit(found.shown)

    def _on_failed(self, error: Exception) -> None:
        if self.result is None:
            self.show_nothing()
        else:
            self.show_result()
        self._desk.tell(error, self.doing())

    def _tell(self) -> None:
        if self.result is None:
            return
        items = self.result.items
        counts = Counter(item["kind"] for item in items)
        if not items and not self.result.zones:
            self.tell_verdict(
                "info", translate("Areas", "There are no zones to check: import them first.")
            )
        elif not items:
            self.tell_verdict("ok", translate("Areas", "The zones of each area fit together."))
        else:
            found = plural(
                len(items), translate("Areas", "{n} place does not fit"),
                translate("Areas", "{n} places don't fit"),
            )  # fmt: skip
            kinds = listed(
                f"{on_map.fault_word(kind)} {number(counts[kind])}"
                for kind in calls.FAULTS
                if counts[kind]
            )
            told = translate("Areas", "{found}: {kinds}").format(found=found, kinds=kinds)
            self.tell_verdict("warning", told)
        self.all.setEnabled(bool(items))
